"""Writes what passes between servers and clients as a capture, without a privilege.

Every server listens behind a proxy, which passes on what comes and notes it as the packets that it
could have come in: IPv4 and TCP with everything that a reader of captures needs to put streams
together again, but without checksums.
"""

import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

LINKTYPE_RAW = 101
"""Packets begin with their IP header."""

FIN, SYN, PUSH, ACK = 0x01, 0x02, 0x08, 0x10

SEGMENT = 32768
"""The most bytes in a packet."""

CLIENT, SERVER = 0, 1


class Capture:
    """A file in the format of libpcap, to which several connections write."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self._lock = threading.Lock()
        self._file.write(struct.pack(">IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, LINKTYPE_RAW))

    def write(self, packet: bytes) -> None:
        """One packet, now."""
        seconds, nanoseconds = divmod(time.time_ns(), 10**9)
        length = len(packet)
        header = struct.pack(">IIII", seconds, nanoseconds // 1000, length, length)
        with self._lock:
            self._file.write(header + packet)
            self._file.flush()


@dataclass
class Connection:
    """A TCP connection as packets."""

    capture: Capture
    ports: tuple[int, int]
    sent: list[int] = field(default_factory=lambda: [1000, 5000])
    lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> None:
        """The handshake."""
        for side, flags in ((CLIENT, SYN), (SERVER, SYN | ACK)):
            self._packet(side, flags)
            self.sent[side] += 1
        self._packet(CLIENT, ACK)

    def data(self, side: int, data: bytes) -> None:
        """What one side sends."""
        with self.lock:
            for start in range(0, len(data), SEGMENT):
                part = data[start : start + SEGMENT]
                self._packet(side, PUSH | ACK, part)
                self.sent[side] += len(part)

    def close(self, side: int) -> None:
        """One side sends nothing more."""
        with self.lock:
            self._packet(side, FIN | ACK)
            self.sent[side] += 1

    def _packet(self, side: int, flags: int, data: bytes = b"") -> None:
        numbers = (self.sent[side] & 0xFFFFFFFF, self.sent[1 - side] & 0xFFFFFFFF)
        ports = (self.ports[side], self.ports[1 - side])
        tcp = struct.pack(">HHIIBBHHH", *ports, *numbers, 5 << 4, flags, 0xFFFF, 0, 0)
        loopback = socket.inet_aton("127.0.0.1") * 2
        length = 20 + len(tcp) + len(data)
        ip = struct.pack(">BBHHHBBH", 0x45, 0, length, 0, 0, 64, socket.IPPROTO_TCP, 0)
        self.capture.write(ip + loopback + tcp + data)


class CapturedSocket:
    """A bound socket, and the address of the proxy in front of it: what ``listening.Socket`` is."""

    capture: Capture

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self._proxy = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._proxy.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, (_, port) = self._proxy.accept()
            server = socket.create_connection(self.socket.getsockname())
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(self.capture, (port, self._proxy.getsockname()[1]))
            connection.open()
            for side, source, sink in ((CLIENT, client, server), (SERVER, server, client)):
                arguments = (connection, side, source, sink)
                threading.Thread(target=_pass_on, args=arguments, daemon=True).start()


def _pass_on(connection: Connection, side: int, source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(1 << 16):
            # Noted first, so that no answer is noted before its question.
            connection.data(side, data)
            sink.sendall(data)
        connection.close(side)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        # Whoever was to receive it is gone.
        connection.close(side)

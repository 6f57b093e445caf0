"""A station of the log: reports measurements and asks for a summary. Its argument is the address of the server.

The package `sensors_bindings` is what `lonely generate` makes of `schema/sensors.yaml`.
"""

import socket
import struct
import sys

from sensors_bindings.sensors import b2s, s2b
from sensors_bindings.sensors.constants import (
    SubscriberToBroadcasterSensorsMessageType as Type,
)

LIMIT = 1024 * 1024
"""The longest message that is read, as the server has it."""


def receive(connection: socket.socket, length: int) -> bytes:
    """Receives so many bytes."""
    received = b""
    while len(received) < length:
        part = connection.recv(length - len(received))
        if not part:
            raise ConnectionError("the server hung up")
        received += part
    return received


def ask(connection: socket.socket, question: s2b.S2B_Message) -> b2s.B2S_Message:
    """Sends a message and waits for the answer. Each is behind its length."""
    wire = s2b.encode(question)
    connection.sendall(struct.pack(">I", len(wire)) + wire)
    (length,) = struct.unpack(">I", receive(connection, 4))
    if length > LIMIT:
        raise ConnectionError("the answer is too long")
    return b2s.decode(receive(connection, length))


def show(answer: b2s.B2S_Message) -> None:
    match answer:
        case b2s.B2S_Stored():
            print(f"{answer.samples} measurements are in the log")
        case b2s.B2S_Summary():
            for entry in answer.units:
                print(f"{answer.station}: {entry.least} to {entry.most} {entry.unit}, measured {entry.samples} times")
        case b2s.B2S_Refused():
            print(f"refused: {answer.reason}")


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("which server? give its address, such as 127.0.0.1:7000")
    host, _, port = sys.argv[1].rpartition(":")
    channels = (
        s2b.S2B_ReportChannels(
            unit="C",
            samples=(
                s2b.S2B_ReportChannelsSamples(at=60, level=-3),
                s2b.S2B_ReportChannelsSamples(at=120, level=4),
            ),
        ),
        s2b.S2B_ReportChannels(unit="hPa", samples=(s2b.S2B_ReportChannelsSamples(at=60, level=1013),)),
    )
    report = s2b.S2B_Report(type=Type.REPORT, urgent=False, station="roof", channels=channels, note=b"")
    query = s2b.S2B_Query(type=Type.QUERY, urgent=False, station="roof")
    nobody = s2b.S2B_Query(type=Type.QUERY, urgent=False, station="cellar")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        for question in (report, query, nobody):
            show(ask(connection, question))


main()

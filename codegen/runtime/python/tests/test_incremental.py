"""Input in pieces: how far a scan goes, and what a decoder does with it."""

import random
import unittest
from collections.abc import Iterator
from hashlib import sha512
from io import BytesIO
from typing import Any

from lonely.errors import LonelyError
from lonely.runtime.forms.integer import Uint
from lonely.runtime.head import HeadStream, Passed
from lonely.runtime.incremental import AboveLimit, Incremental, Start
from lonely.runtime.reader import Reader
from lonely.runtime.scan import (
    Scan,
    ScanBlock,
    ScanBody,
    ScanBytes,
    ScanCounted,
    ScanEntries,
    ScanFlag,
    Scanner,
    ScanNumber,
    ScanUntil,
    ScanWhen,
)
from lonely.runtime.sequence import SequenceReader

PAIR: Scan = (ScanBytes(1), ScanCounted(1))

SCANS: list[tuple[str, Scan, str, int, bool, int | None]] = [
    ("nothing", (), "", 0, False, 0),
    ("bytes", (ScanBytes(3),), "010203", 0, False, 0),
    ("no bytes", (ScanBytes(0), ScanBody(0)), "", 0, False, None),
    ("behind a length", (ScanCounted(2),), "0003010203", 0, False, 0),
    ("a rest", (ScanCounted(1), ScanBody(0)), "0101", 0, False, None),
    ("a body behind its length", (ScanBytes(1), ScanBody(4)), "0100000007", 0, False, 7),
    ("a minimal block", (ScanBlock((ScanCounted(2),)), ScanBody(0)), "000101", 0, True, None),
    (
        "an expanded block",
        (ScanBlock(()), ScanBody(0)),
        "0002" + "0001610001ff" + "00016200020000",
        0,
        False,
        None,
    ),
    ("entries", (ScanEntries(1, PAIR), ScanBytes(1)), "02" + "0100" + "010101" + "ff", 0, False, 0),
    ("no entries", (ScanEntries(4, PAIR), ScanBytes(1)), "00000000" + "ff", 0, False, 0),
    ("many entries of nothing", (ScanEntries(2, ()),), "ffff", 0, False, 0),
    (
        "up to a literal",
        (ScanUntil(b"\xff\xfe", PAIR), ScanBytes(2)),
        "0100" + "ff0101" + "fffe",
        0,
        False,
        0,
    ),
    (
        "groups in groups",
        (ScanEntries(1, (ScanUntil(b"\xff", PAIR), ScanBytes(1))),),
        "02" + "0100ff" + "ff",
        0,
        False,
        0,
    ),
    (
        "a number that decides, of all its bytes",
        (ScanNumber(0, 2), ScanWhen(7, (ScanBytes(1),), (ScanBytes(3),))),
        "0007aa",
        0,
        False,
        0,
    ),
    (
        "another one, behind its length",
        (ScanNumber(1, 8), ScanWhen(7, (ScanBytes(1),), (ScanBytes(3),)), ScanBody(0)),
        "0108aabbcc",
        0,
        False,
        None,
    ),
    (
        "one that is too long, and decides nothing",
        (ScanNumber(1, 1), ScanWhen(7, (), (ScanBytes(9),)), ScanBody(0)),
        "020007",
        0,
        False,
        0,
    ),
    ("a flag", (ScanFlag(4, (ScanBytes(1),), (ScanBytes(9),)),), "aa", 6, False, 0),
    ("no flag", (ScanFlag(1, (ScanBytes(9),), (ScanBytes(1),)),), "aa", 6, False, 0),
]
"""What is scanned, how it begins, flags, whether a block is minimal, and the body that follows."""


class Scans(unittest.TestCase):
    """Where values end."""

    def test_ends(self) -> None:
        """Behind the last value, at whichever byte it was asked before."""
        for name, scan, text, flags, is_minimal, body in SCANS:
            data = bytes.fromhex(text)
            with self.subTest(name):
                scanner = Scanner(scan, 0, flags, is_minimal)
                self.assertEqual(scanner.advance(bytearray(data + b"more")), 0)
                self.assertEqual((scanner.at, scanner.body), (len(data), body))
                scanner = Scanner(scan, 0, flags, is_minimal)
                for length in range(len(data)):
                    needed = scanner.advance(bytearray(data[:length]))
                    # It asks for more, and not for more than there is.
                    self.assertTrue(length < needed <= len(data))
                self.assertEqual(scanner.advance(bytearray(data)), 0)
                self.assertEqual((scanner.at, scanner.body), (len(data), body))

    def test_lengths_that_lie(self) -> None:
        """They are asked for, and nothing is made for them."""
        scanner = Scanner((ScanCounted(8),), 0, 0, False)
        self.assertEqual(scanner.advance(bytearray(b"\xff" * 8)), 8 + 2**64 - 1)


def read(stream: Any) -> tuple[bytes, bytes]:
    """A value, a length and a digest of the body, and one more check behind those."""
    reader = SequenceReader(stream, 0)
    value = reader.octets("value", 1)
    at_value = reader.start
    length = reader.value("length", 0, Uint, 2)
    at_length = reader.start
    digest = reader.octets_exactly("digest", 0, 64)
    at_digest = reader.start
    body = reader.body()
    reader.body_length("length", at_length, length, body)
    reader.body_sha512("digest", at_digest, digest, body)
    reader.same("value", at_value, len(value), "one", 1)
    return value, body


START = Start(0, {0: (ScanCounted(1), ScanBytes(66), ScanBody(0))})


def written(value: bytes, body: bytes) -> bytes:
    """The bytes of it."""
    head = bytes((len(value),)) + value + len(body).to_bytes(2, "big")
    return head + sha512(body).digest() + body


def pieces_of(data: bytes, rng: random.Random) -> Iterator[bytes]:
    """Cut somewhere."""
    while data:
        end = rng.randint(0, len(data))
        yield data[:end]
        data = data[end:]


class Decoders(unittest.TestCase):
    """What is decoded."""

    def test_pieces(self) -> None:
        """The message, and what passed, whatever the cuts."""
        rng = random.Random(1)
        for _ in range(200):
            decoder = Incremental(read, START)
            body = b"".join(
                [decoder.push(piece) for piece in pieces_of(written(b"v", b"hello"), rng)]
            )
            self.assertEqual(body, b"hello")
            received = decoder.finish()
            self.assertEqual(received.message, (b"v", b""))
            self.assertEqual(
                (received.body_length, received.body_sha512), (5, sha512(body).digest())
            )

    def test_errors(self) -> None:
        """Those of the whole, at the same place."""
        right = written(b"v", b"hello")
        wrong = [right[:end] for end in range(len(right))]
        wrong += [
            right + b"!",
            right[:-1] + b"!",
            written(b"", b"hello"),
            written(b"vv", b"a") + b"b",
        ]
        for data in wrong:
            with self.assertRaises(LonelyError) as whole:
                read(BytesIO(data))
            for size in (1, 2, 70, 1000):
                decoder = Incremental(read, START)
                with self.assertRaises(LonelyError) as raised:
                    for at in range(0, len(data), size):
                        decoder.push(data[at : at + size])
                    decoder.finish()
                found, wanted = raised.exception, whole.exception
                self.assertEqual(
                    (found.kind, found.at, found.offset),
                    (wanted.kind, wanted.at, wanted.offset),
                    data,
                )

    def test_heads(self) -> None:
        """A head is there unless something would be refused later, and an error as soon as nothing else can come."""
        decoder = Incremental(read, START)
        decoder.push(written(b"v", b"hello")[:-5])
        head = decoder.head()
        assert head is not None
        self.assertEqual(head.unverified, (b"v", b""))
        decoder = Incremental(read, START)
        decoder.push(written(b"", b"hello")[:-5])
        self.assertIsNone(decoder.head())
        for _ in range(2):
            with self.assertRaises(LonelyError) as raised:
                decoder.push(b"hello!")
            self.assertEqual(
                (raised.exception.kind, raised.exception.at), ("length_mismatch", "length")
            )

    def test_starts(self) -> None:
        """What says which message it is: a prefix, a code, or nothing."""
        scans: dict[int, Scan] = {3: (ScanBlock((ScanCounted(2),)), ScanBody(0))}

        def block(stream: Any) -> bytes:
            flags = int.from_bytes(stream.read(2), "big")
            code = int.from_bytes(stream.read(2), "big")
            if code != 3:
                raise LonelyError("unknown_type", None, 2, "3", str(code))
            reader = Reader(stream, ("x-a",))
            if flags & 2:
                reader.read_values(0, 1)
            else:
                reader.read_block()
            return reader.octets(0) + reader.body()

        for text in ("00020003000161", "0000000300010003782d61000161"):
            decoder = Incremental(block, Start(4, scans, 2))
            data = bytes.fromhex(text)
            found = [decoder.push(data[at : at + 1]) for at in range(len(data))]
            self.assertEqual((set(found), decoder.push(b"body")), ({b""}, b"body"))
            self.assertEqual(decoder.finish().message, b"a")
        decoder = Incremental(block, Start(4, scans, 2))
        with self.assertRaises(LonelyError) as raised:
            decoder.push(b"\0\0\0\4")
        self.assertEqual(raised.exception.kind, "unknown_type")

    def test_bodies_behind_their_length(self) -> None:
        """What comes behind them does not belong to the message; one that is too short is cut off."""

        def behind(stream: Any) -> bytes:
            reader = SequenceReader(stream, 0)
            return reader.body_behind("body", 2)

        start = Start(0, {0: (ScanBody(2),)})
        decoder = Incremental(behind, start)
        found = [decoder.push(piece) for piece in (b"\0", b"\5he", b"llo", b"more")]
        self.assertEqual((b"".join(found), decoder.finish().body_length), (b"hello", 5))
        for text in (b"\0", b"\0\5", b"\0\5hell"):
            with self.assertRaises(LonelyError) as whole:
                behind(BytesIO(text))
            decoder = Incremental(behind, start)
            decoder.push(text)
            with self.assertRaises(LonelyError) as raised:
                decoder.finish()
            self.assertEqual(raised.exception.args, whole.exception.args)

    def test_limits(self) -> None:
        """What has to be kept is no more than that."""
        data = written(b"v", b"hello")
        self.assertEqual(Incremental(read, START, len(data) - 5).push(data), b"hello")
        decoder = Incremental(read, START, len(data) - 6)
        for _ in range(2):
            with self.assertRaisesRegex(AboveLimit, "longer than the limit of 67 bytes"):
                decoder.push(data)

    def test_heads_of_streams(self) -> None:
        """A stream of a head reads as any other, and knows of the body."""
        head = HeadStream(b"abc", Passed(7, b"digest"))
        self.assertEqual((head.read(2), head.read(-1), head.read(1)), (b"ab", b"c", b""))
        head.seek(1)
        self.assertEqual(head.read(5), b"bc")


if __name__ == "__main__":
    unittest.main()

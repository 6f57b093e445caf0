"""The exact path of reading: what is the first problem, and where."""

import unittest
from collections.abc import Callable
from functools import partial
from io import BytesIO

from lonely.errors import LonelyError
from lonely.runtime.forms.boolean import Boolean
from lonely.runtime.forms.integer import Sint, Uint
from lonely.runtime.forms.text import OptionalText, Text
from lonely.runtime.headers import parse_expanded_headers, read_exact
from lonely.runtime.reader import Reader, as_bytes, read_exactly, read_stream
from lonely.runtime.streams import SyncReadableBytesIO

NAMES = ("a", "x-b")


def minimal(data: bytes) -> Reader:
    """A reader that has read a minimal block of two values."""
    reader = Reader(BytesIO(data), NAMES)
    reader.read_values(0, 2)
    return reader


def expanded(data: bytes) -> Reader:
    """A reader that has read an expanded block."""
    reader = Reader(BytesIO(data), NAMES)
    reader.read_block()
    return reader


class Reading(unittest.TestCase):
    """Offsets count from the start of the message: the block is at 4."""

    def refused(
        self, action: Callable[[], object], kind: str, at: str | None, offset: int | None
    ) -> None:
        """It raises an error with that kind and place."""
        with self.assertRaises(LonelyError) as caught:
            action()
        error = caught.exception
        self.assertEqual((error.kind, error.at, error.offset), (kind, at, offset))

    def test_minimal_blocks(self) -> None:
        """A cut names the header, and where the read began that found too little."""
        self.assertEqual(minimal(b"\0\1x\0\0").octets(0), b"x")
        for data, at, offset in (
            (b"", "a", 4),
            (b"\0", "a", 4),
            (b"\0\2x", "a", 6),
            (b"\0\1x", "x-b", 7),
            (b"\0\1x\0\3yy", "x-b", 9),
        ):
            self.refused(partial(minimal, data), "truncated", at, offset)

    def test_expanded_blocks(self) -> None:
        """Any order, any case, unknown names between; the last of a name counts."""
        reader = expanded(b"\0\4\0\3X-B\0\1y\0\1z\0\1q\0\1A\0\1x\0\1a\0\2xx")
        self.assertEqual((reader.octets(0), reader.octets(1)), (b"xx", b"y"))
        self.refused(lambda: reader.octets_exactly(0, 1), "wrong_length", "a", 31)
        self.refused(lambda: expanded(b"\0\1\0\1a\0\2x"), "truncated", None, 11)
        self.refused(lambda: expanded(b"\0\1\0\2a\x80\0\0"), "header_name", None, 8)
        self.refused(lambda: expanded(b"\0\0").octets(1), "missing_header", "x-b", 6)

    def test_values(self) -> None:
        """Every kind takes what it takes, and names what it does not."""
        reader = minimal(b"\0\2\xff\xfb\0\3\xc3\xa9!")
        self.assertEqual(reader.value(0, Uint, 2), 0xFFFB)
        self.assertEqual(reader.value(0, Sint, 2), -5)
        self.assertEqual(reader.value(1, Text), "é!")
        self.assertEqual(reader.value(1, OptionalText, 3), "é!")
        self.assertFalse(reader.value(0, Boolean))
        self.refused(lambda: reader.value(0, Uint, 1), "too_long", "a", 6)
        self.refused(lambda: reader.value(0, Sint, 1), "too_long", "a", 6)
        self.refused(lambda: reader.octets_at_most(1, 2), "too_long", "x-b", 10)
        self.refused(lambda: reader.value(1, Text, 2), "too_long", "x-b", 10)
        self.refused(lambda: reader.value(0, Text), "not_utf8", "a", 6)
        empty = minimal(b"\0\0\0\1\1")
        self.assertEqual(
            (empty.value(0, Uint, 8), empty.value(0, Sint, 8), empty.value(0, OptionalText)),
            (0, 0, None),
        )
        self.assertTrue(empty.value(1, Boolean))

    def test_defaults(self) -> None:
        """They stand for what is absent, and for nothing else."""
        absent, empty = expanded(b"\0\0"), expanded(b"\0\1\0\1a\0\0")
        for form, default, value, nothing in (
            (Uint, b"0", 48, 0),
            (Sint, b"0", 48, 0),
            (Boolean, b"\1", True, False),
        ):
            values = [reader.value(0, form, 1, default=default) for reader in (absent, empty)]
            self.assertEqual(values, [value, nothing])
        self.refused(lambda: absent.same(0, 48, 1, 47), "length_mismatch", "a", 6)

    def test_relations(self) -> None:
        """What has to agree with the body or another header."""
        reader = minimal(b"\0\1\1\0\1\2body")
        body = reader.body()
        self.assertEqual(body, b"body")
        reader.body_length(0, 4, body)
        reader.same(1, 2, 0, 2)
        self.refused(lambda: reader.body_length(0, 5, body), "length_mismatch", "a", 6)
        self.refused(lambda: reader.same(1, 2, 0, 1), "length_mismatch", "x-b", 9)
        self.refused(lambda: reader.body_sha512(1, bytes(64), body), "digest_mismatch", "x-b", 9)

    def test_prefixes(self) -> None:
        """Cut, unknown, or leading to a message's own function."""

        def message(stream: SyncReadableBytesIO, minimal: bool) -> tuple[bytes, bool]:
            return stream.read(-1), minimal

        def read(data: bytes) -> object:
            return read_exactly(BytesIO(data), "subscriber", 2, {3: message})

        self.assertEqual(read(b"\xff\xfd\0\3rest"), (b"rest", False))
        self.assertEqual(read(b"\0\2\0\3"), (b"", True))
        self.refused(lambda: read(b""), "truncated", None, 0)
        self.refused(lambda: read(b"\0\2\0"), "truncated", None, 2)
        self.refused(lambda: read(b"\0\2\0\4"), "unknown_type", None, 2)

    def test_streams(self) -> None:
        """The fast path is tried on a whole message in memory; the stream is then at its end, or untouched."""

        def fast(data: bytes) -> str:
            if data != b"prefwhole":
                raise LookupError
            return "fast"

        def exactly(stream: SyncReadableBytesIO, _: bool) -> str:
            return stream.read(2).decode()

        for data, result, rest in (
            (b"prefwhole", "fast", b""),
            (b"prefpartly", "pa", b"rtly"),
        ):
            stream = BytesIO(data)
            stream.seek(4)
            self.assertEqual(read_stream(stream, True, fast, fast, exactly), result)
            self.assertEqual(stream.read(), rest)
        elsewhere = BytesIO(b"prefwhole")
        self.assertEqual(read_stream(elsewhere, True, fast, fast, exactly), "pr")

    def test_what_is_no_bytes(self) -> None:
        """It is refused before anything is read."""
        self.refused(lambda: as_bytes(7), "bad_value", None, None)

    def test_helpers(self) -> None:
        """They know no place."""
        self.refused(lambda: read_exact(BytesIO(b"a"), 2), "truncated", None, None)
        self.refused(
            lambda: parse_expanded_headers(BytesIO(b"\0\1\0\1\x80")), "header_name", None, None
        )


if __name__ == "__main__":
    unittest.main()

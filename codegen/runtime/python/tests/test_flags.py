"""Flags of the prefix that are fields, and what must not be written together."""

import unittest
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from lonely.errors import LonelyError
from lonely.runtime.exclusions import Exclude
from lonely.runtime.fast import NotFast
from lonely.runtime.flags import (
    FixedFlag,
    Flag,
    OtherFlags,
    only_flags,
    read_flagged,
    read_flagged_stream,
)
from lonely.runtime.forms.integer import Uint
from lonely.runtime.shapes import Shape, Shapes, encode_exactly
from lonely.runtime.streams import SyncReadableBytesIO


@dataclass(frozen=True, slots=True)
class Message:
    """A message with flags."""

    type: int = 2
    urgent: Any = False
    unknown_flags: Any = 0
    kind: Any = 5


def not_fast(_message: Message, _minimal: bool) -> bytes:
    """A fast path that always gives up."""
    raise NotFast


SHAPES = Shapes(
    "a message",
    Shape(
        Message,
        2,
        "message",
        None,
        1,
        not_fast,
        Flag("urgent", 8),
        FixedFlag("always", 0x10, True),
        FixedFlag("never", 0x20, False),
        OtherFlags(0xFF00),
        Uint("x-kind", "kind", 1, never=(1, 2)),
        Exclude("x-kind", {"x-kind": 3}, {8: True}),
    ),
)


def written(minimal: bool = True, **changed: Any) -> str:
    """The bytes of a message."""
    return encode_exactly(SHAPES, replace(Message(), **changed), minimal).hex()


def problem(**changed: Any) -> tuple[str, str | None]:
    """What is wrong with a message."""
    try:
        raise AssertionError(written(**changed))
    except LonelyError as error:
        return error.kind, error.at


class Writing(unittest.TestCase):
    """They stand in the prefix, and nowhere else."""

    def test_flags(self) -> None:
        """Those of fields, those of the shape, those that have no name, and that of the header mode."""
        self.assertEqual(written(), "00110002000105")
        self.assertEqual(written(urgent=True, unknown_flags=0x8100), "81190002000105")
        self.assertEqual(written(False), "0010000200010006782d6b696e64000105")

    def test_what_no_flag_can_be(self) -> None:
        """Neither numbers for truth, nor bits that have a name."""
        self.assertEqual(problem(urgent=1), ("bad_value", "urgent"))
        self.assertEqual(problem(urgent=None), ("bad_value", "urgent"))
        self.assertEqual(problem(unknown_flags=True), ("bad_value", "unknown_flags"))
        for bits in (1, 8, 0x10000, -1, 1 << 80):
            self.assertEqual(problem(unknown_flags=bits), ("out_of_range", "unknown_flags"))

    def test_what_would_be_another_shape(self) -> None:
        """One number of several; or a number together with a flag."""
        self.assertEqual(problem(kind=1), ("out_of_range", "x-kind"))
        self.assertEqual(problem(kind=2), ("out_of_range", "x-kind"))
        self.assertEqual(problem(kind=3, urgent=True), ("out_of_range", "x-kind"))
        self.assertEqual(written(kind=3), "00110002000103")
        self.assertEqual(written(kind=4, urgent=True), "00190002000104")


def fast(data: bytes, flags: int) -> str:
    """A fast path that takes one message."""
    if data != b"\0\1\0\2ok":
        raise NotFast
    return f"fast {flags}"


def exactly(stream: SyncReadableBytesIO, flags: int) -> str:
    """An exact path that takes all."""
    return f"exact {flags} {len(stream.read(-1))}"


class Reading(unittest.TestCase):
    """Flags go wherever a message is read."""

    def test_by_the_prefix(self) -> None:
        """All 16 of them."""
        read = read_flagged(BytesIO(bytes.fromhex("fedc0007")), "sender", {7: exactly})
        self.assertEqual(read, "exact 65244 0")

    def test_from_a_stream(self) -> None:
        """A whole message in memory is tried by the fast path."""
        for data, start, wanted in (
            (b"\0\1\0\2ok", 4, "fast 1"),
            (b"\0\1\0\2no", 4, "exact 1 2"),
            (b"\0\1\0\2ok", 5, "exact 1 1"),
        ):
            stream = BytesIO(data)
            stream.seek(start)
            self.assertEqual(read_flagged_stream(stream, 1, fast, exactly), wanted)
            self.assertEqual(stream.read(), b"")

    def test_only_those_that_are_known(self) -> None:
        """Any other is in the way at the very beginning."""
        only_flags(0x8002, 0x8003)
        with self.assertRaises(LonelyError) as raised:
            only_flags(0x8006, 0x8003)
        error = raised.exception
        self.assertEqual((error.kind, error.at, error.offset), ("bad_value", None, 0))

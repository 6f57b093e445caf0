"""The exact path of writing, and the table that it reads."""

import unittest
from dataclasses import dataclass
from typing import Any

from lonely.errors import LonelyError
from lonely.runtime.fast import LENGTH, MAKE, NotFast, open_class
from lonely.runtime.forms.boolean import Boolean
from lonely.runtime.forms.integer import UINT, Sint, Uint
from lonely.runtime.forms.octets import Octets
from lonely.runtime.forms.text import OptionalText, Text
from lonely.runtime.shapes import Shape, Shapes, encode_exactly, encode_with
from lonely.runtime.steps import Body, BodyLength, Constant, Copy


@dataclass(frozen=True, slots=True)
class Everything:
    """A message with a field of every kind."""

    type: int
    octets: Any = b"abc"
    nonce: Any = b"ab"
    text: Any = "é"
    maybe: Any = None
    flag: Any = True
    number: Any = 7
    wide: Any = 7
    level: Any = -5
    fixed: Any = None
    body: Any = b"body"


def not_fast(_message: Everything, _minimal: bool) -> bytes:
    """A fast path that always gives up."""
    raise NotFast


SHAPES = Shapes(
    "everything",
    Shape(
        Everything,
        3,
        "everything",
        None,
        1,
        not_fast,
        Octets("x-octets", "octets", most=3),
        Octets("x-nonce", "nonce", exactly=2),
        Text("x-text", "text", most=4),
        OptionalText("x-maybe", "maybe"),
        Boolean("x-flag", "flag"),
        Uint("x-number", "number", 1, never=9),
        Uint("x-wide", "wide", 2, fixed=True),
        Sint("x-level", "level", 2),
        Constant("x-fixed", 0, b"\0", "fixed"),
        BodyLength("x-length", 1),
        Copy("x-copy", "x-number", 1, fixed=True),
        Body("body"),
    ),
)

MINIMAL = bytes.fromhex(
    "000100030003616263000261620002c3a90000000101000107000200070002fffb000100000104000107626f6479"
)


class Writing(unittest.TestCase):
    """The first value that cannot be written is named."""

    def test_everything(self) -> None:
        """In both modes; the bytes were put together by hand."""
        self.assertEqual(encode_with(SHAPES, Everything(3), True), MINIMAL)
        written = encode_exactly(SHAPES, Everything(3), False)
        self.assertTrue(written.startswith(b"\0\0\0\3\0\x0b\0\x08x-octets\0\3abc\0\x07x-nonce"))
        self.assertTrue(written.endswith(b"\0\x06x-copy\0\1\7body"))

    def test_other_holders_of_bytes(self) -> None:
        """A `bytearray` and a `memoryview` are bytes too."""
        message = Everything(3, octets=bytearray(b"abc"), body=memoryview(b"body"))
        self.assertEqual(encode_exactly(SHAPES, message, True), MINIMAL)

    def test_refusals(self) -> None:
        """Every way in which a value can be wrong."""
        cases: list[tuple[str, Any, str, str]] = [
            ("octets", b"abcd", "too_long", "x-octets"),
            ("octets", "abc", "bad_value", "x-octets"),
            ("nonce", b"abc", "wrong_length", "x-nonce"),
            ("text", "ééé", "too_long", "x-text"),
            ("text", "\ud800", "not_utf8", "x-text"),
            ("text", None, "bad_value", "x-text"),
            ("maybe", 7, "bad_value", "x-maybe"),
            ("maybe", "a" * 65536, "too_long", "x-maybe"),
            ("flag", 1, "bad_value", "x-flag"),
            ("number", 256, "out_of_range", "x-number"),
            ("number", -1, "out_of_range", "x-number"),
            ("number", 9, "out_of_range", "x-number"),
            ("number", 10**5000, "out_of_range", "x-number"),
            ("number", True, "bad_value", "x-number"),
            ("number", 7.0, "bad_value", "x-number"),
            ("wide", 65536, "out_of_range", "x-wide"),
            ("level", 32768, "out_of_range", "x-level"),
            ("level", -32769, "out_of_range", "x-level"),
            ("fixed", 0, "bad_value", "x-fixed"),
            ("body", bytes(256), "out_of_range", "x-length"),
            ("body", None, "bad_value", "body"),
        ]
        for field, value, kind, at in cases:
            with self.subTest(field=field, kind=kind):
                self.refused(Everything(3, **{field: value}), kind, at)

    def test_the_first_problem_counts(self) -> None:
        """In the order of the headers, the body's last."""
        self.refused(Everything(3, octets=None, nonce=None, body=None), "bad_value", "x-octets")
        self.refused(Everything(3, number=None, body=None), "bad_value", "x-number")

    def test_no_message(self) -> None:
        """Other classes, other types, fields that were never set."""
        self.refused(object(), "bad_value", None)
        self.refused(Everything(4), "bad_value", None)
        self.refused(Everything(10**5000), "bad_value", None)
        self.refused(object.__new__(Everything), "bad_value", None)

    def refused(self, message: object, kind: str, at: str | None) -> None:
        """It is refused so, by either entrance."""
        for encode in (encode_with, encode_exactly):
            with self.assertRaises(LonelyError) as caught:
                encode(SHAPES, message, True)
            error = caught.exception
            self.assertEqual((error.kind, error.at, error.offset), (kind, at, None))
            self.assertLess(len(str(error)), 200)


class Fast(unittest.TestCase):
    """What fast paths are made with."""

    def test_spellings(self) -> None:
        """The same the first time and later, up to any size."""
        for number in (0, 1, 255, 256, 4095, 4096, 65535, 2**64 - 1):
            minimal = number.to_bytes((number.bit_length() + 7) // 8, "big")
            for _ in range(2):
                self.assertEqual(UINT[number], len(minimal).to_bytes(2, "big") + minimal)
        for length in (0, 1, 4095, 4096, 65535):
            for _ in range(2):
                self.assertEqual(LENGTH[length], length.to_bytes(2, "big"))
        self.assertLessEqual(max(UINT), 4096)
        with self.assertRaises(OverflowError):
            LENGTH[65536]
        with self.assertRaises(OverflowError):
            UINT[-1]

    def test_twins(self) -> None:
        """A twin is filled, then becomes one of the frozen class."""
        new: Any = MAKE(open_class(Everything))
        for name in Everything.__slots__:
            setattr(new, name, getattr(Everything(3), name))
        new.__class__ = Everything
        self.assertEqual(new, Everything(3))
        self.assertIsInstance(new, Everything)
        with self.assertRaises(AttributeError):
            new.type = 4


if __name__ == "__main__":
    unittest.main()

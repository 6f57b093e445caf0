"""Values are what they are, whatever they say."""

import unittest
from collections.abc import Callable
from io import BytesIO
from typing import Any

from lonely.errors import LonelyError
from lonely.runtime.forms.float import Float, float_bytes, float_of
from lonely.runtime.headers import (
    int_to_minimal_unsigned,
    serialize_expanded_headers,
    serialize_minimal_headers,
)
from lonely.runtime.reader import as_bytes, take
from lonely.runtime.values import bytes_of, integer_of, kind_of, text_of
from lonely.runtime.writing import Fault, Written


def lying(base: type[Any]) -> type[Any]:
    """A subclass in which everything that could be asked for gives something else."""

    def other(result: Any) -> Callable[..., Any]:
        return lambda *_args, **_named: result

    lies: dict[str, Any] = {
        "__len__": other(2),
        "__iter__": other(iter((9, 9))),
        "__getitem__": other(9),
        "__eq__": other(True),
        "__hash__": other(0),
        "__ne__": other(False),
        "__lt__": other(False),
        "__ge__": other(True),
        "__bool__": other(False),
        "__bytes__": other(b"no"),
        "__buffer__": other(memoryview(b"no")),
        "__str__": other("no"),
        "__int__": other(9),
        "__index__": other(9),
        "encode": other(b"no"),
        "decode": other("no"),
        "bit_length": other(9),
        "to_bytes": other(b"no"),
        "isascii": other(False),
        "__class__": property(other(object)),
    }
    return type("Lying", (base,), lies)


class Posing:
    """An object that says it is of another class."""

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        return self._cls

    def __len__(self) -> int:
        return 3

    def __bytes__(self) -> bytes:
        return b"abc"

    def __index__(self) -> int:
        return 3


class Values(unittest.TestCase):
    """Subclasses are taken for what the built-in class holds, other objects for nothing."""

    def test_subclasses(self) -> None:
        """In spite of all their methods."""
        for content in (b"", b"abc", bytes(5000)):
            for base in (bytes, bytearray):
                found = bytes_of(lying(base)(content))
                self.assertIs(type(found), bytes)
                self.assertEqual(found, content)
        for text in ("", "abc", "é" * 5000):
            spelled = text_of(lying(str)(text))
            self.assertIs(type(spelled), str)
            self.assertEqual(spelled, text)
        for number in (0, 7, -7, 10**100):
            integer = integer_of(lying(int)(number))
            self.assertIs(type(integer), int)
            self.assertEqual(integer, number)

    def test_poses(self) -> None:
        """Who only says so is nothing."""
        for cls in (bytes, bytearray, memoryview):
            self.assertIsNone(bytes_of(Posing(cls)))
        self.assertIsNone(text_of(Posing(str)))
        for number in (int, bool):
            self.assertIsNone(integer_of(Posing(number)))
        for true in (True, False):
            self.assertIsNone(integer_of(true))

    def test_floats(self) -> None:
        """A number with a fraction is one as it is, also one of a subclass; nothing else is one."""

        class Liar(float):
            def __float__(self) -> float:
                return 2.0

        found = float_of(Liar(1.5))
        self.assertIs(type(found), float)
        self.assertEqual(found, 1.5)
        for other in (1, True, "1.5", None):
            self.assertIsNone(float_of(other))

    def test_not_a_number(self) -> None:
        """Whatever is no number is one on the wire."""
        for number in (float("nan"), -float("nan")):
            self.assertEqual(float_bytes(number).hex(), "7ff8000000000000")
        self.assertEqual(float_bytes(-0.0).hex(), "8000000000000000")

    def test_integers_as_floats(self) -> None:
        """One stands for the float that is nearest, if there is one; what is true or false stands for none."""
        step, written = Float("x-at", "at"), Written(b"")
        for number, spelled in (
            (7, "401c000000000000"),
            (-1, "bff0000000000000"),
            (2**53 + 1, "4340000000000000"),
        ):
            self.assertEqual(step.spell(number, written).hex(), spelled)
        for wrong, kind in ((10**400, "out_of_range"), (True, "bad_value"), ("7", "bad_value")):
            with self.assertRaises(Fault) as raised:
                step.spell(wrong, written)
            self.assertEqual(raised.exception.kind, kind)

    def test_names(self) -> None:
        """A class may be called anything, and say anything of it."""

        class Meta(type):
            @property
            def __name__(cls) -> str:  # type: ignore[override]
                raise AssertionError("this was asked")

        self.assertEqual(kind_of(Meta("Real", (), {})()), "Real")
        self.assertEqual(len(kind_of(type("a" * 5000, (), {})())), 100)
        self.assertEqual(kind_of(None), "none")

    def test_streams(self) -> None:
        """What a stream gives is looked at as well."""

        class Stream:
            def __init__(self, given: Any) -> None:
                self.given = given

            def read(self, _: int, /) -> bytes:
                given: bytes = self.given
                return given

        self.assertEqual(take(Stream(bytearray(b"abc")), 3, None, 0, "it"), b"abc")
        for given, kind in (
            (lying(bytes)(b"abc"), "truncated"),
            (3, "bad_value"),
            ("abc", "bad_value"),
            ([1, 2, 3], "bad_value"),
            (Posing(bytes), "bad_value"),
            (None, "bad_value"),
        ):
            length = 2 if kind == "truncated" else 3
            with self.subTest(given=type(given)), self.assertRaises(LonelyError) as caught:
                take(Stream(given), length, None, 0, "it")
            self.assertEqual(caught.exception.kind, kind)

    def test_parts(self) -> None:
        """The functions that write parts of messages count what they write."""
        out = BytesIO()
        serialize_minimal_headers(out, [lying(bytes)(b"abc")])
        serialize_expanded_headers(out, (lying(str)("x-a"),), (lying(bytes)(b"b"),))
        self.assertEqual(out.getvalue(), b"\0\3abc\0\1\0\3x-a\0\1b")
        with self.assertRaises(LonelyError):
            serialize_minimal_headers(out, [Posing(bytes)])  # type: ignore[list-item]
        self.assertEqual(int_to_minimal_unsigned(lying(int)(300)), b"\1\x2c")

    def test_what_holds_bytes(self) -> None:
        """Bytes are copied as they lie in memory; a view that was released is none."""
        view = memoryview(b"abcd")
        self.assertEqual(bytes_of(view[::2]), b"ac")
        self.assertEqual(bytes_of(memoryview(bytes(8)).cast("I")), bytes(8))
        self.assertEqual(as_bytes(bytearray(b"ab")), b"ab")
        view.release()
        self.assertIsNone(bytes_of(view))


if __name__ == "__main__":
    unittest.main()

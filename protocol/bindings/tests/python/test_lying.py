"""Values that lie about themselves: a message has the bytes that they really hold, or there is an error."""

import unittest
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import support  # noqa: F401  (finds the package)

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS

WAY: Any = PROTOCOLS["stateful"]["s2b"]
SHAPES = {(shape.message, shape.variant): shape for shape in WAY.shapes.values()}


def lying(base: type[Any]) -> type[Any]:
    """A subclass all of whose methods give something else than its content."""

    def other(result: Any) -> Callable[..., Any]:
        return lambda *_args, **_named: result

    return type(
        "Lying",
        (base,),
        {
            "__len__": other(2),
            "__iter__": other(iter((9, 9))),
            "__getitem__": other(9),
            "__eq__": other(True),
            "__hash__": other(0),
            "__le__": other(True),
            "__ge__": other(True),
            "__bool__": other(False),
            "__bytes__": other(b"no"),
            "__buffer__": other(memoryview(b"no")),
            "__str__": other("no"),
            "__int__": other(9),
            "__index__": other(9),
            "encode": other(b"no"),
            "bit_length": other(9),
            "to_bytes": other(b"no"),
            "__class__": property(other(object)),
        },
    )


class Posing:
    """An object that says it is of another class, and does what that does."""

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        return self._cls

    def __len__(self) -> int:
        return 3

    def __bytes__(self) -> bytes:
        return b"abc"

    def __buffer__(self, _flags: int) -> memoryview:
        return memoryview(b"abc")

    def __str__(self) -> str:
        return "abc"

    def __index__(self) -> int:
        return 3

    def __int__(self) -> int:
        return 3

    def __bool__(self) -> bool:
        return True

    def encode(self) -> bytes:
        """What text does."""
        return b"abc"

    def to_bytes(self, _length: int, _order: str) -> bytes:
        """What an integer does."""
        return b"abc"


def message(name: str, variant: str | None = None, **fields: Any) -> Any:
    """A message with usual values in all other fields."""
    shape = SHAPES[name, variant]
    usual: dict[str, Any] = {"subscriber_nonce": bytes(32), "verified_compressed_sha512": bytes(64)}
    usual |= {
        "authorization": None,
        "glob": "",
        "enable_zstd": False,
        "enable_training": False,
        "initial_dict": 2,
    }
    usual |= {"compressor_id": 1, "decompressed_length": 1}
    values = {step.field: usual.get(step.field, b"") for step in shape.steps if step.field}
    return shape.of(type=shape.code, **(values | fields))


def counted(content: bytes) -> bytes:
    """Bytes behind their length."""
    return len(content).to_bytes(2, "big") + content


def configure(**fields: Any) -> Any:
    """A message with fields of most kinds."""
    return message("configure", **fields)


def notify(**fields: Any) -> Any:
    """A message with a body, the length of which it says."""
    return message("notify", "compressed", **fields)


def on_the_wire(nonce: bytes = bytes(32), zstd: bytes = b"\0", initial_dict: bytes = b"\0\2") -> bytes:
    """A CONFIGURE, put together by hand."""
    return b"\0\1\0\1" + counted(nonce) + counted(zstd) + b"\0\1\0" + counted(initial_dict) + bytes(4)


def notified(compressor: bytes = b"\1", body: bytes = b"") -> bytes:
    """A NOTIFY, put together by hand."""
    length = counted(bytes([len(body)]) if body else b"")
    return b"\0\1\0\6" + bytes(8) + counted(compressor) + length + b"\0\1\1" + counted(bytes(64)) + body


def honest() -> Iterator[tuple[str, Any, bytes]]:
    """Messages of lying values, and what they really are."""
    for base in (bytes, bytearray):
        lie = lying(base)
        for content in (b"", b"abc", bytes(300)):
            wire = b"\0\1\0\2" + bytes(4) + counted(content)
            yield "bytes", message("subscribe_exact", topic=lie(content)), wire
        yield "exact bytes", configure(subscriber_nonce=lie(b"7" * 32)), on_the_wire(nonce=b"7" * 32)
        yield "body", notify(compressed_message=lie(b"abcde")), notified(body=b"abcde")
    for view in (memoryview(b"abcdef")[::2], memoryview(bytearray(b"ace")), memoryview(b"ace").cast("c")):
        yield "view", notify(compressed_message=view), notified(body=b"ace")
    text = lying(str)
    for letters in ("", "abc", "é" * 40):
        spelled = counted(letters.encode())
        yield "text", message("subscribe_glob", glob=text(letters)), b"\0\1\0\3" + bytes(4) + spelled
        authorized = message("subscribe_glob", authorization=text(letters))
        yield "optional text", authorized, b"\0\1\0\3" + spelled + bytes(4)
    number = lying(int)
    yield "fixed integer", configure(initial_dict=number(300)), on_the_wire(initial_dict=b"\1\x2c")
    yield "integer", notify(compressor_id=number(300)), notified(compressor=b"\1\x2c")


def refused() -> Iterator[tuple[str, Any]]:
    """Messages of false values, and the header that each is in."""
    released = memoryview(b"abc")
    released.release()
    no_bytes: list[Any] = [
        Posing(bytes),
        Posing(bytearray),
        Posing(memoryview),
        released,
        [1, 2],
        3,
        "abc",
        range(3),
    ]
    for false in no_bytes:
        yield "x-topic", message("subscribe_exact", topic=false)
        yield "x-subscriber-nonce", configure(subscriber_nonce=false)
        yield "body", notify(compressed_message=false)
    no_text: list[Any] = [Posing(str), b"abc", 3, ["a"]]
    for false in no_text:
        yield "x-glob", message("subscribe_glob", glob=false)
        yield "authorization", message("subscribe_glob", authorization=false)
    no_truth: list[Any] = [Posing(bool), Posing(int), 0, 1, lying(int)(1), "true", None]
    for false in no_truth:
        yield "x-enable-zstd", configure(enable_zstd=false)
    no_number: list[Any] = [Posing(int), Posing(bool), True, 1.0, "1", None]
    for false in no_number:
        yield "x-initial-dict", configure(initial_dict=false)
        yield "x-compressor", notify(compressor_id=false)


class Lying(unittest.TestCase):
    """Every lie in every kind of field."""

    def test_what_is_really_there(self) -> None:
        """Is written, and nothing else."""
        for what, value, wire in honest():
            with self.subTest(what=what, wire=wire[:60]):
                self.assertEqual(WAY.encode(value, minimal_headers=True), wire)
                if wire[3] != notified()[3]:  # Their digests are made up, so that they cannot be read.
                    plain = WAY.encode(WAY.decode(wire), minimal_headers=False)
                    self.assertEqual(WAY.encode(value, minimal_headers=False), plain)

    def test_what_only_says_so(self) -> None:
        """Is refused at its place."""
        for at, value in refused():
            for minimal in (True, False):
                with self.subTest(at=at), self.assertRaises(LonelyError) as caught:
                    WAY.encode(value, minimal_headers=minimal)
                self.assertEqual((caught.exception.kind, caught.exception.at), ("bad_value", at))

    def test_limits(self) -> None:
        """Are those of what is there, not of what it says."""
        for kind, value in (
            ("too_long", message("subscribe_exact", topic=lying(bytes)(bytes(65536)))),
            ("too_long", message("subscribe_glob", glob=lying(str)("a" * 65536))),
            ("not_utf8", message("subscribe_glob", glob=lying(str)("\ud800"))),
            ("wrong_length", configure(subscriber_nonce=lying(bytes)(b"ab"))),
            ("out_of_range", configure(initial_dict=lying(int)(65536))),
            ("out_of_range", configure(initial_dict=lying(int)(-1))),
            ("out_of_range", notify(compressor_id=lying(int)(0))),
        ):
            with self.subTest(kind=kind), self.assertRaises(LonelyError) as caught:
                WAY.encode(value, minimal_headers=True)
            self.assertEqual(caught.exception.kind, kind)

    def test_messages(self) -> None:
        """Another class that says it is a message is none; a subclass is asked for each value once."""
        right = message("subscribe_exact", topic=b"abc")
        cls = type(right)
        for other in (Posing(cls), object(), cls):
            with self.assertRaises(LonelyError) as caught:
                WAY.encode(other, minimal_headers=True)
            self.assertEqual((caught.exception.kind, caught.exception.at), ("bad_value", None))

        topics = [b"first", b"second", 7]

        class Changing(cls):  # type: ignore[misc, valid-type]
            @property
            def topic(self) -> Any:
                return topics.pop(0)

        changing = object.__new__(Changing)
        for name in ("type", "authorization", "tracing"):
            object.__setattr__(changing, name, getattr(right, name))
        wire = WAY.encode(changing, minimal_headers=True)
        self.assertEqual(wire, WAY.encode(replace(right, topic=b"first"), minimal_headers=True))
        self.assertEqual(len(topics), 2)

    def test_modes(self) -> None:
        """What decides about the header block is asked once."""

        class Fickle:
            answers = 0

            def __bool__(self) -> bool:
                Fickle.answers += 1
                return Fickle.answers % 2 == 1

        for topic in (b"abc", bytearray(b"abc")):
            Fickle.answers = 0
            fickle: Any = Fickle()
            value = message("subscribe_exact", topic=topic)
            found = WAY.encode(value, minimal_headers=fickle)
            self.assertEqual(found, b"\0\1\0\2" + bytes(4) + counted(b"abc"))

    def test_input(self) -> None:
        """Bytes to be read are taken as they are, too."""
        wire = b"\0\1\0\2" + bytes(4) + counted(b"abc")
        for base in (bytes, bytearray):
            self.assertEqual(WAY.decode(lying(base)(wire)).topic, b"abc")
            with self.assertRaises(LonelyError) as caught:
                WAY.decode(lying(base)(wire[:-1]))
            self.assertEqual((caught.exception.kind, caught.exception.at), ("truncated", "x-topic"))
        for false in (Posing(bytes), Posing(memoryview), [0, 1, 0, 2], "abcd"):
            with self.assertRaises(LonelyError) as caught:
                WAY.decode(false)
            self.assertEqual(caught.exception.kind, "bad_value")


if __name__ == "__main__":
    unittest.main()

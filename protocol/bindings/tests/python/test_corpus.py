"""The corpus through `decode`, `encode`, and parsers that read from streams."""

import unittest
from io import BytesIO
from typing import Any

from support import corpus

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS
from lonelypsp_bindings.stateful import parser, parser_helpers

WAYS: dict[str, Any] = dict(PROTOCOLS["stateful"])


class Trickle:
    """A stream that can only be read, and counts how far."""

    def __init__(self, data: bytes) -> None:
        self._stream = BytesIO(data)
        self.taken = 0

    def read(self, n: int, /) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(n)
        self.taken += len(data)
        return data


def direct(direction: str, data: "bytes | bytearray | memoryview[int]") -> Any:
    """The message, or kind, place and offset of what is wrong with it."""
    try:
        return WAYS[direction].decode(data)
    except LonelyError as error:
        return error.kind, error.at, error.offset


def streamed(direction: str, stream: Any) -> Any:
    """The same by prefix reader and parser."""
    upper = direction.upper()
    try:
        prefix = getattr(parser_helpers, f"parse_{direction}_message_prefix")(stream)
        return getattr(parser, f"{upper}_AnyMessageParser").parse(prefix.flags, prefix.type, stream)
    except LonelyError as error:
        return error.kind, error.at, error.offset


class Corpus(unittest.TestCase):
    """Every case, by every way there is."""

    def test_decode(self) -> None:
        """Kinds, places and offsets are the corpus's; fields have the values and types that they should."""
        cases = 0
        for name, request, expect in corpus("decode", "stateful"):
            found = direct(request["direction"], bytes.fromhex(request["hex"]))
            with self.subTest(name):
                if "error" in expect:
                    error = expect["error"]
                    self.assertEqual(found, (error["kind"], error["at"], error["offset"]))
                else:
                    for field, value in expect["ok"]["fields"].items():
                        self.assertEqual(as_json(getattr(found, field)), value)
            cases += 1
        self.assertGreater(cases, 9000)

    def test_streams(self) -> None:
        """A parser finds what `decode` finds, and takes no more than the message needs."""
        for name, request, _ in corpus("decode", "stateful"):
            data = bytes.fromhex(request["hex"])
            wanted = direct(request["direction"], data)
            with self.subTest(name):
                self.assertEqual(streamed(request["direction"], BytesIO(data)), wanted)
                self.assertEqual(streamed(request["direction"], Trickle(data)), wanted)

    def test_other_buffers(self) -> None:
        """A `bytearray` and a `memoryview` are as good as `bytes`."""
        for name, request, _ in corpus("decode", "stateful"):
            data = bytes.fromhex(request["hex"])
            wanted = direct(request["direction"], data)
            with self.subTest(name):
                self.assertEqual(direct(request["direction"], memoryview(data)), wanted)
                self.assertEqual(direct(request["direction"], bytearray(data)), wanted)

    def test_what_follows_a_message_without_body_stays(self) -> None:
        """As the reference's parsers, ours leave the stream behind the header block."""
        data = b"\0\1\0\2\0\0\0\0\0\3foo"
        for stream in (BytesIO(data + b"rest"), Trickle(data + b"rest")):
            streamed("s2b", stream)
            self.assertEqual(stream.read(-1), b"rest")

    def test_encode_again(self) -> None:
        """What was read is written, in both modes, as something that reads as the same."""
        for name, request, expect in corpus("decode", "stateful"):
            if "ok" in expect:
                way = WAYS[request["direction"]]
                message = way.decode(bytes.fromhex(request["hex"]))
                with self.subTest(name):
                    for minimal in (True, False):
                        self.assertEqual(way.decode(way.encode(message, minimal_headers=minimal)), message)

    def test_truncated_everywhere(self) -> None:
        """A message that lacks its end is refused, or has a shorter body; nothing else happens."""
        for name, request, expect in corpus("decode", "stateful"):
            data = bytes.fromhex(request["hex"])
            if "ok" not in expect or len(data) > 1000:
                continue
            with self.subTest(name):
                for end in range(len(data)):
                    wanted = direct(request["direction"], data[:end])
                    # A stream that gives one byte at a time is slow.
                    if len(data) <= 300:
                        found = streamed(request["direction"], Trickle(data[:end]))
                        self.assertEqual(found, wanted)


def as_json(value: object) -> object:
    """A value as the corpus spells it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


if __name__ == "__main__":
    unittest.main()

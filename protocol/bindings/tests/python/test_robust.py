"""Whatever bytes or values come in, nothing but a `LonelyError` comes out."""

import random
import unittest
from fractions import Fraction
from typing import Any

from support import corpus, random_fields

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS

WAYS: dict[str, Any] = dict(PROTOCOLS["stateful"])

ODD: list[Any] = [
    None, True, False, 0, 1, -1, 2**16, 2**32, 2**64, -(2**64), 10**5000, 1.0, 1.5, float("nan"), 2j, Fraction(1),
    "", "a", "\ud800", "é" * 40000, b"", b"a", bytes(32), bytes(64), bytes(65), bytes(65536), bytearray(b"ab"),
    bytearray(64), memoryview(b"ab"), memoryview(bytes(64)).cast("I"), memoryview(b"abcd")[::2], (), [], [1], {},
    object(), int, len, range(3), Exception("no"), ...,
]  # fmt: skip


class Robust(unittest.TestCase):
    """Random input, always the same."""

    def test_random_bytes(self) -> None:
        """Bytes that are a message by no one's intention."""
        rng = random.Random(1)
        for _ in range(20000):
            flags = rng.choice((b"\0\0", b"\0\1", rng.randbytes(2)))
            data = flags + b"\0" + bytes([rng.randrange(14)]) + rng.randbytes(rng.choice((0, 2, 10, 50, 200)))
            self.decode(rng.choice(("s2b", "b2s")), data[: rng.randrange(len(data) + 1)])

    def test_damaged_messages(self) -> None:
        """Messages of the corpus with some of their bytes changed, taken away or doubled."""
        rng = random.Random(2)
        for _, request, expect in corpus("decode", "stateful"):
            if "ok" not in expect or len(request["hex"]) > 4000:
                continue
            for _ in range(5):
                data = bytearray.fromhex(request["hex"])
                for _ in range(rng.randint(1, 3)):
                    at = rng.randrange(len(data) + 1)
                    data[at : at + rng.choice((0, 1, 1, 1, 3))] = rng.choice(
                        (b"", b"\0", b"\1", b"\xff", rng.randbytes(2))
                    )
                self.decode(request["direction"], bytes(data))

    def test_odd_input(self) -> None:
        """Things that are not bytes."""
        for data in ODD:
            self.decode("s2b", data)

    def test_odd_values(self) -> None:
        """Messages with a field that holds what it should not."""
        rng = random.Random(3)
        for direction, way in WAYS.items():
            for shape in way.shapes.values():
                for _ in range(300):
                    fields = {"type": shape.code} | random_fields(rng, shape)
                    for _ in range(rng.randint(1, 2)):
                        fields[rng.choice(list(fields))] = rng.choice(ODD)
                    self.encode(direction, shape.of(**fields))

    def test_odd_messages(self) -> None:
        """Things that are no messages, and messages that were never filled."""
        for direction, way in WAYS.items():
            for other in [*ODD, *(shape.of for shape in way.shapes.values())]:
                self.encode(direction, other)
            for shape in way.shapes.values():
                self.encode(direction, object.__new__(shape.of))

    def decode(self, direction: str, data: Any) -> None:
        """Read; what could be read can be written and read again."""
        way = WAYS[direction]
        try:
            message = way.decode(data)
        except LonelyError as error:
            self.assertTrue(str(error))
            return
        for minimal in (True, False):
            self.assertEqual(way.decode(way.encode(message, minimal_headers=minimal)), message)

    def encode(self, direction: str, message: Any) -> None:
        """Write; what could be written can be read, but for a digest that was made up."""
        way = WAYS[direction]
        for minimal in (True, False):
            try:
                data = way.encode(message, minimal_headers=minimal)
            except LonelyError as error:
                self.assertIsNone(error.offset)
                self.assertTrue(str(error))
                continue
            try:
                way.decode(data)
            except LonelyError as error:
                self.assertEqual(error.kind, "digest_mismatch")


if __name__ == "__main__":
    unittest.main()

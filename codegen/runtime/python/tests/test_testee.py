"""The testee answers whatever it is asked."""

import io
import json
import sys
import unittest
from dataclasses import dataclass
from typing import Any, cast
from unittest import mock

from lonely.errors import LonelyError
from lonely.runtime.fast import NotFast
from lonely.runtime.flags import FixedFlag, Flag
from lonely.runtime.forms.float import FLOAT_OF, Float
from lonely.runtime.forms.integer import Uint
from lonely.runtime.forms.octets import Octets
from lonely.runtime.forms.text import OptionalText, Text
from lonely.runtime.incremental import Received
from lonely.runtime.items import Entry, Group, Item, SequenceShape
from lonely.runtime.shapes import Shape, Shapes, encode_exactly
from lonely.runtime.testee import Way, serve
from lonely.runtime.testee import answers as testee_answers


@dataclass(frozen=True, slots=True)
class Message:
    """A message."""

    type: int
    topic: bytes
    number: int
    maybe: str | None


def not_fast(_message: Message, _minimal: bool) -> bytes:
    """A fast path that always gives up."""
    raise NotFast


SHAPES = Shapes(
    "a message",
    Shape(
        Message,
        3,
        "message",
        None,
        1,
        not_fast,
        Octets("x-topic", "topic"),
        Uint("x-number", "number", 1),
        OptionalText("x-maybe", "maybe"),
    ),
)


def decode(data: bytes) -> Message:
    """A reader that knows one message."""
    if data != b"\0\1ok":
        raise LonelyError("truncated", "x-topic", 4, "more", "less")
    return Message(3, b"ok", 7, None)


def encode(message: object, *, minimal_headers: bool) -> bytes:
    """The exact path."""
    return encode_exactly(SHAPES, message, minimal_headers)


class Counted(io.BytesIO):
    """Input that counts how much of it is read at once."""

    most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line, or as much of it as is asked for."""
        line = super().readline(size)
        self.most = max(self.most, len(line))
        return line

    def __next__(self) -> bytes:
        """Read a line, however long it is."""
        return self.readline()


def answers(*lines: object) -> list[Any]:
    """What the testee answers."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    out = io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(text.encode()))
    with mock.patch.object(sys, "stdin", stdin), mock.patch.object(sys, "stdout", out):
        serve("1.2", {"p": {"s2b": Way(decode, encode, SHAPES)}})
    return [json.loads(line) for line in out.getvalue().splitlines()]


class Half:
    """Stands for a decoder of pieces: it keeps what it is given."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def push(self, piece: bytes) -> bytes:
        """Take a piece. None belongs to a body."""
        self.pieces.append(piece)
        return b""

    def finish(self) -> Received[Message]:
        """Show the pieces as the topic."""
        return Received(Message(3, b"|".join(self.pieces), 7, None), 0, b"")


def request(**members: object) -> dict[str, object]:
    """A request to encode the message, with some members changed."""
    fields = {"topic": "6f6b", "number": "7", "maybe": None}
    usual: dict[str, object] = {
        "id": 1,
        "op": "encode",
        "protocol": "p",
        "direction": "s2b",
        "message": "message",
        "minimal_headers": True,
        "fields": fields,
    }
    return usual | members


@dataclass(frozen=True, slots=True)
class Moment:
    """A message with a time."""

    type: int
    at: float


MOMENTS = Shapes("a moment", Shape(Moment, 4, "moment", None, 1, not_fast, Float("x-at", "at")))

FLOATS = {
    "0": "0000000000000000",
    "-0": "8000000000000000",
    "0.1": "3fb999999999999a",
    "-1.5": "bff8000000000000",
    "1700000000.25": "41d954fc40100000",
    "100000000000000000000": "4415af1d78b58c40",
    "1e+21": "444b1ae4d6e2ef50",
    "0.000001": "3eb0c6f7a0b5ed8d",
    "1e-7": "3e7ad7f29abcaf48",
    "5e-324": "0000000000000001",
    "1.7976931348623157e+308": "7fefffffffffffff",
    "Infinity": "7ff0000000000000",
    "-Infinity": "fff0000000000000",
    "NaN": "7ff8000000000000",
}
"""Texts and bits: from ECMA-262, Number::toString, and what binary64 these decimals are."""


class Floats(unittest.TestCase):
    """Numbers with a fraction, as text."""

    def ask(self, request: dict[str, object]) -> Any:
        """What the testee answers."""
        out, stdin = io.StringIO(), io.TextIOWrapper(io.BytesIO(json.dumps(request).encode()))

        def read(data: bytes) -> Moment:
            return Moment(4, FLOAT_OF(data)[0])

        def write(message: object, *, minimal_headers: bool) -> bytes:
            return encode_exactly(MOMENTS, message, minimal_headers)

        with mock.patch.object(sys, "stdin", stdin), mock.patch.object(sys, "stdout", out):
            serve("1.2", {"p": {"s2b": Way(read, write, MOMENTS)}})
        return json.loads(out.getvalue())

    def test_a_number_has_one_text(self) -> None:
        """Both ways."""
        for text, bits in FLOATS.items():
            decoding: dict[str, object] = {
                "op": "decode",
                "protocol": "p",
                "direction": "s2b",
                "hex": bits,
            }
            self.assertEqual(self.ask(decoding)["ok"]["fields"], {"at": text})
            encoding = request(message="moment", fields={"at": text})
            self.assertEqual(self.ask(encoding)["ok"]["hex"], f"000100040008{bits}")

    def test_other_texts(self) -> None:
        """They are no numbers."""
        texts = ("", "1.0", "01", "+1", " 1", "1e21", "inf", "nan", "0x1", "1e999", ".5", "1_0")
        for wrong in (*texts, 7, 7.5, None):
            error = self.ask(request(message="moment", fields={"at": wrong}))["error"]
            self.assertEqual((error["kind"], error["at"]), ("bad_value", "x-at"))


class Testee(unittest.TestCase):
    """In order, one line for each."""

    def test_right_requests(self) -> None:
        """Describe, decode, encode."""
        decoding = {
            "id": "b",
            "op": "decode",
            "protocol": "p",
            "direction": "s2b",
            "hex": "00016f6b",
        }
        described, decoded, encoded = answers(
            {"id": 0, "op": "describe"}, decoding | {"reencode": True}, request()
        )
        self.assertEqual(described["ok"]["protocols"], ["p"])
        self.assertEqual(described["ok"]["protocol_version"], "1.2")
        fields = {"topic": "6f6b", "number": "7", "maybe": None}
        self.assertEqual((decoded["id"], decoded["ok"]["fields"]), ("b", fields))
        self.assertEqual(decoded["ok"]["minimal"], "0001000300026f6b0001070000")
        self.assertEqual(encoded["ok"]["hex"], "0001000300026f6b0001070000")
        (failed,) = answers(decoding | {"hex": "00"})
        error = failed["error"]
        self.assertEqual((error["kind"], error["at"], error["offset"]), ("truncated", "x-topic", 4))

    def test_wrong_values(self) -> None:
        """They are reported where the encoder would."""
        fields: dict[str, object] = {"topic": "6f6b", "number": "7", "maybe": None}
        for changed, kind, at in (
            ({"topic": "6F6B"}, "bad_value", "x-topic"),
            ({"topic": "6f6"}, "bad_value", "x-topic"),
            ({"topic": None, "number": 7}, "bad_value", "x-topic"),
            ({"number": 7}, "bad_value", "x-number"),
            ({"number": "07"}, "bad_value", "x-number"),
            ({"number": "-0"}, "bad_value", "x-number"),
            ({"number": "7\n"}, "bad_value", "x-number"),
            ({"number": "٧"}, "bad_value", "x-number"),
            ({"number": "-1"}, "out_of_range", "x-number"),
            ({"number": "9" * 9999}, "out_of_range", "x-number"),
            ({"maybe": 7}, "bad_value", "x-maybe"),
            ({"maybe": "\ud800"}, "not_utf8", "x-maybe"),
            ({"other": "7"}, "bad_value", None),
        ):
            (answer,) = answers(request(fields=fields | changed))
            self.assertEqual((answer["error"]["kind"], answer["error"]["at"]), (kind, at), changed)

    def test_wrong_requests(self) -> None:
        """Nothing makes it die."""
        lines: list[object] = [
            "",
            "{",
            "[]",
            "7",
            "[" * 100_000,
            '{"id": 1e400}',
            {"id": 1},
            {"id": [], "op": "describe"},
            {"id": True, "op": "describe"},
            {"id": 1, "op": []},
            {"id": 1, "op": "sign"},
            {"id": 1, "op": "decode"},
            {"id": 1, "op": "decode", "protocol": "p", "direction": "s2b", "hex": 7},
            {"id": 1, "op": "decode", "protocol": "p", "direction": "s2b", "hex": "0"},
            request(protocol="q"),
            request(direction=[]),
            request(message=[]),
            request(variant="other"),
            request(minimal_headers=1),
            request(fields=[]),
            request(fields={}),
        ]
        found = answers(*lines)
        self.assertEqual(len(found), len(lines))
        for answer in found:
            error = answer["error"]
            self.assertEqual(
                (error["kind"], error["at"], error["offset"]), ("bad_value", None, None)
            )

    def test_long_lines(self) -> None:
        """A line may be as long as the limit; of a longer one no more than that is held."""
        longest = 32 << 20
        describe = b'{"id": 1, "op": "describe"}'
        lines = [describe.ljust(longest), describe.ljust(3 * longest), describe]
        stream = Counted(b"\n".join([*lines, b" " * (longest + 1)]))
        out = io.StringIO()
        stdin = mock.Mock(buffer=stream)
        with mock.patch.object(sys, "stdin", stdin), mock.patch.object(sys, "stdout", out):
            serve("1.2", {})
        exact, long, other, last = (json.loads(line) for line in out.getvalue().splitlines())
        self.assertEqual([exact["id"], other["id"]], [1, 1])
        for answer in (long, last):
            error = answer["error"]
            self.assertEqual((answer["id"], error["kind"], error["at"]), (None, "bad_value", None))
            self.assertIn(str(longest), error["message"])
        self.assertEqual(stream.most, longest + 1)


class Pieces(unittest.TestCase):
    """Requests to decode in pieces."""

    def decode(self, way: Way, **members: object) -> Any:
        """What the testee answers."""
        asked = {"op": "decode", "protocol": "p", "direction": "s2b", "hex": "00010203", **members}
        (found,) = testee_answers("1", {"p": {"s2b": way}}, [json.dumps(asked).encode()])
        return found

    def test_splits(self) -> None:
        """The pieces are cut there."""
        way = Way(decode, encode, SHAPES, incremental=cast(Any, Half))
        for splits, pieces in (
            ([], [b"\0\1\2\3"]),
            ([1, 3], [b"\0", b"\1\2", b"\3"]),
            ([0, 4], [b"", b"\0\1\2\3", b""]),
        ):
            found = self.decode(way, splits=splits)
            self.assertEqual(found["ok"]["fields"]["topic"], b"|".join(pieces).hex())
        for wrong in (None, 1, "1", [True], [1.0], ["1"], [-1], [2, 1], [1, 1], [5]):
            self.assertEqual(self.decode(way, splits=wrong)["error"]["kind"], "bad_value", wrong)

    def test_without(self) -> None:
        """Who cannot, says so."""
        found = self.decode(Way(decode, encode, SHAPES), splits=[1])
        self.assertEqual(found["error"]["kind"], "bad_value")


if __name__ == "__main__":
    unittest.main()


@dataclass(frozen=True, slots=True)
class Part:
    """An entry."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A message that is a sequence, with flags."""

    type: int
    urgent: bool
    parts: tuple[Part, ...]


SEQUENCES = Shapes(
    "a message",
    SequenceShape(
        Sequence,
        3,
        "sequence",
        None,
        Flag("urgent", 8),
        FixedFlag("always", 1, True),
        Group(
            "parts",
            "parts",
            1,
            Entry(Part, Item(Text("name", "name"), 1), Uint("size", "size", 1, fixed=True)),
        ),
    ),
)


class Sequences(unittest.TestCase):
    """Groups are lists of objects; flags stand beside the fields; nothing is said about headers."""

    parts: object = [{"name": "a", "size": "7"}]

    def answers(self, *requests: dict[str, object]) -> list[Any]:
        """What the testee answers."""

        def decode(_: bytes) -> Sequence:
            return Sequence(3, True, (Part("a", 7),))

        def encode(message: Any, *, minimal_headers: bool) -> bytes:
            return encode_exactly(SEQUENCES, message, minimal_headers)

        way = Way(decode, encode, SEQUENCES, {"urgent": 8, "always": 1})
        testee = {"p": {"s2b": way}}
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        out, stdin = io.StringIO(), io.TextIOWrapper(io.BytesIO(lines.encode()))
        with mock.patch.object(sys, "stdin", stdin), mock.patch.object(sys, "stdout", out):
            serve("1.2", testee)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def encoding(self, parts: object, **members: object) -> dict[str, object]:
        """A request to encode."""
        of = {"id": 1, "op": "encode", "protocol": "p", "direction": "s2b", "message": "sequence"}
        return of | {"fields": {"parts": parts}} | members

    def test_decode(self) -> None:
        """The flags are those of the prefix, in the order of the schema."""
        asked: dict[str, object] = {"id": 1, "op": "decode", "protocol": "p", "direction": "s2b"}
        (answer,) = self.answers(asked | {"hex": "0009000301016107"})
        wanted = {"message": "sequence", "variant": None, "fields": {"parts": self.parts}}
        self.assertEqual(answer["ok"], wanted | {"flags": ["urgent", "always"]})

    def test_encode(self) -> None:
        """With or without a header mode and flags."""
        plain, moded, flagged = self.answers(
            self.encoding(self.parts),
            self.encoding([], minimal_headers=False, flags=["always"]),
            self.encoding([], flags=["always", "urgent"]),
        )
        self.assertEqual(plain["ok"]["hex"], "0001000301016107")
        self.assertEqual(moded["ok"]["hex"], "0001000300")
        self.assertEqual(flagged["ok"]["hex"], "0009000300")

    def test_wrong_requests(self) -> None:
        """Entries that are none are wrong as a group, and wrong values in them at their place."""
        entry = {"name": "a", "size": "7"}
        for asked, kind, at in (
            (self.encoding([entry, 5]), "bad_value", "parts"),
            (self.encoding([entry | {"x": 1}]), "bad_value", "parts"),
            (self.encoding([{"name": "a"}]), "bad_value", "parts"),
            (self.encoding(entry), "bad_value", "parts"),
            (self.encoding([entry, entry | {"size": 7}]), "bad_value", "parts[1].size"),
            (self.encoding([entry | {"size": "256"}]), "out_of_range", "parts[0].size"),
            (self.encoding([], flags=["urgent"]), "bad_value", None),
            (self.encoding([], flags=["always", "other"]), "bad_value", None),
            (self.encoding([], flags=[8]), "bad_value", None),
            (self.encoding([], flags="always"), "bad_value", None),
            (self.encoding([], minimal_headers=1), "bad_value", None),
        ):
            (answer,) = self.answers(asked)
            self.assertEqual((answer["error"]["kind"], answer["error"]["at"]), (kind, at), asked)

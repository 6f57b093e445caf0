"""Messages as objects of JSON, with flags; the packages' tests have the rest."""

import unittest
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from lonely.errors import LonelyError
from lonely.runtime.flags import FixedFlag, Flag
from lonely.runtime.forms.integer import Uint
from lonely.runtime.forms.octets import Octets
from lonely.runtime.items import Entry, Group, SequenceShape
from lonely.runtime.json_objects import json_object_of, message_of_json
from lonely.runtime.shapes import Shapes


@dataclass(frozen=True, slots=True)
class Part:
    """An entry."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message with a flag, a number and entries."""

    type: int
    urgent: bool
    number: int
    parts: tuple[Part, ...]


class Number(IntEnum):
    """A number that has a name."""

    SEVEN = 7


SHAPES = Shapes(
    "a message that a test sends",
    SequenceShape(
        Message,
        3,
        "message",
        "first",
        Flag("urgent", 8),
        FixedFlag("always", 1, True),
        Uint("number", "number", 1, fixed=True),
        Group("parts", "parts", 1, Entry(Part, Octets("data", "data", exactly=1))),
    ),
)

OBJECT: dict[str, Any] = {
    "message": "message",
    "variant": "first",
    "flags": ["urgent", "always"],
    "fields": {"number": "7", "parts": [{"data": "ff"}]},
}


class Objects(unittest.TestCase):
    """Both ways."""

    def test_flags_stand_beside_the_fields(self) -> None:
        """Those that are set, by name; where nothing is said of them, none is but those that always are."""
        message = Message(3, True, 7, (Part(b"\xff"),))
        self.assertEqual(json_object_of(SHAPES, message), OBJECT)
        self.assertEqual(message_of_json(SHAPES, OBJECT), message)
        silent = {name: value for name, value in OBJECT.items() if name != "flags"}
        self.assertIs(message_of_json(SHAPES, silent).urgent, False)
        with self.assertRaises(LonelyError) as caught:
            message_of_json(SHAPES, OBJECT | {"flags": ["urgent"]})
        self.assertEqual((caught.exception.kind, caught.exception.at), ("bad_value", "flags"))

    def test_what_a_message_may_hold_as_well(self) -> None:
        """Bytes that can be changed, lists of entries, and numbers with names."""
        parts: Any = [Part(memoryview(b"\xff"))]  # type: ignore[arg-type]
        self.assertEqual(json_object_of(SHAPES, Message(3, True, Number.SEVEN, parts)), OBJECT)

    def test_fields(self) -> None:
        """Wrong ones are refused at their places, and so is what nobody could write."""
        fields = OBJECT["fields"]
        for changed, kind, at in (
            (fields | {"number": 7}, "bad_value", "number"),
            (fields | {"number": "256"}, "out_of_range", "number"),
            (fields | {"number": "9" * 9999}, "out_of_range", "number"),
            (fields | {"urgent": True}, "bad_value", "fields"),
            (fields | {7: True}, "bad_value", "fields"),
            (fields | {"parts": [{"data": "FF"}]}, "bad_value", "parts[0].data"),
            (fields | {"parts": [{"data": ""}]}, "wrong_length", "parts[0].data"),
            ({"number": "7"}, "bad_value", "parts"),
        ):
            with self.assertRaises(LonelyError) as caught:
                message_of_json(SHAPES, OBJECT | {"fields": changed})
            self.assertEqual((caught.exception.kind, caught.exception.at), (kind, at), changed)


if __name__ == "__main__":
    unittest.main()

"""Writing values one after another."""

import unittest
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from lonely.errors import LonelyError
from lonely.runtime.forms.integer import Sint, Uint
from lonely.runtime.forms.octets import Octets
from lonely.runtime.forms.text import OptionalText, Text
from lonely.runtime.items import Entry, Fixed, Group, Item, SequenceShape
from lonely.runtime.shapes import Shapes, encode_exactly, encode_with
from lonely.runtime.steps import Body, BodyLength, Copy
from lonely.runtime.writing import Fault, Written


@dataclass(frozen=True, slots=True)
class Part:
    """An entry in an entry."""

    number: Any


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry."""

    number: Any
    name: Any = "a"
    parts: Any = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message."""

    type: int = 3
    number: Any = 7
    nonce: Any = b"ab"
    topics: Any = ()
    rest: Any = b"rest"


SHAPES = Shapes(
    "a message",
    SequenceShape(
        Message,
        3,
        "message",
        None,
        Fixed(b"LP"),
        Item(Uint("number", "number", 2), 1),
        Octets("nonce", "nonce", exactly=2),
        Group(
            "topics",
            "topics",
            1,
            Entry(
                Topic,
                Item(Sint("number", "number", 2), 0, ascending=True),
                Item(Text("name", "name"), 1),
                Group(
                    "parts",
                    "parts",
                    0,
                    Entry(Part, Item(OptionalText("number", "number"), 2, ascending=True)),
                ),
                Fixed(b"\xff"),
            ),
        ),
        Copy("again", "number", 4, fixed=True),
        Item(BodyLength("length", 2), 1),
        Item(Body("rest", "rest"), 1),
    ),
)


class Apart(unittest.TestCase):
    """Entries that a reader would take for the end of their group."""

    def test_entries_that_begin_like_the_end(self) -> None:
        """They are refused, also if they do so only with what follows."""
        entry = Entry(Part, Item(Octets("number", "number"), 1))
        group = Group("parts", "parts", 0, entry, unlike=b"\x01\x01")

        def spell(*values: bytes) -> bytes:
            return group.spell([Part(value) for value in values], Written(b""))

        self.assertEqual(spell(b"a", b""), b"\x01a\x00")
        with self.assertRaises(Fault) as refused:
            spell(b"a", b"\x01")
        fault = refused.exception
        self.assertEqual((fault.kind, fault.inside), ("bad_value", "[1].number"))
        short = Entry(Part, Uint("number", "number", 1, fixed=True))
        marks = Group("parts", "parts", 0, short, unlike=b"\x00\x02")

        def mark(*values: int) -> bytes:
            return marks.spell([Part(value) for value in values], Written(b""))

        self.assertEqual(mark(2, 0), b"\x02\x00")
        with self.assertRaises(Fault) as refused:
            mark(1, 0, 2)
        self.assertEqual(refused.exception.inside, "[1].number")


class Liar(list[object]):
    """A list that says that it has nothing."""

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getitem__(self, key: object) -> NoReturn:
        raise IndexError(key)


class FakeClass:
    """Something that says that it is an entry."""

    number = 0
    name = "a"
    parts = ()

    __class__ = Topic  # type: ignore[assignment]


def written(**changed: Any) -> str:
    """The bytes of a message, in both ways of writing, and whatever is said about headers."""
    message = replace(Message(), **changed)
    first = encode_exactly(SHAPES, message, True)
    assert first == encode_with(SHAPES, message, False) == SHAPES[Message].write(message, True)
    return first.hex()


class Writing(unittest.TestCase):
    """Values in their order, nothing between them but lengths and literals."""

    def test_a_message(self) -> None:
        """Entries, and entries in them."""
        topics = [Topic(-2, "é"), Topic(300, "", (Part(None), Part("x")))]
        head, tail = "000000034c5001076162", "0000000701040472657374"
        self.assertEqual(written(), head + "00" + tail)
        wanted = "02fffe02c3a9ff012c000000000178ff"
        self.assertEqual(written(topics=topics), head + wanted + tail)
        self.assertEqual(written(topics=tuple(topics)), head + wanted + tail)

    def test_a_number_in_an_entry_is_not_the_one_around_it(self) -> None:
        """Though they are called alike."""
        self.assertTrue(written(topics=(Topic(9),)).endswith("0000000701040472657374"))

    def test_the_first_wrong_value_is_named(self) -> None:
        """With its whole place."""
        good, long = Topic(1), "x" * 256
        for changed, kind, at in (
            ({"type": 4}, "bad_value", None),
            ({"number": 65536}, "out_of_range", "number"),
            ({"nonce": b"a"}, "wrong_length", "nonce"),
            ({"topics": None}, "bad_value", "topics"),
            ({"topics": "ab"}, "bad_value", "topics"),
            ({"topics": iter([good])}, "bad_value", "topics"),
            ({"topics": (good,) * 256}, "too_long", "topics"),
            ({"topics": (good, good)}, "unsorted", "topics[1].number"),
            ({"topics": (good, Topic(0))}, "unsorted", "topics[1].number"),
            ({"topics": (good, None)}, "bad_value", "topics[1]"),
            ({"topics": (FakeClass(),)}, "bad_value", "topics[0]"),
            ({"topics": (object.__new__(Topic),)}, "bad_value", "topics[0].number"),
            ({"topics": (good, Topic(2, long))}, "too_long", "topics[1].name"),
            ({"topics": (good, Topic(2, "\ud800"))}, "not_utf8", "topics[1].name"),
            ({"topics": (Topic(1, "", 5),)}, "bad_value", "topics[0].parts"),
            ({"topics": (Topic(1, "", (Part(7),)),)}, "bad_value", "topics[0].parts[0].number"),
            (
                {"topics": (Topic(1, "", (Part(None), Part(None))),)},
                "unsorted",
                "topics[0].parts[1].number",
            ),
            ({"rest": bytes(256)}, "too_long", "rest"),
            ({"rest": None}, "bad_value", "rest"),
        ):
            with self.subTest(kind=kind, at=at), self.assertRaises(LonelyError) as raised:
                written(**changed)
            error = raised.exception
            self.assertEqual((error.kind, error.at, error.offset), (kind, at, None))

    def test_a_list_is_asked_for_nothing(self) -> None:
        """What it holds is what is written."""
        self.assertEqual(written(topics=Liar([Topic(1)])), written(topics=[Topic(1)]))

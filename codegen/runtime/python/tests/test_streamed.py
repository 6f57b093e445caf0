"""A document that is written entry by entry, as etags are."""

import unittest
from dataclasses import dataclass

from lonely.errors import LonelyError
from lonely.runtime.bodies import BodyShape
from lonely.runtime.forms.octets import Octets
from lonely.runtime.forms.text import OptionalText, Text
from lonely.runtime.items import Entry, Fixed, Group, Item
from lonely.runtime.streamed import GroupWriter, head_of


@dataclass(frozen=True)
class Topic:
    """An entry."""

    topic: bytes
    recovery: str | None


@dataclass(frozen=True)
class Glob:
    """An entry of the other group."""

    glob: str


@dataclass(frozen=True)
class Etag:
    """What is hashed."""

    url: str
    topics: tuple[Topic, ...]
    globs: tuple[Glob, ...]


TOPIC = Entry(
    Topic,
    Item(Octets("topic", "topic"), 2, ascending=True),
    Item(OptionalText("recovery", "recovery"), 2),
)
SHAPE = BodyShape(
    Etag,
    "etag",
    None,
    None,
    Fixed(b"URL"),
    Item(Text("url", "url"), 2),
    Fixed(b"\nEXACT"),
    Group("topics", "topics", 0, TOPIC),
    Fixed(b"\nGLOB"),
    Group("globs", "globs", 0, Entry(Glob, Item(Text("glob", "glob"), 2))),
    Fixed(b"\n"),
)


class Streamed(unittest.TestCase):
    """The bytes of the whole, in parts."""

    def write(self, *batches: list[Topic], is_sorted: bool = False) -> bytes:
        """Everything, with no globs."""
        out = bytearray(head_of(SHAPE, {"url": "u"}))
        topics = GroupWriter(SHAPE, "topics", out.extend, is_sorted=is_sorted)
        for batch in batches:
            topics.add(batch)
        topics.end()
        globs = GroupWriter(SHAPE, "globs", out.extend, is_sorted=is_sorted)
        globs.add([Glob("*")])
        globs.end()
        return bytes(out)

    def test_batches(self) -> None:
        """They make no difference. The bytes are those that the description of the wire format lists."""
        a, b = Topic(b"a", None), Topic(b"b", "r")
        wanted = "55524c0001750a455841435400016100000001620001720a474c4f4200012a0a"
        for batches in ([[a, b]], [[a], [b]], [[], [a], [], [b], []]):
            self.assertEqual(self.write(*batches).hex(), wanted)

    def test_order(self) -> None:
        """The index counts all entries; what is refused is not written; nobody looks if told so."""
        a, b, c = (Topic(letter, None) for letter in (b"a", b"b", b"c"))
        out = bytearray()
        writer = GroupWriter(SHAPE, "topics", out.extend, is_sorted=False)
        writer.add([a, b])
        before = bytes(out)
        with self.assertRaises(LonelyError) as raised:
            writer.add([c, b])
        self.assertEqual(
            (raised.exception.kind, raised.exception.at), ("unsorted", "topics[3].topic")
        )
        self.assertEqual(bytes(out), before)
        self.assertIn(bytes.fromhex("00016200000001610000"), self.write([b, a], is_sorted=True))


if __name__ == "__main__":
    unittest.main()

"""Reading values that lie one after another."""

import hashlib
import tracemalloc
import unittest
from collections.abc import Callable
from functools import partial
from io import BytesIO

from lonely.errors import LonelyError
from lonely.runtime.forms.boolean import Boolean
from lonely.runtime.forms.float import Float
from lonely.runtime.forms.integer import Sint, Uint
from lonely.runtime.forms.text import OptionalText, Text
from lonely.runtime.sequence import SequenceReader, read_any
from lonely.runtime.streams import SyncReadableBytesIO

Problem = tuple[str, str | None, int | None]


class Greedy:
    """A stream of which nobody may ask for more than there can be."""

    def __init__(self, data: bytes) -> None:
        self.stream = BytesIO(data)

    def read(self, n: int, /) -> bytes:
        """Return the next bytes."""
        assert n <= 1 << 16, n
        return self.stream.read(n)


def reader(text: str) -> SequenceReader:
    """A reader of these bytes, which follow a prefix."""
    return SequenceReader(Greedy(bytes.fromhex(text)))


def problem(read: Callable[[], object]) -> Problem:
    """What is wrong."""
    try:
        raise AssertionError(read())
    except LonelyError as error:
        assert str(error)
        return error.kind, error.at, error.offset


class Values(unittest.TestCase):
    """One value, behind a length or without one."""

    def test_values(self) -> None:
        """Each kind, and where it begins."""
        floats = reader("3ff8000000000000 08 8000000000000000")
        self.assertEqual(floats.value("a", 0, Float), 1.5)
        self.assertEqual(str(floats.value("a", 1, Float)), "-0.0")
        values = reader("0003616263 04030201 02c3a9 00 00ff 01 0101 02 07d0 fffe 01ff 0000")
        self.assertEqual(values.octets("a", 2, 3), b"abc")
        self.assertEqual(values.start, 6)
        self.assertEqual(values.octets_exactly("a", 0, 4), b"\4\3\2\1")
        self.assertEqual(values.start, 9)
        self.assertEqual(values.value("a", 1, Text), "é")
        self.assertIsNone(values.value("a", 1, OptionalText))
        self.assertIs(values.value("a", 0, Boolean), False)
        self.assertEqual(values.value("a", 0, Uint, 1), 255)
        self.assertIs(values.value("a", 0, Boolean), True)
        self.assertIs(values.value("a", 1, Boolean), True)
        self.assertEqual(values.value("a", 1, Uint, 8), 2000)
        self.assertEqual(values.value("a", 0, Sint, 2), -2)
        self.assertEqual(values.value("a", 1, Sint, 8), -1)
        self.assertEqual(values.body(), b"\0\0")
        self.assertEqual(values.start, 4 + 25)

    def test_cut_off(self) -> None:
        """The length is cut off where it begins, and the value where that begins."""
        self.assertEqual(problem(lambda: reader("00").octets("a", 2)), ("truncated", "a", 4))
        self.assertEqual(problem(lambda: reader("000261").octets("a", 2)), ("truncated", "a", 6))
        self.assertEqual(
            problem(lambda: reader("00").value("a", 0, Uint, 4)), ("truncated", "a", 4)
        )
        self.assertEqual(problem(lambda: reader("").literal(b"a")), ("truncated", None, 4))
        found = problem(lambda: reader("000300").body_behind("rest", 2))
        self.assertEqual(found, ("truncated", "rest", 6))

    def test_what_is_wrong_with_a_value_is_said_once_it_is_there(self) -> None:
        """With the offset of the value."""
        self.assertEqual(problem(lambda: reader("026162").octets("a", 1, 1)), ("too_long", "a", 5))
        self.assertEqual(
            problem(lambda: reader("026162").value("a", 1, Text, 1)), ("too_long", "a", 5)
        )
        self.assertEqual(problem(lambda: reader("01ff").value("a", 1, Text)), ("not_utf8", "a", 5))
        self.assertEqual(
            problem(lambda: reader("020000").value("a", 1, Uint, 1)), ("too_long", "a", 5)
        )
        found = problem(lambda: reader("0161").octets_exactly("a", 1, 2))
        self.assertEqual(found, ("wrong_length", "a", 5))

    def test_literals(self) -> None:
        """Other bytes are named nowhere; those of the code are another message's."""
        reader("4c50").literal(b"LP")
        self.assertEqual(problem(lambda: reader("4c51").literal(b"LP")), ("bad_value", None, 4))
        self.assertEqual(problem(lambda: reader("07").code(b"\6")), ("unexpected_type", None, 4))

    def test_relations(self) -> None:
        """A value is judged later, at the place that it had."""
        values = reader("")
        body, digest = b"abc", hashlib.sha512(b"abc").digest()
        values.body_length("n", 9, 3, body)
        values.body_sha512("d", 9, digest, body)
        values.same("n", 9, 3, "m", 3)
        for found, kind in (
            (lambda: values.body_length("n", 9, 2, body), "length_mismatch"),
            (lambda: values.body_sha512("n", 9, digest, b""), "digest_mismatch"),
            (lambda: values.same("n", 9, 3, "m", 4), "length_mismatch"),
        ):
            self.assertEqual(problem(found), (kind, "n", 9))

    def test_a_length_that_lies_costs_nothing(self) -> None:
        """However much it claims, no more is held than there is."""
        tracemalloc.start()
        found = problem(lambda: reader("ffffffffffffffff61").octets("a", 8))
        self.assertEqual(found, ("truncated", "a", 12))
        self.assertLess(tracemalloc.get_traced_memory()[1], 1 << 20)
        tracemalloc.stop()

    def test_long_values_come_in_pieces(self) -> None:
        """And are whole."""
        data = bytes(range(256)) * 1000
        stream = Greedy(len(data).to_bytes(4, "big") + data + b"x")
        self.assertEqual(SequenceReader(stream).octets("a", 4), data)
        self.assertEqual(stream.read(-1), b"x")


def pair(values: SequenceReader) -> tuple[bytes, tuple[int, ...]]:
    """An entry: a value by which entries ascend, and entries of its own."""
    key = values.octets("key", 1)
    values.ascending("key", key)
    return key, values.entries("inner", 1, number)


def number(values: SequenceReader) -> int:
    """An entry that is a number, greater than the one before."""
    found = values.value("value", 0, Sint, 1)
    values.ascending("value", found)
    return found


class Groups(unittest.TestCase):
    """Entries, by their number or up to a literal."""

    def test_entries(self) -> None:
        """In order, nested, and the order of inner ones begins anew in each."""
        values = reader("00000002 0161 02fe01 016200 63")
        self.assertEqual(values.entries("a", 4, pair), ((b"a", (-2, 1)), (b"b", ())))
        self.assertEqual(values.body(), b"c")

    def test_places(self) -> None:
        """Every group around a value is named, and the count by the group's own name."""
        for text, found in (
            ("00", ("truncated", "a", 4)),
            ("0002 0161 01", ("truncated", "a[0].inner[0].value", 9)),
            ("0002 0161", ("truncated", "a[0].inner", 8)),
            ("0002 0161 00", ("truncated", "a[1].key", 9)),
            ("0002 0161 00 0161 00", ("unsorted", "a[1].key", 10)),
            ("0002 0161 020201", ("unsorted", "a[0].inner[1].value", 10)),
        ):
            values = reader(text)
            self.assertEqual(problem(partial(values.entries, "a", 2, pair)), found)

    def test_up_to_a_literal(self) -> None:
        """The literal is left for the step that follows."""
        for text, entries in (
            ("ffff", ()),
            ("01ff ffff", (511,)),
            ("00ff ff00 ffff", (255, 65280)),
        ):
            values = reader(text)
            found = values.entries_until(
                "a", b"\xff\xff", lambda values: values.value("n", 0, Uint, 2)
            )
            self.assertEqual(found, entries)
            values.literal(b"\xff\xff")
        cut = reader("00ff ff")
        where = problem(
            lambda: cut.entries_until("a", b"\xff\xff", lambda v: v.value("n", 0, Uint, 2))
        )
        self.assertEqual(where, ("truncated", "a[1].n", 6))

    def test_a_literal_in_an_entry_is_named_nowhere(self) -> None:
        """As outside of groups."""
        found = problem(lambda: reader("0142").entries("a", 1, lambda values: values.literal(b"A")))
        self.assertEqual(found, ("bad_value", None, 5))

    def test_a_count_that_lies_costs_nothing(self) -> None:
        """The first entry that is cut off is the problem."""
        found = problem(lambda: reader("ffffffffffffffff 00 01").entries("a", 8, number))
        self.assertEqual(found, ("truncated", "a[2].value", 14))

    def test_seventy_thousand_entries(self) -> None:
        """They are all there."""
        data = (70000).to_bytes(4, "big") + b"".join(n.to_bytes(4, "big") for n in range(70000))
        values = SequenceReader(Greedy(data))
        entries = values.entries("a", 4, lambda values: values.value("n", 0, Uint, 4))
        self.assertEqual(entries, tuple(range(70000)))


class Messages(unittest.TestCase):
    """What the prefix says decides who reads."""

    def test_blocks_and_sequences(self) -> None:
        """A sequence does not ask how headers are written."""

        def block(_: SyncReadableBytesIO, minimal: bool) -> str:
            return f"block {minimal}"

        def sequence(stream: SyncReadableBytesIO) -> str:
            return f"sequence of {len(stream.read(-1))}"

        def read(text: str) -> str:
            return read_any(BytesIO(bytes.fromhex(text)), "sender", 1, {1: block}, {2: sequence})

        self.assertEqual(read("00010001"), "block True")
        self.assertEqual(read("fffe0001"), "block False")
        self.assertEqual(read("0000000261"), "sequence of 1")
        self.assertEqual(problem(lambda: read("00010003")), ("unknown_type", None, 2))
        self.assertEqual(problem(lambda: read("000100")), ("truncated", None, 2))

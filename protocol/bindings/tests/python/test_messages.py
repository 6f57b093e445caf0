"""What a program does with messages."""

import copy
import dataclasses
import pickle
import random
import unittest
from typing import Any

from support import random_fields

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS
from lonelypsp_bindings.stateful import s2b
from lonelypsp_bindings.stateful.constants import SubscriberToBroadcasterStatefulMessageType as Type
from lonelypsp_bindings.stateful.messages.subscribe import S2B_Subscribe, serialize_s2b_subscribe_exact

MESSAGE = s2b.S2B_SubscribeExact(Type.SUBSCRIBE_EXACT, "Bearer x", b"\xaa\xbb", b"foo/bar")
DATA = bytes.fromhex("00010002000842656172657220780002aabb0007666f6f2f626172")


class Messages(unittest.TestCase):
    """Messages are frozen dataclasses, whoever made them."""

    def each(self) -> Any:
        """One message of every shape, made by its constructor, and the same as it was read."""
        rng = random.Random(4)
        ways: dict[str, Any] = dict(PROTOCOLS["stateful"])
        for way in ways.values():
            for shape in way.shapes.values():
                fields = random_fields(rng, shape)
                if "verified_uncompressed_sha512" in fields or "verified_compressed_sha512" in fields:
                    continue
                made = shape.of(type=shape.code, **fields)
                yield made, way.decode(way.encode(made)), fields

    def test_equal_and_of_one_class(self) -> None:
        """A message that was read is the one that was written in every respect."""
        for made, read, _ in self.each():
            self.assertIs(type(read), type(made))
            self.assertEqual(read, made)
            self.assertEqual(hash(read), hash(made))
            self.assertEqual(repr(read), repr(made))
            self.assertFalse(hasattr(read, "__dict__"))

    def test_frozen(self) -> None:
        """Neither can be changed."""
        for made, read, fields in self.each():
            for message in (made, read):
                for name in ("type", *fields):
                    with self.assertRaises(dataclasses.FrozenInstanceError):
                        setattr(message, name, None)
                    with self.assertRaises(dataclasses.FrozenInstanceError):
                        delattr(message, name)

    def test_copies(self) -> None:
        """Pickled, copied, with another field."""
        for _, read, fields in self.each():
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
                self.assertEqual(pickle.loads(pickle.dumps(read, protocol)), read)
            self.assertEqual(copy.copy(read), read)
            self.assertEqual(copy.deepcopy(read), read)
            changed = dataclasses.replace(read, tracing=b"other")
            self.assertIs(type(changed), type(read))
            self.assertEqual(changed.tracing, b"other")
            self.assertEqual(dataclasses.fields(read)[0].name, "type")
            self.assertEqual(dataclasses.asdict(read), {"type": read.type} | fields)

    def test_secrets_are_not_shown(self) -> None:
        """An authorization is nobody else's business."""
        for message in (MESSAGE, s2b.decode(DATA)):
            self.assertNotIn("Bearer", repr(message))
            self.assertNotIn("Bearer", str(message))
            self.assertNotIn("Bearer", f"{message}")

    def test_match(self) -> None:
        """By class, by position and by name."""
        match s2b.decode(DATA):
            case s2b.S2B_SubscribeExact(Type.SUBSCRIBE_EXACT, authorization, topic=topic):
                self.assertEqual((authorization, topic), ("Bearer x", b"foo/bar"))
            case _:
                self.fail("another message")
        self.assertIsInstance(s2b.decode(DATA), s2b.S2B_SubscribeExact)
        self.assertIsInstance(MESSAGE, s2b.S2B_Message)

    def test_serializers_give_bytes_that_can_be_changed(self) -> None:
        """As the reference does."""
        data = serialize_s2b_subscribe_exact(MESSAGE, minimal_headers=True)
        self.assertIsInstance(data, bytearray)
        self.assertEqual(data, DATA)

    def test_a_class_of_ones_own(self) -> None:
        """A message may be of a class that was made from one of ours, with or without slots."""

        class Loose(s2b.S2B_SubscribeExact):
            pass

        class Tight(s2b.S2B_SubscribeExact):
            __slots__ = ()

        for cls in (Loose, Tight):
            message = cls(Type.SUBSCRIBE_EXACT, "Bearer x", b"\xaa\xbb", b"foo/bar")
            self.assertIs(type(message), cls)
            self.assertEqual(s2b.encode(message), DATA)

    def test_the_type_has_to_be_the_class_s(self) -> None:
        """A message of one class with another's type is none."""
        wrong: Any = Type.NOTIFY
        with self.assertRaises(LonelyError) as caught:
            s2b.encode(dataclasses.replace(MESSAGE, type=wrong))
        self.assertEqual((caught.exception.kind, caught.exception.at), ("bad_value", None))

    def test_errors(self) -> None:
        """They are `ValueError`s, say what is wrong in words, and can be sent to another process."""
        with self.assertRaises(ValueError) as caught:
            s2b.decode(DATA[:-1])
        error = caught.exception
        assert isinstance(error, LonelyError)
        self.assertEqual((error.kind, error.at, error.offset), ("truncated", "x-topic", 20))
        text = (
            "the message is truncated at byte 20, in `x-topic`: expected 7 bytes for its value, found 6 bytes"
        )
        self.assertEqual(str(error), text)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((str(again), again.kind, again.offset), (text, "truncated", 20))
        self.assertIsNone(error.__context__)


def what(message: S2B_Subscribe | s2b.S2B_Notify) -> bytes | str:
    """What a message is about; mypy would miss a `return` if one of the union's classes had no case."""
    match message:
        case s2b.S2B_SubscribeExact(topic=topic):
            return topic
        case s2b.S2B_SubscribeGlob(glob=glob):
            return glob
        case s2b.S2B_NotifyUncompressed(uncompressed_message=body):
            return body
        case s2b.S2B_NotifyCompressed(compressed_message=body):
            return body


class Unions(unittest.TestCase):
    """They can be matched to the end."""

    def test_match(self) -> None:
        """Each class has its case."""
        glob = s2b.S2B_SubscribeGlob(Type.SUBSCRIBE_GLOB, None, b"", "a/*")
        self.assertEqual((what(MESSAGE), what(glob)), (b"foo/bar", "a/*"))


if __name__ == "__main__":
    unittest.main()

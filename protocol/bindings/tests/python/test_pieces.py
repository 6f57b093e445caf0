"""Messages in pieces: the corpus again, cut anywhere; what is there early, and what is kept."""

import hashlib
import json
import random
import time
import tracemalloc
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support import PACKAGE

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS
from lonelypsp_bindings.runtime.incremental import AboveLimit, Head, Incremental, Received
from lonelypsp_bindings.runtime.testee import Bodies, only_way
from lonelypsp_bindings.stateful import s2b
from lonelypsp_bindings.stateful.constants import SubscriberToBroadcasterStatefulMessageType as Type
from lonelypsp_bindings.stateless import b2s as http_b2s
from lonelypsp_bindings.stateless import s2b as http_s2b

VECTORS = PACKAGE.parent.parent / "vectors"

Answer = tuple[Any, ...]


def decode_requests() -> Iterator[dict[str, Any]]:
    """The requests of the corpus to decode something, without those that are cut already."""
    for path in sorted(Path(VECTORS).glob("*.jsonl")):
        if path.stem == "splits":
            continue
        with path.open() as lines:
            requests = (json.loads(line)["request"] for line in lines)
            yield from (request for request in requests if request["op"] == "decode")


def ways(request: dict[str, Any]) -> tuple[Any, Any] | None:
    """What decodes the bytes of a request at once, and what does in pieces; none if it is no sound one."""
    ways = PROTOCOLS.get(request.get("protocol", ""))
    if ways is None or (request.get("direction") is None and "message" not in request):
        return None
    name = request.get("message")
    try:
        way = ways[request["direction"]] if "direction" in request else only_way(ways, name)
    except (KeyError, LonelyError):
        return None
    if not isinstance(way, Bodies):
        return way.decode, way.incremental
    if name is None:
        return (way.by_code, way.incremental_by_code) if way.by_code else None
    if all(shape.message != name for shape in way.shapes.values()):
        return None
    decode, incremental = way.decode, way.incremental
    assert incremental is not None
    return (lambda data: decode(name, data)), (lambda: incremental(name))


def at_once(decode: Any, data: bytes) -> Answer:
    """What decoding the whole says."""
    try:
        return ("message", decode(data))
    except LonelyError as error:
        return ("error", error.kind, error.at, error.offset)


def in_pieces(decoder: Incremental[Any], data: bytes, cuts: list[int], whole: Answer) -> Answer:
    """The same of decoding it in pieces; a message with the body that it has in the whole one."""
    passed, error = bytearray(), None
    try:
        for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
            passed += decoder.push(data[start:end])
    except LonelyError as early:
        error = early
    for _ in range(2):  # From then on it is the same.
        try:
            received = decoder.finish()
        except LonelyError as late:
            assert error is None or error.args == late.args
            error = late
    if error is not None:
        return ("error", error.kind, error.at, error.offset)
    assert received.body_length == len(passed)
    assert received.body_sha512 == hashlib.sha512(passed).digest()
    message = received.message
    if whole[0] == "message" and type(message) is type(whole[1]):
        for name in message.__dataclass_fields__:
            found, wanted = getattr(message, name), getattr(whole[1], name)
            # What is no number is not equal to itself, but looks the same.
            if found != wanted and repr(found) != repr(wanted):
                assert (found, wanted) == (b"", bytes(passed)), name
        return whole
    return ("message", message)


class Corpus(unittest.TestCase):
    """Every message of the corpus, right or wrong."""

    def test_any_cuts(self) -> None:
        """They change neither the message nor the error."""
        rng, count = random.Random("pieces"), 0
        for request in decode_requests():
            found = ways(request)
            try:
                data = bytes.fromhex(request["hex"])
            except (KeyError, TypeError, ValueError):
                continue
            if found is None or data.hex() != request["hex"]:
                continue
            decode, incremental = found
            whole = at_once(decode, data)
            several = sorted(rng.randint(0, len(data)) for _ in range(rng.randint(1, 8)))
            all_bytes = list(range(1, len(data)))
            for cuts in ([], several, all_bytes if len(data) < 300 else several):
                pieces = in_pieces(incremental(), data, cuts, whole)
                self.assertEqual(pieces, whole, (request, cuts))
            count += 1
        self.assertGreater(count, 15000)


HELLO = hashlib.sha512(b"hello").digest()
NOTIFY = http_s2b.S2B_Notify(
    topic=b"foo/bar", message_sha512=HELLO, tracing=b"", identifier=b"id01", payload=b"hello"
)


def stream_start(body: bytes) -> bytes:
    """A message over a connection, whose values contradict each other or not."""
    message = s2b.S2B_NotifyUncompressed(
        Type.NOTIFY,
        authorization=None,
        tracing=b"",
        identifier=b"id01",
        compressor_id=None,
        topic=b"foo",
        verified_uncompressed_sha512=hashlib.sha512(body).digest(),
        uncompressed_message=body,
    )
    return s2b.encode(message)


class Decoders(unittest.TestCase):
    """What a decoder says, and when."""

    def test_head(self) -> None:
        """It is there as soon as the values are, and is no message."""
        wire = http_s2b.encode(NOTIFY)
        decoder = http_s2b.incremental_s2b_notify()
        for byte in wire[:-6]:
            self.assertEqual(decoder.push(bytes((byte,))), b"")
            self.assertIsNone(decoder.head())
            self.assertFalse(decoder.has_body_begun)
        self.assertEqual(decoder.push(wire[-6:-2]), b"hel")
        self.assertTrue(decoder.has_body_begun)
        head = decoder.head()
        assert isinstance(head, Head)
        self.assertEqual((head.unverified.topic, head.unverified.payload), (b"foo/bar", b""))
        self.assertEqual(decoder.push(bytearray(wire[-2:-1])), b"l")
        self.assertEqual(decoder.push(memoryview(wire[-1:])), b"o")
        received = decoder.finish()
        self.assertIsInstance(received, Received)
        self.assertEqual((received.body_length, received.body_sha512), (5, HELLO))
        self.assertEqual(received.message.identifier, b"id01")

    def test_what_is_no_bytes(self) -> None:
        """It is refused, as when a whole message is decoded."""
        wrong: Any = "text"
        with self.assertRaises(LonelyError) as raised:
            http_s2b.incremental_s2b_notify().push(wrong)
        self.assertEqual(raised.exception.kind, "bad_value")
        with self.assertRaises(LonelyError):
            http_s2b.incremental(wrong)

    def test_too_much(self) -> None:
        """A body that is longer than was declared is refused at the first byte too many, one that is shorter at the end."""
        wire = http_s2b.encode(NOTIFY)
        decoder = http_s2b.incremental("notify")
        self.assertEqual(decoder.push(wire), b"hello")
        with self.assertRaises(LonelyError) as raised:
            decoder.push(b"!")
        self.assertEqual((raised.exception.kind, raised.exception.at), ("length_mismatch", "message_length"))
        decoder = http_s2b.incremental("notify")
        decoder.push(wire[:-1])
        with self.assertRaises(LonelyError) as raised:
            decoder.finish()
        self.assertEqual((raised.exception.kind, raised.exception.at), ("length_mismatch", "message_length"))
        decoder = http_s2b.incremental("notify")
        decoder.push(wire[:-1] + b"a")
        with self.assertRaises(LonelyError) as raised:
            decoder.finish()
        self.assertEqual((raised.exception.kind, raised.exception.at), ("digest_mismatch", "message_sha512"))

    def test_no_body(self) -> None:
        """What follows a message without a body belongs to nobody."""
        missed = http_b2s.B2S_Missed(tracing=b"", topic=b"foo")
        decoder = http_b2s.incremental_b2s_missed()
        self.assertEqual(decoder.push(http_b2s.encode(missed) + b"rest"), b"")
        self.assertEqual(decoder.push(b"more"), b"")
        self.assertEqual(decoder.finish().message, missed)
        self.assertEqual(decoder.finish().body_length, 0)

    def test_by_code(self) -> None:
        """A response is known by what it begins with."""
        confirm = http_s2b.S2B_ResponseConfirmMissed(authorization=None, tracing=b"abc")
        decoder = http_s2b.incremental_by_code()
        for byte in http_s2b.encode(confirm):
            decoder.push(bytes((byte,)))
        self.assertEqual(decoder.finish().message, confirm)
        decoder = http_s2b.incremental_by_code()
        with self.assertRaises(LonelyError) as raised:
            decoder.push(b"\0\1")
        self.assertEqual((raised.exception.kind, raised.exception.offset), ("unknown_type", 0))

    def test_values_that_contradict(self) -> None:
        """Where something about the body would be refused first, there is no head, and no error before the end."""
        wire = bytearray(stream_start(b"hello"))
        # The two lengths of an uncompressed body: that of the decompressed one is changed.
        at = wire.index(b"\0\1\5\0\1\5")
        wire[at + 5] = 6
        decoder = s2b.incremental()
        self.assertEqual(decoder.push(wire), b"hello")
        self.assertIsNone(decoder.head())
        with self.assertRaises(LonelyError) as raised:
            decoder.finish()
        with self.assertRaises(LonelyError) as wanted:
            s2b.decode(wire)
        self.assertEqual(str(raised.exception), str(wanted.exception))

    def test_limit(self) -> None:
        """No more is kept than was allowed, whatever lengths say."""
        wire = http_s2b.encode(NOTIFY)
        head = len(wire) - 5
        self.assertEqual(http_s2b.incremental_s2b_notify(limit=head).push(wire), b"hello")
        decoder = http_s2b.incremental_s2b_notify(limit=head - 1)
        for _ in range(2):
            with self.assertRaises(AboveLimit):
                decoder.push(wire)
        decoder = http_s2b.incremental_s2b_notify(limit=1000)
        with self.assertRaises(AboveLimit):
            decoder.push(b"\xff\xff")


class Costs(unittest.TestCase):
    """Time and memory."""

    def test_memory(self) -> None:
        """A body is not held."""
        body = bytes(1 << 16)
        count = 256
        digest = hashlib.sha512(body * count).digest()
        message = http_s2b.S2B_Notify(b"t", digest, b"", b"i", b"")
        wire = bytearray(http_s2b.encode(message))
        wire[-8:] = (len(body) * count).to_bytes(8, "big")
        decoder = http_s2b.incremental_s2b_notify()
        tracemalloc.start()
        try:
            decoder.push(wire)
            for _ in range(count):
                self.assertEqual(decoder.push(body), body)
            self.assertEqual(decoder.finish().body_length, len(body) * count)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertLess(peak, 4 * len(body))

    def test_time(self) -> None:
        """Pieces of one byte take as long each, however many there were before: in a body, and in a head."""
        one = [bytes((byte,)) for byte in range(256)]

        def seconds(wire: bytes, decoder: Incremental[Any]) -> float:
            start = time.process_time()
            for byte in wire:
                decoder.push(one[byte])
            decoder.finish()
            return time.process_time() - start

        def notify(size: int) -> bytes:
            body = bytes(size)
            return http_s2b.encode(http_s2b.S2B_Notify(b"t", hashlib.sha512(body).digest(), b"", b"i", body))

        def subscriptions(size: int) -> bytes:
            topics = [
                http_s2b.S2B_SetSubscriptionsTopics(number.to_bytes(4, "big"), None)
                for number in range(size // 8)
            ]
            return http_s2b.encode(http_s2b.S2B_SetSubscriptions(b"", "u", bytes(64), tuple(topics), ()))

        for make, name in ((notify, "notify"), (subscriptions, "set_subscriptions")):
            incremental: Any = http_s2b.incremental
            little, much = (
                min(seconds(make(size), incremental(name)) for _ in range(3)) for size in (8192, 131072)
            )
            # Sixteen times as many; it would be 256 times as long if each looked at all before it.
            self.assertLess(much, 64 * little, name)


if __name__ == "__main__":
    unittest.main()

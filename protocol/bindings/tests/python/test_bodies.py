"""Messages without a prefix: what the wire's description has, cut off anywhere, and what the interpreter thinks of others."""

import json
import os
import random
import subprocess
import unittest
from collections import Counter
from io import BytesIO
from typing import Any

from bodies import BODIES
from documents import DOCUMENTS, NONCE, SECRET, TIMESTAMP, TRACING
from support import random_fields

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS

WAYS: dict[tuple[str, str], Any] = {
    (protocol, direction): PROTOCOLS[protocol][direction]
    for protocol in ("hashing", "signing", "stateless")
    for direction in PROTOCOLS[protocol]
}

HEAD = {"timestamp": TIMESTAMP, "nonce": NONCE, "tracing": TRACING}

KNOWN = [("signing", d.sender, d.name, HEAD | d.fields, d.data) for d in DOCUMENTS] + [
    ("stateless", b.sender, b.name, b.fields, bytes.fromhex(b.hex)) for b in BODIES
]


def shape_of(way: Any, name: str) -> Any:
    """The only shape of a message."""
    (shape,) = [shape for shape in way.shapes.values() if shape.message == name]
    return shape


def made(way: Any, name: str, fields: dict[str, Any]) -> Any:
    """A message, with the entries of its groups."""
    shape = shape_of(way, name)
    groups = {step.field: step.entry.of for step in shape.steps if step.form == "group"}
    entries = {
        field: tuple(groups[field](*entry) for entry in value)
        for field, value in fields.items()
        if field in groups
    }
    return shape.of(**(fields | entries))


def outcome(decode: Any, *arguments: Any) -> Any:
    """The message, or kind, place and offset of what is wrong with it."""
    try:
        return decode(*arguments)
    except LonelyError as error:
        return error.kind, error.at, error.offset


class Bodies(unittest.TestCase):
    """Every message, by every way there is."""

    def test_as_described(self) -> None:
        """The bytes of the description are written and read."""
        self.assertEqual(len({name for protocol, _, name, *_ in KNOWN if protocol == "signing"}), 21)
        self.assertEqual(len({name for protocol, _, name, *_ in KNOWN if protocol == "stateless"}), 15)
        for protocol, direction, name, fields, data in KNOWN:
            way = WAYS[protocol, direction]
            message = made(way, name, fields)
            with self.subTest(f"{protocol}.{name}"):
                self.assertEqual(way.encode(message), data)
                self.assertEqual(way.shapes[type(message)].exactly(message, True), data)
                for given in (data, bytearray(data), memoryview(data)):
                    self.assertEqual(way.decode(name, given), message)

    def test_by_code(self) -> None:
        """What begins with its code needs no name; anything else is told."""
        for protocol, direction, name, _, data in KNOWN:
            way = WAYS[protocol, direction]
            is_coded = protocol == "signing" or name.startswith("response")
            with self.subTest(f"{protocol}.{name}"):
                if is_coded:
                    self.assertEqual(way.by_code(data), way.decode(name, data))
                    self.assertEqual(outcome(way.by_code, b""), ("truncated", None, 0))
                    self.assertEqual(outcome(way.by_code, b"\xff" * 9), ("unknown_type", None, 0))
                    other = b"\x7f" * (1 if protocol == "signing" else 2) + data[2:]
                    self.assertEqual(outcome(way.decode, name, other), ("unexpected_type", None, 0))
        self.assertIsNone(WAYS["hashing", "s2b"].by_code)

    def test_truncated_everywhere(self) -> None:
        """A message that lacks its end is refused, wherever it ends."""
        for protocol, direction, name, _, data in KNOWN:
            way = WAYS[protocol, direction]
            for end in range(len(data)):
                with self.subTest(f"{protocol}.{name} {end}"):
                    kind, _, offset = outcome(way.decode, name, data[:end])
                    self.assertIn(kind, ("truncated", "length_mismatch"))
                    self.assertLessEqual(offset, end)

    def test_what_follows(self) -> None:
        """It is ignored, unless the message says how long it is."""
        for protocol, direction, name, _, data in KNOWN:
            way = WAYS[protocol, direction]
            found = outcome(way.decode, name, data + b"more")
            with self.subTest(f"{protocol}.{name}"):
                if name in ("notify", "receive") and protocol == "stateless":
                    self.assertEqual(found[:2], ("length_mismatch", "message_length"))
                else:
                    self.assertEqual(found, way.decode(name, data))

    def test_streams(self) -> None:
        """A reader takes no more of a stream than the message needs."""
        from lonelypsp_bindings.stateless.messages.missed import B2S_Missed, read_b2s_missed

        stream = BytesIO(b"\0\0\0\3foorest")
        self.assertEqual(read_b2s_missed(stream), B2S_Missed(tracing=b"", topic=b"foo"))
        self.assertEqual(stream.read(), b"rest")

    def test_names_that_are_not(self) -> None:
        """A name that no message has, and things that are no names."""
        for name in ("", "nothing", None, 3, b"notify", ["notify"]):
            self.assertEqual(outcome(WAYS["stateless", "s2b"].decode, name, b""), ("bad_value", None, None))

    def test_bodies_are_what_they_hold(self) -> None:
        """They have no field for their type, and secrets are not shown."""
        way = WAYS["stateless", "b2s"]
        message = way.decode("response_generic", bytes.fromhex("0003000842656172657220780000"))
        self.assertEqual(message.__slots__, ("authorization", "tracing"))
        self.assertNotIn("Bearer", repr(message))


@unittest.skipUnless("LONELY" in os.environ, "LONELY is the command to compare with")
class Interpreter(unittest.TestCase):
    """This package and the interpreter of the schema answer alike."""

    def test_random_requests(self) -> None:
        """Whole, damaged and random messages, with and without their names."""
        rng = random.Random(11)
        requests = [self.request(rng, number) for number in range(6000)]
        ours, theirs = self.ask("ours", requests), self.ask("theirs", requests)
        accepted = 0
        for request, our, their in zip(requests, ours, theirs, strict=True):
            for answer in (our, their):
                answer.get("error", {}).pop("message", None)
            self.assertEqual(our, their, str(request)[:300])
            accepted += "ok" in our
        self.assertGreater(accepted, 1500)
        self.assertLess(accepted, 4500)

    def test_documents(self) -> None:
        """Signing, checking and hashing, with headers and values of which some are damaged."""
        rng = random.Random(12)
        requests = [self.document(rng, number) for number in range(3000)]
        ours, theirs = self.ask("ours", requests), self.ask("theirs", requests)
        results: Counter[str] = Counter()
        for request, our, their in zip(requests, ours, theirs, strict=True):
            for answer in (our, their):
                answer.get("error", {}).pop("message", None)
            self.assertEqual(our, their, str(request)[:600])
            results[str(our["ok"].get("result", "ok")) if "ok" in our else our["error"]["kind"]] += 1
        for result in ("ok", "forbidden", "unauthorized", "bad_value", "unsorted"):
            self.assertGreater(results[result], 10, results)

    def document(self, rng: random.Random, number: int) -> dict[str, Any]:
        """A request about a document."""
        if rng.random() < 0.2:
            return {"id": number, "op": "etag"} | self.subscriptions(rng)
        document = rng.choice(DOCUMENTS)
        fields = {name: to_json(value) for name, value in document.fields.items()} | {
            "tracing": TRACING.hex()
        }
        if rng.random() < 0.2:
            fields[rng.choice(list(fields))] = rng.choice(
                ("", "ab" * 70000, str(2**70), None, True, "x" * 300)
            )
        secret = rng.choice((SECRET, SECRET, SECRET, SECRET + "==", SECRET[:-2], "?", ""))
        request = {"id": number, "message": document.name, "secret": secret}
        if rng.random() < 0.3:
            nonce = rng.choice((NONCE, "", "a" * 255, "é" * 128))
            timestamp = rng.choice((TIMESTAMP, 0, 2**64 - 1, 2**64))
            head = {"timestamp": str(timestamp), "nonce": nonce}
            return request | {"op": "sign", "fields": fields | head}
        text = document.header
        for _ in range(rng.choice((0, 0, 0, 1, 2))):
            at = rng.randrange(len(text) + 1)
            text = (
                text[:at]
                + rng.choice(("", " ", ":", "=", "0", "A", "é", "-", "\n"))
                + text[at + rng.randrange(2) :]
            )
        now = rng.choice(
            (TIMESTAMP, f"{TIMESTAMP}.5", TIMESTAMP + 120, f"{TIMESTAMP + 120}.000000001", "", "1.", "-1")
        )
        return request | {
            "op": "verify",
            "fields": fields,
            "authorization": None if rng.random() < 0.1 else text,
            "now": str(now),
            "token_lifetime": rng.choice(("120", "0", "120.000000001", "0.5")),
        }

    def subscriptions(self, rng: random.Random) -> dict[str, Any]:
        """The fields of an etag's document, mostly sorted."""
        topics = sorted(rng.sample(["", "00", "0a", "0a474c4f42", "ff", "ffff"], rng.randrange(4)))
        globs = sorted(rng.sample(["", "a", "b*", "é", "\uffff", "\U00010000"], rng.randrange(4)))
        if rng.random() < 0.3:
            rng.shuffle(topics)
            globs += globs[:1]
        recovery = rng.choice((None, "", "http://h/m"))
        return {
            "url": "http://h/r",
            "topics": [{"topic": topic, "recovery": recovery} for topic in topics],
            "globs": [{"glob": glob, "recovery": recovery} for glob in globs],
        }

    def ask(self, who: str, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers of one of the two."""
        if who == "ours":
            from lonelypsp_bindings.auth.conformance import document_ops
            from lonelypsp_bindings.runtime.testee import answers

            lines = [json.dumps(request).encode() for request in requests]
            return list(answers("0.0.47", PROTOCOLS, lines, document_ops(PROTOCOLS)))
        lines_in = "".join(json.dumps(request) + "\n" for request in requests)
        command = [os.environ["LONELY"], "conformance", "serve"]
        done = subprocess.run(command, input=lines_in, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def request(self, rng: random.Random, number: int) -> dict[str, Any]:
        """A request about a message that is often almost right."""
        (protocol, direction), way = rng.choice(list(WAYS.items()))
        shape = rng.choice(list(way.shapes.values()))
        fields = random_fields(rng, shape)
        request: dict[str, Any] = {"id": number, "protocol": protocol}
        if rng.random() < 0.8:
            request["direction"] = direction
        if rng.random() < 0.8:
            request["message"] = shape.message
        if rng.random() < 0.3:
            return request | self.encode(rng, shape, fields)
        data = bytearray(way.encode(shape.of(**fields)))
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            at = rng.randrange(len(data) + 1) if rng.random() < 0.5 else rng.randrange(min(len(data), 20) + 1)
            new = rng.choice((b"", b"\0", b"\1", b"\xff", b"\x80", rng.randbytes(2)))
            data[at : at + rng.choice((0, 1, 1, 1, 3))] = new
        if rng.random() < 0.2:
            del data[rng.randrange(len(data) + 1) :]
        return request | {"op": "decode", "hex": bytes(data).hex(), "reencode": rng.random() < 0.5}

    def encode(self, rng: random.Random, shape: Any, fields: dict[str, Any]) -> dict[str, Any]:
        """Ask to write values of which one may be none of its field."""
        given = {name: to_json(value) for name, value in fields.items()}
        if given and rng.random() < 0.6:
            name = rng.choice(list(given))
            odd: tuple[object, ...] = (
                "",
                "aa",
                "0",
                "-1",
                str(2**64),
                "ab" * 70000,
                "é" * 40000,
                None,
                True,
                [],
                [{}],
                5,
            )
            given[name] = rng.choice(odd)
        return {"op": "encode", "message": shape.message, "variant": None, "fields": given}


def to_json(value: Any) -> Any:
    """A value as requests have it."""
    if isinstance(value, tuple):
        return [{name: to_json(getattr(entry, name)) for name in entry.__slots__} for entry in value]
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, str | bool) else str(value)


if __name__ == "__main__":
    unittest.main()

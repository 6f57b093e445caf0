"""Messages as JSON and back: what the corpus says of bytes is what the helper says of messages."""

import json
import sys
import unittest
from typing import Any

from support import corpus

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.conformance import PROTOCOLS
from lonelypsp_bindings.runtime.testee import Bodies, only_way
from lonelypsp_bindings.stateful import s2b
from lonelypsp_bindings.stateful.constants import SubscriberToBroadcasterStatefulMessageType
from lonelypsp_bindings.stateless import s2b as bodies


def direction_of(request: dict[str, Any]) -> tuple[Any, Any]:
    """The module of a request's direction, and the message that it decodes to."""
    ways = PROTOCOLS[request["protocol"]]
    way = ways[request["direction"]] if "direction" in request else only_way(ways, request.get("message"))
    data = bytes.fromhex(request["hex"])
    if not isinstance(way, Bodies):
        message = way.decode(data)
    elif "message" in request:
        message = way.decode(request["message"], data)
    else:
        assert way.by_code is not None
        message = way.by_code(data)
    return sys.modules[way.decode.__module__], message


SUBSCRIBE = s2b.S2B_SubscribeExact(
    type=SubscriberToBroadcasterStatefulMessageType.SUBSCRIBE_EXACT,
    authorization="Bearer secret",
    tracing=b"",
    topic=b"foo",
)


class Json(unittest.TestCase):
    """`to_json_object` and `from_json_object`."""

    def test_corpus(self) -> None:
        """The names and values are those that the corpus has, and the message comes back."""
        cases = 0
        for name, request, expect in corpus("decode"):
            if "ok" not in expect:
                continue
            module, message = direction_of(request)
            found = json.loads(json.dumps(module.to_json_object(message), allow_nan=False))
            wanted = {key: expect["ok"].get(key) for key in ("message", "variant", "fields")}
            self.assertEqual(found, wanted, name)
            try:
                data = module.encode(message)
            except LonelyError:
                continue
            # By its bytes: not a number is not equal to itself.
            self.assertEqual(module.encode(module.from_json_object(found)), data, name)
            cases += 1
        self.assertGreater(cases, 100)

    def test_written_by_hand(self) -> None:
        """What the module holds is plain, and secrets are in it."""
        wanted: dict[str, Any] = {
            "message": "subscribe_exact",
            "variant": None,
            "fields": {"authorization": "Bearer secret", "tracing": "", "topic": "666f6f"},
        }
        self.assertEqual(s2b.to_json_object(SUBSCRIBE), wanted)
        self.assertEqual(s2b.from_json_object(wanted), SUBSCRIBE)
        del wanted["variant"]
        self.assertEqual(s2b.from_json_object(wanted), SUBSCRIBE)

    def test_refusals(self) -> None:
        """Each at its place."""
        right = s2b.to_json_object(SUBSCRIBE)
        fields: dict[str, Any] = right["fields"]
        without = {name: value for name, value in fields.items() if name != "topic"}
        for given, at in (
            (None, None),
            ([right], None),
            (right | {"minimal_headers": True}, None),
            (right | {"message": "receive"}, "message"),
            (right | {"message": None}, "message"),
            (right | {"variant": "compressed"}, "variant"),
            (right | {"flags": ["minimal_headers"]}, "flags"),
            (right | {"flags": "x"}, "flags"),
            (right | {"fields": []}, "fields"),
            (right | {"fields": fields | {"other": 1}}, "fields"),
            (right | {"fields": without}, "x-topic"),
            (right | {"fields": fields | {"topic": "FF"}}, "x-topic"),
            (right | {"fields": fields | {"topic": "f"}}, "x-topic"),
            (right | {"fields": fields | {"topic": None}}, "x-topic"),
            (right | {"fields": fields | {"authorization": 7}}, "authorization"),
        ):
            with self.assertRaises(LonelyError) as caught:
                s2b.from_json_object(given)
            error = caught.exception
            self.assertEqual((error.kind, error.at, error.offset), ("bad_value", at, None), given)
            self.assertNotIn("secret", str(error))
            self.assertNotIn("_NoValue", str(error))

    def test_entries(self) -> None:
        """A value in an entry is refused with the groups around it; what no encoder would write is no message."""
        entry = {"topic": "61", "recovery": None}
        fields: dict[str, Any] = {
            "tracing": "",
            "url": "u",
            "etag": "00" * 64,
            "topics": [entry],
            "globs": [],
        }
        right = {"message": "set_subscriptions", "variant": None, "fields": fields}
        message = bodies.from_json_object(right)
        self.assertEqual(bodies.to_json_object(message), right)
        for topics, kind, at in (
            ([entry, {"topic": "zz", "recovery": None}], "bad_value", "topics[1].topic"),
            ([entry, entry], "unsorted", "topics[1].topic"),
            ([{"topic": "61"}], "bad_value", "topics"),
            ({}, "bad_value", "topics"),
        ):
            with self.assertRaises(LonelyError) as caught:
                bodies.from_json_object(right | {"fields": fields | {"topics": topics}})
            self.assertEqual((caught.exception.kind, caught.exception.at), (kind, at), topics)

    def test_other_messages(self) -> None:
        """Only those of the direction become objects."""
        with self.assertRaises(LonelyError):
            s2b.to_json_object(entry_of_nobody())


def entry_of_nobody() -> Any:
    """Something that is no message."""
    return object()


if __name__ == "__main__":
    unittest.main()

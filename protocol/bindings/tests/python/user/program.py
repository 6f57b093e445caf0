"""A program as people write it, in a project that is strict: no tool and no interpreter may say a word about it.

It prints nothing, and fails where a message is not what it was.
"""

import dataclasses
import json

from lonelypsp_bindings import ErrorKind, LonelyError
from lonelypsp_bindings.stateful import b2s, s2b
from lonelypsp_bindings.stateful.constants import SubscriberToBroadcasterStatefulMessageType
from lonelypsp_bindings.stateless import s2b as bodies

SUBSCRIBE = s2b.S2B_SubscribeExact(
    type=SubscriberToBroadcasterStatefulMessageType.SUBSCRIBE_EXACT,
    authorization=None,
    tracing=b"",
    topic=b"foo/bar",
)


def topic_of(message: s2b.S2B_Message) -> bytes | None:
    """What a message is about; the checker sees that none is left out."""
    match message:
        case s2b.S2B_SubscribeExact() | s2b.S2B_UnsubscribeExact():
            return message.topic
        case s2b.S2B_SubscribeGlob() | s2b.S2B_UnsubscribeGlob():
            return message.glob.encode()
        case s2b.S2B_NotifyCompressed() | s2b.S2B_NotifyUncompressed():
            return message.topic
        case s2b.S2B_NotifyStreamStartCompressed() | s2b.S2B_NotifyStreamStartUncompressed():
            return message.topic
        case s2b.S2B_NotifyStreamContinuation() | s2b.S2B_Configure():
            return None
        case s2b.S2B_ContinueReceive() | s2b.S2B_ConfirmReceive():
            return None


def reason(data: bytes) -> ErrorKind | None:
    """Why bytes are no message of a broadcaster."""
    try:
        b2s.decode(data)
    except LonelyError as error:
        return error.kind
    return None


def in_pieces(data: bytes) -> s2b.S2B_Message:
    """A message that arrives byte by byte."""
    decoder = s2b.incremental(limit=1 << 16)
    for at in range(len(data)):
        decoder.push(data[at : at + 1])
    return decoder.finish().message


def through_json(message: s2b.S2B_Message) -> s2b.S2B_Message:
    """A message that was text."""
    return s2b.from_json_object(json.loads(json.dumps(s2b.to_json_object(message))))


def main() -> None:
    """Use what there is."""
    for minimal in (True, False):
        data = s2b.encode(SUBSCRIBE, minimal_headers=minimal)
        assert s2b.decode(data) == SUBSCRIBE
        assert in_pieces(data) == SUBSCRIBE
        assert reason(data[:3]) == "truncated"
    assert through_json(SUBSCRIBE) == SUBSCRIBE
    assert topic_of(dataclasses.replace(SUBSCRIBE, topic=b"other")) == b"other"
    check = bodies.S2B_CheckSubscriptions(tracing=b"", url="http://127.0.0.1/")
    assert bodies.decode("check_subscriptions", bodies.encode(check)) == check
    assert bodies.decode_s2b_check_subscriptions(bodies.encode(check)).url == check.url


if __name__ == "__main__":
    main()

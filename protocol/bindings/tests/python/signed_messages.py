"""Every signed message of both protocols, with what is given beside it and the document that signs it."""

import struct
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

from documents import DOCUMENTS, ID, NONCE, RECOVER, SHA512, TIMESTAMP, TOPIC, TRACING, URL, WEBSOCKET
from support import PACKAGE

from lonelypsp_bindings.stateful import authorization as stateful_authorization
from lonelypsp_bindings.stateful import b2s, s2b
from lonelypsp_bindings.stateful import constants as types
from lonelypsp_bindings.stateful import documents as stateful_documents
from lonelypsp_bindings.stateless import authorization as stateless_authorization
from lonelypsp_bindings.stateless import b2s as http_b2s
from lonelypsp_bindings.stateless import documents as stateless_documents
from lonelypsp_bindings.stateless import s2b as http_s2b

assert PACKAGE

VECTORS = {(document.sender, document.name): document for document in DOCUMENTS}
ETAG = bytes(64)
OLD = "what an earlier message was authorized by"


class Case(NamedTuple):
    """A message, what is given beside it, and what is signed for it."""

    function: str
    """The end of the names of its functions."""
    message: Any
    given: dict[str, Any]
    data: bytes
    """The document at the time and with the nonce of the vectors."""
    documents: ModuleType = stateless_documents
    authorization: ModuleType = stateless_authorization


def vector(sender: str, name: str) -> bytes:
    """The bytes of a document as the description has them."""
    return VECTORS[sender, name].data


def built(number: int, *values: bytes) -> bytes:
    """A document by the description's table: its head, and values with their lengths before them."""
    nonce = NONCE.encode()
    head = struct.pack(">BQB", number, TIMESTAMP, len(nonce)) + nonce + n16(TRACING)
    return head + b"".join(values)


def n16(value: bytes | str) -> bytes:
    """A value behind a length of two bytes."""
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack(">H", len(raw)) + raw


def stateless_cases() -> Iterator[Case]:
    """Those of HTTP: requests take urls from themselves, answers are given those of the request."""
    t, given = {"tracing": TRACING}, {"url": URL, "exact": TOPIC}
    held: dict[str, Any] = {"authorization": OLD, **t}
    exact = http_s2b.S2B_SubscribeExact(url=URL, topic=TOPIC, recovery=RECOVER, tracing=TRACING)
    yield Case("s2b_subscribe_exact", exact, {}, vector("s2b", "subscribe_exact"))
    glob = http_s2b.S2B_SubscribeGlob(url=URL, glob="foo/*", recovery=None, tracing=TRACING)
    yield Case("s2b_subscribe_glob", glob, {}, vector("s2b", "subscribe_glob"))
    # Unsubscribing is signed as subscribing is, without a recovery url.
    no_exact = http_s2b.S2B_UnsubscribeExact(url=URL, topic=TOPIC, tracing=TRACING)
    yield Case("s2b_unsubscribe_exact", no_exact, {}, built(1, n16(URL), n16(""), n16(TOPIC)))
    no_glob = http_s2b.S2B_UnsubscribeGlob(url=URL, glob="foo/*", tracing=TRACING)
    yield Case("s2b_unsubscribe_glob", no_glob, {}, vector("s2b", "subscribe_glob"))
    notify = http_s2b.S2B_Notify(
        topic=TOPIC, message_sha512=SHA512, tracing=TRACING, identifier=ID, payload=b"hello"
    )
    yield Case("s2b_notify", notify, {}, vector("s2b", "notify"))
    check = http_s2b.S2B_CheckSubscriptions(tracing=TRACING, url=URL)
    yield Case("s2b_check_subscriptions", check, {}, vector("s2b", "check_subscriptions"))
    change = http_s2b.S2B_SetSubscriptions(tracing=TRACING, url=URL, etag=ETAG, topics=(), globs=())
    yield Case("s2b_set_subscriptions", change, {}, vector("s2b", "set_subscriptions"))
    received = http_s2b.S2B_ResponseConfirmReceive(identifier=ID, num_subscribers=1, **held)
    yield Case("s2b_response_confirm_receive", received, {"url": WEBSOCKET}, vector("s2b", "confirm_receive"))
    missed = http_s2b.S2B_ResponseConfirmMissed(**held)
    about = {"topic": TOPIC, "url": RECOVER}
    yield Case("s2b_response_confirm_missed", missed, about, vector("s2b", "confirm_missed"))
    delivery = http_b2s.B2S_Receive(tracing=TRACING, topic=TOPIC, identifier=ID, payload=b"hello")
    about = {"url": WEBSOCKET, "message_sha512": SHA512}
    yield Case("b2s_receive", delivery, about, vector("b2s", "receive"))
    gap = http_b2s.B2S_Missed(tracing=TRACING, topic=TOPIC)
    yield Case("b2s_missed", gap, {"recovery": WEBSOCKET}, vector("b2s", "missed"))
    generic = http_b2s.B2S_ResponseGeneric(**held)
    of_generic = "b2s_response_generic_for_"
    yield Case(
        f"{of_generic}subscribe_exact",
        generic,
        given | {"recovery": RECOVER},
        vector("b2s", "confirm_subscribe_exact"),
    )
    yield Case(f"{of_generic}unsubscribe_exact", generic, given, built(12, n16(URL), n16(""), n16(TOPIC)))
    confirmed = vector("b2s", "confirm_subscribe_glob")
    pattern = {"url": URL, "glob": "foo/*"}
    yield Case(f"{of_generic}subscribe_glob", generic, pattern | {"recovery": None}, confirmed)
    yield Case(f"{of_generic}unsubscribe_glob", generic, pattern, confirmed)
    changed = vector("b2s", "set_subscriptions_response")
    yield Case(f"{of_generic}set_subscriptions", generic, {"etag": ETAG}, changed)
    notified = http_b2s.B2S_ResponseNotify(subscribers=300, identifier=ID, **held)
    about = {"topic": TOPIC, "message_sha512": SHA512}
    yield Case("b2s_response_notify", notified, about, vector("b2s", "confirm_notify"))
    checked = http_b2s.B2S_ResponseCheckSubscriptions(etag=ETAG, **held)
    yield Case("b2s_response_check_subscriptions", checked, {}, vector("b2s", "check_subscriptions_response"))


S = types.SubscriberToBroadcasterStatefulMessageType
B = types.BroadcasterToSubscriberStatefulMessageType


def from_subscriber() -> Iterator[tuple[str, Any, dict[str, Any], bytes]]:
    """What a subscriber sends over a websocket connection."""
    held: dict[str, Any] = {"authorization": OLD, "tracing": TRACING}
    url = {"url": WEBSOCKET}
    configure = s2b.S2B_Configure(
        S.CONFIGURE,
        subscriber_nonce=bytes(range(32)),
        enable_zstd=True,
        enable_training=False,
        initial_dict=2,
        **held,
    )
    yield "s2b_configure", configure, {}, vector("s2b", "stateful_configure")
    exact, glob = (built(number, n16(WEBSOCKET), n16("")) for number in (1, 2))
    exact, glob = exact + n16(TOPIC), glob + n16("foo/*")
    yield "s2b_subscribe_exact", s2b.S2B_SubscribeExact(S.SUBSCRIBE_EXACT, topic=TOPIC, **held), url, exact
    yield "s2b_subscribe_glob", s2b.S2B_SubscribeGlob(S.SUBSCRIBE_GLOB, glob="foo/*", **held), url, glob
    no_exact = s2b.S2B_UnsubscribeExact(S.UNSUBSCRIBE_EXACT, topic=TOPIC, **held)
    yield "s2b_unsubscribe_exact", no_exact, url, exact
    no_glob = s2b.S2B_UnsubscribeGlob(S.UNSUBSCRIBE_GLOB, glob="foo/*", **held)
    yield "s2b_unsubscribe_glob", no_glob, url, glob
    notify = vector("s2b", "notify")
    whole = s2b.S2B_NotifyUncompressed(
        S.NOTIFY,
        identifier=ID,
        compressor_id=None,
        topic=TOPIC,
        verified_uncompressed_sha512=SHA512,
        uncompressed_message=b"hello",
        **held,
    )
    # What is signed is what is sent, be it compressed or not.
    squeezed = s2b.S2B_NotifyCompressed(
        S.NOTIFY,
        identifier=ID,
        compressor_id=1,
        topic=TOPIC,
        verified_compressed_sha512=SHA512,
        compressed_message=b"hello",
        decompressed_length=500,
        **held,
    )
    for message, variant in ((whole, "uncompressed"), (squeezed, "compressed")):
        yield "s2b_notify", message, {}, notify
        yield f"s2b_notify_{variant}", message, {}, notify
    start: dict[str, Any] = {"identifier": ID, "part_id": None, "topic": TOPIC, "payload": b"hel", **held}
    first = s2b.S2B_NotifyStreamStartUncompressed(
        S.NOTIFY_STREAM,
        compressor_id=None,
        uncompressed_length=5,
        unverified_uncompressed_sha512=SHA512,
        **start,
    )
    yield "s2b_notify_stream_start_uncompressed", first, {}, notify
    first_squeezed = s2b.S2B_NotifyStreamStartCompressed(
        S.NOTIFY_STREAM,
        compressor_id=1,
        compressed_length=5,
        decompressed_length=500,
        unverified_compressed_sha512=SHA512,
        **start,
    )
    yield "s2b_notify_stream_start_compressed", first_squeezed, {}, notify
    # All parts are signed as the first is.
    later = s2b.S2B_NotifyStreamContinuation(
        S.NOTIFY_STREAM, authorization=OLD, tracing=b"another", identifier=ID, part_id=1, payload=b"lo"
    )
    about = {"tracing": TRACING, "topic": TOPIC, "message_sha512": SHA512}
    yield "s2b_notify_stream_continuation", later, about, notify
    part = s2b.S2B_ContinueReceive(S.CONTINUE_RECEIVE, identifier=ID, part_id=1, **held)
    yield "s2b_continue_receive", part, url, vector("s2b", "stateful_continue_receive")
    confirm = s2b.S2B_ConfirmReceive(S.CONFIRM_RECEIVE, identifier=ID, num_subscribers=1, **held)
    yield "s2b_confirm_receive", confirm, url, vector("s2b", "confirm_receive")


def from_broadcaster() -> Iterator[tuple[str, Any, dict[str, Any], bytes]]:
    """What a broadcaster sends over a websocket connection."""
    held: dict[str, Any] = {"authorization": OLD, "tracing": TRACING}
    url = {"url": WEBSOCKET}
    configured = b2s.B2S_ConfirmConfigure(B.CONFIRM_CONFIGURE, broadcaster_nonce=bytes(range(32, 64)), **held)
    yield "b2s_confirm_configure", configured, {}, vector("b2s", "stateful_confirm_configure")
    exact = built(12, n16(WEBSOCKET), n16(""), n16(TOPIC))
    glob = built(13, n16(WEBSOCKET), n16(""), n16("foo/*"))
    for name in ("subscribe", "unsubscribe"):
        cls, code = (
            getattr(b2s, f"B2S_Confirm{name.capitalize()}Exact"),
            B.__members__[f"CONFIRM_{name.upper()}_EXACT"],
        )
        yield f"b2s_confirm_{name}_exact", cls(code, topic=TOPIC, **held), url, exact
        cls, code = (
            getattr(b2s, f"B2S_Confirm{name.capitalize()}Glob"),
            B.__members__[f"CONFIRM_{name.upper()}_GLOB"],
        )
        yield f"b2s_confirm_{name}_glob", cls(code, glob="foo/*", **held), url, glob
    notified = b2s.B2S_ConfirmNotify(B.CONFIRM_NOTIFY, identifier=ID, subscribers=300, **held)
    about: dict[str, Any] = {"topic": TOPIC, "message_sha512": SHA512}
    yield "b2s_confirm_notify", notified, about, vector("b2s", "confirm_notify")
    part = b2s.B2S_ContinueNotify(B.CONTINUE_NOTIFY, identifier=ID, part_id=1, **held)
    yield "b2s_continue_notify", part, {}, vector("b2s", "stateful_continue_notify")
    receive = vector("b2s", "receive")
    start: dict[str, Any] = {"identifier": ID, "part_id": None, "topic": TOPIC, "payload": b"hel", **held}
    first = b2s.B2S_ReceiveStreamStartUncompressed(
        B.RECEIVE_STREAM,
        compressor_id=None,
        uncompressed_length=5,
        unverified_uncompressed_sha512=SHA512,
        **start,
    )
    yield "b2s_receive_stream_start_uncompressed", first, url, receive
    first_squeezed = b2s.B2S_ReceiveStreamStartCompressed(
        B.RECEIVE_STREAM,
        compressor_id=1,
        compressed_length=5,
        decompressed_length=500,
        unverified_compressed_sha512=SHA512,
        **start,
    )
    yield "b2s_receive_stream_start_compressed", first_squeezed, url, receive
    later = b2s.B2S_ReceiveStreamContinuation(
        B.RECEIVE_STREAM, authorization=OLD, tracing=b"another", identifier=ID, part_id=1, payload=b"lo"
    )
    of_first = url | about | {"tracing": TRACING}
    yield "b2s_receive_stream_continuation", later, of_first, receive
    missed = b2s.B2S_Missed(B.MISSED, topic=TOPIC, **held)
    yield "b2s_missed", missed, {"recovery": WEBSOCKET}, vector("b2s", "missed")
    preset: dict[str, Any] = {"compression_level": 3, "min_size": 16384, "max_size": 2**64 - 1, **held}
    offered = b2s.B2S_EnableZstdPreset(B.ENABLE_ZSTD_PRESET, identifier=1, **preset)
    yield "b2s_enable_zstd_preset", offered, url, vector("b2s", "stateful_enable_zstd_preset")
    custom: dict[str, Any] = {"compression_level": 10, "min_size": 32, "max_size": 16384, **held}
    trained = b2s.B2S_EnableZstdCustom(
        B.ENABLE_ZSTD_CUSTOM, identifier=65536, dictionary=b"hello", sha512=SHA512, **custom
    )
    yield "b2s_enable_zstd_custom", trained, url, vector("b2s", "stateful_enable_zstd_custom")
    ended = b2s.B2S_DisableZstdCustom(B.DISABLE_ZSTD_CUSTOM, identifier=65536, **held)
    yield "b2s_disable_zstd_custom", ended, url, vector("b2s", "stateful_disable_zstd_custom")


def cases() -> Iterator[Case]:
    """All of them."""
    yield from stateless_cases()
    for case in (*from_subscriber(), *from_broadcaster()):
        yield Case(*case, documents=stateful_documents, authorization=stateful_authorization)


CASES = list(cases())

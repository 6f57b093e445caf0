"""Every signed message of both protocols: the document that is made of it, and what strategies do with it."""

import asyncio
import inspect
import struct
import unittest
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple

from documents import DOCUMENTS, ID, NONCE, RECOVER, SECRET, SHA512, TIMESTAMP, TOPIC, TRACING, URL, WEBSOCKET
from support import PACKAGE

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.auth.config import AuthConfigFromParts, AuthResult
from lonelypsp_bindings.auth.helpers import hmac_auth_config, none_auth_config, token_auth_config
from lonelypsp_bindings.signing import b2s as signing_b2s
from lonelypsp_bindings.signing import s2b as signing_s2b
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


class Documents(unittest.TestCase):
    """What is made of messages."""

    def test_all_messages_are_here(self) -> None:
        """No function is left out."""
        for module in (stateless_documents, stateful_documents):
            found = {f"document_of_{case.function}" for case in CASES if case.documents is module}
            self.assertEqual(found, set(module.__all__))

    def test_as_described(self) -> None:
        """The bytes are those of the description, in which the stamp is put."""
        for case in CASES:
            with self.subTest(case.function):
                make = getattr(case.documents, f"document_of_{case.function}")
                document = make(case.message, **case.given)
                self.assertEqual((document.timestamp, document.nonce), (0, ""))
                stamped = replace(document, timestamp=TIMESTAMP, nonce=NONCE)
                encode: Any = (signing_s2b if case.function.startswith("s2b") else signing_b2s).encode
                self.assertEqual(encode(stamped).hex(), case.data.hex())

    def test_numbers_that_do_not_fit(self) -> None:
        """The part 256 of a received stream, negative levels and compressors from 2^32 on cannot be signed."""
        part = s2b.S2B_ContinueReceive(S.CONTINUE_RECEIVE, ID, 256, None, b"")
        document: Any = stateful_documents.document_of_s2b_continue_receive(part, url="")
        with self.assertRaises(LonelyError) as raised:
            signing_s2b.encode(document)
        self.assertEqual((raised.exception.kind, raised.exception.at), ("out_of_range", "part_id"))
        for identifier, level, at in (
            (1 << 32, 3, "compressor_identifier"),
            (1, -5, "compression_level"),
        ):
            preset = b2s.B2S_EnableZstdPreset(B.ENABLE_ZSTD_PRESET, identifier, level, 0, 0, None, b"")
            document = stateful_documents.document_of_b2s_enable_zstd_preset(preset, url="")
            with self.assertRaises(LonelyError) as raised:
                signing_b2s.encode(document)
            self.assertEqual((raised.exception.kind, raised.exception.at), ("out_of_range", at))


def strategy(kind: str) -> AuthConfigFromParts:
    """Both sides of a strategy."""
    if kind == "none":
        return AuthConfigFromParts(
            none_auth_config.ToBroadcasterNoneAuth(), none_auth_config.ToSubscriberNoneAuth()
        )
    if kind == "token":
        return AuthConfigFromParts(
            token_auth_config.ToBroadcasterTokenAuth(token="up"),
            token_auth_config.ToSubscriberTokenAuth(token="down"),
        )
    return AuthConfigFromParts(
        hmac_auth_config.ToBroadcasterHmacAuth(
            secret=SECRET, db_config=hmac_auth_config.IncomingHmacAuthMemoryDBConfig()
        ),
        hmac_auth_config.ToSubscriberHmacAuth(
            secret=SECRET, db_config=hmac_auth_config.IncomingHmacAuthMemoryDBConfig()
        ),
    )


def call(function: Callable[..., Awaitable[Any]], *arguments: Any, **given: Any) -> Any:
    """Calls a function, without those arguments that it does not take."""
    taken = inspect.signature(function).parameters
    left = {name: value for name, value in given.items() if name in taken}

    async def wait() -> Any:
        return await function(*arguments, **left)

    return asyncio.run(wait())


class Authorization(unittest.TestCase):
    """What strategies do with messages."""

    def authorized(self, case: Case, header: str | None) -> tuple[Any, dict[str, Any]]:
        """The message as it arrives with that authorization, and what is given beside it."""
        given: dict[str, Any] = {"authorization": header, "subscriptions": NoSubscriptions(), **case.given}
        message = case.message
        if hasattr(message, "authorization"):
            message = replace(message, authorization=header)
        return message, given

    def test_all_messages_are_here(self) -> None:
        """Both functions of each."""
        for module in (stateless_authorization, stateful_authorization):
            functions = {case.function for case in CASES if case.authorization is module}
            wanted = {f"authorize_{function}" for function in functions}
            wanted |= {f"is_{function}_allowed" for function in functions}
            self.assertEqual(wanted, set(module.__all__))

    def test_strategies(self) -> None:
        """What is authorized is allowed; without it, that depends."""
        for kind, without in (
            ("none", AuthResult.OK),
            ("token", AuthResult.UNAUTHORIZED),
            ("hmac", AuthResult.UNAUTHORIZED),
        ):
            auth, now = strategy(kind), 1700000000.5
            for case in CASES:
                with self.subTest(case.function, kind=kind):
                    authorize = getattr(case.authorization, f"authorize_{case.function}")
                    check = getattr(case.authorization, f"is_{case.function}_allowed")
                    taken = case.function in ("s2b_configure",)
                    header = call(authorize, auth, case.message, now=now, **case.given)
                    tokens = {"s2b": "Bearer up", "b2s": "Bearer down"}
                    if kind == "token":
                        self.assertEqual(header, tokens[case.function[:3]])
                    # That document is signed with the time of the moment.
                    at = int(header.split()[1].split(":")[0]) if taken and kind == "hmac" else now
                    message, given = self.authorized(case, header)
                    self.assertIs(call(check, auth, message, now=at, **given), AuthResult.OK)
                    if kind == "hmac":  # Not once more.
                        self.assertIs(call(check, auth, message, now=at, **given), AuthResult.FORBIDDEN)
                    message, given = self.authorized(case, None)
                    self.assertIs(call(check, auth, message, now=at, **given), without)

    def test_signatures_of_the_description(self) -> None:
        """A header of the description is accepted with the message that it is about, and with no other."""
        headers = {document.data: document.header for document in DOCUMENTS}
        count = 0
        for case in CASES:
            header = headers.get(case.data)
            if header is None:
                continue
            count += 1
            check = getattr(case.authorization, f"is_{case.function}_allowed")
            for change, wanted in (({}, AuthResult.OK), ({"tracing": b"x"}, AuthResult.FORBIDDEN)):
                message, given = self.authorized(case, header)
                if change and "tracing" in given:
                    given |= change
                else:
                    message = replace(message, **change)
                with self.subTest(case.function, change=change):
                    found = call(check, strategy("hmac"), message, now=TIMESTAMP, **given)
                    self.assertIs(found, wanted)
        self.assertEqual(len({case.data for case in CASES} & headers.keys()), len(DOCUMENTS))
        self.assertGreater(count, len(DOCUMENTS))


class NoSubscriptions:
    """What a strategy is told of the subscriptions that are set."""

    def topics(self) -> Any:
        """No topics."""
        raise NotImplementedError

    def globs(self) -> Any:
        """No globs."""
        raise NotImplementedError

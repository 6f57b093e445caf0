"""What the reference signs and hashes, and how it judges an authorization.

Which documents there are and which values they hold is read off the methods of the
reference's two HMAC strategies: ``_prepare_NAME`` makes the bytes of a document,
``is_NAME_allowed`` judges a header. The document of the strong etag is what the
reference hands to SHA-512, which is replaced for as long as that takes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple, get_type_hints

from lonelypsp.auth.config import AuthResult
from lonelypsp.auth.helpers.hmac_auth_config import (
    IncomingHmacAuthNoneDBConfig,
    ToBroadcasterHmacAuth,
    ToSubscriberHmacAuth,
)
from lonelypsp.auth.helpers.hmac_auth_config import sign as hmac_sign
from lonelypsp.auth.helpers.token_auth_config import ToBroadcasterTokenAuth
from lonelypsp.stateless import make_strong_etag as etags
from values import CODECS, REFUSALS, BadRequest, Codec, Json, Refused, as_is, take
from values import take_fields as take_all

HEAD = ("timestamp", "nonce")
"""What a header brings with it."""

TEXT = as_is(str).from_json
OBJECT = as_is(dict).from_json
SECONDS = re.compile(r"[0-9]{1,20}(\.[0-9]{1,9})?")


def finished(value: Any) -> Any:
    """Run a coroutine that never waits; some of the reference's functions are such."""
    if not inspect.iscoroutine(value):
        return value
    try:
        value.send(None)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("the reference waits for something")


def asked(call: Callable[[], Any]) -> Any:
    """Ask the reference for something that it may refuse."""
    try:
        return finished(call())
    except REFUSALS as refusal:
        raise Refused(refusal) from refusal


ETAG = Codec(
    lambda value: value.etag.hex(),
    lambda text: etags.StrongEtag(format=0, etag=CODECS[bytes].from_json(text)),
)
"""The format, which is always 0, is left out."""


class Document(NamedTuple):
    """A signed document: the strategy that has it, and its values."""

    name: str
    strategy: type
    codecs: dict[str, Codec]
    """By the name of the field."""
    arguments: dict[str, str]
    """The argument that takes a field, by the field's name."""

    @classmethod
    def of(cls, strategy: type, name: str) -> Document:
        """Read a document off the method that makes its bytes."""
        hints = get_type_hints(getattr(strategy, f"_prepare_{name}"))
        del hints["return"]
        arguments = {argument.removeprefix("strong_"): argument for argument in hints}
        codecs = {
            field: CODECS.get(hints[argument], ETAG)
            for field, argument in arguments.items()
        }
        # A request lists the head first, whatever the reference's order is.
        order = [*HEAD, *(field for field in codecs if field not in HEAD)]
        return cls(name, strategy, {f: codecs[f] for f in order}, arguments)

    def prepare(self, fields: Json, strategy: Any) -> bytes:
        """Have the reference make the bytes."""
        make = getattr(strategy, f"_prepare_{self.name}")
        values = {self.arguments[field]: value for field, value in fields.items()}
        return bytes(asked(lambda: make(**values)))

    def judge(self, fields: Json, strategy: Any, header: str | None, now: float) -> str:
        """Have the reference judge a header."""
        singular = self.name.replace("subscriptions_response", "subscription_response")
        judge = getattr(strategy, f"is_{singular}_allowed")
        values = {self.arguments[field]: value for field, value in fields.items()}
        values |= {"authorization": header, "now": now, "subscriptions": None}
        # Of a stateful message it looks at the attributes alone.
        message = {"identifier": fields.get("compressor_identifier"), **values}
        values["message"] = SimpleNamespace(**message)
        wanted = inspect.signature(judge).parameters
        result = asked(lambda: judge(**{name: values[name] for name in wanted}))
        return AuthResult(result).name.lower()


DOCUMENTS = {
    name: Document.of(strategy, name)
    for strategy in (ToBroadcasterHmacAuth, ToSubscriberHmacAuth)
    for name in (
        method.removeprefix("_prepare_")
        for method in vars(strategy)
        if method.startswith("_prepare_")
    )
}


def take_document(request: Json) -> Document:
    """Read which document is meant."""
    return take(request, "message", DOCUMENTS.__getitem__)


def take_strategy(request: Json, document: Document, lifetime: float = 120.0) -> Any:
    """Make the strategy that has the request's secret."""
    secret = take(request, "secret", TEXT)
    try:
        return document.strategy(
            secret=secret,
            token_lifetime=lifetime,
            db_config=IncomingHmacAuthNoneDBConfig(),
        )
    except REFUSALS as refusal:
        raise Refused(refusal) from refusal


def take_seconds(request: Json, name: str) -> float:
    """Read a time or a span."""
    text = take(request, name, TEXT)
    if not SECONDS.fullmatch(text):
        raise BadRequest(f"{name}: not a number of seconds: {text!r}")
    return float(text)


def check_whose(request: Json, direction: str) -> None:
    """See that the sender is right where it is said, and that there is no variant."""
    if "direction" in request and request["direction"] != direction:
        raise BadRequest(f"direction: it is {direction}")
    if request.get("variant") is not None:
        raise BadRequest("variant: there are none")


def encode_document(request: Json) -> Json:
    """Make the bytes of a signed document."""
    document = take_document(request)
    is_subscriber = document.strategy is ToBroadcasterHmacAuth
    check_whose(request, "s2b" if is_subscriber else "b2s")
    fields = take_all(take(request, "fields", OBJECT), document.codecs)
    strategy = document.strategy(
        secret="A" * 86, db_config=IncomingHmacAuthNoneDBConfig()
    )
    return {"hex": document.prepare(fields, strategy).hex()}


def sign(request: Json) -> Json:
    """Make a header; the reference makes up its time and nonce only before that."""
    document = take_document(request)
    strategy = take_strategy(request, document)
    fields = take_all(take(request, "fields", OBJECT), document.codecs)
    to_sign = document.prepare(fields, strategy)
    nonce, now = fields["nonce"], fields["timestamp"]
    header = asked(
        lambda: hmac_sign(
            secret=strategy.secret, to_sign=to_sign, nonce=nonce, now=now
        )
    )
    return {"authorization": header}


def verify(request: Json) -> Json:
    """Judge a header."""
    document = take_document(request)
    lifetime, now = (take_seconds(request, n) for n in ("token_lifetime", "now"))
    strategy = take_strategy(request, document, lifetime)
    codecs = {n: codec for n, codec in document.codecs.items() if n not in HEAD}
    fields = take_all(take(request, "fields", OBJECT), codecs)
    header = take(request, "authorization", as_is(str | None).from_json)
    return {"result": document.judge(fields, strategy, header, now)}


def token(request: Json) -> Json:
    """Judge a header of the strategy that has a token."""
    strategy = ToBroadcasterTokenAuth(token=take(request, "token", TEXT))
    header = take(request, "authorization", as_is(str | None).from_json)
    judged = asked(
        lambda: strategy.is_check_subscriptions_allowed(
            tracing=b"", url="", now=0.0, authorization=header
        )
    )
    return {"result": AuthResult(judged).name.lower()}


def entries(kind: type) -> Codec:
    """Make the codec of a list of topics or globs."""
    hints = get_type_hints(kind)
    codecs = {name: CODECS[hint] for name, hint in hints.items()}

    def from_json(value: object) -> list[Any]:
        given = as_is(list).from_json(value)
        return [kind(**take_all(OBJECT(entry), codecs)) for entry in given]

    return Codec(lambda value: value, from_json)


ETAG_FIELDS = {
    "url": CODECS[str],
    "topics": entries(etags.TopicAndRecovery),
    "globs": entries(etags.GlobAndRecovery),
}


def etag(request: Json) -> Json:
    """Have the reference make a strong etag."""
    given = {n: value for n, value in request.items() if n not in ("id", "op")}
    fields = take_all(given, ETAG_FIELDS)
    return {"hex": asked(lambda: etags.make_strong_etag(**fields)).etag.hex()}


class Recorder:
    """Stands in for ``hashlib`` and keeps what was to be hashed."""

    def __init__(self) -> None:
        """Start without a document."""
        self.document = b""

    def sha512(self, document: bytes) -> SimpleNamespace:
        """Keep a document."""
        self.document = document
        return SimpleNamespace(digest=bytes)


def encode_hashed(request: Json) -> Json:
    """Make the document whose hash is the strong etag."""
    if request.get("message") != "strong_etag":
        raise BadRequest("the only hashed document is strong_etag")
    check_whose(request, "s2b")
    fields = take_all(take(request, "fields", OBJECT), ETAG_FIELDS)
    hashlib, recorder = etags.hashlib, Recorder()
    etags.hashlib = recorder  # type: ignore[assignment]
    try:
        asked(lambda: etags.make_strong_etag(**fields))
    finally:
        etags.hashlib = hashlib
    return {"hex": recorder.document.hex()}

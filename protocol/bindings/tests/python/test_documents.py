"""Documents made of messages, and what strategies do with them."""

import asyncio
import inspect
import unittest
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from documents import DOCUMENTS, ID, NONCE, SECRET, TIMESTAMP
from signed_messages import CASES, B, Case, S
from support import PACKAGE

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.auth.config import AuthConfigFromParts, AuthResult
from lonelypsp_bindings.auth.helpers import hmac_auth_config, none_auth_config, token_auth_config
from lonelypsp_bindings.signing import b2s as signing_b2s
from lonelypsp_bindings.signing import s2b as signing_s2b
from lonelypsp_bindings.stateful import authorization as stateful_authorization
from lonelypsp_bindings.stateful import b2s, s2b
from lonelypsp_bindings.stateful import documents as stateful_documents
from lonelypsp_bindings.stateless import authorization as stateless_authorization
from lonelypsp_bindings.stateless import documents as stateless_documents

assert PACKAGE


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

"""Authorization: signatures as the wire's description has them, the header rule by rule, keys, replay, and tokens."""

import asyncio
import os
import tempfile
import unittest
from collections.abc import Callable
from functools import partial
from hmac import new as new_hmac
from pathlib import Path
from typing import Any
from unittest import mock

from documents import DOCUMENTS, NONCE, SECRET, TIMESTAMP, TRACING, Document
from test_bodies import made

from lonelypsp_bindings.auth.header import Header, make_nonce, read_header, write_header
from lonelypsp_bindings.auth.helpers import hmac_auth_config as hmac
from lonelypsp_bindings.auth.helpers import none_auth_config, token_auth_config
from lonelypsp_bindings.auth.keys import BadKey, Key
from lonelypsp_bindings.auth.replay import MemoryReplayStore
from lonelypsp_bindings.auth.signing import check_signature, sign_document
from lonelypsp_bindings.auth.verdict import AuthResult, Refusal
from lonelypsp_bindings.conformance import PROTOCOLS
from lonelypsp_bindings.stateful import b2s, s2b
from lonelypsp_bindings.stateless.make_strong_etag import StrongEtag

RAW = bytes(range(64))
CODE = DOCUMENTS[0].header.rsplit(":", 1)[1]
ENUMS = {"s2b": "SubscriberToBroadcaster", "b2s": "BroadcasterToSubscriber"}


class Signatures(unittest.TestCase):
    """All 21 documents."""

    def test_as_described(self) -> None:
        """The key makes the signatures of the description, and accepts them."""
        key = Key.from_text(SECRET)
        for document in DOCUMENTS:
            with self.subTest(document.name):
                header = write_header(TIMESTAMP, NONCE, key.code(document.data))
                self.assertEqual(header, document.header)

                check = partial(check_signature, key, written(document), now=TIMESTAMP + 120, lifetime=120)
                self.assertIsNone(check(document.header))
                for at in range(0, len(document.data), 7):
                    damaged = bytearray(document.data)
                    damaged[at] ^= 1
                    other = partial(check_signature, key, lambda *_, data=damaged: bytes(data))
                    refusal = other(document.header, now=TIMESTAMP, lifetime=120)
                    self.assertEqual(refusal, Refusal("mismatch"))

    def test_the_standard_library_agrees(self) -> None:
        """Whichever SHA-512 is used: HMAC of documents of all lengths."""
        for length in (*range(300), 1000, 70000):
            document = bytes(length)
            wanted = new_hmac(RAW, document, "sha512").digest()
            self.assertEqual(Key(RAW).code(document), wanted)

    def test_sign_and_check(self) -> None:
        """What was signed is accepted for as long as said, with its own key."""
        key, document = Key.random(), written(DOCUMENTS[0])
        header = sign_document(key, document, 1700000000.9)
        self.assertTrue(header.startswith("X-HMAC 1700000000:"))
        for now, refusal in (
            (1700000120, None),
            (1700000120.5, Refusal("too_old", 0.5)),
            (1699999880, None),
            (1699999879.75, Refusal("too_new", 0.25)),
        ):
            self.assertEqual(check_signature(key, document, header, now=now, lifetime=120), refusal)
        stranger = check_signature(Key.random(), document, header, now=1700000000, lifetime=120)
        self.assertEqual(stranger, Refusal("mismatch"))
        self.assertEqual(len({make_nonce() for _ in range(1000)} | {"abcdef"}), 1001)
        self.assertRegex(make_nonce(), r"\A[A-Za-z0-9_-]{6}\Z")


class Headers(unittest.TestCase):
    """The header, rule by rule."""

    def test_what_is_read(self) -> None:
        """The whole of it, with what may be otherwise."""
        code = CODE.rstrip("=")
        for text, wanted in (
            (f"X-HMAC 1700000000:abcDEF:{code}==", Header(1700000000, "abcDEF", code)),
            (f"X-HMAC 1700000000:abcDEF:{code}", Header(1700000000, "abcDEF", code)),
            (f"X-HMAC 00000000001700000000::{code}", Header(1700000000, "", code)),
            (f"X-HMAC 1700000000:{'a' * 255}:{code}", Header(1700000000, "a" * 255, code)),
            (f"X-HMAC 1700000000:{'é' * 127}\n:{code}", Header(1700000000, "é" * 127 + "\n", code)),
        ):
            self.assertEqual(read_header(text, TIMESTAMP, 0), wanted, text)

    def test_what_is_refused(self) -> None:
        """The first rule that is not kept."""
        code = CODE.rstrip("=")
        last = chr(ord(code[-1]) + 1)
        for text, reason in (
            (None, "absent"),
            ("", "scheme"),
            ("X-HMAC", "scheme"),
            ("x-hmac 1700000000:a:" + CODE, "scheme"),
            (" X-HMAC 1700000000:a:" + CODE, "scheme"),
            ("Bearer abc", "scheme"),
            ("X-HMAC ", "timestamp"),
            ("X-HMAC 1700000000", "timestamp"),
            (f"X-HMAC  1700000000:a:{CODE}", "timestamp"),
            (f"X-HMAC :a:{CODE}", "timestamp"),
            (f"X-HMAC +1700000000:a:{CODE}", "timestamp"),
            (f"X-HMAC -1:a:{CODE}", "timestamp"),
            (f"X-HMAC 1_700000000:a:{CODE}", "timestamp"),
            (f"X-HMAC 17000000٠٠:a:{CODE}", "timestamp"),
            (f"X-HMAC 000000000001700000000:a:{CODE}", "timestamp"),
            (f"X-HMAC {2**64}:a:{CODE}", "timestamp"),
            (f"X-HMAC {2**64 - 1}:a:{CODE}", "too_new"),
            (f"X-HMAC 0:a:{CODE}", "too_old"),
            ("X-HMAC 1700000000:a", "nonce"),
            (f"X-HMAC 1700000000:{'a' * 256}:{CODE}", "nonce"),
            (f"X-HMAC 1700000000:{'é' * 128}:{CODE}", "nonce"),
            (f"X-HMAC 1700000000:\ud800:{CODE}", "nonce"),
            ("X-HMAC 1700000000:a:", "encoding"),
            (f"X-HMAC 1700000000:a:b:{CODE}", "encoding"),
            (f"X-HMAC 1700000000:a:{code}=", "encoding"),
            (f"X-HMAC 1700000000:a:{code}===", "encoding"),
            (f"X-HMAC 1700000000:a:{CODE} ", "encoding"),
            (f"X-HMAC 1700000000:a:{CODE}\n", "encoding"),
            (f"X-HMAC 1700000000:a:{code[:-1]}", "encoding"),
            (f"X-HMAC 1700000000:a:{code}A", "encoding"),
            (f"X-HMAC 1700000000:a:{code[:-1]}{last}", "encoding"),
            (f"X-HMAC 1700000000:a:-{code[1:]}", "encoding"),
        ):
            found: Any = read_header(text, TIMESTAMP, 120)
            self.assertIsInstance(found, Refusal, text)
            self.assertEqual(found.reason, reason, text)
            self.assertTrue(str(found))
        no_text: Any = b"X-HMAC 1700000000:a:" + CODE.encode()
        self.assertEqual(read_header(no_text, TIMESTAMP, 120), Refusal("scheme"))

    def test_times_that_are_none(self) -> None:
        """They refuse all."""
        for now, lifetime in ((float("nan"), 120), (TIMESTAMP, float("nan"))):
            found = read_header(DOCUMENTS[0].header, now, lifetime)
            self.assertIsInstance(found, Refusal)

    def test_verdicts(self) -> None:
        """What the sender is told."""
        self.assertIs(Refusal("absent").result, AuthResult.UNAUTHORIZED)
        self.assertIs(Refusal("unavailable").result, AuthResult.UNAVAILABLE)
        self.assertIs(Refusal("too_old", 1).result, AuthResult.FORBIDDEN)
        self.assertIn("1.5 s", str(Refusal("too_new", 1.5)))


class Keys(unittest.TestCase):
    """Where keys come from."""

    def test_texts(self) -> None:
        """Both alphabets, with padding or without."""
        standard = Key(b"\xfb\xff" * 32).to_text().replace("-", "+").replace("_", "/")
        for text, raw in (
            (SECRET, RAW),
            (SECRET + "==", RAW),
            (Key(RAW).to_text(), RAW),
            (standard, b"\xfb\xff" * 32),
            (Key(b"\xfb\xff" * 32).to_text(), b"\xfb\xff" * 32),
        ):
            self.assertEqual(Key.from_text(text).raw, raw)

    def test_what_is_none(self) -> None:
        """It is said what is wrong, and nothing of the text."""
        for text in (
            "",
            "secret!",
            SECRET[:-1],
            SECRET + "A",
            SECRET * 2,
            " " + SECRET,
            SECRET + "\n",
            "A" * 85,
        ):
            with self.assertRaises(BadKey) as raised:
                Key.from_text(text)
            self.assertFalse(text and text.strip()[:20] in str(raised.exception))
        with self.assertRaises(BadKey):
            Key(bytes(63))

    def test_files_and_environment(self) -> None:
        """A line end is not part of it; errors name the place."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "key"
            for end in ("", "\n", "\r\n"):
                path.write_text(SECRET + end, newline="")
                self.assertEqual(Key.from_file(path).raw, RAW)
            for wrong in (b"", b"\xff", SECRET.encode() + b"\n\n", bytes(20000)):
                path.write_bytes(wrong)
                with self.assertRaisesRegex(BadKey, "the file `.*key`"):
                    Key.from_file(path)
            with self.assertRaisesRegex(BadKey, "cannot be read"):
                Key.from_file(Path(folder) / "none")
        with mock.patch.dict(os.environ, {"A_KEY": SECRET, "NO_KEY": "x"}):
            self.assertEqual(Key.from_environment("A_KEY").raw, RAW)
            with self.assertRaisesRegex(BadKey, "variable `NO_KEY`"):
                Key.from_environment("NO_KEY")
        with self.assertRaisesRegex(BadKey, "is not set"):
            Key.from_environment("A_KEY_THAT_IS_NOT_SET")

    def test_they_are_not_shown(self) -> None:
        """Neither as bytes nor as text."""
        self.assertEqual(repr(Key(RAW)), "Key(...)")
        self.assertNotEqual(Key.random().raw, Key.random().raw)


class Replay(unittest.TestCase):
    """No signature is used twice."""

    def test_in_memory(self) -> None:
        """It is remembered as long as it lives, and room is bounded."""
        store = MemoryReplayStore(2)
        first, second, third = (bytes([n]) * 64 for n in range(3))
        self.assertEqual(store.remember(first, 220, 100), "ok")
        self.assertEqual(store.remember(first, 225, 101), "conflict")
        self.assertEqual(store.remember(second, 230, 101), "ok")
        self.assertEqual(store.remember(third, 230, 220.5), "unavailable")
        self.assertEqual(store.remember(first, 220, 220), "conflict")
        self.assertEqual(store.remember(third, 340, 221), "ok")
        self.assertEqual(len(store), 2)
        # The clock went back to where the first has been forgotten.
        self.assertEqual(store.remember(first, 220, 100), "unavailable")
        self.assertEqual(store.remember(second, 400, 400), "ok")
        self.assertEqual(len(store), 1)

    def stores(self) -> list[tuple[Any, str]]:
        """Every store, and what it says to the same signature once more."""
        sqlite = hmac.IncomingHmacAuthSqliteDBConfig(":memory:")
        return [
            (hmac.IncomingHmacAuthNoneDBConfig(), "ok"),
            (hmac.IncomingHmacAuthMemoryDBConfig(), "conflict"),
            (sqlite, "conflict"),
            (
                hmac.IncomingHmacAuthDBReentrantConfig(hmac.IncomingHmacAuthSqliteDBConfig(":memory:")),
                "conflict",
            ),
        ]

    def test_stores(self) -> None:
        """They say whether a signature is new."""

        async def use(store: Any) -> list[str]:
            await store.setup_hmac_auth_db()
            try:
                return [await store.mark_code_used(code=code * 64) for code in (b"a", b"b", b"a", b"b")]
            finally:
                await store.teardown_hmac_auth_db()

        for store, again in self.stores():
            self.assertEqual(asyncio.run(use(store)), ["ok", "ok", again, again])
            # A database in memory is gone then; the others go on.
            self.assertEqual(asyncio.run(use(store))[2], again)

    def test_set_up_twice(self) -> None:
        """Only where something takes care of that."""

        async def use(store: Any) -> str:
            await store.setup_hmac_auth_db()
            await store.setup_hmac_auth_db()
            await store.teardown_hmac_auth_db()
            return str(await store.mark_code_used(code=bytes(64)))

        sqlite = hmac.IncomingHmacAuthSqliteDBConfig(":memory:")
        self.assertEqual(asyncio.run(use(hmac.IncomingHmacAuthDBReentrantConfig(sqlite))), "ok")
        with self.assertRaises(AssertionError):
            asyncio.run(use(hmac.IncomingHmacAuthSqliteDBConfig(":memory:")))

    def test_a_database_lasts(self) -> None:
        """What another process remembered is not new, until it has expired."""
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "codes.db")

            async def use(now: float) -> str:
                store = hmac.IncomingHmacAuthSqliteDBConfig(path, token_lifetime=120)
                await store.setup_hmac_auth_db()
                try:
                    with mock.patch("time.time", return_value=now):
                        return await store.mark_code_used(code=bytes(64))
                finally:
                    await store.teardown_hmac_auth_db()

            self.assertEqual(
                [asyncio.run(use(now)) for now in (1000, 1001, 1240, 1242)],
                ["ok", "conflict", "conflict", "ok"],
            )

    def test_a_database_that_fails(self) -> None:
        """It cannot tell, and the message may come again."""

        async def use() -> str:
            store = hmac.IncomingHmacAuthSqliteDBConfig(":memory:")
            await store.setup_hmac_auth_db()
            assert store.conn is not None
            store.conn.execute("DROP TABLE httppubsub_hmacs")
            try:
                return await store.mark_code_used(code=bytes(64))
            finally:
                await store.teardown_hmac_auth_db()

        self.assertEqual(asyncio.run(use()), "unavailable")


def written(document: Document) -> Callable[[int, str], bytes]:
    """The document's bytes by its time and nonce."""

    def write(timestamp: int, nonce: str) -> bytes:
        way: Any = PROTOCOLS["signing"][document.sender]
        head = {"timestamp": timestamp, "nonce": nonce, "tracing": TRACING}
        data: bytes = way.encode(made(way, document.name, head | document.fields))
        return data

    return write


class Strategies(unittest.TestCase):
    """The methods of none, token and HMAC, for each document."""

    def calls(
        self, document: Document
    ) -> tuple[str, dict[str, Any], str, Callable[[str | None], dict[str, Any]]]:
        """The names of a document's two methods, with what they are given."""
        values: dict[str, Any] = {"tracing": TRACING} | document.fields
        if "etag" in values:
            values["strong_etag"] = StrongEtag(0, values.pop("etag"))
        authorize = values if document.name == "stateful_configure" else values | {"now": float(TIMESTAMP)}
        singular = document.name in ("check_subscriptions_response", "set_subscriptions_response")
        checked = document.name.replace("subscriptions", "subscription") if singular else document.name

        def check(header: str | None) -> dict[str, Any]:
            given = values | {"now": float(TIMESTAMP), "authorization": header}
            if document.name == "set_subscriptions":
                given["subscriptions"] = None
            if not document.name.startswith("stateful_"):
                return given
            message = carrier(document, header)
            url = {"url": values["url"]} if "url" in values else {}
            return {"message": message, "now": float(TIMESTAMP)} | url

        return f"authorize_{document.name}", authorize, f"is_{checked}_allowed", check

    async def outcomes(self, party: Any, document: Document, headers: list[str | None]) -> list[AuthResult]:
        """What comes of these headers."""
        _, _, is_allowed, check = self.calls(document)
        return [await getattr(party, is_allowed)(**check(header)) for header in headers]

    def parties(self, kind: str, module: Any, **arguments: Any) -> dict[str, Any]:
        """A strategy for either direction."""
        return {
            "s2b": getattr(module, f"ToBroadcaster{kind}Auth")(**arguments),
            "b2s": getattr(module, f"ToSubscriber{kind}Auth")(**arguments),
        }

    def test_none(self) -> None:
        """It sends nothing, and allows all."""
        parties = self.parties("None", none_auth_config)
        for document in DOCUMENTS:
            authorize, values, *_ = self.calls(document)
            self.assertIsNone(asyncio.run(getattr(parties[document.sender], authorize)(**values)))
            found = asyncio.run(self.outcomes(parties[document.sender], document, [None, "", "x"]))
            self.assertEqual(found, [AuthResult.OK] * 3)

    def test_token(self) -> None:
        """It sends the token, and allows no other."""
        parties = self.parties("Token", token_auth_config, token="abc é")
        wrong = ["Bearer abc", "bearer abc é", "Bearer abc é ", "", "\ud800"]
        for document in DOCUMENTS:
            authorize, values, *_ = self.calls(document)
            sent = asyncio.run(getattr(parties[document.sender], authorize)(**values))
            self.assertEqual(sent, "Bearer abc é")
            found = asyncio.run(self.outcomes(parties[document.sender], document, [sent, None, *wrong]))
            self.assertEqual(found[:2], [AuthResult.OK, AuthResult.UNAUTHORIZED])
            self.assertEqual(set(found[2:]), {AuthResult.FORBIDDEN})

    def test_hmac(self) -> None:
        """It signs the described document, and allows its signature once."""
        store = hmac.IncomingHmacAuthMemoryDBConfig()
        parties = self.parties("Hmac", hmac, secret=SECRET, db_config=store)
        for document in DOCUMENTS:
            with self.subTest(document.name):
                authorize, values, *_ = self.calls(document)
                module = hmac.__name__
                with (
                    mock.patch(f"{module}.make_nonce", return_value=NONCE),
                    mock.patch(f"{module}.time", return_value=TIMESTAMP + 0.5),
                ):
                    sent = asyncio.run(getattr(parties[document.sender], authorize)(**values))
                self.assertEqual(sent, document.header)
                headers = [None, sent, sent, "", DOCUMENTS[0].header, DOCUMENTS[1].header]
                found = asyncio.run(self.outcomes(parties[document.sender], document, headers))
                self.assertEqual(found[:3], [AuthResult.UNAUTHORIZED, AuthResult.OK, AuthResult.FORBIDDEN])
                self.assertEqual(set(found[3:]), {AuthResult.FORBIDDEN})

    def test_what_no_document_can_hold(self) -> None:
        """To sign it is an error; whoever sends it all the same is refused."""
        party = hmac.ToBroadcasterHmacAuth(secret=SECRET, db_config=hmac.IncomingHmacAuthNoneDBConfig())
        values = {"tracing": b"", "identifier": b"a", "url": "u", "part_id": 256}
        with self.assertRaises(ValueError):
            asyncio.run(party.authorize_stateful_continue_receive(**values, now=1.0))  # type: ignore[arg-type]
        enum: Any = s2b.SHAPES[s2b.S2B_ContinueReceive].code
        header = f"X-HMAC 1:a:{CODE}"
        message = s2b.S2B_ContinueReceive(
            type=enum, identifier=b"a", part_id=256, authorization=header, tracing=b""
        )
        found = asyncio.run(party.is_stateful_continue_receive_allowed(url="u", message=message, now=1.0))
        self.assertIs(found, AuthResult.FORBIDDEN)

    def test_unavailable(self) -> None:
        """Where there is no room to remember, the sender is told to come again."""
        store = hmac.IncomingHmacAuthMemoryDBConfig(capacity=0)
        party = hmac.ToBroadcasterHmacAuth(secret=SECRET, db_config=store)
        found = asyncio.run(self.outcomes(party, DOCUMENTS[0], [DOCUMENTS[0].header]))
        self.assertEqual(found, [AuthResult.UNAVAILABLE])


def carrier(document: Document, header: str | None) -> Any:
    """The stateful message that a document is checked with."""
    way: Any = {"s2b": s2b, "b2s": b2s}[document.sender]
    (shape,) = [s for s in way.SHAPES.values() if s.message == document.name.removeprefix("stateful_")]
    known = {"tracing": TRACING, "authorization": header, "dictionary": b"hello"} | document.fields
    known["identifier"] = known.pop("compressor_identifier", known.get("identifier"))
    fields = {step.field: known[step.field] for step in shape.steps if step.field is not None}
    return shape.of(type=shape.code, **fields)


if __name__ == "__main__":
    unittest.main()

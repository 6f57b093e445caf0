"""Authorization: headers, keys, tokens, signatures, and the stores of those that were used."""

import asyncio
import os
import sqlite3
import tempfile
import unittest
from binascii import b2a_base64
from contextlib import closing
from hmac import digest as hmac_digest
from pathlib import Path
from typing import Any
from unittest import mock

from lonely.auth.conformance import document_ops
from lonely.auth.header import Header, make_nonce, read_header, write_header
from lonely.auth.keys import BadKey, Key, is_encoded
from lonely.auth.replay import MemoryReplayStore
from lonely.auth.signing import check_signature, sign_document
from lonely.auth.stores import (
    IncomingHmacAuthDBReentrantConfig,
    IncomingHmacAuthMemoryDBConfig,
    IncomingHmacAuthNoneDBConfig,
    IncomingHmacAuthSqliteDBConfig,
)
from lonely.auth.token import check_token
from lonely.auth.verdict import AuthResult, Refusal
from lonely.errors import LonelyError

RAW = bytes(range(64))
NOW = 1700000000


def document(timestamp: int, nonce: str) -> bytes:
    """Something that is signed."""
    return f"{timestamp} {nonce}".encode()


class Tokens(unittest.TestCase):
    """A secret that is sent along."""

    def test_check(self) -> None:
        """It is the same to the byte, or it is not."""
        self.assertIsNone(check_token("Bearer abc", "Bearer abc"))
        self.assertEqual(check_token("Bearer abc", None), Refusal("absent"))
        for given in (
            "",
            "abc",
            "bearer abc",
            "Bearer abc ",
            " Bearer abc",
            "Bearer abcd",
            "Bearer \u00e4",
        ):
            self.assertEqual(check_token("Bearer abc", given), Refusal("mismatch"), given)
        # Text that no header brings is no reason to raise.
        self.assertEqual(check_token("Bearer \ud800", "Bearer \udfff"), Refusal("mismatch"))
        self.assertIs(Refusal("absent").result, AuthResult.UNAUTHORIZED)
        self.assertIs(Refusal("mismatch").result, AuthResult.FORBIDDEN)

    def test_requests(self) -> None:
        """As requests of the conformance protocol."""
        ask = document_ops({})["token"]
        for authorization, result in (
            (None, "unauthorized"),
            ("", "forbidden"),
            ("Bearer a b", "ok"),
            ("Bearer a  b", "forbidden"),
        ):
            found = ask({"token": "a b", "authorization": authorization})
            self.assertEqual(found, {"result": result})
        for token in ("", " a", "a ", "a\nb", "\x7f", None, 7):
            with self.assertRaises(LonelyError):
                ask({"token": token, "authorization": None})
        for request in ({"token": "a"}, {"token": "a", "authorization": 7}):
            with self.assertRaises(LonelyError):
                ask(dict(request))


class Keys(unittest.TestCase):
    """64 bytes, and where they are from."""

    def test_texts(self) -> None:
        """Both alphabets of base64, with padding or without."""
        raw = b"\xfb\xff" * 32
        standard = b2a_base64(raw, newline=False).decode()
        for text in (standard, standard.rstrip("="), standard.replace("+", "-").replace("/", "_")):
            self.assertEqual(Key.from_text(text).raw, raw)
        self.assertEqual(Key.from_text(Key(raw).to_text()).raw, raw)
        for text in ("", "?", standard[:-4], standard + "A", standard + "\n", f" {standard}"):
            with self.assertRaises(BadKey):
                Key.from_text(text)
        for length in (0, 63, 65):
            with self.assertRaisesRegex(BadKey, f"has {length} bytes"):
                Key(bytes(length))
        self.assertNotEqual(Key.random().raw, Key.random().raw)
        self.assertEqual(repr(Key(RAW)), "Key(...)")

    def test_places(self) -> None:
        """Files and the environment; an error names the place, and nothing of what is in it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "key"
            path.write_text(Key(RAW).to_text() + "\n")
            self.assertEqual(Key.from_file(path).raw, RAW)
            path.write_text("secret")
            with self.assertRaisesRegex(BadKey, "the file `.*key`") as raised:
                Key.from_file(path)
            self.assertNotIn("secret", str(raised.exception))
            with self.assertRaisesRegex(BadKey, "cannot be read"):
                Key.from_file(Path(folder) / "none")
        with mock.patch.dict(os.environ, {"A_KEY": Key(RAW).to_text()}):
            self.assertEqual(Key.from_environment("A_KEY").raw, RAW)
            with self.assertRaisesRegex(BadKey, "`OTHER`"):
                Key.from_environment("OTHER")

    def test_codes(self) -> None:
        """HMAC-SHA-512, as the standard library has it."""
        key = Key(RAW)
        for length in (0, 1, 111, 112, 127, 128, 129, 1000):
            data = bytes(length)
            code = key.code(data)
            self.assertEqual(code, hmac_digest(RAW, data, "sha512"))
            encoded = b2a_base64(code, newline=False).decode().rstrip("=")
            self.assertTrue(is_encoded(code, encoded))
            self.assertFalse(is_encoded(code, "A" * 86))


class Headers(unittest.TestCase):
    """What carries a signature."""

    def test_there_and_back(self) -> None:
        """What is written is read."""
        code = Key(RAW).code(b"")
        nonce = make_nonce()
        self.assertRegex(nonce, r"\A[A-Za-z0-9_-]{6}\Z")
        found = read_header(write_header(NOW, nonce, code), NOW, 0)
        assert isinstance(found, Header)
        self.assertEqual((found.timestamp, found.nonce), (NOW, nonce))
        self.assertTrue(is_encoded(code, found.code))

    def test_rules(self) -> None:
        """The first that is not kept."""
        code = "A" * 86
        for text, reason in (
            (None, "absent"),
            ("", "scheme"),
            ("Bearer x", "scheme"),
            (f"x-hmac {NOW}:n:{code}", "scheme"),
            (f"X-HMAC +{NOW}:n:{code}", "timestamp"),
            (f"X-HMAC {2**64}:n:{code}", "timestamp"),
            (f"X-HMAC {NOW}", "timestamp"),
            (f"X-HMAC {NOW - 121}:n:{code}", "too_old"),
            (f"X-HMAC {NOW + 121}:n:{code}", "too_new"),
            (f"X-HMAC {NOW}:n", "nonce"),
            (f"X-HMAC {NOW}:{'n' * 256}:{code}", "nonce"),
            (f"X-HMAC {NOW}:n:{code[:-1]}", "encoding"),
            (f"X-HMAC {NOW}:n:{code[:-1]}B", "encoding"),
        ):
            found = read_header(text, NOW, 120)
            assert isinstance(found, Refusal), text
            self.assertEqual(found.reason, reason, text)

    def test_signatures(self) -> None:
        """They are about one document, one key and a while."""
        key = Key(RAW)
        header = sign_document(key, document, NOW + 0.9)

        def check(now: float = NOW, of: Key = key, what: Any = document) -> Refusal | None:
            return check_signature(of, what, header, now=now, lifetime=120)

        self.assertIsNone(check())
        self.assertIsNone(check(NOW + 120))
        self.assertEqual(check(NOW + 121), Refusal("too_old", 1))
        self.assertEqual(check(NOW - 121), Refusal("too_new", 1))
        self.assertEqual(check(of=Key(bytes(64))), Refusal("mismatch"))
        self.assertEqual(check(what=lambda *_: b"another"), Refusal("mismatch"))


class Replay(unittest.TestCase):
    """Signatures that were used."""

    def test_memory(self) -> None:
        """One is new once, is forgotten when it has expired, and never before."""
        store = MemoryReplayStore(2)
        codes = [Key(RAW).code(bytes((number,))) for number in range(4)]
        self.assertEqual(store.remember(codes[0], NOW + 10, NOW), "ok")
        self.assertEqual(store.remember(codes[0], NOW + 10, NOW + 9), "conflict")
        self.assertEqual(store.remember(codes[1], NOW + 20, NOW + 9), "ok")
        self.assertEqual(store.remember(codes[2], NOW + 20, NOW + 10), "unavailable")
        self.assertEqual(store.remember(codes[2], NOW + 20, NOW + 11), "ok")
        self.assertEqual(len(store), 2)
        # The clock went back: whether it was used cannot be told any more.
        self.assertEqual(store.remember(codes[3], NOW + 5, NOW), "unavailable")

    def test_none(self) -> None:
        """All are new."""
        store = IncomingHmacAuthNoneDBConfig()

        async def twice() -> list[str]:
            await store.setup_hmac_auth_db()
            found: list[str] = [await store.mark_code_used(code=RAW) for _ in range(2)]
            await store.teardown_hmac_auth_db()
            return found

        self.assertEqual(asyncio.run(twice()), ["ok", "ok"])

    def test_memory_as_a_configuration(self) -> None:
        """It may be set up several times, and forgets nothing by that."""
        store = IncomingHmacAuthMemoryDBConfig(capacity=1)

        async def use(code: bytes) -> str:
            await store.setup_hmac_auth_db()
            found = await store.mark_code_used(code=code)
            await store.teardown_hmac_auth_db()
            return found

        self.assertEqual(asyncio.run(use(RAW)), "ok")
        self.assertEqual(asyncio.run(use(RAW)), "conflict")
        self.assertEqual(asyncio.run(use(bytes(64))), "unavailable")

    def test_sqlite(self) -> None:
        """It lasts, forgets what has expired, and says so if it fails."""
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "codes")

            async def use(now: float, *codes: bytes) -> list[str]:
                store = IncomingHmacAuthSqliteDBConfig(path, token_lifetime=10)
                await store.setup_hmac_auth_db()
                with self.assertRaises(AssertionError):
                    await store.setup_hmac_auth_db()
                with mock.patch("time.time", return_value=now):
                    found: list[str] = [await store.mark_code_used(code=code) for code in codes]
                await store.teardown_hmac_auth_db()
                await store.teardown_hmac_auth_db()
                return found

            self.assertEqual(asyncio.run(use(NOW, RAW, RAW)), ["ok", "conflict"])
            self.assertEqual(asyncio.run(use(NOW + 20, RAW)), ["conflict"])
            self.assertEqual(asyncio.run(use(NOW + 23, RAW)), ["ok"])
            with closing(sqlite3.connect(path)) as database:
                database.execute("DROP TABLE httppubsub_hmacs")

            async def fail() -> str:
                store = IncomingHmacAuthSqliteDBConfig(path)
                await store.setup_hmac_auth_db()
                with closing(sqlite3.connect(path)) as database:
                    database.execute("DROP TABLE httppubsub_hmacs")
                found = await store.mark_code_used(code=RAW)
                await store.teardown_hmac_auth_db()
                return found

            self.assertEqual(asyncio.run(fail()), "unavailable")

    def test_reentrant(self) -> None:
        """The other store is set up once, and torn down by the last."""
        calls: list[str] = []

        class Other(IncomingHmacAuthNoneDBConfig):
            async def setup_hmac_auth_db(self) -> None:
                calls.append("setup")

            async def teardown_hmac_auth_db(self) -> None:
                calls.append("teardown")

        async def use() -> str:
            store = IncomingHmacAuthDBReentrantConfig(Other())
            for _ in range(2):
                await store.setup_hmac_auth_db()
            await store.teardown_hmac_auth_db()
            calls.append("used")
            found = await store.mark_code_used(code=RAW)
            for _ in range(2):
                await store.teardown_hmac_auth_db()
            return found

        self.assertEqual(asyncio.run(use()), "ok")
        self.assertEqual(calls, ["setup", "used", "teardown"])


if __name__ == "__main__":
    unittest.main()

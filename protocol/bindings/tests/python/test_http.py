"""Strong etags, urls of connections, `Repr-Digest`, and requests."""

import hashlib
import unittest
from typing import Any

from support import PACKAGE

from lonelypsp_bindings import LonelyError
from lonelypsp_bindings.connection import Connection, PartRule
from lonelypsp_bindings.hashing.messages.strong_etag import S2B_StrongEtag, encode_s2b_strong_etag
from lonelypsp_bindings.repr_digest import emit_repr_digest, read_repr_digest
from lonelypsp_bindings.stateless import b2s, requests, s2b
from lonelypsp_bindings.stateless.make_strong_etag import (
    GlobAndRecovery,
    StrongEtag,
    TopicAndRecovery,
    create_strong_etag_generator,
    etag_of,
    make_strong_etag,
)

assert PACKAGE

ETAGS: list[tuple[Any, str, str]] = [
    (
        ("u", [], []),
        "55524c0001750a45584143540a474c4f420a",
        "2cd38769b8886154897e6f04a53440cbc20d0e52827a45099992eb726bb51f43"
        "54f2aa6f5c308d10111d64b443fecd7cd0c264655f83d5379adb40c2c163d4af",
    ),
    (
        ("http://h/r", [(b"foo", None)], []),
        "55524c000a687474703a2f2f682f720a45584143540003666f6f00000a474c4f420a",
        "45eb47bccde7290e478129d5418c3b4c101091e15b029c881a5f175f4f37449d"
        "2106a8a6e298b36f7c641b37a81daa57935e1cbd2e692e160f5fbee8b0e6dd64",
    ),
    (
        ("http://h/r", [(b"a", "http://h/m"), (b"b", None)], [("a/*", ""), ("b/*", "http://h/m")]),
        "55524c000a687474703a2f2f682f720a4558414354000161000a687474703a2f2f682f6d00016200000a474c4f42"
        "0003612f2a00000003622f2a000a687474703a2f2f682f6d0a",
        "196f544f0722dadd89ab594a40b0c54574854661716ad3e84f2f56ed9d3bd579"
        "8fa47e6d3869d0d94ce621c610e7272bb4ca4ad8b8891ee21e9acb828e258a71",
    ),
]
"""As the description of the wire format has them: subscriptions, document, digest."""

HELLO = "m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=="


class Etags(unittest.TestCase):
    """In one step and entry by entry."""

    def test_as_described(self) -> None:
        """The documents and digests of the description, whatever the batches."""
        for (url, topics, globs), document, digest in ETAGS:
            exact = [TopicAndRecovery(*topic) for topic in topics]
            patterns = [GlobAndRecovery(*glob) for glob in globs]
            written = encode_s2b_strong_etag(S2B_StrongEtag(url, tuple(exact), tuple(patterns)))
            self.assertEqual(written.hex(), document)
            wanted = StrongEtag(format=0, etag=bytes.fromhex(digest))
            self.assertEqual(make_strong_etag(url, exact, patterns), wanted)
            self.assertEqual(make_strong_etag(url, exact, patterns, recheck_sort=False), wanted)
            generator = create_strong_etag_generator(url)
            for topic in exact:
                self.assertIs(generator.add_topic(topic).add_topic(), generator)
            last = generator.finish_topics()
            for glob in patterns:
                self.assertIs(last.add_glob(glob).add_glob(), last)
            self.assertEqual(last.finish(), wanted)
            self.assertEqual(etag_of(wanted), wanted.etag)

    def test_order(self) -> None:
        """What does not ascend is refused, and its place is told; unless nobody looks."""
        a, b, c = (TopicAndRecovery(letter, None) for letter in (b"a", b"b", b"c"))
        for topics in ([a, a], [b, a], [a, c, b]):
            with self.assertRaises(LonelyError) as raised:
                make_strong_etag("u", topics, [])
            error = raised.exception
            self.assertEqual((error.kind, error.at), ("unsorted", f"topics[{len(topics) - 1}].topic"))
            make_strong_etag("u", topics, [], recheck_sort=False)
        generator = create_strong_etag_generator("u").add_topic(a)
        with self.assertRaises(LonelyError) as raised:
            generator.add_topic(a)
        self.assertEqual(raised.exception.at, "topics[1].topic")
        # UTF-8 has the order of code points; UTF-16 would not.
        low, high = GlobAndRecovery("\uffff", None), GlobAndRecovery("\U00010000", None)
        make_strong_etag("u", [], [low, high])
        with self.assertRaises(ValueError):
            create_strong_etag_generator("u").finish_topics().add_glob(high).add_glob(low)

    def test_what_is_refused_is_not_hashed(self) -> None:
        """A batch is taken whole, or not at all."""
        a, b, c = (TopicAndRecovery(letter, None) for letter in (b"a", b"b", b"c"))
        generator = create_strong_etag_generator("u").add_topic(a)
        with self.assertRaises(ValueError):
            generator.add_topic(b, b)
        found = generator.add_topic(c).finish_topics().finish()
        self.assertEqual(found, make_strong_etag("u", [a, c], []))

    def test_long_and_wrong_values(self) -> None:
        """They are told as when a document is written."""
        with self.assertRaises(LonelyError) as raised:
            make_strong_etag("u", [TopicAndRecovery(bytes(65536), None)], [])
        self.assertEqual((raised.exception.kind, raised.exception.at), ("too_long", "topics[0].topic"))
        with self.assertRaises(LonelyError):
            make_strong_etag("u" * 65536, [], [])
        other: Any = StrongEtag(format=1, etag=bytes(64))  # type: ignore[arg-type]
        with self.assertRaises(LonelyError):
            etag_of(other)

    def test_finished_twice(self) -> None:
        """As the reference: one more line end."""
        last = create_strong_etag_generator("u").finish_topics()
        last.finish()
        document = bytes.fromhex(ETAGS[0][1]) + b"\n"
        self.assertEqual(last.finish().etag, hashlib.sha512(document).digest())


class Connections(unittest.TestCase):
    """The urls of a websocket connection."""

    def test_counters(self) -> None:
        """Each side has its own; in hexadecimal digits."""
        connection = Connection(bytes(32), bytes(32), PartRule.PER_PART)
        # SHA-256 of 64 zero bytes.
        start = "websocket:9aX9QtFqIDAnmO9u0wmXm0MAPSMg2fDo6pgxqSdZ+0s=:"
        found = [connection.subscriber_url() for _ in range(17)]
        self.assertEqual((found[0], found[9], found[16]), (f"{start}-1", f"{start}-a", f"{start}-11"))
        found = [connection.broadcaster_url() for _ in range(16)]
        self.assertEqual((found[0], found[15]), (f"{start}1", f"{start}10"))

    def test_the_nonce(self) -> None:
        """That of the description's example."""
        theirs = bytes.fromhex("bb25287d1902668ad237d6839151f477974eec4a13bdaed83916d615732ba24c")
        connection = Connection(bytes(range(32)), theirs, PartRule.PER_PART)
        self.assertEqual(
            connection.subscriber_url(), "websocket:5IgMYVFFWPZuDoAYu9NZI/oNv/sFf+taDsOAUBb0Zl8=:-1"
        )

    def test_parts(self) -> None:
        """What later parts do is up to the rule."""
        for rule, wanted in ((PartRule.PER_PART, "12345"), (PartRule.PER_MESSAGE, "11123")):
            connection = Connection(bytes(32), bytes(32), rule)
            found = [connection.receive_url(is_first_part=first) for first in (True, False, False, True)]
            found.append(connection.broadcaster_url())
            self.assertEqual("".join(url[-1] for url in found), wanted)
        with self.assertRaises(ValueError):
            Connection(bytes(32), bytes(32), PartRule.PER_PART).receive_url(is_first_part=False)
        with self.assertRaises(ValueError):
            Connection(bytes(31), bytes(32), PartRule.PER_PART)


class ReprDigest(unittest.TestCase):
    """As RFC 9530 has it, and as the reference's programs write it."""

    def test_what_is_read(self) -> None:
        """Whatever stands around it."""
        digest, bare = hashlib.sha512(b"hello").digest(), HELLO.rstrip("=")
        zeros, other = "A" * 86, "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="
        self.assertEqual(emit_repr_digest(digest), f"sha-512={HELLO}")
        for value in (
            f"sha-512={HELLO}",
            f"sha-512={bare}",
            f"sha-512=:{HELLO}:",
            f"{other},sha-512={HELLO}",
            f"sha-512={HELLO},{other}",
            f"{other}\t, \tsha-512=:{bare}: ",
            f"sha-512={zeros},sha-512={HELLO}",
            f'sha-512=:{HELLO}:;a=1;b="x,y"',
            f'text="a, sha-512=\\"b", flag, sha-512=:{HELLO}:,',
            f"sha-512=:{HELLO}:, SHA-512=:AAAA:, sha512=:AAAA:, sha-512-256=:AAAA:",
        ):
            self.assertEqual(read_repr_digest(value), digest, value)

    def test_what_is_refused(self) -> None:
        """Other keys, other lengths, other letters."""
        for value in (
            "",
            ",",
            f"sha512={HELLO}",
            f"SHA-512={HELLO}",
            f"sha-512 ={HELLO}",
            f'x="sha-512=:{HELLO}:',
            "sha-512",
            "sha-512=",
            "sha-512=::",
            "sha-512=:AAAA:",
            f"sha-512=:{HELLO}",
            f"sha-512=: {HELLO}:",
            f"sha-512={HELLO.replace('+', '-')}",
            f"sha-512={HELLO}=",
            "sha-512=\u00fc",
            f"sha-512={HELLO}, sha-512=?",
        ):
            with self.assertRaises(ValueError, msg=value):
                read_repr_digest(value)
        with self.assertRaises(ValueError):
            emit_repr_digest(bytes(63))


class Requests(unittest.TestCase):
    """Requests as plain data."""

    check = s2b.S2B_CheckSubscriptions(tracing=b"", url="http://h/r")
    receive = b2s.B2S_Receive(tracing=b"", topic=b"foo", identifier=b"id01", payload=b"hello")

    def test_paths(self) -> None:
        """Those of the description, by which the message of a body is known."""
        url, tracing, topic, digest = "http://h/r", b"", b"foo", hashlib.sha512(b"hello").digest()
        for message, path in (
            (s2b.S2B_SubscribeExact(url, topic, None, tracing), "/v1/subscribe/exact"),
            (s2b.S2B_SubscribeGlob(url, "*", None, tracing), "/v1/subscribe/glob"),
            (s2b.S2B_UnsubscribeExact(url, topic, tracing), "/v1/unsubscribe/exact"),
            (s2b.S2B_UnsubscribeGlob(url, "*", tracing), "/v1/unsubscribe/glob"),
            (self.check, "/v1/check_subscriptions"),
            (s2b.S2B_SetSubscriptions(tracing, url, bytes(64), (), ()), "/v1/set_subscriptions"),
            (s2b.S2B_Notify(topic, digest, tracing, b"id01", b"hello"), "/v1/notify"),
            (self.receive, "/v1/receive"),
            (b2s.B2S_Missed(tracing, topic), "/v1/recover"),
        ):
            found = requests.request("http://b", message, message_sha512=digest)
            self.assertEqual((found.method, found.url), ("POST", f"http://b{path}"))
            self.assertEqual(found.headers["content-type"], "application/octet-stream")
            (route,) = [route for route in requests.ROUTES if route.path == path]
            decode: Any = {"subscriber": s2b, "broadcaster": b2s}[route.sender].decode
            self.assertEqual(decode(route.message, found.body), message)
        self.assertEqual(len(requests.ROUTES), 9)

    def test_digests(self) -> None:
        """A delivery has its own, as captured from the real broadcaster, and nothing else has one."""
        digest = hashlib.sha512(b"hello").digest()
        found = requests.request("http://s", self.receive, message_sha512=digest)
        self.assertEqual(found.headers["repr-digest"], f"sha-512={HELLO}")
        with self.assertRaisesRegex(ValueError, "no digest was given"):
            requests.request("http://s", self.receive)
        found = requests.request("http://b", self.check, message_sha512=digest)
        self.assertEqual(set(found.headers), {"content-type"})

    def test_urls(self) -> None:
        """A path is added to a base, and a fragment is not sent."""
        path = "/v1/check_subscriptions"
        for base in ("http://b:1", "http://b:1/", "http://b:1#uid=x", "http://b:1/#uid=x"):
            self.assertEqual(requests.request(base, self.check).url, f"http://b:1{path}")
        self.assertEqual(requests.request("https://b/p/", self.check).url, f"https://b/p{path}")
        self.assertEqual(requests.request_to("http://b/p?q=1#f", self.check).url, "http://b/p?q=1")
        for url in ("", "/v1", "b:1", "b", "http://", "http:///p", "http://?q", "http:// b", "http://b\n"):
            for make in (requests.request, requests.request_to):
                with self.assertRaisesRegex(ValueError, "not an absolute one", msg=url):
                    make(url, self.check)
        with self.assertRaisesRegex(ValueError, "has a query"):
            requests.request("http://b?q", self.check)

    def test_authorization(self) -> None:
        """It goes as it is, and is not shown."""
        for text in ("Bearer x", "", "X-HMAC 1:\u00e9:AAAA"):
            found = requests.request("http://b", self.check, authorization=text)
            self.assertEqual(found.headers["authorization"], text)
            self.assertNotIn("Bearer", repr(found))
        with self.assertRaisesRegex(ValueError, "control character"):
            requests.request("http://b", self.check, authorization="Bearer x\r\nHost: y")

    def test_what_cannot_be_written(self) -> None:
        """It makes no request."""
        with self.assertRaises(LonelyError):
            requests.request("http://b", s2b.S2B_CheckSubscriptions(b"", "x" * 65536))
        other: Any = object()
        with self.assertRaises(LonelyError):
            requests.request("http://b", other)


if __name__ == "__main__":
    unittest.main()

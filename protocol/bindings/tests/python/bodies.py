"""Bodies of HTTP requests and responses, as the description of the wire format has them."""

import hashlib
from typing import Any, NamedTuple

URL, RECOVERY = "http://h/r", "http://h/m"

HELLO = (
    "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7"
    "2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043"
)
ETAG = (
    "baadb80eb82818fea229a4d3ce74a1e35984d52d374e65542870b38c4d9615a4"
    "3eaf929369ea774e5359142209fd528e205583221820bbc5ca5b60b92a7d0888"
)
EMPTY_ETAG = (
    "abb82e6251d6f8dfc5d94384cad6a05d0f906d1cfcb132c12632c73e458799d2"
    "9fe436a0837df9c45cc2b31bcfa3bfe4f341acb65de2ceb021e32c6a3b1c45ec"
)


class Body(NamedTuple):
    """A body, and what is in it. Entries of groups are tuples."""

    sender: str
    name: str
    fields: dict[str, Any]
    hex: str


BODIES = [
    Body(
        "s2b",
        "subscribe_exact",
        {"url": URL, "topic": b"foo", "recovery": RECOVERY, "tracing": b"\xaa"},
        "000a 687474703a2f2f682f72 0003 666f6f 000a 687474703a2f2f682f6d 0001 aa",
    ),
    Body(
        "s2b",
        "subscribe_glob",
        {"url": URL, "glob": "foo/*", "recovery": None, "tracing": b""},
        "000a 687474703a2f2f682f72 0005 666f6f2f2a 0000 0000",
    ),
    Body(
        "s2b",
        "unsubscribe_exact",
        {"url": URL, "topic": b"foo", "tracing": b""},
        "000a 687474703a2f2f682f72 0003 666f6f 0000",
    ),
    Body(
        "s2b",
        "unsubscribe_glob",
        {"url": URL, "glob": "foo/*", "tracing": b""},
        "000a 687474703a2f2f682f72 0005 666f6f2f2a 0000",
    ),
    Body(
        "s2b",
        "check_subscriptions",
        {"tracing": b"", "url": URL},
        "0000 000a 687474703a2f2f682f72",
    ),
    Body(
        "s2b",
        "set_subscriptions",
        {
            "tracing": b"",
            "url": URL,
            "etag": bytes.fromhex(ETAG),
            "topics": [(b"a", None), (b"b", RECOVERY)],
            "globs": [("g/*", RECOVERY)],
        },
        f"0000 000a687474703a2f2f682f72 00 {ETAG} 00000002 000161 0000  000162 000a687474703a2f2f682f6d"
        " 00000001 0003672f2a 000a687474703a2f2f682f6d",
    ),
    Body(
        "s2b",
        "set_subscriptions",
        {"tracing": b"", "url": URL, "etag": bytes.fromhex(EMPTY_ETAG), "topics": [], "globs": []},
        f"0000 000a687474703a2f2f682f72 00 {EMPTY_ETAG} 00000000 00000000",
    ),
    Body(
        "s2b",
        "notify",
        {
            "topic": b"foo",
            "message_sha512": hashlib.sha512(b"hello").digest(),
            "tracing": b"",
            "identifier": b"id01",
            "payload": b"hello",
        },
        f"0003 666f6f {HELLO} 0000 04 69643031 0000000000000005 68656c6c6f",
    ),
    Body("b2s", "response_generic", {"authorization": None, "tracing": b""}, "0003 0000 0000"),
    Body(
        "b2s",
        "response_notify",
        {"authorization": "Bearer x", "tracing": b"\xaa", "subscribers": 300, "identifier": b"id01"},
        "0004 0008 4265617265722078 0001 aa 0000012c 04 69643031",
    ),
    Body(
        "b2s",
        "response_check_subscriptions",
        {"authorization": None, "tracing": b"", "etag": bytes.fromhex(ETAG)},
        f"0005 0000 0000 00 {ETAG}",
    ),
    Body(
        "b2s",
        "receive",
        {
            "tracing": b"",
            "topic": b"foo",
            "identifier": bytes.fromhex("6f742f74e22645d8"),
            "payload": b"hello",
        },
        "0000 0003 666f6f 08 6f742f74e22645d8 0000000000000005 68656c6c6f",
    ),
    Body("b2s", "missed", {"tracing": b"", "topic": b"foo"}, "0000 0003 666f6f"),
    Body(
        "s2b",
        "response_confirm_receive",
        {"authorization": None, "tracing": b"", "identifier": b"12345678", "num_subscribers": 1},
        "0008 0000 0000 08 3132333435363738 00000001",
    ),
    Body("s2b", "response_confirm_missed", {"authorization": None, "tracing": b""}, "0009 0000 0000"),
    Body("s2b", "response_unsubscribe_immediate", {}, "000a"),
]

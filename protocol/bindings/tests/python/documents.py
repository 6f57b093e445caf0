"""The 21 signed documents with their signatures, as the description of the wire format has them."""

import hashlib
from typing import Any, NamedTuple

SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw"
"""The bytes 00 to 3f."""

TIMESTAMP, NONCE, TRACING = 1700000000, "abcDEF", b"\xaa\xbb"

ID, TOPIC, SHA512 = b"id01", b"foo/bar", hashlib.sha512(b"hello").digest()
URL, RECOVER, WEBSOCKET = (
    "http://127.0.0.1:3002/v1/receive",
    "http://127.0.0.1:3002/v1/recover",
    "websocket:n:1",
)


class Document(NamedTuple):
    """A document, and the header that signs it."""

    sender: str
    name: str
    fields: dict[str, Any]
    """Those behind time, nonce and tracing."""
    data: bytes
    header: str


def document(sender: str, name: str, fields: dict[str, Any], data: str, code: str) -> Document:
    """Put the parts together that differ."""
    return Document(sender, name, fields, bytes.fromhex(data), f"X-HMAC {TIMESTAMP}:{NONCE}:{code}")


DOCUMENTS = [
    document(
        "s2b",
        "subscribe_exact",
        {"url": URL, "recovery": RECOVER, "exact": TOPIC},
        "01000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76"
        "312f726563656976650020687474703a2f2f3132372e302e302e313a333030322f76312f7265636f7665720007"
        "666f6f2f626172",
        "3eH8FyfGNzaSpWveHp1bAx2BJFtzoHd2Aaikz8Gw/MC81glsZwJbSXkHNF0pbHki0JEvmrLjzizHcInLhoDwZA==",
    ),
    document(
        "s2b",
        "subscribe_glob",
        {"url": URL, "recovery": None, "glob": "foo/*"},
        "02000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76"
        "312f7265636569766500000005666f6f2f2a",
        "q5gEeGUM/39Qj9nVwGb3PQJD9WiwitZjpcxdSmteZLqvRNNw/brX5gQoNhiHpkFmFC2H5U7BjgJL5XSA03ziBQ==",
    ),
    document(
        "s2b",
        "notify",
        {"topic": TOPIC, "identifier": ID, "message_sha512": SHA512},
        "03000000006553f100066162634445460002aabb0007666f6f2f62617204696430319b71d224bd62f3785d96d4"
        "6ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3a"
        "def46f73bcdec043",
        "rwJhkFGPDMiZhxcDZYJQQm4S4f3BH+iSuPJF1goqlrg9uIN7kwPZ12E98fo5mr58uoLXnyFTzGfPTTjkb18CRQ==",
    ),
    document(
        "s2b",
        "stateful_configure",
        {
            "subscriber_nonce": bytes(range(32)),
            "enable_zstd": True,
            "enable_training": False,
            "initial_dict": 2,
        },
        "04000000006553f100066162634445460002aabb20000102030405060708090a0b0c0d0e0f1011121314151617"
        "18191a1b1c1d1e1f01000002",
        "VCC/ZPCgpL1hBxdRWEPudrqMm04qC0bEy9mUx32IU0WmKUC0Cz00/74k5ptLPtptNQFtq9xlRCXFGY0vvbqLvg==",
    ),
    document(
        "s2b",
        "check_subscriptions",
        {"url": URL},
        "05000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76"
        "312f72656365697665",
        "NKy4nlcjkLzQeV+asbHao53JnIsLbaxl2VxUSVJw7PIO0O64BqhcBo9azEFF0NfnUeAEqCondc2Ldv6L5u31Ow==",
    ),
    document(
        "s2b",
        "set_subscriptions",
        {"url": URL, "etag": bytes(64)},
        "06000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76"
        "312f72656365697665000000000000000000000000000000000000000000000000000000000000000000000000"
        "0000000000000000000000000000000000000000000000000000000000",
        "gA117g7vWEreviFs2bE2g1nQrrx5oXD0qoEDVm7BzyORckw6NWzbPfWqFEhY9c292/amQdgLBSwenPvflY/cqg==",
    ),
    document(
        "s2b",
        "stateful_continue_receive",
        {"identifier": ID, "part_id": 1, "url": WEBSOCKET},
        "07000000006553f100066162634445460002aabb046964303101000d776562736f636b65743a6e3a31",
        "zvssWH6z1cFUHcWeJypRVOvTlknTaqfCOHa+7V9JGfmAVw6uNuAZs8UCpUSarDR4TDaS8ir8j8M0LMlX7c4+bA==",
    ),
    document(
        "s2b",
        "confirm_receive",
        {"identifier": ID, "num_subscribers": 1, "url": WEBSOCKET},
        "08000000006553f100066162634445460002aabb046964303100000001000d776562736f636b65743a6e3a31",
        "upPz8Fr+NJ3LkXmARMdrpSAdtoy0YxUHqFDxG4pbYw7NGuM2O3sOJ61VLCLHsp9vGoWN8vVPP4LqGK++ZJ5xjA==",
    ),
    document(
        "s2b",
        "confirm_missed",
        {"topic": TOPIC, "url": RECOVER},
        "09000000006553f100066162634445460002aabb0007666f6f2f6261720020687474703a2f2f3132372e302e30"
        "2e313a333030322f76312f7265636f766572",
        "XsPhTAQaS8A25B1BJdLtnMeKzve/vTpUbGdsx/TUghC31bbStaRn+PdHuKFvBq8bL4riAgY9VjxKwg/6ZSaxfg==",
    ),
    document(
        "b2s",
        "receive",
        {"url": WEBSOCKET, "topic": TOPIC, "identifier": ID, "message_sha512": SHA512},
        "0a000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a310007666f6f2f62617204"
        "696430319b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c"
        "7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043",
        "/IfgdwytVNJuVgh941IFolZ73k9xRgoI42ZTFv1Vuxf1NVdcl1yhuJisFb/Q+NSqel5s1a16p7LdxQLckjhD1w==",
    ),
    document(
        "b2s",
        "missed",
        {"recovery": WEBSOCKET, "topic": TOPIC},
        "0b000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a310007666f6f2f626172",
        "jLFgNLCzLJRs5he+kJ9YM3YrX56nGUqsFRgb2DbWVemCjUQ9b9V+N5sHz90ub+Hf/qViwHlg6udbNdYYy15x4Q==",
    ),
    document(
        "b2s",
        "confirm_subscribe_exact",
        {"url": URL, "recovery": RECOVER, "exact": TOPIC},
        "0c000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76"
        "312f726563656976650020687474703a2f2f3132372e302e302e313a333030322f76312f7265636f7665720007"
        "666f6f2f626172",
        "TL/yTrT35CMhxmkFy+1Da/dLWzgx+3Z+QMswK9Cq+xJmaM7xUpllgnqglWI/kjLsz/STqno2Sd/AT2Xh/RZ7ew==",
    ),
    document(
        "b2s",
        "confirm_subscribe_glob",
        {"url": URL, "recovery": None, "glob": "foo/*"},
        "0d000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76"
        "312f7265636569766500000005666f6f2f2a",
        "L3c7qIKO+phozr7BSOOur90szW2opts0cLaV0GE3q00peaWe6JOtSd2aS7WCV7uJq9H0WIFycshbdQndRYJn3g==",
    ),
    document(
        "b2s",
        "confirm_notify",
        {"identifier": ID, "subscribers": 300, "topic": TOPIC, "message_sha512": SHA512},
        "0e000000006553f100066162634445460002aabb04696430310000012c0007666f6f2f6261729b71d224bd62f3"
        "785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c466347"
        "5c2e5c3adef46f73bcdec043",
        "Vs31a6v4GzvFEykZqkEOWcyL2e9S9p2NnfFDfHO17LYieHH5ylz13RJpv0gNzUYa6S65tKmmR1cOZrr3H5BziA==",
    ),
    document(
        "b2s",
        "check_subscriptions_response",
        {"etag": bytes(64)},
        "0f000000006553f100066162634445460002aabb00000000000000000000000000000000000000000000000000"
        "00000000000000000000000000000000000000000000000000000000000000000000000000000000",
        "PYwmi0pdM1AnBkD+aj3DRTonH9Q3RGrIhdyUjo451lTVsySNsfxrjX/VTQWpyDbcXOx9rcjVTAeqEkTmKFax8w==",
    ),
    document(
        "b2s",
        "set_subscriptions_response",
        {"etag": bytes(64)},
        "10000000006553f100066162634445460002aabb00000000000000000000000000000000000000000000000000"
        "00000000000000000000000000000000000000000000000000000000000000000000000000000000",
        "75XXKdmNwkeHwHhWZmlOaAvd7DIxHkA9GAt/21ZmK26kNKNckh95YRdSgI8P3fMO514lsXsIGNGVIUz0szjGQQ==",
    ),
    document(
        "b2s",
        "stateful_confirm_configure",
        {"broadcaster_nonce": bytes(range(32, 64))},
        "11000000006553f100066162634445460002aabb20202122232425262728292a2b2c2d2e2f3031323334353637"
        "38393a3b3c3d3e3f",
        "qeg9k83sS05q7GVseyt7Xn6KbHEsBcNWnpzMQvLrfoy3NBBP4YWhy7b6Xv1ParQ95Zo2Rf3O0qFAzjMXU46qXA==",
    ),
    document(
        "b2s",
        "stateful_enable_zstd_preset",
        {
            "url": WEBSOCKET,
            "compressor_identifier": 1,
            "compression_level": 3,
            "min_size": 16384,
            "max_size": 2**64 - 1,
        },
        "12000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a3100000001000000030000"
        "000000004000ffffffffffffffff",
        "ScIQnwAICL2ghJGsH+nsY29ALf/2HGoUos98mMdPsusHsr6T072q+YNCJpBNPKfvzb7oVXmF/p+drIq+mTrR0w==",
    ),
    document(
        "b2s",
        "stateful_enable_zstd_custom",
        {
            "url": WEBSOCKET,
            "compressor_identifier": 65536,
            "compression_level": 10,
            "min_size": 32,
            "max_size": 16384,
            "sha512": SHA512,
        },
        "13000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a31000100000000000a0000"
        "00000000002000000000000040009b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673c"
        "a72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043",
        "wl4QL/5DiBRx/TLkNjTRK4niVn9Mz6Uf+y9plN83X38riYrissIzHf+H0oDkCGioRI1ynqMHp+PDTPEodEogcw==",
    ),
    document(
        "b2s",
        "stateful_disable_zstd_custom",
        {"compressor_identifier": 65536, "url": WEBSOCKET},
        "14000000006553f100066162634445460002aabb00010000000d776562736f636b65743a6e3a31",
        "YLURoJceuBW1ooimUxF1c1YFC2DFdNfJHmeAax2mhc3892LKtTOMOBInco/cnOorSl+3llKjKj5RpjymCOsREQ==",
    ),
    document(
        "b2s",
        "stateful_continue_notify",
        {"identifier": ID, "part_id": 1},
        "15000000006553f100066162634445460002aabb046964303100000001",
        "Fh3q/j9EfJJHNlFOywBFiz5EC7fobqIE3/UrbZHmFg11qXspRSWiYBia4z1HqELtVbVU9W3V3xbQcfOtQ8un8w==",
    ),
]

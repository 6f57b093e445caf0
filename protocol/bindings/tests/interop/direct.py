"""The generated package by itself and the real server from PyPI, over HTTP.

    python direct.py

For none, token and HMAC: a program of the package's own subscribes, notifies, and receives the
delivery. Requests, and the documents that sign them, are made from messages; nothing is filled by
hand. The server runs on the original ``lonelypsp``, in a process of its own.
"""

import asyncio
import hashlib
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from authorization import KINDS
from standin import GENERATED

sys.path.insert(0, str(GENERATED))

from lonelypsp_bindings.auth.config import AuthConfigFromParts, AuthResult
from lonelypsp_bindings.auth.helpers import (
    hmac_auth_config,
    none_auth_config,
    token_auth_config,
)
from lonelypsp_bindings.auth.keys import Key
from lonelypsp_bindings.repr_digest import read_repr_digest
from lonelypsp_bindings.stateless import authorization, b2s, requests, s2b

TOPIC = b"foo/bar"
LIMIT = 20
"""No answer takes as many seconds."""


def strategy(kind: str, *, wrong: bool = False) -> AuthConfigFromParts:
    """Both directions, with the secrets of ``authorization.py``, or with others."""
    if kind == "none":
        return AuthConfigFromParts(
            none_auth_config.ToBroadcasterNoneAuth(), none_auth_config.ToSubscriberNoneAuth()
        )
    if kind == "token":
        token = "wrong" if wrong else "the-token-of-this-test"
        return AuthConfigFromParts(
            token_auth_config.ToBroadcasterTokenAuth(token=token),
            token_auth_config.ToSubscriberTokenAuth(token=token),
        )
    key = Key.random() if wrong else Key(bytes(range(64)))
    seen = hmac_auth_config.IncomingHmacAuthMemoryDBConfig()
    return AuthConfigFromParts(
        hmac_auth_config.ToBroadcasterHmacAuth(secret=key.to_text(), db_config=seen),
        hmac_auth_config.ToSubscriberHmacAuth(secret=key.to_text(), db_config=seen),
    )


class Endpoint(HTTPServer):
    """Where deliveries arrive."""

    def __init__(self, auth: AuthConfigFromParts) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.auth = auth
        self.received: list[b2s.B2S_Receive] = []
        self.problems: list[str] = []

    @property
    def url(self) -> str:
        """Its address, as it is subscribed to."""
        return f"http://127.0.0.1:{self.server_address[1]}{requests.ROUTE_B2S_RECEIVE.path}"

    def answer(self, headers: Any, body: bytes) -> tuple[int, bytes]:
        """What a delivery is answered with; it is decoded as if it came in pieces."""
        decoder, payload = b2s.incremental_b2s_receive(), b""
        for at in range(0, len(body), 10):
            payload += decoder.push(body[at : at + 10])
        received = decoder.finish()
        digest = read_repr_digest(headers["repr-digest"])
        allowed = asyncio.run(
            authorization.is_b2s_receive_allowed(
                self.auth,
                received.message,
                url=self.url,
                message_sha512=received.body_sha512,
                authorization=headers["authorization"],
                now=time.time(),
            )
        )
        if allowed is not AuthResult.OK or digest != received.body_sha512:
            self.problems.append(f"a delivery is {allowed.name}")
            return 403, s2b.encode(s2b.S2B_ResponseUnsubscribeImmediate())
        message = b2s.decode_b2s_receive(body)
        assert message.payload == payload
        self.received.append(message)
        confirm = s2b.S2B_ResponseConfirmReceive(None, b"", message.identifier, num_subscribers=1)
        header = asyncio.run(
            authorization.authorize_s2b_response_confirm_receive(
                self.auth, confirm, url=self.url, now=time.time()
            )
        )
        return 200, s2b.encode(
            s2b.S2B_ResponseConfirmReceive(header, b"", message.identifier, num_subscribers=1)
        )


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint
    wbufsize = 1 << 16  # The server takes an answer in pieces for a short one.

    def do_POST(self) -> None:
        """Answers a delivery."""
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            status, answer = self.server.answer(self.headers, body)
        except Exception as error:
            self.server.problems.append(repr(error))
            status, answer = 500, b""
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def listening(auth: AuthConfigFromParts) -> Iterator[Endpoint]:
    """An endpoint, from entry to exit."""
    with Endpoint(auth) as endpoint:
        thread = Thread(target=endpoint.serve_forever)
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.shutdown()
            thread.join()


@contextmanager
def serving(kind: str) -> Iterator[str]:
    """The real server as a process; its address."""
    script = Path(__file__).with_name("serve.py")
    command = [sys.executable, str(script), kind]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield "http://" + process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.stdin.close()
            process.wait(LIMIT)


def send(request: requests.Request) -> tuple[int, bytes]:
    """Sends a request, as any library would."""
    url = urlsplit(request.url)
    connection = HTTPConnection(url.netloc, timeout=LIMIT)
    try:
        connection.request(request.method, url.path, request.body, request.headers)
        response: HTTPResponse = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


async def subscribe(address: str, auth: AuthConfigFromParts, url: str) -> int:
    """Subscribes; gives the status, and checks the answer if it is a good one."""
    message = s2b.S2B_SubscribeExact(url=url, topic=TOPIC, recovery=None, tracing=b"")
    header = await authorization.authorize_s2b_subscribe_exact(auth, message, now=time.time())
    request = requests.request(address, message, authorization=header)
    status, body = await asyncio.to_thread(send, request)
    if status == 200:
        answer = b2s.decode_b2s_response_generic(body)
        allowed = await authorization.is_b2s_response_generic_for_subscribe_exact_allowed(
            auth, answer, url=url, recovery=None, exact=TOPIC, now=time.time()
        )
        assert allowed is AuthResult.OK, allowed
    return status


async def notify(address: str, auth: AuthConfigFromParts, payload: bytes) -> tuple[int, int]:
    """Notifies; gives the status, and how many subscribers it was delivered to."""
    digest = hashlib.sha512(payload).digest()
    message = s2b.S2B_Notify(TOPIC, digest, b"", secrets.token_bytes(4), payload)
    header = await authorization.authorize_s2b_notify(auth, message, now=time.time())
    request = requests.request(address, message, authorization=header)
    status, body = await asyncio.to_thread(send, request)
    if status != 200:
        return status, 0
    answer = b2s.decode_b2s_response_notify(body)
    assert answer.identifier == message.identifier
    allowed = await authorization.is_b2s_response_notify_allowed(
        auth, answer, topic=TOPIC, message_sha512=digest, now=time.time()
    )
    assert allowed is AuthResult.OK, allowed
    return status, answer.subscribers


async def converse(kind: str, address: str) -> None:
    """Everything with one kind of authorization."""
    auth = strategy(kind)
    with listening(auth) as endpoint:
        if kind != "none":
            for liar, status in ((strategy("none"), 401), (strategy(kind, wrong=True), 403)):
                assert await subscribe(address, liar, endpoint.url) == status
                assert await notify(address, liar, b"x") == (status, 0)
        assert await subscribe(address, auth, endpoint.url) == 200
        assert await subscribe(address, auth, endpoint.url) == 409
        payloads = [b"hello", b"", bytes(range(256)) * 100]
        for payload in payloads:
            assert await notify(address, auth, payload) == (200, 1)
        found = [(message.topic, message.payload) for message in endpoint.received]
        assert found == [(TOPIC, payload) for payload in payloads], endpoint.problems
        assert not endpoint.problems, endpoint.problems


def main() -> None:
    """Runs all of it."""
    for kind in KINDS:
        with serving(kind) as address:
            asyncio.run(converse(kind, address))
        print(f"{kind}: subscribed, notified and delivered")


if __name__ == "__main__":
    main()

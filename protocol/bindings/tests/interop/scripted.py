"""The real client against a scripted server: what the real server has code for but never sends.

The server's training of dictionaries never begins in this version, as it does not count what it
collects. So the two messages about custom dictionaries, and their effect on the client, are tried
with a server that reads and writes a fixed sequence of messages.
"""

import hashlib
from typing import Any

import zstandard
from fastapi import FastAPI, WebSocket
from lonelypsc.ws_client import WebsocketPubSubClient
from lonelypsp.stateful.constants import BroadcasterToSubscriberStatefulMessageType as B2SType
from lonelypsp.stateful.messages.confirm_configure import (
    B2S_ConfirmConfigure,
    serialize_b2s_confirm_configure,
)
from lonelypsp.stateful.messages.confirm_notify import (
    B2S_ConfirmNotify,
    serialize_b2s_confirm_notify,
)
from lonelypsp.stateful.messages.confirm_subscribe import (
    B2S_ConfirmSubscribeExact,
    B2S_ConfirmSubscribeGlob,
    serialize_b2s_confirm_subscribe_exact,
    serialize_b2s_confirm_subscribe_glob,
)
from lonelypsp.stateful.messages.confirm_unsubscribe import (
    B2S_ConfirmUnsubscribeExact,
    B2S_ConfirmUnsubscribeGlob,
    serialize_b2s_confirm_unsubscribe_exact,
    serialize_b2s_confirm_unsubscribe_glob,
)
from lonelypsp.stateful.messages.disable_zstd_custom import (
    B2S_DisableZstdCustom,
    serialize_b2s_disable_zstd_custom,
)
from lonelypsp.stateful.messages.enable_zstd_custom import (
    B2S_EnableZstdCustom,
    serialize_b2s_enable_zstd_custom,
)
from lonelypsp.stateful.messages.receive_stream import (
    B2S_ReceiveStreamStartCompressed,
    serialize_b2s_receive_stream,
)

from authorization import authorization
from clients import compressors, websocket_config
from inbox import subscribed
from limits import entered, within
from listening import Socket, serving
from payloads import text
from scenario import CUSTOM_DICTIONARY, WEBSOCKET, Scenario
from tap import B2S, CONFIRM_UNSUBSCRIBE_GLOB, S2B, Frame, Tap
from wire import decode

_TOPIC, _GLOB = b"interop/custom", "interop/none/*"
_BODY = text(700, seed=3)


class Script:
    """The server's side of the one connection."""

    def __init__(self, scenario: Scenario, dictionary: zstandard.ZstdCompressionDict) -> None:
        self.minimal = scenario.minimal_headers
        self.dictionary = dictionary
        self.tap = Tap()
        self.socket: WebSocket

    def app(self) -> Any:
        """The server as an application."""
        app = FastAPI()
        app.add_api_websocket_route("/v1/websocket", self._connected)
        return self.tap.wrap(app)

    async def _connected(self, websocket: WebSocket) -> None:
        self.socket = websocket
        await websocket.accept()
        await self._expect("S2B_Configure")
        confirm = B2S_ConfirmConfigure(
            type=B2SType.CONFIRM_CONFIGURE,
            authorization=None,
            tracing=b"",
            broadcaster_nonce=bytes(32),
        )
        await self._send(serialize_b2s_confirm_configure, confirm)
        await self._send(serialize_b2s_enable_zstd_custom, self._dictionary_message())
        await self._confirm_subscriptions()
        compressed = await self._confirm_notify("S2B_NotifyCompressed")
        if (
            self._decompressed(compressed.compressed_message) != _BODY
            or compressed.compressor_id != CUSTOM_DICTIONARY
        ):
            raise AssertionError("the client did not compress with the dictionary it was given")
        await self._send(serialize_b2s_receive_stream, self._notification())
        await self._expect("S2B_ConfirmReceive")
        disable = B2S_DisableZstdCustom(
            type=B2SType.DISABLE_ZSTD_CUSTOM,
            authorization=None,
            tracing=b"",
            identifier=CUSTOM_DICTIONARY,
        )
        await self._send(serialize_b2s_disable_zstd_custom, disable)
        uncompressed = await self._confirm_notify("S2B_NotifyUncompressed")
        if uncompressed.uncompressed_message != _BODY:
            raise AssertionError("the client sent something else")
        await self._confirm_unsubscriptions()
        await self._ignore_the_rest()

    async def _expect(self, name: str) -> Any:
        wire = await within(f"the client sends {name}", self.socket.receive_bytes())
        message = decode(S2B, wire)
        if type(message).__name__ != name:
            raise AssertionError(f"the client sent {type(message).__name__}, not {name}")
        return message

    async def _send(self, write: Any, message: Any) -> None:
        await self.socket.send_bytes(bytes(write(message, minimal_headers=self.minimal)))

    async def _confirm_subscriptions(self) -> None:
        exact = await self._expect("S2B_SubscribeExact")
        confirm_exact = B2S_ConfirmSubscribeExact(
            type=B2SType.CONFIRM_SUBSCRIBE_EXACT, authorization=None, tracing=b"", topic=exact.topic
        )
        await self._send(serialize_b2s_confirm_subscribe_exact, confirm_exact)
        glob = await self._expect("S2B_SubscribeGlob")
        confirm_glob = B2S_ConfirmSubscribeGlob(
            type=B2SType.CONFIRM_SUBSCRIBE_GLOB, authorization=None, tracing=b"", glob=glob.glob
        )
        await self._send(serialize_b2s_confirm_subscribe_glob, confirm_glob)

    async def _confirm_unsubscriptions(self) -> None:
        exact = await self._expect("S2B_UnsubscribeExact")
        confirm_exact = B2S_ConfirmUnsubscribeExact(
            type=B2SType.CONFIRM_UNSUBSCRIBE_EXACT,
            authorization=None,
            tracing=b"",
            topic=exact.topic,
        )
        await self._send(serialize_b2s_confirm_unsubscribe_exact, confirm_exact)
        glob = await self._expect("S2B_UnsubscribeGlob")
        confirm_glob = B2S_ConfirmUnsubscribeGlob(
            type=B2SType.CONFIRM_UNSUBSCRIBE_GLOB, authorization=None, tracing=b"", glob=glob.glob
        )
        await self._send(serialize_b2s_confirm_unsubscribe_glob, confirm_glob)

    async def _confirm_notify(self, name: str) -> Any:
        message = await self._expect(name)
        confirm = B2S_ConfirmNotify(
            type=B2SType.CONFIRM_NOTIFY,
            authorization=None,
            tracing=b"",
            identifier=message.identifier,
            subscribers=7,
        )
        await self._send(serialize_b2s_confirm_notify, confirm)
        return message

    async def _ignore_the_rest(self) -> None:
        while (await self.socket.receive())["type"] != "websocket.disconnect":
            pass

    def _dictionary_message(self) -> B2S_EnableZstdCustom:
        dictionary = self.dictionary.as_bytes()
        return B2S_EnableZstdCustom(
            type=B2SType.ENABLE_ZSTD_CUSTOM,
            authorization=None,
            tracing=b"",
            identifier=CUSTOM_DICTIONARY,
            compression_level=3,
            min_size=1,
            max_size=16384,
            dictionary=dictionary,
            sha512=hashlib.sha512(dictionary).digest(),
        )

    def _notification(self) -> B2S_ReceiveStreamStartCompressed:
        compressor = zstandard.ZstdCompressor(
            dict_data=self.dictionary, write_content_size=False, write_dict_id=False
        )
        body = compressor.compress(_BODY)
        return B2S_ReceiveStreamStartCompressed(
            type=B2SType.RECEIVE_STREAM,
            authorization=None,
            tracing=b"",
            identifier=b"scripted",
            part_id=None,
            topic=_TOPIC,
            compressor_id=CUSTOM_DICTIONARY,
            compressed_length=len(body),
            decompressed_length=len(_BODY),
            unverified_compressed_sha512=hashlib.sha512(body).digest(),
            payload=body,
        )

    def _decompressed(self, body: bytes) -> bytes:
        return zstandard.ZstdDecompressor(dict_data=self.dictionary).stream_reader(body).read()


async def custom_dictionary(
    scenario: Scenario, dictionary: zstandard.ZstdCompressionDict
) -> list[Frame]:
    """The client's side; answers what was on the wire."""
    if scenario.publisher != WEBSOCKET or scenario.authorization != "none":
        raise AssertionError("the script knows only this")
    bound, script = Socket(), Script(scenario, dictionary)
    config = websocket_config(bound.address, scenario, dictionary, authorization("none"))
    async with (
        serving(script.app(), bound, lifespan="off"),
        entered("a websocket client", WebsocketPubSubClient(config)) as client,
    ):
        await within("the dictionary arrives", compressors(client, 1))
        async with subscribed(client, _TOPIC, _GLOB) as (subscription, inbox):
            await _notify(client)
            if (received := await inbox.next()).body != _BODY:
                raise AssertionError(f"received {len(received.body)} other bytes")
            await within("the dictionary is taken away", compressors(client, 0))
            await _notify(client)
            await subscription.unsubscribe_exact(_TOPIC)
            await subscription.unsubscribe_glob(_GLOB)
            await within(
                "unsubscribing is confirmed", script.tap.until(B2S, CONFIRM_UNSUBSCRIBE_GLOB, 1)
            )
    return script.tap.frames


async def _notify(client: Any) -> None:
    result = await within(
        "notifying", client.notify(trace_initializer=None, topic=_TOPIC, data=_BODY)
    )
    if result.notified != 7:
        raise AssertionError(f"{result.notified} subscribers were notified")

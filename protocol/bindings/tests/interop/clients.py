"""The real client from PyPI, over both of its transports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import zstandard
from fastapi import APIRouter, FastAPI
from lonelypsc.config.http_config import make_http_pub_sub_config
from lonelypsc.config.ws_config import make_websocket_pub_sub_config
from lonelypsc.http_client import HttpPubSubClient
from lonelypsc.ws_client import WebsocketPubSubClient
from lonelypsp.tracing.impl.simple.config import SimpleTracingConfig
from lonelypsp.tracing.impl.simple.db import SimpleTracingDBSidecar
from lonelypsp.tracing.impl.simple.stateless.root import SimpleStatelessTracingSubscriberRoot

from authorization import authorization
from broadcaster import Broadcaster
from limits import entered, within
from listening import Socket, serving
from scenario import PRESET_DICTIONARY, SPOOL, SUBSCRIBER_PART, WEBSOCKET, Scenario


@asynccontextmanager
async def client(
    transport: str,
    broadcaster: Broadcaster,
    scenario: Scenario,
    dictionary: zstandard.ZstdCompressionDict,
    *,
    wrong: bool = False,
) -> AsyncIterator[Any]:
    """A client, from entry to exit; ``wrong`` gives it a secret that the server does not know."""
    auth = authorization(scenario.authorization, wrong=wrong)
    if transport == WEBSOCKET:
        config = websocket_config(broadcaster.address, scenario, dictionary, auth)
        async with entered("a websocket client", WebsocketPubSubClient(config)) as entered_client:
            await _compression_is_ready(entered_client, scenario, wrong)
            yield entered_client
        return
    tracing_config = SimpleTracingConfig(trace_max_age_seconds=None)
    async with SimpleTracingDBSidecar(tracing_config, ":memory:") as database:
        tracing = SimpleStatelessTracingSubscriberRoot(database, tracing_config)
        config = _http_config(broadcaster.address, auth, tracing)
        async with entered("an HTTP client", HttpPubSubClient(config)) as entered_client:
            yield entered_client


def websocket_config(
    address: str, scenario: Scenario, dictionary: zstandard.ZstdCompressionDict, auth: Any
) -> Any:
    """How the websocket client is configured."""
    return make_websocket_pub_sub_config(
        broadcasters=[{"host": f"ws://{address}"}],
        outgoing_initial_connect_retries=1,
        outgoing_min_reconnect_interval=0.1,
        max_websocket_message_size=SUBSCRIBER_PART,
        websocket_open_timeout=5,
        websocket_close_timeout=5,
        websocket_heartbeat_interval=10,
        websocket_minimal_headers=scenario.minimal_headers,
        max_sent_notifications=None,
        max_unsent_notifications=None,
        max_expected_acks=None,
        max_received=None,
        max_unsent_acks=None,
        allow_compression=scenario.zstd != "off",
        compression_dictionary_by_id={PRESET_DICTIONARY: (dictionary, 3)},
        initial_compression_dict_id=PRESET_DICTIONARY if scenario.zstd == "preset" else None,
        allow_training_compression=scenario.zstd == "custom",
        decompression_max_window_size=0,
        auth=auth,
    )


async def _compression_is_ready(entered_client: Any, scenario: Scenario, wrong: bool) -> None:
    """The server offers zstd after the handshake.

    Waiting for it makes what is compressed the same in every run.
    """
    wanted = {"off": 0, "on": 1, "preset": 2, "custom": 1}[scenario.zstd]
    if not wrong:
        await within("zstd is offered", compressors(entered_client, wanted))


async def compressors(entered_client: Any, wanted: int) -> None:
    """Waits until the client is connected and can use that many compressors."""

    def ready() -> int:
        connection = getattr(entered_client.connector.state, "ws_state", None)
        known = getattr(connection, "compressors", None)
        return -1 if known is None else len(known.ready)

    while ready() != wanted:
        await asyncio.sleep(0.005)


def _http_config(address: str, auth: Any, tracing: Any) -> Any:
    bound = Socket()

    async def bind(router: APIRouter) -> None:
        app = FastAPI()
        app.include_router(router)
        app.router.redirect_slashes = False
        async with serving(app, bound, lifespan="off"):
            await asyncio.Event().wait()

    return make_http_pub_sub_config(
        bind={"type": "manual", "callback": bind},
        host=f"http://{bound.address}",
        broadcasters=[{"host": f"http://{address}"}],
        outgoing_retries_per_broadcaster=1,
        message_body_spool_size=SPOOL,
        outgoing_http_timeout_total=10,
        outgoing_http_timeout_connect=None,
        outgoing_http_timeout_sock_read=5,
        outgoing_http_timeout_sock_connect=5,
        outgoing_retry_ambiguous=True,
        auth=auth,
        tracing=tracing,
    )

"""The real server from PyPI on loopback.

It is the application that the server's own command writes for new users, with small limits.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import zstandard
from fastapi import FastAPI
from lonelypss.bknd.sweep_missed import sweep_missed
from lonelypss.config.config import (
    CompressionConfigFromParts,
    ConfigFromParts,
    GenericConfigFromValues,
    MissedRetryStandard,
    NotifySessionStandard,
    TracingConfigSimple,
)
from lonelypss.config.lifespan import setup_config, teardown_config
from lonelypss.middleware.config import ConfigMiddleware
from lonelypss.middleware.ws_receiver import WSReceiverMiddleware
from lonelypss.router import router
from lonelypss.util.ws_receiver import SimpleFanoutWSReceiver

from authorization import authorization
from database import MemoryDatabase
from listening import Socket, serving
from scenario import PRESET_DICTIONARY, SMALLEST_COMPRESSED, SPOOL, Scenario
from tap import Tap


@dataclass
class Broadcaster:
    """A running server."""

    address: str
    config: Any
    tap: Tap

    @property
    def recovery(self) -> str:
        """Where the server hears that its websocket subscribers missed something."""
        return f"http://{self.address}/v1/missed_for_websockets"


@asynccontextmanager
async def running(
    scenario: Scenario, dictionary: zstandard.ZstdCompressionDict
) -> AsyncIterator[Broadcaster]:
    """The server, from entry to exit."""
    bound = Socket()
    broadcaster = Broadcaster(bound.address, _config(scenario, dictionary), Tap())
    app = broadcaster.tap.wrap(_app(broadcaster))
    async with serving(app, bound, lifespan="on"):
        yield broadcaster


def _app(broadcaster: Broadcaster) -> FastAPI:
    config = broadcaster.config
    fanout = SimpleFanoutWSReceiver(
        receiver_url=f"http://{broadcaster.address}/v1/receive_for_websockets",
        recovery=broadcaster.recovery,
        db=config,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await setup_config(config)
        try:
            async with fanout, sweep_missed(config):
                yield
        finally:
            await teardown_config(config)

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(ConfigMiddleware, config=config)
    app.add_middleware(WSReceiverMiddleware, ws_receiver=fanout)
    app.include_router(router)
    app.router.redirect_slashes = False
    return app


def _config(scenario: Scenario, dictionary: zstandard.ZstdCompressionDict) -> ConfigFromParts:
    return ConfigFromParts(
        auth=authorization(scenario.authorization),
        db=MemoryDatabase(),
        generic=GenericConfigFromValues(
            message_body_spool_size=SPOOL,
            outgoing_http_timeout_total=10,
            outgoing_http_timeout_connect=None,
            outgoing_http_timeout_sock_read=5,
            outgoing_http_timeout_sock_connect=5,
            websocket_accept_timeout=2,
            websocket_max_pending_sends=255,
            websocket_max_unprocessed_receives=255,
            websocket_large_direct_send_timeout=0.3,
            websocket_send_max_unacknowledged=3,
            websocket_minimal_headers=scenario.minimal_headers,
            sweep_missed_interval=10,
        ),
        missed=MissedRetryStandard(
            expo_factor=1, expo_base=2, expo_max=10, max_retries=20, constant=1, jitter=2
        ),
        compression=_compression(scenario, dictionary),
        tracing=TracingConfigSimple(),
        notify_session=NotifySessionStandard(),
    )


def _compression(
    scenario: Scenario, dictionary: zstandard.ZstdCompressionDict
) -> CompressionConfigFromParts:
    """How zstd is used.

    Bodies are compressed without a dictionary if they have ``compression_trained_max_size`` or
    more bytes, and with one if they have ``compression_min_size`` or more.
    """
    return CompressionConfigFromParts(
        compression_allowed=scenario.zstd != "off",
        compression_dictionary_by_id={PRESET_DICTIONARY: (dictionary, 3)},
        outgoing_max_ws_message_size=scenario.broadcaster_part,
        allow_training=False,
        compression_min_size=SMALLEST_COMPRESSED // 2,
        compression_trained_max_size=SMALLEST_COMPRESSED,
        compression_training_low_watermark=100 * 1024,
        compression_training_high_watermark=10 * 1024 * 1024,
        compression_retrain_interval_seconds=60 * 60,
        decompression_max_window_size=0,
    )

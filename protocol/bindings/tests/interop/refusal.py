"""A client with a secret that the server does not know gets nothing from it."""

from collections.abc import Iterator
from typing import Any

import zstandard
from lonelypsc.client import PubSubRequestConnectionAbandonedError, PubSubRequestRefusedError

from broadcaster import running
from clients import client
from inbox import subscribed
from limits import within
from scenario import WEBSOCKET, Scenario
from tap import B2S, CONFIGURE, CONFIRM_CONFIGURE, S2B


async def refused(scenario: Scenario, dictionary: zstandard.ZstdCompressionDict) -> int:
    """Subscribes and is refused; answers how many websocket messages the client sent in vain."""
    over_websocket = scenario.publisher == WEBSOCKET
    wanted = PubSubRequestConnectionAbandonedError if over_websocket else PubSubRequestRefusedError
    async with running(scenario, dictionary) as broadcaster:
        try:
            async with client(
                scenario.publisher, broadcaster, scenario, dictionary, wrong=True
            ) as stranger:
                await within("being refused", _subscribe(stranger))
        except Exception as error:
            # The client says it more than once, as it also fails to unsubscribe.
            if not any(isinstance(found, wanted) for found in _whole(error)):
                raise
        if broadcaster.tap.seen(B2S, CONFIRM_CONFIGURE):
            raise AssertionError("the server confirmed a wrong secret")
        return broadcaster.tap.seen(S2B, CONFIGURE)


async def _subscribe(stranger: Any) -> None:
    async with subscribed(stranger, b"interop/exact", "interop/*"):
        raise AssertionError("the server accepted a wrong secret")


def _whole(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that led to it."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _whole(inner)
        error = error.__cause__ or error.__context__

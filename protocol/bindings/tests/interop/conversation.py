"""The conversation that every scenario has: subscribe, notify, receive, miss, unsubscribe."""

import hashlib
import io
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import zstandard

from broadcaster import Broadcaster, running
from clients import client
from inbox import Inbox, Received, subscribed
from limits import within
from payloads import bodies
from scenario import WEBSOCKET, Scenario
from tap import B2S, CONFIRM_UNSUBSCRIBE_EXACT, CONFIRM_UNSUBSCRIBE_GLOB, MISSED, Frame

EXACT, GLOB, IN_GLOB, ELSEWHERE = (
    b"interop/exact \xff",
    "interop/glob/*",
    b"interop/glob/one",
    b"interop/elsewhere",
)


@dataclass
class Outcome:
    """What was exchanged."""

    notified: int = 0
    received: int = 0
    sizes: list[int] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


class Conversation:
    """The parties, once all are connected and subscribed."""

    def __init__(self, scenario: Scenario, broadcaster: Broadcaster, publisher: Any) -> None:
        self.scenario = scenario
        self.broadcaster = broadcaster
        self.publisher = publisher
        self.subscriptions: list[Any] = []
        self.inboxes: list[Inbox] = []
        self.outcome = Outcome()

    async def notify(
        self, topic: bytes, body: bytes, *, by_file: bool = False, wanted: bool = True
    ) -> None:
        """Sends one notification; every subscriber gets exactly it, or nobody gets anything."""
        source: dict[str, Any] = {"sync_file": io.BytesIO(body)} if by_file else {"data": body}
        sent = self.publisher.notify(trace_initializer=None, topic=topic, **source)
        result = await within(f"{len(body)} bytes are notified", sent)
        expected = len(self.inboxes) if wanted else 0
        if result.notified != expected:
            raise AssertionError(
                f"{result.notified} subscribers were notified of {topic!r}, not {expected}"
            )
        self.outcome.notified += 1
        if wanted:
            await self._all_receive(topic, body)

    async def _all_receive(self, topic: bytes, body: bytes) -> None:
        expected = Received(topic, hashlib.sha512(body).digest(), body)
        for inbox in self.inboxes:
            if (got := await inbox.next()) != expected:
                raise AssertionError(f"sent {_short(expected)}, received {_short(got)}")
            self.outcome.received += 1

    async def notify_all_sizes(self) -> None:
        """Every size on both topics, from memory and from a file."""
        for index, body in enumerate(bodies()):
            self.outcome.sizes.append(len(body))
            await self.notify(EXACT, body, by_file=index % 2 == 1)
            await self.notify(IN_GLOB, body, by_file=index % 2 == 0)
        await self.notify(ELSEWHERE, bodies()[2], wanted=False)

    async def miss(self) -> None:
        """The server is told that it missed something, as another broadcaster would tell it."""
        auth = await self.broadcaster.config.authorize_missed(
            tracing=b"", recovery=self.broadcaster.recovery, topic=EXACT, now=time.time()
        )
        headers = {} if auth is None else {"Authorization": auth}
        body = (0).to_bytes(2, "big") + len(EXACT).to_bytes(2, "big") + EXACT
        async with aiohttp.ClientSession() as session:
            answer = await within(
                "posting", session.post(self.broadcaster.recovery, data=body, headers=headers)
            )
            if answer.status != 200:
                raise AssertionError(f"the server answered {answer.status}")
        await within("a websocket message MISSED", self.broadcaster.tap.until(B2S, MISSED, 1))
        await self.notify(
            IN_GLOB, b"wakes the client up, which only then looks at what it was told"
        )
        for transport, inbox in zip(self.scenario.subscribers, self.inboxes, strict=True):
            if transport == WEBSOCKET:
                await inbox.receiving()

    async def unsubscribe(self) -> None:
        """One topic after the other; what is not wanted any more does not arrive."""
        for subscription in self.subscriptions:
            await within("unsubscribing", subscription.unsubscribe_exact(EXACT))
        await self._confirmed(CONFIRM_UNSUBSCRIBE_EXACT)
        await self.notify(EXACT, b"too late", wanted=False)
        await self.notify(IN_GLOB, b"still there")
        for subscription in self.subscriptions:
            await within("unsubscribing", subscription.unsubscribe_glob(GLOB))
        await self._confirmed(CONFIRM_UNSUBSCRIBE_GLOB)
        await self.notify(IN_GLOB, b"too late", wanted=False)
        if not all(inbox.empty for inbox in self.inboxes):
            raise AssertionError("something arrived that nobody had sent")

    async def _confirmed(self, number: int) -> None:
        """The websocket client does not wait for the confirmation; HTTP has none."""
        times = self.scenario.subscribers.count(WEBSOCKET)
        await within("unsubscribing is confirmed", self.broadcaster.tap.until(B2S, number, times))


def _short(message: Received) -> str:
    start = message.body[:16].hex()
    return f"{len(message.body)} bytes {start} on {message.topic!r} {message.sha512[:4].hex()}"


async def converse(scenario: Scenario, dictionary: zstandard.ZstdCompressionDict) -> Outcome:
    """Starts everybody, lets them talk, stops everybody."""
    async with running(scenario, dictionary) as broadcaster, AsyncExitStack() as stack:
        everyone = [scenario.publisher, *scenario.subscribers]
        clients = [
            await stack.enter_async_context(client(transport, broadcaster, scenario, dictionary))
            for transport in everyone
        ]
        conversation = Conversation(scenario, broadcaster, clients[0])
        for subscriber in clients[1:]:
            subscription, inbox = await stack.enter_async_context(
                subscribed(subscriber, EXACT, GLOB)
            )
            conversation.subscriptions.append(subscription)
            conversation.inboxes.append(inbox)
        await conversation.notify_all_sizes()
        if WEBSOCKET in scenario.subscribers:
            await conversation.miss()
        await conversation.unsubscribe()
    conversation.outcome.frames = broadcaster.tap.frames
    return conversation.outcome

"""What a subscriber received, in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from limits import within


class Received(NamedTuple):
    """One notification as it came out of the client."""

    topic: bytes
    sha512: bytes
    body: bytes


class Inbox:
    """Reads a subscription as fast as it can and keeps what came."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[Received] = asyncio.Queue()
        self._receiving = asyncio.Semaphore(0)

    async def next(self) -> Received:
        """The next notification."""
        return await within("a notification arrives", self._messages.get())

    async def receiving(self) -> None:
        """Waits until the client says (once more) that nothing sent from now on can be missed."""
        await within("the subscription is confirmed", self._receiving.acquire())

    @property
    def empty(self) -> bool:
        """Whether everything that came has been looked at."""
        return self._messages.empty()

    async def on_receiving(self) -> None:
        """Called by the client."""
        self._receiving.release()

    async def _read(self, subscription: Any) -> None:
        async for message in await subscription.messages():
            self._messages.put_nowait(Received(message.topic, message.sha512, message.data.read()))


@asynccontextmanager
async def subscribed(client: Any, exact: bytes, glob: str) -> AsyncIterator[tuple[Any, Inbox]]:
    """A subscription to one topic and one glob whose notifications are read until the exit."""
    inbox = Inbox()
    subscription = client.subscribe(exact=[exact], glob=[glob], on_receiving=inbox.on_receiving)
    await within("subscribing", subscription.__aenter__())
    reader = asyncio.create_task(inbox._read(subscription))
    try:
        await _confirmed(inbox, reader)
        yield subscription, inbox
    finally:
        reader.cancel()
        await within("reading stops", asyncio.wait([reader]))
        await within("unsubscribing", subscription.__aexit__(None, None, None))
        if not reader.cancelled():
            reader.result()


async def _confirmed(inbox: Inbox, reader: "asyncio.Task[None]") -> None:
    """Waits for the confirmation, or for the reader to fail because none will come."""
    confirmed = asyncio.create_task(inbox.receiving())
    try:
        await asyncio.wait([confirmed, reader], return_when=asyncio.FIRST_COMPLETED)
        if not reader.done():
            await confirmed
    finally:
        confirmed.cancel()
    if reader.done():
        reader.result()

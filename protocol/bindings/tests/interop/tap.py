"""Notes every websocket message that passes between the server and its subscribers, as bytes."""

import asyncio
from collections import Counter
from typing import Any, NamedTuple

S2B, B2S = "s2b", "b2s"

CONFIGURE = 1
"""From the subscriber."""

CONFIRM_CONFIGURE, CONFIRM_UNSUBSCRIBE_EXACT, CONFIRM_UNSUBSCRIBE_GLOB, MISSED = 1, 4, 5, 12
"""From the broadcaster."""


class Frame(NamedTuple):
    """One message as it was on the wire."""

    direction: str
    wire: bytes

    @property
    def number(self) -> int:
        """The message's type number, which both header modes have at the same place."""
        return int.from_bytes(self.wire[2:4], "big")

    @property
    def minimal_headers(self) -> bool:
        """The message's header mode."""
        return bool(self.wire[1] & 1)


class Tap:
    """ASGI middleware around the whole application: it looks, and changes nothing."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self._seen: Counter[tuple[str, int]] = Counter()
        self._changed = asyncio.Event()

    def wrap(self, app: Any) -> Any:
        """The application with the tap in front of it."""

        async def tapped(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "websocket":
                await app(scope, receive, send)
                return

            async def noting_receive() -> Any:
                event = await receive()
                self._note(S2B, event, "websocket.receive")
                return event

            async def noting_send(event: Any) -> None:
                self._note(B2S, event, "websocket.send")
                await send(event)

            await app(scope, noting_receive, noting_send)

        return tapped

    def _note(self, direction: str, event: Any, type: str) -> None:
        if event["type"] == type:
            frame = Frame(direction, bytes(event["bytes"]))
            self.frames.append(frame)
            self._seen[direction, frame.number] += 1
            self._changed.set()

    def seen(self, direction: str, number: int) -> int:
        """How many messages of that type have passed."""
        return self._seen[direction, number]

    async def until(self, direction: str, number: int, times: int) -> None:
        """Waits until that many messages of that type have passed."""
        while self.seen(direction, number) < times:
            self._changed.clear()
            await self._changed.wait()

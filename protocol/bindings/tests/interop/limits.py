"""Nothing here waits for ever: every wait has a limit and says what it was waiting for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS = 10.0


async def within(what: str, awaitable: Awaitable[T], seconds: float = SECONDS) -> T:
    """Waits for a result, not longer than the limit."""
    try:
        async with asyncio.timeout(seconds):
            return await awaitable
    except TimeoutError:
        raise AssertionError(f"not within {seconds:g} s: {what}") from None


@asynccontextmanager
async def entered(what: str, manager: Any, seconds: float = SECONDS) -> AsyncIterator[Any]:
    """An asynchronous context whose entry and exit have limits; what is inside has its own."""
    value = await within(f"{what} starts", manager.__aenter__(), seconds)
    try:
        yield value
    finally:
        await within(f"{what} ends", manager.__aexit__(None, None, None), seconds)

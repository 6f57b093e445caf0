"""HTTP servers on loopback, on a port that the system chose before anything was configured."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal

import uvicorn

from limits import within


class Socket:
    """A bound socket and its address."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"


class Server(uvicorn.Server):
    """uvicorn, but the program's signals stay the program's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


@asynccontextmanager
async def serving(
    app: Any, bound: Socket, *, lifespan: Literal["on", "off"]
) -> AsyncIterator[None]:
    """Serves from entry, when requests are answered already, to exit, when all is closed."""
    config = uvicorn.Config(
        app,
        lifespan=lifespan,
        ws="websockets",
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
    server = Server(config)
    task = asyncio.create_task(server.serve(sockets=[bound.socket]))
    try:
        await within("the HTTP server starts", _started(server, task))
        yield
    finally:
        server.should_exit = True
        await within("the HTTP server stops", task)


async def _started(server: uvicorn.Server, task: "asyncio.Task[None]") -> None:
    while not server.started:
        if task.done():
            task.result()
            raise AssertionError("the HTTP server stopped while it started")
        await asyncio.sleep(0.005)

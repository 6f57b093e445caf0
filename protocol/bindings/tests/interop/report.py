"""Runs scenarios one after the other, prints a line for each, and keeps the sums."""

import asyncio
import logging
import time
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

SECONDS = 60
"""No scenario may take longer, whatever its single waits are allowed."""


class Complaints(logging.Handler):
    """Errors that the server or the client only logged; asyncio logs what nobody awaited."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one."""
        self.texts.append(self.format(record))


class Report:
    """What passed and what failed."""

    def __init__(self, only: list[str]) -> None:
        self.passed = self.failed = 0
        self._only = only
        self._complaints = Complaints()
        logging.getLogger().addHandler(self._complaints)

    def run(self, title: str, start: Callable[[], Coroutine[Any, Any, str]]) -> None:
        """One scenario; it answers what is to be printed after its title."""
        if not any(text in title for text in self._only):
            return
        self._complaints.texts.clear()
        began = time.monotonic()
        try:
            line = asyncio.run(asyncio.wait_for(start(), SECONDS))
            if self._complaints.texts:
                raise AssertionError("\n".join(["errors were logged:", *self._complaints.texts]))
        except Exception:
            self.fail(f"{title}\n{traceback.format_exc()}")
        else:
            self.succeed(f"{title}  {line}  {time.monotonic() - began:.1f} s")

    def succeed(self, line: str) -> None:
        """Something passed."""
        self.passed += 1
        print(f"ok  {line}", flush=True)

    def fail(self, text: str) -> None:
        """Something failed."""
        self.failed += 1
        print(f"FAILED  {text}", flush=True)

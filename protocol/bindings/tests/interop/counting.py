"""Counts which message classes were written and read.

The functions that the server and the client call are wrapped in their modules, before the server
and the client import them from there.
"""

from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any


class Counts:
    """What was written and what was read, by the name of the message's class."""

    def __init__(self) -> None:
        self.written: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        self._inside = False

    def clear(self) -> None:
        """Forgets everything counted so far."""
        self.written.clear()
        self.read.clear()

    def _outermost(self, call: Callable[[], Any]) -> tuple[Any, bool]:
        """Calls; says also whether this call was not made by another counted one."""
        if self._inside:
            return call(), False
        self._inside = True
        try:
            return call(), True
        finally:
            self._inside = False

    def writer(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function that writes a message, counted."""

        def counted(message: Any, /, *, minimal_headers: bool) -> Any:
            wire, outermost = self._outermost(
                lambda: function(message, minimal_headers=minimal_headers)
            )
            self.written[type(message).__name__] += outermost
            return wire

        return counted

    def reader(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function that reads a message, counted."""

        def counted(flags: Any, type: Any, payload: Any) -> Any:
            message, outermost = self._outermost(lambda: function(flags, type, payload))
            self.read[message.__class__.__name__] += outermost
            return message

        return counted


def count(modules: dict[str, ModuleType]) -> Counts:
    """Wraps every writer and reader of the package."""
    counts = Counts()
    wrapped: set[type] = set()
    for module in modules.values():
        for name, value in list(vars(module).items()):
            if name.startswith(("serialize_s2b_", "serialize_b2s_")) and callable(value):
                setattr(module, name, counts.writer(value))
            elif (
                name.endswith("Parser")
                and name.startswith(("S2B_", "B2S_"))
                and "parse" in vars(value)
                and value not in wrapped
            ):
                value.parse = staticmethod(counts.reader(value.parse))
                wrapped.add(value)
    return counts

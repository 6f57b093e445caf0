# {{ stamp }}
"""The subscriptions that are checked together."""

from collections.abc import AsyncIterator
from typing import Protocol

from ..stateless.make_strong_etag import GlobAndRecovery, TopicAndRecovery

__all__ = ["SetSubscriptionsInfo"]


class SetSubscriptionsInfo(Protocol):
    """The entries of a `SET_SUBSCRIPTIONS`, which can be gone through once: topics first, then globs."""

    def topics(self) -> AsyncIterator[TopicAndRecovery]:
        """Go through the topics. To be called once, before `globs`."""
        ...

    def globs(self) -> AsyncIterator[GlobAndRecovery]:
        """Go through the globs. To be called once, after `topics`."""
        ...


{% include "python/dir.py" %}

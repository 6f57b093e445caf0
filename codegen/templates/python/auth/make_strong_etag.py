# {{ stamp }}
"""The strong etag of all subscriptions of a url, in one step or entry by entry."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from ..errors import LonelyError
from ..hashing.messages.strong_etag import (
    SHAPES_S2B_STRONG_ETAG,
    S2B_StrongEtag,
    S2B_StrongEtagGlobs,
    S2B_StrongEtagTopics,
)
from ..runtime.bodies import BodyShape
from ..runtime.streamed import GroupWriter, head_of

__all__ = [
    "GlobAndRecovery",
    "StrongEtag",
    "StrongEtagGeneratorAtGlobs",
    "StrongEtagGeneratorAtTopics",
    "TopicAndRecovery",
    "create_strong_etag_generator",
    "etag_of",
    "make_strong_etag",
]

TopicAndRecovery = S2B_StrongEtagTopics
"""A topic, and the url where whoever subscribes wants to be told what it missed."""

GlobAndRecovery = S2B_StrongEtagGlobs
"""The same with a pattern of topics."""

_SHAPE: Final[Any] = SHAPES_S2B_STRONG_ETAG[S2B_StrongEtag]
_DOCUMENT: Final[BodyShape] = _SHAPE


@dataclass(frozen=True, slots=True)
class StrongEtag:
    """What two sides compare to see whether they have the same subscriptions in mind."""

    format: Literal[0]
    """How it is made; there is one way so far."""

    etag: bytes
    """The SHA-512 of the document `hashing.strong_etag`, 64 bytes."""


def make_strong_etag(
    url: str,
    topics: Sequence[TopicAndRecovery],
    globs: Sequence[GlobAndRecovery],
    *,
    recheck_sort: bool = True,
) -> StrongEtag:
    """Make the etag of subscriptions that are all at hand.

    Topics and globs have to ascend, each among themselves, by their bytes and without repetition. If they do not, that
    is a `LonelyError`, which is a `ValueError`; with `recheck_sort=False` nobody looks.
    """
    generator = create_strong_etag_generator(url, recheck_sort=recheck_sort)
    return generator.add_topic(*topics).finish_topics().add_glob(*globs).finish()


def create_strong_etag_generator(
    url: str, *, recheck_sort: bool = True
) -> "StrongEtagGeneratorAtTopics":
    """Begin an etag whose subscriptions come one by one, or several at a time; as `make_strong_etag` otherwise.

    ```python
    generator = create_strong_etag_generator("http://localhost/").add_topic(TopicAndRecovery(b"a", None))
    etag = generator.finish_topics().add_glob(GlobAndRecovery("b*", None)).finish()
    ```
    """
    hasher = hashlib.sha512(head_of(_DOCUMENT, {"url": url}))
    return StrongEtagGeneratorAtTopics(hasher, recheck_sort=recheck_sort)


class StrongEtagGeneratorAtTopics:
    """An etag that takes topics next."""

    def __init__(self, hasher: Any, *, recheck_sort: bool = True) -> None:
        self.hasher = hasher
        self._recheck_sort = recheck_sort
        self._writer = GroupWriter(_DOCUMENT, "topics", hasher.update, is_sorted=not recheck_sort)

    def add_topic(self, *topic: TopicAndRecovery) -> "StrongEtagGeneratorAtTopics":
        """Take topics, all of them or none. Several at once take less time."""
        self._writer.add(topic)
        return self

    def finish_topics(self) -> "StrongEtagGeneratorAtGlobs":
        """Go on to the globs."""
        self._writer.end()
        return StrongEtagGeneratorAtGlobs(self.hasher, recheck_sort=self._recheck_sort)


class StrongEtagGeneratorAtGlobs:
    """An etag that takes globs next."""

    def __init__(self, hasher: Any, *, recheck_sort: bool = True) -> None:
        self.hasher = hasher
        self._writer = GroupWriter(_DOCUMENT, "globs", hasher.update, is_sorted=not recheck_sort)

    def add_glob(self, *globs: GlobAndRecovery) -> "StrongEtagGeneratorAtGlobs":
        """Take globs, all of them or none. Several at once take less time."""
        self._writer.add(globs)
        return self

    def finish(self) -> StrongEtag:
        """Return the etag. To be called once."""
        self._writer.end()
        return StrongEtag(format=0, etag=self.hasher.digest())


def etag_of(strong_etag: StrongEtag) -> bytes:
    """Return the 64 bytes of an etag whose format is known, for documents that have it."""
    if strong_etag.format != 0:
        raise LonelyError("bad_value", "etag", None, "an etag of format 0", "another format")
    return strong_etag.etag


{% include "python/dir.py" %}

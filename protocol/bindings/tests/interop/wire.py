"""Reads recorded websocket messages with whatever package is in use as ``lonelypsp.stateful``."""

import io
import typing
from collections import Counter
from collections.abc import Iterable
from typing import Any

from lonelypsp.stateful.message import B2S_Message, S2B_Message
from lonelypsp.stateful.parser import B2S_AnyMessageParser, S2B_AnyMessageParser
from lonelypsp.stateful.parser_helpers import parse_b2s_message_prefix, parse_s2b_message_prefix

from tap import S2B, Frame

_READERS: dict[bool, tuple[Any, Any]] = {
    True: (parse_s2b_message_prefix, S2B_AnyMessageParser),
    False: (parse_b2s_message_prefix, B2S_AnyMessageParser),
}


def decode(direction: str, wire: bytes) -> Any:
    """One whole message."""
    stream = io.BytesIO(wire)
    read_prefix, reader = _READERS[direction == S2B]
    prefix = read_prefix(stream)
    return reader.parse(prefix.flags, prefix.type, stream)


def classes(frames: Iterable[Frame]) -> Counter[str]:
    """How many messages of which class there are."""
    return Counter(type(decode(*frame)).__name__ for frame in frames)


def compressors(frames: Iterable[Frame]) -> set[int]:
    """The numbers of the compressors whose output was sent."""
    numbers = (getattr(decode(*frame), "compressor_id", None) for frame in frames)
    return {number for number in numbers if number is not None}


def every_class() -> set[str]:
    """The names of all message classes of the protocol."""
    return {
        found.__name__ for union in (S2B_Message, B2S_Message) for found in typing.get_args(union)
    }

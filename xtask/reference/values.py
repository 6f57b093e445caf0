"""Values between Python and JSON, and how a request or the reference says no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Json = dict[str, Any]  # an object

REFUSALS = (ValueError, KeyError, AssertionError, OverflowError)
"""What the reference raises on purpose (KeyError: an expanded header is missing)."""


class BadRequest(Exception):
    """The request is at fault, and the reference was not asked."""


class Refused(Exception):
    """The reference was asked and said no."""


class Codec(NamedTuple):
    """How values of one Python type are written in JSON and read from it.

    Reading is strict: what would be written differently is not a value.
    """

    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]


def as_is(kind: Any) -> Codec:
    """Make the codec of a type, or a union of types, that is the same in JSON."""

    def check(value: object) -> object:
        if not isinstance(value, kind):
            raise TypeError(f"{type(value).__name__} instead of {kind}")
        return value

    return Codec(lambda value: value, check)


def from_hex(text: str) -> bytes:
    """Read lower-case hexadecimal without anything in between."""
    value = bytes.fromhex(text)
    if value.hex() != text:
        raise ValueError("not lower-case hexadecimal")
    return value


def from_decimal(text: str) -> int:
    """Read an integer without a plus sign, leading zeros or separators."""
    value = int(text)
    if str(value) != text:
        raise ValueError(f"not a decimal string: {text!r}")
    return value


CODECS: dict[object, Codec] = {
    bytes: Codec(bytes.hex, from_hex),
    str: as_is(str),
    str | None: as_is(str | None),
    bool: as_is(bool),
    int: Codec(str, from_decimal),
}
"""By the type hint of a field or an argument."""


def take(request: Json, name: str, read: Callable[[Any], Any]) -> Any:
    """Read a member that must be there."""
    try:
        return read(request[name])
    except (KeyError, OverflowError, TypeError, ValueError) as problem:
        raise BadRequest(f"{name}: {problem}") from problem


def take_fields(given: Json, codecs: dict[str, Codec]) -> Json:
    """Read an object that has these members and no others."""
    if unknown := given.keys() - codecs.keys():
        raise BadRequest(f"unknown fields: {sorted(unknown)!r}")
    return {name: take(given, name, codec.from_json) for name, codec in codecs.items()}

# {{ stamp }}
{%- if has_blocks %}
"""Writes prefixes, header blocks and whole messages from their parts."""

from collections.abc import Collection
from io import BytesIO
from typing import Protocol, TypeVar

from ..runtime.headers import (
    int_to_minimal_unsigned,
    serialize_expanded_headers,
    serialize_minimal_headers,
)
from ..runtime.reader import as_bytes
{%- else %}
"""Writes prefixes."""

from typing import Protocol, TypeVar
{% endif %}
from ..runtime.streams import SyncWritableBytesIO
{{ constants }}
{%- if has_blocks %}

__all__ = [
    "MessageSerializer",
    "int_to_minimal_unsigned",
    "serialize_expanded_headers",
    "serialize_minimal_headers",
    "serialize_prefix",
    "serialize_simple_headers",
    "serialize_simple_message",
]
{%- else %}

__all__ = ["MessageSerializer", "serialize_prefix"]
{%- endif %}

T_contra = TypeVar("T_contra", contravariant=True)


def serialize_prefix(
    out: SyncWritableBytesIO,
    type: {{ any_type }},
    /,
{%- if has_blocks || has_flags %}
    *,
{%- endif %}
{%- if has_blocks %}
    minimal_headers: bool,
{%- endif %}
{%- if has_flags %}
    flags: int = 0,
{%- endif %}
) -> None:
{%- if has_blocks && has_flags %}
    """Write the four bytes that every message begins with; `flags` are those beside the header mode's."""
    mode = {{ minimal_flag }} if minimal_headers else 0
    out.write((flags | mode).to_bytes(2, "big"))
{%- else if has_blocks %}
    """Write the four bytes that every message begins with."""
    flags = {{ minimal_flag }} if minimal_headers else 0
    out.write(flags.to_bytes(2, "big"))
{%- else if has_flags %}
    """Write the four bytes that every message begins with."""
    out.write(flags.to_bytes(2, "big"))
{%- else %}
    """Write the four bytes that every message begins with."""
    out.write(bytes(2))
{%- endif %}
    out.write(int.to_bytes(type, 2, "big"))
{%- if has_blocks %}


def serialize_simple_headers(
    out: SyncWritableBytesIO,
    header_names: Collection[str],
    header_values: Collection[bytes],
    /,
    *,
    minimal: bool,
) -> None:
    """Write a header block, minimal or expanded."""
    if minimal:
        serialize_minimal_headers(out, header_values)
    else:
        serialize_expanded_headers(out, header_names, header_values)


def serialize_simple_message(
    *,
    type: {{ any_type }},
    header_names: Collection[str],
    header_values: Collection[bytes],
    payload: bytes,
    minimal_headers: bool,
{%- if has_flags %}
    flags: int = 0,
{%- endif %}
) -> bytes | bytearray:
    """Write a whole message from its parts, none of which is checked."""
    assert len(header_names) == len(header_values)
    out, minimal = BytesIO(), bool(minimal_headers)
{%- if has_flags %}
    serialize_prefix(out, type, minimal_headers=minimal, flags=flags)
{%- else %}
    serialize_prefix(out, type, minimal_headers=minimal)
{%- endif %}
    serialize_simple_headers(out, header_names, header_values, minimal=minimal)
    out.write(as_bytes(payload))
    return bytearray(out.getbuffer())
{%- endif %}


class MessageSerializer(Protocol[T_contra]):
    """What the functions that write a message look like."""

    def __call__(self, msg: T_contra, /, *, minimal_headers: bool) -> bytes | bytearray:
        """Write a message, with the minimal or the expanded header block."""
        ...


{% include "python/dir.py" %}

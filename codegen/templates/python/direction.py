# {{ stamp }}
{{ doc }}

from collections.abc import Callable
from typing import Any, Final

from ..runtime.quick import GIVES_UP
from ..runtime.reader import as_bytes, decode_exactly
from ..runtime.shapes import Shapes, encode_exactly
from ..runtime.streams import SyncReadableBytesIO
{{ imports }}

{{ exported }}

_LINES: Final[dict[bytes, Callable[[bytes], {{ upper }}_Message]]] = {
{%- for message in messages %}
    {{ message.minimal }}: read_minimal_{{ message.function }},
    {{ message.expanded }}: read_expanded_{{ message.function }},
{%- endfor %}
}

_EXACTLY: Final[dict[int, Callable[[SyncReadableBytesIO, bool], {{ upper }}_Message]]] = {
{%- for message in messages %}
    {{ message.code }}: read_exactly_{{ message.function }},
{%- endfor %}
}

SHAPES: Final = Shapes(
    "a message that a {{ sender }} sends",
{%- for message in messages %}
    *SHAPES_{{ message.upper }}.values(),
{%- endfor %}
)

_WRITERS: Final[dict[type[Any], Callable[[Any, bool], bytes]]] = {
    shape.of: shape.write for shape in SHAPES.values()
}


def decode(data: bytes | bytearray | memoryview) -> {{ upper }}_Message:
    """Read a whole message, from its prefix on.

    Whatever the bytes are, nothing but a `LonelyError` is raised.
    """
    raw = data if type(data) is bytes else as_bytes(data)
    try:
        return _LINES[raw[:4]](raw)
    except GIVES_UP:
        pass
    return decode_exactly(raw, "{{ sender }}", {{ minimal_flag }}, _EXACTLY)


def encode(message: {{ upper }}_Message, *, minimal_headers: bool = True) -> bytes:
    """Write a message, with the minimal or the expanded header block.

    Fields of bytes may hold a `bytearray` or a `memoryview` as well. Nothing is written that no reader would accept:
    a `LonelyError` says which value is not what its field takes.
    """
    try:
        return _WRITERS[type(message)](message, minimal_headers)
    except GIVES_UP:
        pass
    return encode_exactly(SHAPES, message, minimal_headers)

# {{ stamp }}
{{ doc }}

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from ..runtime.fast import GIVES_UP
{%- if has_flags %}
from ..runtime.flags import read_flagged
{%- endif %}
from ..runtime.incremental import Incremental, Start
from ..runtime.json_objects import json_object_of, message_of_json
{%- if has_flags || !sequences.is_empty() %}
from ..runtime.reader import as_bytes
{%- else %}
from ..runtime.reader import as_bytes, read_exactly
{%- endif %}
{%- if !has_flags && !sequences.is_empty() %}
from ..runtime.sequence import read_any
{%- endif %}
from ..runtime.shapes import Shapes, encode_exactly
from ..runtime.streams import SyncReadableBytesIO
{{ imports }}

{{ exported }}
{%- if has_flags %}
{%- if !blocks.is_empty() %}

_MINIMAL: Final[dict[bytes, Callable[[bytes, int], {{ upper }}_Message]]] = {
{%- for message in blocks %}
    {{ message.minimal }}: read_minimal_{{ message.function }},
{%- endfor %}
}

_EXPANDED: Final[dict[bytes, Callable[[bytes, int], {{ upper }}_Message]]] = {
{%- for message in blocks %}
    {{ message.expanded }}: read_expanded_{{ message.function }},
{%- endfor %}
}
{%- endif %}

_EXACTLY: Final[dict[int, Callable[[SyncReadableBytesIO, int], {{ upper }}_Message]]] = {
{%- for message in blocks %}
    {{ message.code }}: read_exactly_{{ message.function }},
{%- endfor %}
{%- for message in sequences %}
    {{ message.code }}: read_{{ message.function }},
{%- endfor %}
}
{%- else %}
{%- if !blocks.is_empty() %}

_FAST: Final[dict[bytes, Callable[[bytes], {{ upper }}_Message]]] = {
{%- for message in blocks %}
    {{ message.minimal }}: read_minimal_{{ message.function }},
    {{ message.expanded }}: read_expanded_{{ message.function }},
{%- endfor %}
}

_EXACTLY: Final[dict[int, Callable[[SyncReadableBytesIO, bool], {{ upper }}_Message]]] = {
{%- for message in blocks %}
    {{ message.code }}: read_exactly_{{ message.function }},
{%- endfor %}
}
{%- endif %}
{%- if !sequences.is_empty() %}

_SEQUENCES: Final[dict[int, Callable[[SyncReadableBytesIO], {{ upper }}_Message]]] = {
{%- for message in sequences %}
    {{ message.code }}: read_{{ message.function }},
{%- endfor %}
}
{%- endif %}
{%- endif %}

SHAPES: Final = Shapes(
    "a message that a {{ sender }} sends",
{%- for table in tables %}
    *{{ table }}.values(),
{%- endfor %}
)

_WRITERS: Final[dict[type[Any], Callable[[Any, bool], bytes]]] = {
    shape.of: shape.write for shape in SHAPES.values()
}

_START: Final = Start(
    4,
    {
{%- for message in messages %}
        {{ message.code }}: {{ message.scan }},
{%- endfor %}
    },
    {{ minimal_flag }},
)


def _read(stream: SyncReadableBytesIO) -> {{ upper }}_Message:
{%- if has_flags %}
    return read_flagged(stream, "{{ sender }}", _EXACTLY)
{%- else if sequences.is_empty() %}
    return read_exactly(stream, "{{ sender }}", {{ minimal_flag }}, _EXACTLY)
{%- else if blocks.is_empty() %}
    return read_any(stream, "{{ sender }}", {{ minimal_flag }}, {}, _SEQUENCES)
{%- else %}
    return read_any(stream, "{{ sender }}", {{ minimal_flag }}, _EXACTLY, _SEQUENCES)
{%- endif %}


def decode(data: bytes | bytearray | memoryview) -> {{ upper }}_Message:
    """Read a whole message, from its prefix on.

    Whatever the bytes are, nothing but a `LonelyError` is raised.
    """
    raw = data if type(data) is bytes else as_bytes(data)
{%- if !blocks.is_empty() %}
    try:
{%- if has_flags %}
        flags = raw[0] << 8 | raw[1]
        return (_MINIMAL if flags & {{ minimal_flag }} else _EXPANDED)[raw[2:4]](raw, flags)
{%- else %}
        return _FAST[raw[:4]](raw)
{%- endif %}
    except GIVES_UP:
        pass
{%- endif %}
    return _read(BytesIO(raw))


def incremental(*, limit: int | None = None) -> Incremental[{{ upper }}_Message]:
    """Decode a message that arrives in pieces, from its prefix on, of which no more than `limit` bytes are kept."""
    return Incremental(_read, _START, limit)


def encode(message: {{ upper }}_Message, *, minimal_headers: bool = True) -> bytes:
{%- if sequences.is_empty() %}
    """Write a message, with the minimal or the expanded header block.
{%- else if blocks.is_empty() %}
    """Write a message. It has no headers: how they are written changes nothing.
{%- else %}
    """Write a message, with the minimal or the expanded header block if it has one.
{%- endif %}

    Fields of bytes may hold a `bytearray` or a `memoryview` as well. Nothing is written that no reader would accept:
    a `LonelyError` says which value is not what its field takes.
    """
    try:
        return _WRITERS[type(message)](message, minimal_headers)
    except GIVES_UP:
        pass
    return encode_exactly(SHAPES, message, minimal_headers)


def to_json_object(message: {{ upper }}_Message) -> dict[str, Any]:
    """Return a message as an object that `json.dumps` takes: its `message`, `variant`, `fields`, and `flags` if any have names.

    Bytes are lower-case hex, integers decimal text, absent text is none, groups are lists of objects. Secrets are as they
    are: what comes out of here is data, and not for a log.

    Raises a `LonelyError` if it is no message of this direction. Other values are not checked.
    """
    return json_object_of(SHAPES, message)


def from_json_object(value: object) -> {{ upper }}_Message:
    """Return the message that an object from `to_json_object` says, as `json.loads` gives it.

    Raises a `LonelyError`: `bad_value` where something is missing, unknown, or spelled in another way; and for values that
    cannot be written, what `encode` would raise.
    """
    message: {{ upper }}_Message = message_of_json(SHAPES, value)
    return message


{% include "python/dir.py" %}

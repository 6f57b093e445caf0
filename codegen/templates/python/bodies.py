# {{ stamp }}
{{ doc }}

from collections.abc import Callable
{%- if width.is_some() %}
from io import BytesIO
{%- endif %}
from typing import {{ typing }}

{{ runtime }}
{{ imports }}

{{ exported }}

_READERS: Final[dict[str, Callable[[SyncReadableBytesIO], {{ upper }}_Message]]] = {
{%- for message in messages %}
    "{{ message.name }}": read_{{ message.function }},
{%- endfor %}
}
{%- if let Some(width) = width %}

_BY_CODE: Final[dict[int, Callable[[SyncReadableBytesIO], {{ upper }}_Message]]] = {
{%- for message in coded %}
    {{ message.code }}: read_{{ message.function }},
{%- endfor %}
}

_START: Final = Start(
    {{ width }},
    {
{%- for message in coded %}
        {{ message.code }}: {{ message.scan }},
{%- endfor %}
    },
)
{%- endif %}

_DECODERS: Final[dict[str, Callable[..., Incremental[{{ upper }}_Message]]]] = {
{%- for message in messages %}
    "{{ message.name }}": incremental_{{ message.function }},
{%- endfor %}
}

SHAPES: Final = Shapes(
    "a message that a {{ sender }} sends",
{%- for message in messages %}
    *{{ message.table }}.values(),
{%- endfor %}
)
{%- for overload in overloads %}


@overload
{{ overload }}
{%- endfor %}


{{ decode_head }}
    """Read a whole message, of which the name is known.

    Whatever the bytes are, nothing but a `LonelyError` is raised.
    """
    return decode_body_of(message, data, "{{ sender }}", _READERS)
{%- if let Some(width) = width %}


def decode_by_code(data: bytes | bytearray | memoryview) -> {{ upper }}_Message:
    """Read a whole message that begins with its code, and is known by it.

    Whatever the bytes are, nothing but a `LonelyError` is raised.
    """
    return decode_body_by_code(data, "{{ sender }}", {{ width }}, _BY_CODE)

{%- endif %}
{%- for overload in incremental_overloads %}


@overload
{{ overload }}
{%- endfor %}


{{ incremental_head }}
    """Decode a message that arrives in pieces, of which the name is known and no more than `limit` bytes are kept."""
    return incremental_of(message, "{{ sender }}", _DECODERS, limit)
{%- if width.is_some() %}


def _read_by_code(stream: BytesIO | HeadStream) -> {{ upper }}_Message:
    return read_body_by_code(stream, "{{ sender }}", _START.width, _BY_CODE)


def incremental_by_code(*, limit: int | None = None) -> Incremental[{{ upper }}_Message]:
    """Decode a message that arrives in pieces and begins with its code, of which no more than `limit` bytes are kept."""
    return Incremental(_read_by_code, _START, limit)
{%- endif %}


def encode(message: {{ upper }}_Message) -> bytes:
    """Write a message.

    Fields of bytes may hold a `bytearray` or a `memoryview` as well. Nothing is written that no reader would accept:
    a `LonelyError` says which value is not what its field takes.
    """
    return encode_body(SHAPES, message)


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

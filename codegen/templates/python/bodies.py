# {{ stamp }}
{{ doc }}

from collections.abc import Callable
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
{%- endif %}

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


def encode(message: {{ upper }}_Message) -> bytes:
    """Write a message.

    Fields of bytes may hold a `bytearray` or a `memoryview` as well. Nothing is written that no reader would accept:
    a `LonelyError` says which value is not what its field takes.
    """
    return encode_body(SHAPES, message)

# {{ stamp }}
"""Parsers for whatever message comes."""

from typing import Final

from ..errors import LonelyError
from ..runtime.streams import SyncReadableBytesIO
{{ imports }}

{{ exported }}
{%- for direction in directions %}

{{ direction.upper }}_MESSAGE_PARSERS: list[type[{{ direction.upper }}_MessageParser[{{ direction.upper }}_Message]]] = [
{%- for parser in direction.parsers %}
    {{ parser }},
{%- endfor %}
]
"""The parsers of all messages that a {{ direction.sender }} sends."""
{%- endfor %}
{%- for direction in directions %}

_{{ direction.upper }}_BY_TYPE: Final = {
    type: parser for parser in {{ direction.upper }}_MESSAGE_PARSERS for type in parser.relevant_types()
}
{%- endfor %}
{%- for direction in directions %}


class {{ direction.upper }}_AnyMessageParser:
    """Reads any message that a {{ direction.sender }} sends, as `{{ direction.upper }}_MessageParser` wants it."""

    @classmethod
    def relevant_types(cls) -> list[{{ direction.type_class }}]:
        """Return the types of all messages that a {{ direction.sender }} sends."""
        return list(_{{ direction.upper }}_BY_TYPE)

    @classmethod
    def parse(
        cls,
        flags: {{ flags_class }},
        type: {{ direction.type_class }},
        payload: SyncReadableBytesIO,
    ) -> {{ direction.upper }}_Message:
        """Read a message from a stream that is positioned behind the prefix."""
        parser = _{{ direction.upper }}_BY_TYPE.get(type)
        if parser is None:
            expected = "a type that a {{ direction.sender }} sends"
            raise LonelyError("unknown_type", None, 2, expected, str(int(type)))
        return parser.parse(flags, type, payload)
{%- endfor %}


{% include "python/dir.py" %}

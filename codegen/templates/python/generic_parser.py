# {{ stamp }}
"""What a parser looks like."""

from typing import Protocol, TypeVar

from ..runtime.streams import SyncReadableBytesIO
{{ constants }}

{{ exported }}

T_co = TypeVar("T_co", covariant=True)
{%- for direction in directions %}


class {{ direction.upper }}_MessageParser(Protocol[T_co]):
    """A parser of what a {{ direction.sender }} sends."""

    @classmethod
    def relevant_types(cls) -> list[{{ direction.type_class }}]:
        """Return the types that it reads."""
        ...

    @classmethod
    def parse(
        cls,
        flags: {{ flags_class }},
        type: {{ direction.type_class }},
        payload: SyncReadableBytesIO,
    ) -> T_co:
        """Read a message from a stream that is positioned behind the prefix.

        It reads what the message needs and no more. Bytes that are no such message raise a `LonelyError`, which is a
        `ValueError`; a type that it does not read is an assertion.
        """
        ...
{%- endfor %}


{% include "python/dir.py" %}

# {{ stamp }}
"""Reads prefixes{% if has_blocks %} and header blocks{% endif %} from streams."""

{% if has_blocks -%}
from collections.abc import Generator, Iterable
{% endif -%}
from dataclasses import dataclass
{% if has_blocks %}
from ..runtime.headers import (
    GeneratorContextManager,
    parse_expanded_headers,
    parse_minimal_message_headers,
    read_exact,
)
{%- else %}
from ..runtime.headers import read_exact
{%- endif %}
from ..runtime.reader import read_code, read_flags
from ..runtime.streams import SyncReadableBytesIO
{{ constants }}

{{ exported }}
{%- for direction in directions %}

_{{ direction.upper }}_TYPES = {member.value: member for member in {{ direction.type_class }}}
{%- endfor %}
{%- for direction in directions %}


@dataclass(frozen=True, slots=True)
class {{ direction.upper }}_MessagePrefix:
    """The four bytes that every message of a {{ direction.sender }} begins with."""

    flags: {{ flags_class }}
    """How the message is written."""

    type: {{ direction.type_class }}
    """What it is."""


def parse_{{ direction.lower }}_message_prefix(body: SyncReadableBytesIO) -> {{ direction.upper }}_MessagePrefix:
    """Read the four bytes that every message of a {{ direction.sender }} begins with."""
    flags = {{ flags_class }}(read_flags(body))
    code = read_code(body, "{{ direction.sender }}", _{{ direction.upper }}_TYPES)
    return {{ direction.upper }}_MessagePrefix(flags, _{{ direction.upper }}_TYPES[code])
{%- endfor %}
{%- if has_blocks %}


def parse_simple_headers(
    flags: {{ flags_class }},
    body: SyncReadableBytesIO,
    minimal_headers: Iterable[str],
) -> dict[str, bytes]:
    """Read a header block, minimal or expanded as the flags say.

    A minimal block has one value for each of the given names; an expanded one has what it has.
    """
    if int(flags) & {{ minimal_flag }} == 0:
        return parse_expanded_headers(body)
    values: Generator[bytes, None, None] = parse_minimal_message_headers(body)
    with GeneratorContextManager(values) as iterator:
        return {name: next(iterator) for name in minimal_headers}
{%- endif %}


{% include "python/dir.py" %}

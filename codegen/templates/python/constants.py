# {{ stamp }}
{{ doc }}
{%- if !enums.is_empty() %}

from enum import {{ enums }}
{%- endif %}

{{ exported }}
{%- if let Some(prefix) = prefix %}


class {{ prefix.class }}({{ prefix.base }}):
{{ prefix.doc }}
{%- for flag in prefix.flags %}

{{ flag.declaration }}
{{ flag.doc }}
{%- endfor %}
{%- endif %}
{%- for types in types %}


class {{ types.class }}(IntEnum):
    """The types of the messages that a {{ types.sender }} sends to a {{ types.receiver }}."""
{%- for member in types.members %}

    {{ member.name }} = {{ member.value }}
{{ member.doc }}
{%- endfor %}
{%- endfor %}


{% include "python/dir.py" %}

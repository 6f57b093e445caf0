# {{ stamp }}
{{ doc }}

from enum import {{ enums }}

{{ exported }}


class {{ flags_class }}({{ flags_base }}):
{{ flags_doc }}
{%- for flag in flags %}

{{ flag.declaration }}
{{ flag.doc }}
{%- endfor %}
{%- for types in types %}


class {{ types.class }}(IntEnum):
    """The types of the messages that a {{ types.sender }} sends to a {{ types.receiver }}."""
{%- for member in types.members %}

    {{ member.name }} = {{ member.value }}
{{ member.doc }}
{%- endfor %}
{%- endfor %}

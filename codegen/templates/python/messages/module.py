# {{ stamp }}
{{ doc }}

{{ imports }}

{{ exported }}
{%- for message in messages %}

{%- if has_prefix %}


{{ message.type_constant }}
{%- if let Some(headers) = message.headers %}
{{ headers }}
{%- endif %}
{%- endif %}
{%- for class in message.classes %}

{% if let Some(deprecated) = class.deprecated %}
{{ deprecated }}
{%- endif %}
@dataclass(frozen=True, slots=True)
class {{ class.name }}:
{{ class.doc }}
{%- for field in class.fields %}

{{ field.declaration }}
{{ field.doc }}
{%- endfor %}


{{ class.open }}


{{ class.maker }}
{%- endfor %}
{%- if !message.union.is_empty() %}


{{ message.union }}
{{ message.union_doc }}
{%- endif %}
{%- for reader in message.readers %}


{{ reader }}
{%- endfor %}


{{ message.scan }}
"""How far it goes before its body."""
{%- if has_prefix %}


class {{ message.parser }}:
    """Reads `{{ message.member }}` from a stream, as `{{ message.direction }}_MessageParser` wants it."""

    @classmethod
    def relevant_types(cls) -> list[{{ message.type_class }}]:
        """Return the types that this parser reads."""
        return [_TYPE_{{ message.upper }}]

    @classmethod
{{ message.parse_head }}
        """Read a message from a stream that is positioned behind the prefix."""
{{ message.parse_body }}
{%- if let Some(alias) = message.alias %}


{{ alias }} = {{ message.parser }}
"""The same under the name that programs know it by."""
{%- endif %}
{%- endif %}
{%- for writer in message.writers %}


{{ writer }}
{%- endfor %}
{%- for entry in message.entries %}


{{ entry }}
{%- endfor %}


SHAPES_{{ message.upper }}: Final = Shapes(
    "an `{{ message.class }}`",
{%- for shape in message.shapes %}
{{ shape }}
{%- endfor %}
)

{%- if has_prefix %}


{{ message.serialize_head }}
{{ message.serialize_doc }}
{{ message.serialize_body }}
{%- else %}


{{ message.decode_head }}
    """Read a whole `{{ message.member }}`. What follows it is ignored, unless it ends with all that is left."""
{{ message.decode_body }}


{{ message.incremental_head }}
    """Decode a `{{ message.member }}` that arrives in pieces, of which no more than `limit` bytes are kept."""
{{ message.incremental_body }}


{{ message.encode_head }}
    """Write a `{{ message.member }}`."""
{{ message.encode_body }}
{%- endif %}
{%- endfor %}
{%- for group in unions %}


{{ group }}
"""Any of the messages in this module."""
{%- endfor %}


{% include "python/dir.py" %}

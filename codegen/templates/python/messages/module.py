# {{ stamp }}
{{ doc }}

{{ imports }}

{{ exported }}
{%- for message in messages %}


{{ message.type_constant }}
{%- if let Some(headers) = message.headers %}
{{ headers }}
{%- endif %}
{%- for class in message.classes %}


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


{{ message.serialize_head }}
{{ message.serialize_doc }}
{{ message.serialize_body }}
{%- endfor %}
{%- for group in unions %}


{{ group }}
"""Any of the messages in this module."""
{%- endfor %}

// {{ stamp }}
{% for import in imports %}
{{ import }}
{%- endfor %}
{%- for interface in interfaces %}

{{ interface.doc }}
export interface {{ interface.name }} {
  {%- if interface.tags.is_empty() && interface.fields.is_empty() %}
  readonly [name: string]: never;
  {%- endif %}
  {%- for tag in interface.tags %}
  readonly {{ tag.name }}: {{ tag.value }};
  {%- endfor %}
  {%- for field in interface.fields %}
{{ field.doc }}
  readonly {{ field.name }}: {{ field.ty }};
  {%- endfor %}
}
{%- endfor %}
{%- if let Some(all) = union %}

{{ all.doc }}
{{ all.text }}
{%- endif %}

{{ decode }}

{{ scan }}
{%- if union.is_some() %}

{{ doc_encode }}
{{ signature_encode }}
  checkType(message, {{ quoted_name }});
  switch (message.variant{% if shapes.len() == 1 %} as string{% endif %}) {
    {%- for shape in shapes %}
    {%- if let Some(variant) = shape.variant %}
    case {{ variant }}:
      return encode{{ shape.name }}({{ shape.arguments }});
    {%- endif %}
    {%- endfor %}
    default:
      throw unknownVariant(message);
  }
}
{%- endif %}
{%- for shape in shapes %}
{% if shape.variant.is_none() %}
{{ doc_encode }}
{%- endif %}
{{ shape.signature }}
  {%- if shape.variant.is_none() %}
  checkType(message, {{ quoted_name }});
  {%- endif %}
  {%- for line in shape.encode %}
{{ line }}
  {%- endfor %}
}
{%- endfor %}
{%- for entry in entries %}

{{ entry.signature }}
{%- for line in entry.lines %}
{{ line }}
{%- endfor %}
}
{%- endfor %}
{%- if let Some(pieces) = pieces %}

{{ pieces }}
{%- endif %}
{%- if let Some(documents) = documents %}

{{ documents }}
{%- endif %}
{%- if let Some(http) = http %}

{{ http }}
{%- endif %}

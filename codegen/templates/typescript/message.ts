// {{ stamp }}
{% for import in imports %}
{{ import }}
{%- endfor %}
{%- for interface in interfaces %}

{{ interface.doc }}
export interface {{ interface.name }} {
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

{{ headers }}
const names = /* @__PURE__ */ spellNames(headers, {{ header_count }});
{%- if let Some(count) = head_count %}
const headNames = /* @__PURE__ */ spellNames(headers, {{ count }});
{%- endif %}

{{ doc_decode }}
{{ signature_decode }}
  {%- if has_digest %}
  const hash = hashOf(options);
  return quickly(bytes, hash) ?? exactly(bytes, hash);
  {%- else %}
  return quickly(bytes) ?? exactly(bytes);
  {%- endif %}
}

{{ signature_quick }}
  const q = quick(bytes, {{ code }}, minimal, names);
{{ fast }}
}

{{ signature_exact }}
  const b = block(bytes, {{ code }}, minimal, headers, {{ direction }});
  {%- if reads.is_empty() %}
  if (b.expanded) readInAnyOrder(b);
  {%- else %}
  if (b.expanded) {
    readInAnyOrder(b);
  } else {
    {%- for read in reads %}
{{ read }}
    {%- endfor %}
  }
  {%- endif %}
{{ exact }}
}
{%- if union.is_some() %}

{{ doc_encode }}
{{ signature_encode }}
  checkType(message, {{ quoted_name }});
  switch (message.variant{% if shapes.len() == 1 %} as string{% endif %}) {
    {%- for shape in shapes %}
    {%- if let Some(variant) = shape.variant %}
    case {{ variant }}:
      return encode{{ shape.name }}({% if shape.takes_message %}message, {% endif %}mode);
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

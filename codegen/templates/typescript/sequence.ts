{%- for literal in literals %}{{ literal }}
{% endfor %}
{%- if !literals.is_empty() %}
{% endif %}{{ head.doc }}
{{ head.signature }}
  {%- if head.has_digest %}
  const hash = hashOf(options);
  {%- endif %}
{{ begin }}
{%- if let Some(flags) = flags %}
{{ flags }}
{%- endif %}
{{ program }}
}
{%- for entry in entries %}

{{ entry.signature }}
{%- for step in entry.steps %}
{{ step }}
{%- endfor %}
  {%- if entry.members.is_empty() %}
  return {};
  {%- else %}
  return {
    {%- for member in entry.members %}
{{ member.line("  ") }}
    {%- endfor %}
  };
  {%- endif %}
}
{%- endfor %}

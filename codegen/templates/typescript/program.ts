{%- for Decision { steps, condition, yes } in decisions %}
{%- for step in steps %}{{ step }}
{% endfor %}
{{- margin }}if ({{ condition }}) {
{{ yes }}
{{ margin }}}
{% endfor %}
{%- for step in steps %}{{ step }}
{% endfor %}
{{- margin }}return {
{%- for member in members %}
{{ member.line(margin) }}
{%- endfor %}
{{ margin }}};

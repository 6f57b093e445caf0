# {{ stamp }}
{{ doc }}
{%- if !imports.is_empty() %}

{{ imports }}

{{ exported }}
{%- endif %}

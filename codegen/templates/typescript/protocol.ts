// {{ stamp }}

{{ doc }}
{% for direction in directions %}
export * as {{ direction }} from "./{{ direction }}.ts";
{%- endfor %}
{%- if has_prefix %}
export { Flags } from "./prefix.ts";
{%- endif %}

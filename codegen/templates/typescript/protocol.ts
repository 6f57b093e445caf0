// {{ stamp }}

{{ doc }}
{% for direction in directions %}
export * as {{ direction }} from "./{{ direction }}.ts";
{%- endfor %}
export { Flags } from "./prefix.ts";

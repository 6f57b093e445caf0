// {{ stamp }}
{%- if !directions.is_empty() %}

import type { Direction } from "../runtime/index.ts";
{%- endif %}

/** The flags that a message can have. */
{%- if flags.is_empty() %}
export const Flags = {} as const;
{%- else %}
export const Flags = {
  {%- for flag in flags %}
{{ flag.doc }}
  {{ flag.name }}: {{ flag.mask }},
  {%- endfor %}
} as const;
{%- endif %}

{%- if let Some(minimal) = minimal %}

/** The flag that selects the minimal header block. */
export const minimal = {{ minimal }};
{%- endif %}
{%- for direction in directions %}

/** What a {{ direction.sender }} sends. */
export const {{ direction.name }}: Direction = {
  sender: "{{ direction.sender }}",
  codes: {{ direction.codes }},
};
{%- endfor %}

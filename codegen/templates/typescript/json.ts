// {{ stamp }}

/**
 * Messages as JSON and back, in the form in which the conformance protocol has them: bytes as lower-case hex, integers as
 * decimal text, no text as `null`, groups as arrays.
 *
 * @packageDocumentation
 */

import type { MessageJson } from "../runtime/message-json.ts";
{%- if !imports.is_empty() %}
import { jsonOf } from "../runtime/message-json.ts";
{%- endif %}
{%- for import in imports %}
{{ import }}
{%- endfor %}
export type { JsonMessage, MessageJson } from "../runtime/message-json.ts";
{%- for protocol in protocols %}
{%- if protocol.directions.is_empty() %}

const ${{ protocol.camel }}: Readonly<Record<string, MessageJson<never>>> = {};
{%- else %}

const ${{ protocol.camel }}: {
  {%- for direction in protocol.directions %}
  readonly {{ direction.name }}: MessageJson<{{ direction.module }}>;
  {%- endfor %}
} = {
  {%- for direction in protocol.directions %}
  {{ direction.name }}: /* @__PURE__ */ jsonOf([
    {%- for shape in direction.shapes %}
    {
      message: {{ shape.message }},
      variant: {{ shape.variant }},
      {%- if shape.is_sequence %}
      isSequence: true,
      {%- endif %}
      {%- if let Some(body) = shape.body %}
      body: {{ body }},
      {%- endif %}
      {%- if !shape.flags.is_empty() %}
      flags: {
        {%- for flag in shape.flags %}
        {{ flag.name }}: {{ flag.value }},
        {%- endfor %}
      },
      {%- endif %}
      {%- if shape.fields.is_empty() %}
      fields: {},
      {%- else %}
      fields: {
{%- for line in shape.fields %}
{{ line }}
{%- endfor %}
      },
      {%- endif %}
    },
    {%- endfor %}
  ]),
  {%- endfor %}
};
{%- endif %}
{%- endfor %}
{%- if !protocols.is_empty() %}

{{ export }}
{%- endif %}

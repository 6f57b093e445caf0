// {{ stamp }}

/**
 * Answers the requests of the conformance protocol, so that this package can be compared with those in other languages.
 *
 * @packageDocumentation
 */

import type { DecodeAsyncOptions, DecodeOptions } from "./runtime/index.ts";
import type { Testee } from "./runtime/testee-table.ts";
import { answerAsyncWith, answerWith } from "./runtime/testee.ts";
{%- if has_auth %}
import { {% if has_etag %}etagOp, {% endif %}signOp, tokenOp, verifyOp } from "./runtime/testee-auth.ts";
import { documents } from "./auth.ts";
{%- endif %}
{%- if has_etag %}
import { strongEtag, strongEtagNow } from "./etag.ts";
{%- endif %}
{%- if !protocols.is_empty() %}
import * as $json from "./conformance/json.ts";
{%- endif %}
{%- for import in imports %}
{{ import }}
{%- endfor %}

/** What can be asked for, and what answers. */
export const testee: Testee = {
  version: {{ version }},
  {%- if protocols.is_empty() %}
  protocols: {},
  {%- else %}
  protocols: {
    {%- for protocol in protocols %}
    {{ protocol.name }}: {
      {%- if let Some(minimal) = protocol.minimal %}
      minimal: {{ minimal }},
      {%- endif %}
      {%- if protocol.directions.is_empty() %}
      directions: {},
      {%- else %}
      directions: {
        {%- for direction in protocol.directions %}
        {{ direction.name }}: {
          codec: {{ direction.module }},
          shapes: $json.{{ protocol.camel }}.{{ direction.name }}.shapes,
        },
        {%- endfor %}
      },
      {%- endif %}
    },
    {%- endfor %}
  },
  {%- endif %}
  {%- if has_auth %}
  more: {
    sign: signOp(documents),
    verify: verifyOp(documents),
    token: tokenOp,
    {%- if has_etag %}
    etag: etagOp(strongEtagNow, strongEtag),
    {%- endif %}
  },
  {%- endif %}
};

/** Answers a request, which is a line of JSON, by a line of JSON, whatever it is. */
export function answer(line: string, options?: DecodeOptions): string {
  return answerWith(testee, line, options);
}

/** The same where SHA-512 takes its time. */
export function answerAsync(line: string, options?: DecodeAsyncOptions): Promise<string> {
  return answerAsyncWith(testee, line, options);
}

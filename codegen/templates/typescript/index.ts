// {{ stamp }}

{{ doc }}
{% for protocol in protocols %}
export * as {{ protocol.name }} from "./{{ protocol.file }}/index.ts";
{%- endfor %}
export type { IncrementalOptions, Received } from "./runtime/incremental.ts";
export { AboveLimitError, Head, IncrementalDecoder } from "./runtime/incremental.ts";
{%- if has_http %}
export type { HttpHeaders, HttpRequest, HttpRoute } from "./runtime/http.ts";
{%- endif %}
export type {
  Bytes,
  DecodeAsyncOptions,
  DecodeOptions,
  Decoded,
  Decoder,
  ErrorKind,
  HeaderMode,
  Prefix,
  Sha512,
  Sha512Async,
} from "./runtime/index.ts";
export {
  LonelyError,
  Unverified,
  decodeAsync,
  decodePrefix,
  decodeUnverified,
} from "./runtime/index.ts";

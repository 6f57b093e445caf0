// {{ stamp }}

{{ doc }}
{% for import in imports %}
{{ import }}
{%- endfor %}
{% for message in messages %}
export * from "./{{ direction }}/{{ message.file }}.ts";
{%- endfor %}

/** Everything that a {{ sender }} sends, told apart by `type`. */
{{ union }}

/** The type codes of what a {{ sender }} sends. */
export const Type = {
  {%- for message in messages %}
{{ message.doc }}
  {{ message.camel }}: {{ message.code }},
  {%- endfor %}
} as const;

/** The type code of a message that a {{ sender }} sends. */
export type Type = (typeof Type)[keyof typeof Type];

/**
 * Decodes a message that a {{ sender }} sent. Its bytes are views of those that are given.
{%- if has_digest %}
 *
 * Digests are compared: by what Node has built in, or the function that the options give.
{%- endif %}
 */
{%- if has_digest %}
export function decode(bytes: Uint8Array, options?: DecodeOptions): $Decoded<Message> {
{%- else %}
export function decode(bytes: Uint8Array, _options?: DecodeOptions): $Decoded<Message> {
{%- endif %}
  switch (codeOf(bytes)) {
    {%- for message in messages %}
    case {{ message.code }}:
      return decode{{ message.ty }}(bytes{%- if message.has_digest %}, options{%- endif %});
    {%- endfor %}
    default:
      throw wrongPrefix(bytes, {{ direction }});
  }
}

/** Decodes a message that a {{ sender }} sent, but compares no digests: `verify` of the result does. */
export function decodeUnverified(bytes: Uint8Array): Unverified<$Decoded<Message>> {
  return $decodeUnverified(decode, bytes);
}

/**
 * Decodes a message that a {{ sender }} sent, and compares digests by a function that takes its time: WebCrypto, unless
 * the options give another. The bytes must not change before the promise is settled.
 */
export function decodeAsync(
  bytes: Uint8Array,
  options?: DecodeAsyncOptions,
): Promise<$Decoded<Message>> {
  return $decodeAsync(decode, bytes, options);
}

/** How far each goes before its body. */
const scans = {
  {%- for message in messages %}
  {{ message.code }}: $scan{{ message.ty }},
  {%- endfor %}
};

/** Decodes a message that a {{ sender }} sends and that arrives in pieces. */
export function incremental(options?: $IncrementalOptions): $IncrementalDecoder<$Decoded<Message>> {
  return prefixedDecoder(decode, {{ minimal }}, scans, options);
}
{% if has_blocks %}
/** Encodes a message that a {{ sender }} sends, with a minimal header block unless told otherwise. */
export function encode(message: Message, mode: HeaderMode = "minimal"): Bytes {
{%- else %}
/** Encodes a message that a {{ sender }} sends. */
export function encode(message: Message, _mode?: HeaderMode): Bytes {
{%- endif %}
  checkMessage(message);
  switch (message.type{% if messages.len() == 1 %} as string{% endif %}) {
    {%- for message in messages %}
    case {{ message.quoted }}:
      return encode{{ message.ty }}(message{% if message.is_block %}, mode{% endif %});
    {%- endfor %}
    default:
      throw unknownType(message);
  }
}

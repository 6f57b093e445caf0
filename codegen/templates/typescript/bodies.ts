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

/** The numbers of what a {{ sender }} sends. */
export const Type = {
  {%- for message in messages %}
{{ message.doc }}
  {{ message.camel }}: {{ message.code }},
  {%- endfor %}
} as const;

/** The number of a message that a {{ sender }} sends. */
export type Type = (typeof Type)[keyof typeof Type];

/**
 * Decodes bytes of which it is known that they are a message of this type. Its bytes are views of those that are given.
{%- if has_digest %}
 *
 * Digests are compared: by what Node has built in, or the function that the options give.
{%- endif %}
 */
export function decode<T extends Message["type"]>(
  type: T,
  bytes: Uint8Array,
  options?: DecodeOptions,
): $Decoded<Extract<Message, { readonly type: T }>>;
export function decode(
  type: string,
  bytes: Uint8Array,
  {% if !has_digest %}_{% endif %}options?: DecodeOptions,
): $Decoded<Message> {
  switch (type) {
    {%- for message in messages %}
    case {{ message.quoted }}:
      return decode{{ message.ty }}(bytes{%- if message.has_digest %}, options{%- endif %});
    {%- endfor %}
    default:
      throw unknownType({ type });
  }
}

/** Decodes a message of this type, but compares no digests: `verify` of the result does. */
export function decodeUnverified<T extends Message["type"]>(
  type: T,
  bytes: Uint8Array,
): Unverified<$Decoded<Extract<Message, { readonly type: T }>>> {
  return $decodeUnverified((bytes, options) => decode(type, bytes, options), bytes);
}

/**
 * Decodes a message of this type, and compares digests by a function that takes its time: WebCrypto, unless the options
 * give another. The bytes must not change before the promise is settled.
 */
export function decodeAsync<T extends Message["type"]>(
  type: T,
  bytes: Uint8Array,
  options?: DecodeAsyncOptions,
): Promise<$Decoded<Extract<Message, { readonly type: T }>>> {
  return $decodeAsync((bytes, options) => decode(type, bytes, options), bytes, options);
}

/** How far each goes before its body. */
const scans = {
  {%- for message in messages %}
  {{ message.snake }}: $scan{{ message.ty }},
  {%- endfor %}
};

/** Decodes a message of this type that arrives in pieces. */
export function incremental<T extends Message["type"]>(
  type: T,
  options?: $IncrementalOptions,
): $IncrementalDecoder<$Decoded<Extract<Message, { readonly type: T }>>> {
  if (!Object.hasOwn(scans, type)) throw unknownType({ type });
  return bareDecoder((bytes, options) => decode(type, bytes, options), scans[type], options);
}
{%- if let Some(coded) = coded %}

/** Those that begin with their number. */
{{ coded.union }}

/** Decodes one of the messages that begin with their number{% if coded.has_digest %}, and compares its digest{% endif %}. */
{{ coded.signature }}
  switch (leadingCode(bytes, {{ coded.width }})) {
    {%- for message in messages %}
    {%- if message.is_coded %}
    case {{ message.code }}:
      return decode{{ message.ty }}(bytes{%- if message.has_digest %}, options{%- endif %});
    {%- endif %}
    {%- endfor %}
    default:
{{ coded.wrong }}
  }
}

/** How far those that begin with their number go before their body. */
const codedScans = {
  {%- for message in messages %}
  {%- if message.is_coded %}
  {{ message.code }}: $scan{{ message.ty }},
  {%- endif %}
  {%- endfor %}
};

/** Decodes one of the messages that begin with their number, and that arrives in pieces. */
export function incrementalByCode(
  options?: $IncrementalOptions,
): $IncrementalDecoder<$Decoded<CodedMessage>> {
  return codedDecoder(decodeByCode, {{ coded.width }}, codedScans, options);
}
{%- endif %}

/** Encodes a message that a {{ sender }} sends. */
export function encode(message: Message): Bytes {
  checkMessage(message);
  switch (message.type{% if messages.len() == 1 %} as string{% endif %}) {
    {%- for message in messages %}
    case {{ message.quoted }}:
      return encode{{ message.ty }}(message);
    {%- endfor %}
    default:
      throw unknownType(message);
  }
}

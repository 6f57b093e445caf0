// {{ stamp }}

/**
 * Authorization: what to send with a message, and whether a received one is allowed.
 *
 * What is authorized is a document, which says all of a message that matters. Which document belongs to which message is
 * said where the documents are, in `signing`. A strategy is given one and makes the text of the `authorization`, or is given
 * one with such a text and says whether it is right. Three strategies are here: none, by token, and by signature. A program's
 * own implements `Strategy`.
 *
 * ```ts
 * const keys = { toBroadcaster: Key.random(), toSubscriber: Key.random() };
 * const [subscriber, broadcaster] = [hmac(keys), hmac(keys)];
 * const document = { type: "…", … } as const;
 * const authorization = await subscriber.authorize(document);
 * const { result, refusal } = await broadcaster.check(document, authorization);
 * ```
 *
 * Why something is refused is for logs; what the other side is told is the `result`.
 *
 * @packageDocumentation
 */
{% for import in imports %}
{{ import }}
{%- endfor %}

export * from "./runtime/auth/index.ts";

/** What is signed, before it is. */
{{ document }}

{{ types }}

function isOfSubscriber(document: Document): boolean {
  checkMessage(document);
  return ofSubscriber.includes(document.type);
}

/** Who sends what documents sign, and how they are written. */
export const documents: Documents<Document> = {
  isOfSubscriber,
  encode(document, { timestamp, nonce }) {
    const signed = { ...document, timestamp, nonce };
    {%- for direction in directions %}
    {%- if direction.is_last %}
    return encode{{ direction.name }}(signed as {{ direction.name }});
    {%- else %}
    if (isOfSubscriber(document)) return encode{{ direction.name }}(signed as {{ direction.name }});
    {%- endif %}
    {%- endfor %}
  },
};

/** Sends nothing, allows everything. */
export function none(): NoAuth {
  return new NoAuth();
}

/** Sends a token, allows who knows it. Each direction has its own. */
export function token(tokens: TokenOptions): Token<Document> {
  return new Token({ isOfSubscriber }, tokens);
}

/** Signs every message, so that none can be changed nor sent twice. Each direction has its own key. */
export function hmac(options: HmacOptions): Hmac<Document> {
  return new Hmac(documents, options);
}

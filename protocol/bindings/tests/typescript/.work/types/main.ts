// What types promise to a program that depends on the package: what compiles, and what must not.

import { LonelyError, decodeAsync, decodeUnverified, stateful } from "lonelypsp";
import type { Bytes, ErrorKind, HeaderMode, Unverified } from "lonelypsp";
import { answer } from "lonelypsp/conformance";
import { Flags, s2b } from "lonelypsp/stateful";
import type { Message } from "lonelypsp/stateful/b2s";
import { Type, encodeMissed } from "lonelypsp/stateful/b2s";
import { decodeNotify as decodeS2bNotify, encode } from "lonelypsp/stateful/s2b";
import type { Notify, NotifyCompressed } from "lonelypsp/stateful/s2b";

// @ts-expect-error: this direction has no such message
import { decodeNotify } from "lonelypsp/stateful/b2s";
// @ts-expect-error: only what is exported can be imported
import { isBytes } from "lonelypsp/dist/runtime/bytes.js";

const nothing = new Uint8Array(0);

// Unions are told apart by `type`, and a `switch` over all of them ends with nothing left.
export function describe(message: s2b.Message): string {
  switch (message.type) {
    case "configure":
      return String(message.initialDict + 1);
    case "subscribe_exact":
    case "unsubscribe_exact":
      return message.topic.length.toString();
    case "subscribe_glob":
    case "unsubscribe_glob":
      return message.glob.toUpperCase();
    case "notify":
      return describeNotify(message);
    case "notify_stream":
      return message.payload.length.toString();
    case "continue_receive":
      return (message.partId + 1n).toString();
    case "confirm_receive":
      return (message.numSubscribers + 1).toString();
    default:
      return message satisfies never;
  }
}

export function describeNotify(message: Notify): string {
  // @ts-expect-error: only one of the variants has it
  void message.compressedMessage;
  if (message.variant === "compressed") {
    const compressed: NotifyCompressed = message;
    return (compressed.decompressedLength * 2n).toString();
  }
  return message.uncompressedMessage.length.toString();
}

export function incomplete(message: s2b.Message): string {
  switch (message.type) {
    case "configure":
      return "configure";
    default:
      // @ts-expect-error: there are more
      return message satisfies never;
  }
}

// What is written has to be complete, of the right types, and nothing else.
export const right: Bytes = encode({
  type: "subscribe_exact",
  authorization: null,
  tracing: nothing,
  topic: nothing,
});
// @ts-expect-error: the topic is missing
encode({ type: "subscribe_exact", authorization: null, tracing: nothing });
// @ts-expect-error: there is no such type
encode({ type: "subscribe", authorization: null, tracing: nothing, topic: nothing });
// @ts-expect-error: text is no bytes
encode({ type: "subscribe_exact", authorization: null, tracing: nothing, topic: "a" });
// @ts-expect-error: a field that may be null may not be left undefined
encode({ type: "subscribe_exact", authorization: undefined, tracing: nothing, topic: nothing });
// @ts-expect-error: a number is no bigint
export const partId: s2b.ContinueReceive["partId"] = 1;
// @ts-expect-error: there are two modes
encode({ type: "subscribe_exact", authorization: null, tracing: nothing, topic: nothing }, "a");
// @ts-expect-error: one message's function takes no other
encodeMissed({ type: "subscribe_exact", authorization: null, tracing: nothing, topic: nothing });
const mode: HeaderMode = "expanded";
// Results can be sent: their memory is never shared with other threads.
export const buffer: ArrayBuffer = encodeMissed(
  { type: "missed", authorization: null, tracing: nothing, topic: nothing },
  mode,
).buffer;

// Fields are read-only.
const message = stateful.b2s.decode(right);
if (message.type === "missed") {
  // @ts-expect-error: read-only
  message.topic = nothing;
}

// What was not verified is of another type.
const unverified: Unverified<s2b.Message> = s2b.decodeUnverified(right);
// @ts-expect-error: not a message
export const wrong: s2b.Message = unverified;
export const verified: s2b.Message = unverified.verify();
export const later: Promise<Message> = stateful.b2s.decodeAsync(right);
export const one: Promise<Notify> = decodeAsync(decodeS2bNotify, right);
export const two: Unverified<Notify> = decodeUnverified(decodeS2bNotify, right);
// @ts-expect-error: a promise is no digest
s2b.decode(right, { sha512: async (data: Uint8Array) => Promise.resolve(data) });

export const code: 12 = Type.missed;
export const flag: 1 = Flags.minimalHeaders;
export const line: string = answer("{}");

export function kindOf(error: unknown): ErrorKind | undefined {
  if (!(error instanceof LonelyError)) return undefined;
  const { at, offset }: { at: string | null; offset: number | null } = error;
  // @ts-expect-error: no such kind
  return at === null && offset === null && error.kind === "short" ? undefined : error.kind;
}

void [isBytes, decodeNotify];

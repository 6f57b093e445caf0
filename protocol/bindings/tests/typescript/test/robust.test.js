// Whatever comes in: nothing but the package's own error comes out, and results are what they are said to be.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { LonelyError, decodePrefix } from "../../../typescript/dist/index.js";
import * as b2s from "../../../typescript/dist/stateful/b2s.js";
import * as s2b from "../../../typescript/dist/stateful/s2b.js";
import { corpusOf, fromHex, random, toHex } from "../support.js";

const codecs = { s2b, b2s };
const valid = corpusOf("stateful")
  .filter(({ request, expect }) => request.op === "decode" && expect.ok)
  .map(({ request }) => ({
    codec: codecs[request.direction],
    bytes: fromHex(request.hex),
  }));

/** The result, or the error if it is of the package. */
function attempt(action) {
  try {
    return { value: action() };
  } catch (error) {
    assert.ok(error instanceof LonelyError, error);
    assert.equal(error.name, "LonelyError");
    return { error };
  }
}

test("truncation of every valid message at every byte", () => {
  let truncations = 0;
  for (const { codec, bytes } of valid.filter(({ bytes }) => bytes.length < 1000)) {
    for (let end = 0; end < bytes.length; end++) {
      const { error } = attempt(() => codec.decode(bytes.subarray(0, end)));
      // Bodies and ignored bytes may be cut.
      if (error?.kind === "truncated") assert.ok(error.offset <= end);
      truncations++;
    }
  }
  assert.ok(truncations > 100_000, `${truncations}`);
});

test("random bytes and mutated messages", () => {
  const { below, bytes: some, oneOf } = random(1);
  for (let i = 0; i < 40_000; i++) {
    const { codec, bytes } = oneOf(valid);
    const mutated = i % 4 === 0 ? some(below(80)) : bytes.slice(0, 2000);
    for (let n = below(4); n > 0 && mutated.length > 0; n--)
      mutated[below(mutated.length)] = below(256);
    if (i % 8 === 0 && mutated.length > 3) mutated.set([below(2), below(2), 0, below(14)]);
    const { value } = attempt(() => codec.decode(mutated));
    if (value === undefined) continue;
    // What was read can be written, and reads back as the same.
    for (const mode of ["minimal", "expanded"]) {
      assert.deepEqual(codec.decode(codec.encode(value, mode)), value);
    }
  }
});

const odd = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  2 ** 53,
  1n,
  -1n,
  2n ** 64n,
  10n ** 400n,
  "",
  "text",
  "\ud800",
  "\u{1f600}",
  "x".repeat(70_000),
  "é".repeat(40_000),
  [],
  [1, 2],
  {},
  () => 1,
  Symbol("s"),
  new Date(0),
  new Map(),
  /x/,
  new Uint8Array(0),
  new Uint8Array(32),
  new Uint8Array(64),
  new Uint8Array(65),
  new Uint8Array(70_000),
  new Uint16Array(3),
  new DataView(new ArrayBuffer(3)),
  new ArrayBuffer(3),
  Buffer.from("abc"),
  Object.create(Uint8Array.prototype),
  Object.create(null),
  { length: 3 },
  { type: "notify" },
  new Proxy(new Uint8Array(3), {}),
  Object(1n),
  Object("text"),
];

test("odd values in every field, and as messages", () => {
  const { oneOf } = random(2);
  for (const { encode } of Object.values(codecs)) {
    for (const message of odd) {
      for (const mode of ["minimal", "expanded"])
        assert.ok(attempt(() => encode(message, mode)).error);
    }
  }
  const shapes = new Map();
  for (const { codec, bytes } of valid) {
    const message = codec.decode(bytes);
    shapes.set(`${message.type} ${message.variant}`, { codec, message });
  }
  assert.equal(shapes.size, 26);
  for (const { codec, message } of shapes.values()) {
    for (const field of [...Object.keys(message), "other"]) {
      for (const value of odd) {
        const changed = { ...message, [field]: value };
        const { value: bytes } = attempt(() =>
          codec.encode(changed, oneOf(["minimal", "expanded"])),
        );
        if (bytes !== undefined) attempt(() => codec.decode(bytes));
      }
    }
    for (const mode of [null, 1, "Minimal", {}, true])
      assert.ok(attempt(() => codec.encode(message, mode)).error);
  }
});

test("what is no bytes is refused, also by the functions for one message", () => {
  for (const input of odd.filter(
    (value) => !(value instanceof Uint8Array) || value.constructor !== Uint8Array,
  )) {
    if (Buffer.isBuffer(input)) continue;
    for (const { decode } of Object.values(codecs)) assert.ok(attempt(() => decode(input)).error);
    assert.ok(attempt(() => s2b.decodeSubscribeExact(input)).error);
    assert.ok(attempt(() => decodePrefix(input)).error);
  }
});

test("one message's function refuses another's", () => {
  const bytes = fromHex("0001000300000000000161");
  const { error } = attempt(() => s2b.decodeSubscribeExact(bytes));
  assert.deepEqual([error.kind, error.at, error.offset], ["unexpected_type", null, 2]);
  assert.equal(
    attempt(() => s2b.decodeSubscribeExact(fromHex("00010063"))).error.kind,
    "unknown_type",
  );
});

test("results are plain bytes, and views of the input", () => {
  const bytes = fromHex("000100020000000361626300076 66f6f2f626172".replace(" ", ""));
  for (const input of [
    bytes,
    Buffer.from(bytes),
    new Uint8Array(new SharedArrayBuffer(bytes.length)).fill(0),
  ]) {
    input.set(bytes);
    const message = s2b.decode(input);
    assert.equal(message.topic.constructor, Uint8Array);
    assert.equal(message.topic.buffer, input.buffer);
    assert.equal(new TextDecoder().decode(message.topic.slice()), "foo/bar");
  }
  const encoded = s2b.encode(s2b.decode(Buffer.from(bytes)));
  assert.equal(encoded.constructor, Uint8Array);
  assert.equal(toHex(encoded), toHex(bytes));
});

test("results share no bytes, however many and long they are", () => {
  const { below } = random(3);
  const topics = Array.from({ length: 3000 }, (_, i) =>
    new Uint8Array([0, 5, 40, 300, 5000, 65535][i % 6] - (below(5) && i % 6)).fill(i),
  );
  const encoded = topics.map((topic, i) =>
    s2b.encode(
      {
        type: "subscribe_exact",
        authorization: null,
        tracing: new Uint8Array(0),
        topic,
      },
      i % 2 ? "minimal" : "expanded",
    ),
  );
  encoded.forEach((bytes, i) => assert.deepEqual(s2b.decode(bytes).topic, topics[i]));
  const payload = new Uint8Array(3 << 20).fill(7);
  const stream = {
    type: "notify_stream",
    variant: "continuation",
    authorization: "é",
    tracing: payload.subarray(0, 9),
    identifier: payload.subarray(0, 4),
    partId: 2n ** 64n - 1n,
    payload,
  };
  assert.deepEqual(s2b.decode(s2b.encode(stream)), stream);
});

test("results cannot be given away to a worker by mistake", () => {
  const bytes = s2b.encode({
    type: "subscribe_exact",
    authorization: null,
    tracing: new Uint8Array(0),
    topic: new Uint8Array(1),
  });
  // Node 20 copies what cannot be given away, later ones throw.
  try {
    structuredClone(bytes, { transfer: [bytes.buffer] });
  } catch (error) {
    assert.equal(error.name, "DataCloneError");
  }
  assert.ok(bytes.length > 0);
});

test("text of all lengths and kinds comes back", () => {
  for (const character of ["a", "\0", "é", "€", "😀", "\ufeff", "\uffff"]) {
    for (const length of [0, 1, 7, 8, 9, 15, 16, 31, 32, 33, 63, 64, 65, 300]) {
      for (const glob of [
        character.repeat(length),
        `${"a".repeat(length)}${character}`,
        `${character}${"a".repeat(length)}`,
      ]) {
        const message = {
          type: "subscribe_glob",
          authorization: glob || null,
          tracing: new Uint8Array(0),
          glob,
        };
        for (const mode of ["minimal", "expanded"]) {
          const bytes = s2b.encode(message, mode);
          assert.deepEqual(s2b.decode(bytes), message);
          assert.ok(Buffer.from(bytes).includes(glob, "utf8"));
        }
      }
    }
  }
  for (const glob of ["\ud800", "\udc00a", `${"a".repeat(80)}\ud83d`, "\ude00\ud83d"]) {
    const { error } = attempt(() =>
      s2b.encode({
        type: "subscribe_glob",
        authorization: null,
        tracing: new Uint8Array(0),
        glob,
      }),
    );
    assert.deepEqual([error.kind, error.at, error.offset], ["not_utf8", "x-glob", null]);
  }
});

test("a message that fails leaves nothing behind", () => {
  const good = {
    type: "subscribe_glob",
    authorization: null,
    tracing: new Uint8Array(0),
    glob: "a",
  };
  const right = toHex(s2b.encode(good));
  attempt(() => s2b.encode({ ...good, glob: 7 }, "expanded"));
  assert.equal(toHex(s2b.encode(good)), right);
  // A getter may even encode something else meanwhile.
  const nested = {
    ...good,
    get tracing() {
      s2b.encode(good, "expanded");
      return new Uint8Array(0);
    },
  };
  assert.equal(toHex(s2b.encode(nested)), right);
});

test("errors say what is wrong, and no secrets", () => {
  const { error } = attempt(() => s2b.decode(fromHex("000100")));
  assert.equal(
    error.message,
    "the message is truncated at byte 2: expected 2 bytes for the type, found 1 byte",
  );
  const long = attempt(() =>
    b2s.encode({
      type: "missed",
      authorization: null,
      tracing: new Uint8Array(0),
      topic: new Uint8Array(65536),
    }),
  ).error;
  assert.equal(
    long.message,
    "a value is too long in `x-topic`: expected at most 65535 bytes, found 65536 bytes",
  );
  for (const authorization of [
    "secret".repeat(20_000),
    "secret\ud800",
    ["secret"],
    { secret: "secret" },
  ]) {
    const { error: shown } = attempt(() =>
      s2b.encode({
        type: "subscribe_glob",
        authorization,
        tracing: new Uint8Array(0),
        glob: "a",
      }),
    );
    assert.equal(shown.at, "authorization");
    assert.ok(!`${shown.stack}${JSON.stringify(shown)}`.includes("secretsecret"));
    assert.ok(!shown.message.includes("secret"));
  }
  const bytes = fromHex("0001000300067365637265ff0000000161");
  assert.ok(!attempt(() => s2b.decode(bytes)).error.message.includes("secre"));
});

test("digests: at once, later, and in two steps", async () => {
  const sha512 = (data) => new Uint8Array(createHash("sha512").update(data).digest());
  const body = new TextEncoder().encode("hello");
  const message = {
    type: "notify",
    variant: "uncompressed",
    authorization: null,
    tracing: new Uint8Array(0),
    identifier: new Uint8Array(4),
    topic: new Uint8Array(1),
    verifiedUncompressedSha512: sha512(body),
    uncompressedMessage: body,
  };
  const right = s2b.encode(message).slice();
  const wrong = right.slice();
  wrong[wrong.length - 1] ^= 1;
  const mismatch = {
    name: "LonelyError",
    kind: "digest_mismatch",
    at: "x-compressed-sha512",
  };
  assert.deepEqual(s2b.decode(right), message);
  assert.deepEqual(s2b.decode(right, { sha512 }), message);
  assert.throws(() => s2b.decode(wrong), mismatch);
  assert.deepEqual(await s2b.decodeAsync(right), message);
  assert.deepEqual(await s2b.decodeAsync(right, { sha512 }), message);
  assert.deepEqual(await s2b.decodeAsync(right, { sha512: async (data) => sha512(data) }), message);
  await assert.rejects(s2b.decodeAsync(wrong), mismatch);
  await assert.rejects(s2b.decodeAsync(right.subarray(0, 9)), {
    kind: "truncated",
  });
  for (const bytes of [right, wrong]) {
    const unverified = s2b.decodeUnverified(bytes);
    assert.equal(unverified.type, undefined);
    assert.equal(unverified.unverified.type, "notify");
  }
  assert.deepEqual(s2b.decodeUnverified(right).verify(), message);
  assert.deepEqual(await s2b.decodeUnverified(right).verifyAsync(), message);
  assert.throws(() => s2b.decodeUnverified(wrong).verify(), mismatch);
  await assert.rejects(s2b.decodeUnverified(wrong).verifyAsync(), mismatch);
  for (const bad of [
    () => undefined,
    () => new Uint8Array(63),
    async (data) => sha512(data),
    () => "x",
    7,
  ]) {
    assert.throws(() => s2b.decode(right, { sha512: bad }), {
      name: "LonelyError",
      kind: "bad_value",
      at: null,
    });
  }
  // Nothing is hashed twice.
  let hashed = 0;
  assert.throws(() => s2b.decode(wrong, { sha512: (data) => (hashed++, sha512(data)) }), mismatch);
  assert.equal(hashed, 1);
});

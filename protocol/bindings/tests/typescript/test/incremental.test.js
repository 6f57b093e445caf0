// Messages in pieces: however they are cut, the answer is that of the whole, and no more is kept than what stands before the
// body. Expected answers are those of the corpus.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { load } from "../bodies.js";
import { problem } from "../sequences.js";
import { agrees, corpus, fromHex, packageFolder, random, toHex } from "../support.js";

let conformance, s2b, http, root, pure;

before(async () => {
  conformance = await load("conformance");
  s2b = await load("stateful/s2b");
  http = { s2b: await load("stateless/s2b"), b2s: await load("stateless/b2s") };
  root = await load("index");
  pure = await import(pathToFileURL(join(packageFolder, "dist/runtime/sha512.js")));
});

const text = (value) => new TextEncoder().encode(value);
const digestOf = (value) => new Uint8Array(createHash("sha512").update(value).digest());
const decodes = corpus().filter(
  ({ request }) => request.op === "decode" && /^([0-9a-f]{2})*$/.test(request.hex),
);

/** Offsets between pieces: none, every one, or some. */
function splitsOf({ below }, length) {
  const kind = below(4);
  if (kind === 0) return [];
  const all = Array.from({ length: length + 1 }, (_, at) => at);
  if (kind === 1) return all;
  const rate = kind === 2 ? 3 : 40;
  return all.filter(() => below(rate) === 0);
}

const ask = (request) => JSON.parse(conformance.answer(JSON.stringify(request)));

test("every message of the corpus is the same in pieces", () => {
  const values = random(11);
  let count = 0;
  for (const given of decodes) {
    const { splits: _, ...request } = given.request;
    const splits = splitsOf(values, request.hex.length / 2);
    const answer = ask({ ...request, splits });
    assert.ok(agrees(given, answer), `${given.name} ${splits}: ${JSON.stringify(answer)}`);
    if (answer.error) {
      // The whole has the same error to the letter, unless the body became too long before all of it was there.
      const { message } = answer.error;
      const whole = ask(request).error.message;
      assert.equal(
        message.replace(/at least \d+, /, ""),
        message.includes("at least ") ? whole.replace(/expected \d+, /, "expected ") : whole,
      );
    }
    count++;
  }
  assert.ok(count > 10_000);
});

const payload = text("hello, world");
const notify = () => ({
  type: "notify",
  topic: text("foo/bar"),
  messageSha512: digestOf(payload),
  tracing: new Uint8Array(0),
  identifier: text("id01"),
  payload,
});

test("the head is there as soon as its last byte is, and the body passes", () => {
  const wire = http.s2b.encode(notify());
  const start = wire.length - payload.length;
  const decoder = http.s2b.incremental("notify");
  const body = [];
  wire.forEach((byte, at) => {
    const passed = decoder.push(Uint8Array.of(byte));
    body.push(...passed);
    assert.equal(passed.length, at < start ? 0 : 1);
    assert.equal(decoder.head !== undefined, at >= start - 1);
    assert.equal(decoder.hasBodyBegun, at >= start - 1);
  });
  const { unverified } = decoder.head;
  assert.deepEqual(unverified, { ...notify(), payload: new Uint8Array(0) });
  const { message, bodyLength, bodySha512 } = decoder.finish();
  assert.deepEqual(message, unverified);
  assert.deepEqual([bodyLength, bodySha512], [payload.length, digestOf(payload)]);
  assert.deepEqual(Uint8Array.from(body), payload);
  assert.equal(decoder.finish().message, message);
  assert.equal(
    problem(() => decoder.push(wire)),
    "bad_value at null, null",
  );
});

test("each message has a decoder of its own, and each direction", () => {
  const message = {
    type: "receive",
    tracing: new Uint8Array(0),
    topic: text("t"),
    identifier: text("i"),
    payload,
  };
  const wire = http.b2s.encode(message);
  for (const decoder of [http.b2s.incrementalReceive(), http.b2s.incremental("receive")]) {
    assert.deepEqual(decoder.push(wire), payload);
    // Its digest is in a header of HTTP.
    assert.deepEqual(decoder.finish().bodySha512, digestOf(payload));
  }
  const subscribe = {
    type: "subscribe_exact",
    authorization: null,
    tracing: new Uint8Array(0),
    topic: text("t"),
  };
  for (const mode of ["minimal", "expanded"]) {
    for (const decoder of [s2b.incremental(), s2b.incrementalSubscribeExact()]) {
      decoder.push(s2b.encode(subscribe, mode));
      assert.deepEqual(decoder.finish().message, subscribe);
    }
  }
  const generic = http.b2s.incrementalByCode();
  generic.push(fromHex("000300000000"));
  assert.equal(generic.finish().message.type, "response_generic");
  const other = s2b.incrementalSubscribeGlob();
  const refused = "unexpected_type at null, 2";
  assert.equal(
    problem(() => other.push(s2b.encode(subscribe))),
    refused,
  );
  assert.equal(
    problem(() => other.push(new Uint8Array(1))),
    refused,
  );
  assert.equal(
    problem(() => other.finish()),
    refused,
  );
  assert.equal(
    problem(() => http.b2s.incremental("toString")),
    "bad_value at null, null",
  );
});

test("what is wrong is said as soon as it is known", () => {
  const wire = http.s2b.encode(notify());
  const longer = http.s2b.incremental("notify");
  longer.push(wire);
  assert.equal(
    problem(() => longer.push(text("!"))),
    "length_mismatch at message_length, 80",
  );
  const shorter = http.s2b.incremental("notify");
  shorter.push(wire.subarray(0, -1));
  assert.equal(
    problem(() => shorter.finish()),
    "length_mismatch at message_length, 80",
  );
  const another = http.s2b.incremental("notify");
  const changed = wire.slice();
  changed[changed.length - 1] ^= 1;
  another.push(changed);
  assert.equal(
    problem(() => another.finish()),
    "digest_mismatch at message_sha512, 9",
  );
  // x-identifier of 65 bytes: known long before the body.
  const tooLong = s2b.incremental();
  const head = fromHex(
    `00010006 0000 0000 0041 ${"00".repeat(65)} 0000 0001 00 0000 0000 0040 ${"00".repeat(64)}`.replaceAll(
      " ",
      "",
    ),
  );
  assert.equal(
    problem(() => tooLong.push(head)),
    "too_long at x-identifier, 10",
  );
  // A declared length of zero with a body behind it is not taken for a whole message.
  const empty = s2b.incremental();
  empty.push(s2b.encode(stateful(new Uint8Array(0))));
  assert.equal(
    problem(() => empty.push(text("x"))),
    "length_mismatch at x-compressed-length, 19",
  );
  for (const wrong of [undefined, null, "text", [1]])
    assert.equal(
      problem(() => s2b.incremental().push(wrong)),
      "bad_value at null, null",
    );
});

const stateful = (body) => ({
  type: "notify",
  variant: "uncompressed",
  authorization: null,
  tracing: new Uint8Array(0),
  identifier: text("i"),
  topic: text("t"),
  verifiedUncompressedSha512: digestOf(body),
  uncompressedMessage: body,
});

test("what is kept can be limited", () => {
  const wire = http.s2b.encode(notify());
  const start = wire.length - payload.length;
  const right = http.s2b.incremental("notify", { limit: start });
  right.push(wire);
  assert.equal(right.finish().bodyLength, payload.length);
  const wrong = http.s2b.incremental("notify", { limit: start - 1 });
  for (const action of [() => wrong.push(wire), () => wrong.push(wire), () => wrong.finish()])
    assert.throws(
      action,
      (error) => error instanceof root.AboveLimitError && error.limit === start - 1,
    );
});

test("a long body costs no memory, and pieces of one byte no more than others", () => {
  const length = 1 << 20;
  const body = Uint8Array.from({ length }, (_, i) => i);
  const wire = s2b.encode(stateful(body), "expanded");
  const seconds = (size) => {
    const begun = performance.now();
    const decoder = s2b.incremental({ limit: 1000 });
    let passed = 0;
    for (let at = 0; at < wire.length; at += size) {
      passed += decoder.push(wire.subarray(at, at + size)).length;
    }
    assert.equal(passed, length);
    assert.equal(decoder.finish().bodyLength, length);
    return (performance.now() - begun) / 1000;
  };
  // Twice the bytes in pieces of one byte would be four times the work if it were quadratic; that took minutes.
  assert.ok(seconds(1) < 20);
  assert.ok(seconds(65536) < 2);
});

test("values before the body in pieces of one byte are no more work either", () => {
  const topics = Array.from({ length: 20_000 }, (_, i) => ({
    topic: text(String(i).padStart(8, "0")),
    recovery: null,
  }));
  const message = {
    type: "set_subscriptions",
    tracing: new Uint8Array(0),
    url: "u",
    etag: new Uint8Array(64),
    topics,
    globs: [],
  };
  const wire = http.s2b.encode(message);
  const begun = performance.now();
  const decoder = http.s2b.incremental("set_subscriptions");
  for (let at = 0; at < wire.length; at++) decoder.push(wire.subarray(at, at + 1));
  assert.equal(decoder.finish().message.topics.length, topics.length);
  assert.ok(performance.now() - begun < 10_000);
});

test("SHA-512 in pieces where nothing built in does that", () => {
  const { below, bytes } = random(3);
  const known = [
    // FIPS 180-4, as NIST publishes its examples: of "abc", and of no bytes.
    [
      text("abc"),
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ],
    [
      text(""),
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    ],
  ];
  const some = Array.from({ length: 300 }, (_, length) => bytes(length));
  for (const [data, expected] of [...known, ...some.map((data) => [data, toHex(digestOf(data))])]) {
    const hash = new pure.PureSha512();
    for (let at = 0, end = 0; at < data.length; at = end) {
      end = at + 1 + below(200);
      hash.update(data.subarray(at, end));
    }
    assert.equal(toHex(hash.digest()), expected);
  }
});

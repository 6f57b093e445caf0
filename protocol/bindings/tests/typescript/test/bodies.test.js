// Protocols without a prefix: the bodies that HTTP carries, and the documents that are signed and hashed. Expected bytes are
// those of the description of the wire format.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";

import { compareWithInterpreter } from "../agreement.js";
import { bodies, directionOf, documents, load } from "../bodies.js";
import { problem } from "../sequences.js";
import { fromHex, packageFolder, root, toHex } from "../support.js";

let stateless, signing, hashing, conformance;

before(async () => {
  ({ stateless, signing, hashing } = await load("index"));
  conformance = await load("conformance");
});

const ask = (request) => JSON.parse(conformance.answer(JSON.stringify(request)));

test("every body is written and read as it is described", () => {
  assert.equal(new Set(bodies.map(({ message }) => message.type)).size, 15);
  for (const { direction, message, bytes } of bodies) {
    const side = stateless[direction];
    assert.equal(toHex(side.encode(message)), toHex(bytes), message.type);
    assert.deepEqual(side.decode(message.type, bytes), message);
    // What is behind a message that has no end of its own is no part of it.
    if (message.payload === undefined)
      assert.deepEqual(side.decode(message.type, Buffer.concat([bytes, bytes])), message);
  }
});

test("the 21 documents are written and read as they are described", () => {
  assert.equal(documents.length, 21);
  documents.forEach(({ message, fields, hex }, index) => {
    const place = { protocol: "signing", message };
    const direction = directionOf(index);
    assert.deepEqual(ask({ op: "encode", ...place, fields }), { id: null, ok: { hex } });
    const ok = { message, variant: null, fields };
    assert.deepEqual(ask({ op: "decode", ...place, hex }), { id: null, ok });
    assert.deepEqual(ask({ op: "decode", protocol: "signing", direction, hex }).ok, ok);
    const type = message.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
    assert.equal(signing[direction].Type[type], index + 1);
  });
});

test("a message that is cut at any byte is no message", () => {
  const all = bodies.map(({ direction, message: { type }, bytes }) => ({
    decode: (cut) => stateless[direction].decode(type, cut),
    bytes,
  }));
  documents.forEach(({ message, hex }, index) => {
    const decode = (cut) => signing[directionOf(index)].decode(message, cut);
    all.push({ decode, bytes: fromHex(hex) });
  });
  for (const { decode, bytes } of all) {
    decode(bytes);
    for (let end = 0; end < bytes.length; end++) {
      const found = problem(() => decode(bytes.subarray(0, end)));
      assert.match(
        found,
        /^(truncated at [a-z].*|truncated at null|length_mismatch at message_length), \d+$/,
      );
    }
  }
});

test("messages that begin with their number are told apart by it", () => {
  for (const { direction, message, bytes } of bodies) {
    if (!message.type.startsWith("response_")) continue;
    const side = stateless[direction];
    assert.deepEqual(side.decodeByCode(bytes), message);
    const others = bodies.filter(
      (other) => other.direction === direction && other.message !== message,
    );
    for (const other of others.filter(({ message }) => message.type.startsWith("response_"))) {
      assert.equal(
        problem(() => side.decode(other.message.type, bytes)),
        "unexpected_type at null, 0",
      );
    }
  }
  const { s2b, b2s } = stateless;
  const by = (side, hex) => problem(() => side.decodeByCode(fromHex(hex)));
  assert.equal(by(s2b, "00"), "truncated at null, 0");
  assert.equal(by(s2b, ""), "truncated at null, 0");
  // The number of NOTIFY, whose body does not begin with it.
  assert.equal(by(s2b, "0001"), "unknown_type at null, 0");
  assert.equal(by(b2s, "0008"), "unknown_type at null, 0");
  assert.equal(by(s2b, "0008"), "truncated at authorization, 2");
  assert.equal(by(signing.s2b, "0a"), "unknown_type at null, 0");
  assert.equal(
    problem(() => s2b.decodeByCode("0008")),
    "bad_value at null, null",
  );
  assert.equal(hashing.s2b.decodeByCode, undefined);
});

test("lengths are compared before digests, and both before a message is given", async () => {
  const { s2b } = stateless;
  const { bytes } = bodies.find(({ message }) => message.type === "notify");
  const [short, wrong] = [bytes.slice(0, -1), bytes.slice()];
  wrong[wrong.length - 1] ^= 1;
  const decode = (bytes) => problem(() => s2b.decode("notify", bytes));
  // Behind topic, digest, tracing and identifier.
  assert.equal(decode(short), "length_mismatch at message_length, 76");
  assert.equal(decode(Buffer.concat([bytes, bytes])), "length_mismatch at message_length, 76");
  assert.equal(decode(wrong), "digest_mismatch at message_sha512, 5");
  assert.equal(toHex(s2b.decodeUnverified("notify", wrong).unverified.topic), "666f6f");
  assert.equal(
    problem(() => s2b.decodeUnverified("notify", wrong).verify()),
    "digest_mismatch at message_sha512, 5",
  );
  await assert.rejects(s2b.decodeAsync("notify", wrong), { kind: "digest_mismatch" });
  assert.equal((await s2b.decodeAsync("notify", bytes)).type, "notify");
});

test("there is no prefix, and nothing that belongs to one", () => {
  assert.deepEqual(Object.keys(stateless), ["b2s", "s2b"]);
  assert.deepEqual(Object.keys(hashing), ["s2b"]);
  assert.equal(
    problem(() => stateless.s2b.decode("receive", new Uint8Array(0))),
    "bad_value at null, null",
  );
  assert.equal(
    problem(() => stateless.s2b.encode({ type: "receive" })),
    "bad_value at null, null",
  );
});

test("requests say what they are about, or are refused", () => {
  const refused = { kind: "bad_value", at: null, offset: null };
  const refuse = (request) => {
    const { message: _, ...error } = ask(request).error;
    assert.deepEqual(error, refused, JSON.stringify(request));
  };
  const decode = { op: "decode", protocol: "stateless", hex: "" };
  refuse(decode);
  refuse({ ...decode, message: "none" });
  refuse({ ...decode, direction: "b2s", message: "notify" });
  refuse({ ...decode, message: 7 });
  refuse({ op: "decode", protocol: "hashing", direction: "s2b", hex: "" });
  refuse({ op: "encode", protocol: "hashing", fields: {} });
  assert.equal(ask({ ...decode, message: "notify" }).error.kind, "truncated");
  assert.deepEqual(ask({ op: "describe" }).ok.protocols, [
    "hashing",
    "signing",
    "stateful",
    "stateless",
    "tracing",
  ]);
});

test("random messages, as the interpreter reads and writes them", async () => {
  const schema = join(root, "schema/lonelypsp/lonelypsp.yaml");
  const isBody = (protocol) => ["hashing", "signing", "stateless"].includes(protocol);
  const counts = await compareWithInterpreter(packageFolder, schema, 7, isBody);
  console.log(`# ${JSON.stringify(counts)}`);
  assert.ok(counts.written > 3000 && counts.refused > 300, JSON.stringify(counts));
  assert.ok(counts.read > 3000 && counts.unread > 1000, JSON.stringify(counts));
});

// Sequences and flags where it gets hard: order, size, digests, flags, values that lie, and random messages beside the
// interpreter.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";

import { compareWithInterpreter } from "../agreement.js";
import { falseBytes, honestBytes } from "../lying.js";
import { bytesOf, hex, load, problem, schema, sequence, set } from "../sequences.js";
import { fromHex, toHex } from "../support.js";

let folder, rows, flagged, strict;

before(async () => {
  ({ folder, rows, flagged, strict } = await load("sequences-robust"));
});

test("text is ordered as its UTF-8 is, not as its halves of characters are", () => {
  const ascending = ["", "a", "ab", "b", "\u00e9", "\ud7ff", "\ue000", "\uffee", "\u{1f600}"];
  const entries = (texts) => [
    { before: 0n, items: texts.map((entry) => ({ entry, index: [] })), offset: true },
  ];
  for (let i = 1; i < ascending.length; i++) {
    const pair = [ascending[i - 1], ascending[i]];
    const right = { ...sequence(), entries: entries(pair) };
    const read = rows.s2b.decode(rows.s2b.encode(right));
    assert.deepEqual(
      read.entries[0].items.map(({ entry }) => entry ?? ""),
      pair,
    );
    const wrong = { ...sequence(), entries: entries(pair.reverse()) };
    const at = "entries[0].items[1].entry";
    assert.equal(
      problem(() => rows.s2b.encode(wrong)),
      `unsorted at ${at}, null`,
    );
  }
});

test("seventy thousand entries, and entries of which there is nothing to say", () => {
  const data = Array.from({ length: 70_000 }, (_, i) => ({ bytes: i & 0xff }));
  const message = { type: "writer", data, literal: [{}, {}] };
  const bytes = rows.b2s.encode(message);
  assert.equal(bytes.length, 4 + 8 + 70_000 + 1 + 2);
  assert.equal(toHex(bytes.subarray(0, 14)), "00000001000000000001117000" + "01");
  assert.equal(toHex(bytes.subarray(-3)), "027c7c");
  assert.deepEqual(rows.b2s.decode(bytes), message);
});

test("a count that lies costs no more than the bytes that are there", () => {
  const bytes = new Uint8Array(4 + 8 + 1000);
  bytes.set(hex("00000001 ffffffffffffffff"));
  const begun = performance.now();
  for (let i = 0; i < 100; i++) {
    const found = problem(() => rows.b2s.decode(bytes));
    assert.equal(found, "truncated at data[1000].bytes, 1012");
  }
  assert.ok(performance.now() - begun < 2000);
});

test("lengths and digests are those of the rest", () => {
  const payload = hex("010203");
  const digest = createHash("sha512").update(payload).digest("hex");
  const bytes = hex(`0000 0007 ${digest} 01 03 00 010203`);
  const message = { type: "notify", digest: fromHex(digest), entries: [], payload };
  assert.deepEqual(rows.s2b.decode(bytes), message);
  assert.equal(toHex(rows.s2b.encode(message)), toHex(bytes));
  const wrong = hex(`0000 0007 00${digest.slice(2)} 01 03 00 010203`);
  assert.equal(
    problem(() => rows.s2b.decode(wrong)),
    "digest_mismatch at digest, 4",
  );
  const unverified = rows.s2b.decodeUnverified(wrong);
  assert.deepEqual(unverified.unverified.payload, payload);
  assert.equal(
    problem(() => unverified.verify()),
    "digest_mismatch at digest, 4",
  );
  const long = hex(`0000 0007 ${digest} 01 04 00 010203`);
  assert.equal(
    problem(() => rows.s2b.decode(long)),
    "length_mismatch at length, 69",
  );
});

test("digests of sequences are compared by WebCrypto, too", async () => {
  const payload = hex("0102");
  const digest = createHash("sha512").update(payload).digest("hex");
  const message = await rows.s2b.decodeAsync(hex(`0000 0007 ${digest} 01 02 00 0102`));
  assert.deepEqual(message.payload, payload);
});

test("flags are fields, and bits without a name are kept", () => {
  const list = { type: "list", urgent: true, hasPart: false, unknownFlags: 0x8002, flags: [] };
  // In a sequence the flag of the minimal block is not looked at.
  assert.deepEqual(flagged.b2s.decode(hex("800b 0001 00")), list);
  assert.equal(toHex(flagged.b2s.encode(list)), "800a" + "000100");
  const part = {
    type: "part",
    variant: "with_part",
    urgent: false,
    unknownFlags: 4,
    name: "n",
    part: 7,
  };
  const minimal = hex("0205 0001 0001 6e 0004 00000007");
  assert.deepEqual(flagged.s2b.decode(minimal), part);
  assert.equal(toHex(flagged.s2b.encode(part)), toHex(minimal));
  const whole = { ...part, variant: "whole" };
  delete whole.part;
  const expanded = hex("0004 0001 0001 0006 782d6e616d65 0001 6e");
  assert.deepEqual(flagged.s2b.decode(expanded), whole);
  assert.equal(toHex(flagged.s2b.encode(whole, "expanded")), toHex(expanded));
  // The flag says that there is a part, and the header is not there.
  const without = hex("0204 0001 0001 0006 782d6e616d65 0001 6e");
  assert.equal(
    problem(() => flagged.s2b.decode(without)),
    "missing_header at x-part, 17",
  );
  assert.deepEqual(strict.b2s.decode(hex("0002 0001 00000005")), {
    type: "pong",
    last: true,
    seq: 5,
  });
});

test("values that lie about themselves are written as what they are", () => {
  const realm = globalThis;
  for (const [name, make] of Object.entries(honestBytes(realm))) {
    for (const length of [0, 1, 3, 17, 300]) {
      const bytes = Uint8Array.from({ length }, (_, i) => i);
      const right = toHex(rows.s2b.encode({ ...set(), tracing: bytes, topics: [topic(bytes)] }));
      const lying = { ...set(), tracing: make(bytes), topics: [topic(make(bytes))] };
      assert.equal(toHex(rows.s2b.encode(lying)), right, `${name}, ${length} bytes`);
    }
  }
  for (const [name, value] of Object.entries(falseBytes())) {
    const places = { tracing: value, "topics[0].topic": [topic(value)], payload: value };
    for (const [at, wrong] of Object.entries(places)) {
      const message = { ...set(), [at.split("[")[0]]: wrong };
      assert.equal(
        problem(() => rows.s2b.encode(message)),
        `bad_value at ${at}, null`,
        name,
      );
    }
  }
});

const topic = (topic) => ({ topic, recovery: null });

test("a message and its entries are asked for each value once", () => {
  const asked = [];
  const watched = (name, value) =>
    new Proxy(value, {
      get(target, member) {
        if (typeof member === "string") asked.push(`${name}.${member}`);
        return Reflect.get(target, member);
      },
    });
  const message = set();
  const topics = message.topics.map((entry, i) => watched(`topics[${i}]`, entry));
  const encoded = rows.s2b.encode(watched("message", { ...message, topics }));
  assert.equal(toHex(encoded), toHex(bytesOf("set")));
  const twice = asked.filter((one, i) => asked.indexOf(one) !== i);
  // What type it is, is asked to choose the message, and in it.
  assert.deepEqual(twice, ["message.type"]);
});

test("what entries do when they are asked harms no message", () => {
  const memory = new ArrayBuffer(4, { maxByteLength: 8 });
  const payload = new Uint8Array(memory);
  const meddling = {
    get value() {
      memory.resize(2);
      return 1;
    },
  };
  const message = { type: "notify", digest: new Uint8Array(64), entries: [meddling], payload };
  assert.equal(
    problem(() => rows.s2b.encode(message)),
    "bad_value at payload, null",
  );
  // Another message is written in the middle of one.
  const nested = {
    get value() {
      return rows.s2b.encode(set()).length & 1;
    },
  };
  const length = bytesOf("set").length & 1;
  const outer = rows.s2b.encode({ ...message, entries: [nested, nested], payload: hex("05") });
  assert.equal(toHex(outer.subarray(68)), `0101020${length}0${length}05`);
  // An array that says that it is longer than it is.
  const endless = new Proxy([], {
    get: (_, member) => (member === "length" ? 2 ** 40 : undefined),
  });
  const found = problem(() => rows.s2b.encode({ ...set(), topics: [], globs: endless }));
  assert.equal(found, "bad_value at globs[0], null");
});

test("it writes and reads what the interpreter does", async () => {
  const counts = await compareWithInterpreter(folder, schema, 6);
  assert.ok(
    Object.values(counts).every((count) => count > 300),
    JSON.stringify(counts),
  );
  console.log(`# sequences: ${JSON.stringify(counts)}`);
});

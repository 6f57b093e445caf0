// Messages whose values lie one after another, groups and flags, in a package of a schema that has them. Expected bytes are put
// together here, value by value, from the description of the wire format.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { compareWithInterpreter } from "../agreement.js";
import { falseBytes, honestBytes } from "../lying.js";
import { fromHex, generate, here, toHex, workFolder } from "../support.js";

const schema = join(here, "sequences/sequences.yaml");
const folder = workFolder("sequences");

let rows, flagged, strict, LonelyError;

before(async () => {
  generate(schema, folder);
  const path = pathToFileURL(join(folder, "dist/index.js")).href;
  ({ rows, flagged, strict, LonelyError } = await import(path));
});

/** What is wrong, as `kind at place, byte`. */
function problem(action) {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof LonelyError, error);
    return `${error.kind} at ${error.at}, ${error.offset}`;
  }
  return "nothing";
}

const hex = (text) => fromHex(text.replaceAll(" ", ""));

/** A message as a row of reads: what each is named by, and its bytes. */
const reads = {
  set: [
    [null, "0000"],
    [null, "0006"],
    [null, "4c50"],
    [null, "06"],
    ["tracing", "0002"],
    ["tracing", "aabb"],
    ["nonce", "01020304"],
    ["topics", "02"],
    ["topics[0].topic", "0001"],
    ["topics[0].topic", "61"],
    ["topics[0].recovery", "00"],
    ["topics[1].topic", "0002"],
    ["topics[1].topic", "6162"],
    ["topics[1].recovery", "01"],
    ["topics[1].recovery", "72"],
    ["globs[0].glob", "01"],
    ["globs[0].glob", "2a"],
    ["globs[1].glob", "00"],
    ["globs[2].glob", "01"],
    ["globs[2].glob", "78"],
    // The end, which is looked for before an entry is read: cut in two, it begins with an empty entry.
    ["globs[3].glob", "00"],
    ["globs[4].glob", "ff"],
    ["payload", "03"],
    ["payload", "707172"],
  ],
  sequence: [
    [null, "0000"],
    [null, "0009"],
    ["s", "01"],
    ["w", "02"],
    ["body", "03"],
    ["entries", "0002"],
    ["entries[0].before", "0000000000000001"],
    ["entries[0].items", "00"],
    ["entries[0].offset", "00"],
    ["entries[1].before", "ffffffffffffffff"],
    ["entries[1].items", "02"],
    ["entries[1].items[0].entry", "00"],
    ["entries[1].items[0].index", "00"],
    ["entries[1].items[1].entry", "01"],
    ["entries[1].items[1].entry", "65"],
    ["entries[1].items[1].index", "02"],
    ["entries[1].items[1].index[0].kind", "fffe"],
    ["entries[1].items[1].index[0].value[0].length", "07"],
    ["entries[1].items[1].index[0].value[1].length", "08"],
    ["entries[1].items[1].index[0].value[2].length", "ff"],
    ["entries[1].items[1].index[1].kind", "0000"],
    ["entries[1].items[1].index[1].value[0].length", "ff"],
    ["entries[1].offset", "01"],
  ],
};

const bytesOf = (message) => hex(reads[message].map(([, bytes]) => bytes).join(""));

const set = () => ({
  type: "set",
  tracing: hex("aabb"),
  nonce: hex("01020304"),
  topics: [
    { topic: hex("61"), recovery: null },
    { topic: hex("6162"), recovery: "r" },
  ],
  globs: [{ glob: "*" }, { glob: "" }, { glob: "x" }],
  payload: hex("707172"),
});

const sequence = () => ({
  type: "sequence",
  s: 1,
  w: 2,
  body: 3,
  entries: [
    { before: 1n, items: [], offset: false },
    {
      before: 2n ** 64n - 1n,
      items: [
        { entry: null, index: [] },
        {
          entry: "e",
          index: [
            { kind: -2, value: [{ length: 7 }, { length: 8 }] },
            { kind: 0, value: [] },
          ],
        },
      ],
      offset: true,
    },
  ],
});

test("values, literals and groups are written and read byte for byte", () => {
  for (const message of [set(), sequence()]) {
    const bytes = bytesOf(message.type);
    assert.equal(toHex(rows.s2b.encode(message)), toHex(bytes));
    assert.deepEqual(rows.s2b.decode(bytes), message);
    // What follows is no part of the message.
    assert.deepEqual(rows.s2b.decode(new Uint8Array([...bytes, 1, 2])), message);
    // A mode says nothing about a sequence.
    assert.equal(toHex(rows.s2b.encode(message, "expanded")), toHex(bytes));
  }
});

test("a message is cut at every byte, and the read that finds too little is named", () => {
  for (const message of Object.keys(reads)) {
    const bytes = bytesOf(message);
    let start = 0;
    for (const [at, part] of reads[message]) {
      for (let end = start; end < start + part.length / 2; end++) {
        const found = problem(() => rows.s2b.decode(bytes.subarray(0, end)));
        assert.equal(found, `truncated at ${at}, ${start}`, `${end} bytes of ${message}`);
      }
      start += part.length / 2;
    }
  }
});

test("every kind of value, with and without a length", () => {
  const message = {
    type: "scalars",
    a: 255,
    b: 2n ** 63n + 1n,
    c: -2,
    d: -(2n ** 63n),
    e: true,
    f: 258,
    g: 127,
    h: false,
    i: 256n,
    j: hex("0908"),
    k: "é",
  };
  const values = [
    ...["ff", "8000000000000001", "fffe", "8000000000000000", "01"],
    ...["04 00000102", "0002 007f", "00000001 00", "0000000000000002 0100"],
    ...["02 0908", "02 c3a9", "8000000000000001"],
  ];
  const bytes = hex(`0000 0008 ${values.join("")}`);
  assert.equal(toHex(rows.s2b.encode(message)), toHex(bytes));
  assert.deepEqual(rows.s2b.decode(bytes), message);
  // Behind a length there can be any number of bytes, none being zero.
  const few = [...values.slice(0, 5), "00", "0001 ff", "00000003 010101", "0000000000000000"];
  const read = rows.s2b.decode(hex(`0000 0008 ${[...few, ...values.slice(9)].join("")}`));
  assert.deepEqual(read, { ...message, f: 0, g: -1, h: false, i: 0n });
});

test("each rule of reading is broken once", () => {
  const set = "0000 0006 4c50 06 0000 01020304";
  const scalars = "0000 0008 01 0000000000000002 0000 0000000000000000 00";
  const cases = [
    [rows.s2b, "0000 0006 4c51 06", "bad_value at null, 4"],
    [rows.s2b, "0000 0006 4c50 07", "unexpected_type at null, 6"],
    [rows.s2b, `${set} 02 0001 61 00 0001 61 00`, "unsorted at topics[1].topic, 20"],
    [rows.s2b, `${set} 02 0001 61 00 0000 00`, "unsorted at topics[1].topic, 20"],
    [rows.s2b, `${set} 01 0001 61 01 ff`, "not_utf8 at topics[0].recovery, 18"],
    [rows.s2b, `${set} 00 04 61626364`, "too_long at globs[0].glob, 15"],
    [rows.s2b, `${set} 00 01 80`, "not_utf8 at globs[0].glob, 15"],
    [rows.s2b, `${scalars} 05 0000000000`, "too_long at f, 25"],
    [rows.s2b, `${scalars} 00 0003 000000`, "too_long at g, 27"],
    [rows.s2b, `${scalars} 00 0000 00000000 ffffffffffffffff`, "truncated at i, 39"],
    [rows.s2b, `${scalars} 00 0000 00000000 0000000000000000 06 000000000000`, "too_long at j, 40"],
    [
      rows.s2b,
      `${scalars} 00 0000 00000000 0000000000000000 00 00 0000000000000003`,
      "length_mismatch at again, 41",
    ],
    [rows.b2s, "0000 0003 01 00 00000000 ab", "bad_value at null, 10"],
    [rows.b2s, "0000 0003 01 00 000000", "truncated at packet, 6"],
    [rows.b2s, "0000 0003 02 05 00", "truncated at name, 6"],
    [strict.b2s, "0004 0001 00000000", "bad_value at null, 0"],
    [strict.b2s, "0004 0002 00000000", "unknown_type at null, 2"],
    [strict.s2b, "8001 0001 0000", "bad_value at null, 0"],
    [strict.s2b, "8001 0001 00", "truncated at x-seq, 4"],
    [strict.s2b, "0001 0001 0000", "bad_value at null, 0"],
  ];
  for (const [codec, bytes, expected] of cases)
    assert.equal(
      problem(() => codec.decode(hex(bytes))),
      expected,
      bytes,
    );
});

test("each rule of writing is broken once", () => {
  const topic = (text) => ({ topic: Buffer.from(text), recovery: null });
  const many = (count, entry) => Array.from({ length: count }, entry);
  const pair = (x, y) => ({ type: "pair", variant: "anything_else", x, y });
  const publish = { type: "publish", variant: "other", name: "", payload: hex("") };
  const list = { type: "list", urgent: true, hasPart: false, unknownFlags: 0, flags: [] };
  const index = (kinds) => [{ before: 0n, items: [{ entry: "", index: kinds }], offset: true }];
  const twice = (...entries) => [
    { before: 0n, items: entries.map((entry) => ({ entry, index: [] })), offset: true },
  ];
  const cases = [
    [rows.s2b, { ...set(), tracing: new Uint8Array(65536) }, "too_long at tracing"],
    [rows.s2b, { ...set(), nonce: hex("010203") }, "wrong_length at nonce"],
    [rows.s2b, { ...set(), topics: {} }, "bad_value at topics"],
    [rows.s2b, { ...set(), topics: many(256, () => 7) }, "too_long at topics"],
    [rows.s2b, { ...set(), topics: [topic("a"), null] }, "bad_value at topics[1]"],
    [rows.s2b, { ...set(), topics: [topic("a"), []] }, "bad_value at topics[1].topic"],
    [rows.s2b, { ...set(), topics: [topic("b"), topic("ab")] }, "unsorted at topics[1].topic"],
    [rows.s2b, { ...set(), topics: [topic("b"), topic("b")] }, "unsorted at topics[1].topic"],
    [rows.s2b, { ...set(), globs: [{ glob: "ab\ud800" }] }, "not_utf8 at globs[0].glob"],
    [rows.s2b, { ...set(), globs: [{ glob: "é€" }] }, "too_long at globs[0].glob"],
    [rows.s2b, { ...set(), payload: new Uint8Array(256) }, "too_long at payload"],
    [rows.s2b, { ...sequence(), entries: [{ before: -1n }] }, "out_of_range at entries[0].before"],
    [
      rows.s2b,
      { ...sequence(), entries: index([{ kind: 1, value: [{ length: 256 }] }]) },
      "out_of_range at entries[0].items[0].index[0].value[0].length",
    ],
    [
      rows.s2b,
      {
        ...sequence(),
        entries: index([
          { kind: 1, value: [] },
          { kind: -1, value: [] },
        ]),
      },
      "unsorted at entries[0].items[0].index[1].kind",
    ],
    // Text that is not there is as empty text.
    [
      rows.s2b,
      { ...sequence(), entries: twice(undefined, "") },
      "unsorted at entries[0].items[1].entry",
    ],
    [
      rows.s2b,
      { ...sequence(), entries: twice("a", null) },
      "unsorted at entries[0].items[1].entry",
    ],
    [rows.b2s, { ...publish, qos: 1 }, "out_of_range at qos"],
    [rows.b2s, { ...publish, qos: 0 }, "out_of_range at qos"],
    [rows.b2s, { ...publish, qos: 2, name: "x".repeat(256) }, "too_long at name"],
    [rows.b2s, pair(1, 2n), "out_of_range at y"],
    [flagged.b2s, { ...list, urgent: 1 }, "bad_value at urgent"],
    [flagged.b2s, { ...list, hasPart: undefined }, "bad_value at has_part"],
    [flagged.b2s, { ...list, unknownFlags: 8 }, "out_of_range at unknown_flags"],
    [flagged.b2s, { ...list, unknownFlags: 0x10000 }, "out_of_range at unknown_flags"],
    [flagged.b2s, { ...list, unknownFlags: -2 }, "out_of_range at unknown_flags"],
    [flagged.b2s, { ...list, unknownFlags: 2n }, "bad_value at unknown_flags"],
    [flagged.b2s, { ...list, type: "choice", variant: "rest", kind: 3n }, "out_of_range at x-kind"],
  ];
  for (const [codec, message, expected] of cases)
    assert.equal(
      problem(() => codec.encode(message)),
      `${expected}, null`,
    );
  for (const [x, y] of [
    [1, 3n],
    [2, 2n],
  ])
    assert.equal(toHex(rows.b2s.encode(pair(x, y))), `000000040${x}000000000000000${y}`);
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

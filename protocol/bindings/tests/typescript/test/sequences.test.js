// Messages whose values lie one after another, and groups: which bytes they are, and what is wrong with others. Expected bytes
// are put together by hand, value by value, from the description of the wire format.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { bytesOf, hex, load, problem, reads, sequence, set } from "../sequences.js";
import { toHex } from "../support.js";

let rows, flagged, strict;

before(async () => {
  ({ rows, flagged, strict } = await load("sequences"));
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

// Tracing as W3C Trace Context, from the examples and rules of the specification.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { load } from "../bodies.js";
import { problem } from "../sequences.js";
import { random } from "../support.js";

let trace;

before(async () => {
  trace = await load("trace-context");
});

const text = (value) => new TextEncoder().encode(value);
const shown = (bytes) => Buffer.from(bytes).toString("latin1");

/** The example of the specification. */
const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const ids = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const context = { ...ids, traceFlags: 1, traceState: "" };

const parse = (value) => trace.parseTraceContext(text(value));
const wrongAt = (value) => problem(() => parse(value));
const atParent = "bad_value at traceparent, null";
const atState = "bad_value at tracestate, null";

test("the example of the specification", () => {
  assert.deepEqual(parse(parent), context);
  assert.ok(trace.isSampled(parse(parent)));
  assert.ok(!trace.isSampled({ ...context, traceFlags: 2 }));
  assert.equal(shown(trace.spellTraceContext(context)), parent);
  assert.equal(trace.traceParent(context), parent);
});

test("with a state, as it came", () => {
  const traceState = "rojo=00f067aa0ba902b7,\tcongo=t61rcWkgMzE , a=b c";
  const found = parse(`${parent}\n${traceState}`);
  assert.deepEqual(found, { ...context, traceState });
  assert.deepEqual(trace.traceStateMembers(found), [
    ["rojo", "00f067aa0ba902b7"],
    ["congo", "t61rcWkgMzE"],
    ["a", "b c"],
  ]);
  assert.equal(shown(trace.spellTraceContext(found)), `${parent}\n${traceState}`);
  assert.deepEqual(trace.receiveTraceContext(text(`${parent}\n${traceState}`)), found);
});

test("nothing is no trace, and an empty state is none", () => {
  assert.equal(parse(""), null);
  assert.equal(trace.receiveTraceContext(text("")), null);
  assert.equal(shown(trace.spellTraceContext(parse(`${parent}\n`))), parent);
  for (const none of [null, undefined]) assert.equal(trace.spellTraceContext(none).length, 0);
});

test("versions", () => {
  const body = parent.slice(2);
  const right = [`01${body}`, `fe${body}`, `01${body}-`, `cc${body}-what.the/future`];
  // They go out as the version that is known.
  for (const later of right) assert.equal(shown(trace.spellTraceContext(parse(later))), parent);
  const wrong = [`ff${body}`, `ff${body}-x`, `00${body}-`, `00${body}-x`, `00${body}0`].concat([
    ...[`01${body}x`, `01${body}.`, `0${body}`, `000${body}`, `0A${body}`],
  ]);
  for (const value of wrong) assert.equal(wrongAt(value), atParent, value);
});

test("what is no parent", () => {
  const { traceId, spanId } = ids;
  const wrong = [
    `00-${"0".repeat(32)}-${spanId}-01`,
    `00-${traceId}-${"0".repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId.toUpperCase()}-01`,
    ...[`00-${traceId}-${spanId}-0A`, `00-${traceId}-${spanId}-0`, `00-${traceId}-${spanId}-`],
    `00-${traceId}-${spanId}`,
    `00-${traceId}b-${spanId.slice(1)}-01`,
    `00-${traceId.slice(1)}-${spanId}0-01`,
    `00-${traceId.slice(1)}g-${spanId}-01`,
    `00_${traceId}_${spanId}_01`,
    ...[` ${parent}`, `${parent} `, `${parent}\r\na=b`, "\n", "x"],
    `00-${traceId.slice(2)}ü-${spanId}-01`,
  ];
  for (const value of wrong) {
    assert.equal(wrongAt(value), atParent, value);
    assert.equal(trace.receiveTraceContext(text(value)), null, value);
  }
  // The records that a RESPONSE_NOTIFY needs (wire format, 2.8).
  const records = new Uint8Array([0, 0, 1, 0, 1, 0x78, 0, 2, 0x7b, 0x7d, ...new Uint8Array(24)]);
  assert.equal(trace.receiveTraceContext(records), null);
});

test("flags without a meaning are not passed on", () => {
  for (const [received, sent] of [
    ...[
      ["00", "00"],
      ["01", "01"],
      ["02", "02"],
    ],
    ...[
      ["03", "03"],
      ["fc", "00"],
      ["ff", "03"],
    ],
  ]) {
    const found = parse(parent.slice(0, 53) + received);
    assert.equal(shown(trace.spellTraceContext(found)), parent.slice(0, 53) + sent);
  }
});

test("states", () => {
  const long = (key, value) => `${"k".repeat(key)}=${"v".repeat(value)}`;
  const many = (count) => Array.from({ length: count }, (_, index) => `k${index}=v`).join();
  const right = [
    ...["", ",", " , ,\t", "a=1", "0a=1", "fw529a3039@dt=FfC6ZZMeAAA", "a=1 ,\t b=2", "a= b"],
    "a_-*/@z=!\"#$%&'()*+-./:;<>?@[\\]^_`{|}~ x",
    ...[long(256, 256), many(32), `${many(32)},,,`],
  ];
  for (const traceState of right)
    assert.deepEqual(parse(`${parent}\n${traceState}`), { ...context, traceState });
  const wrong = [
    ...["a", "a=", "=1", "a=1=2", "A=1", "_a=1", "a b=1", "a =1", "a=ü", "a=1\n", "a=1\nb=2"],
    ...["a=\u007f", "a=1,a=2", "b=1,a=1,b=2", long(257, 1), long(1, 257), many(33)],
  ];
  for (const traceState of wrong) {
    assert.equal(wrongAt(`${parent}\n${traceState}`), atState, traceState);
    // Whoever goes on with the trace does without the state.
    assert.deepEqual(trace.receiveTraceContext(text(`${parent}\n${traceState}`)), context);
    assert.equal(shown(trace.spellTraceContext({ ...context, traceState })), parent);
  }
  const noText = new Uint8Array([...text(`${parent}\na=`), 0xff]);
  assert.equal(
    problem(() => trace.parseTraceContext(noText)),
    atState,
  );
});

test("a span context of OpenTelemetry is one, and none is nothing", () => {
  // As `@opentelemetry/api` has them: a state that spells itself, and an invalid context of zeros.
  const traceState = { serialize: () => "rojo=00f067aa0ba902b7" };
  const span = { ...ids, traceFlags: 1, isRemote: false, traceState };
  assert.equal(shown(trace.spellTraceContext(span)), `${parent}\nrojo=00f067aa0ba902b7`);
  assert.equal(shown(trace.spellTraceContext({ ...ids, traceFlags: 1 })), parent);
  const invalid = { traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 };
  assert.equal(trace.spellTraceContext(invalid).length, 0);
  for (const [name, value] of [
    ["traceId", "x"],
    ["spanId", undefined],
    ["traceFlags", 1.5],
  ])
    assert.equal(
      problem(() => trace.spellTraceContext({ ...span, [name]: value })),
      `bad_value at ${name}, null`,
    );
});

test("no bytes hurt", () => {
  const { below, bytes } = random(9);
  for (let round = 0; round < 2000; round++) {
    const some = bytes(below(80));
    trace.receiveTraceContext(some);
    const behind = new Uint8Array([...text(`${parent}\n`), ...some]);
    assert.equal(trace.receiveTraceContext(behind).traceId, ids.traceId);
  }
  const begun = performance.now();
  trace.receiveTraceContext(text(`${parent}\n${" ".repeat(1e6)}x${" ".repeat(1e6)}x`));
  assert.ok(performance.now() - begun < 2000);
  assert.equal(
    problem(() => trace.parseTraceContext("text")),
    "bad_value at tracing, null",
  );
});

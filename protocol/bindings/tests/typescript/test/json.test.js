// Messages as JSON and back, as the conformance protocol has them.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as json from "../../../typescript/dist/conformance/json.js";
import { LonelyError, stateful } from "../../../typescript/dist/index.js";
import { encodeStrongEtag } from "../../../typescript/dist/hashing/s2b.js";
import { corpusOf, fromHex, toHex } from "../support.js";

/** What is thrown: its kind, and what it is about. */
function problemOf(act) {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof LonelyError, String(error));
    return [error.kind, error.at];
  }
  return undefined;
}

test("every message of the corpus becomes the JSON that its case has, and the same bytes again", () => {
  let count = 0;
  for (const { request, expect } of corpusOf("stateful")) {
    if (request.op !== "decode" || expect.ok === undefined) continue;
    const [side, helper] = [stateful[request.direction], json.stateful[request.direction]];
    const bytes = fromHex(request.hex);
    const decoded = helper.toJson(side.decode(bytes));
    const { message, variant, fields, minimal_headers: isMinimal } = expect.ok;
    assert.deepEqual(decoded, { message, variant, fields });
    const again = helper.fromJson(JSON.parse(JSON.stringify(decoded)));
    assert.deepEqual(again, side.decode(bytes));
    const mode = isMinimal ? "minimal" : "expanded";
    assert.deepEqual(side.encode(again, mode), side.encode(side.decode(bytes), mode));
    count++;
  }
  assert.ok(count > 50, String(count));
});

test("integers of any size and groups", () => {
  const document = {
    message: "strong_etag",
    variant: null,
    fields: { url: "u", topics: [{ topic: "00ff", recovery: null }], globs: [] },
  };
  const message = json.hashing.s2b.fromJson(document);
  assert.deepEqual(message, {
    type: "strong_etag",
    url: "u",
    topics: [{ topic: Uint8Array.of(0, 255), recovery: null }],
    globs: [],
  });
  assert.deepEqual(json.hashing.s2b.toJson(message), document);
  assert.ok(toHex(encodeStrongEtag(message)).includes("00ff"));
  const big = {
    message: "continue_receive",
    variant: null,
    fields: { authorization: null, tracing: "", identifier: "", part_id: "18446744073709551615" },
  };
  assert.equal(json.stateful.s2b.fromJson(big).partId, 2n ** 64n - 1n);
});

test("what is not exactly a message in JSON is refused where it is wrong", () => {
  const { fromJson } = json.hashing.s2b;
  const fields = { url: "u", topics: [{ topic: "00", recovery: null }], globs: [] };
  const right = { message: "strong_etag", variant: null, fields };
  assert.equal(
    problemOf(() => fromJson(right)),
    undefined,
  );
  const entries = (...topics) => ({ ...right, fields: { ...fields, topics } });
  const cases = [
    [null, null],
    [[], null],
    ["{}", null],
    [{ ...right, message: "x" }, null],
    [{ ...right, variant: "x" }, null],
    [{ ...right, more: 1 }, "more"],
    [{ ...right, flags: [] }, "flags"],
    [{ ...right, fields: null }, null],
    [{ ...right, fields: { ...fields, url: null } }, "url"],
    [{ ...right, fields: { ...fields, more: "" } }, "more"],
    [{ ...right, fields: { url: "u", topics: [] } }, "globs"],
    [{ ...right, fields: { ...fields, topics: {} } }, "topics"],
    [entries(fields.topics[0], 1), "topics[1]"],
    [entries({ topic: "0", recovery: null }), "topics[0].topic"],
    [entries({ topic: "0A", recovery: null }), "topics[0].topic"],
    [entries({ topic: "00" }), "topics[0].recovery"],
    [entries({ topic: "00", recovery: 1 }), "topics[0].recovery"],
    [entries({ topic: "00", recovery: null, more: 1 }), "topics[0].more"],
  ];
  for (const [given, at] of cases)
    assert.deepEqual(
      problemOf(() => fromJson(given)),
      ["bad_value", at],
      JSON.stringify(given),
    );
  const part = { authorization: null, tracing: "", identifier: "" };
  for (const part_id of [1, "01", "+1", "1.0", "", " 1", "0x1", "1n", null]) {
    const given = { message: "continue_receive", variant: null, fields: { ...part, part_id } };
    const problem = problemOf(() => json.stateful.s2b.fromJson(given));
    assert.deepEqual(problem, ["bad_value", "part_id"], String(part_id));
  }
});

test("what is no message has no JSON", () => {
  const { toJson } = json.hashing.s2b;
  const right = { type: "strong_etag", url: "u", topics: [], globs: [] };
  assert.equal(
    problemOf(() => toJson(right)),
    undefined,
  );
  for (const [given, at] of [
    [undefined, null],
    [{ ...right, type: "x" }, null],
    [{ ...right, url: 1 }, "url"],
    [{ ...right, topics: {} }, "topics"],
    [{ ...right, topics: [null] }, "topics[0]"],
    [{ ...right, topics: [{ topic: "00", recovery: null }] }, "topics[0].topic"],
  ])
    assert.deepEqual(
      problemOf(() => toJson(given)),
      ["bad_value", at],
    );
});

// Messages without a prefix, in a schema of one's own: variants and digests behind a number, and what has none.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";

import { hex, load, problem } from "../sequences.js";
import { toHex } from "../support.js";

let bare;

before(async () => {
  ({ bare } = await load("bare"));
});

test("a message with a number is found by it, and its digest is compared", async () => {
  const { s2b } = bare;
  const payload = hex("010203");
  const digest = createHash("sha512").update(payload).digest();
  const bytes = hex(`03 01 ${toHex(digest)} 010203`);
  const message = { type: "ask", variant: "one", digest: new Uint8Array(digest), payload };
  assert.deepEqual(s2b.decodeByCode(bytes), message);
  assert.deepEqual(s2b.decode("ask", bytes), message);
  assert.equal(toHex(s2b.encode(message)), toHex(bytes));
  assert.deepEqual(s2b.decodeByCode(hex("c8")), { type: "tell" });
  bytes[2] ^= 1;
  assert.equal(
    problem(() => s2b.decodeByCode(bytes)),
    "digest_mismatch at digest, 2",
  );
  await assert.rejects(s2b.decodeAsync("ask", bytes), { kind: "digest_mismatch" });
});

test("what has no number is read only if it is asked for", () => {
  const { s2b } = bare;
  const bytes = hex("00 0161 ff");
  const message = { type: "body", options: [{ flags: hex("") }, { flags: hex("61") }] };
  assert.deepEqual(s2b.decode("body", bytes), message);
  assert.equal(toHex(s2b.encode(message)), toHex(bytes));
  for (const code of ["04", "00", "ff"]) {
    assert.equal(
      problem(() => s2b.decodeByCode(hex(code))),
      "unknown_type at null, 0",
    );
  }
});

// The conformance corpus, through the codecs themselves and through the testee.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { test } from "node:test";

import { answer, answerAsync } from "../../../typescript/dist/conformance.js";
import * as b2s from "../../../typescript/dist/stateful/b2s.js";
import * as s2b from "../../../typescript/dist/stateful/s2b.js";
import { LonelyError } from "../../../typescript/dist/index.js";
import { agrees, corpus, corpusOf, fromHex, packageFolder, toHex } from "../support.js";

const codecs = { s2b, b2s };
const cases = corpus();
const stateful = corpusOf("stateful");
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/** A message as the corpus spells it, from what is expected of it: names and nothing else. */
function asExpected(message, expected) {
  const json = (value) => {
    if (value instanceof Uint8Array) return toHex(value);
    return typeof value === "bigint" || typeof value === "number" ? value.toString() : value;
  };
  const names = Object.keys(expected.fields);
  const fields = Object.fromEntries(names.map((name) => [name, json(message[camel(name)])]));
  const tags = message.variant === undefined ? 1 : 2;
  assert.equal(Object.keys(message).length, names.length + tags);
  return { message: message.type, variant: message.variant ?? null, fields };
}

test("every decode case, by the codecs themselves", () => {
  const decodes = stateful.filter(({ request }) => request.op === "decode");
  for (const { name, request, expect } of decodes) {
    const bytes = fromHex(request.hex);
    const { decode } = codecs[request.direction];
    if (expect.error) {
      assert.throws(
        () => decode(bytes),
        (error) => {
          assert.ok(error instanceof LonelyError, name);
          const { kind, at, offset } = error;
          assert.deepEqual({ kind, at, offset }, expect.error, name);
          return true;
        },
      );
    } else {
      const { minimal_headers: minimal, ...expected } = expect.ok;
      assert.equal((bytes[1] & 1) === 1, minimal, name);
      assert.deepEqual(asExpected(decode(bytes), expect.ok), expected, name);
    }
  }
  assert.ok(decodes.length > 10_000);
});

test("every encode case that succeeds, by the codecs themselves", () => {
  const encodes = stateful.filter(({ request, expect }) => request.op === "encode" && expect.ok);
  for (const { name, request, expect } of encodes) {
    // What was written reads back as what was to be written, unless that is empty text.
    const { decode, encode } = codecs[request.direction];
    const message = decode(fromHex(expect.ok.hex), {
      sha512: () => digestOf(request),
    });
    const mode = request.minimal_headers ? "minimal" : "expanded";
    assert.equal(toHex(encode(message, mode)), expect.ok.hex, name);
  }
  assert.ok(encodes.length > 500);
});

/** Writers take any digest as it is given, so that what they wrote may have a wrong one. */
const digestOf = ({ fields }) =>
  fromHex(Object.entries(fields).find(([name]) => name.endsWith("sha512"))[1]);

test("every case, by the testee in this process, at once and with WebCrypto", async () => {
  for (const [id, given] of cases.entries()) {
    const line = JSON.stringify({ id, ...given.request });
    for (const text of [answer(line), await answerAsync(line)]) {
      const found = JSON.parse(text);
      assert.equal(found.id, id);
      assert.ok(agrees(given, found), `${given.name}: ${text}`);
    }
  }
});

test("the testee answers on standard output, whatever it is asked", async () => {
  const testee = spawn("node", [join(packageFolder, "dist/conformance-main.js")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => testee.on("exit", resolve));
  const lines = createInterface({ input: testee.stdout })[Symbol.asyncIterator]();
  const ask = async (line) => {
    testee.stdin.write(`${line}\n`);
    return JSON.parse((await lines.next()).value);
  };
  const described = await ask('{"id":1,"op":"describe"}');
  assert.equal(described.ok.language, "typescript");
  const odd = [
    "",
    "[]",
    "nonsense",
    "null",
    '{"op":"etag"}',
    '{"op":7}',
    '{"op":"decode","protocol":"__proto__","direction":"s2b","hex":""}',
    '{"op":"decode","protocol":"stateful","direction":"constructor","hex":""}',
    '{"op":"decode","protocol":"stateful","direction":"s2b","hex":"0"}',
    '{"op":"encode","protocol":"stateful","direction":"s2b","message":"toString","minimal_headers":true,"fields":{}}',
    '{"op":"encode","protocol":"stateful","direction":"s2b","message":"notify","minimal_headers":true,"fields":{}}',
    '{"op":"encode","protocol":"stateful","direction":"s2b","message":"missed","variant":3,"minimal_headers":true,"fields":[]}',
  ];
  for (const line of odd) {
    const { error } = await ask(line);
    assert.deepEqual([error.kind, error.at, error.offset], ["bad_value", null, null], line);
  }
  const first = stateful.find(({ expect }) => expect.ok);
  const again = await ask(JSON.stringify({ id: "x", ...first.request, reencode: true }));
  assert.equal(again.ok.minimal, first.request.hex);
  assert.match(again.ok.expanded, /^0000/);
  testee.stdin.end();
  assert.equal(await ended, 0);
});

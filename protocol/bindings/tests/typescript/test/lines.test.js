// Lines of the testee, of which no more than a limit is held.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { readLines } from "../../../typescript/dist/runtime/lines.js";
import { packageFolder } from "../support.js";

const bytes = (text) => new TextEncoder().encode(text);

async function all(iterable) {
  const found = [];
  for await (const one of iterable) found.push(one);
  return found;
}

async function* chunksOf(text, size) {
  const all = bytes(text);
  for (let i = 0; i < all.length; i += size) yield all.subarray(i, i + size);
}

test("lines are the same however they arrive", async () => {
  const text = "abcd\n\né\r\nabcde\n\ufeffx\nabcdefghij";
  for (let size = 1; size <= text.length + 2; size++) {
    const found = await all(readLines(chunksOf(text, size), 4));
    assert.deepEqual(found, ["abcd", "", "é\r", undefined, "\ufeffx", undefined], `${size}`);
  }
  assert.deepEqual(await all(readLines(chunksOf("ab\ncd", 3), 4)), ["ab", "cd"]);
  assert.deepEqual(await all(readLines(chunksOf("", 3), 4)), []);
});

test("a line that never ends is refused once it is too long", async () => {
  let given = 0;
  async function* endless() {
    for (;;) {
      given++;
      yield bytes("0123456789");
    }
  }
  const { value, done } = await readLines(endless(), 1000).next();
  assert.deepEqual([value, done, given], [undefined, false, 101]);
});

test("the testee refuses a long line and answers the next", async () => {
  const testee = spawn("node", [join(packageFolder, "dist/conformance-main.js")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(testee, "exit");
  const lines = createInterface({ input: testee.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  const longest = 32 * 2 ** 20;
  const describe = '{"id":1,"op":"describe"}';
  testee.stdin.write(`${describe.padEnd(longest)}\n`);
  assert.equal((await next()).ok.language, "typescript");
  testee.stdin.write(describe.padEnd(longest + 1));
  // Before the line ends.
  const { id, error } = await next();
  assert.deepEqual([id, error.kind, error.at, error.offset], [null, "bad_value", null, null]);
  assert.match(error.message, /33554432/);
  testee.stdin.end(`the rest of it\n${describe}`);
  assert.equal((await next()).id, 1);
  assert.deepEqual(await ended, [0, null]);
});

// Keys and tokens: where they come from, and that nothing shows them.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { inspect } from "node:util";

import { load } from "../bodies.js";
import { problem } from "../sequences.js";
import { workFolder } from "../support.js";

const bytes = Uint8Array.from({ length: 64 }, (_, i) => 255 - i);
const text = Buffer.from(bytes).toString("base64url");

let Key, BearerToken;

before(async () => {
  ({ Key, BearerToken } = await load("auth"));
});

test("a key is read from text, files and the environment", () => {
  const folder = workFolder("secrets");
  const spellings = [text, `${text}==`, Buffer.from(bytes).toString("base64")];
  for (const spelling of [...spellings, spellings[2].replace(/=+$/, "")]) {
    assert.equal(Key.fromText(spelling).toText(), text);
  }
  assert.equal(Key.fromBytes(bytes).toText(), text);
  for (const end of ["", "\n", "\r\n"]) {
    const file = join(folder, "key");
    writeFileSync(file, text + end);
    assert.equal(Key.fromFile(file).toText(), text);
  }
  process.env.LONELY_TEST_KEY = text;
  assert.equal(Key.fromEnvironment("LONELY_TEST_KEY").toText(), text);
  assert.notEqual(Key.random().toText(), Key.random().toText());
  assert.equal(Key.random().toText().length, 86);
});

test("what is no key is refused, and neither that nor a key is shown", () => {
  const folder = workFolder("no-secrets");
  const file = join(folder, "key");
  process.env.LONELY_TEST_KEY = "geheim";
  const attempts = [
    ...["", "geheim", text.slice(1), `${text}=`, `${text}A`, `${text}\n`, ` ${text}`].map(
      (wrong) => () => Key.fromText(wrong),
    ),
    // Two alphabets at once, and bits that stand for no byte.
    () => Key.fromText(Buffer.alloc(64, 255).toString("base64url").replace("_", "/")),
    () => Key.fromText(`${text.slice(0, -1)}B`),
    () => Key.fromText(7),
    () => Key.fromBytes(bytes.slice(1)),
    () => Key.fromEnvironment("LONELY_TEST_KEY"),
    () => Key.fromEnvironment("LONELY_TEST_NO_KEY"),
    () => Key.fromFile(join(folder, "none")),
    () => Key.fromFile(folder),
    ...["geheim", text.repeat(400), Buffer.from([255])].map((content) => () => {
      writeFileSync(file, content);
      return Key.fromFile(file);
    }),
    ...["", "a\nb", " a", "a ", "\0", "\ud800"].map((wrong) => () => BearerToken.fromText(wrong)),
    () => BearerToken.fromEnvironment("LONELY_TEST_NO_KEY"),
  ];
  for (const attempt of attempts) {
    assert.equal(problem(attempt), "bad_value at null, null", String(attempt));
    assert.throws(attempt, ({ message }) => !/geheim/.test(message) && message.length < 300);
  }
  assert.throws(() => Key.fromEnvironment("LONELY_TEST_KEY"), /LONELY_TEST_KEY/);
  for (const kept of [Key.fromText(text), BearerToken.fromText("geheim")]) {
    for (const shown of [
      inspect(kept, { depth: 9, showHidden: true }),
      JSON.stringify(kept),
      `${kept}`,
    ])
      assert.ok(!shown.includes("geheim") && !shown.includes(text.slice(2, 9)), shown);
  }
});

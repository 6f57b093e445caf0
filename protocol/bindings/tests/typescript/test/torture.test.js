// A package of a schema that no protocol would have: compiled, and compared with the interpreter.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { compile, lonely, random, root, workFolder } from "../support.js";

const schema = join(root, "codegen/build/tests/torture/torture.yaml");
const folder = workFolder("torture");

test("it is generated and compiled", () => {
  const [command, args] = lonely(
    "--schema",
    schema,
    "generate",
    "--lang",
    "typescript",
    "--out",
    folder,
  );
  const { status, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  compile(folder);
});

/** A request to write a message of random values, of which some are no values of their fields. */
function request({ below, oneOf, bytes }, protocol, direction, shape) {
  const hex = (length) => Buffer.from(bytes(length)).toString("hex");
  const text = () =>
    oneOf(["", "a", "abc", "abcd", "é", "€", "😀", "\0", "\ufeffx", "x".repeat(200)]);
  const number = () => {
    const size = below(9);
    const value = BigInt.asUintN(8 * size, BigInt(`0x${hex(8)}`)) + BigInt(below(3) - 1);
    return oneOf([
      value,
      value,
      -value,
      BigInt(below(3)),
      4096n,
      300n,
      16777215n,
      2n ** BigInt(8 * size),
    ]).toString();
  };
  const by = {
    bytes: (field) =>
      hex(
        /sha512|digest/.test(field) ? 64 : field === "all" ? 65535 : field === "one" ? 1 : below(5),
      ),
    text: () => text(),
    optional_text: () => oneOf([null, text()]),
    bool: () => oneOf([true, false]),
    number,
    bigint: number,
  };
  const value = (field, form) =>
    below(60) === 0 ? oneOf([null, 7, "x", [], {}, "00", "-1", true]) : by[form](field);
  const fields = Object.entries(shape.fields).map(([field, [, form]]) => [
    field,
    value(field, form),
  ]);
  const { message, variant } = shape;
  const minimal = oneOf([true, false]);
  return {
    op: "encode",
    protocol,
    direction,
    message,
    variant,
    minimal_headers: minimal,
    fields: Object.fromEntries(fields),
  };
}

test("it writes and reads what the interpreter does", async () => {
  const { answer, testee } = await import(pathToFileURL(join(folder, "dist/conformance.js")).href);
  const [command, args] = lonely("--schema", schema, "conformance", "serve");
  const other = spawn(command, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: other.stdout })[Symbol.asyncIterator]();
  const ask = async (question) => {
    other.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse((await lines.next()).value);
  };
  const core = ({ ok, error }) =>
    ok ? { ok } : { kind: error.kind, at: error.at, offset: error.offset };
  const chance = random(4);
  const counts = { written: 0, refused: 0, read: 0, unread: 0 };
  const compare = async (question) => {
    const [here, there] = [JSON.parse(answer(JSON.stringify(question))), await ask(question)];
    assert.deepEqual(core(here), core(there), JSON.stringify(question));
    if (here.error) assert.equal(typeof here.error.message, "string");
    return here;
  };
  for (const [protocol, { directions }] of Object.entries(testee.protocols)) {
    for (const [direction, { shapes }] of Object.entries(directions)) {
      for (const shape of shapes) {
        for (let i = 0; i < (shape.message === "largest" ? 10 : 150); i++) {
          const { ok } = await compare(request(chance, protocol, direction, shape));
          counts[ok ? "written" : "refused"]++;
          if (!ok) continue;
          for (const damage of [0, 1, 2]) {
            const bytes = Buffer.from(ok.hex, "hex");
            for (let n = 0; n < damage; n++)
              bytes[chance.below(Math.min(bytes.length, 300))] = chance.below(256);
            const hex = bytes
              .subarray(0, damage === 2 ? chance.below(bytes.length + 1) : bytes.length)
              .toString("hex");
            const read = await compare({ op: "decode", protocol, direction, hex, reencode: true });
            counts[read.ok ? "read" : "unread"]++;
          }
        }
      }
    }
  }
  other.stdin.end();
  assert.ok(
    Object.values(counts).every((count) => count > 300),
    JSON.stringify(counts),
  );
  console.log(`# torture: ${JSON.stringify(counts)}`);
});

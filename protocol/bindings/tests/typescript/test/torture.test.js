// A package of a schema that no protocol would have: compiled, and compared with the interpreter.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { compareWithInterpreter } from "../agreement.js";
import { generate, root, workFolder } from "../support.js";

const schema = join(root, "codegen/build/tests/torture/torture.yaml");
const folder = workFolder("torture");

test("it is generated and compiled", () => {
  generate(schema, folder);
});

test("it writes and reads what the interpreter does", async () => {
  const counts = await compareWithInterpreter(folder, schema, 4);
  assert.ok(
    Object.values(counts).every((count) => count > 300),
    JSON.stringify(counts),
  );
  console.log(`# torture: ${JSON.stringify(counts)}`);
});

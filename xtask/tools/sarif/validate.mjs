// Checks the log of SARIF 2.1.0 on standard input against the official JSON schema, which Microsoft's package of matchers
// for tests has, and prints how many results there are in it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

const ajv = new Ajv({ schemaId: "auto", format: "full", allErrors: true, validateSchema: false });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(schema);
const log = JSON.parse(readFileSync(0, "utf8"));
if (!validate(log)) {
  for (const { dataPath, message } of validate.errors) console.error(`${dataPath}: ${message}`);
  process.exit(100);
}
console.log(log.runs.reduce((sum, run) => sum + run.results.length, 0));

// The decoder of the pages, put to the whole conformance corpus: what it accepts, which message and which values it finds, and of a bad
// message the kind, the name and the offset. Its argument is a file that `lonely export` printed.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const lonely = createRequire(import.meta.url)("../../assets/decode.js");
const exported = JSON.parse(readFileSync(process.argv[2], "utf8"));
const corpus = new URL("../../../../protocol/vectors/", import.meta.url);

const models = new Map();
for (const protocol of exported.protocols) {
  for (const direction of ["s2b", "b2s"]) {
    const messages = protocol.messages.filter((message) => message.direction === direction);
    models.set(`${protocol.name}.${direction}`, { protocol, messages });
  }
}

// As the corpus spells values.
function spelled({ value, group }) {
  if (value instanceof Uint8Array) return lonely.hex(value);
  if (typeof value === "bigint") return `${value}`;
  if (Array.isArray(value)) {
    return value.map((entry) => Object.fromEntries(entry.map((of, i) => [group.slots[i].at, spelled(of)])));
  }
  // Zero has a sign here.
  if (Object.is(value, -0)) return "-0";
  return typeof value === "number" ? `${value}` : value;
}

function answer(model, request) {
  const found = lonely.decode(model, lonely.unhex(request.hex), request.message ?? null);
  if (found.error !== null) {
    const { kind, at, offset } = found.error;
    return { error: { kind, at, offset } };
  }
  const fields = Object.fromEntries(found.fields.map(({ name, value }) => [name, spelled(value)]));
  const mode = found.isMinimal === null ? {} : { minimal_headers: found.isMinimal };
  return { ok: { message: found.message.name, variant: found.shape.variant, ...mode, fields } };
}

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};
const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

let [asked, refused] = [0, 0];
const differences = [];
for (const file of readdirSync(corpus).filter((name) => name.endsWith(".jsonl"))) {
  for (const line of readFileSync(new URL(file, corpus), "utf8").split("\n").filter(Boolean)) {
    const { name, request, expect } = JSON.parse(line);
    const model = models.get(`${request.protocol}.${request.direction}`);
    // Requests that are malformed themselves are none of its business, and it takes messages as a whole.
    const isAsked = request.op === "decode" && request.splits === undefined && model !== undefined;
    if (!isAsked || !/^([0-9a-f]{2})*$/.test(request.hex) || name.includes("/request/")) continue;
    asked += 1;
    refused += expect.error ? 1 : 0;
    const found = answer(model, request);
    if (!same(found, expect)) differences.push({ name, found, expect });
  }
}
for (const difference of differences.slice(0, 10)) console.log(JSON.stringify(difference).slice(0, 1500));
console.log(`${asked} messages of the corpus, ${refused} of them bad, ${differences.length} differences`);
process.exitCode = differences.length === 0 && asked > 10_000 && refused > 5_000 ? 0 : 1;

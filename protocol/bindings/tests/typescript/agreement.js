// A package beside the interpreter: random messages, damaged and cut ones, in both. Whatever one answers, the other does.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { lonely, random, root } from "./support.js";

/** Values of every form, of which some are no values of their fields. */
export class Values {
  constructor({ below, oneOf, bytes }) {
    Object.assign(this, { below, oneOf });
    this.hex = (length) => Buffer.from(bytes(length)).toString("hex");
  }

  /** The fields of a message, or of an entry. */
  fields(forms) {
    const values = Object.entries(forms).map(([name, [, form]]) => [name, this.value(name, form)]);
    return Object.fromEntries(values);
  }

  value(name, form) {
    if (this.below(60) === 0)
      return this.oneOf([null, 7, "x", [], {}, "00", "-1", true, [null], [{}]]);
    if (typeof form === "object") return this.entries(form);
    return this[form](name);
  }

  /** Entries that may be in their order, whatever they are sorted by. */
  entries(forms) {
    const count = this.oneOf([0, 1, 2, 3, 4]);
    const entries = Array.from({ length: count }, () => this.fields(forms));
    const [first] = Object.keys(forms);
    const rank = (entry) => String(entry[first] ?? "").padStart(24);
    return this.below(4) === 0
      ? entries
      : entries.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  }

  bytes(name) {
    const lengths = { all: 65535, one: 1, nonce: 4 };
    return this.hex(/sha512|digest|etag/.test(name) ? 64 : (lengths[name] ?? this.below(5)));
  }

  text() {
    return this.oneOf([
      ...["", "a", "abc", "abcd", "é", "€", "😀", "\uffee", "\0", "\ufeffx"],
      "x".repeat(200),
      "x".repeat(256),
    ]);
  }

  optional_text() {
    return this.oneOf([null, this.text()]);
  }

  bool() {
    return this.oneOf([true, false]);
  }

  number() {
    const size = this.below(9);
    const random = BigInt.asUintN(8 * size, BigInt(`0x${this.hex(8)}`));
    const near = [BigInt(this.below(3)), 4096n, 300n, 16777215n, 2n ** BigInt(8 * size)];
    const value = random + BigInt(this.below(3) - 1);
    return this.oneOf([value, value, -value, ...near]).toString();
  }

  bigint() {
    return this.number();
  }

  /** Spelled as every language spells them, or otherwise. */
  float() {
    const spelled = [
      "0",
      "-0",
      "1",
      "0.1",
      "-1.5",
      "1e+21",
      "5e-324",
      "NaN",
      "Infinity",
      "-Infinity",
    ];
    return this.oneOf([...spelled, "1.0", "1e21", "", "x"]);
  }
}

/** A request to write a message of that shape. */
function request(values, place, { message, variant, isSequence, flags, fields }) {
  const wanted = values.fields(fields);
  const question = { op: "encode", ...place, message, variant, fields: wanted };
  const { payload } = wanted;
  const digest = ["digest", "message_sha512"].find((name) => typeof wanted[name] === "string");
  if (digest !== undefined && typeof payload === "string" && values.below(4) > 0) {
    wanted[digest] = createHash("sha512").update(payload, "hex").digest("hex");
  }
  if (isSequence !== true || values.bool()) question.minimal_headers = values.bool();
  if (flags !== undefined && values.below(8) > 0) {
    const isSet = ([, flag]) =>
      typeof flag === "boolean" ? flag !== (values.below(20) === 0) : values.bool();
    question.flags = Object.entries(flags)
      .filter(isSet)
      .map(([name]) => name);
  }
  if (values.below(60) === 0)
    question.flags = values.oneOf([[], ["other"], "x", [7], ["minimal_headers"]]);
  return question;
}

/** The bytes of a message: as they are, damaged, or cut. */
function damaged({ below, oneOf }, hex, damage) {
  const bytes = Buffer.from(hex, "hex");
  for (let n = 0; n < damage; n++)
    bytes[below(Math.min(bytes.length, 300))] = oneOf([0, 1, 255, below(256)]);
  const end = damage === 2 ? below(bytes.length + 1) : bytes.length;
  return bytes.subarray(0, end).toString("hex");
}

/** What has no prefix has no modes; and it has to be said what it is, unless it begins with its number. */
function bodyRequest(values, place, shape) {
  const question = request(values, place, { ...shape, isSequence: true });
  delete question.minimal_headers;
  if (values.below(4) === 0) delete question.direction;
  return question;
}

/** The interpreter of a schema beside the testee of a package: `compare` asks both, and gives what the package answers. */
export async function besideInterpreter(folder, schema) {
  const { answer, testee } = await import(pathToFileURL(join(folder, "dist/conformance.js")).href);
  const [command, args] = lonely("--schema", schema, "conformance", "serve");
  const other = spawn(command, args, {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: other.stdout })[Symbol.asyncIterator]();
  const ask = async (question) => {
    other.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse((await lines.next()).value);
  };
  const core = ({ ok, error }) =>
    ok ? { ok } : { kind: error.kind, at: error.at, offset: error.offset };
  const compare = async (question) => {
    const [here, there] = [JSON.parse(answer(JSON.stringify(question))), await ask(question)];
    assert.deepEqual(core(here), core(there), JSON.stringify(question));
    if (here.error) assert.equal(typeof here.error.message, "string");
    return here;
  };
  return { compare, testee, end: () => other.stdin.end() };
}

/** Compares a package with the interpreter of its schema, in some of its protocols; gives how much was compared. */
export async function compareWithInterpreter(folder, schema, seed, isCompared = () => true) {
  const { compare, testee, end } = await besideInterpreter(folder, schema);
  try {
    return await compareAll(compare, testee, seed, isCompared);
  } finally {
    end();
  }
}

async function compareAll(compare, testee, seed, isCompared) {
  const chance = random(seed);
  const values = new Values(chance);
  const counts = { written: 0, refused: 0, read: 0, unread: 0 };
  const protocols = Object.entries(testee.protocols).filter(([protocol]) => isCompared(protocol));
  const sides = protocols.flatMap(([protocol, { minimal, directions }]) =>
    Object.entries(directions).map(([direction, { shapes }]) => ({
      place: { protocol, direction },
      hasPrefix: minimal !== undefined,
      shapes,
    })),
  );
  for (const { place, hasPrefix, shapes } of sides) {
    for (const shape of shapes) {
      for (let i = 0; i < (shape.message === "largest" ? 10 : 150); i++) {
        const question = hasPrefix
          ? request(values, place, shape)
          : bodyRequest(values, place, shape);
        const { ok } = await compare(question);
        counts[ok ? "written" : "refused"]++;
        if (!ok) continue;
        for (const damage of [0, 1, 2]) {
          const hex = damaged(chance, ok.hex, damage);
          const named = hasPrefix || values.below(4) === 0 ? {} : { message: shape.message };
          const read = await compare({
            op: "decode",
            ...place,
            ...named,
            hex,
            reencode: true,
          });
          counts[read.ok ? "read" : "unread"]++;
        }
      }
    }
  }
  return counts;
}

// What the tests share: where things are, how programs are run, the corpus, and a generator of random values.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** This folder. */
export const here = fileURLToPath(new URL(".", import.meta.url));
/** The repository. */
export const root = join(here, "../../../..");
/** The generated package. */
export const packageFolder = join(here, "../../typescript");

/** Runs a program, and gives what it prints; throws with all of it if it fails. */
export function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: here,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")}: ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Runs a program that a package of these tests brings. */
export function tool(name, args, options) {
  // Several versions of TypeScript are installed, and `.bin` has the compiler of any.
  const program = name === "tsc" ? "typescript/bin/tsc" : `.bin/${name}`;
  return run(join(here, "node_modules", program), args, options);
}

/** Compiles a generated package. */
export function compile(folder) {
  rmSync(join(folder, "dist"), { recursive: true, force: true });
  tool("tsc", ["--project", folder, "--typeRoots", join(here, "node_modules/@types")]);
}

/** An empty folder below this one, where the packages of the tests are found. */
export function workFolder(name) {
  const folder = join(here, ".work", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A folder with the package installed, from what npm would publish. */
export function consumer(name) {
  const folder = workFolder(name);
  const packed = run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: packageFolder,
  });
  const [{ filename, files }] = JSON.parse(packed);
  run("tar", ["-xzf", filename], { cwd: folder });
  mkdirSync(join(folder, "node_modules"));
  renameSync(join(folder, "package"), join(folder, "node_modules/lonelypsp"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  return { folder, files: files.map(({ path }) => path) };
}

/** What runs the command line of this repository: `LONELY` says where it is, or else cargo builds it. */
export function lonely(...args) {
  const program = process.env.LONELY;
  const [command, ...first] = program
    ? [program]
    : ["cargo", "run", "--quiet", "--release", "--package", "lonelypsp-cli", "--"];
  return [command, [...first, ...args]];
}

/** Generates a package for a schema of the tests, and compiles it. */
export function generate(schema, folder) {
  const [command, args] = lonely("--schema", schema, "generate", "--lang", "typescript", "--out");
  run(command, [...args, folder], { cwd: root });
  compile(folder);
}

/** All cases of the corpus. */
export function corpus() {
  const folder = join(root, "protocol/vectors");
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  const lines = files
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"));
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** Those of one protocol. */
export const corpusOf = (protocol) =>
  corpus().filter(({ request }) => request.protocol === protocol);

/** Whether an answer is what a case expects. */
export function agrees({ expect }, answer) {
  if (expect.ok) return JSON.stringify(sorted(answer.ok)) === JSON.stringify(sorted(expect.ok));
  return ["kind", "at", "offset"].every(
    (member) => answer.error?.[member] === expect.error[member],
  );
}

function sorted(json) {
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).map(([name, value]) => [name, sorted(value)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export const fromHex = (hex) =>
  Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));
export const toHex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Numbers that look random and are the same every time (mulberry32). */
export function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    oneOf: (values) => values[below(values.length)],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}

// Compares the package with protobufjs on messages with the same fields, and prints a Markdown table.
//
//     node bench.js [--rounds N] [--before PACKAGE]
//
// `--before` measures another build of the package in the same turns: a folder with its `dist`, such as a copy made before a
// change.
//
// protobufjs has one form of a message, we have two header blocks; each is compared with it. Of protobufjs' codecs, those
// that pbjs writes and those made from a schema at run time, and of its two kinds of input, `Buffer` and `Uint8Array`, the
// fastest counts. Integers of 64 bits are `Long` there and `bigint` here. protobufjs computes no digests: `NOTIFY` is
// therefore decoded without comparing its digest, and a row of its own, outside of the mean, has both compute it.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import Long from "long";
import protobuf from "protobufjs";

import { packageFolder } from "./support.js";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "101" }, before: { type: "string" } },
});
const rounds = Number(options.rounds);

const codecsOf = async (folder) => ({
  s2b: await import(join(resolve(folder), "dist/stateful/s2b.js")),
  b2s: await import(join(resolve(folder), "dist/stateful/b2s.js")),
});
const now = await codecsOf(packageFolder);
const before = options.before === undefined ? undefined : await codecsOf(options.before);

const proto = `syntax = "proto3";
message SubscribeExact { optional string authorization = 1; bytes tracing = 2; bytes topic = 3; }
message Notify {
  optional string authorization = 1; bytes tracing = 2; bytes identifier = 3; bytes topic = 4;
  uint64 compressor_id = 5; uint64 compressed_length = 6; uint64 decompressed_length = 7;
  bytes sha512 = 8; bytes message = 9;
}
message ConfirmNotify {
  bytes identifier = 1; uint64 subscribers = 2; optional string authorization = 3; bytes tracing = 4;
}
message Continuation {
  optional string authorization = 1; bytes tracing = 2; bytes identifier = 3; uint64 part_id = 4; bytes payload = 5;
}
`;

const folder = mkdtempSync(join(fileURLToPath(import.meta.url), "..", "bench-"));
const [reflected, written] = await (async () => {
  try {
    writeFileSync(join(folder, "bench.proto"), proto);
    const bin = fileURLToPath(new URL("node_modules/.bin/pbjs", import.meta.url));
    const out = join(folder, "bench.mjs");
    execFileSync(bin, ["-t", "static-module", "-w", "es6", "-o", out, join(folder, "bench.proto")]);
    const root = protobuf.parse(proto, { keepCase: false }).root.resolveAll();
    const types = ["SubscribeExact", "Notify", "ConfirmNotify", "Continuation"];
    return [
      Object.fromEntries(types.map((name) => [name, root.lookupType(name)])),
      await import(out),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
})();

const bytes = (length) => Uint8Array.from({ length }, (_, i) => 33 + ((i * 7) % 90));
const sha512 = (data) => new Uint8Array(createHash("sha512").update(data).digest());
const number = (value) => Long.fromNumber(value, true);
const authorization = "Bearer 8Gk2mPq0vX1sLz7tYw";
const common = { authorization, tracing: bytes(8) };
const identifier = bytes(4);
const topic = new TextEncoder().encode("sensors/kitchen/temperature");
const body64 = bytes(64);
const body1024 = bytes(1024);

const notify = (message) => ({
  name: `\`NOTIFY\`, ${message.length} bytes`,
  direction: "s2b",
  type: "Notify",
  unverified: true,
  ours: {
    type: "notify",
    variant: "uncompressed",
    ...common,
    identifier,
    topic,
    verifiedUncompressedSha512: sha512(message),
    uncompressedMessage: message,
  },
  theirs: {
    ...common,
    identifier,
    topic,
    compressorId: number(0),
    compressedLength: number(message.length),
    decompressedLength: number(message.length),
    sha512: sha512(message),
    message,
  },
});

const cases = [
  {
    name: "`SUBSCRIBE_EXACT`, no authorization",
    direction: "s2b",
    type: "SubscribeExact",
    ours: { type: "subscribe_exact", authorization: null, tracing: bytes(0), topic },
    theirs: { tracing: bytes(0), topic },
  },
  {
    name: "`SUBSCRIBE_EXACT`",
    direction: "s2b",
    type: "SubscribeExact",
    ours: { type: "subscribe_exact", ...common, topic },
    theirs: { ...common, topic },
  },
  notify(body64),
  notify(body1024),
  {
    name: "`CONFIRM_NOTIFY`",
    direction: "b2s",
    type: "ConfirmNotify",
    ours: { type: "confirm_notify", identifier, subscribers: 12n, ...common },
    theirs: { identifier, subscribers: number(12), ...common },
  },
  {
    name: "`NOTIFY_STREAM` continuation, 1024 bytes",
    direction: "s2b",
    type: "Continuation",
    ours: {
      type: "notify_stream",
      variant: "continuation",
      ...common,
      identifier,
      partId: 3n,
      payload: body1024,
    },
    theirs: { ...common, identifier, partId: number(3), payload: body1024 },
  },
];

/** What to measure of one of our codecs, by header block. */
function measured(codec, { unverified, ours }) {
  const minimal = codec.encode(ours);
  const expanded = codec.encode(ours, "expanded");
  const decode = unverified ? (input) => codec.decodeUnverified(input).unverified : codec.decode;
  return {
    minimal: { parse: [() => decode(minimal)], serialize: [() => codec.encode(ours)] },
    expanded: {
      parse: [() => decode(expanded)],
      serialize: [() => codec.encode(ours, "expanded")],
    },
  };
}

/** What to measure of a case: functions without arguments, by name. */
function subjects(given) {
  const { direction, type, theirs } = given;
  const object = new written[type](theirs);
  const other = reflected[type].create(theirs);
  const buffer = Buffer.from(written[type].encode(object).finish());
  const plain = new Uint8Array(buffer);
  const earlier = before && measured(before[direction], given);
  return {
    ...measured(now[direction], given),
    ...(earlier && { "minimal before": earlier.minimal, "expanded before": earlier.expanded }),
    protobufjs: {
      parse: [
        () => written[type].decode(buffer),
        () => written[type].decode(plain),
        () => reflected[type].decode(buffer),
        () => reflected[type].decode(plain),
      ],
      serialize: [
        () => written[type].encode(object).finish(),
        () => reflected[type].encode(other).finish(),
      ],
    },
  };
}

const kept = new Array(64);

/** Nanoseconds for one call. */
function time(subject, times) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) kept[i & 63] = subject();
  return Number(process.hrtime.bigint() - start) / times;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The medians of all functions, measured in turns so that whatever else runs here meets them all. */
function measure(functions) {
  const times = functions.map((subject) => {
    time(subject, 20_000);
    return Math.max(1, Math.round(1e6 / time(subject, 20_000)));
  });
  const results = functions.map(() => []);
  for (let round = 0; round < rounds; round++) {
    functions.forEach((subject, i) => results[i].push(time(subject, times[i])));
  }
  return results.map(median);
}

const all = cases.map((given) => ({ name: given.name, subjects: subjects(given) }));
for (const message of [body64, body1024]) {
  const given = notify(message);
  const { protobufjs, ...ours } = subjects({ ...given, unverified: false });
  const compared = (parse) => () => {
    const found = parse();
    if (Buffer.compare(createHash("sha512").update(found.message).digest(), found.sha512) !== 0)
      throw new Error();
    return found;
  };
  const name = `${given.name}, digest compared`;
  const parsing = Object.entries(ours).map(([who, { parse }]) => [who, { parse, serialize: [] }]);
  const theirs = { parse: protobufjs.parse.map(compared), serialize: [] };
  all.push({
    name,
    apart: true,
    subjects: { ...Object.fromEntries(parsing), protobufjs: theirs },
  });
}
// Everything runs once before anything is measured: a program that decodes has more than one type of message.
for (const { subjects } of all) {
  for (const { parse, serialize } of Object.values(subjects))
    [...parse, ...serialize].forEach((f) => time(f, 3000));
}

const ratios = {};
const lines = [];
for (const { name, apart, subjects } of all) {
  for (const what of ["parse", "serialize"]) {
    const functions = Object.entries(subjects).flatMap(([who, by]) =>
      by[what].map((f) => [who, f]),
    );
    if (functions.length === 0) continue;
    const medians = measure(functions.map(([, f]) => f));
    const best = (who) => Math.min(...medians.filter((_, i) => functions[i][0] === who));
    for (const mode of Object.keys(subjects).filter((who) => who !== "protobufjs")) {
      const ratio = best(mode) / best("protobufjs");
      if (!apart) (ratios[`${what}, ${mode}`] ??= []).push(ratio);
      const cells = [
        name,
        what,
        mode,
        best(mode).toFixed(0),
        best("protobufjs").toFixed(0),
        ratio.toFixed(2),
      ];
      lines.push(`| ${cells.join(" | ")} |`);
    }
  }
}
const mean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

console.log(
  `Node ${process.version}, ${cpus()[0].model}, protobufjs ${createRequire(import.meta.url)("protobufjs/package.json").version}; medians of ${rounds} rounds in turns\n`,
);
console.log("| message | what | header block | here, ns | protobufjs, ns | ratio |");
console.log("| --- | --- | --- | ---: | ---: | ---: |");
console.log(lines.join("\n"));
console.log();
for (const [what, values] of Object.entries(ratios)) {
  console.log(`Geometric mean, ${what}: ${mean(values).toFixed(2)}`);
}
const both = (what) => mean(["minimal", "expanded"].flatMap((mode) => ratios[`${what}, ${mode}`]));
console.log(
  `Geometric mean, parse: ${both("parse").toFixed(2)}; serialize: ${both("serialize").toFixed(2)}`,
);

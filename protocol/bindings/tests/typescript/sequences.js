// Messages of the schema in `sequences/`, their bytes put together by hand, and the package of that schema.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { fromHex, generate, here, workFolder } from "./support.js";

export const schema = join(here, "sequences/sequences.yaml");

/** Generates the package in a folder of that name, and loads it. */
export async function load(name) {
  const folder = workFolder(name);
  generate(schema, folder);
  const path = pathToFileURL(join(folder, "dist/index.js")).href;
  return { folder, ...(await import(path)) };
}

/** What is wrong, as `kind at place, byte`. */
export function problem(action) {
  try {
    action();
  } catch (error) {
    assert.equal(error.name, "LonelyError", error);
    return `${error.kind} at ${error.at}, ${error.offset}`;
  }
  return "nothing";
}

export const hex = (text) => fromHex(text.replaceAll(" ", ""));

/** A message as a row of reads: what each is named by, and its bytes. */
export const reads = {
  set: [
    [null, "0000"],
    [null, "0006"],
    [null, "4c50"],
    [null, "06"],
    ["tracing", "0002"],
    ["tracing", "aabb"],
    ["nonce", "01020304"],
    ["topics", "02"],
    ["topics[0].topic", "0001"],
    ["topics[0].topic", "61"],
    ["topics[0].recovery", "00"],
    ["topics[1].topic", "0002"],
    ["topics[1].topic", "6162"],
    ["topics[1].recovery", "01"],
    ["topics[1].recovery", "72"],
    ["globs[0].glob", "01"],
    ["globs[0].glob", "2a"],
    ["globs[1].glob", "00"],
    ["globs[2].glob", "01"],
    ["globs[2].glob", "78"],
    // The end, which is looked for before an entry is read: cut in two, it begins with an empty entry.
    ["globs[3].glob", "00"],
    ["globs[4].glob", "ff"],
    ["payload", "03"],
    ["payload", "707172"],
  ],
  sequence: [
    [null, "0000"],
    [null, "0009"],
    ["s", "01"],
    ["w", "02"],
    ["body", "03"],
    ["entries", "0002"],
    ["entries[0].before", "0000000000000001"],
    ["entries[0].items", "00"],
    ["entries[0].offset", "00"],
    ["entries[1].before", "ffffffffffffffff"],
    ["entries[1].items", "02"],
    ["entries[1].items[0].entry", "00"],
    ["entries[1].items[0].index", "00"],
    ["entries[1].items[1].entry", "01"],
    ["entries[1].items[1].entry", "65"],
    ["entries[1].items[1].index", "02"],
    ["entries[1].items[1].index[0].kind", "fffe"],
    ["entries[1].items[1].index[0].value[0].length", "07"],
    ["entries[1].items[1].index[0].value[1].length", "08"],
    ["entries[1].items[1].index[0].value[2].length", "ff"],
    ["entries[1].items[1].index[1].kind", "0000"],
    ["entries[1].items[1].index[1].value[0].length", "ff"],
    ["entries[1].offset", "01"],
  ],
};

/** The bytes of such a row. */
export const bytesOf = (message) => hex(reads[message].map(([, bytes]) => bytes).join(""));

/** The message whose bytes the first row has. */
export const set = () => ({
  type: "set",
  tracing: hex("aabb"),
  nonce: hex("01020304"),
  topics: [
    { topic: hex("61"), recovery: null },
    { topic: hex("6162"), recovery: "r" },
  ],
  globs: [{ glob: "*" }, { glob: "" }, { glob: "x" }],
  payload: hex("707172"),
});

/** The message whose bytes the second row has. */
export const sequence = () => ({
  type: "sequence",
  s: 1,
  w: 2,
  body: 3,
  entries: [
    { before: 1n, items: [], offset: false },
    {
      before: 2n ** 64n - 1n,
      items: [
        { entry: null, index: [] },
        {
          entry: "e",
          index: [
            { kind: -2, value: [{ length: 7 }, { length: 8 }] },
            { kind: 0, value: [] },
          ],
        },
      ],
      offset: true,
    },
  ],
});

// Objects that lie about themselves: no byte is sent that was not written, and no value but the one that is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { LonelyError } from "../../../typescript/dist/index.js";
import { slab } from "../../../typescript/dist/runtime/platform-node.js";
import * as s2b from "../../../typescript/dist/stateful/s2b.js";
import { tryAll } from "../lying.js";
import { toHex } from "../support.js";

test("every lie in every kind of field", () => {
  const realm = { Uint8Array: runInNewContext("Uint8Array") };
  assert.notEqual(realm.Uint8Array, Uint8Array);
  const { tried, wrong } = tryAll({ s2b, LonelyError, realm });
  console.log(`# ${tried} attempts`);
  assert.deepEqual(wrong, []);
  assert.ok(tried > 1000, `${tried}`);
});

const notify = () => ({
  type: "notify",
  variant: "uncompressed",
  authorization: "text",
  tracing: new Uint8Array(0),
  identifier: new Uint8Array(4),
  topic: new Uint8Array(1),
  verifiedUncompressedSha512: new Uint8Array(64),
  uncompressedMessage: new Uint8Array(8).fill(7),
});

test("every value is asked for once, before anything is written", () => {
  const asked = [];
  let writing = false;
  const message = new Proxy(notify(), {
    get(target, name) {
      if (!writing) {
        // Whatever is asked for may encode something else, which must meet no half written message.
        writing = true;
        s2b.encode(notify(), "expanded");
        writing = false;
        asked.push(name);
      }
      return target[name];
    },
  });
  assert.equal(toHex(s2b.encode(message)), toHex(s2b.encode(notify())));
  const values = asked.filter((name) => name !== "type" && name !== "variant");
  assert.deepEqual(values, [...new Set(values)]);
  assert.equal(values.length, 6);
});

test("a message that changes its body while it is asked for the rest", () => {
  for (const name of ["tracing", "topic", "verifiedUncompressedSha512"]) {
    for (const spoil of [
      (memory) => structuredClone(memory, { transfer: [memory] }),
      (memory) => memory.resize?.(2),
    ]) {
      const memory = new ArrayBuffer(8, { maxByteLength: 100 });
      const body = new Uint8Array(memory);
      const message = { ...notify(), uncompressedMessage: body };
      const { [name]: value } = message;
      Object.defineProperty(message, name, {
        get() {
          if (memory.byteLength === 8) spoil(memory);
          return value;
        },
      });
      let bytes;
      try {
        bytes = s2b.encode(message);
      } catch (error) {
        assert.ok(error instanceof LonelyError, error);
        assert.deepEqual([error.kind, error.at], ["bad_value", "body"]);
        continue;
      }
      // The header says how long the body is, and so it is.
      const { unverified } = s2b.decodeUnverified(bytes);
      assert.deepEqual([...unverified.uncompressedMessage], [...body]);
    }
  }
});

test("values that differ each time are taken as they were first", () => {
  const values = ["a", 7, "b"];
  const message = {
    type: "subscribe_glob",
    authorization: null,
    tracing: new Uint8Array(0),
    get glob() {
      return values.shift();
    },
  };
  assert.equal(toHex(s2b.encode(message)), "0001000300000000000161");
  assert.equal(values.length, 2);
});

test("a hash that lies about its length", () => {
  const bytes = s2b.encode(notify());
  const hash = (length, said) =>
    Object.defineProperty(new Uint8Array(length), "length", { value: said });
  assert.throws(() => s2b.decode(bytes, { sha512: () => hash(3, 64) }), { kind: "bad_value" });
  assert.equal(s2b.decode(bytes, { sha512: () => hash(64, 3) }).type, "notify");
  assert.throws(() => s2b.decode(bytes, { sha512: () => hash(64, 64).fill(1) }), {
    kind: "digest_mismatch",
  });
});

test("around a message there is nothing but other messages", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  // Memory that somebody else had used, and gave back.
  for (let i = 0; i < 2000; i++) Buffer.allocUnsafeSlow(16384).fill(0xaa);
  collect();
  for (let i = 0; i < 200; i++) assert.ok(new Uint8Array(slab(16384)).every((byte) => byte === 0));
});

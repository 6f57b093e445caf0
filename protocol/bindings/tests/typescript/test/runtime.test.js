// The parts of the runtime by themselves, where the corpus does not reach.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as bytes from "../../../typescript/dist/runtime/bytes.js";
import * as fast from "../../../typescript/dist/runtime/fast.js";
import { fastBytes } from "../../../typescript/dist/runtime/forms/bytes.js";
import * as integer from "../../../typescript/dist/runtime/integer.js";
import { spellNames } from "../../../typescript/dist/runtime/names.js";
import * as text from "../../../typescript/dist/runtime/text.js";
import * as writer from "../../../typescript/dist/runtime/writer.js";
import { random } from "../support.js";

test("integers of every width, signed and not", () => {
  for (let width = 1; width <= 8; width++) {
    const bits = BigInt(8 * width);
    const near = [0n, 1n, 127n, 128n, 255n, 256n, 1n << (bits - 1n), 1n << 53n, (1n << 53n) - 1n];
    const values = near.flatMap((value) => [value, value - 1n, -value, (1n << bits) - 1n - value]);
    const fitting = values.filter((value) => value < 1n << bits && value >= -(1n << (bits - 1n)));
    for (const value of fitting) {
      const out = new Uint8Array(width + 2).fill(9);
      integer.putInteger(integer.toWide(value), out, 1, width);
      assert.deepEqual([out[0], out[width + 1]], [9, 9]);
      const unsigned = integer.readWideUint(out, 1, width + 1);
      const signed = integer.readWideInt(out, 1, width + 1);
      assert.equal(
        integer.toBigInt(unsigned),
        BigInt.asUintN(8 * width, value),
        `${width} ${value}`,
      );
      assert.equal(integer.toBigInt(signed), BigInt.asIntN(8 * width, value), `${width} ${value}`);
      for (const read of [unsigned, signed]) {
        assert.equal(typeof read === "bigint", !Number.isSafeInteger(Number(read)));
      }
    }
  }
});

test("as few bytes as a number needs", () => {
  for (let bits = 0n; bits < 64n; bits++) {
    for (const value of [1n << bits, (1n << bits) - 1n]) {
      const digits = value === 0n ? 0 : Math.ceil(value.toString(16).length / 2);
      assert.equal(integer.uintLength(integer.toWide(value)), digits);
    }
  }
  assert.equal(integer.uintLength(1n << 64n), 9);
});

test("UTF-8 is what TextDecoder says, and the first wrong byte is found", () => {
  const { below, oneOf } = random(5);
  const some = [
    0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0,
    0xf4, 0xf5,
  ];
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (input) => {
    try {
      return decoder.decode(input);
    } catch {
      return undefined;
    }
  };
  for (let i = 0; i < 50_000; i++) {
    const input = Uint8Array.from({ length: below(12) }, () => oneOf(some));
    const expected = decode(input);
    assert.equal(text.decodeText(input, 0, input.length), expected);
    const index = text.invalidAt(input);
    assert.equal(index === input.length, expected !== undefined);
    assert.notEqual(decode(input.subarray(0, index)), undefined);
  }
});

test("ASCII is put, and all else is told", () => {
  for (const length of [0, 1, 3, 4, 6, 63, 64, 65, 200]) {
    for (const at of [0, length >> 1, length - 1]) {
      const out = new Uint8Array(700);
      const view = new DataView(out.buffer);
      const ascii = Array.from({ length }, (_, i) => String.fromCharCode(33 + (i % 90))).join("");
      assert.equal(text.putAscii(ascii, out, view, 3), true);
      assert.equal(Buffer.from(out).toString("latin1", 3, 3 + length), ascii);
      assert.deepEqual([out[2], out[3 + length]], [0, 0]);
      const other = ascii.slice(0, at) + "é" + ascii.slice(at + 1);
      if (length > 0) assert.equal(text.putAscii(other, out, view, 3), false);
    }
  }
});

test("names in words", () => {
  // How many bytes; then the first eight, and the last eight, low byte first. The shorter name is filled up with spaces.
  const spelled = spellNames(["x-tracing", "id"]);
  const bytes = ["0009782d74726163", "2d74726163696e67", "0002696420202020"];
  const words = bytes.map((hex) => Buffer.from(hex, "hex").readDoubleLE());
  assert.deepEqual([...spelled], [11, words[0], words[1], 4, words[2]]);
});

test("names of any length are put, and found only as they are", () => {
  for (let length = 1; length <= 40; length++) {
    const headers = ["x".repeat(length), "b"];
    const names = spellNames(headers);
    const [value, other] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
    const w = writer.begin("expanded", 0x0102, 1, names, 2);
    writer.putValue(w, value, 3);
    writer.putValue(w, other, 1);
    const message = writer.finish(w);
    const [first, second] = headers.map((name) => Buffer.from(name));
    const right = [0, 0, 1, 2, 0, 2, 0, length, ...first, 0, 3, 1, 2, 3, 0, 1, ...second, 0, 1, 4];
    assert.deepEqual([...message], right);

    const f = fast.fast(message, 0x0102, 1, names, 2);
    assert.deepEqual([fastBytes(f, 0, 3), fastBytes(f, 1, 1)], [value, other]);
    const ofNames = [...first.keys(), -2, -1].map((at) => 8 + at);
    for (const at of [...ofNames, right.length - 4]) {
      const damaged = Uint8Array.from(right);
      damaged[at] ^= 0x20;
      assert.equal(fast.fast(damaged, 0x0102, 1, names, 2), undefined);
    }
  }
});

test("an expanded block is found however long it is, and only under its names", () => {
  // The second header begins, and ends, before and behind 4096 bytes, up to which a block is looked at as a whole.
  for (const name of ["b", "x-a-name-of-some-length"]) {
    const names = spellNames(["x-a", name]);
    for (const length of [4040, 4050, 4060, 4070, 4075, 4080, 4081, 4082, 4083, 4084, 9000]) {
      const w = writer.begin("expanded", 0x0102, 1, names, 2);
      const [value, other] = [new Uint8Array(length).fill(7), Uint8Array.of(1, 2, 3)];
      writer.putValue(w, value, length);
      writer.putValue(w, other, 3);
      const message = writer.finishWith(w, new Uint8Array(5), 5);
      const f = fast.fast(message, 0x0102, 1, names, 2);
      assert.deepEqual([fastBytes(f, 0, 0xffff), fastBytes(f, 1, 3)], [value, other]);
      assert.equal(fast.fastBody(f).length, 5);
      for (let at = 6 + 7 + length; at < message.length - 5 - 3; at++) {
        const damaged = Uint8Array.from(message);
        damaged[at] ^= 0x20;
        assert.equal(fast.fast(damaged, 0x0102, 1, names, 2), undefined, `${length} ${at}`);
      }
      for (let end = 6 + 7 + length; end < message.length - 5; end++) {
        assert.equal(fast.fast(message.subarray(0, end), 0x0102, 1, names, 2), undefined);
      }
      const later = fast.fast(message, 0x0102, 1, names, 1);
      assert.ok(fast.fastCount(later, 2));
      assert.deepEqual(fastBytes(later, 1, 3), other);
    }
  }
});

test("what counts as bytes", () => {
  for (const right of [new Uint8Array(1), Buffer.alloc(1), new (class extends Uint8Array {})(1)]) {
    assert.ok(bytes.isBytes(right));
  }
  const wrong = [
    new Uint8ClampedArray(1),
    new DataView(new ArrayBuffer(1)),
    [1],
    "a",
    Object.create(Uint8Array.prototype),
  ];
  for (const value of wrong) assert.ok(!bytes.isBytes(value));
});

test("a writer grows, and short messages share memory that long ones do not", () => {
  const names = spellNames(["x-a"]);
  for (const length of [0, 10, 4000, 4096, 5000, 16384, 65535]) {
    const value = new Uint8Array(length).fill(length);
    for (const mode of ["minimal", "expanded"]) {
      const w = writer.begin(mode, 0x0102, 1, names, 1);
      writer.lengthOfValue(w, length);
      writer.putRaw(w, value, length);
      const result = writer.finishWith(w, value, length);
      const head = mode === "minimal" ? 6 : 13;
      assert.equal(result.length, head + 2 * length);
      assert.deepEqual(result.subarray(head), new Uint8Array(2 * length).fill(length));
      assert.equal(result.buffer.byteLength === result.length, result.length > 4096);
    }
  }
});

// A place in a message, and what was read up to it.
(function (root) {
  "use strict";
  const lonely = (root.lonely = root.lonely || {});
  const { Fault, bytes, compareBytes, unsigned } = lonely;
  const WIDTHS = { u8: 1, u16: 2, u32: 4, u64: 8 };

  class Reader {
    constructor(input) {
      Object.assign(this, { input, position: 0, segments: [], path: [] });
    }

    // So many bytes. A number may be larger than any input.
    take(length, part, at, what) {
      const left = this.input.length - this.position;
      const start = this.position;
      if (BigInt(length) > BigInt(left)) {
        throw new Fault("truncated", at, start, `${bytes(Number(length))} for ${what}`, bytes(left));
      }
      this.position += Number(length);
      this.segments.push({ start, end: this.position, part, at });
      return { raw: this.input.subarray(start, this.position), offset: start };
    }

    number(width, part, at, what) {
      return unsigned(this.take(width, part, at, what).raw);
    }

    // A value behind its length.
    counted(width, parts, at) {
      const length = this.number(width, parts[0], at, "the length of its value");
      return this.take(length, parts[1], at, "its value");
    }

    place(name) {
      return this.path.map(([group, index]) => `${group}[${index}].`).join("") + name;
    }

    continuesWith(wanted) {
      return compareBytes(this.input.subarray(this.position, this.position + wanted.length), wanted) === 0;
    }
  }

  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));

  Object.assign(lonely, { Reader, WIDTHS, unhex });
  if (typeof module === "object") module.exports = lonely;
})(globalThis);

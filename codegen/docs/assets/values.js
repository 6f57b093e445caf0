// The bytes of one value: what they mean, or what is wrong with them.
(function (root) {
  "use strict";
  const lonely = (root.lonely = root.lonely || {});

  // What is wrong with a message: the kind, the name of the value, its place, and in words what belongs there.
  class Fault extends Error {
    constructor(kind, at, offset, expected, found) {
      super(kind);
      Object.assign(this, { kind, at, offset, expected, found });
    }
  }

  const bytes = (count) => (count === 1 ? "1 byte" : `${count} bytes`);
  const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");

  // An unsigned big-endian number of any length.
  const unsigned = (raw) => raw.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);

  function signed(raw) {
    const number = unsigned(raw);
    return raw.length > 0 && raw[0] & 0x80 ? number - (1n << BigInt(8 * raw.length)) : number;
  }

  function float(raw) {
    return new DataView(Uint8Array.from(raw).buffer).getFloat64(0);
  }

  function text(raw, fault) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
    } catch {
      throw fault("not_utf8", "UTF-8 text", "other bytes");
    }
  }

  // The value of a slot whose bytes begin at that offset.
  function parse(slot, at, raw, offset) {
    const { kind } = slot;
    const fault = (name, expected, found) => new Fault(name, at, offset, expected, found);
    if (kind.exact_length !== null && raw.length !== kind.exact_length) {
      throw fault("wrong_length", slot.expectation, bytes(raw.length));
    }
    if (kind.exact_length === null && kind.max_length !== null && raw.length > kind.max_length) {
      throw fault("too_long", slot.expectation, bytes(raw.length));
    }
    switch (kind.form) {
      case "bytes":
        return { raw, value: raw };
      case "text": {
        const value = text(raw, fault);
        return { raw, value: kind.empty_is_absent && value === "" ? null : value };
      }
      case "bool":
        return { raw, value: raw.length === 1 && raw[0] === 1 };
      case "uint":
        return { raw, value: unsigned(raw), number: unsigned(raw) };
      case "int":
        return { raw, value: signed(raw), number: signed(raw) };
      case "float":
        return { raw, value: float(raw) };
      default:
        throw new Error(`no value has the form ${kind.form}`);
    }
  }

  // What a value is where a block lacks it.
  function byDefault(slot) {
    const number = BigInt(slot.default);
    return slot.kind.form === "bool" ? { raw: null, value: number === 1n } : { raw: null, value: number, number };
  }

  function compareBytes(one, other) {
    for (let i = 0; i < Math.min(one.length, other.length); i++) {
      if (one[i] !== other[i]) return one[i] - other[i];
    }
    return one.length - other.length;
  }

  // Whether a value is greater than one of the same kind.
  function isGreater(value, before) {
    if (value.number !== undefined) return value.number > before.number;
    return compareBytes(value.raw, before.raw) > 0;
  }

  Object.assign(lonely, { Fault, parse, byDefault, isGreater, compareBytes, unsigned, hex, bytes });
  if (typeof module === "object") module.exports = lonely;
})(globalThis);

// Bytes as people have them: hex digits with whatever stands between them, what `xxd` and `hexdump -C` print, base64, and the literals of
// programming languages.
(function (root) {
  "use strict";
  const lonely = (root.lonely = root.lonely || {});

  const ESCAPES = { n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, e: 27, 0: 0 };
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  const isHex = (text) => /^([0-9a-f]{2})*$/i.test(text);

  // Lines with an offset that is right: of eight digits, or with a colon behind it.
  function readDump(text) {
    const digits = [];
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    for (const line of lines) {
      const found = /^\s*(?:0x)?(?:([0-9a-f]{4,16}):|([0-9a-f]{8})(?=\s|$))(.*)$/i.exec(line);
      if (found === null || parseInt(found[1] ?? found[2], 16) !== digits.length) return null;
      // Behind a bar, or behind two spaces, is what they look like as text.
      const bytes = found[1] === undefined ? found[3].split("|")[0] : found[3].trim().split(/\s{2,}/)[0];
      const packed = bytes.replace(/\s/g, "");
      if (!isHex(packed)) return null;
      digits.push(...(packed.match(/../g) ?? []));
    }
    return digits.length === 0 ? null : unhex(digits.join(""));
  }

  // `b'\x00a'`, `"\u{0}"` and the like. Letters stand for their bytes in UTF-8.
  function readLiteral(text) {
    const found = /^(?:b|br|B)?(["'])([\s\S]*)\1[,;]?$/.exec(text);
    if (found === null) return null;
    const bytes = [];
    const parts = found[2].matchAll(/\\x([0-9a-f]{2})|\\u\{?([0-9a-f]{1,6})\}?|\\\r?\n\s*|\\([\s\S])|([^\\]+)/gi);
    for (const [whole, byte, unicode, escape, plain] of parts) {
      if (byte !== undefined) bytes.push(parseInt(byte, 16));
      else if (unicode !== undefined) bytes.push(...new TextEncoder().encode(String.fromCodePoint(Math.min(parseInt(unicode, 16), 0x10ffff))));
      else if (escape !== undefined) bytes.push(...(escape in ESCAPES ? [ESCAPES[escape]] : new TextEncoder().encode(escape)));
      else if (plain !== undefined) for (const piece of plain.match(/[\s\S]{1,4096}/g)) bytes.push(...new TextEncoder().encode(piece));
      else if (!/^\\\r?\n/.test(whole)) return null;
    }
    return Uint8Array.from(bytes);
  }

  // `[0, 1, 0]`, with or without the name of a class before it.
  function readNumbers(text) {
    const found = /^[\w\s()]*\[([\d\s,]*)\]$/.exec(text);
    if (found === null) return null;
    const numbers = found[1].split(",").map((part) => part.trim()).filter(Boolean).map(Number);
    return numbers.every((number) => number < 256) ? Uint8Array.from(numbers) : null;
  }

  function readBase64(text) {
    const packed = text.replace(/\s/g, "").replace(/-/g, "+").replace(/_/g, "/");
    try {
      return Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    } catch {
      return null;
    }
  }

  // The bytes, and as what they were read; `null` bytes and why not.
  lonely.readBytes = function (input) {
    const text = input.trim();
    const dump = readDump(text);
    if (dump !== null) return { bytes: dump, form: "a hex dump" };
    const inner = /^(["'])([^\\]*)\1[,;]?$/.exec(text)?.[2] ?? /^<Buffer ([0-9a-f ]*)>$/.exec(text)?.[1] ?? text;
    const hex = inner.replace(/0x|\\x/gi, "").replace(/[\s,:;[\]{}-]/g, "");
    const numbers = readNumbers(text);
    if (numbers !== null) return { bytes: numbers, form: "decimal numbers" };
    if (isHex(hex)) return { bytes: unhex(hex), form: "hex" };
    if (/^[0-9a-f]*$/i.test(hex)) {
      return { bytes: null, why: `${hex.length} hex digits: two make a byte, so that one is missing.` };
    }
    const literal = readLiteral(text);
    if (literal !== null) return { bytes: literal, form: "a literal of a program" };
    const base64 = readBase64(inner);
    if (base64 !== null) return { bytes: base64, form: "base64" };
    return { bytes: null, why: "This is neither hex nor base64, nor a hex dump, nor a literal such as b'\\x00\\x01'." };
  };

  if (typeof module === "object") module.exports = lonely;
})(globalThis);

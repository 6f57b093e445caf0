// SHA-512 (FIPS 180-4), for pages that are not opened over HTTPS, where browsers have no crypto.subtle. Constants are computed as the
// standard defines them: the first 64 bits of the fractional parts of square and cube roots of the first primes.
(function (root) {
  "use strict";
  const lonely = (root.lonely = root.lonely || {});
  const MASK = (1n << 64n) - 1n;

  function primes(count) {
    const found = [];
    for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
    return found;
  }

  // The largest number whose power is not greater.
  function integerRoot(power, number) {
    let low = 0n;
    let high = 1n << 70n;
    while (low < high) {
      const middle = (low + high + 1n) >> 1n;
      if (middle ** power <= number) low = middle;
      else high = middle - 1n;
    }
    return low;
  }

  const START = primes(8).map((p) => integerRoot(2n, BigInt(p) << 128n) & MASK);
  const ROUND = primes(80).map((p) => integerRoot(3n, BigInt(p) << 192n) & MASK);
  const turn = (x, by) => ((x >> by) | (x << (64n - by))) & MASK;

  function padded(bytes) {
    const length = Math.ceil((bytes.length + 17) / 128) * 128;
    const all = new Uint8Array(length);
    all.set(bytes);
    all[bytes.length] = 0x80;
    new DataView(all.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
    return new DataView(all.buffer);
  }

  function block(state, view, at) {
    const w = [];
    for (let i = 0; i < 16; i++) w.push(view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i++) {
      const s0 = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n);
      const s1 = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & MASK);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const t1 = (h + s1 + ((e & f) ^ (~e & MASK & g)) + ROUND[i] + w[i]) & MASK;
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) & MASK;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
    }
    return [a, b, c, d, e, f, g, h].map((value, i) => (state[i] + value) & MASK);
  }

  // The digest of bytes, as 64 bytes.
  lonely.sha512 = function (bytes) {
    const view = padded(bytes);
    let state = START;
    for (let at = 0; at < view.byteLength; at += 128) state = block(state, view, at);
    const digest = new DataView(new ArrayBuffer(64));
    state.forEach((word, i) => digest.setBigUint64(8 * i, word));
    return new Uint8Array(digest.buffer);
  };

  if (typeof module === "object") module.exports = lonely;
})(globalThis);

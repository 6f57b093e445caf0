// Objects that are not what they say, and what has to become of them: the bytes that they really hold, or an error. Nothing
// of Node, so that browsers can be asked as well.

/** Bytes of which something is a lie, or merely unusual. Each makes an array that really holds the bytes given. */
export function honestBytes(realm) {
  const own = (members) => (bytes) =>
    Object.defineProperties(
      Uint8Array.from(bytes),
      Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value }])),
    );
  const ofClass = (members) => {
    class Lying extends Uint8Array {}
    for (const [name, get] of Object.entries(members))
      Object.defineProperty(Lying.prototype, name, { get });
    return (bytes) => Lying.from(bytes);
  };
  const withPrototype = (prototype) => (bytes) =>
    Object.setPrototypeOf(Uint8Array.from(bytes), prototype);
  const inMemory = (make) => (bytes) => {
    const array = make(bytes.length);
    for (let i = 0; i < bytes.length; i++) array[i] = bytes[i];
    return array;
  };
  const fail = () => {
    throw new Error("this was asked");
  };
  const lengths = [0, 1, 2, 5000, 100_000, 2 ** 33, -1, NaN, Infinity, "text", {}, undefined, null];
  const resizable = "resizable" in ArrayBuffer.prototype;
  return {
    plain: (bytes) => Uint8Array.from(bytes),
    "of another realm": (bytes) => realm.Uint8Array.from(bytes),
    "a subclass": ofClass({}),
    "a view of larger memory": inMemory((n) => new Uint8Array(new ArrayBuffer(n + 9), 4, n)),
    // Pages have it only where they ask for isolation.
    ...(globalThis.SharedArrayBuffer && {
      "shared memory": inMemory((n) => new Uint8Array(new SharedArrayBuffer(n))),
    }),
    ...Object.fromEntries(
      lengths.flatMap((length) => [
        [`own length ${String(length)}`, own({ length, byteLength: length })],
        [`class of length ${String(length)}`, ofClass({ length: () => length })],
      ]),
    ),
    "a length that throws": ofClass({ length: fail, byteLength: fail, byteOffset: fail }),
    "methods that throw": own({ subarray: fail, slice: fail, set: fail, [Symbol.iterator]: fail }),
    "other memory": own({ buffer: new ArrayBuffer(100), byteOffset: 50 }),
    "no memory": ofClass({ buffer: () => undefined, byteOffset: () => -1 }),
    "another name": own({ [Symbol.toStringTag]: "Uint16Array" }),
    "no prototype": withPrototype(null),
    "the prototype of an array": withPrototype(Array.prototype),
    "the prototype of words": withPrototype(Uint16Array.prototype),
    "another constructor": own({ constructor: { [Symbol.species]: fail } }),
    ...(resizable && {
      "memory that can grow": inMemory((n) => {
        return new Uint8Array(new ArrayBuffer(n, { maxByteLength: n + 9 }));
      }),
    }),
  };
}

/** What looks like bytes, and is none. */
export function falseBytes() {
  const like = (value, members) => Object.assign(value, members);
  const tagged = (value) =>
    Object.defineProperty(value, Symbol.toStringTag, { value: "Uint8Array" });
  const posing = (value) => Object.setPrototypeOf(value, Uint8Array.prototype);
  const gone = (array) => {
    structuredClone(array, { transfer: [array.buffer] });
    return array;
  };
  const revoked = Proxy.revocable(new Uint8Array(3), {});
  revoked.revoke();
  const cutOff = () => {
    const memory = new ArrayBuffer(8, { maxByteLength: 8 });
    const array = new Uint8Array(memory, 4, 4);
    memory.resize(2);
    return array;
  };
  return {
    "a DataView": new DataView(new ArrayBuffer(3)),
    "a DataView by that name": tagged(new DataView(new ArrayBuffer(3))),
    "a DataView of that class": posing(new DataView(new ArrayBuffer(3))),
    "words by that name": tagged(new Uint16Array(3)),
    "words of that class": posing(new Uint16Array(3)),
    "signed bytes of that class": posing(new Int8Array(3)),
    "clamped bytes of that class": posing(new Uint8ClampedArray(3)),
    "only the prototype": Object.create(Uint8Array.prototype),
    "only the members": tagged(like({}, { length: 3, byteLength: 3, 0: 1, 1: 2, 2: 3 })),
    "an array of that class": posing([1, 2, 3]),
    "a proxy": new Proxy(new Uint8Array(3), {}),
    "a proxy that was revoked": revoked.proxy,
    memory: new ArrayBuffer(3),
    "given away": gone(new Uint8Array(3)),
    "given away, of another length": Object.defineProperty(gone(new Uint8Array(3)), "length", {
      value: 3,
    }),
    "given away, empty": gone(new Uint8Array(new ArrayBuffer(3), 1, 0)),
    ...("resizable" in ArrayBuffer.prototype && { "cut off": cutOff() }),
  };
}

const says = (value) => ({
  valueOf: () => value,
  toString: () => value,
  toJSON: () => value,
  [Symbol.toPrimitive]: () => value,
});
const revoked = Proxy.revocable([], {});
revoked.revoke();
const anything = [undefined, [], {}, () => 1, Symbol("s"), revoked.proxy];

/** What looks like text, a truth value, or a number, and is none. */
export const falseValues = {
  text: [...anything, new String("a"), new (class extends String {})("a"), says("a"), ["a"], 1],
  bool: [...anything, new Boolean(true), says(true), 1, 0, "true", null],
  number: [...anything, new Number(1), says(1), "1", 1n, NaN, Infinity, -Infinity, 1.5, null, true],
  bigint: [...anything, Object(1n), says(1n), "1", 1, NaN, null],
};

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const counted = (bytes) => [bytes.length >> 8, bytes.length & 0xff, ...bytes];
const sample = (length) => Array.from({ length }, (_, i) => (i * 7 + 1) & 0xff);

const subscribe = { type: "subscribe_exact", authorization: null, tracing: new Uint8Array(0) };
const configure = {
  type: "configure",
  subscriberNonce: new Uint8Array(32),
  enableZstd: true,
  enableTraining: false,
  initialDict: 2,
  authorization: null,
  tracing: new Uint8Array(0),
};
const digest = new Uint8Array(64);
const notify = {
  type: "notify",
  variant: "compressed",
  authorization: null,
  tracing: new Uint8Array(0),
  identifier: new Uint8Array(0),
  topic: new Uint8Array(0),
  compressorId: 1n,
  decompressedLength: 1n,
  verifiedCompressedSha512: digest,
};

/** A field of every kind that holds bytes: which lengths it can have, a message with it, and that message on the wire. */
const byteFields = [
  {
    at: "x-topic",
    lengths: [0, 1, 3, 16, 17, 300, 5000],
    message: (topic) => ({ ...subscribe, topic }),
    wire: (bytes) => [0, 1, 0, 2, 0, 0, 0, 0, ...counted(bytes)],
  },
  {
    at: "x-subscriber-nonce",
    lengths: [32],
    message: (subscriberNonce) => ({ ...configure, subscriberNonce }),
    wire: (bytes) => [0, 1, 0, 1, ...counted(bytes), 0, 1, 1, 0, 1, 0, 0, 2, 0, 2, 0, 0, 0, 0],
  },
  {
    at: "body",
    lengths: [1, 3, 200, 4096, 9000],
    message: (compressedMessage) => ({ ...notify, compressedMessage }),
    wire: (bytes) => [
      ...[0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1],
      ...counted(bytes.length < 256 ? [bytes.length] : [bytes.length >> 8, bytes.length & 0xff]),
      ...[0, 1, 1, ...counted(digest), ...bytes],
    ],
  },
];

/** Every value that a field could be given wrongly. */
function refusals() {
  const bytes = byteFields.flatMap(({ at, message }) =>
    Object.entries(falseBytes()).map(([name, value]) => [`${name} as ${at}`, at, message(value)]),
  );
  const others = (values, at, message) =>
    values.map((value, i) => [`value ${i} as ${at}`, at, message(value)]);
  const glob = { ...subscribe, type: "subscribe_glob" };
  const optional = falseValues.text.filter((value) => value !== undefined);
  return [
    ...bytes,
    ...others(falseValues.text, "x-glob", (value) => ({ ...glob, glob: value })),
    ...others(optional, "authorization", (authorization) => ({
      ...glob,
      authorization,
      glob: "a",
    })),
    ...others(falseValues.bool, "x-enable-zstd", (enableZstd) => ({ ...configure, enableZstd })),
    ...others(falseValues.number, "x-initial-dict", (initialDict) => ({
      ...configure,
      initialDict,
    })),
    ...others(falseValues.bigint, "x-compressor", (compressorId) => ({
      ...notify,
      compressorId,
      compressedMessage: digest,
    })),
  ];
}

/** Tries everything. Gives how much that was, and what went otherwise than it should. */
export function tryAll({ s2b, LonelyError, realm }) {
  const wrong = [];
  let tried = 0;
  const expect = (name, right, action) => {
    tried++;
    let found;
    try {
      found = action();
    } catch (error) {
      found = error instanceof LonelyError ? `${error.kind} at ${error.at}` : String(error);
    }
    if (found !== right)
      wrong.push(`${name}: ${found.slice(0, 200)} instead of ${right.slice(0, 200)}`);
  };
  for (const [name, make] of Object.entries(honestBytes(realm))) {
    for (const { at, lengths, message, wire } of byteFields) {
      for (const length of lengths) {
        const bytes = sample(length);
        const label = `${name}, ${length} bytes as ${at}`;
        const right = wire(bytes);
        expect(label, hex(right), () => hex(s2b.encode(message(make(bytes)))));
        if (at !== "x-topic") continue;
        // The same array with a whole message in it, to be decoded; and one that is cut off.
        expect(`${label}, decoded`, hex(bytes), () => hex(s2b.decode(make(right)).topic));
        const cut = right.slice(0, 9);
        expect(`${label}, cut`, "truncated at x-topic", () => s2b.decode(make(cut)));
      }
    }
  }
  for (const [name, at, message] of refusals()) {
    for (const mode of ["minimal", "expanded"])
      expect(`${name}, ${mode}`, `bad_value at ${at}`, () => hex(s2b.encode(message, mode)));
  }
  for (const [name, value] of Object.entries(falseBytes())) {
    for (const decode of [
      s2b.decode,
      s2b.decodeSubscribeExact,
      (input) => s2b.decodeUnverified(input),
    ])
      expect(`${name}, decoded`, "bad_value at null", () => decode(value).type);
  }
  return { tried, wrong };
}

// Documents that are made of messages, and requests of HTTP. Expected bytes are put together here by the tables of the
// description of the wire format (4.3: what a document consists of; 4.4: with which values), which the fixtures confirm.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { documents, load } from "../bodies.js";
import { problem } from "../sequences.js";
import { fromHex, toHex } from "../support.js";

const [auth, ...modules] = await Promise.all(
  ["auth", "stateful/s2b", "stateful/b2s", "stateless/s2b", "stateless/b2s"].map(load),
);
const [statefulS2b, statefulB2s, statelessS2b, statelessB2s] = modules;

const text = (value) => new TextEncoder().encode(value);
const digestOf = (value) => new Uint8Array(createHash("sha512").update(value).digest());

const stamp = { timestamp: 1_700_000_000n, nonce: "abcDEF" };
const url = "http://127.0.0.1:3002/v1/receive";
const recovery = "http://127.0.0.1:3002/v1/recover";
const socket = "websocket:n:1";
const [topic, identifier, tracing] = [text("foo/bar"), text("id01"), fromHex("aabb")];
const payload = text("hello");
const sha512 = digestOf(payload);
const etag = new Uint8Array(64);
const nonceFrom = (first) => Uint8Array.from({ length: 32 }, (_, i) => first + i);

const fixed = (width) => (value) => BigInt(value).toString(16).padStart(2 * width, "0"); // prettier-ignore
const [u8, u32, u64] = [1, 4, 8].map(fixed);
const raw = (value) => toHex(typeof value === "string" ? text(value) : (value ?? []));
const counted = (width) => (value) => fixed(width)(raw(value).length / 2) + raw(value);
const [len8, len16] = [1, 2].map(counted);

/** The document with that number: 4.3 of the description. */
const spell = (number, ...rest) =>
  [u8(number), u64(stamp.timestamp), len8(stamp.nonce), len16(tracing), ...rest].join("");

const subscribeExact = (number, at, back) => spell(number, len16(at), len16(back), len16(topic));
const subscribeGlob = (number, at, back) => spell(number, len16(at), len16(back), len16("foo/*"));
const notify = (of = sha512) => spell(3, len16(topic), len8(identifier), raw(of));
const receive = (at, of = sha512) => spell(10, len16(at), len16(topic), len8(identifier), raw(of));
const confirmNotify = (subscribers) =>
  spell(14, len8(identifier), u32(subscribers), len16(topic), raw(sha512));
const withEtag = (number, ...before) => spell(number, ...before, u8(0), raw(etag));
const preset = (number, id, level, least, most) =>
  spell(number, len16(socket), u32(id), u32(level), u64(least), u64(most));

const both = { authorization: null, tracing };
const zstd = { compressionLevel: 3, minSize: 16384, maxSize: 2n ** 64n - 1n, ...both };
const custom = { compressionLevel: 10, minSize: 32, maxSize: 16384n, ...both };
const configure = { enableZstd: true, enableTraining: false, initialDict: 2, ...both };
const whole = { variant: "uncompressed", identifier, topic, ...both };
const compressed = { ...whole, variant: "compressed", compressorId: 1n, decompressedLength: 9n };
const part = { variant: "continuation", identifier, partId: 1n, payload, ...both, tracing: topic };
const parts = { tracing, topic, messageSha512: sha512 };
/** The first part of a stream declares its whole length and digest. */
const streamed = {
  variant: "start_uncompressed",
  uncompressedLength: 9n,
  unverifiedUncompressedSha512: sha512,
};
const streamedCompressed = {
  variant: "start_compressed",
  compressedLength: 9n,
  unverifiedCompressedSha512: sha512,
};

/** Which function makes the document of which message, with what is given, and the document: 4.4 of the description. */
const rows = [
  [
    statelessS2b,
    ["SubscribeExact", { url, topic, recovery, tracing }, , subscribeExact(1, url, recovery)],
    ["SubscribeGlob", { url, glob: "foo/*", recovery: null, tracing }, , subscribeGlob(2, url)],
    ["UnsubscribeExact", { url, topic, tracing }, , subscribeExact(1, url)],
    ["UnsubscribeGlob", { url, glob: "foo/*", tracing }, , subscribeGlob(2, url)],
    ["Notify", { topic, messageSha512: sha512, tracing, identifier, payload }, , notify()],
    ["CheckSubscriptions", { tracing, url }, , spell(5, len16(url))],
    ["SetSubscriptions", { tracing, url, etag, topics: [], globs: [] }, , withEtag(6, len16(url))],
    [
      "ResponseConfirmReceive",
      { ...both, identifier, numSubscribers: 1 },
      { url },
      spell(8, len8(identifier), u32(1), len16(url)),
    ],
    [
      "ResponseConfirmMissed",
      both,
      { topic, url: recovery },
      spell(9, len16(topic), len16(recovery)),
    ],
  ],
  [
    statelessB2s,
    [
      "Receive",
      { tracing, topic, identifier, payload },
      { url, messageSha512: sha512 },
      receive(url),
    ],
    ["Missed", { tracing, topic }, { recovery }, spell(11, len16(recovery), len16(topic))],
    ["ResponseNotify", { ...both, subscribers: 300, identifier }, parts, confirmNotify(300)],
    ["ResponseCheckSubscriptions", { ...both, etag }, , withEtag(15)],
    [
      "ResponseGeneric.subscribeExact",
      both,
      { url, recovery, exact: topic },
      subscribeExact(12, url, recovery),
    ],
    [
      "ResponseGeneric.subscribeGlob",
      both,
      { url, recovery: null, glob: "foo/*" },
      subscribeGlob(13, url),
    ],
    ["ResponseGeneric.unsubscribeExact", both, { url, exact: topic }, subscribeExact(12, url)],
    ["ResponseGeneric.unsubscribeGlob", both, { url, glob: "foo/*" }, subscribeGlob(13, url)],
    ["ResponseGeneric.setSubscriptions", both, { etag }, withEtag(16)],
  ],
  [
    statefulS2b,
    [
      "Configure",
      { subscriberNonce: nonceFrom(0), ...configure },
      ,
      spell(4, len8(nonceFrom(0)), "01", "00", "0002"),
    ],
    ["SubscribeExact", { ...both, topic }, { url: socket }, subscribeExact(1, socket)],
    ["SubscribeGlob", { ...both, glob: "foo/*" }, { url: socket }, subscribeGlob(2, socket)],
    ["UnsubscribeExact", { ...both, topic }, { url: socket }, subscribeExact(1, socket)],
    ["UnsubscribeGlob", { ...both, glob: "foo/*" }, { url: socket }, subscribeGlob(2, socket)],
    ["NotifyUncompressed", { ...whole, verifiedUncompressedSha512: sha512 }, , notify()],
    ["NotifyCompressed", { ...compressed, verifiedCompressedSha512: etag }, , notify(etag)],
    ["Notify", { ...compressed, verifiedCompressedSha512: etag }, , notify(etag)],
    ["NotifyStreamStartUncompressed", { ...whole, ...streamed, payload }, , notify()],
    ["NotifyStreamStartCompressed", { ...compressed, ...streamedCompressed, payload }, , notify()],
    ["NotifyStreamContinuation", part, parts, notify()],
    [
      "ContinueReceive",
      { identifier, partId: 1n, ...both },
      { url: socket },
      spell(7, len8(identifier), u8(1), len16(socket)),
    ],
    [
      "ConfirmReceive",
      { identifier, ...both, numSubscribers: 1 },
      { url: socket },
      spell(8, len8(identifier), u32(1), len16(socket)),
    ],
  ],
  [
    statefulB2s,
    [
      "ConfirmConfigure",
      { broadcasterNonce: nonceFrom(32), ...both },
      ,
      spell(17, len8(nonceFrom(32))),
    ],
    ["ConfirmSubscribeExact", { ...both, topic }, { url: socket }, subscribeExact(12, socket)],
    [
      "ConfirmSubscribeGlob",
      { ...both, glob: "foo/*" },
      { url: socket },
      subscribeGlob(13, socket),
    ],
    ["ConfirmUnsubscribeExact", { ...both, topic }, { url: socket }, subscribeExact(12, socket)],
    [
      "ConfirmUnsubscribeGlob",
      { ...both, glob: "foo/*" },
      { url: socket },
      subscribeGlob(13, socket),
    ],
    ["ConfirmNotify", { identifier, subscribers: 300n, ...both }, parts, confirmNotify(300)],
    ["ContinueNotify", { identifier, partId: 1n, ...both }, , spell(21, len8(identifier), u32(1))],
    [
      "ReceiveStreamStartUncompressed",
      { ...whole, ...streamed, payload },
      { url: socket },
      receive(socket),
    ],
    [
      "ReceiveStreamStartCompressed",
      { ...compressed, ...streamedCompressed, payload },
      { url: socket },
      receive(socket),
    ],
    ["ReceiveStreamContinuation", part, { ...parts, url: socket }, receive(socket)],
    ["Missed", { ...both, topic }, { recovery: socket }, spell(11, len16(socket), len16(topic))],
    [
      "EnableZstdPreset",
      { identifier: 1n, ...zstd },
      { url: socket },
      preset(18, 1, 3, 16384, 2n ** 64n - 1n),
    ],
    [
      "EnableZstdCustom",
      { identifier: 65536n, ...custom, sha512, dictionary: payload },
      { url: socket },
      preset(19, 65536, 10, 32, 16384) + raw(sha512),
    ],
    [
      "DisableZstdCustom",
      { identifier: 65536n, ...both },
      { url: socket },
      spell(20, u32(65536), len16(socket)),
    ],
  ],
];

const cases = rows.flatMap(([module, ...all]) =>
  all.map(([name, fields, given, expected]) => ({ module, name, fields, given, expected })),
);

const snake = (name) => name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** The function of a case, and the message that it is given: its type is the longest that the name begins with. */
function caseOf({ module, name, fields }) {
  const [type, answered] = name.split(".");
  const make = answered ? module[`documentsOf${type}`][answered] : module[`documentOf${type}`];
  const known = Object.keys(module.Type).filter((camel) => snake(type).startsWith(snake(camel)));
  const [longest] = known.sort((one, other) => other.length - one.length);
  return { make, message: { type: snake(longest), ...fields } };
}

test("the tables make the documents that the reference makes", () => {
  const made = new Set(cases.map(({ expected }) => expected));
  const known = documents.filter(({ hex }) => made.has(hex)).map(({ message }) => message);
  // The others have the url of the other carrier, or other numbers, in their vectors.
  assert.ok(known.length >= 14, known.join());
});

test("every message that is signed has the document of the description", () => {
  for (const given of cases) {
    const { make, message } = caseOf(given);
    assert.ok(make, given.name);
    const document = make(message, given.given);
    assert.equal(toHex(auth.documents.encode(document, stamp)), given.expected, given.name);
    if (given.given === undefined) continue;
    for (const nothing of [null, undefined])
      assert.equal(
        problem(() => make(message, nothing)),
        "bad_value at null, null",
      );
  }
});

test("no message that is signed is left out above", () => {
  const tested = (module) =>
    new Set(cases.filter((one) => one.module === module).map(({ name }) => name));
  for (const module of modules) {
    const names = Object.entries(module).flatMap(([name, value]) => {
      if (name.startsWith("documentOf")) return [name.slice("documentOf".length)];
      if (!name.startsWith("documentsOf")) return [];
      return Object.keys(value).map(
        (answered) => `${name.slice("documentsOf".length)}.${answered}`,
      );
    });
    assert.ok(names.length >= 9);
    for (const name of names) assert.ok(tested(module).has(name), name);
  }
});

test("strategies are given what a message makes, and both sides agree", async () => {
  const keys = { toBroadcaster: auth.Key.random(), toSubscriber: auth.Key.random() };
  const strategies = [
    [auth.none(), auth.none()],
    [auth.hmac(keys), auth.hmac(keys)],
  ];
  for (const [one, other] of strategies) {
    for (const given of cases) {
      const { make, message } = caseOf(given);
      const document = make(message, given.given);
      const authorization = await one.authorize(document);
      assert.equal((await other.check(document, authorization)).result, "ok", given.name);
      if (authorization === null) continue;
      const changed = { ...message, tracing: new Uint8Array(3) };
      // A later part is signed with the tracing of the first.
      const signed = make(changed, { ...given.given, tracing: changed.tracing });
      assert.equal((await other.check(signed, authorization)).refusal?.reason, "mismatch");
    }
  }
});

test("a number that does not fit its document is sent, but cannot be signed", async () => {
  const later = { identifier, partId: 256n, ...both };
  const announced = { identifier: 1n, ...zstd };
  for (const [module, name, fields, at] of [
    [statefulS2b, "ContinueReceive", later, "part_id"],
    [statefulS2b, "ContinueReceive", { ...later, partId: 2n ** 64n - 1n }, "part_id"],
    [statefulB2s, "EnableZstdPreset", { ...announced, compressionLevel: -5 }, "compression_level"],
    [
      statefulB2s,
      "EnableZstdPreset",
      { ...announced, identifier: 2n ** 32n },
      "compressor_identifier",
    ],
  ]) {
    const { make, message } = caseOf({ module, name, fields });
    const document = make(message, { url: socket });
    assert.equal(
      problem(() => auth.documents.encode(document, stamp)),
      `out_of_range at ${at}, null`,
    );
    assert.equal(
      (await auth.none().check(document, await auth.none().authorize(document))).result,
      "ok",
    );
  }
  const { make, message } = caseOf({ module: statefulS2b, name: "ContinueReceive", fields: later });
  for (const partId of [1, "1", undefined, 2n ** 64n])
    assert.match(
      problem(() => make({ ...message, partId }, { url: socket })),
      /^(bad_value|out_of_range) at part_id, null$/,
    );
});

test("what is no message of that type makes no document", () => {
  for (const given of cases) {
    const { make, message } = caseOf(given);
    for (const wrong of [null, undefined, 7, {}, { ...message, type: "another" }])
      assert.equal(
        problem(() => make(wrong, given.given)),
        "bad_value at null, null",
      );
  }
});

/** 2.2 and 2.5 of the description. */
const routes = {
  s2b: {
    Notify: "/v1/notify",
    SubscribeExact: "/v1/subscribe/exact",
    SubscribeGlob: "/v1/subscribe/glob",
    UnsubscribeExact: "/v1/unsubscribe/exact",
    UnsubscribeGlob: "/v1/unsubscribe/glob",
    CheckSubscriptions: "/v1/check_subscriptions",
    SetSubscriptions: "/v1/set_subscriptions",
  },
  b2s: { Receive: "/v1/receive", Missed: "/v1/recover" },
};

test("the request of every message that travels over HTTP", () => {
  for (const [module, paths] of [
    [statelessS2b, routes.s2b],
    [statelessB2s, routes.b2s],
  ]) {
    const known = Object.keys(module).filter((name) => name.startsWith("httpOf"));
    assert.deepEqual(
      known.sort(),
      Object.keys(paths)
        .map((name) => `httpOf${name}`)
        .sort(),
    );
    for (const [name, path] of Object.entries(paths)) {
      const { message } = caseOf(cases.find((one) => one.module === module && one.name === name));
      const isReceive = name === "Receive";
      const route = module[`httpOf${name}`];
      assert.deepEqual([route.method, route.path], ["POST", path]);
      const names = isReceive ? ["authorization", "repr-digest"] : ["authorization"];
      assert.deepEqual(route.headers, names);
      const given = { authorization: "Bearer x", "repr-digest": sha512 };
      const { headers, body, ...line } = module[`requestOf${name}`](message, given);
      assert.deepEqual(line, { method: "POST", path });
      assert.deepEqual(body, module[`encode${name}`](message));
      assert.deepEqual(headers, {
        "content-type": "application/octet-stream",
        authorization: "Bearer x",
        ...(isReceive
          ? { "repr-digest": `sha-512=${Buffer.from(sha512).toString("base64")}` }
          : {}),
      });
    }
  }
});

test("headers that nothing is given for, or that are none", () => {
  const { requestOfMissed, requestOfReceive } = statelessB2s;
  const missed = { type: "missed", tracing, topic };
  assert.deepEqual(requestOfMissed(missed, { authorization: null }).headers, {
    "content-type": "application/octet-stream",
  });
  for (const authorization of ["Bearer a\r\nx: y", "a\0", 7])
    assert.equal(
      problem(() => requestOfMissed(missed, { authorization })),
      "bad_value at authorization, null",
    );
  const message = { type: "receive", tracing, topic, identifier, payload };
  for (const digest of [undefined, new Uint8Array(63), "sha-512"])
    assert.equal(
      problem(() => requestOfReceive(message, { authorization: null, "repr-digest": digest })),
      "bad_value at null, null",
    );
});

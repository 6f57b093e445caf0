// Signatures and tokens. Codes are those of the description of the wire format, which the reference made.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";

import { Values, besideInterpreter } from "../agreement.js";
import { directionOf, documents, load } from "../bodies.js";
import { fromHex, packageFolder, random, root } from "../support.js";

const secret =
  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";
const time = 1_700_000_000;

let auth, conformance, key;

before(async () => {
  auth = await load("auth");
  conformance = await load("conformance");
  key = auth.Key.fromBytes(Uint8Array.from({ length: 64 }, (_, i) => i));
});

const ask = (request) => JSON.parse(conformance.answer(JSON.stringify(request)));
const verifyOf = ({ message, fields, authorization }) => {
  const { timestamp: _, nonce: __, ...rest } = fields;
  const clock = { now: String(time), token_lifetime: "120" };
  return { op: "verify", message, secret, ...clock, authorization, fields: rest };
};

test("all 21 documents have the code that the reference gives them", async () => {
  for (const document of documents) {
    const { message, fields, authorization } = document;
    const sign = { op: "sign", message, secret, fields };
    assert.deepEqual(ask(sign), { id: null, ok: { authorization } });
    assert.deepEqual(JSON.parse(await conformance.answerAsync(JSON.stringify(sign))).ok, {
      authorization,
    });
    const verify = verifyOf(document);
    assert.deepEqual(ask(verify).ok, { result: "ok" });
    assert.deepEqual(JSON.parse(await conformance.answerAsync(JSON.stringify(verify))).ok, {
      result: "ok",
    });
    assert.equal(ask({ ...verify, secret: "A".repeat(86) }).ok.result, "forbidden");
    const other = { ...verify.fields, tracing: "aabc" };
    assert.equal(ask({ ...verify, fields: other }).ok.result, "forbidden");
  }
});

test("a token is compared as a whole", async () => {
  const of = (authorization, token = "a-token") => ({ op: "token", token, authorization });
  for (const [authorization, result] of [
    [null, "unauthorized"],
    ["Bearer a-token", "ok"],
    ["", "forbidden"],
    ["bearer a-token", "forbidden"],
    ["Bearer a-token ", "forbidden"],
    ["Bearer a-toke", "forbidden"],
    ["a-token", "forbidden"],
  ]) {
    assert.deepEqual(ask(of(authorization)).ok, { result });
    const line = JSON.stringify(of(authorization));
    assert.deepEqual(JSON.parse(await conformance.answerAsync(line)).ok, { result });
  }
  for (const wrong of [of(7), of(undefined), of("Bearer ", ""), of("Bearer a", "a\n")])
    assert.equal(ask(wrong).error.kind, "bad_value");
});

test("a text is read strictly, and what is wrong with it is told", () => {
  const code = documents[0].authorization.split(":")[2];
  const bare = code.slice(0, 86);
  const clock = { now: BigInt(time) * 10n ** 9n, lifetime: 120n * 10n ** 9n };
  const reason = (text) => auth.readSignature(text, clock).reason;
  const right = [
    `X-HMAC ${time}:abcDEF:${code}`,
    `X-HMAC ${time}:abcDEF:${bare}`,
    `X-HMAC 0000000000${time}:abcDEF:${code}`,
    `X-HMAC ${time}::${code}`,
    `X-HMAC ${time}:${"a".repeat(255)}:${code}`,
    `X-HMAC ${time}:${"é".repeat(127)}:${code}`,
  ];
  for (const text of right) assert.equal(reason(text), undefined, text);
  const wrong = {
    absent: [null, undefined],
    scheme: [
      "",
      "x-hmac 1:a:b",
      `X-HMAC\t${time}:a:${code}`,
      ` X-HMAC ${time}:a:${code}`,
      "X-HMAC",
    ],
    timestamp: [
      ...["X-HMAC ", "X-HMAC 1", "X-HMAC :a:b", `X-HMAC  ${time}:a:${code}`],
      ...[`X-HMAC +${time}:a:${code}`, `X-HMAC -1:a:${code}`, `X-HMAC 1_0:a:${code}`],
      ...[`X-HMAC 00000000000${time}:a:${code}`, `X-HMAC 18446744073709551616:a:${code}`],
      `X-HMAC ١:a:${code}`,
    ],
    too_old: [`X-HMAC ${time - 121}:a:${code}`, "X-HMAC 0:"],
    too_new: [`X-HMAC ${time + 121}:a:${code}`, "X-HMAC 18446744073709551615:a:b"],
    nonce: [
      `X-HMAC ${time}:`,
      `X-HMAC ${time}:a`,
      `X-HMAC ${time}:${"a".repeat(256)}:${code}`,
      `X-HMAC ${time}:${"é".repeat(128)}:${code}`,
      `X-HMAC ${time}:\ud800:${code}`,
    ],
    encoding: [
      ...["", "=", bare.slice(1), `${code}=`, `${bare}=`, `${code} `, ` ${code}`, `${code}:`],
      ...[bare.replace(/.$/, "B"), `-${code.slice(1)}`, `_${code.slice(1)}`, `é${code.slice(1)}`],
    ].map((code) => `X-HMAC ${time}:a:${code}`),
  };
  for (const [expected, texts] of Object.entries(wrong)) {
    for (const text of texts) assert.equal(reason(text), expected, text);
  }
  assert.equal(auth.readSignature(`X-HMAC ${time - 123}:a:${code}`, clock).bySeconds, 3);
});

test("times are compared exactly", () => {
  const verify = (now, token_lifetime) =>
    ask({ ...verifyOf(documents[0]), now, token_lifetime }).ok.result;
  assert.equal(verify("1700000120", "120"), "ok");
  assert.equal(verify("1699999880", "120"), "ok");
  assert.equal(verify("1700000120.000000001", "120"), "forbidden");
  assert.equal(verify("1699999879.999999999", "120"), "forbidden");
  assert.equal(verify("1700000120.000000001", "120.000000001"), "ok");
  assert.equal(verify("1700000000", "0"), "ok");
});

const subscribe = (topic) => ({
  type: "subscribe_exact",
  tracing: new Uint8Array(0),
  url: "http://h/r",
  recovery: null,
  exact: new TextEncoder().encode(topic),
});

test("a signature is good once, for one document, in one direction", async () => {
  const options = { toBroadcaster: key, toSubscriber: auth.Key.random() };
  let now = time * 1000;
  const [subscriber, broadcaster] = [0, 1].map(() => auth.hmac({ ...options, now: () => now }));
  const foo = subscribe("foo");
  for (const [sign, check] of [
    [(document) => subscriber.authorizeNow(document), (...all) => broadcaster.checkNow(...all)],
    [(document) => subscriber.authorize(document), (...all) => broadcaster.check(...all)],
  ]) {
    const text = await sign(foo);
    assert.match(text, /^X-HMAC \d+:[\w-]{6}:[\w+/]{86}==$/);
    const reason = async (document, text) => (await check(document, text)).refusal?.reason;
    assert.equal(await reason(subscribe("bar"), text), "mismatch");
    assert.equal(await reason(foo, text), undefined);
    assert.equal(await reason(foo, text), "replayed");
    assert.equal(await reason(foo, text.replace(/==$/, "")), "replayed");
    assert.deepEqual(await check(foo, null), {
      result: "unauthorized",
      refusal: { reason: "absent" },
    });
    now += 121_500;
    assert.deepEqual(await check(foo, text), {
      result: "forbidden",
      refusal: { reason: "too_old", bySeconds: 1.5 },
    });
    const missed = { type: "missed", tracing: foo.tracing, recovery: "u", topic: foo.exact };
    assert.equal(await reason(missed, await sign(foo)), "mismatch");
    assert.equal(await reason(missed, await sign(missed)), undefined);
    const long = { ...foo, tracing: new Uint8Array(65536) };
    assert.equal(await reason(long, await sign(foo)), "unsignable");
    await assert.rejects(async () => sign(long), { kind: "too_long", at: "tracing" });
    await assert.rejects(async () => sign({ type: "none" }), { kind: "bad_value" });
    now += 500;
  }
});

test("a store of used signatures forgets none that is still good, and has an end", () => {
  const code = (byte) => new Uint8Array(64).fill(byte);
  const store = new auth.MemoryReplayStore(2);
  assert.equal(store.rememberNow(code(1), 110, 100), "never");
  assert.equal(store.rememberNow(code(2), 120, 100), "never");
  assert.equal(store.rememberNow(code(1), 110, 110), "before");
  assert.equal(store.rememberNow(code(3), 130, 110).unknown, "all 2 places are taken");
  assert.equal(store.rememberNow(code(1), 110, 110.9), "before");
  assert.equal(store.rememberNow(code(3), 130, 111), "never");
  assert.equal(store.size, 2);
  // What was good until then has been forgotten.
  assert.equal(store.rememberNow(code(1), 110, 105).unknown, "the clock went back");
  const full = new auth.MemoryReplayStore(0);
  const hmac = auth.hmac({ toBroadcaster: key, toSubscriber: key, replay: full });
  const foo = subscribe("foo");
  assert.equal(hmac.checkNow(foo, hmac.authorizeNow(foo)).result, "unavailable");
});

test("tokens are those of their direction", async () => {
  const { BearerToken, token, none } = auth;
  const [one, two] = ["one", "two"].map((text) => BearerToken.fromText(text));
  const strategy = token({ toBroadcaster: one, toSubscriber: two });
  const [foo, missed] = [subscribe("foo"), { ...subscribe(""), type: "missed" }];
  assert.equal(strategy.authorizeNow(foo), "Bearer one");
  assert.equal(await strategy.authorize(missed), "Bearer two");
  const result = (document, text) => strategy.checkNow(document, text).result;
  assert.equal(result(foo, "Bearer one"), "ok");
  assert.equal(result(foo, null), "unauthorized");
  for (const text of ["", "Bearer", "Bearer two", "Bearer one ", "bearer one", "Bearer oné"])
    assert.equal(result(foo, text), "forbidden", text);
  assert.equal((await strategy.check(missed, "Bearer two")).result, "ok");
  assert.equal(none().authorizeNow(), null);
  assert.equal((await none().check(foo, "whatever")).result, "ok");
});

test("a comparison looks at every byte, wherever the first difference is", async () => {
  const { sameInConstantTime } = await load("runtime/hash");
  const right = Array.from({ length: 64 }, (_, i) => i);
  const looks = (changed) => {
    const places = [];
    const given = right.map((byte, i) => (i === changed ? byte ^ 128 : byte));
    const watched = new Proxy(given, {
      get: (target, name) => {
        places.push(name);
        return target[name];
      },
    });
    assert.equal(sameInConstantTime(watched, right), changed === undefined);
    return places.join();
  };
  const all = looks(undefined);
  for (const changed of [0, 1, 31, 63]) assert.equal(looks(changed), all);
  assert.ok(!sameInConstantTime(right, right.slice(1)));
  assert.ok(!sameInConstantTime([], [0]));
  assert.ok(!sameInConstantTime([0], []));
});

test("requests about random documents are answered as by the interpreter", async () => {
  const schema = join(root, "schema/lonelypsp/lonelypsp.yaml");
  const { compare, testee, end } = await besideInterpreter(packageFolder, schema);
  const chance = random(11);
  const { below, oneOf } = chance;
  const values = new Values(chance);
  const counts = {};
  const count = ({ ok }) => {
    const name = ok === undefined ? "refused" : (ok.result ?? "done");
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const { message, fields: forms } of documents
    .map((_, i) => i)
    .flatMap((i) =>
      testee.protocols.signing.directions[directionOf(i)].shapes.filter(
        (shape) => shape.message === documents[i].message,
      ),
    )) {
    for (let i = 0; i < 60; i++) {
      const fields = values.fields(forms);
      if (below(5) > 0) Object.assign(fields, { timestamp: String(time), nonce: "abcDEF" });
      const key = oneOf([secret, secret, secret, `${secret}==`, secret.replace("-", "+"), "AA"]);
      const signed = await compare({ op: "sign", message, secret: key, fields });
      count(signed);
      const now = oneOf([time, time, time + 0.5, time + 121, "1", "1.", "x"]).toString();
      const request = { op: "verify", message, secret: key, token_lifetime: "120", now };
      let text = signed.ok?.authorization ?? oneOf([null, "X-HMAC", "Bearer x"]);
      if (text !== null && below(3) === 0) {
        const at = below(text.length);
        text = text.slice(0, at) + oneOf(["", ":", "=", "A", "é", " "]) + text.slice(at + below(2));
      }
      if (below(20) === 0) text = oneOf([null, "", 7]);
      const { timestamp: _, nonce: __, ...rest } = fields;
      count(await compare({ ...request, authorization: text, fields: rest }));
    }
  }
  const [{ fields: forms }] = testee.protocols.hashing.directions.s2b.shapes;
  for (let i = 0; i < 400; i++) count(await compare({ op: "etag", ...values.fields(forms) }));
  end();
  console.log(`# ${JSON.stringify(counts)}`);
  for (const name of ["ok", "unauthorized", "forbidden", "refused", "done"])
    assert.ok(counts[name] > 10, JSON.stringify(counts));
});

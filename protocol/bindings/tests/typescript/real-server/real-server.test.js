// The package and the real server from PyPI over HTTP, on loopback: without authorization, with a token, and with HMAC.
//
// The variable LONELY_INTEROP_PYTHON names a Python that has what tests/interop/requirements.txt lists.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { load } from "../bodies.js";
import { startEndpoint } from "../endpoint.js";
import { root } from "../support.js";

const [auth, { b2s, s2b }, { b2s: tracings }] = await Promise.all([
  load("auth"),
  load("stateless/index"),
  load("tracing/index"),
]);

const nothing = new Uint8Array(0);
const topic = new TextEncoder().encode("foo/bar");
/** The secrets of the server, the same in both directions. */
const key = Buffer.from(Array.from({ length: 64 }, (_, i) => i)).toString("base64url");
const token = "the-token-of-this-test";

function strategyOf(kind, isWrong = false) {
  const both = (secret) => ({ toBroadcaster: secret, toSubscriber: secret });
  switch (kind) {
    case "none":
      return auth.none();
    case "token":
      return auth.token(both(auth.BearerToken.fromText(isWrong ? "wrong" : token)));
    default:
      return auth.hmac(both(isWrong ? auth.Key.random() : auth.Key.fromText(key)));
  }
}

/** The real server, as a process, for as long as the work takes. */
async function withServer(kind, work) {
  const python = process.env.LONELY_INTEROP_PYTHON;
  assert.ok(python, "LONELY_INTEROP_PYTHON has to name a Python");
  const script = join(root, "protocol/bindings/tests/interop/serve.py");
  const server = spawn(python, [script, kind], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const { value: line } = await createInterface({ input: server.stdout })
      [Symbol.asyncIterator]()
      .next();
    const [, address] = /^listening on (127\.0\.0\.1:\d+)$/.exec(line) ?? [];
    assert.ok(address, "the server does not start");
    await work(`http://${address}`);
  } finally {
    server.stdin.end();
    if (server.exitCode === null) await once(server, "exit");
  }
}

async function send(server, { method, path, headers, body }) {
  const signal = AbortSignal.timeout(20_000);
  const response = await fetch(server + path, { method, headers, body, signal });
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
}

async function subscribe(server, strategy, url) {
  const message = { type: "subscribe_exact", tracing: nothing, url, recovery: null, topic };
  const authorization = await strategy.authorize(s2b.documentOfSubscribeExact(message));
  return send(server, s2b.requestOfSubscribeExact(message, { authorization }));
}

async function notify(server, strategy, payload) {
  const messageSha512 = new Uint8Array(createHash("sha512").update(payload).digest());
  const identifier = new Uint8Array(randomBytes(4));
  const known = { topic, messageSha512 };
  const message = { type: "notify", tracing: nothing, identifier, payload, ...known };
  const authorization = await strategy.authorize(s2b.documentOfNotify(message));
  const request = s2b.requestOfNotify(message, { authorization });
  return { ...(await send(server, request)), identifier, known };
}

/** The answer to a notification, and the document that signs it. */
async function answered(server, strategy, payload) {
  const { status, body, identifier, known } = await notify(server, strategy, payload);
  assert.equal(status, 200);
  const answer = b2s.decodeByCode(body);
  assert.equal(answer.type, "response_notify");
  assert.deepEqual(answer.identifier, identifier);
  return { answer, document: b2s.documentOfResponseNotify(answer, known) };
}

/** How many subscribers a notification was delivered to, as a signed answer says. */
async function delivered(server, strategy, payload) {
  const { answer, document } = await answered(server, strategy, payload);
  assert.deepEqual(await strategy.check(document, answer.authorization), { result: "ok" });
  assert.ok(tracings.decode("notified", answer.tracing).records.length > 0);
  return answer.subscribers;
}

for (const kind of ["none", "token", "hmac"]) {
  test(`subscribed, notified and delivered: ${kind}`, async () => {
    await withServer(kind, async (server) => {
      const strategy = strategyOf(kind);
      const endpoint = await startEndpoint(strategy);
      try {
        const { url } = endpoint;
        const { status, body } = await subscribe(server, strategy, url);
        assert.equal(status, 200);
        const answer = b2s.decodeByCode(body);
        assert.equal(answer.type, "response_generic");
        const subscribed = { url, recovery: null, exact: topic };
        const document = b2s.documentsOfResponseGeneric.subscribeExact(answer, subscribed);
        assert.deepEqual(await strategy.check(document, answer.authorization), { result: "ok" });
        for (const round of [0, 1]) {
          const payload = new TextEncoder().encode(`hello ${round} \u{1f600}`);
          assert.equal(await delivered(server, strategy, payload), 1);
          const [message] = endpoint.received.splice(0);
          assert.deepEqual([message.topic, message.payload], [topic, payload]);
        }
        assert.equal((await subscribe(server, strategy, url)).status, 409);
        assert.deepEqual([endpoint.problems, endpoint.received], [[], []]);
      } finally {
        await endpoint.close();
      }
    });
  });
}

for (const kind of ["token", "hmac"]) {
  test(`nobody is believed without the secret: ${kind}`, async () => {
    await withServer(kind, async (server) => {
      const [right, wrong] = [strategyOf(kind), strategyOf(kind, true)];
      const endpoint = await startEndpoint(right, wrong);
      try {
        for (const [liar, status] of [
          [strategyOf("none"), 401],
          [wrong, 403],
        ]) {
          assert.equal((await subscribe(server, liar, endpoint.url)).status, status);
          assert.equal((await notify(server, liar, topic)).status, status);
        }
        assert.equal((await subscribe(server, right, endpoint.url)).status, 200);
        // It arrives, but the answer is signed with another secret, so that it does not count.
        assert.equal(await delivered(server, right, topic), 0);
        assert.equal(endpoint.received.length, 1);
        const { answer, document } = await answered(server, right, topic);
        const { refusal } = await wrong.check(document, answer.authorization);
        assert.equal(refusal.reason, "mismatch");
      } finally {
        await endpoint.close();
      }
    });
  });
}

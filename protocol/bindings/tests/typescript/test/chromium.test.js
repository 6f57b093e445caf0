// The corpus in a browser: the modules as they are published, without a bundler, found by an import map that follows the
// conditions that a browser's bundler would. Digests are WebCrypto's.
//
// `CHROMIUM` says where it is, if it is not Debian's.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { documents } from "../bodies.js";
import { agrees, corpus, here, packageFolder, toHex } from "../support.js";

const secret = Buffer.from(Array.from({ length: 64 }, (_, i) => i)).toString("base64url");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const { exports, imports } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
const url = (path) => `/${path.replace(/^\.\//, "")}`;
const modules = Object.entries(exports).filter(([, target]) => target.default !== undefined);
const importMap = {
  imports: {
    ...Object.fromEntries(
      modules.map(([name, target]) => [join("lonelypsp", name), url(target.default)]),
    ),
    "#platform": url(imports["#platform"].default),
  },
};
const page = `<!doctype html><meta charset="utf-8"><title>corpus</title><script type="importmap">${JSON.stringify(importMap)}</script>`;

/** Serves the package and the table of lies on loopback, and nothing else. */
function serve() {
  const server = createServer(({ url: path = "/" }, response) => {
    const file = join(packageFolder, normalize(path));
    if (path === "/") {
      response.writeHead(200, { "content-type": "text/html" }).end(page);
    } else if (/^\/dist\/[\w/.-]+\.js$/.test(path) && existsSync(file)) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(file));
    } else if (path === "/lying.js") {
      const type = { "content-type": "text/javascript" };
      response.writeHead(200, type).end(readFileSync(join(here, "lying.js")));
    } else {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

test(
  "every case in Chromium",
  { skip: existsSync(executablePath) ? false : `${executablePath} is not there` },
  async () => {
    const server = await serve();
    const browser = await chromium.launch({ executablePath, args, headless: true });
    try {
      const tab = await browser.newPage();
      const wrong = [];
      tab.on("pageerror", (error) => wrong.push(error));
      await tab.goto(`http://127.0.0.1:${server.address().port}/`);

      const cases = corpus();
      const lines = cases.map(({ request }, id) => JSON.stringify({ id, ...request }));
      const answers = [];
      for (let start = 0; start < lines.length; start += 2000) {
        const some = await tab.evaluate(
          async (lines) => {
            const { answerAsync } = await import("lonelypsp/conformance");
            return Promise.all(lines.map((line) => answerAsync(line)));
          },
          lines.slice(start, start + 2000),
        );
        answers.push(...some);
      }
      const differences = cases.filter((given, i) => !agrees(given, JSON.parse(answers[i])));
      console.log(
        `# Chromium ${browser.version()}: ${answers.length} cases, ${differences.length} differences`,
      );
      assert.deepEqual(
        differences.map(({ name }) => name),
        [],
      );
      assert.equal(answers.length, cases.length);

      const facts = await tab.evaluate(async () => {
        const { LonelyError } = await import("lonelypsp");
        const { s2b } = await import("lonelypsp/stateful");
        const topic = new Uint8Array([1]);
        const bytes = s2b.encode({
          type: "subscribe_exact",
          authorization: null,
          tracing: topic,
          topic,
        });
        const attempt = (action) => {
          try {
            return action();
          } catch (error) {
            return error instanceof LonelyError ? error.kind : String(error);
          }
        };
        return {
          node: typeof process,
          // Without a function, what could need one is refused at once, whatever the message.
          without: attempt(() => s2b.decodeNotify(new Uint8Array([0, 1, 0, 6]))),
          own: bytes.buffer.byteLength === bytes.length,
          given: structuredClone(bytes, { transfer: [bytes.buffer] }).length,
          again: s2b.encode({ type: "subscribe_exact", authorization: null, tracing: topic, topic })
            .length,
        };
      });
      assert.deepEqual(facts, {
        node: "undefined",
        without: "bad_value",
        own: true,
        given: 12,
        again: 12,
      });
      assert.deepEqual(wrong, []);

      const first = documents[0];
      const web = await tab.evaluate(
        async ({ lines, key, authorization, url }) => {
          const { answerAsync } = await import("lonelypsp/conformance");
          const { Key, hmac } = await import("lonelypsp/auth");
          const { strongEtag } = await import("lonelypsp/etag");
          const { Connection } = await import("lonelypsp/connection");
          const now = () => 1_700_000_000_000;
          const keys = { toBroadcaster: Key.fromText(key), toSubscriber: Key.random() };
          const strategy = hmac({ ...keys, now });
          const [tracing, exact] = [
            new Uint8Array([0xaa, 0xbb]),
            new TextEncoder().encode("foo/bar"),
          ];
          const recovery = url.replace("receive", "recover");
          const document = { type: "subscribe_exact", tracing, url, recovery, exact };
          const attempt = (action) => {
            try {
              return action();
            } catch (error) {
              return error.kind;
            }
          };
          const nonces = {
            subscriberNonce: new Uint8Array(32),
            broadcasterNonce: new Uint8Array(32),
          };
          return {
            answers: await Promise.all(lines.map((line) => answerAsync(line))),
            verdicts: [
              await strategy.check(document, authorization),
              await strategy.check(document, authorization),
              await strategy.check(document, await strategy.authorize(document)),
              await strategy.check(
                { ...document, exact: tracing },
                await strategy.authorize(document),
              ),
            ].map(({ result, refusal }) => refusal?.reason ?? result),
            etag: Array.from(await strongEtag({ url: "u", topics: [], globs: [] })),
            url: (await Connection.create(nonces, "every part")).subscriberUrl(),
            atOnce: [
              attempt(() => strategy.authorizeNow(document)),
              attempt(() => Connection.createNow(nonces, "every part")),
              attempt(() => Key.fromFile("/etc/passwd")),
              attempt(() => Key.fromEnvironment("HOME")),
            ],
          };
        },
        {
          lines: documents.map(({ message, fields }) =>
            JSON.stringify({ op: "sign", message, secret, fields }),
          ),
          key: secret,
          authorization: first.authorization,
          url: first.fields.url,
        },
      );
      assert.deepEqual(
        web.answers.map((answer) => JSON.parse(answer).ok.authorization),
        documents.map(({ authorization }) => authorization),
      );
      assert.deepEqual(web.verdicts, ["ok", "replayed", "ok", "mismatch"]);
      // As the description of the wire format has it.
      assert.match(toHex(web.etag), /^2cd38769b8886154.*163d4af$/);
      assert.match(web.url, /^websocket:[\w+/]{43}=:-1$/);
      assert.deepEqual(web.atOnce, Array(4).fill("bad_value"));

      const lies = await tab.evaluate(async () => {
        const { LonelyError } = await import("lonelypsp");
        const { s2b } = await import("lonelypsp/stateful");
        const { tryAll } = await import("/lying.js");
        const frame = document.body.appendChild(document.createElement("iframe"));
        return tryAll({ s2b, LonelyError, realm: frame.contentWindow });
      });
      assert.deepEqual(lies.wrong, []);
      assert.ok(lies.tried > 1000, `${lies.tried}`);
    } finally {
      await browser.close();
      server.close();
    }
  },
);

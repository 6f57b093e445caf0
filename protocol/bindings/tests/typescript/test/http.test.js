// What HTTP and connections need beside bodies: etags, digests in headers, and the urls of connections. Expected values are
// those of the description of the wire format.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { load } from "../bodies.js";
import { problem } from "../sequences.js";
import { fromHex, random, toHex } from "../support.js";

let etag, connection, digests;

before(async () => {
  etag = await load("etag");
  connection = await load("connection");
  digests = await load("repr-digest");
});

const text = (value) => new TextEncoder().encode(value);
const of = (topic, recovery = null) => ({ topic: text(topic), recovery });
const known = [
  [
    { url: "u", topics: [], globs: [] },
    "2cd38769b8886154897e6f04a53440cbc20d0e52827a45099992eb726bb51f4354f2aa6f5c308d10111d64b443fecd7cd0c264655f83d5379adb40c2c163d4af",
  ],
  [
    { url: "http://h/r", topics: [of("foo")], globs: [] },
    "45eb47bccde7290e478129d5418c3b4c101091e15b029c881a5f175f4f37449d2106a8a6e298b36f7c641b37a81daa57935e1cbd2e692e160f5fbee8b0e6dd64",
  ],
  [
    {
      url: "http://h/r",
      topics: [of("a", "http://h/m"), of("b")],
      globs: [
        { glob: "a/*", recovery: null },
        { glob: "b/*", recovery: "http://h/m" },
      ],
    },
    "196f544f0722dadd89ab594a40b0c54574854661716ad3e84f2f56ed9d3bd5798fa47e6d3869d0d94ce621c610e7272bb4ca4ad8b8891ee21e9acb828e258a71",
  ],
];

test("etags are those of the reference, at once and later", async () => {
  for (const [subscriptions, expected] of known) {
    assert.equal(toHex(etag.strongEtagNow(subscriptions)), expected);
    assert.equal(toHex(await etag.strongEtag(subscriptions, { isSorted: true })), expected);
  }
});

test("however subscriptions are given little by little, the etag is the same", async () => {
  const { below } = random(5);
  const spell = (i) => String(i).padStart(4, "0");
  const topics = Array.from({ length: 300 }, (_, i) => of(spell(i), i % 3 === 0 ? "r" : null));
  const globs = Array.from({ length: 200 }, (_, i) => ({ glob: spell(i), recovery: null }));
  const expected = toHex(etag.strongEtagNow({ url: "u", topics, globs }));
  for (let round = 0; round < 20; round++) {
    const generator = new etag.StrongEtagGenerator("u");
    const feed = (all, add) => {
      for (let at = 0, end = 0; at < all.length; at = end) {
        end = at + below(40);
        add(all.slice(at, end));
      }
    };
    feed(topics, (some) => generator.addTopics(some));
    generator.finishTopics();
    feed(globs, (some) => generator.addGlobs(some));
    assert.equal(toHex(await generator.finish()), expected);
  }
});

test("an order that is wrong is refused where it is, unless nobody is to look", () => {
  const topics = [of("b"), of("a"), of("a")];
  const whole = { url: "u", topics, globs: [] };
  assert.equal(
    problem(() => etag.strongEtagNow(whole)),
    "unsorted at topics[1].topic, null",
  );
  assert.equal(etag.strongEtagNow(whole, { isSorted: true }).length, 64);
  const generator = new etag.StrongEtagGenerator("u").addTopics([of("b")]);
  for (const wrong of ["a", "b"]) {
    assert.equal(
      problem(() => generator.addTopics([of("c"), of(wrong)])),
      "unsorted at topics[2].topic, null",
    );
  }
  // What was refused left nothing behind.
  generator.addTopics([of("c")]).finishTopics();
  const globs = ["\uffee", "\u{1f600}"].map((glob) => ({ glob, recovery: null }));
  assert.equal(
    problem(() => generator.addGlobs(globs.toReversed?.() ?? [...globs].reverse())),
    "unsorted at globs[1].glob, null",
  );
  const expected = etag.strongEtagNow({ url: "u", topics: [of("b"), of("c")], globs });
  assert.deepEqual(generator.addGlobs(globs).finishNow(), expected);
  for (const late of [
    () => generator.finishNow(),
    () => generator.addTopics([]),
    () => generator.addGlobs([]),
    () => new etag.StrongEtagGenerator("u").addGlobs([]),
  ])
    assert.equal(problem(late), "bad_value at null, null");
});

test("the urls of a connection", async () => {
  const nonces = {
    subscriberNonce: Uint8Array.from({ length: 32 }, (_, i) => i),
    broadcasterNonce: fromHex("bb25287d1902668ad237d6839151f477974eec4a13bdaed83916d615732ba24c"),
  };
  const { Connection } = connection;
  const start = "websocket:5IgMYVFFWPZuDoAYu9NZI/oNv/sFf+taDsOAUBb0Zl8=:";
  const one = Connection.createNow(nonces, "every part");
  assert.equal(one.subscriberUrl(), `${start}-1`);
  assert.equal(one.subscriberUrl(), `${start}-2`);
  assert.equal(one.broadcasterUrl(), `${start}1`);
  assert.deepEqual(
    [true, false, false, true].map((isFirst) => one.receiveUrl(isFirst)),
    [2, 3, 4, 5].map((counter) => start + counter),
  );
  const other = await Connection.create(nonces, "first part only");
  assert.equal(
    problem(() => other.receiveUrl(false)),
    "bad_value at null, null",
  );
  assert.deepEqual(
    [true, false, false, true].map((isFirst) => other.receiveUrl(isFirst)),
    [1, 1, 1, 2].map((counter) => start + counter),
  );
  assert.equal(other.broadcasterUrl(), `${start}3`);
  for (const [counter, spelled] of [
    ...[
      [10, "a"],
      [16, "10"],
      [300, "12c"],
      [-10, "-a"],
    ],
    [-(2n ** 63n), "-8000000000000000"],
  ])
    assert.equal(one.url(counter), start + spelled);
  const short = { ...nonces, subscriberNonce: new Uint8Array(31) };
  assert.equal(
    problem(() => Connection.createNow(short, "every part")),
    "bad_value at null, null",
  );
});

const padded =
  "m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";
const bare = padded.slice(0, -2);
const zeros = "A".repeat(86);

test("digests in headers are read as RFC 9530 and the reference write them", () => {
  const digest = Buffer.from(padded, "base64");
  assert.equal(digests.spellReprDigest(digest), `sha-512=${padded}`);
  const sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
  const right = [
    ...[`sha-512=${padded}`, `sha-512=${bare}`, `sha-512=:${padded}:`, `sha-512=:${bare}:`],
    ...[`${sha256},sha-512=${padded}`, `${sha256}, sha-512=:${padded}:`, ` sha-512=${padded}\t`],
    ...[
      `sha-512=${zeros},sha-512=${padded}`,
      `sha-512=${padded},${sha256}`,
      `sha-512=:${padded}:;a=1`,
    ],
    ...[`sha-512=:${bare.replace(/w$/, "x")}:`, `a="b, sha-512=\\"c", sha-512=:${padded}:,`],
  ];
  for (const value of right)
    assert.equal(toHex(digests.readReprDigest(value)), toHex(digest), value);
  const wrong = {
    wrong_length: [
      "",
      ",",
      "sha-512",
      "sha-512=",
      "sha-512=::",
      `sha512=${padded}`,
      `SHA-512=${padded}`,
    ]
      .concat([`sha-512-256=${padded}`, `sha-512 =${padded}`, "sha-512=AAAA", `sha-512=${zeros}AA`])
      .concat([`x="sha-512=:${padded}:"`, `sha-512=${padded},sha-512`]),
    bad_value: ["sha-512=A", "sha-512=:", `sha-512=${padded}=`, `sha-512=${padded}${padded}`]
      .concat([`sha-512=: ${padded}:`, `sha-512=${padded.replace("+", "-")}`, "sha-512=é"])
      .concat([`sha-512=:${padded}`, `sha-512=${padded},sha-512=?`]),
  };
  for (const [kind, values] of Object.entries(wrong)) {
    for (const value of values)
      assert.equal(
        problem(() => digests.readReprDigest(value)),
        `${kind} at repr-digest, null`,
        value,
      );
  }
  assert.throws(() => digests.spellReprDigest(digest.subarray(1)), { kind: "bad_value" });
  const begun = performance.now();
  problem(() => digests.readReprDigest(" ".repeat(1e6) + "x" + " ".repeat(1e6) + "x"));
  assert.ok(performance.now() - begun < 2000);
});

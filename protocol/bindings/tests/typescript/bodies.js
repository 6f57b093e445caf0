// The bodies of HTTP requests and responses as the description of the wire format has them: values, and bytes in rows of
// reads.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { fromHex, here, packageFolder, toHex } from "./support.js";

/** A module of the package that was built. */
export const load = (name) => import(join(packageFolder, "dist", `${name}.js`));

/** The 21 documents that are signed: fields as requests have them, bytes, and the authorization under the key 00..3f. */
export const documents = JSON.parse(readFileSync(join(here, "fixtures/documents.json"), "utf8"));

/** Which side sends what a document signs: the first nine are a subscriber's. */
export const directionOf = (index) => (index < 9 ? "s2b" : "b2s");

const text = (value) => new TextEncoder().encode(value);
const spell = (value) => toHex(text(value));
const hello = text("hello");
const sha512 = createHash("sha512").update(hello).digest("hex");
const digest = fromHex(sha512);
const etag = fromHex(
  "baadb80eb82818fea229a4d3ce74a1e35984d52d374e65542870b38c4d9615a4" +
    "3eaf929369ea774e5359142209fd528e205583221820bbc5ca5b60b92a7d0888",
);
const url = "http://h/r";
const recovery = "http://h/m";
const [urlHex, recoveryHex] = [`000a${spell(url)}`, `000a${spell(recovery)}`];
const nothing = new Uint8Array(0);
const aa = fromHex("aa");

const row = (direction, message, ...reads) => ({
  direction,
  message,
  bytes: fromHex(reads.join("").replaceAll(" ", "")),
});

export const bodies = [
  row(
    "s2b",
    {
      type: "notify",
      topic: text("foo"),
      messageSha512: digest,
      tracing: nothing,
      identifier: text("id01"),
      payload: hello,
    },
    `0003 666f6f ${sha512} 0000 04 69643031 0000000000000005 68656c6c6f`,
  ),
  row(
    "s2b",
    { type: "subscribe_exact", url, topic: text("foo"), recovery, tracing: aa },
    `${urlHex} 0003 666f6f ${recoveryHex} 0001 aa`,
  ),
  row(
    "s2b",
    { type: "subscribe_glob", url, glob: "foo/*", recovery: null, tracing: nothing },
    `${urlHex} 0005 666f6f2f2a 0000 0000`,
  ),
  row(
    "s2b",
    { type: "unsubscribe_exact", url, topic: text("foo"), tracing: nothing },
    `${urlHex} 0003 666f6f 0000`,
  ),
  row(
    "s2b",
    { type: "unsubscribe_glob", url, glob: "foo/*", tracing: nothing },
    `${urlHex} 0005 666f6f2f2a 0000`,
  ),
  row("s2b", { type: "check_subscriptions", tracing: nothing, url }, `0000 ${urlHex}`),
  row(
    "s2b",
    {
      type: "set_subscriptions",
      tracing: nothing,
      url,
      etag,
      topics: [
        { topic: text("a"), recovery: null },
        { topic: text("b"), recovery },
      ],
      globs: [{ glob: "g/*", recovery }],
    },
    `0000 ${urlHex} 00 ${toHex(etag)}`,
    `00000002 0001 61 0000 0001 62 ${recoveryHex} 00000001 0003 672f2a ${recoveryHex}`,
  ),
  row(
    "s2b",
    {
      type: "response_confirm_receive",
      authorization: null,
      tracing: nothing,
      identifier: text("12345678"),
      numSubscribers: 1,
    },
    "0008 0000 0000 08 3132333435363738 00000001",
  ),
  row(
    "s2b",
    { type: "response_confirm_missed", authorization: null, tracing: nothing },
    "0009 0000 0000",
  ),
  row("s2b", { type: "response_unsubscribe_immediate" }, "000a"),
  row(
    "b2s",
    {
      type: "receive",
      tracing: nothing,
      topic: text("foo"),
      identifier: fromHex("6f742f74e22645d8"),
      payload: hello,
    },
    "0000 0003 666f6f 08 6f742f74e22645d8 0000000000000005 68656c6c6f",
  ),
  row("b2s", { type: "missed", tracing: nothing, topic: text("foo") }, "0000 0003 666f6f"),
  row(
    "b2s",
    { type: "response_generic", authorization: "Bearer x", tracing: aa },
    `0003 0008 ${spell("Bearer x")} 0001 aa`,
  ),
  row(
    "b2s",
    {
      type: "response_notify",
      authorization: null,
      tracing: aa,
      subscribers: 258,
      identifier: text("id01"),
    },
    "0004 0000 0001 aa 00000102 04 69643031",
  ),
  row(
    "b2s",
    { type: "response_check_subscriptions", authorization: null, tracing: nothing, etag },
    `0005 0000 0000 00 ${toHex(etag)}`,
  ),
];

// The site in a browser, opened from its files: no error, no dead link, nothing that axe-core or html-validate finds, usable by keyboard
// and on a phone, and boxes that decode. Its arguments are the folder of the site, that of the pages of `lonely inspect`, and, if they are wanted, one for
// screenshots.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";
import { inspected } from "./inspected.js";

const [site, pagesOfInspect, screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".html"));
// Pages are made by few templates; of messages, those that differ most are looked at.
const MESSAGES = ["stateful/s2b/confirm_receive", "stateful/b2s/receive_stream", "stateless/s2b/set_subscriptions", "hashing/s2b/strong_etag"];
const LOOKED_AT = ["index", "types", "errors", "decode", "stateful/index", ...MESSAGES].map((page) => `${page}.html`);
const urlOf = (path) => pathToFileURL(join(site, path)).href;

async function validate() {
  const validator = new HtmlValidate({
    extends: ["html-validate:standard"],
    // How text is laid out, and sizes of pages, are no matter of correctness.
    rules: { "long-title": "off", "no-trailing-whitespace": "off", "void-style": "off", "tel-non-breaking": "off", "prefer-native-element": "off" },
  });
  const problems = [];
  // It takes its time: those that are looked at, and every eighth of the others.
  for (const path of all.filter((path, index) => LOOKED_AT.includes(path) || index % 8 === 0)) {
    const report = await validator.validateFile(join(site, path));
    for (const { messages } of report.results) {
      problems.push(...messages.map((found) => `${path}:${found.line}:${found.column} ${found.ruleId}: ${found.message}`));
    }
  }
  assert.deepEqual(problems.slice(0, 20), [], `${problems.length} problems`);
}

// Every page is opened; whatever it says on the console, and whatever it cannot load, is a fault.
async function open(browser) {
  const page = await browser.newPage();
  const faults = [];
  const links = new Set();
  const ids = new Map();
  page.on("console", (said) => faults.push(`${page.url()}: ${said.text()}`));
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`${page.url()}: ${request.url()} was not loaded`));
  page.on("request", (request) => /^(file|data):/.test(request.url()) || faults.push(`${request.url()} is asked of a network`));
  for (const path of all) {
    await page.goto(urlOf(path), { waitUntil: "domcontentloaded" });
    const found = await page.evaluate(() => ({
      links: Array.from(document.links, (link) => link.href),
      ids: Array.from(document.querySelectorAll("[id]"), (element) => element.id),
    }));
    found.links.forEach((link) => links.add(link));
    ids.set(urlOf(path), new Set(found.ids));
  }
  for (const link of links) {
    const [to, place] = link.split("#");
    if (to.endsWith(".svg")) readFileSync(new URL(to));
    else if (!ids.has(to)) faults.push(`${to} is not there`);
    else if (place && !ids.get(to).has(decodeURIComponent(place))) faults.push(`${link} has no such place`);
  }
  await page.close();
  assert.deepEqual(faults.slice(0, 20), []);
  return links.size;
}

// Labels, contrast, landmarks; colours in both schemes.
async function audit(browser) {
  const dark = ["stateful/index.html", "stateful/s2b/confirm_receive.html"];
  for (const [colorScheme, paths] of [["light", LOOKED_AT], ["dark", dark]]) {
    const page = await browser.newPage({ colorScheme });
    for (const path of paths) {
      await page.goto(urlOf(path));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"], preload: false }));
      const said = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
      assert.deepEqual(said, [], `${path}, ${colorScheme}`);
    }
    await page.close();
  }
}

// Nothing but what scrolls in itself is wider than a phone.
async function narrow(browser) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const pictures = [];
  for (const path of LOOKED_AT) {
    await page.goto(urlOf(path));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 360, path);
    pictures.push(...(await page.$$eval(".small", (all) => all.map((one) => one.scrollWidth > one.clientWidth))));
    // Not even the last column.
    const ends = await page.$$eval(".checks td, .bytes td", (cells) => cells.map((cell) => cell.getBoundingClientRect().right));
    assert.ok(ends.every((right) => right <= 360), path);
  }
  // Their pictures have short lines, but for what is longer by itself.
  const cut = pictures.filter(Boolean).length;
  assert.ok(pictures.length >= 8 && cut <= 2, `${cut} of ${pictures.length} pictures are cut`);
  await page.close();
}

async function keyboard(browser) {
  const page = await browser.newPage();
  await page.goto(urlOf("index.html"));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await page.focus("body");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  await page.keyboard.type("confirm rec");
  await page.waitForSelector(".search li a");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^CONFIRM_RECEIVE/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/confirm_receive\.html/);
  assert.equal(await page.textContent("h1"), "CONFIRM_RECEIVE");
  await page.close();
}

// What is meant comes first: a type before the values that have it, a message before the document that signs it; and questions are answered.
async function search(browser) {
  const page = await browser.newPage();
  await page.goto(urlOf("index.html"));
  for (const [query, first] of [
    ["topic", /^topic type/],
    ["etag", /^etag type/],
    ["CONFIRM_RECEIVE", /^CONFIRM_RECEIVE stateful/],
    ["what is it for", /^lonelypsp what this protocol is for/],
    ["identifier too long", /^too_long error/],
    ["python", /^Code programs/],
    ["paste", /^Decode /],
    ["wildcard", /^glob type/],
    ["reconnect", /^stateful protocol/],
  ]) {
    await page.fill("#search", query);
    await page.waitForFunction((query) => document.querySelector("form.search").dataset.shown === query, query);
    assert.match(await page.textContent(".search li a"), first, query);
  }
  await page.fill("#search", "no such thing at all qqqq");
  await page.fill("#search", "qqqq");
  await page.waitForSelector(".search p:text('Nothing found.')");
  await page.close();
}

// Without a script there is no box and no search, and all else.
async function withoutScript(browser) {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(urlOf("stateful/s2b/confirm_receive.html"));
  for (const [selector, isThere] of [["#try", false], [".search", false], ["#checks", true], [".bytes", true]]) {
    assert.equal(await page.locator(selector).first().isVisible(), isThere, selector);
  }
  await page.close();
}

async function box(browser) {
  const page = await browser.newPage();
  await page.goto(urlOf("stateful/s2b/confirm_receive.html"));
  const said = () => page.textContent("#try output");
  await page.click("#try button");
  assert.match(await said(), /^A sound CONFIRM_RECEIVE\..*24\.\.2600 04x-num-subscriberslength: 4 bytes26\.\.3000 00 01 2fx-num-subscribers303/);
  // An identifier of 65 bytes.
  const long = `000100090041${"61".repeat(65)}0000` + "0000" + "000400000001";
  await page.fill("#try textarea", long);
  assert.match(await said(), /^too_long in x-identifier at byte 6: expected at most 64 bytes, found 65 bytes\./);
  assert.equal(await page.textContent("#try tr.bad td"), "6..71");
  await page.fill("#try textarea", "00 01 00");
  assert.match(await said(), /^truncated at byte 2/);
  // Another message of the same side, in base64: SUBSCRIBE_EXACT for `foo/bar`, as the description of the wire format has it.
  await page.fill("#try textarea", "AAEAAgAAAAAAB2Zvby9iYXI=");
  assert.match(await said(), /^A sound SUBSCRIBE_EXACT\.This page is about CONFIRM_RECEIVE\. .*Read as base64\..*"foo\/bar"/);
  // A type that only the other side has.
  await page.fill("#try textarea", "0001000c000000000000");
  await page.waitForSelector("#try a:text('a sound MISSED')");
  await page.fill("#try textarea", "what?");
  assert.match(await said(), /neither hex nor base64/);
  await page.goto(urlOf("stateless/s2b/set_subscriptions.html"));
  await page.click("#try button");
  assert.match(await said(), /^A sound SET_SUBSCRIPTIONS/);
  await page.close();
}

// SUBSCRIBE_EXACT for `foo/bar`, as people have bytes. From the other side, the same bytes are its answer.
async function decoder(browser) {
  const page = await browser.newPage();
  const message = "00010002000000000007666f6f2f626172";
  await page.goto(`${urlOf("decode.html")}#${message}`);
  const titles = async () => (await page.locator("output h2").allTextContents()).join("; ");
  const expected = "stateful.SUBSCRIBE_EXACT, from the subscriber; stateful.CONFIRM_SUBSCRIBE_EXACT, from the broadcaster";
  await page.waitForSelector("output h2");
  assert.equal(await titles(), expected);
  const dump = "00000000: 0001 0002 0000 0000 0007 666f 6f2f 6261  ......foo/ba\n00000010: 72                                       r";
  const canonical = "00000000  00 01 00 02 00 00 00 00  00 07 66 6f 6f 2f 62 61  |......foo/ba|\n00000010  72   |r|\n00000011";
  for (const [text, form] of [
    [dump, "a hex dump"],
    [canonical, "a hex dump"],
    ["b'\\x00\\x01\\x00\\x02\\x00\\x00\\x00\\x00\\x00\\x07foo/bar'", "a literal of a program"],
    ["[0, 1, 0, 2, 0, 0, 0, 0, 0, 7, 102, 111, 111, 47, 98, 97, 114]", "decimal numbers"],
    ["0x00, 0x01, 0x00, 0x02, 0,0 00 00 00 00 07 66:6f:6f:2f:62:61:72", "hex"],
    ["AAEAAgAAAAAAB2Zvby9iYXI", "base64"],
  ]) {
    await page.fill("#decode-input", text);
    await page.waitForFunction((form) => document.querySelector("output p")?.textContent.startsWith(`17 bytes, read as ${form}.`), form);
    assert.equal(await titles(), expected, text);
  }
  // A body says nothing of itself: STRONG_ETAG of no subscriptions, from the description of the wire format.
  await page.fill("#decode-input", "55524c0001750a45584143540a474c4f420a");
  await page.selectOption("#decode-as", "hashing.s2b/strong_etag");
  await page.waitForSelector("output :text('A sound STRONG_ETAG.')");
  await page.close();
}

async function pictures(browser) {
  for (const [name, viewport] of [["desktop", { width: 1280, height: 900 }], ["phone", { width: 360, height: 740 }]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.goto(urlOf("stateful/s2b/confirm_receive.html"));
      await page.click("#try button");
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
  }
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  let links = 0;
  const took = [];
  const checks = [validate, open, audit, narrow, keyboard, search, withoutScript, box, decoder, inspected];
  for (const check of screenshots === undefined ? checks : [...checks, pictures]) {
    const begun = performance.now();
    links += (await check(browser, pagesOfInspect, axe)) ?? 0;
    took.push(`${check.name} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  console.log(`${all.length} pages, ${links} links: ${took.join(", ")}`);
} finally {
  await browser.close();
}

// The pages that `lonely inspect --format html` writes: nothing on the console, nothing that axe-core finds, whole on a phone and on paper.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function inspected(browser, folder, axe) {
  const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
  assert.deepEqual(pages.sort(), ["bad.html", "one.html", "several.html"]);
  for (const [colorScheme, width] of [["light", 1280], ["dark", 360]]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 740 } });
    const faults = [];
    page.on("console", (said) => faults.push(said.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", (request) => /^file:/.test(request.url()) || faults.push(`${request.url()} is asked for`));
    for (const name of pages) {
      await page.goto(pathToFileURL(join(folder, name)).href);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
      const ends = await page.$$eval("td", (cells) => cells.map((cell) => cell.getBoundingClientRect().right));
      assert.ok(ends.every((right) => right <= width), `${name}, ${width} wide: a cell is cut`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"], preload: false }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${name}, ${colorScheme}`);
    }
    assert.deepEqual(faults, []);
    await page.close();
  }
  const page = await browser.newPage();
  const go = (name) => page.goto(pathToFileURL(join(folder, name)).href);
  await go("one.html");
  assert.equal(await page.textContent("tr:last-child td:last-child"), '7 bytes, "foo/bar"');
  assert.equal(await page.locator(".error").count(), 0);
  await go("bad.html");
  assert.match(await page.textContent(".error"), /^truncated: .* at byte 10, in x-topic: expected 9 bytes for its value, found 7 bytes$/);
  assert.equal(await page.textContent("tr.bad th"), "10..17");
  // What is bad is named first, and leads to its place.
  await go("several.html");
  assert.equal(await page.locator("section").count(), 2);
  await page.click("main > ul a");
  assert.equal(await page.textContent("section:target .error code"), "truncated");
  // On paper nothing scrolls.
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("div")).overflowX), "visible");
  await page.close();
}

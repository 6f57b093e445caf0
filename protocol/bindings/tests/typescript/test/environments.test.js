// Projects as people set them up: webpack, jsdom and vitest, which have nothing to say about the package.

import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { JSDOM, VirtualConsole } from "jsdom";
import webpack from "webpack";

import { consumer, here } from "../support.js";

const right = [true, true, true, "not_utf8"];

/** A project that has the package and the program. */
function project(name) {
  const { folder } = consumer(name);
  cpSync(join(here, "fixtures/environments"), folder, { recursive: true });
  return folder;
}

/** The program as webpack bundles it, without a warning. */
async function bundled(folder, mode) {
  const config = {
    mode,
    context: folder,
    entry: "./page.js",
    target: "web",
    output: { path: join(folder, "out", mode) },
    devtool: false,
  };
  const stats = await promisify(webpack)(config);
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
  return readFileSync(join(folder, "out", mode, "main.js"), "utf8");
}

test("webpack bundles a program silently, and it runs in jsdom, which has neither TextDecoder nor TextEncoder", async () => {
  const folder = project("webpack");
  for (const mode of ["development", "production"]) {
    const said = [];
    const virtualConsole = new VirtualConsole();
    for (const event of ["jsdomError", "error", "warn", "info", "log", "debug"])
      virtualConsole.on(event, (...what) => said.push([event, ...what.map(String)]));
    const { window } = new JSDOM("", { runScripts: "outside-only", virtualConsole });
    assert.equal(window.eval("typeof TextDecoder + typeof TextEncoder"), "undefinedundefined");
    window.eval(await bundled(folder, mode));
    assert.deepEqual([...window.results], right);
    window.close();
    assert.deepEqual(said, []);
  }
});

test("vitest runs tests of a project with jsdom, and says nothing else", () => {
  const vitest = join(here, "node_modules/vitest/vitest.mjs");
  const args = ["run", "--environment", "jsdom", "--reporter", "json"];
  const env = { ...process.env, NO_COLOR: "1", CI: "1" };
  const options = { cwd: project("vitest"), encoding: "utf8", env };
  const { stdout, stderr } = spawnSync(process.execPath, [vitest, ...args], options);
  assert.equal(stderr, "", stdout);
  const { numTotalTests, numPassedTests, success } = JSON.parse(stdout);
  assert.deepEqual([numTotalTests, numPassedTests, success], [1, 1, true], stdout);
});

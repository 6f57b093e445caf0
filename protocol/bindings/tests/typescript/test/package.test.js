// The package as those who depend on it find it: packed, typed, bundled, linted and formatted.

import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as nodeModule from "node:module";

import { build, transformSync } from "esbuild";

import { consumer, here, packageFolder, run, tool } from "../support.js";

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  target: "ES2022",
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  types: [],
};

test("consumers compile, or do not, under nodenext and bundler resolution", () => {
  const { folder } = consumer("types");
  cpSync(join(here, "fixtures/consumer/main.ts"), join(folder, "main.ts"));
  const kinds = [
    { module: "NodeNext", moduleResolution: "NodeNext", lib: ["ES2022"] },
    { module: "ESNext", moduleResolution: "bundler", lib: ["ES2022", "DOM"] },
    {
      module: "ESNext",
      moduleResolution: "bundler",
      lib: ["ES2022", "DOM"],
      customConditions: ["browser"],
      isolatedModules: true,
    },
  ];
  for (const kind of kinds) {
    const config = { compilerOptions: { ...strict, ...kind }, files: ["main.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    tool("tsc", ["--project", folder]);
  }
});

test("bytes of a decoded message suit a browser, from the oldest TypeScript on that the README names", () => {
  const { folder } = consumer("browser-types");
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  assert.ok(readme.includes("Types need TypeScript from 5.6 on."));
  cpSync(join(here, "fixtures/consumer/browser.ts"), join(folder, "browser.ts"));
  const options = { ...strict, module: "NodeNext", lib: ["ES2022", "DOM"] };
  const config = { compilerOptions: options, files: ["browser.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  for (const version of ["typescript-5.6", "typescript-5.9", "typescript"]) {
    run("node", [join(here, "node_modules", version, "bin/tsc"), "--project", folder]);
  }
});

test("the programs in the README run, and their types are right", () => {
  const { folder } = consumer("readme");
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  const programs = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program);
  assert.equal(programs.length, 5);
  const outputs = programs.map((program, i) => {
    writeFileSync(join(folder, `program${i}.mjs`), transformSync(program, { loader: "ts" }).code);
    writeFileSync(join(folder, `program${i}.ts`), program);
    return run("node", [`program${i}.mjs`], { cwd: folder });
  });
  assert.match(outputs[0], /^\d+ bytes\n/);
  assert.equal(outputs[1], "0 bytes of body\n0 bytes of body\nsubscribe_exact 0\n");
  assert.equal(outputs[2], "truncated null 2\n");
  assert.equal(outputs[3], "true\n");
  assert.equal(outputs[4], "POST /v1/subscribe/exact\nok\n");
  const options = { ...strict, module: "NodeNext", lib: ["ES2022", "DOM"] };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, include: ["*.ts"] }),
  );
  tool("tsc", ["--project", folder]);
});

test("sources, source maps and declaration maps are published, and maps lead to sources", () => {
  const { folder, files } = consumer("files");
  const sources = files.filter((file) => file.startsWith("src/"));
  assert.ok(sources.length > 40);
  for (const source of sources) {
    const base = source.replace(/^src/, "dist").replace(/\.ts$/, "");
    for (const ending of [".js", ".js.map", ".d.ts", ".d.ts.map"])
      assert.ok(files.includes(base + ending), base + ending);
    for (const map of [`${base}.js.map`, `${base}.d.ts.map`]) {
      const json = JSON.parse(readFileSync(join(folder, "node_modules/lonelypsp", map), "utf8"));
      const [to] = json.sources;
      assert.ok(files.includes(join(map, "..", to)), `${map}: ${to}`);
    }
  }
  assert.ok(
    files.every((file) => /^(src|dist|README\.md|package\.json)/.test(file)),
    files.join(),
  );
});

test("publint and attw find nothing", () => {
  tool("publint", ["--strict", packageFolder]);
  tool("attw", ["--pack", packageFolder, "--profile", "esm-only", "--no-color"], {
    env: { ...process.env, npm_config_ignore_scripts: "true" },
  });
});

const bundle = async (contents, options) => {
  const { folder } = consumer("bundle");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: "esm",
    minify: true,
    logLevel: "silent",
    ...options,
  });
  return outputFiles[0].text;
};

test("bundlers leave out what is not used", async () => {
  const one = await bundle('export { decodeSubscribeExact } from "lonelypsp/stateful/s2b";', {
    platform: "browser",
  });
  assert.ok(one.includes("x-topic"));
  for (const other of [
    "x-glob",
    "x-part-id",
    "x-subscriber-nonce",
    "notify",
    "unsubscribe_exact",
    "setFloat64",
    "sha512",
    "subtle",
  ]) {
    assert.ok(!one.includes(other), other);
  }
  const sizes = { one: one.length };
  sizes.root = (
    await bundle('export { stateful } from "lonelypsp";', { platform: "browser" })
  ).length;
  sizes.unused = (
    await bundle('import "lonelypsp"; import * as all from "lonelypsp/stateful";', {
      platform: "browser",
    })
  ).length;
  assert.ok(sizes.one < sizes.root / 4, JSON.stringify(sizes));
  assert.ok(sizes.unused < 10, JSON.stringify(sizes));
  console.log(`# bytes, minified: one decoder ${sizes.one}, everything ${sizes.root}`);
});

test("whoever imports one part pays for that part", async () => {
  const platform = "browser";
  const size = async (contents) => (await bundle(contents, { platform })).length;
  const stateful =
    'export { decode, encode } from "lonelypsp/stateful/s2b"; export { decode as d, encode as e } from "lonelypsp/stateful/b2s";';
  const codecs = await bundle(stateful, { platform });
  for (const other of ["HMAC", "X-HMAC", "Bearer", "sha-512", "SHA-256", "websocket:", "recovery"])
    assert.ok(!codecs.includes(other), other);
  const token = await bundle('export { token, BearerToken } from "lonelypsp/auth";', { platform });
  const sizes = {
    stateful: codecs.length,
    stateless: await size(
      'export * from "lonelypsp/stateless/s2b"; export * from "lonelypsp/stateless/b2s";',
    ),
    token: token.length,
    hmac: await size('export { hmac, Key } from "lonelypsp/auth";'),
    etag: await size('export { strongEtag } from "lonelypsp/etag";'),
    digest: await size('export { readReprDigest } from "lonelypsp/repr-digest";'),
    connection: await size('export { Connection } from "lonelypsp/connection";'),
    unused: await size(
      ["auth", "etag", "connection", "repr-digest", "stateless", "signing", "hashing"]
        .map((name, i) => `import * as part${i} from "lonelypsp/${name}";`)
        .join(""),
    ),
  };
  console.log(`# bytes, minified: ${JSON.stringify(sizes)}`);
  assert.equal(sizes.unused, 0);
  assert.ok(sizes.digest < 4000 && sizes.connection < 5000, JSON.stringify(sizes));
  assert.ok(!token.includes("X-HMAC"));
});

test("nothing of Node is reached from a browser's bundle, and Node's own functions from Node's", async () => {
  const modules = ["conformance", "auth", "etag", "connection", "repr-digest"];
  const all = ["", ...modules.map((name) => `/${name}`)]
    .map((name) => `export * from "lonelypsp${name}";`)
    .join(" ");
  const browser = await bundle(all, { platform: "browser" });
  assert.ok(!/node:|\bBuffer\b|createHash/.test(browser));
  const neutral = await bundle(all, { platform: "neutral" });
  assert.ok(!/node:|\bBuffer\b|createHash/.test(neutral));
  assert.ok((await bundle(all, { platform: "node" })).includes("node:crypto"));
});

test("sources have no syntax that needs more than leaving out types", () => {
  const files = readdirSync(join(packageFolder, "src"), { recursive: true }).filter((file) =>
    file.endsWith(".ts"),
  );
  for (const file of files) {
    const text = readFileSync(join(packageFolder, "src", file), "utf8");
    assert.ok(!/^\s*(export )?(declare |const )?(enum|namespace)\b/m.test(text), file);
    nodeModule.stripTypeScriptTypes?.(text);
  }
});

// Takes the programs out of the pages of a site, a file each. Those in Rust are compiled elsewhere. Its arguments are the site and the
// folder to write to.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [site, out] = process.argv.slice(2);
const ENTITIES = { "&#60;": "<", "&#62;": ">", "&#38;": "&", "&#34;": '"', "&#39;": "'" };
const unescape = (text) => text.replace(/&#\d+;/g, (entity) => ENTITIES[entity]);
const ENDS = { typescript: "ts", python: "py", ruby: "rb" };

rmSync(out, { recursive: true, force: true });
for (const folder of ["typescript", "python", "ruby"]) mkdirSync(join(out, folder), { recursive: true });
let count = 0;
for (const path of readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".html"))) {
  const name = path.replace(/\.html$/, "").replaceAll("/", "_");
  for (const [, language, text] of readFileSync(join(site, path), "utf8").matchAll(/<pre class="(\w+)" tabindex="0"><code>([^<]*)<\/code>/g)) {
    if (language === "rust") continue;
    count += 1;
    writeFileSync(join(out, language, `${name}.${ENDS[language]}`), unescape(text));
  }
}
console.log(`${count} programs`);

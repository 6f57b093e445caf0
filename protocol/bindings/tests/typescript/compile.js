// Compiles packages as `tsc` does, one after the other in one process: `node compile.js PACKAGE...`. What they have in
// common with each other, the types of JavaScript and of Node, is read once.

import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

import ts from "typescript";

const typeRoots = [fileURLToPath(new URL("node_modules/@types", import.meta.url))];
const common = new Map();
let failed = false;

for (const folder of argv.slice(2)) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: report };
  const config = ts.getParsedCommandLineOfConfigFile(
    join(folder, "tsconfig.json"),
    { typeRoots },
    host,
  );
  if (config === undefined) continue;
  config.errors.forEach(report);
  const program = ts.createProgram(config.fileNames, config.options, sharing(config.options));
  const { diagnostics } = program.emit();
  ts.sortAndDeduplicateDiagnostics([...ts.getPreEmitDiagnostics(program), ...diagnostics]).forEach(
    report,
  );
}
process.exitCode = failed ? 1 : 0;

function sharing(options) {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...more) => {
    if (!name.includes("node_modules")) return read(name, ...more);
    if (!common.has(name)) common.set(name, read(name, ...more));
    return common.get(name);
  };
  return host;
}

function report(diagnostic) {
  failed = true;
  const host = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => "\n",
  };
  console.error(ts.formatDiagnostic(diagnostic, host).trimEnd());
}

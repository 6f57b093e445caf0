// What is linted: the sources of a generated package, in whose folder this runs.
//
//     cd PACKAGE && eslint --config HERE/eslint.config.js src

import { join } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";
import tseslint from "typescript-eslint";

// The package has no tools of its own, so that the types of Node are those of the tests.
const typeRoots = [fileURLToPath(new URL("node_modules/@types", import.meta.url))];
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error };
const config = ts.getParsedCommandLineOfConfigFile(
  join(process.cwd(), "tsconfig.json"),
  { typeRoots },
  host,
);
const program = ts.createProgram(config.fileNames, config.options);

export default tseslint.config(tseslint.configs.strictTypeChecked, {
  languageOptions: { parserOptions: { programs: [program] } },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    // Parameters that are there so that all directions look alike.
    "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    // Results are plain bytes everywhere.
    "no-restricted-globals": ["error", "Buffer", "process"],
  },
});

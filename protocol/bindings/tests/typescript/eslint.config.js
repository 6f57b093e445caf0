// What is linted: the runtime where it stands, and what is generated.

import tseslint from "typescript-eslint";

export default tseslint.config(tseslint.configs.strictTypeChecked, {
  languageOptions: { parserOptions: { projectService: true } },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    // Parameters that are there so that all directions look alike.
    "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    // Results are plain bytes everywhere.
    "no-restricted-globals": ["error", "Buffer", "process"],
  },
});

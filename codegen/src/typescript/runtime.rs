//! The files that are the same in every package.

macro_rules! embedded {
    ($($path:literal from $file:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/typescript/", $file)))),*]
    };
}

/// Paths below `src/`, and texts.
pub(super) const FILES: &[(&str, &str)] = embedded![
    "conformance-main.ts" from "conformance-main.ts",
    "runtime/bytes.ts" from "bytes.ts",
    "runtime/check.ts" from "check.ts",
    "runtime/digest.ts" from "digest.ts",
    "runtime/error.ts" from "error.ts",
    "runtime/exact.ts" from "exact.ts",
    "runtime/index.ts" from "index.ts",
    "runtime/integer.ts" from "integer.ts",
    "runtime/lines.ts" from "lines.ts",
    "runtime/names.ts" from "names.ts",
    "runtime/platform-node.ts" from "platform-node.ts",
    "runtime/platform.ts" from "platform.ts",
    "runtime/prefix.ts" from "prefix.ts",
    "runtime/put.ts" from "put.ts",
    "runtime/quick.ts" from "quick.ts",
    "runtime/testee.ts" from "testee.ts",
    "runtime/text.ts" from "text.ts",
    "runtime/writer.ts" from "writer.ts",
];

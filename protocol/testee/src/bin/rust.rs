//! What the build script of `lonelypsp` generated from the built-in schema, as a testee of the conformance protocol.

use std::process::ExitCode;

use lonelypsp_testee::{generated, serve};

fn main() -> ExitCode {
    serve(generated)
}

//! What is generated from the built-in schema as it was in version 0.0.33, as a testee of the conformance protocol.

use std::process::ExitCode;

use lonelypsp_testee::serve;

mod before {
    lonelypsp::schema!("../../schema/lonelypsp/lonelypsp.yaml", protocol_version = "0.0.33");
}

lonelypsp_testee::generated!(before);

fn main() -> ExitCode {
    serve(|_| generated("0.0.33".to_owned()))
}

//! What is said of how a verb ended.

use std::process::ExitCode;

use crate::exit::{Failure, Found, Outcome, USAGE};
use crate::terminal::Colors;

/// Says what remains to be said, and gives the exit status.
pub(crate) fn conclude(outcome: Outcome, colors: Colors) -> ExitCode {
    match outcome {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Something) => ExitCode::from(100),
        Err(failure) => {
            complain(&failure, colors);
            ExitCode::from(match failure {
                Failure::CouldNotRun(_) => 1,
                Failure::Usage(_) => USAGE,
            })
        }
    }
}

/// Says what was wrong.
pub(crate) fn complain(failure: &Failure, colors: Colors) {
    match failure {
        Failure::CouldNotRun(message) | Failure::Usage(message) => colors.complain(message),
    }
}

//! What is said of how a verb ended.

use std::process::ExitCode;

use crate::exit::{Failure, Found, Outcome, USAGE};
use crate::terminal::Colors;

/// Says what remains to be said, and gives the exit status.
pub(crate) fn conclude(outcome: Outcome, colors: Colors) -> ExitCode {
    match outcome {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Something) => ExitCode::from(100),
        Err(Failure::CouldNotRun(message)) => {
            colors.complain(&message);
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            colors.complain(&message);
            ExitCode::from(USAGE)
        }
    }
}

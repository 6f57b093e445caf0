//! `cargo xtask conformance`: the corpus, put to an implementation by `lonely conformance run`.

use anyhow::{Context as _, Result};

use crate::Outcome;
use crate::testee::{Which, lonely};
use crate::workspace::{cannot_start, root};

/// What `lonely` exits with if it found something.
const FINDINGS: i32 = 100;

pub(crate) fn run(which: Which) -> Result<Outcome> {
    let testee = which.command()?;
    let mut command = lonely(&["conformance", "run", "--"])?;
    command.arg(testee.get_program()).args(testee.get_args()).current_dir(root());
    command.envs(testee.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let status = command.status().with_context(|| cannot_start(&command))?;
    match status.code() {
        Some(0) => Ok(Outcome::Clean),
        Some(FINDINGS) => Ok(Outcome::Findings),
        _ => anyhow::bail!("`lonely conformance run` could not run, {status}"),
    }
}

//! Ruby, and what its checks need.

use std::process::Command;

use anyhow::Result;

use crate::workspace::{program, succeeds};

use super::apt::{ensure, has};

/// Succeeds in a Ruby that is new enough.
const SUITS: &str = "exit((RUBY_VERSION.split('.').map(&:to_i).first(2) <=> [3, 1]) >= 0)";

/// Makes sure of Ruby 3.1 or newer.
pub(crate) fn ruby() -> Result<Command> {
    ensure("Ruby 3.1 or newer", &["ruby"], || succeeds(program("ruby").args(["-e", SUITS])))?;
    Ok(program("ruby"))
}

/// Makes sure of what the checks of the gem need besides Ruby.
pub(crate) fn ensure_checks() -> Result<()> {
    ruby()?;
    ensure("minitest", &["ruby-minitest"], || succeeds(program("ruby").args(["-e", "require 'minitest'"])))?;
    ensure("rubocop", &["rubocop"], || has("rubocop"))?;
    ensure("yard", &["yard"], || has("yard"))
}

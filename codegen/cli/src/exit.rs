//! How a verb ends, and with which exit status.

/// What a verb found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing to complain about.
    Nothing,
    /// Something; it has been said already.
    Something,
}

/// Why a verb did not get through.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It could not run; the text says what, where and what would be right.
    CouldNotRun(String),
    /// The arguments do not go together.
    Usage(String),
}

pub(crate) type Outcome = Result<Found, Failure>;

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::CouldNotRun(message.into())
    }
}

/// The exit status of wrong arguments.
pub(crate) const USAGE: u8 = 2;

//! The time.

use core::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

/// The time since 1970, UTC; none if the clock says that it is before that.
pub(super) fn now() -> Option<Duration> {
    SystemTime::now().duration_since(UNIX_EPOCH).ok()
}

//! What is known of a message before its values are read.

use lonelypsp_schema::{Condition, Layout, Protocol, Subject};

use crate::target::HeaderMode;

/// What a message says of itself before its values.
#[derive(Clone, Copy)]
pub(crate) struct Head<'s> {
    pub(crate) protocol: &'s Protocol,
    pub(crate) layout: &'s Layout,
    pub(crate) flags: u16,
    pub(crate) mode: HeaderMode,
}

/// Whether a flag is as a condition asks.
pub(crate) fn flag_holds(head: Head<'_>, condition: Condition) -> bool {
    let Subject::Flag(flag) = condition.on else { return false };
    let mask = head.protocol.flags.get(flag).map_or(0, lonelypsp_schema::Flag::mask);
    u64::from(head.flags & mask != 0) == condition.equals
}

//! How much memory this command takes, so that what somebody else has written cannot take all of it.

use std::alloc::System;

use cap::Cap;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// How many bytes are taken now.
pub(crate) fn taken() -> usize {
    MEMORY.allocated()
}

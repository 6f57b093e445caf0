//! Programs that the checks need: found, or installed where they belong.

pub(crate) mod apt;
pub(crate) mod node;
pub(crate) mod python;
pub(crate) mod ruby;

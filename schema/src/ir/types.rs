//! The types of values, as they are defined.

use super::{Kind, Name};

/// A type of values. A [slot](super::Slot) has what its type says, so that this is for whoever describes types themselves.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name.
    pub name: Name,
    /// What values of it are, as Markdown. A header without a text of its own has this one.
    pub doc: String,
    /// How its values are spelled.
    pub kind: Kind,
    /// Whether its values must not be shown to people.
    pub secret: bool,
}

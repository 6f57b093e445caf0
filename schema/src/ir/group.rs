//! The same values again and again.

use super::{Name, Slot, Step, Width, WriteStep};

/// A repeated group of a sequence: entries that all consist of the same items.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name, behind those of the groups around it: `topics`, `topics_parts`. The type of an entry is called after the
    /// message and this.
    pub name: Name,
    /// What it holds.
    pub doc: String,
    /// How a reader knows where it ends.
    pub end: GroupEnd,
    /// The values of an entry, in wire order. Each has a field of its own name. There are none only where the entries
    /// describe themselves, in messages that are [described](crate::describe) by something else than YAML.
    pub slots: Vec<Slot>,
    /// Index of the value by which entries ascend strictly, if they do.
    pub sorted: Option<usize>,
    /// The fewest bytes that an entry takes, at least one: no more entries than that allows can follow.
    pub least: u64,
    /// How an entry is read: values, literals and groups alone.
    pub read: Vec<Step>,
    /// How an entry is written.
    pub write: Vec<WriteStep>,
}

/// How a reader knows where a group ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupEnd {
    /// The number of entries stands before them, in so many bytes.
    Count(Width),
    /// It goes on until these bytes stand where an entry would begin. They belong to what follows the group.
    Literal(Vec<u8>),
}

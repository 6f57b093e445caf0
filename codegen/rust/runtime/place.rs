//! Where in a message an error is: a static description of each value, and which entries of groups it lies in.

use core::fmt;

/// How deep groups lie in groups at most.
pub(super) const DEEPEST: usize = 4;

/// What errors say about a value: what it is called, what it has to be, and the group that it lies in.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// A header's name on the wire, a field's name, or `body`.
    pub name: &'static str,
    /// What a value has to be, such as "at most 64 bytes".
    pub expects: &'static str,
    /// For a value of an entry, the group of that entry.
    pub within: Option<&'static Place>,
    /// Whether errors keep its number to themselves.
    pub secret: bool,
}

/// What errors say about a body.
pub static BODY: Place = Place::new("body", "bytes");

impl Place {
    /// What errors say about a value that lies in no group.
    pub const fn new(name: &'static str, expects: &'static str) -> Self {
        Self { name, expects, within: None, secret: false }
    }

    /// How many groups it lies in.
    fn depth(&self) -> usize {
        self.within.map_or(0, |group| 1 + group.depth())
    }
}

/// In which entries of groups something lies, those of outer groups first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Entries([u32; DEEPEST]);

impl Entries {
    pub(super) const NONE: Self = Self([0; DEEPEST]);

    /// The same in the entry of a group around them. An index past 2^32 is given as [`u32::MAX`].
    pub(super) fn inside(self, index: usize) -> Self {
        let [a, b, c, _] = self.0;
        Self([u32::try_from(index).unwrap_or(u32::MAX), a, b, c])
    }
}

/// A place with the indices of entries in it: `topics[2].topic`.
pub(super) struct Located {
    pub(super) place: &'static Place,
    pub(super) entries: Entries,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.entries;
        if let Some(place) = self.place.within {
            let index = entries.0.get(place.depth()).copied().unwrap_or_default();
            write!(f, "{}[{index}].", Self { place, entries })?;
        }
        f.write_str(self.place.name)
    }
}


//! Where in a message an error is: a static description of each value, and which entries of groups it lies in.

use core::fmt;

/// How deep groups lie in groups at most.
const DEEPEST: usize = 4;

/// What errors say about a value: what it is called, and what it has to be.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// A header's name on the wire, a field's name, or `body`. For a field of an entry, behind the groups that it lies in,
    /// with `[]` where an index belongs: `topics[].topic`.
    pub name: &'static str,
    /// What a value has to be, such as "at most 64 bytes".
    pub expects: &'static str,
}

impl Place {
    /// The value's own name, without those of the groups around it.
    pub(super) fn own_name(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, own)| own)
    }
}

/// What errors say about a body.
pub static BODY: Place = Place { name: "body", expects: "bytes" };

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
        let mut parts = self.place.name.split("[]");
        f.write_str(parts.next().unwrap_or_default())?;
        parts.zip(self.entries.0).try_for_each(|(part, index)| write!(f, "[{index}]{part}"))
    }
}


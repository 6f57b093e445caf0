//! What a message has to know of entries that describe themselves, while it is compiled.

use super::place::DEEPEST;

/// What is known of all entries of one type.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// The values that have an order, by name.
    pub keys: &'static [&'static str],
    /// The bytes with which every entry begins.
    pub begins: &'static [u8],
}

impl Outline {
    /// That of what is no entry.
    pub(super) const NOTHING: Self = Self { keys: &[], begins: &[] };

    /// Whether entries can be sorted by the value of that name; there may be none that they are sorted by.
    #[must_use]
    pub const fn sorts_by(&self, name: Option<&str>) -> bool {
        let Some(name) = name else { return true };
        let mut at = 0;
        while at < self.keys.len() {
            if same(self.keys[at], name) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether every entry begins with the bytes that end the group, so that none would ever be read.
    #[must_use]
    pub const fn is_never_read(&self, end: &[u8]) -> bool {
        if end.is_empty() || end.len() > self.begins.len() {
            return false;
        }
        let mut at = 0;
        while at < end.len() {
            if end[at] != self.begins[at] {
                return false;
            }
            at += 1;
        }
        true
    }

    /// What is wrong with sorting by another value: that text, then the values that there are.
    #[must_use]
    pub const fn unsorted(&self, text: &str) -> Said {
        let mut said = Said { bytes: [0; LONGEST], length: 0 };
        said.add(text);
        said.add(if self.keys.is_empty() {
            "; none of their values has an order"
        } else {
            "; they can be by "
        });
        let mut at = 0;
        while at < self.keys.len() {
            said.add(if at == 0 { "`" } else { ", `" });
            said.add(self.keys[at]);
            said.add("`");
            at += 1;
        }
        said
    }
}

/// The greater of two depths.
#[must_use]
pub const fn deeper(one: usize, other: usize) -> usize {
    if one > other { one } else { other }
}

/// Whether groups lie no deeper than errors have indices.
#[must_use]
pub const fn is_shallow(depth: usize) -> bool {
    depth <= DEEPEST
}

/// Whether two names are the same.
pub(super) const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The most bytes of a text that is made while something is compiled.
const LONGEST: usize = 512;

/// A text that is made while something is compiled.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Said {
    /// Adds a text; one that has no room is left out.
    const fn add(&mut self, text: &str) {
        let text = text.as_bytes();
        if text.len() > LONGEST - self.length {
            return;
        }
        let mut at = 0;
        while at < text.len() {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
    }

    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, deeper, is_shallow};

    const OUTLINE: Outline = Outline { keys: &["topic", "né"], begins: b"\x01\x02" };

    #[test]
    fn entries_can_be_sorted_by_values_that_have_an_order() {
        assert!(OUTLINE.sorts_by(None) && OUTLINE.sorts_by(Some("né")));
        assert!(!OUTLINE.sorts_by(Some("topi")) && !OUTLINE.sorts_by(Some("topik")));
        assert_eq!(OUTLINE.unsorted("no").as_str(), "no; they can be by `topic`, `né`");
        assert_eq!(Outline::NOTHING.unsorted("no").as_str(), "no; none of their values has an order");
        assert_eq!(OUTLINE.unsorted(&"a".repeat(511)).as_str().len(), 512);
    }

    #[test]
    fn an_entry_is_never_read_that_begins_as_its_group_ends() {
        assert!(OUTLINE.is_never_read(b"\x01") && OUTLINE.is_never_read(b"\x01\x02"));
        assert!(!OUTLINE.is_never_read(b"\x02") && !OUTLINE.is_never_read(b"\x01\x02\x03"));
        assert!(!OUTLINE.is_never_read(b""));
    }

    #[test]
    fn groups_are_as_deep_as_the_deepest_in_them() {
        assert_eq!([deeper(0, 1), deeper(3, 1), deeper(3, 4)], [1, 3, 4]);
        assert!(is_shallow(4) && !is_shallow(5));
    }
}

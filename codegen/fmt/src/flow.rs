//! What stands in braces or brackets, on one line.

use crate::scalar::in_line;
use crate::tree::{Collection, Entry, Node, What};

/// A node without its anchor in one line of at most so many characters. Nothing: it does not fit, or has a comment in it.
pub(crate) fn join(node: &Node<'_>, most: usize) -> Option<String> {
    let mut line = Line { text: String::new(), left: most };
    line.what(node)?;
    Some(line.text)
}

/// A line while it grows, up to where it is too long, so that nothing is looked at very often.
struct Line {
    text: String,
    left: usize,
}

impl Line {
    fn push(&mut self, text: &str) -> Option<()> {
        // A character has four bytes at most, so that most of a long text need not be counted.
        let count = if text.len() / 4 > self.left { text.len() } else { text.chars().count() };
        self.left = self.left.checked_sub(count)?;
        self.text.push_str(text);
        Some(())
    }

    fn node(&mut self, node: &Node<'_>) -> Option<()> {
        if let Some(name) = &node.anchor {
            self.push(&format!("&{name} "))?;
        }
        self.what(node)
    }

    fn what(&mut self, node: &Node<'_>) -> Option<()> {
        match &node.what {
            What::Alias(name) => self.push(name),
            What::Scalar(scalar) => self.push(&in_line(scalar, true)),
            What::Collection(collection) => self.collection(collection),
        }
    }

    fn collection(&mut self, collection: &Collection<'_>) -> Option<()> {
        if !collection.tail.is_empty() {
            return None;
        }
        let (open, close) = match (collection.is_map, collection.entries.is_empty()) {
            (true, true) => return self.push("{}"),
            (true, false) => ("{ ", " }"),
            (false, _) => ("[", "]"),
        };
        self.push(open)?;
        for (at, entry) in collection.entries.iter().enumerate() {
            if at > 0 {
                self.push(", ")?;
            }
            self.entry(entry)?;
        }
        self.push(close)
    }

    fn entry(&mut self, entry: &Entry<'_>) -> Option<()> {
        if !entry.above.is_empty() || entry.behind_key.is_some() || entry.behind.is_some() {
            return None;
        }
        let (is_missing, is_nothing) = match &entry.value.what {
            What::Scalar(scalar) => {
                (scalar.is_missing, scalar.source.is_empty() && entry.value.anchor.is_none())
            }
            _ => (false, false),
        };
        if let Some(key) = &entry.key {
            self.node(key)?;
            if matches!(key.what, What::Alias(_)) {
                self.push(" ")?;
            }
            if !is_missing {
                self.push(if is_nothing { ":" } else { ": " })?;
            }
        }
        self.node(&entry.value)
    }
}

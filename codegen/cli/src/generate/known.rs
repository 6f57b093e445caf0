//! What is known to be generated of a folder.

use std::collections::{BTreeMap, BTreeSet};

use super::hash::TextHash;

/// Files that were generated, by path within the folder, each with the hashes that it may have.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) files: BTreeMap<String, BTreeSet<TextHash>>,
    /// Whether the run that generated them did not come to its end.
    pub(super) is_unfinished: bool,
}

impl Known {
    pub(super) fn add(&mut self, path: &str, hash: TextHash) {
        self.files.entry(path.to_owned()).or_default().insert(hash);
    }
}

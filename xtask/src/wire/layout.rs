//! The bytes of a message, and the places of its parts.

use super::draft::{Draft, Entry};

/// Something that a reader reads at once.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// The header that is named if it cannot be read.
    pub(crate) header: Option<usize>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The bytes of a message, and the places of its parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wire {
    pub(crate) bytes: Vec<u8>,
    /// What a reader reads up to the end of the header block, in order and without gaps.
    pub(crate) reads: Vec<Read>,
    /// Where the block ends and the body begins.
    pub(crate) block_end: usize,
    /// Where each name begins, in the order of the entries; expanded blocks only.
    pub(crate) names: Vec<usize>,
    /// Where each value begins, in the order of the entries, and which header's it is.
    pub(crate) values: Vec<(Option<usize>, usize)>,
}

impl Wire {
    pub(crate) fn build(draft: &Draft<'_>) -> Self {
        let mut wire = Self::default();
        wire.number(None, draft.flags());
        wire.number(None, draft.code);
        if draft.mode.is_minimal() {
            draft.entries.iter().for_each(|entry| wire.value(entry.header, entry));
        } else {
            wire.number(None, draft.count.unwrap_or_else(|| length_of(&draft.entries)));
            draft.entries.iter().for_each(|entry| wire.entry(entry));
        }
        wire.block_end = wire.bytes.len();
        wire.bytes.extend(&draft.body);
        wire
    }

    /// Where the value of a header begins; of several, the last counts.
    pub(crate) fn value_at(&self, header: usize) -> usize {
        let at = self.values.iter().rev().find(|(of, _)| *of == Some(header));
        at.map_or(self.block_end, |(_, start)| *start)
    }

    /// The read that finds too little if only so many bytes are there.
    pub(crate) fn read_cut_at(&self, length: usize) -> Option<&Read> {
        self.reads.iter().find(|read| read.end > length)
    }

    fn entry(&mut self, entry: &Entry) {
        self.number(None, entry.name_length.unwrap_or_else(|| length_of(&entry.name)));
        self.names.push(self.bytes.len());
        self.read(None, &entry.name);
        self.value(None, entry);
    }

    fn value(&mut self, named: Option<usize>, entry: &Entry) {
        self.number(named, entry.value_length.unwrap_or_else(|| length_of(&entry.value)));
        self.values.push((entry.header, self.bytes.len()));
        self.read(named, &entry.value);
    }

    fn number(&mut self, header: Option<usize>, number: u16) {
        self.read(header, &number.to_be_bytes());
    }

    fn read(&mut self, header: Option<usize>, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend(bytes);
        self.reads.push(Read { header, start, end: self.bytes.len() });
    }
}

/// A length or count in 16 bits. Test material stays below the limit.
fn length_of<T>(items: &[T]) -> u16 {
    u16::try_from(items.len()).expect("test material has no values beyond 65535 bytes")
}

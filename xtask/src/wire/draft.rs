//! A message before its bytes: parts that can be taken out, doubled, exchanged and damaged.

use crate::model::Target;

use super::layout::Wire;

/// How the header block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Minimal,
    Expanded,
}

impl Mode {
    pub(crate) const BOTH: [Self; 2] = [Self::Minimal, Self::Expanded];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Expanded => "expanded",
        }
    }

    pub(crate) fn is_minimal(self) -> bool {
        self == Self::Minimal
    }
}

/// One header, as it is to be written.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Which of the message's headers it is, if it is one.
    pub(crate) header: Option<usize>,
    pub(crate) name: Vec<u8>,
    pub(crate) value: Vec<u8>,
    /// The length to claim for the name, if not its own.
    pub(crate) name_length: Option<u16>,
    /// The length to claim for the value, if not its own.
    pub(crate) value_length: Option<u16>,
}

impl Entry {
    /// A header that the message does not have.
    pub(crate) fn unknown(name: &[u8], value: &[u8]) -> Self {
        Self {
            header: None,
            name: name.to_vec(),
            value: value.to_vec(),
            name_length: None,
            value_length: None,
        }
    }
}

/// A message before its bytes.
#[derive(Clone)]
pub(crate) struct Draft<'s> {
    pub(crate) target: Target<'s>,
    pub(crate) mode: Mode,
    /// The flags, if not those that the mode asks for.
    pub(crate) flags: Option<u16>,
    /// The type.
    pub(crate) code: u16,
    /// The number of headers to claim, if not their own.
    pub(crate) count: Option<u16>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) body: Vec<u8>,
}

impl<'s> Draft<'s> {
    /// A message without headers and body.
    pub(crate) fn new(target: Target<'s>, mode: Mode) -> Self {
        let code = target.message.code;
        Self { target, mode, flags: None, code, count: None, entries: Vec::new(), body: Vec::new() }
    }

    /// Appends a header of the message.
    pub(crate) fn push(&mut self, header: usize, value: &[u8]) {
        let name = self.target.wire_name(header).as_bytes();
        self.entries.push(Entry { header: Some(header), ..Entry::unknown(name, value) });
    }

    /// The header's value, where it first stands.
    pub(crate) fn value(&self, header: usize) -> Option<&[u8]> {
        self.entries.iter().find(|entry| entry.header == Some(header)).map(|entry| &entry.value[..])
    }

    /// Gives a header another value.
    pub(crate) fn set(&mut self, header: usize, value: &[u8]) {
        for entry in self.entries.iter_mut().filter(|entry| entry.header == Some(header)) {
            value.clone_into(&mut entry.value);
        }
    }

    /// Takes a header out.
    pub(crate) fn remove(&mut self, header: usize) {
        self.entries.retain(|entry| entry.header != Some(header));
    }

    /// The flags that are written.
    pub(crate) fn flags(&self) -> u16 {
        let minimal = if self.mode.is_minimal() { self.target.protocol.minimal_flag() } else { 0 };
        self.flags.unwrap_or(minimal)
    }

    /// The bytes, and where everything stands in them.
    pub(crate) fn build(&self) -> Wire {
        Wire::build(self)
    }
}

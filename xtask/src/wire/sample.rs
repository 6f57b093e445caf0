//! Whole messages to begin with.

use sha2::{Digest, Sha512};

use crate::forms::{self, spell};
use crate::model::{Role, Slot, Target};

use super::draft::{Draft, Mode};

/// What the values of a message are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Short values, no two of one message alike, so that none can be taken for another.
    Typical,
    /// The shortest values there are.
    Empty,
    /// Values at their limits, or of many different bytes.
    Full,
}

/// A message in which everything is right.
pub(crate) fn fill(target: Target<'_>, mode: Mode, fill: Fill) -> Draft<'_> {
    let mut draft = Draft::new(target, mode);
    if target.layout.body.is_some() {
        draft.body = body(fill);
    }
    for slot in target.slots() {
        let value = match slot.role {
            Role::Zero => vec![0],
            Role::BodyLength => spell(draft.body.len() as u64),
            Role::BodyDigest => sha512(&draft.body),
            Role::Copy(other) => draft.value(other).unwrap_or_default().to_vec(),
            Role::Free | Role::NotZero => value(slot, fill),
        };
        draft.push(slot.index, &value);
    }
    draft
}

/// Makes the headers say what the body is.
pub(crate) fn describe_body(draft: &mut Draft<'_>) {
    for slot in draft.target.slots() {
        let value = match slot.role {
            Role::BodyLength => spell(draft.body.len() as u64),
            Role::BodyDigest => sha512(&draft.body),
            Role::Copy(other) => draft.value(other).unwrap_or_default().to_vec(),
            Role::Free | Role::NotZero | Role::Zero => continue,
        };
        draft.set(slot.index, &value);
    }
}

/// The digest of a body.
pub(crate) fn sha512(body: &[u8]) -> Vec<u8> {
    Sha512::digest(body).to_vec()
}

fn body(fill: Fill) -> Vec<u8> {
    match fill {
        Fill::Typical => b"hello".to_vec(),
        Fill::Empty => Vec::new(),
        Fill::Full => (0..=u8::MAX).collect(),
    }
}

fn value(slot: Slot<'_>, fill: Fill) -> Vec<u8> {
    let kind = slot.header.kind;
    match fill {
        Fill::Typical => forms::of(kind).typical(kind, u8::try_from(slot.index).unwrap_or(u8::MAX)),
        Fill::Empty if slot.role == Role::NotZero => vec![1],
        Fill::Empty => vec![0; kind.length.exactly().unwrap_or_default().into()],
        Fill::Full => forms::of(kind).full(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema;

    #[test]
    fn typical_messages_are_what_one_would_write_by_hand() {
        let schema = schema().unwrap();
        let targets = Target::all(&schema).unwrap();
        let target = targets.iter().find(|target| target.label() == "continue_receive").unwrap();
        let bytes = |mode, how| fill(*target, mode, how).build().bytes;
        assert_eq!(
            bytes(Mode::Minimal, Fill::Typical),
            b"\0\x01\0\x08\0\x03id0\0\x02\x01\x2d\0\x08Bearer x\0\x03\xaa\xbb\x03"
        );
        assert_eq!(bytes(Mode::Minimal, Fill::Empty), b"\0\x01\0\x08\0\0\0\0\0\0\0\0");
        let expanded = b"\0\0\0\x08\0\x04\0\x0cx-identifier\0\0\0\x09x-part-id\0\0\0\x0dauthorization\0\0\0\x09x-tracing\0\0";
        assert_eq!(bytes(Mode::Expanded, Fill::Empty), expanded);
    }
}

//! Whole messages to begin with.

use lonelypsp_schema::{Kind, Limit, Spelling};
use sha2::{Digest, Sha512};

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

/// A minimal integer.
pub(crate) fn spell(number: u64) -> Vec<u8> {
    number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
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
    match fill {
        Fill::Typical => typical(slot),
        Fill::Empty if slot.role == Role::NotZero => vec![1],
        Fill::Empty => match slot.header.kind {
            Kind::Bytes(Limit::Exact(length)) => vec![0; length.into()],
            _ => Vec::new(),
        },
        Fill::Full => full(slot.header.kind),
    }
}

fn typical(slot: Slot<'_>) -> Vec<u8> {
    let index = u8::try_from(slot.index).unwrap_or(u8::MAX);
    match slot.header.kind {
        Kind::Bytes(Limit::None) => vec![0xaa, 0xbb, index],
        Kind::Bytes(Limit::Max(max)) => [b'i', b'd', b'0' | index].into_iter().take(max.into()).collect(),
        Kind::Bytes(Limit::Exact(length)) => {
            (0..=u8::MAX).cycle().skip(slot.index).take(length.into()).collect()
        }
        Kind::Text { .. } => b"foo/*".to_vec(),
        Kind::OptionalText { .. } => b"Bearer x".to_vec(),
        Kind::Bool => vec![index % 2],
        Kind::Uint { max_bytes: 1, .. } => vec![3 + index],
        Kind::Uint { max_bytes, spelling: Spelling::Fixed } => at_width(300 + u64::from(index), max_bytes),
        Kind::Uint { .. } => spell(300 + u64::from(index)),
        Kind::Int { max_bytes } => at_width(5_u64.wrapping_neg(), max_bytes),
        Kind::Group(_) => unreachable!("a header is no group"),
    }
}

fn full(kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Bytes(Limit::None) => (0..=u8::MAX).rev().collect(),
        Kind::Bytes(Limit::Max(length) | Limit::Exact(length)) => vec![0xff; length.into()],
        Kind::Text { .. } | Kind::OptionalText { .. } => "a\0\r\n é € 😀 \u{feff}".into(),
        Kind::Bool => vec![1],
        Kind::Uint { max_bytes, .. } => vec![0xff; max_bytes.into()],
        Kind::Int { max_bytes } => [vec![0x80], vec![0; usize::from(max_bytes) - 1]].concat(),
        Kind::Group(_) => unreachable!("a header is no group"),
    }
}

fn at_width(number: u64, width: u8) -> Vec<u8> {
    number.to_be_bytes()[8 - usize::from(width)..].to_vec()
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

    #[test]
    fn zero_is_spelled_without_a_byte() {
        assert_eq!((spell(0), spell(300)), (vec![], vec![1, 44]));
    }
}

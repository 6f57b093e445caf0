//! What is wrong with a message that was damaged on purpose, and which of several flaws a reader has to report.
//!
//! This is the order of `wire.md` once more, written down independently of the schema's plan: the prefix, the header
//! block front to back, the headers in their order, and then what must agree.

use serde_json::{Value, json};

use crate::model::Target;

use super::draft::{Draft, Mode};
use super::layout::Wire;

/// One thing that is wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Flaw {
    /// The message ends after so many bytes.
    Cut(usize),
    /// The value of this entry is said to be longer than what is left.
    Overlong(usize),
    /// The block is said to go on where it ends.
    More,
    /// The name of this entry is not ASCII.
    Name(usize),
    /// An expanded block lacks this header.
    Missing(usize),
    /// The value of this header is wrong, in this way.
    Value(usize, &'static str),
    /// This header does not agree with the body or with another.
    Relation(usize, Relation),
}

/// What does not agree, in the order in which a reader compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    BodyLength,
    BodyDigest,
    Same,
}

impl Relation {
    const fn kind(self) -> &'static str {
        match self {
            Self::BodyDigest => "digest_mismatch",
            Self::BodyLength | Self::Same => "length_mismatch",
        }
    }
}

/// The error that every implementation has to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) kind: &'static str,
    pub(crate) at: Option<String>,
    pub(crate) offset: Option<usize>,
}

impl Expected {
    /// A problem with a request to encode: there are no bytes to point into.
    pub(crate) fn encoding(kind: &'static str, at: Option<&str>) -> Self {
        Self { kind, at: at.map(str::to_owned), offset: None }
    }

    /// As in the corpus.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "kind": self.kind, "at": self.at, "offset": self.offset })
    }
}

/// Stage, place within the stage, and what comes first at the same place.
type Rank = (u8, usize, u8);

/// The error that a message with these flaws has, the others being all right.
///
/// # Panics
/// Without flaws.
pub(crate) fn verdict(draft: &Draft<'_>, wire: &Wire, flaws: &[Flaw]) -> Expected {
    let scene = Scene { target: draft.target, mode: draft.mode, wire };
    let first = flaws.iter().map(|flaw| scene.judge(*flaw)).min_by_key(|(rank, _)| *rank);
    first.expect("a verdict needs a flaw").1
}

struct Scene<'a> {
    target: Target<'a>,
    mode: Mode,
    wire: &'a Wire,
}

impl Scene<'_> {
    fn judge(&self, flaw: Flaw) -> (Rank, Expected) {
        match flaw {
            Flaw::Cut(_) | Flaw::Overlong(_) | Flaw::More | Flaw::Name(_) => self.judge_block(flaw),
            Flaw::Missing(header) => {
                ((1, header, 0), self.error("missing_header", Some(header), self.wire.block_end))
            }
            Flaw::Value(header, kind) => {
                let start = self.wire.value_at(header);
                (self.value_rank(header, start), self.error(kind, Some(header), start))
            }
            Flaw::Relation(header, relation) => {
                let start = self.wire.value_at(header);
                ((2, relation as usize, 0), self.error(relation.kind(), Some(header), start))
            }
        }
    }

    /// What a reader meets on its way through the block: by where a read begins; a name is looked at once it is read.
    fn judge_block(&self, flaw: Flaw) -> (Rank, Expected) {
        let (kind, header, start) = match flaw {
            Flaw::Cut(length) => {
                let read = self.wire.read_cut_at(length).expect("a cut must be in front of the body");
                ("truncated", read.header, read.start)
            }
            Flaw::Overlong(entry) => {
                let (header, start) = self.wire.values[entry];
                ("truncated", header.filter(|_| self.mode.is_minimal()), start)
            }
            Flaw::Name(entry) => ("header_name", None, self.wire.names[entry]),
            _ => ("truncated", None, self.wire.block_end),
        };
        ((0, start, u8::from(kind == "header_name")), self.error(kind, header, start))
    }

    /// A minimal block goes on only once the header is looked at that decides how.
    fn value_rank(&self, header: usize, start: usize) -> Rank {
        if self.mode.is_minimal() && self.target.tail_header() == Some(header) {
            return (0, start, 1);
        }
        (1, header, 0)
    }

    fn error(&self, kind: &'static str, header: Option<usize>, offset: usize) -> Expected {
        let at = header.map(|header| self.target.wire_name(header).to_owned());
        Expected { kind, at, offset: Some(offset) }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Target, schema};
    use crate::wire::{Draft, Fill, Flaw, Mode, Relation, fill};

    use super::verdict;

    /// Kind, header and offset of the first of some flaws in a typical message.
    fn first(label: &str, mode: Mode, flaws: &[Flaw]) -> (&'static str, Option<String>, Option<usize>) {
        let schema = schema().unwrap();
        let targets = Target::all(&schema).unwrap();
        let target = targets.iter().find(|target| target.label() == label).unwrap();
        let draft: Draft<'_> = fill(*target, mode, Fill::Typical);
        let expected = verdict(&draft, &draft.build(), flaws);
        (expected.kind, expected.at, expected.offset)
    }

    #[test]
    fn the_block_comes_before_the_headers_and_these_before_what_must_agree() {
        let relation = Flaw::Relation(7, Relation::BodyDigest);
        let value = Flaw::Value(2, "too_long");
        let found = |flaws: &[Flaw]| first("notify/compressed", Mode::Minimal, flaws).0;
        assert_eq!(found(&[relation]), "digest_mismatch");
        assert_eq!(found(&[relation, Flaw::Relation(5, Relation::BodyLength)]), "length_mismatch");
        assert_eq!(found(&[relation, value]), "too_long");
        assert_eq!(found(&[relation, value, Flaw::Cut(60)]), "truncated");
    }

    #[test]
    fn the_length_of_a_part_id_is_checked_on_the_way_through_a_minimal_block() {
        let flaws = [Flaw::Value(0, "not_utf8"), Flaw::Value(3, "too_long"), Flaw::Overlong(8)];
        let label = "notify_stream/start_compressed";
        assert_eq!(first(label, Mode::Minimal, &flaws).1.as_deref(), Some("x-part-id"));
        assert_eq!(first(label, Mode::Expanded, &flaws).0, "truncated");
        assert_eq!(first(label, Mode::Expanded, &flaws[..2]).1.as_deref(), Some("authorization"));
    }

    #[test]
    fn offsets_are_those_of_the_read_or_the_value() {
        let minimal = |flaw| first("subscribe_exact", Mode::Minimal, &[flaw]);
        assert_eq!(minimal(Flaw::Cut(3)), ("truncated", None, Some(2)));
        assert_eq!(minimal(Flaw::Cut(7)), ("truncated", Some("authorization".to_owned()), Some(6)));
        assert_eq!(minimal(Flaw::Value(0, "not_utf8")).2, Some(6));
        let expanded = |flaw| first("subscribe_exact", Mode::Expanded, &[flaw]);
        assert_eq!(expanded(Flaw::Cut(9)), ("truncated", None, Some(8)));
        assert_eq!(expanded(Flaw::Name(0)), ("header_name", None, Some(8)));
    }
}

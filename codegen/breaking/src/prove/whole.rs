//! All messages of both schemas, right ones and damaged ones: what differs, and no rule explains it.

use fastrand::Rng;

use crate::Options;
use crate::catalogue::Rule;
use crate::evidence::Evidence;
use crate::finding::{Finding, Focus};
use crate::judge::Sides;
use crate::rule::{Category, Way};
use crate::sample::{Writer, random_damage, samples};

use super::examine::{Depth, Examiner, Found};

/// Tries every message of a pair of protocols.
pub(super) fn prove_all(index: usize, sides: &Sides<'_, '_>, findings: &mut Vec<Finding>, options: Options) {
    let known = Known::of(index, sides, findings);
    let mut unexplained = Vec::new();
    for (at, pair) in sides.pair.messages.iter().enumerate() {
        // At most one of each kind is kept.
        let mut found: [Option<(usize, Evidence)>; 3] = [None, None, None];
        let mut each = |one: Found| {
            if known.explains(sides, at, &one) {
                return;
            }
            let place = match one.way() {
                Some(Way::OldReader) => 0,
                Some(Way::NewReader) => 1,
                None => 2,
            };
            if let Some(best) = found.get_mut(place)
                && best.as_ref().is_none_or(|(length, _)| one.bytes.len() < *length)
            {
                *best = Some((one.bytes.len(), one.evidence()));
            }
        };
        let examiner = Examiner { sides, pair, first: &[] };
        examiner.examine(Depth::All, &mut each);
        examiner.examine(Depth::Damaged, &mut each);
        at_random(&examiner, options, at as u64, &mut each);
        let [old_reader, new_reader, errors] = found;
        for (rule, evidence) in
            [(Rule::Unexplained, [old_reader, new_reader]), (Rule::UnexplainedError, [errors, None])]
        {
            let evidence: Vec<Evidence> =
                evidence.into_iter().flatten().map(|(_, evidence)| evidence).collect();
            if evidence.is_empty() {
                continue;
            }
            let subject = format!("{}.{}", sides.pair.new.name, pair.new.name);
            let text = format!("`{}`: {}", pair.new.name, rule.rule().title);
            let mut finding =
                Finding::new(rule, subject, text).at(Some(pair.old.name.span), Some(pair.new.name.span));
            finding.evidence = evidence;
            finding.focus = Focus { protocol: Some(index), message: Some(at), ..Focus::default() };
            unexplained.push(finding);
        }
    }
    findings.append(&mut unexplained);
}

/// Damages the messages of a pair at random; the same ones for the same seed, whatever other messages there are.
fn at_random(examiner: &Examiner<'_, '_>, options: Options, index: u64, each: &mut dyn FnMut(Found)) {
    let mut rng = Rng::with_seed(options.seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    for by_old in [true, false] {
        let (protocol, message) = if by_old {
            (examiner.sides.pair.old, examiner.pair.old)
        } else {
            (examiner.sides.pair.new, examiner.pair.new)
        };
        let writer = Writer { protocol, message, other: None, pair: None };
        let all: Vec<_> =
            (0..message.layout.shapes.len()).flat_map(|shape| samples(writer, shape, &[], true)).collect();
        for _ in 0..options.rounds {
            let Some(sample) = all.get(rng.usize(..all.len().max(1))) else { continue };
            let mut bytes = sample.bytes.clone();
            random_damage(&mut rng, &mut bytes);
            examiner.damaged(by_old, sample, bytes, None, each);
        }
    }
}

/// What findings there are already.
struct Known {
    /// About the wire, by message and way: of each message, and of all of the protocol.
    wire: Vec<[bool; 2]>,
    protocol: [bool; 2],
    /// Anything that changes errors.
    errors: Vec<bool>,
    protocol_errors: bool,
}

impl Known {
    fn of(index: usize, sides: &Sides<'_, '_>, findings: &[Finding]) -> Self {
        let count = sides.pair.messages.len();
        let mut known = Self {
            wire: vec![[false; 2]; count],
            protocol: [false; 2],
            errors: vec![false; count],
            protocol_errors: false,
        };
        for finding in findings
            .iter()
            .filter(|finding| finding.focus.protocol == Some(index) && finding.focus.only.is_none())
        {
            let ways = Way::BOTH
                .map(|way| finding.rule.category() == Category::Wire && finding.rule.ways().has(way));
            let is_error = finding.rule.category() != Category::Source;
            match finding.focus.message {
                Some(message) => {
                    if let Some(known) = known.wire.get_mut(message) {
                        *known = [known[0] | ways[0], known[1] | ways[1]];
                    }
                    if let Some(known) = known.errors.get_mut(message) {
                        *known |= is_error;
                    }
                }
                None => {
                    known.protocol = [known.protocol[0] | ways[0], known.protocol[1] | ways[1]];
                    known.protocol_errors |= is_error;
                }
            }
        }
        known
    }

    /// Whether a finding is about the message that the bytes were made for, or about one that they were made to by damage.
    fn explains(&self, sides: &Sides<'_, '_>, message: usize, found: &Found) -> bool {
        let mut messages = vec![message];
        for is_old in [true, false] {
            if let Some(named) = sides.named(is_old, found.direction, &found.bytes) {
                match sides.message_pair(is_old, named) {
                    Some(index) => messages.push(index),
                    // It is new, or gone, and that is said.
                    None => return true,
                }
            }
        }
        let Some(way) = found.way() else {
            return self.protocol_errors
                || messages.iter().any(|index| self.errors.get(*index).copied().unwrap_or_default());
        };
        let has = |ways: &[bool; 2], way: Way| ways[usize::from(way == Way::NewReader)];
        let explained = |way: Way| {
            has(&self.protocol, way)
                || messages.iter().any(|index| self.wire.get(*index).is_some_and(|ways| has(ways, way)))
        };
        // Of what was damaged nobody knows who wrote it.
        let is_anybodys = found.is_damaged && found.verdict.kind == crate::judge::Difference::Meaning;
        explained(way) || (is_anybodys && Way::BOTH.into_iter().any(explained))
    }
}

//! What the messages of a run were like, so that one can see that the run means something.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use crate::Outcome;
use crate::model::Target;

/// Every kind of error that reading a message can have.
const KINDS: [&str; 9] = [
    "truncated",
    "unknown_type",
    "header_name",
    "missing_header",
    "too_long",
    "wrong_length",
    "not_utf8",
    "length_mismatch",
    "digest_mismatch",
];

/// Counts of what was answered.
pub(super) struct Tally {
    pub(super) cases: usize,
    pub(super) differences: usize,
    /// By shape: with minimal and with expanded headers.
    accepted: BTreeMap<String, [usize; 2]>,
    kinds: BTreeMap<String, usize>,
    /// By kind and header, where only some headers can have it.
    places: BTreeMap<String, usize>,
}

impl Tally {
    pub(super) fn new(targets: &[Target<'_>]) -> Self {
        let accepted = targets.iter().map(|target| (target.label(), [0; 2])).collect();
        let kinds = KINDS.into_iter().map(|kind| (kind.to_owned(), 0)).collect();
        Self { cases: 0, differences: 0, accepted, kinds, places: BTreeMap::new() }
    }

    /// Counts an answer.
    pub(super) fn count(&mut self, answer: &Value) {
        self.cases += 1;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if let Some(ok) = answer.get("ok") {
            let variant = ok["variant"].as_str().map(|variant| format!("/{variant}")).unwrap_or_default();
            let shape = text(&ok["message"]) + &variant;
            self.accepted.entry(shape).or_default()[usize::from(ok["minimal_headers"] == false)] += 1;
            return;
        }
        let kind = text(&answer["error"]["kind"]);
        if kind.ends_with("mismatch") {
            *self.places.entry(format!("{kind} at {}", text(&answer["error"]["at"]))).or_default() += 1;
        }
        *self.kinds.entry(kind).or_default() += 1;
    }

    /// Prints everything, and says whether all is well.
    pub(super) fn report(&self, took: Duration) -> Outcome {
        self.print_accepted();
        self.print_refused();
        let unseen = self.unseen();
        for what in &unseen {
            println!("never seen: {what}; run more cases, or mend the generator");
        }
        println!("{} cases, {} differences, {:.1} s", self.cases, self.differences, took.as_secs_f64());
        if self.differences == 0 && unseen.is_empty() { Outcome::Clean } else { Outcome::Findings }
    }

    fn print_accepted(&self) {
        let total = self.accepted.values().flatten().sum();
        println!("{total:>8} {:>5.1} % accepted, with minimal and expanded headers:", self.percent(total));
        for (shape, [minimal, expanded]) in &self.accepted {
            println!("{minimal:>12} {expanded:>8}  {shape}");
        }
    }

    fn print_refused(&self) {
        let total = self.kinds.values().sum();
        println!("{total:>8} {:>5.1} % refused:", self.percent(total));
        for (kind, count) in &self.kinds {
            println!("{count:>12}  {kind}");
            let places = self.places.iter().filter(|(place, _)| place.starts_with(kind.as_str()));
            places.for_each(|(place, count)| println!("{count:>16}  {}", &place[kind.len() + 1..]));
        }
    }

    /// What has to occur in a run that means something, and did not.
    fn unseen(&self) -> Vec<String> {
        let shapes = self.accepted.iter().flat_map(|(shape, counts)| {
            let modes = ["minimal", "expanded"].into_iter().zip(counts).filter(|(_, count)| **count == 0);
            modes.map(move |(mode, _)| format!("{shape} with {mode} headers"))
        });
        let kinds = self.kinds.iter().filter(|(_, count)| **count == 0).map(|(kind, _)| kind.clone());
        shapes.chain(kinds).collect()
    }

    #[allow(clippy::cast_precision_loss)] // One decimal is shown.
    fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.cases.max(1) as f64
    }
}

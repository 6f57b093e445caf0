//! What was answered, and how it differs from what was expected.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::exit::{Failure, Found, Outcome};
use crate::printable::clipped;
use crate::terminal::{ERROR, paint, print, print_styled};
use crate::words::count;

use super::claims::{Claims, LeftOut};
use super::compare::{Strictness, outcome};
use super::corpus::Case;

/// How many differences are shown in full.
const SHOWN: usize = 20;
/// How many outcomes are counted by their name, which is the testee's to choose.
const OUTCOMES: usize = 50;

/// What was answered.
pub(super) struct Tally {
    strictness: Strictness,
    outcomes: BTreeMap<String, usize>,
    /// The first differences: index of the case, and the answer as it is shown.
    shown: Vec<(usize, String)>,
    differences: usize,
}

impl Tally {
    pub(super) const fn new(strictness: Strictness) -> Self {
        Self { strictness, outcomes: BTreeMap::new(), shown: Vec::new(), differences: 0 }
    }

    pub(super) fn add(&mut self, index: usize, case: &Case, mut answer: Json) {
        self.count(clipped(outcome(&answer), 40));
        if self.strictness.agree(self.strictness.expected(case), &answer) {
            return;
        }
        self.differences += 1;
        if self.shown.len() < SHOWN {
            if let Json::Object(answer) = &mut answer {
                answer.remove("id");
            }
            self.shown.push((index, shorten(&answer.to_string())));
        }
    }

    fn count(&mut self, outcome: String) {
        let is_one_too_many = self.outcomes.len() >= OUTCOMES && !self.outcomes.contains_key(&outcome);
        *self.outcomes.entry(if is_one_too_many { "others".to_owned() } else { outcome }).or_default() += 1;
    }

    pub(super) fn print(
        &self,
        cases: &[Case],
        claims: &Claims<'_>,
        left_out: &LeftOut,
        colors: bool,
    ) -> Outcome {
        for (index, answer) in &self.shown {
            if let Some(case) = cases.get(*index) {
                self.print_difference(case, answer, colors)?;
            }
        }
        if self.differences > self.shown.len() {
            print(&format!("and {}\n", count(self.differences - self.shown.len(), "more difference")))?;
        }
        for (outcome, number) in &self.outcomes {
            print(&format!("{number:>8} {outcome}"))?;
        }
        print_protocols(cases, claims)?;
        left_out.print()?;
        print(&format!("{}, {}", count(cases.len(), "case"), count(self.differences, "difference")))?;
        Ok(if self.differences == 0 { Found::Nothing } else { Found::Something })
    }

    fn print_difference(&self, case: &Case, answer: &str, colors: bool) -> Result<(), Failure> {
        print_styled(&format!(
            "{} {}\n  request:  {}\n  expected: {}\n  got:      {answer}\n\n",
            paint(colors, ERROR, "difference:"),
            clipped(&case.name, 200),
            shorten(&json!(case.request).to_string()),
            shorten(&self.strictness.expected(case).to_string()),
        ))
    }
}

/// How many cases each protocol has.
fn print_protocols(cases: &[Case], claims: &Claims<'_>) -> Result<(), Failure> {
    let mut protocols: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        *protocols.entry(claims.protocol(case).unwrap_or("no protocol that there is")).or_default() += 1;
    }
    for (protocol, number) in &protocols {
        print(&format!("{number:>8} asked about {}", clipped(protocol, 40)))?;
    }
    Ok(())
}

/// As much of JSON as is shown.
pub(super) fn shorten(json: &str) -> String {
    clipped(json, 2000)
}

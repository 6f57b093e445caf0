//! What a testee says that it has, and which cases are left out because of that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::corpus::Case;
use crate::exit::Failure;
use crate::printable::clipped;
use crate::terminal::print;

/// What a testee can be asked.
pub(super) struct Claims<'d> {
    description: &'d Json,
    /// The protocols that the corpus has messages of.
    known: BTreeSet<String>,
}

impl<'d> Claims<'d> {
    /// Those of a description: `protocols`, and for those of which not everything is there, `operations`, as in
    /// `{"signing": ["encode"]}`; and `pieces`, which is false if nothing is decoded in pieces.
    pub(super) fn of(description: &'d Json, cases: &[Case]) -> Self {
        let answered = cases.iter().filter(|case| case.expect.get("ok").is_some());
        let known = answered.filter_map(Case::protocol).map(str::to_owned).collect();
        Self { description, known }
    }

    /// The protocol of a case, if the corpus has messages of it.
    pub(super) fn protocol<'c>(&self, case: &'c Case) -> Option<&'c str> {
        case.protocol().filter(|protocol| self.known.contains(*protocol))
    }

    /// Why a case is not put to the testee, if it is not. Those that are about no protocol, or about one that there is not,
    /// everybody has to refuse.
    fn reason(&self, case: &Case) -> Option<String> {
        let protocol = case.protocol()?;
        let has =
            |list: &Json, name: &str| list.as_array().is_some_and(|all| all.iter().any(|one| one == name));
        if !has(&self.description["protocols"], protocol) {
            let is_refused_by_all =
                !self.known.contains(protocol) && case.expect["error"]["kind"] == "bad_value";
            return (!is_refused_by_all)
                .then(|| format!("about {}, which the testee does not speak", clipped(protocol, 40)));
        }
        let operations = &self.description["operations"][protocol];
        if operations.is_array() && !has(operations, case.op()) {
            let what = format!("to {} {}", clipped(case.op(), 40), clipped(protocol, 40));
            return Some(format!("{what}, which the testee does not"));
        }
        (self.description["pieces"] == false && case.request.contains_key("splits"))
            .then(|| "to decode in pieces, which the testee does not".to_owned())
    }
}

/// How many cases were left out, by the reason.
#[derive(Default)]
pub(super) struct LeftOut(BTreeMap<String, usize>);

impl LeftOut {
    /// Whether a case is put to the testee; if not, it is counted.
    pub(super) fn is_asked(&mut self, claims: &Claims<'_>, case: &Case) -> bool {
        match claims.reason(case) {
            None => true,
            Some(reason) => {
                *self.0.entry(reason).or_default() += 1;
                false
            }
        }
    }

    /// Prints them.
    pub(super) fn print(&self) -> Result<(), Failure> {
        self.0.iter().try_for_each(|(reason, number)| print(&format!("{number:>8} left out: {reason}")))
    }
}

//! The problems of all versions, each reported once; of those that some versions do not have, in which they are.

use std::collections::HashMap;

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::Span;

use super::{Changes, Versions};

/// Reports what the versions that differ, by their positions, have been found to have.
pub(crate) fn merge(
    versions: &Versions,
    changes: &Changes,
    found: Vec<(usize, Report)>,
    report: &mut Report,
) {
    let mut order: Vec<(Diagnostic, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(Code, Span, String), usize> = HashMap::new();
    for (at, of_version) in found {
        for problem in of_version.into_list(report) {
            let key = (problem.code, problem.span, problem.message.clone());
            let index = *known.entry(key).or_insert(order.len());
            match order.get_mut(index) {
                Some((_, at_all)) if at_all.last() == Some(&at) => {}
                Some((_, at_all)) => at_all.push(at),
                None => order.push((problem, vec![at])),
            }
        }
    }
    for (mut problem, at) in order {
        if at.len() < changes.len() {
            problem.message = format!("{} ({})", problem.message, within(versions, changes, &at));
        }
        report.push(problem);
    }
}

/// In which versions something is so, given those of them that differ from the one before.
fn within(versions: &Versions, changes: &Changes, at: &[usize]) -> String {
    let holds = |version: usize| changes.range(..=version).next_back().is_some_and(|from| at.contains(from));
    let all: Vec<usize> = (0..=versions.newest()).filter(|version| holds(*version)).collect();
    let is_one_run = all.windows(2).all(|pair| matches!(pair, [one, next] if *next == one + 1));
    match (&all[..], is_one_run) {
        ([only], _) => format!("in version {}", versions.name(*only)),
        ([0, .., last], true) => format!("up to version {}", versions.name(*last)),
        ([first, .., last], true) if *last == versions.newest() => {
            format!("from version {} on", versions.name(*first))
        }
        _ => {
            let names: Vec<_> = all.iter().map(|at| versions.name(*at)).collect();
            format!("in versions {}", names.join(", "))
        }
    }
}

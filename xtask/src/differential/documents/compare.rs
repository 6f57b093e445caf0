//! What counts as a difference, and what is one on purpose.

use serde_json::Value;

use crate::testee::Which;

use super::Case;

/// How the answers to a case are to each other.
pub(super) enum Verdict {
    Same,
    /// Refused here, as `protocol/COMPATIBILITY.md` says, and not by the reference.
    Known,
    Different(String),
}

/// Compares all answers with that of the generated Rust code.
pub(super) fn compare(case: &Case, ours: &Value, answers: &[(Which, Value)]) -> Verdict {
    let mut verdict = Verdict::Same;
    for (which, answer) in answers {
        if *which == Which::Reference {
            verdict = with_reference(case, ours, answer);
            if let Verdict::Different(_) = verdict {
                return verdict;
            }
        } else if told(ours) != told(answer) {
            return Verdict::Different(format!("the testees `rust` and `{}` differ", which.as_str()));
        }
    }
    verdict
}

/// What an answer says.
pub(in crate::differential) fn told(answer: &Value) -> (Option<&Value>, [&Value; 3]) {
    (answer.get("ok"), ["kind", "at", "offset"].map(|member| &answer["error"][member]))
}

fn with_reference(case: &Case, ours: &Value, reference: &Value) -> Verdict {
    let known = |is_known: bool, what: &str| {
        if is_known { Verdict::Known } else { Verdict::Different(what.to_owned()) }
    };
    let is_forbidden = ours["ok"]["result"] == "forbidden";
    let is_check = case.request["op"] == "verify";
    match (ours.get("ok"), reference.get("ok")) {
        (Some(one), Some(other)) if one == other => Verdict::Same,
        // A header of a form that only its lenient reader takes.
        (Some(_), Some(other)) => known(
            is_check && is_forbidden && !case.is_strict && other["result"] == "ok",
            "the results differ",
        ),
        (None, None) if reference["error"]["kind"] == "unexpected" => {
            known(false, "the reference fails in a way that was not foreseen")
        }
        (None, None) => Verdict::Same,
        // It raises an exception over a header.
        (Some(_), None) => {
            known(is_check && is_forbidden && !case.is_strict, "the reference refuses what we take")
        }
        // It signs digests and etags of any length, and looks at a document only once the header is right so far.
        (None, Some(_)) => {
            let kind = ours["error"]["kind"].as_str().unwrap_or_default();
            let judged = reference["ok"]["result"].as_str();
            let is_early = is_check && judged != Some("ok") && kind != "bad_value";
            known(kind == "wrong_length" || is_early, "the reference takes what we refuse")
        }
    }
}

//! What counts as a difference.
//!
//! The reference has no kinds of errors, so with it only acceptance, fields and bytes are compared. All others have to
//! answer alike in everything but the words for people.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::child::parse;
use crate::testee::Which;

use super::PEERS;
use super::case::Case;
use super::tally::Tally;

/// What differs between the answers of the reference, the generated code and the others, if anything does.
pub(super) fn compare(case: &Case, answers: &[String], tally: &mut Tally) -> Result<Option<String>> {
    let [reference, generated, others @ ..] = answers else {
        return Ok(Some("an answer is missing".to_owned()));
    };
    ensure!(others.len() == PEERS.len() - 2, "the answers to case {} are not complete", case.id);
    let reference = parse(Which::Reference, reference)?;
    let ours = parse(Which::Rust, generated)?;
    for (which, answer) in [(Which::Reference, &reference), (Which::Rust, &ours)] {
        ensure!(answer["id"] == case.id, "the testee `{}` answers out of turn: {answer}", which.as_str());
    }
    tally.count(&ours);
    if let Some(what) = with_reference(&reference, &ours) {
        return Ok(Some(what));
    }
    for (which, other) in PEERS[2..].iter().zip(others) {
        if generated != other
            && let Some(what) = with_other(&ours, *which, &parse(*which, other)?)
        {
            return Ok(Some(what));
        }
    }
    Ok(None)
}

fn with_reference(reference: &Value, ours: &Value) -> Option<String> {
    match (reference.get("ok"), ours.get("ok")) {
        (Some(reference), Some(ours)) => members(reference, ours).or_else(|| not_written(reference)),
        (None, None) if reference["error"]["kind"] != "refused" => {
            Some("the reference does not say whether it takes the message".to_owned())
        }
        (None, None) => None,
        (Some(_), None) => Some("the reference takes what we refuse".to_owned()),
        (None, Some(_)) => Some("the reference refuses what we take".to_owned()),
    }
}

/// The members in which two results differ.
fn members(reference: &Value, ours: &Value) -> Option<String> {
    if reference == ours {
        return None;
    }
    let names = ["message", "variant", "minimal_headers", "fields", "minimal", "expanded"];
    let differing: Vec<_> = names.into_iter().filter(|name| reference.get(name) != ours.get(name)).collect();
    Some(if differing.is_empty() {
        "the results have other members".to_owned()
    } else {
        format!("the reference and we differ in {}", differing.join(", "))
    })
}

/// Whatever was read is within the limits of what can be written.
fn not_written(result: &Value) -> Option<String> {
    let absent = ["minimal", "expanded"].into_iter().find(|mode| !result[mode].is_string())?;
    Some(format!("what was read cannot be written with {absent} headers"))
}

fn with_other(generated: &Value, which: Which, other: &Value) -> Option<String> {
    let told = |answer: &Value| {
        let error = ["kind", "at", "offset"].map(|member| answer["error"][member].clone());
        (answer["id"].clone(), answer.get("ok").cloned(), answer.get("error").map(|_| error))
    };
    let differ = told(generated) != told(other);
    differ.then(|| format!("the testees `rust` and `{}` differ", which.as_str()))
}

//! Asks the reference about every case: it gives the answers to what is right, and has to agree about what is wrong.

use std::collections::HashMap;

use anyhow::{Result, bail, ensure};
use serde_json::{Map, Value, json};

use crate::child::{Peer, parse};
use crate::testee::Which;
use crate::wire::Expected;

use super::case::{Case, Judgement, Topic};

/// How many requests are on their way at the same time.
const CHUNK: usize = 1000;

/// The lines of each file.
pub(crate) fn resolve(reference: &mut Peer, topics: Vec<Topic>) -> Result<Vec<(String, Vec<String>)>> {
    let mut known = HashMap::new();
    topics
        .into_iter()
        .map(|topic| {
            let cases = without_doubles(topic.cases, &mut known)?;
            Ok((format!("{}.jsonl", topic.name), lines(reference, &cases)?))
        })
        .collect()
}

/// Drops cases whose request was there before. What two cases say about one request must be the same.
fn without_doubles(cases: Vec<Case>, known: &mut HashMap<String, (String, Judgement)>) -> Result<Vec<Case>> {
    let mut names: HashMap<String, String> =
        known.iter().map(|(request, (name, _))| (name.clone(), request.clone())).collect();
    let mut kept = Vec::new();
    for case in cases {
        let request = case.request.to_string();
        if let Some((name, judgement)) = known.get(&request) {
            let same = *judgement == case.judgement || is_answer(judgement) && is_answer(&case.judgement);
            ensure!(same, "{} and {name} are one request, {request}, with two answers", case.name);
            continue;
        }
        if let Some(other) = names.insert(case.name.clone(), request.clone()) {
            bail!("two cases are named {}: {other} and {request}", case.name);
        }
        known.insert(request, (case.name.clone(), case.judgement.clone()));
        kept.push(case);
    }
    Ok(kept)
}

/// Whether it is an answer rather than an error.
fn is_answer(judgement: &Judgement) -> bool {
    matches!(judgement, Judgement::Accepted(_) | Judgement::Exactly(_))
}

/// What is expected where the reference has no code.
fn alone(judgement: &Judgement) -> Option<Value> {
    match judgement {
        Judgement::Alone(ok) => Some(json!({ "ok": ok })),
        Judgement::RefusedAlone(expected) => Some(json!({ "error": expected.to_json() })),
        Judgement::Accepted(_)
        | Judgement::Exactly(_)
        | Judgement::Refused(_)
        | Judgement::RefusedHere(_)
        | Judgement::Otherwise(_) => None,
    }
}

fn lines(reference: &mut Peer, cases: &[Case]) -> Result<Vec<String>> {
    let mut lines = Vec::with_capacity(cases.len());
    for chunk in cases.chunks(CHUNK) {
        let asked = chunk.iter().filter(|case| alone(&case.judgement).is_none());
        let requests: Vec<_> = asked.map(|case| case.request.to_string()).collect();
        let mut answers = reference.ask(&requests)?.into_iter();
        for case in chunk {
            lines.push(match alone(&case.judgement) {
                Some(expect) => to_line(case, &expect, None),
                None => line(case, &parse(Which::Reference, &answers.next().unwrap_or_default())?)?,
            });
        }
    }
    Ok(lines)
}

fn line(case: &Case, answer: &Value) -> Result<String> {
    let (ok, refused) = (answer.get("ok"), is_refusal(answer));
    let (expect, reference) = match (&case.judgement, ok) {
        (Judgement::Accepted(shape), Some(ok)) if is_shape(ok, shape) => (json!({ "ok": ok }), None),
        (Judgement::Exactly(wanted), Some(ok)) if wanted == ok => (json!({ "ok": ok }), None),
        (Judgement::Refused(expected), None) if refused => (json!({ "error": expected.to_json() }), None),
        (Judgement::RefusedHere(expected), Some(ok)) => {
            (json!({ "error": expected.to_json() }), Some(json!({ "ok": ok })))
        }
        (Judgement::Otherwise(wanted), Some(ok)) if wanted != ok => {
            (json!({ "ok": wanted }), Some(json!({ "ok": ok })))
        }
        (Judgement::Otherwise(wanted), None) if refused => {
            let refusal = Expected { kind: "refused", at: None, offset: None };
            (json!({ "ok": wanted }), Some(json!({ "error": refusal.to_json() })))
        }
        (judgement, _) => bail!(
            "the reference disagrees about {}\n  request: {}\n  constructed as: {judgement:?}\n  it answers: {answer}",
            case.name,
            case.request
        ),
    };
    Ok(to_line(case, &expect, reference))
}

/// A case as it stands in the corpus, with what the reference answers instead.
fn to_line(case: &Case, expect: &Value, reference: Option<Value>) -> String {
    let mut line = Map::new();
    line.insert("name".to_owned(), json!(case.name));
    line.insert("request".to_owned(), case.request.clone());
    line.insert("expect".to_owned(), expect.clone());
    if let Some(reference) = reference {
        line.insert("reference".to_owned(), reference);
    }
    Value::Object(line).to_string()
}

/// Whether the reference said no, rather than that something unforeseen happened.
fn is_refusal(answer: &Value) -> bool {
    answer.pointer("/error/kind").is_some_and(|kind| kind == "refused" || kind == "bad_value")
}

/// Whether a decoded message has the shape that it was made from; an encoded one does not say.
fn is_shape(ok: &Value, shape: &str) -> bool {
    let part = |name: &str| ok.get(name).and_then(Value::as_str);
    match (part("message"), part("variant")) {
        (Some(message), Some(variant)) => shape == format!("{message}/{variant}"),
        (Some(message), None) => shape == message,
        (None, _) => ok.get("hex").is_some(),
    }
}

//! Headers to be checked: right ones, and those that are for another document.

use serde_json::{Value, json};

use crate::corpus::bodies::in_checks;
use crate::corpus::case::{Judgement, Topic};
use crate::wire::Expected;
use crate::wire::body::{Item, Kind, Layout, Part, empty, full};
use crate::wire::signature::base64_url;

use super::{KEY, ODD_KEY, Signed, header, lifetime, secrets, verify};

pub(super) fn topic(documents: &[&Layout]) -> Topic {
    let mut topic = Topic::new("verify");
    for layout in documents {
        right(&mut topic, layout);
        mismatches(&mut topic, layout);
        impossible(&mut topic, layout);
    }
    others(&mut topic, documents);
    for layout in [documents[0], documents[9]] {
        header::add(&mut topic, layout);
        lifetime::add(&mut topic, layout);
        keys(&mut topic, layout);
        requests(&mut topic, layout);
    }
    topic
}

/// What comes of a request: everybody says so.
pub(super) fn judge(topic: &mut Topic, layout: &Layout, what: &str, request: Value, result: &str) {
    let judgement = Judgement::Exactly(json!({ "result": result }));
    topic.push(&format!("{}/{what}", layout.name), request, judgement);
}

fn right(topic: &mut Topic, layout: &Layout) {
    let typical = Signed::typical(layout);
    judge(topic, layout, "right", verify(&typical.draft, &json!(typical.header)), "ok");
    judge(topic, layout, "absent", verify(&typical.draft, &Value::Null), "unauthorized");
    for (label, draft) in [("empty", empty(layout)), ("full", full(layout))] {
        let signed = Signed::of(draft, super::TIME, "");
        judge(topic, layout, label, verify(&signed.draft, &json!(signed.header)), "ok");
    }
}

/// Documents that cannot be.
fn impossible(topic: &mut Topic, layout: &Layout) {
    let signed = Signed::typical(layout);
    for bad in in_checks(layout) {
        let mut request = verify(&signed.draft, &json!(signed.header));
        request["fields"] = Value::Object(bad.fields);
        topic.push(&format!("{}/{}", layout.name, bad.label), request, bad.judgement);
    }
}

/// A document that differs in one value from the one that was signed.
fn mismatches(topic: &mut Topic, layout: &Layout) {
    let signed = Signed::typical(layout);
    for (index, part) in layout.parts.iter().enumerate() {
        let Part::Value(field) = part else { continue };
        if ["timestamp", "nonce"].contains(&field.name) {
            continue;
        }
        let mut draft = signed.draft.clone();
        let Item::Value(piece) = &mut draft.items[index] else { continue };
        match field.kind {
            Kind::OptionalText => piece.bytes.clear(),
            Kind::Bool => piece.bytes[0] ^= 1,
            Kind::Bytes | Kind::Text => piece.bytes.push(b'!'),
            Kind::Exact(_) | Kind::Uint(_) | Kind::Float => {
                if let Some(last) = piece.bytes.last_mut() {
                    *last ^= 1;
                }
            }
        }
        let what = format!("another-{}", field.name);
        judge(topic, layout, &what, verify(&draft, &json!(signed.header)), "forbidden");
    }
}

/// Signatures of documents that have the same fields.
fn others(topic: &mut Topic, documents: &[&Layout]) {
    let names = |layout: &Layout| layout.fields().iter().map(|field| field.name).collect::<Vec<_>>();
    for layout in documents {
        for other in
            documents.iter().filter(|other| other.name != layout.name && names(other) == names(layout))
        {
            let signed = Signed::typical(other);
            let own = Signed::typical(layout);
            let what = format!("signed-as-{}", other.name);
            judge(topic, layout, &what, verify(&own.draft, &json!(signed.header)), "forbidden");
        }
    }
}

fn keys(topic: &mut Topic, layout: &Layout) {
    let signed = Signed::typical(layout);
    let with = |secret: Value| {
        let mut request = verify(&signed.draft, &json!(signed.header));
        request["secret"] = secret;
        request
    };
    for (label, secret, key) in secrets::right() {
        let result = if key == KEY { "ok" } else { "forbidden" };
        judge(topic, layout, &format!("secret/{label}"), with(json!(secret)), result);
    }
    judge(topic, layout, "secret/another", with(json!(base64_url(&ODD_KEY))), "forbidden");
    for (label, secret, is_taken) in secrets::wrong() {
        let expected = Expected::encoding("bad_value", None);
        let judgement =
            if is_taken { Judgement::RefusedHere(expected) } else { Judgement::Refused(expected) };
        topic.push(&format!("{}/secret/{label}", layout.name), with(secret), judgement);
    }
}

/// Requests that are none.
fn requests(topic: &mut Topic, layout: &Layout) {
    let signed = Signed::typical(layout);
    let right = verify(&signed.draft, &json!(signed.header));
    let mut reject = |what: String, request: Value| {
        let judgement = Judgement::Refused(Expected::encoding("bad_value", None));
        topic.push(&format!("{}/request/{what}", layout.name), request, judgement);
    };
    for member in ["message", "secret", "token_lifetime", "now", "authorization", "fields"] {
        let mut request = right.clone();
        request.as_object_mut().map(|members| members.shift_remove(member));
        reject(format!("without-{member}"), request);
    }
    let seconds = || {
        let texts =
            ["", "-1", "+1", " 1", "1 ", "1.", ".5", "1e3", "1_000", "0x7", "nan", "inf", "seven", "1.5.5"];
        let texts = texts.into_iter().map(|text| json!(text));
        let long = [json!("1.0000000001"), json!("0".repeat(21)), json!("٧"), json!("1,5")];
        texts
            .chain(long)
            .chain([json!(7), json!(1.5), Value::Null, json!(true), json!([])])
            .collect::<Vec<_>>()
    };
    for (member, values) in [
        ("message", vec![json!("nope"), json!(""), json!("strong_etag"), Value::Null, json!(1)]),
        ("fields", vec![json!([]), json!(""), Value::Null, json!(1)]),
        ("authorization", vec![json!(1), json!(true), json!([]), json!({})]),
        ("now", seconds()),
        ("token_lifetime", seconds()),
    ] {
        for value in values {
            let mut request = right.clone();
            let what = format!("{member}-{value}");
            request[member] = value;
            reject(what, request);
        }
    }
    for name in right["fields"].as_object().into_iter().flat_map(|fields| fields.keys()) {
        let mut request = right.clone();
        request["fields"].as_object_mut().map(|fields| fields.shift_remove(name));
        reject(format!("fields-without-{name}"), request);
    }
    let mut request = right.clone();
    request["fields"]["unknown"] = Value::Null;
    reject("fields-with-unknown".to_owned(), request);
}

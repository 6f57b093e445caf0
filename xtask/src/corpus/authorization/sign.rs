//! Headers to be made.

use serde_json::{Value, json};

use crate::corpus::bodies::{fields, refusable};
use crate::corpus::case::{Judgement, Topic};
use crate::wire::Expected;
use crate::wire::body::{Draft, Layout, empty, full, typical};
use crate::wire::signature::{base64_url, header, hmac};

use super::{KEY, Signed, secrets, sign};

pub(super) fn topic(documents: &[&Layout]) -> Topic {
    let mut topic = Topic::new("sign");
    for layout in documents {
        for (name, draft) in [("typical", typical(layout)), ("empty", empty(layout)), ("full", full(layout))]
        {
            accept(&mut topic, &draft, name);
        }
        for bad in refusable(layout) {
            let request = sign(layout, &json!(base64_url(&KEY)), &bad.fields);
            topic.push(&format!("{}/{}", layout.name, bad.label), request, bad.judgement);
        }
    }
    let layouts = [documents[0], documents[documents.len() - 1]];
    for layout in layouts {
        heads(&mut topic, layout);
        keys(&mut topic, layout);
        requests(&mut topic, layout);
    }
    topic
}

fn accept(topic: &mut Topic, draft: &Draft<'_>, what: &str) {
    let fields = fields(draft);
    let text = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
    let (time, nonce) = (text("timestamp").parse().unwrap_or_default(), text("nonce"));
    let code = hmac(&KEY, &draft.build().bytes);
    let answer = json!({ "authorization": header(time, &nonce, &code) });
    let request = sign(draft.layout, &json!(base64_url(&KEY)), &fields);
    topic.push(&format!("{}/{what}", draft.layout.name), request, Judgement::Exactly(answer));
}

/// Times and nonces at their edges.
fn heads(topic: &mut Topic, layout: &Layout) {
    for time in [0, 1, 9, 10, 99, u64::from(u32::MAX), 1 << 53, (1 << 53) + 1, i64::MAX as u64, u64::MAX] {
        accept(topic, &Signed::of(typical(layout), time, "abcDEF").draft, &format!("time-{time}"));
    }
    let long = "n".repeat(255);
    let wide = "€".repeat(85);
    for (label, nonce) in [
        ("empty", ""),
        ("blanks", " a b "),
        ("line-ends", "a\r\n"),
        ("nul", "\0"),
        ("255", &long),
        ("85-wide", &wide),
    ] {
        accept(topic, &Signed::of(typical(layout), 7, nonce).draft, &format!("nonce-{label}"));
    }
}

fn keys(topic: &mut Topic, layout: &Layout) {
    let draft = typical(layout);
    for (label, secret, key) in secrets::right() {
        let code = hmac(&key, &draft.build().bytes);
        let answer = json!({ "authorization": header(super::TIME, "abcDEF", &code) });
        let request = sign(layout, &json!(secret), &fields(&draft));
        topic.push(&format!("{}/secret/{label}", layout.name), request, Judgement::Exactly(answer));
    }
    for (label, secret, is_taken) in secrets::wrong() {
        let expected = Expected::encoding("bad_value", None);
        let judgement =
            if is_taken { Judgement::RefusedHere(expected) } else { Judgement::Refused(expected) };
        topic.push(
            &format!("{}/secret/{label}", layout.name),
            sign(layout, &secret, &fields(&draft)),
            judgement,
        );
    }
}

/// Requests that are none.
fn requests(topic: &mut Topic, layout: &Layout) {
    let right = sign(layout, &json!(base64_url(&KEY)), &fields(&typical(layout)));
    let mut reject = |what: String, request: Value| {
        let judgement = Judgement::Refused(Expected::encoding("bad_value", None));
        topic.push(&format!("{}/request/{what}", layout.name), request, judgement);
    };
    for member in ["message", "secret", "fields"] {
        let mut request = right.clone();
        request.as_object_mut().map(|members| members.shift_remove(member));
        reject(format!("without-{member}"), request);
    }
    let other = json!(layout.name.to_uppercase());
    for (member, values) in [
        ("message", vec![json!("nope"), json!(""), json!("strong_etag"), other, Value::Null, json!(1)]),
        ("fields", vec![json!([]), json!(""), Value::Null, json!(1)]),
    ] {
        for value in values {
            let mut request = right.clone();
            let what = format!("{member}-{value}");
            request[member] = value;
            reject(what, request);
        }
    }
}

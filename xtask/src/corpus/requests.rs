//! Requests to write a message that there is not, or that do not say what they should.

use serde_json::{Value, json};

use crate::model::Target;
use crate::wire::{Draft, Expected, Fill, Mode, fill};

use super::case::{Judgement, Topic};
use super::encode::{fields, request};

pub(crate) fn add(topic: &mut Topic, targets: &[Target<'_>]) {
    for target in targets {
        let draft = fill(*target, Mode::Minimal, Fill::Typical);
        nowhere(topic, &draft);
        variants(topic, &draft);
    }
    let draft = fill(targets[0], Mode::Minimal, Fill::Typical);
    let wrong = [
        ("protocol", vec![json!("nope"), json!(""), json!("STATEFUL"), Value::Null, json!(1)]),
        ("direction", vec![json!("nope"), json!(""), json!("S2B"), Value::Null, json!(1)]),
        ("message", vec![json!("nope"), json!(""), Value::Null, json!(1)]),
        ("minimal_headers", vec![json!("true"), json!("false"), json!(0), json!(1), Value::Null, json!([])]),
        ("fields", vec![json!([]), json!(""), Value::Null, json!(1), json!(true), json!([{}])]),
    ];
    for (member, values) in wrong {
        for value in values {
            with(topic, &draft, member, value);
        }
        without(topic, &draft, member);
    }
}

/// The message in the other direction, if that has none of its name, and its name in other spellings.
fn nowhere(topic: &mut Topic, draft: &Draft<'_>) {
    let (target, name) = (&draft.target, draft.target.message.name.snake());
    for direction in lonelypsp_schema::Direction::BOTH {
        if target.protocol.by_name(direction, name).is_none() {
            with(topic, draft, "direction", json!(direction.as_str()));
        }
    }
    with(topic, draft, "message", json!(name.to_uppercase()));
    with(topic, draft, "message", json!(format!("{name} ")));
}

fn variants(topic: &mut Topic, draft: &Draft<'_>) {
    let mut wrong = vec![json!("nope"), json!("")];
    if let Some(variant) = draft.target.variant() {
        wrong.extend([Value::Null, json!(variant.to_uppercase())]);
        without(topic, draft, "variant");
    } else {
        wrong.push(json!("uncompressed"));
    }
    for value in wrong {
        with(topic, draft, "variant", value);
    }
}

fn with(topic: &mut Topic, draft: &Draft<'_>, member: &str, value: Value) {
    let mut request = request(draft, &fields(draft));
    let what = format!("{member}-{value}");
    request[member] = value;
    push(topic, draft, request, &what);
}

fn without(topic: &mut Topic, draft: &Draft<'_>, member: &str) {
    let mut request = request(draft, &fields(draft));
    request.as_object_mut().map(|members| members.shift_remove(member));
    push(topic, draft, request, &format!("without-{member}"));
}

fn push(topic: &mut Topic, draft: &Draft<'_>, request: Value, what: &str) {
    let name = format!("request/{}/{what}", draft.target.label());
    topic.push(&name, request, Judgement::Refused(Expected::encoding("bad_value", None)));
}

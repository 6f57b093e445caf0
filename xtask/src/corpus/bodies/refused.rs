//! Messages that are not written: values that do not fit, entries out of order, fields that there are not.

use serde_json::{Map, Value, json};

use crate::corpus::case::{Case, Judgement, Topic};
use crate::forms::{Bad, MOST, bad, malformed, read as read_value, too_long};
use crate::wire::Expected;
use crate::wire::body::{Draft, Field, Kind, Layout, Part, Role, typical};

use super::{Refusable, encode, fields, is_written_by_reference, named, schema_kind};

/// What is malformed is tried at length once for each kind, and once for each field.
pub(super) fn add(topic: &mut Topic, layout: &Layout, kinds: &mut Vec<Kind>) {
    let draft = typical(layout);
    for fault in faults(layout) {
        let is_new = fault.kind.is_none_or(|kind| !kinds.contains(&kind));
        kinds.extend(fault.kind);
        for (index, bad) in fault.bads.iter().enumerate() {
            if bad.kind != "bad_value" || index == 0 || is_new {
                refuse(topic, &draft, &[(&fault, bad)]);
            }
        }
    }
    pairs(topic, &draft);
    entries(topic, &draft);
    names(topic, &draft);
}

/// One request for each thing that can be wrong, or two for each field.
pub(crate) fn refusable(layout: &Layout) -> Vec<Refusable> {
    let mut topic = Topic::new("");
    let draft = typical(layout);
    for fault in faults(layout) {
        for turn in [0, 1] {
            refuse(&mut topic, &draft, &[(&fault, pick(&fault, turn))]);
        }
    }
    entries(&mut topic, &draft);
    let refusable = |case: Case| Refusable {
        label: case.name.trim_start_matches('/').replacen(&format!("{}/", layout.name), "", 1),
        fields: case.request["fields"].as_object().cloned().unwrap_or_default(),
        judgement: case.judgement,
    };
    topic.cases.into_iter().map(refusable).collect()
}

/// The same where a header is checked, for the fields that it does not bring.
pub(crate) fn in_checks(layout: &Layout) -> Vec<Refusable> {
    let mut all = refusable(layout);
    all.retain(|bad| !bad.label.contains("/timestamp-") && !bad.label.contains("/nonce-"));
    for bad in &mut all {
        bad.fields.shift_remove("timestamp");
        bad.fields.shift_remove("nonce");
        // It asserts the length of this digest, which it does not where it signs.
        if layout.name == "notify"
            && let Judgement::RefusedHere(expected) = &bad.judgement
        {
            bad.judgement = Judgement::Refused(expected.clone());
        }
    }
    all
}

/// Values that a field cannot have.
pub(crate) fn bad_values(layout: &Layout, field: &Field) -> Vec<Value> {
    bads(layout, field).into_iter().map(|bad| bad.value).collect()
}

/// What can be wrong with a field.
struct Fault {
    field: &'static str,
    /// The kind of the field's value, if there are others of that kind.
    kind: Option<Kind>,
    bads: Vec<Bad>,
}

/// In the order in which it is reported.
fn faults(layout: &Layout) -> Vec<Fault> {
    let of_group = || {
        let values = [Value::Null, json!({}), json!(""), json!(7), json!([7]), json!([[]]), json!([{}])];
        let bad = |value: Value| Bad::new("bad_value", format!("malformed-{value}"), value);
        values.into_iter().map(bad).collect()
    };
    let fault = |part: &Part| {
        let (field, kind, bads) = match part {
            Part::Value(field) if field.role != Role::RestLength => {
                (field.name, Some(field.kind), bads(layout, field))
            }
            Part::Group { name, .. } => (*name, None, of_group()),
            Part::Rest(name) => (*name, None, malformed(lonelypsp_schema::Kind::BYTES)),
            Part::Value(_) | Part::Code(_) | Part::Literal(_) => return None,
        };
        Some(Fault { field, kind, bads })
    };
    layout.parts.iter().filter_map(fault).collect()
}

/// What the reference signs of another length, it does not check.
fn bads(layout: &Layout, field: &Field) -> Vec<Bad> {
    let mut bads = bad(schema_kind(field.kind));
    if field.prefix == 1 {
        let over = if field.kind == Kind::Bytes { json!("61".repeat(256)) } else { json!("é".repeat(128)) };
        bads.push(Bad::new("too_long", "256-bytes", over));
    }
    let is_long = field.prefix == 2 && ["tracing", "url", "recovery", "authorization"].contains(&field.name);
    if is_long && ["subscribe_exact", "response_generic", "strong_etag"].contains(&layout.name) {
        bads.push(too_long(schema_kind(field.kind)));
    }
    // The reference asserts the length of these.
    let is_asserted = ["receive", "confirm_notify", "stateful_enable_zstd_custom"].contains(&layout.name);
    for bad in &mut bads {
        bad.is_written &= !is_asserted;
    }
    bads
}

/// Any two fields, in turns malformed and beyond their limits.
fn pairs(topic: &mut Topic, draft: &Draft<'_>) {
    let faults = faults(draft.layout);
    for (index, first) in faults.iter().enumerate() {
        for (turn, second) in faults.iter().enumerate().skip(index + 1) {
            refuse(topic, draft, &[(first, pick(first, turn)), (second, pick(second, turn + 1))]);
        }
    }
}

/// The first or the last that can be wrong with a field.
fn pick(fault: &Fault, turn: usize) -> &Bad {
    &fault.bads[if turn.is_multiple_of(2) { 0 } else { fault.bads.len() - 1 }]
}

/// The first is reported. The reference writes the message only if it writes all of these values.
fn refuse(topic: &mut Topic, draft: &Draft<'_>, wrong: &[(&Fault, &Bad)]) {
    let mut fields = fields(draft);
    for (fault, bad) in wrong {
        fields.insert(fault.field.to_owned(), bad.value.clone());
    }
    let expected = Expected::encoding(wrong[0].1.kind, Some(wrong[0].0.field));
    let what: Vec<_> = wrong.iter().map(|(fault, bad)| format!("{}-{}", fault.field, bad.label)).collect();
    let is_written = wrong.iter().all(|(_, bad)| bad.is_written);
    push(topic, draft, &fields, &what.join("+"), expected, is_written);
}

fn push(
    topic: &mut Topic,
    draft: &Draft<'_>,
    fields: &Map<String, Value>,
    what: &str,
    expected: Expected,
    is_written: bool,
) {
    let judgement = match (is_written_by_reference(draft.layout), is_written) {
        (false, _) => Judgement::RefusedAlone(expected),
        (true, false) => Judgement::Refused(expected),
        (true, true) => Judgement::RefusedHere(expected),
    };
    let name = named(draft.layout, &format!("refused/{what}"));
    topic.push(&name, encode(draft.layout, fields), judgement);
}

/// What is wrong within entries, and their order.
fn entries(topic: &mut Topic, draft: &Draft<'_>) {
    for part in &draft.layout.parts {
        let Part::Group { name, sorted, fields: of, .. } = part else { continue };
        let key = of[0].name;
        let right = |key: &str| read_value(schema_kind(of[0].kind), key.as_bytes());
        let mut refuse = |label: &str, list: Value, kind, at: &str| {
            let mut fields = fields(draft);
            fields.insert((*name).to_owned(), list);
            let what = format!("{name}-{label}");
            push(topic, draft, &fields, &what, Expected::encoding(kind, Some(at)), false);
        };
        // An entry in which one field has this value.
        let entry = |at: &str, value: Value| {
            let mut entry = Map::new();
            for field in *of {
                entry.insert(field.name.to_owned(), read_value(schema_kind(field.kind), &field.blank()));
            }
            entry.insert(at.to_owned(), value);
            entry
        };
        for (label, keys, wrong) in [
            ("twice", &["a", "a"][..], 1),
            ("empty-twice", &["", ""], 1),
            ("descending", &["b", "a"], 1),
            ("longer-first", &["aa", "a"], 1),
            ("third-twice", &["a", "b", "b"], 2),
            ("third-as-first", &["a", "b", "a"], 2),
            ("by-units", &["\u{10000}", "\u{ffff}"], 1),
        ] {
            if *sorted {
                let list = keys.iter().map(|one| json!(entry(key, right(one)))).collect();
                refuse(label, list, "unsorted", &format!("{name}[{wrong}].{key}"));
            }
        }
        for field in *of {
            for bad in bad(schema_kind(field.kind)) {
                let mut second = entry(key, right("b"));
                second.insert(field.name.to_owned(), bad.value);
                let list = json!([entry(key, right("a")), second]);
                let at = format!("{name}[1].{}", field.name);
                refuse(&format!("{}-{}", field.name, bad.label), list, bad.kind, &at);
            }
        }
        let long = json!([entry(of[1].name, json!("é".repeat(MOST.div_ceil(2))))]);
        refuse("second-too-long", long, "too_long", &format!("{name}[0].{}", of[1].name));
        let without = |field: &str| {
            let mut entry = entry(key, right("a"));
            entry.shift_remove(field);
            entry
        };
        let mut similar = without(key);
        similar.insert(format!("{key}s"), right("a"));
        for (label, wrong) in [
            ("without-second", without(of[1].name)),
            ("without-key", without(key)),
            ("with-more", entry("more", Value::Null)),
            ("with-similar", similar),
        ] {
            refuse(label, json!([entry(key, right("0")), wrong]), "bad_value", name);
        }
    }
}

/// Fields that are missing, and fields that there are not.
fn names(topic: &mut Topic, draft: &Draft<'_>) {
    let right = fields(draft);
    let mut reject = |fields: &Map<String, Value>, what: &str| {
        push(topic, draft, fields, what, Expected::encoding("bad_value", None), false);
    };
    for field in right.keys() {
        let mut fields = right.clone();
        fields.shift_remove(field);
        reject(&fields, &format!("without-{field}"));
        fields.insert(format!("{field}_"), right[field].clone());
        reject(&fields, &format!("without-{field}-but-similar"));
    }
    for field in ["message_length", "type", "code", "format", "unknown", ""] {
        let mut fields = right.clone();
        fields.insert(field.to_owned(), Value::Null);
        reject(&fields, &format!("with-{field}"));
    }
}

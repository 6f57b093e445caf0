//! Messages to be written.

use serde_json::{Map, Value, json};

use crate::corpus::case::{Judgement, Topic};
use crate::wire::body::{Draft, Item, Kind, Layout, Part, describe_body, empty, full, limits, typical};

use super::read::{many, one};
use super::{encode, fields, hex, is_written_by_reference, named};

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    for (label, draft) in written(layout) {
        accept(topic, &draft, &label);
    }
    empty_texts(topic, layout);
    for length in [0, 1, 255, 256].into_iter().filter(|_| layout.rest().is_some()) {
        let mut draft = typical(layout);
        let rest: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
        draft.set_rest(&rest);
        describe_body(&mut draft);
        accept(topic, &draft, &format!("rest-of-{length}-bytes"));
        // Who writes does not compute the digest.
        draft.set("message_sha512", &[7; 64]);
        accept(topic, &draft, &format!("rest-of-{length}-bytes-and-any-digest"));
    }
}

/// Messages that can be written: values at their edges, and entries.
pub(crate) fn written(layout: &Layout) -> Vec<(String, Draft<'_>)> {
    let mut drafts: Vec<_> = [("typical", typical(layout)), ("empty", empty(layout)), ("full", full(layout))]
        .map(|(label, draft)| (label.to_owned(), draft))
        .into();
    for field in layout.fields() {
        for value in limits(&field) {
            let mut draft = typical(layout);
            draft.set(field.name, &value.bytes);
            drafts.push((format!("{}/{}", field.name, value.label), draft));
        }
    }
    for (index, part) in layout.parts.iter().enumerate() {
        let Part::Group { name, fields: of, .. } = part else { continue };
        let mut with = |label: String, entries| {
            let mut draft = typical(layout);
            draft.items[index] = Item::Entries(entries, None);
            drafts.push((label, draft));
        };
        for field in *of {
            for value in limits(field) {
                let label = format!("{name}/{}/{}", field.name, value.label);
                with(label, vec![one(of, field, &value.bytes)]);
            }
        }
        for count in [1, 255, 256, 300] {
            with(format!("{name}/{count}-entries"), many(of, count));
        }
        let sorted = ["", "\0", "Z", "a", "aa", "ab", "é", "\u{ffff}", "\u{10000}"];
        let entries = sorted.iter().map(|key| one(of, &of[0], key.as_bytes())).collect();
        with(format!("{name}/sorted"), entries);
    }
    drafts
}

/// An empty text is written like none.
fn empty_texts(topic: &mut Topic, layout: &Layout) {
    for field in layout.fields().iter().filter(|field| field.kind == Kind::OptionalText) {
        let mut draft = typical(layout);
        draft.set(field.name, b"");
        let mut fields = fields(&draft);
        fields.insert(field.name.to_owned(), json!(""));
        with(topic, &draft, &fields, &format!("{}/empty-text", field.name));
    }
    for (index, part) in layout.parts.iter().enumerate() {
        let Part::Group { name, sorted: true, fields: of, .. } = part else { continue };
        let mut draft = typical(layout);
        draft.items[index] = Item::Entries(vec![one(of, &of[0], b"a")], None);
        let mut fields = fields(&draft);
        fields[*name][0]["recovery"] = json!("");
        with(topic, &draft, &fields, &format!("{name}/recovery/empty-text"));
    }
}

/// The message is written so.
pub(super) fn accept(topic: &mut Topic, draft: &Draft<'_>, what: &str) {
    with(topic, draft, &fields(draft), what);
}

fn with(topic: &mut Topic, draft: &Draft<'_>, fields: &Map<String, Value>, what: &str) {
    let bytes = json!({ "hex": hex(&draft.build().bytes) });
    let is_written = is_written_by_reference(draft.layout);
    let judgement = if is_written { Judgement::Exactly(bytes) } else { Judgement::Alone(bytes) };
    topic.push(&named(draft.layout, &format!("write/{what}")), encode(draft.layout, fields), judgement);
}

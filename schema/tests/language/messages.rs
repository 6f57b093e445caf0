//! The schema around a key that is said of a message or in one.

use lonelypsp_schema::language::Key;

use crate::around::{Files, in_message, merged};

const MESSAGE: &[&str] =
    &["from: subscriber", "code: 1", "doc: Said.", "headers: { x-count: count, x-nick: nick }"];
const VARIANTS: &str = "variants: { first: { when: { x-count: 0 }, doc: F. }, rest: { doc: R. } }";

pub(crate) fn around(mapping: &str, key: &Key, example: &str) -> Files {
    let one_message = |more: &[&str], last: &str| in_message("chat", &merged(MESSAGE, more, last, 4));
    match mapping {
        "a message" => match key.name {
            "sequence" => one_message(&["headers: -"], example),
            "http" => {
                let more = &["headers: -", "sequence: [{ field: count, type: time }]"];
                in_message("web", &merged(MESSAGE, more, example, 4))
            }
            _ => one_message(&[], example),
        },
        "a header" => header(key, example),
        "a deprecation" => {
            let said = merged(&["note: X."], &[], example, 6);
            in_message("chat", &(merged(MESSAGE, &[], "code: 1", 4) + "    deprecated:\n" + &said))
        }
        "a body of a variant" => one_message(
            &["body: bytes"],
            &format!(
                "variants: {{ first: {{ when: {{ x-count: 0 }}, doc: F., body: {{ {example} }} }}, rest: {{ doc: R. }} }}"
            ),
        ),
        "a body" => one_message(&[], &format!("body: {{ {example} }}")),
        "a variant" => variant(key, example),
        "a header of a variant" => {
            let ty = match key.name {
                "equals" => "count",
                "verify" => "digest",
                _ => "nick",
            };
            let headers = format!("headers: {{ x-count: count, x-nick: {ty} }}");
            let first =
                format!("{{ when: {{ x-count: 0 }}, doc: F., headers: {{ x-nick: {{ {example} }} }} }}");
            one_message(
                &[&headers, "body: bytes"],
                &format!("variants: {{ first: {first}, rest: {{ doc: R. }} }}"),
            )
        }
        "an item of a sequence" => item(key, example),
        "a field of a variant" => {
            let ty = match key.name {
                "equals" => "type: time",
                "verify" => "type: digest",
                _ => "type: topic, prefix: u8",
            };
            let items =
                format!("{{ field: count, type: time }}, {{ field: nick, {ty} }}, {{ rest: text, doc: T. }}");
            let first = format!("{{ when: {{ count: 0 }}, doc: F., fields: {{ nick: {{ {example} }} }} }}");
            let variants = format!("variants: {{ first: {first}, rest: {{ doc: R. }} }}");
            one_message(&["headers: -", &format!("sequence: [{items}]")], &variants)
        }
        "an HTTP request" => {
            let request = merged(&["method: POST", "path: /v1/x"], &[], example, 6);
            let more = &["headers: -", "sequence: [{ field: count, type: time }]"];
            in_message("web", &(merged(MESSAGE, more, "code: 1", 4) + "    http:\n" + &request))
        }
        "what signs a message" => {
            let signed = merged(&["document: signing.line"], &[], example, 6);
            let more: &[&str] = if key.name == "variant" { &[VARIANTS] } else { &[] };
            let mut files =
                in_message("chat", &(merged(MESSAGE, more, "code: 1", 4) + "    signed:\n" + &signed));
            if key.name == "values" {
                files[2].1.push_str("      - { field: url, type: topic, prefix: u16 }\n");
            }
            files
        }
        name => panic!("no schema is known around {name}"),
    }
}

fn header(key: &Key, example: &str) -> Files {
    let more: &[&str] = match key.name {
        "equals" | "default" => &["type: count"],
        "verify" => &["type: digest"],
        _ => &[],
    };
    let header = merged(&["type: nick"], more, example, 8);
    let more: &[&str] = if key.name == "when" { &[VARIANTS] } else { &[] };
    let lines = merged(MESSAGE, more, "headers: -", 4);
    let body = "    body: bytes\n    headers:\n      x-count: count\n      x-other:\n";
    in_message("chat", &(lines + body + &header))
}

fn variant(key: &Key, example: &str) -> Files {
    let is_sequence = example.contains("{ count:") || key.name == "fields";
    let when = if is_sequence { "when: { count: 0 }" } else { "when: { x-count: 0 }" };
    let variants = format!(
        "    variants:\n      first:\n{}      rest: {{ doc: R. }}\n",
        merged(&[when, "doc: F."], &[], example, 8)
    );
    let items = "sequence: [{ field: count, type: time }, { field: nick, type: nick, prefix: u8 }]";
    let lines = if is_sequence {
        merged(MESSAGE, &["headers: -"], items, 4)
    } else {
        merged(MESSAGE, &[], "body: bytes", 4)
    };
    in_message("chat", &(lines + &variants))
}

fn item(key: &Key, example: &str) -> Files {
    let field: &[&str] = &["field: other", "type: topic", "prefix: u8"];
    let group: &[&str] =
        &["group: others", "count: u8", "doc: O.", "items: [{ field: topic, type: topic, prefix: u8 }]"];
    let (base, more): (&[&str], &[&str]) = match key.name {
        "literal" | "code" => (&[], &[]),
        "rest" => (&["doc: R."], &[]),
        "group" | "count" | "sorted" | "items" => (group, &[]),
        "ambiguous" => (group, &["count: -"]),
        "equals" => (field, &["type: time", "prefix: -"]),
        "verify" => (field, &["type: digest", "prefix: -"]),
        _ => (field, &[]),
    };
    let item = merged(base, more, example, 8).replacen("        ", "      - ", 1);
    let behind = match key.name {
        "rest" => "",
        "ambiguous" => "      - literal: \"00\"\n",
        _ => "      - { rest: text, doc: T. }\n",
    };
    let more = if key.name == "when" {
        "variants: { first: { when: { count: 0 }, doc: F. }, rest: { doc: R. } }"
    } else {
        "code: 1"
    };
    let lines = merged(MESSAGE, &["headers: -"], more, 4);
    let first = "    sequence:\n      - { field: count, type: time }\n";
    in_message("chat", &(lines + first + &item + behind))
}

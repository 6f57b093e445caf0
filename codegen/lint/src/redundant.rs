//! Keys that say what holds without them.

use lonelypsp_schema::yaml::{Node, Value};

use crate::edit;
use crate::outline::Outline;
use crate::tree::{entries, get, get_entries, get_text, text};
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    for ty in &outline.types {
        is_false("secret", ty.node, found);
        is_word("write", "minimal", ty.node, found);
    }
    for protocol in &outline.protocols {
        is_word("prefix", "flags_and_code", protocol.decl.node, found);
        is_word("unknown_flags", "ignore", protocol.decl.node, found);
    }
    for message in &outline.messages {
        for header in &message.headers {
            let field = header.name.value.trim_start_matches("x-").replace('-', "_");
            is_word("field", &field, header.node, found);
        }
        if let Some(body) = get(message.decl.node, "body") {
            is_word("field", "body", body, found);
        }
        for item in message.items.iter().filter(|item| item.key.value == "group") {
            is_false("ambiguous", item.node, found);
        }
        look_at_signatures(message.decl.node, found);
        for variant in &message.variants {
            for (name, value) in get_entries(variant.node, "headers") {
                repeats_message(message, &name.value, value, found);
            }
        }
    }
}

/// Values of a document that come from where they would come from anyway.
fn look_at_signatures(message: &Node, found: &mut Found<'_>) {
    let Some(signed) = get(message, "signed") else { return };
    let all = match &signed.value {
        Value::List(list) => list.as_slice(),
        _ => std::slice::from_ref(signed),
    };
    for values in all.iter().filter_map(|one| get(one, "values")) {
        for (name, _) in entries(values) {
            is_word(&name.value, &name.value, values, found);
        }
    }
}

/// What a variant says of a header as the message does.
fn repeats_message(message: &crate::outline::Message<'_>, name: &str, value: &Node, found: &mut Found<'_>) {
    let Some(header) = message.headers.iter().find(|header| header.name.value == name) else { return };
    for key in ["field", "equals", "verify"] {
        if let Some(said) = get_text(header.node, key) {
            is_word(key, said, value, found);
        }
    }
}

fn is_false(key: &str, node: &Node, found: &mut Found<'_>) {
    is_so(key, node, |value| matches!(value.value, Value::Bool(false)), found);
}

fn is_word(key: &str, word: &str, node: &Node, found: &mut Found<'_>) {
    is_so(key, node, |value| text(value) == Some(word), found);
}

fn is_so(key: &str, node: &Node, holds: impl Fn(&Node) -> bool, found: &mut Found<'_>) {
    let Some(entry) = entries(node).iter().find(|(name, value)| name.value == key && holds(value)) else {
        return;
    };
    let (name, value) = entry;
    let span = lonelypsp_schema::Span { end: value.span.end, ..name.span };
    let fix = edit::leave_out(found.text(span), node, entry);
    let said = found.text(span).get(span.start as usize..span.end as usize).unwrap_or(key).to_owned();
    found.add(Lint::Redundant, span, format!("`{said}` holds without being said"), |f| {
        let f = f.help("leave it out");
        match fix {
            Some(fix) => f.fix(fix),
            None => f,
        }
    });
}

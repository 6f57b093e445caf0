//! Rules about codes of messages and bits of flags.

use std::collections::{BTreeMap, BTreeSet};

use lonelypsp_schema::Span;

use crate::outline::Outline;
use crate::tree::{get, get_text, numbers};
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    // Without a prefix, codes stand where messages have them, or nowhere.
    let bare = outline.protocols.iter().filter(|one| get_text(one.decl.node, "prefix") == Some("none"));
    let bare: BTreeSet<&str> = bare.map(|one| one.decl.name.value.as_str()).collect();
    let mut codes: BTreeMap<(&str, &str), BTreeMap<i128, Span>> = BTreeMap::new();
    for message in &outline.messages {
        let Some(code) = get(message.decl.node, "code") else { continue };
        let from = get_text(message.decl.node, "from").unwrap_or_default();
        let used = numbers(code);
        let codes = codes.entry((message.protocol, from)).or_default();
        codes.extend(used.iter().map(|code| (*code, message.decl.name.span)));
        let is_sent =
            !bare.contains(message.protocol) || message.items.iter().any(|item| item.key.value == "code");
        if used.contains(&0) && is_sent {
            let text = format!("`{}` has the code 0", message.decl.name.value);
            found.add(Lint::CodeZero, code.span, text, |f| f.help("begin with 1"));
        }
    }
    for ((protocol, from), codes) in &codes {
        for (gap, span) in gaps(codes) {
            let text =
                format!("no message of `{protocol}` from the {from} has {} {gap}", code_or_codes(&gap));
            found.add(Lint::CodeGap, span, text, |f| {
                f.help("close the gap, or make an exception whose reason says what was there")
            });
        }
    }
    for protocol in &outline.protocols {
        let bits = protocol.flags.iter().flat_map(|flag| {
            let bits = get(flag.node, "bit").map(numbers).unwrap_or_default();
            bits.into_iter().map(|bit| (bit, flag.name.span))
        });
        for (gap, span) in gaps(&bits.collect()) {
            let text = format!("no flag of `{}` has bit {gap}", protocol.decl.name.value);
            found.add(Lint::BitGap, span, text, |f| {
                f.help("close the gap, or make an exception whose reason says what was there")
            });
        }
    }
}

/// What is missing between two numbers, each with what comes behind it: `3`, `5 to 7`.
fn gaps(numbers: &BTreeMap<i128, Span>) -> Vec<(String, Span)> {
    let pairs = numbers.keys().zip(numbers.iter().skip(1));
    let gap = |(before, (next, span)): (&i128, (&i128, &Span))| {
        let (first, last) = (before + 1, next - 1);
        match first.cmp(&last) {
            std::cmp::Ordering::Less => Some((format!("{first} to {last}"), *span)),
            std::cmp::Ordering::Equal => Some((first.to_string(), *span)),
            std::cmp::Ordering::Greater => None,
        }
    };
    pairs.filter_map(gap).collect()
}

fn code_or_codes(gap: &str) -> &'static str {
    if gap.contains(' ') { "the codes" } else { "the code" }
}

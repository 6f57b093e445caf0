//! Rules about limits that no writer or reader can use.

use std::collections::BTreeMap;

use crate::outline::{Item, Message, Outline, Says};
use crate::tree::{get, get_text, items, text};
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    // The most bytes that anything before a value of the type can say; none if that is not limited.
    let mut most: BTreeMap<&str, Option<i128>> = BTreeMap::new();
    for value in outline.values() {
        let Some(name) = text(value.ty) else { continue };
        let is_header = value.decl.name.value.as_str() == value.name;
        let says =
            if is_header { Some(0xffff) } else { get_text(value.decl.node, "prefix").and_then(widest) };
        let entry = most.entry(name).or_insert(says);
        *entry = (*entry).zip(says).map(|(one, other)| one.max(other));
    }
    for ty in &outline.types {
        let (Some(max), Some(Some(most))) = (Says::of(*ty).max, most.get(ty.name.value.as_str())) else {
            continue;
        };
        // Shorter limits are worth saying, since another length may stand before the next value.
        if max == *most && max > 0xff {
            let span = get(ty.node, "max").map_or(ty.name.span, |max| max.span);
            let message =
                format!("`{}` may have {max} bytes, and no length before it can say more", ty.name.value);
            found.add(Lint::NoEffect, span, message, |f| f.help("leave `max` out, or make it smaller"));
        }
    }
    for message in &outline.messages {
        for item in &message.items {
            look_at_item(outline, message, *item, found);
        }
    }
}

fn look_at_item(outline: &Outline<'_>, message: &Message<'_>, item: Item<'_>, found: &mut Found<'_>) {
    for key in ["prefix", "count"] {
        if let Some(width) = get(item.node, key).filter(|width| text(width) == Some("u64")) {
            let text =
                format!("`{key}: u64` in `{}` says more than any memory holds", message.decl.name.value);
            found.add(Lint::WideCount, width.span, text, |f| f.help(format!("say `{key}: u32`")));
        }
    }
    match item.key.value.as_str() {
        "field" => look_at_field(outline, item, found),
        "group" => look_at_group(outline, item, found),
        _ => {}
    }
}

fn look_at_field(outline: &Outline<'_>, item: Item<'_>, found: &mut Found<'_>) {
    let name = text(item.name).unwrap_or_default();
    let ty = get_text(item.node, "type").and_then(|name| outline.ty(name));
    let (Some(prefix), Some(ty)) = (get(item.node, "prefix"), ty) else { return };
    let says = Says::of(ty);
    if let Some(length) = says.length {
        let message = format!("a length stands before `{name}`, which always has {length} {}", bytes(length));
        found.add(Lint::PrefixOfExact, prefix.span, message, |f| f.help("leave `prefix` out"));
    }
    let is_wide = matches!(text(prefix), Some("u32" | "u64"));
    if is_wide && says.is_text_or_bytes() && says.max.is_none() && says.length.is_none() {
        let message = format!(
            "`{name}` can have as many bytes as its length of {} can say",
            text(prefix).unwrap_or_default()
        );
        found.add(Lint::NoBound, item.name.span, message, |f| {
            f.help(format!("give the type `{}` a `max`, or the value a narrower `prefix`", ty.name.value))
        });
    }
}

fn look_at_group(outline: &Outline<'_>, item: Item<'_>, found: &mut Found<'_>) {
    let name = text(item.name).unwrap_or_default();
    let inner = get(item.node, "items").map(items).unwrap_or_default();
    let (Some(count), Some(sorted)) = (get(item.node, "count"), get_text(item.node, "sorted")) else {
        return;
    };
    let key = inner.iter().find(|item| get_text(item, "field") == Some(sorted));
    let ty = key.and_then(|key| get_text(key, "type")).and_then(|name| outline.ty(name));
    let (Some(values), Some(most)) = (ty.and_then(|ty| Says::of(ty).values()), text(count).and_then(widest))
    else {
        return;
    };
    if most.unsigned_abs() > values {
        let message = format!(
            "`{name}` is sorted by `{sorted}`, of which there are {values} values, and counts up to {most}"
        );
        found.add(Lint::TooManyEntries, count.span, message, |f| f.help("use a narrower `count`"));
    }
}

/// The unit of so many.
pub(crate) fn bytes(count: i128) -> &'static str {
    if count == 1 { "byte" } else { "bytes" }
}

/// The most that a number of this width says.
fn widest(width: &str) -> Option<i128> {
    match width {
        "u8" => Some(0xff),
        "u16" => Some(0xffff),
        "u32" => Some(0xffff_ffff),
        "u64" => Some(i128::from(u64::MAX)),
        _ => None,
    }
}

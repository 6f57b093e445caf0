//! Random messages without header names: fields, literals, groups in groups, a rest, variants.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::forms::choose;

use super::generate::Generator;
use super::texts::text;

/// Groups and fields are part of the names of types, which have a longest length.
const LONGEST: usize = 12;
/// How deep groups lie in groups at most.
const DEEPEST: u8 = 4;

/// A message.
pub(super) fn message(generator: &mut Generator<'_>, from: &str, code: u16) -> Value {
    let fields = generator.flags.clone();
    let mut builder = Builder { generator, fields, numbers: Vec::new() };
    let rest = builder.rest();
    let mut items = builder.items(0);
    builder.relate(&mut items, rest.as_ref());
    let variants = builder.variants(&mut items);
    items.extend(rest);
    let mut message =
        json!({ "from": from, "code": code, "doc": text(&mut builder.generator.rng), "sequence": items });
    if let Some(variants) = variants {
        message["variants"] = variants;
    }
    message
}

struct Builder<'g, 'b> {
    generator: &'g mut Generator<'b>,
    /// What the fields of the message itself are called.
    fields: HashSet<String>,
    /// Unsigned numbers of the message itself: index among the items, name, and largest value.
    numbers: Vec<(usize, String, u64)>,
}

impl Builder<'_, '_> {
    fn once_in(&mut self, times: u8) -> bool {
        self.generator.rng.u8(..times) == 0
    }

    /// Items of the message, or of an entry that lies so deep.
    fn items(&mut self, depth: u8) -> Vec<Value> {
        let count = choose(&mut self.generator.rng, &[0, 1, 1, 2, 3, 4, 6]).max(usize::from(depth > 0));
        let mut scope = HashSet::new();
        let mut items = Vec::new();
        for _ in 0..count {
            match self.generator.rng.u8(..10) {
                0 => items.push(json!({ "literal": self.literal(1) })),
                1 if !self.once_in(3) => {
                    items.push(json!({ "code": choose(&mut self.generator.rng, &["u16", "u32", "u64"]) }));
                }
                2..=4 if depth < DEEPEST => self.group(depth, &mut scope, &mut items),
                _ => self.field(depth, &mut scope, &mut items),
            }
        }
        items
    }

    fn name(&mut self, depth: u8, scope: &mut HashSet<String>) -> String {
        if depth == 0 {
            return self.generator.name_within(LONGEST, &mut self.fields);
        }
        self.generator.name_within(LONGEST, scope)
    }

    /// Hex digits of so many bytes, the first of which is hardly ever that of a length.
    fn literal(&mut self, least: usize) -> String {
        let count = self.generator.rng.usize(least..least + 3);
        let bytes = (1..count).map(|_| self.generator.rng.u8(..)).collect::<Vec<_>>();
        bytes.iter().fold("fd".to_owned(), |text, byte| format!("{text}{byte:02x}"))
    }

    fn field(&mut self, depth: u8, scope: &mut HashSet<String>, items: &mut Vec<Value>) {
        let ty = self.generator.rng.usize(..self.generator.types.len());
        let name = self.name(depth, scope);
        let ty = &self.generator.types[ty];
        let (type_name, most, is_fixed, longest) = (ty.name.clone(), ty.most, ty.is_fixed, ty.longest);
        let mut item = json!({ "field": name, "type": type_name });
        if !is_fixed || self.once_in(3) {
            let widths: &[&str] =
                if longest > 255 { &["u16", "u32", "u64"] } else { &["u8", "u8", "u16", "u32", "u64"] };
            item["prefix"] = choose(&mut self.generator.rng, widths).into();
        }
        if self.once_in(3) {
            item["doc"] = text(&mut self.generator.rng).into();
        }
        if let (0, Some(most)) = (depth, most) {
            self.numbers.push((items.len(), name, most));
        }
        items.push(item);
    }

    fn group(&mut self, depth: u8, scope: &mut HashSet<String>, items: &mut Vec<Value>) {
        let name = self.name(depth, scope);
        let inner = self.items(depth + 1);
        let mut group = json!({ "group": name, "doc": text(&mut self.generator.rng), "items": inner });
        if let Some(sorted) = self.sorted(&inner) {
            group["sorted"] = sorted.into();
        }
        if self.once_in(3) {
            if self.once_in(2) {
                group["ambiguous"] = self.once_in(2).into();
            }
            // Many lengths begin with zeros, so that entries begin like it; a type code would always do so.
            let is_value = inner.first().is_some_and(|item| item["code"].is_null());
            let is_likely = is_value && self.once_in(4);
            let literal = if is_likely { "00".to_owned() } else { self.literal(4) };
            items.extend([group, json!({ "literal": literal })]);
        } else {
            group["count"] = choose(&mut self.generator.rng, &["u8", "u16", "u32", "u64"]).into();
            items.push(group);
        }
    }

    /// A field of these that entries can be sorted by.
    fn sorted(&mut self, items: &[Value]) -> Option<String> {
        let has_order = |item: &&Value| {
            self.generator.types.iter().any(|ty| item["type"] == ty.name.as_str() && ty.has_order)
        };
        let fields: Vec<_> =
            items.iter().filter(has_order).filter_map(|item| item["field"].as_str()).collect();
        let field = self.generator.rng.choice(fields)?.to_owned();
        self.once_in(2).then_some(field)
    }

    fn rest(&mut self) -> Option<Value> {
        if self.once_in(2) {
            return None;
        }
        let name = self.name(0, &mut HashSet::new());
        let mut rest = json!({ "rest": name, "doc": text(&mut self.generator.rng) });
        if self.once_in(2) {
            rest["prefix"] = choose(&mut self.generator.rng, &["u16", "u32", "u64"]).into();
        }
        Some(rest)
    }

    /// Numbers that equal others, and digests.
    fn relate(&mut self, items: &mut [Value], rest: Option<&Value>) {
        let rest = rest.and_then(|rest| rest["rest"].as_str());
        let numbers = std::mem::take(&mut self.numbers);
        for (at, name, most) in numbers.iter().rev().cloned() {
            let earlier = numbers.iter().filter(|(other, _, _)| *other < at).map(|(_, name, _)| name.clone());
            let mut equals: Vec<String> = earlier.collect();
            equals.extend(rest.map(|rest| format!("length({rest})")));
            match self.generator.rng.choice(equals).filter(|_| self.once_in(5)) {
                Some(equals) => items[at]["equals"] = equals.into(),
                None => self.numbers.push((at, name, most)),
            }
        }
        let digest = self.generator.types.iter().find(|ty| ty.is_digest).map(|ty| ty.name.clone());
        for item in items.iter_mut().filter(|item| item["field"].is_string()) {
            if let Some(rest) = rest.filter(|_| item["type"].as_str() == digest.as_deref() && self.once_in(2))
            {
                item["verify"] = format!("sha512({rest})").into();
            }
        }
    }

    /// Several numbers against the rest; what follows the number may be there for the first of them only.
    fn variants(&mut self, items: &mut [Value]) -> Option<Value> {
        if !self.once_in(3) {
            return None;
        }
        let (at, decider, most) = self.generator.rng.choice(self.numbers.clone())?;
        let mut values: Vec<u64> = [0, 1, 2, most].into_iter().filter(|value| *value <= most).collect();
        values.dedup();
        self.generator.rng.shuffle(&mut values);
        values.truncate(self.generator.rng.usize(1..=3));
        // A relation says something about the whole message, so that what it names is always there.
        let start = items.iter().rposition(|item| item["equals"].is_string() || item["verify"].is_string());
        let start = start.map_or(at + 1, |last| last.max(at) + 1);
        if start < items.len() && self.once_in(2) && !follows_a_group(items, start) {
            for item in &mut items[start..] {
                item["when"] = json!({ decider.clone(): values[0] });
            }
        }
        let mut scope = HashSet::new();
        let mut variants = Map::new();
        for value in values.into_iter().map(Some).chain([None]) {
            let mut variant = json!({ "doc": text(&mut self.generator.rng) });
            if let Some(value) = value {
                variant["when"] = json!({ decider.clone(): value });
            }
            variants.insert(self.generator.name_within(LONGEST, &mut scope), variant);
        }
        Some(variants.into())
    }
}

/// Whether the literal at that place is the end of a group.
fn follows_a_group(items: &[Value], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| items[before]["group"].is_string() && items[before]["count"].is_null())
}

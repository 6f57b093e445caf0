//! Two messages: who sends them, their code, their layout, their shapes, and what stands around them.

use lonelypsp_schema::{Prefix, Shape};

use crate::catalogue::Rule;
use crate::conditions::conditions_of;
use crate::rule::Language;

use super::around::compare_around;
use super::fields::compare_fields;
use super::group::compare_groups;
use super::relation::compare_relations;
use super::sequence::compare_sequences;
use super::slots::{compare_slots, compare_tails};
use super::wire::{Program, code_item};
use super::{Room, variant_phrase};

pub(super) fn compare_messages(room: &mut Room<'_, '_>) {
    let (old, new) = (room.messages.old, room.messages.new);
    if old.name.snake() != new.name.snake() {
        let text = format!("the message `{}` is called `{}` now", old.name, new.name);
        let finding = room.finding(Rule::MessageRenamed, text).in_languages(&Language::ALL);
        room.push(finding);
    }
    if old.direction != new.direction {
        let text = format!(
            "`{}` came from the {} and comes from the {}",
            new.name,
            old.direction.sender(),
            new.direction.sender()
        );
        let mut finding = room.finding(Rule::MessageSenderChanged, text);
        if room.protocols.new.prefix == Prefix::None {
            // The bytes do not say who sent them.
            let from = |sender: &str| format!("from the {sender}");
            finding = finding.with_lines(&from(old.direction.sender()), &from(new.direction.sender()));
        }
        room.push(finding);
    }
    compare_codes(room);
    if old.layout.is_block() == new.layout.is_block() {
        compare_layouts(room);
    } else {
        let named = |is_block| if is_block { "headers" } else { "a sequence" };
        let text = format!(
            "`{}` had {} and has {}",
            new.name,
            named(old.layout.is_block()),
            named(new.layout.is_block())
        );
        let finding = room.finding(Rule::LayoutChanged, text);
        room.push(finding);
    }
    compare_shapes(room);
    compare_around(room);
}

/// The code is seen in the prefix, or where the sequence has it.
fn compare_codes(room: &mut Room<'_, '_>) {
    let (old, new) = (room.messages.old, room.messages.new);
    let has_prefix = room.protocols.old.prefix == Prefix::FlagsAndCode;
    let (one, other) = (code_item(old), code_item(new));
    let is_seen = has_prefix || (one.is_some() && other.is_some());
    if old.code != new.code && is_seen {
        let text = format!("the type code of `{}` was {} and is {}", new.name, old.code, new.code);
        let finding = room.finding(Rule::MessageCodeChanged, text);
        room.push(finding);
    }
    let text = match (one, other) {
        (Some((_, from)), Some((_, to))) if from != to => {
            format!("the type code in `{}` had {} and has {}", new.name, in_bytes(from), in_bytes(to))
        }
        (None, Some(_)) => format!("the type code stands in `{}` now", new.name),
        (Some(_), None) => format!("the type code no longer stands in `{}`", new.name),
        (Some(_) | None, _) => return,
    };
    // A literal of the same bytes in its place is another matter, and not one of the wire.
    if !super::sequence::is_code_a_literal(room.messages) {
        let finding = room.finding(Rule::CodeItemChanged, text);
        room.push(finding);
    }
}

fn in_bytes(count: usize) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{count} bytes") }
}

fn compare_layouts(room: &mut Room<'_, '_>) {
    compare_slots(room);
    compare_tails(room);
    compare_bodies(room);
    compare_groups(room);
    let messages = room.messages;
    let (from, to) = (Program::all(messages.old), Program::all(messages.new));
    for (one, other) in messages.shapes.iter() {
        let (Some(from), Some(to)) =
            (from.get(one).and_then(Option::as_ref), to.get(other).and_then(Option::as_ref))
        else {
            continue;
        };
        compare_relations(room, (one, from), (other, to));
        compare_sequences(room, (one, from), (other, to));
    }
}

fn compare_bodies(room: &mut Room<'_, '_>) {
    let (old, new) = (&room.messages.old.layout, &room.messages.new.layout);
    let place = |layout: &lonelypsp_schema::Layout| {
        layout.shapes.iter().find_map(|shape| shape.body.as_ref()).map(|body| body.name.span)
    };
    let (from, to) = (place(old), place(new));
    let name = &room.messages.new.name;
    let (rule, text) = match (&old.body, &new.body) {
        (None, Some(_)) => (Rule::BodyAdded, format!("`{name}` has a body now")),
        (Some(_), None) => (Rule::BodyRemoved, format!("`{name}` has no body any more")),
        (Some(one), Some(other)) if one.prefix != other.prefix => {
            let width = |prefix: Option<lonelypsp_schema::Width>| match prefix {
                Some(width) => format!("a length of {} before it", width.as_str()),
                None => "no length before it".to_owned(),
            };
            let text = format!("`{}` had {} and has {}", other.at, width(one.prefix), width(other.prefix));
            (Rule::BodyLengthChanged, text)
        }
        (Some(one), Some(other)) if one.at != other.at => {
            (Rule::RenamedInErrors, format!("errors about `{}` name `{}` now", one.at, other.at))
        }
        (Some(_) | None, _) => return,
    };
    let finding = room.finding_at(rule, from, to, text).about("body");
    room.push(finding);
}

fn compare_shapes(room: &mut Room<'_, '_>) {
    let messages = room.messages;
    let (old, new) = (&messages.old.layout.shapes, &messages.new.layout.shapes);
    let has_variants = |shapes: &[Shape]| shapes.iter().any(|shape| shape.variant.is_some());
    if has_variants(old) != has_variants(new) {
        let text = if has_variants(new) { "has variants now" } else { "has no variants any more" };
        let text = format!("`{}` {text}", messages.new.name);
        let finding = room.finding(Rule::ShapesChanged, text).in_languages(&Language::ALL);
        room.push(finding);
    }
    for shape in messages.shapes.removed().map(|index| &old[index]) {
        let Some(variant) = &shape.variant else { continue };
        let text = format!("`{}` has no variant `{variant}` any more", messages.new.name);
        for rule in [Rule::VariantRemoved, Rule::TypeRemoved] {
            let finding = room.finding_at(rule, Some(variant.span), None, &*text);
            let languages: &[Language] = if rule == Rule::TypeRemoved { &Language::ALL } else { &[] };
            room.push(finding.in_languages(languages));
        }
    }
    for shape in messages.shapes.added().map(|index| &new[index]) {
        let Some(variant) = &shape.variant else { continue };
        let text = format!("`{}` has a new variant `{variant}`", messages.new.name);
        for rule in [Rule::VariantAdded, Rule::TypeAdded] {
            let finding = room.finding_at(rule, None, Some(variant.span), &*text);
            let languages: &[Language] =
                if rule == Rule::TypeAdded { &[Language::Rust, Language::TypeScript] } else { &[] };
            room.push(finding.in_languages(languages));
        }
    }
    compare_order(room);
    for (one, other) in messages.shapes.iter() {
        compare_shape(room, &old[one], &new[other]);
        compare_fields(room, one, other);
    }
}

fn compare_shape(room: &mut Room<'_, '_>, old: &Shape, new: &Shape) {
    let messages = room.messages;
    let places = (old.variant.as_ref().map(|name| name.span), new.variant.as_ref().map(|name| name.span));
    if let (Some(one), Some(other)) = (&old.variant, &new.variant)
        && one.snake() != other.snake()
    {
        let text = format!("the variant `{one}` of `{}` is called `{other}` now", messages.new.name);
        let finding = room.finding_at(Rule::VariantRenamed, places.0, places.1, text);
        room.push(finding.in_languages(&Language::ALL));
    }
    let translated = conditions_of(old).translated(&messages.slots, &room.protocols.flags);
    // With more or fewer variants, the conditions of the others follow.
    if messages.shapes.is_complete() && translated.as_ref() != Some(&conditions_of(new)) {
        let name = &messages.new.name;
        let text =
            format!("`{name}` is recognised by something else{}", variant_phrase(new.variant.as_ref()));
        let finding = room.finding_at(Rule::VariantConditionChanged, places.0, places.1, text);
        room.push(finding);
    }
}

/// Variants that a message can both be, in another order.
fn compare_order(room: &mut Room<'_, '_>) {
    let messages = room.messages;
    let shapes = &messages.new.layout.shapes;
    for index in messages.shapes.moved() {
        let Some(moved) = messages.shapes.new_of(index) else { continue };
        let (Some(of), conditions) =
            (shapes.get(moved), shapes.get(moved).map(conditions_of).unwrap_or_default())
        else {
            continue;
        };
        let passed = messages.shapes.iter().find(|(one, other)| {
            (*one < index) != (*other < moved)
                && shapes.get(*other).is_some_and(|other| {
                    let theirs = conditions_of(other);
                    // The one that is left asks for nothing, wherever it stands.
                    !conditions.is_empty() && !theirs.is_empty() && conditions.overlaps(&theirs)
                })
        });
        let Some(variant) = of.variant.as_ref().filter(|_| passed.is_some()) else { continue };
        let text = format!("the variant `{variant}` of `{}` is tried in another order", messages.new.name);
        let finding = room.finding_at(Rule::VariantsReordered, None, Some(variant.span), text);
        room.push(finding);
    }
}

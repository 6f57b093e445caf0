//! Which names have to differ from each other: all names of a schema, scope by scope.
//!
//! All target languages are looked at even when only one is generated, so that a schema does not break the day
//! another one is added.

use std::collections::HashSet;

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Direction, Layout, Message, Name, Protocol, Schema, Shape, Slot};
use crate::report::Report;
use crate::source::Span;

use super::bearer::Bearer;
use super::reserved::{FIELD_HELPERS, KEYWORDS, MODULE_HELPERS, TYPE_HELPERS, VARIANT_HELPERS};
use super::taken::{Scope, Taken, check_reserved, check_scope, check_text, is_fine};

pub(super) fn check_names(schema: &Schema, types: &[Name], report: &mut Report) {
    for ty in types {
        check_text(&Taken::of(Bearer::Type, ty), report);
    }
    let modules = schema.protocols.iter().map(|protocol| Taken::of(Bearer::Protocol, &protocol.name));
    check_scope(modules, MODULE_HELPERS, report);
    for protocol in &schema.protocols {
        check_protocol(protocol, report);
    }
}

fn check_protocol(protocol: &Protocol, report: &mut Report) {
    check_scope(protocol.flags.iter().map(|flag| Taken::of(Bearer::Flag, &flag.name)), &[], report);
    let ill_named = check_flags(protocol, report);
    let layouts = protocol.messages.iter().map(|message| check_layout(&message.layout, &ill_named, report));
    let met: HashSet<Span> = layouts.flatten().collect();
    for direction in Direction::BOTH {
        check_types(protocol, direction, &met, report);
    }
}

/// The length of a header's name is a u16.
pub(crate) const LONGEST_WIRE_NAME: usize = 65535;

/// The types that one direction gives rise to: each message, and what is called after it. A name is reported once, and nothing of
/// what is called after it: neither one that is ill-spelled, nor one that has met another among its like.
fn check_types(protocol: &Protocol, direction: Direction, met: &HashSet<Span>, report: &mut Report) {
    let mut types = Scope::new(TYPE_HELPERS);
    for message in protocol.messages.iter().filter(|m| m.direction == direction) {
        if !types.takes(Taken::of(Bearer::Message, &message.name), report) {
            continue;
        }
        let layout = &message.layout;
        for part in layout.shapes.iter().filter_map(|shape| shape.variant.as_ref()) {
            check_part(&mut types, message, part, met, report);
        }
        check_entries(&mut types, message, &layout.slots, met, report);
    }
}

/// The types of the entries of the groups among some values, and in these.
fn check_entries(
    types: &mut Scope<'_>,
    message: &Message,
    slots: &[Slot],
    met: &HashSet<Span>,
    report: &mut Report,
) {
    for group in slots.iter().filter_map(|slot| message.layout.group(slot)) {
        if check_part(types, message, &group.name, met, report) {
            check_entries(types, message, &group.slots, met, report);
        }
    }
}

/// The type of a variant, or of the entries of a group, which is called after its message and itself.
fn check_part(
    types: &mut Scope<'_>,
    message: &Message,
    part: &Name,
    met: &HashSet<Span>,
    report: &mut Report,
) -> bool {
    let name = format!("{}_{part}", message.name);
    let taken = Taken { bearer: Bearer::Part, name, span: part.span };
    is_fine(part.snake()) && !met.contains(&part.span) && types.takes(taken, report)
}

/// Flags that messages carry are fields of every message; those that cannot be are reported once.
fn check_flags(protocol: &Protocol, report: &mut Report) -> HashSet<Span> {
    let carried = protocol.flags.iter().filter(|flag| !flag.selects_minimal && is_fine(flag.name.snake()));
    let ill_named = carried.filter(|flag| {
        let before = report.len();
        let is_keyword = KEYWORDS.iter().any(|(_, words)| words.contains(&flag.name.snake()));
        if !is_keyword {
            check_reserved(&Taken::of(Bearer::Flag, &flag.name), FIELD_HELPERS, report);
        }
        is_keyword || report.len() != before
    });
    ill_named.map(|flag| flag.name.span).collect()
}

/// Returns where the names are that were not taken.
fn check_layout(layout: &Layout, ill_named_flags: &HashSet<Span>, report: &mut Report) -> Vec<Span> {
    let variants = layout.shapes.iter().filter_map(|shape| shape.variant.as_ref());
    let mut met = check_scope(variants.map(|name| Taken::of(Bearer::Variant, name)), VARIANT_HELPERS, report);
    let mut ill_named = ill_named_flags.clone();
    if layout.is_block() {
        let headers = layout.slots.iter();
        let headers = headers.filter(|header| !check_wire_name(&header.at, header.span, report));
        ill_named.extend(headers.map(|header| header.span));
    } else {
        met.extend(check_scope(slot_names(layout, &layout.slots), FIELD_HELPERS, report));
    }
    for shape in &layout.shapes {
        // A field that is called after an ill-named header would be reported for the same mistake.
        let fields = field_names(layout, shape).filter(|taken| !ill_named.contains(&taken.span));
        check_scope(fields, FIELD_HELPERS, report);
    }
    for group in &layout.groups {
        met.extend(check_scope(slot_names(layout, &group.slots), FIELD_HELPERS, report));
    }
    met
}

fn slot_names<'s>(layout: &'s Layout, slots: &'s [Slot]) -> impl Iterator<Item = Taken> + 's {
    slots.iter().map(|slot| {
        let bearer = Bearer::of_slot(layout, slot);
        Taken { bearer, name: slot.at.clone(), span: slot.span }
    })
}

/// The names of a shape's fields: flags, values, the body.
fn field_names<'s>(layout: &'s Layout, shape: &'s Shape) -> impl Iterator<Item = Taken> + 's {
    let flags = shape.flag_fields().map(|(_, name)| Taken::of(Bearer::Flag, name));
    let unknown = shape.unknown_flags.iter().map(|name| Taken::of(Bearer::UnknownFlags, name));
    let values = shape.slots.iter().filter_map(|slot| {
        let name = slot.field()?;
        Some(Taken::of(Bearer::of_value(layout, slot.slot, name), name))
    });
    let body = shape.body.iter().map(|body| Taken::of(Bearer::of_body(layout, &body.name), &body.name));
    flags.chain(unknown).chain(values).chain(body)
}

/// Wire names are compared without regard to case and must be what a reader accepts at all.
pub(crate) fn check_wire_name(wire: &str, span: Span, report: &mut Report) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let (text, help) = if wire.len() > LONGEST_WIRE_NAME {
        ("a header's name is longer than a header block can say".to_owned(), "at most 65535 bytes")
    } else if wire.is_empty() || !wire.chars().all(fine) {
        let help = "lower-case ASCII letters, digits and `-`; readers ignore case, writers use lower case";
        (format!("`{wire}` is not spelled as headers are"), help)
    } else {
        return true;
    };
    report.push(Diagnostic::new(Code::BadName, span, text).help(help));
    false
}

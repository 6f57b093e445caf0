//! Names: spelled as names are, free in every target language, and different after each language's spelling.
//!
//! All target languages are looked at even when only one is generated, so that a schema does not break the day
//! another one is added.

use std::collections::{HashMap, HashSet};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Direction, Layout, Message, Name, Protocol, Schema, Shape, Slot};
use crate::report::Report;
use crate::source::Span;

use super::bearer::Bearer;
use super::reserved::{DEVICES, FIELD_HELPERS, KEYWORDS, MODULE_HELPERS, TYPE_HELPERS, VARIANT_HELPERS};

pub(super) fn check_names(schema: &Schema, types: &[Name], report: &mut Report) {
    for ty in types {
        check_text(&Taken::of(Bearer::Type, ty), report);
    }
    let modules = schema.protocols.iter().map(|protocol| Taken::of(Bearer::Protocol, &protocol.name));
    check_scope(&modules.collect::<Vec<_>>(), MODULE_HELPERS, report);
    for protocol in &schema.protocols {
        check_protocol(protocol, report);
    }
}

fn check_protocol(protocol: &Protocol, report: &mut Report) {
    let flags: Vec<_> = protocol.flags.iter().map(|flag| Taken::of(Bearer::Flag, &flag.name)).collect();
    check_scope(&flags, &[], report);
    let ill_named = check_flags(protocol, report);
    for direction in Direction::BOTH {
        check_types(protocol, direction, report);
    }
    for message in &protocol.messages {
        check_layout(&message.layout, &ill_named, report);
    }
}

/// Names end up in file names and identifiers.
pub(crate) const LONGEST_NAME: usize = 100;
/// The length of a header's name is a u16.
pub(crate) const LONGEST_WIRE_NAME: usize = 65535;

/// A name with who bears it, and the place to blame if it meets another.
struct Taken {
    bearer: Bearer,
    name: String,
    span: Span,
}

impl Taken {
    fn of(bearer: Bearer, name: &Name) -> Self {
        Self { bearer, name: name.snake().to_owned(), span: name.span }
    }
}

/// The types that one direction gives rise to: each message, and each variant behind its message's name.
fn check_types(protocol: &Protocol, direction: Direction, report: &mut Report) {
    let mut types: Vec<Taken> = Vec::new();
    for message in protocol.messages.iter().filter(|m| m.direction == direction) {
        types.push(Taken::of(Bearer::Message, &message.name));
        // An ill-spelled name is reported once, by itself.
        let fine = |name: &&Name| is_fine(name.snake()) && is_fine(message.name.snake());
        for part in parts_of(message).filter(fine) {
            let name = format!("{}_{part}", message.name);
            types.push(Taken { bearer: Bearer::Part, name, span: part.span });
        }
    }
    check_scope(&types, TYPE_HELPERS, report);
}

/// What has a type that is called after its message and itself: variants, and entries of groups.
fn parts_of(message: &Message) -> impl Iterator<Item = &Name> {
    let variants = message.layout.shapes.iter().filter_map(|shape| shape.variant.as_ref());
    variants.chain(message.layout.groups.iter().map(|group| &group.name))
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

fn check_layout(layout: &Layout, ill_named_flags: &HashSet<Span>, report: &mut Report) {
    let variants = layout.shapes.iter().filter_map(|shape| shape.variant.as_ref());
    let variants: Vec<_> = variants.map(|name| Taken::of(Bearer::Variant, name)).collect();
    check_scope(&variants, VARIANT_HELPERS, report);
    let mut ill_named = ill_named_flags.clone();
    if layout.is_block() {
        let headers = layout.slots.iter();
        let headers = headers.filter(|header| !check_wire_name(&header.at, header.span, report));
        ill_named.extend(headers.map(|header| header.span));
    } else {
        check_scope(&slot_names(layout, &layout.slots), FIELD_HELPERS, report);
    }
    for shape in &layout.shapes {
        // A field that is called after an ill-named header would be reported for the same mistake.
        let fields = field_names(layout, shape).filter(|taken| !ill_named.contains(&taken.span));
        check_scope(&fields.collect::<Vec<_>>(), FIELD_HELPERS, report);
    }
    for group in &layout.groups {
        check_scope(&slot_names(layout, &group.slots), FIELD_HELPERS, report);
    }
}

fn slot_names(layout: &Layout, slots: &[Slot]) -> Vec<Taken> {
    let of_slot = |slot: &Slot| {
        let bearer = Bearer::of_slot(layout, slot);
        Taken { bearer, name: slot.at.clone(), span: slot.span }
    };
    slots.iter().map(of_slot).collect()
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

/// Checks all names of one scope: spelling, keywords, helpers, collisions.
fn check_scope(names: &[Taken], helpers: &[&str], report: &mut Report) {
    let mut first: HashMap<String, &Taken> = HashMap::new();
    for taken in names {
        if !check_text(taken, report) {
            continue;
        }
        check_reserved(taken, helpers, report);
        let earlier = *first.entry(letters(&taken.name)).or_insert(taken);
        if std::ptr::eq(earlier, taken) || earlier.span == taken.span {
            continue;
        }
        report.push(collision(earlier, taken));
    }
}

fn collision(earlier: &Taken, taken: &Taken) -> Diagnostic {
    let other = earlier.bearer.rename_one(taken.bearer);
    if earlier.bearer == Bearer::Part || taken.bearer == Bearer::Part {
        let text = format!("a variant or a group makes the name `{}`, which is taken", taken.name);
        return Diagnostic::new(Code::NameCollision, taken.span, text).related(earlier.span, "by this").help(
            format!("{other}; the type of a variant or an entry is called after its message and itself"),
        );
    }
    if earlier.name == taken.name {
        let (word, name) = (taken.bearer.word(), &taken.name);
        let (text, first) = if earlier.bearer.phrase() == taken.bearer.phrase() {
            (format!("the {word} `{name}` is defined twice"), "first defined here")
        } else {
            (format!("the {word} `{name}` has the name of {}", earlier.bearer.phrase()), "which is here")
        };
        return Diagnostic::new(Code::DuplicateName, taken.span, text)
            .related(earlier.span, first)
            .help(other);
    }
    let text = format!("`{}` and `{}` become the same name", earlier.name, taken.name);
    Diagnostic::new(Code::NameCollision, taken.span, text)
        .related(earlier.span, "the other name")
        .help(format!("{other}; names are told apart by their letters and digits alone"))
}

fn check_reserved(taken: &Taken, helpers: &[&str], report: &mut Report) {
    let (bearer, name) = (taken.bearer, &taken.name);
    let keyword_of: Vec<&str> = KEYWORDS
        .iter()
        .filter(|(_, words)| words.contains(&name.as_str()))
        .map(|(language, _)| *language)
        .collect();
    let (code, text) = if !bearer.is_capitalised() && !keyword_of.is_empty() {
        (Code::Keyword, format!("`{name}` is a keyword of {}", keyword_of.join(" and of ")))
    } else if helpers.iter().any(|helper| same_letters(helper, name)) {
        let why = match keyword_of[..] {
            [] => "the generated code needs".to_owned(),
            _ => {
                format!("is a keyword of {}, and that the generated code needs", keyword_of.join(" and of "))
            }
        };
        let text = match bearer {
            Bearer::Part => format!("a variant or a group makes the name `{name}`, which {why}"),
            _ => format!("the {} `{name}` has a name that {why}", bearer.word()),
        };
        (Code::HelperName, text)
    } else if bearer.has_files() && DEVICES.contains(&name.as_str()) {
        let word = bearer.word();
        let text = format!("no file can be called `{name}` on Windows, and every {word} has files");
        (Code::HelperName, text)
    } else {
        return;
    };
    report.push(Diagnostic::new(code, taken.span, text).help(bearer.rename()));
}

fn is_fine(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__")
}

fn check_text(taken: &Taken, report: &mut Report) -> bool {
    let (bearer, name) = (taken.bearer, &taken.name);
    let fine = is_fine(name);
    if !fine {
        let (text, help) = if name.len() > LONGEST_NAME {
            (format!("the name of {} has {} letters", bearer.phrase(), name.len()), "at most 100")
        } else {
            let help = match bearer {
                Bearer::OnWire => {
                    "lower-case ASCII letters and digits, words joined by `_`, a letter first; say it with `field`"
                }
                _ => "lower-case ASCII letters and digits, words joined by `_`, a letter first",
            };
            (format!("`{name}` cannot be the name of {}", bearer.phrase()), help)
        };
        report.push(Diagnostic::new(Code::BadName, taken.span, text).help(help));
    }
    fine
}

/// What is left of a name in every spelling. Only lower-case ones get here.
fn letters(name: &str) -> String {
    name.chars().filter(|c| *c != '_').collect()
}

fn same_letters(one: &str, other: &str) -> bool {
    one.chars().filter(|c| *c != '_').eq(other.chars().filter(|c| *c != '_'))
}

//! Names: spelled as names are, free in every target language, and different after each language's spelling.
//!
//! All target languages are looked at even when only one is generated, so that a schema does not break the day
//! another one is added.

use std::collections::{HashMap, HashSet};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Direction, Layout, Message, Name, Protocol, Schema, Slot};
use crate::lower::NamedType;
use crate::report::Report;
use crate::source::Span;

use super::reserved::{DEVICES, FIELD_HELPERS, KEYWORDS, MODULE_HELPERS, TYPE_HELPERS, VARIANT_HELPERS};

pub(super) fn check_names(schema: &Schema, types: &[NamedType], report: &mut Report) {
    for ty in types {
        check_text("type", ty.name.snake(), ty.name.span, report);
    }
    let modules: Vec<_> = schema.protocols.iter().map(|protocol| Taken::of(&protocol.name)).collect();
    check_scope("protocol", &modules, MODULE_HELPERS, report);
    for protocol in &schema.protocols {
        check_protocol(protocol, report);
    }
}

fn check_protocol(protocol: &Protocol, report: &mut Report) {
    let flags: Vec<_> = protocol.flags.iter().map(|flag| Taken::of(&flag.name)).collect();
    check_scope("flag", &flags, &[], report);
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

/// A name together with the place to blame if it meets another.
struct Taken {
    name: String,
    span: Span,
    /// Whether the name is made of a message's and a variant's or a group's.
    made: bool,
}

impl Taken {
    fn of(name: &Name) -> Self {
        Self { name: name.snake().to_owned(), span: name.span, made: false }
    }
}

/// The types that one direction gives rise to: each message, and each variant behind its message's name.
fn check_types(protocol: &Protocol, direction: Direction, report: &mut Report) {
    let mut types: Vec<Taken> = Vec::new();
    for message in protocol.messages.iter().filter(|m| m.direction == direction) {
        types.push(Taken::of(&message.name));
        // An ill-spelled name is reported once, by itself.
        let fine = |name: &&Name| is_fine(name.snake()) && is_fine(message.name.snake());
        for part in parts_of(message).filter(fine) {
            let name = format!("{}_{part}", message.name);
            types.push(Taken { name, span: part.span, made: true });
        }
    }
    check_scope("message", &types, TYPE_HELPERS, report);
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
            check_reserved("flag", &Taken::of(&flag.name), FIELD_HELPERS, report);
        }
        is_keyword || report.len() != before
    });
    ill_named.map(|flag| flag.name.span).collect()
}

fn check_layout(layout: &Layout, ill_named_flags: &HashSet<Span>, report: &mut Report) {
    let variants: Vec<_> = layout.shapes.iter().filter_map(|s| s.variant.as_ref()).map(Taken::of).collect();
    check_scope("variant", &variants, VARIANT_HELPERS, report);
    let mut ill_named = ill_named_flags.clone();
    if layout.is_block() {
        let headers = layout.slots.iter();
        let headers = headers.filter(|header| !check_wire_name(&header.at, header.span, report));
        ill_named.extend(headers.map(|header| header.span));
    } else {
        check_scope("field", &slot_names(&layout.slots), FIELD_HELPERS, report);
    }
    for shape in &layout.shapes {
        // A field that is called after an ill-named header would be reported for the same mistake.
        let fields = shape.field_names().filter(|name| !ill_named.contains(&name.span));
        let fields: Vec<_> = fields.map(Taken::of).collect();
        check_scope("field", &fields, FIELD_HELPERS, report);
    }
    for group in &layout.groups {
        check_scope("field", &slot_names(&group.slots), FIELD_HELPERS, report);
    }
}

fn slot_names(slots: &[Slot]) -> Vec<Taken> {
    slots.iter().map(|slot| Taken { name: slot.at.clone(), span: slot.span, made: false }).collect()
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
fn check_scope(what: &str, names: &[Taken], helpers: &[&str], report: &mut Report) {
    let mut first: HashMap<String, &Taken> = HashMap::new();
    for taken in names {
        if !check_text(what, &taken.name, taken.span, report) {
            continue;
        }
        check_reserved(what, taken, helpers, report);
        let earlier = *first.entry(letters(&taken.name)).or_insert(taken);
        if std::ptr::eq(earlier, taken) || earlier.span == taken.span {
            continue;
        }
        report.push(collision(what, earlier, taken));
    }
}

fn collision(what: &str, earlier: &Taken, taken: &Taken) -> Diagnostic {
    let other =
        if what == "field" { "give one of them another `field`" } else { "give one of them another name" };
    if earlier.made || taken.made {
        let text = format!("a variant or a group makes the name `{}`, which is taken", taken.name);
        return Diagnostic::new(Code::NameCollision, taken.span, text).related(earlier.span, "by this").help(
            format!("{other}; the type of a variant or an entry is called after its message and itself"),
        );
    }
    if earlier.name == taken.name {
        let text = format!("the {what} `{}` is defined twice", taken.name);
        return Diagnostic::new(Code::DuplicateName, taken.span, text)
            .related(earlier.span, "first defined here")
            .help(other);
    }
    let text = format!("`{}` and `{}` become the same name", earlier.name, taken.name);
    Diagnostic::new(Code::NameCollision, taken.span, text)
        .related(earlier.span, "the other name")
        .help(format!("{other}; names are told apart by their letters and digits alone"))
}

fn check_reserved(what: &str, taken: &Taken, helpers: &[&str], report: &mut Report) {
    let keyword_of: Vec<&str> = KEYWORDS
        .iter()
        .filter(|(_, words)| words.contains(&taken.name.as_str()))
        .map(|(language, _)| *language)
        .collect();
    // A type's name is capitalised, so only fields, flags and modules can meet a keyword.
    if !matches!(what, "message" | "variant") && !keyword_of.is_empty() {
        let text = format!("`{}` is a keyword of {}", taken.name, keyword_of.join(" and of "));
        let help = if what == "field" { "give it another `field`" } else { "choose another name" };
        report.push(Diagnostic::new(Code::Keyword, taken.span, text).help(help));
    } else if helpers.iter().any(|helper| same_letters(helper, &taken.name)) {
        let why = match keyword_of[..] {
            [] => "the generated code needs".to_owned(),
            _ => {
                format!("is a keyword of {}, and that the generated code needs", keyword_of.join(" and of "))
            }
        };
        let text = format!("the {what} `{}` has a name that {why}", taken.name);
        let help = if what == "field" { "give it another `field`" } else { "choose another name" };
        report.push(Diagnostic::new(Code::HelperName, taken.span, text).help(help));
    } else if matches!(what, "message" | "protocol") && DEVICES.contains(&taken.name.as_str()) {
        let text = format!("no file can be called `{}` on Windows, and every {what} has files", taken.name);
        report.push(Diagnostic::new(Code::HelperName, taken.span, text).help("choose another name"));
    }
}

fn is_fine(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__")
}

fn check_text(what: &str, name: &str, span: Span, report: &mut Report) -> bool {
    let fine = is_fine(name);
    if !fine {
        let (text, help) = if name.len() > LONGEST_NAME {
            (format!("the name of a {what} has {} letters", name.len()), "at most 100")
        } else {
            let help = match what {
                "field" => {
                    "lower-case ASCII letters and digits, words joined by `_`, a letter first; say it with `field`"
                }
                _ => "lower-case ASCII letters and digits, words joined by `_`, a letter first",
            };
            (format!("`{name}` cannot be the name of a {what}"), help)
        };
        report.push(Diagnostic::new(Code::BadName, span, text).help(help));
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

//! Names: spelled as names are, free in every target language, and different after each language's spelling.
//!
//! All target languages are looked at even when only one is generated, so that a schema does not break the day
//! another one is added.

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Direction, HeaderLayout, Name, Protocol, Schema, Shape};
use crate::lower::NamedType;
use crate::source::Span;

use super::reserved::{FIELD_HELPERS, KEYWORDS, MODULE_HELPERS, TYPE_HELPERS};

pub(super) fn check_names(schema: &Schema, types: &[NamedType], report: &mut Report) {
    types.iter().for_each(|ty| check_spelling(&ty.name, report));
    let modules: Vec<_> = schema.protocols.iter().map(|protocol| Taken::of(&protocol.name)).collect();
    check_scope("protocol", &modules, MODULE_HELPERS, report);
    for protocol in &schema.protocols {
        check_protocol(protocol, report);
    }
}

fn check_protocol(protocol: &Protocol, report: &mut Report) {
    let flags: Vec<_> = protocol.flags.iter().map(|flag| Taken::of(&flag.name)).collect();
    check_scope("flag", &flags, &[], report);
    for direction in Direction::BOTH {
        check_types(protocol, direction, report);
    }
    for message in &protocol.messages {
        let Some(layout) = message.headers() else { continue };
        check_wire_names(layout, report);
        for shape in &layout.shapes {
            check_fields(shape, report);
        }
    }
}

/// A name together with the place to blame if it meets another.
struct Taken {
    name: String,
    span: Span,
}

impl Taken {
    fn of(name: &Name) -> Self {
        Self { name: name.snake().to_owned(), span: name.span }
    }
}

/// The types that one direction gives rise to: each message, and each variant behind its message's name.
fn check_types(protocol: &Protocol, direction: Direction, report: &mut Report) {
    let mut types: Vec<Taken> = Vec::new();
    for message in protocol.messages.iter().filter(|m| m.direction == direction) {
        types.push(Taken::of(&message.name));
        for variant in message.headers().iter().flat_map(|l| &l.shapes).filter_map(|s| s.variant.as_ref()) {
            check_spelling(variant, report);
            let name = format!("{}_{variant}", message.name);
            types.push(Taken { name, span: variant.span });
        }
    }
    check_scope("message", &types, TYPE_HELPERS, report);
}

fn check_fields(shape: &Shape, report: &mut Report) {
    let fields: Vec<_> = shape.field_names().map(Taken::of).collect();
    check_scope("field", &fields, FIELD_HELPERS, report);
}

/// Wire names are compared without regard to case and must be what a reader accepts at all.
fn check_wire_names(layout: &HeaderLayout, report: &mut Report) {
    for header in &layout.headers {
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if header.wire.is_empty() || !header.wire.chars().all(fine) {
            let text = format!("`{}` is not a header's name", header.wire);
            report.push(Diagnostic::new(Code::BadName, header.span, text).help(
                "lower-case ASCII letters, digits and `-`; readers ignore case, writers use lower case",
            ));
        }
    }
}

/// Checks all names of one scope: spelling, keywords, helpers, collisions.
fn check_scope(what: &str, names: &[Taken], helpers: &[&str], report: &mut Report) {
    for (index, taken) in names.iter().enumerate() {
        if !check_text(&taken.name, taken.span, report) {
            continue;
        }
        check_reserved(what, taken, helpers, report);
        let earlier = names[..index].iter().find(|other| letters(&other.name) == letters(&taken.name));
        if let Some(earlier) = earlier {
            // The same name twice in one mapping is reported where the mapping is read.
            let text = format!("`{}` and `{}` become the same name", earlier.name, taken.name);
            report.push(
                Diagnostic::new(Code::NameCollision, taken.span, text)
                    .related(earlier.span, "the other name")
                    .help("names are told apart by their letters and digits alone"),
            );
        }
    }
}

fn check_reserved(what: &str, taken: &Taken, helpers: &[&str], report: &mut Report) {
    let keyword_of: Vec<&str> = KEYWORDS
        .iter()
        .filter(|(_, words)| words.contains(&taken.name.as_str()))
        .map(|(language, _)| *language)
        .collect();
    // A type's name is capitalised, so only fields and modules can meet a keyword.
    if what != "message" && !keyword_of.is_empty() {
        let text = format!("`{}` is a keyword of {}", taken.name, keyword_of.join(", "));
        let help = if what == "field" { "give the header another `field`" } else { "choose another name" };
        report.push(Diagnostic::new(Code::Keyword, taken.span, text).help(help));
    } else if helpers.iter().any(|helper| letters(helper) == letters(&taken.name)) {
        let text = format!("`{}` is the name of something that every generated package has", taken.name);
        report.push(Diagnostic::new(Code::HelperName, taken.span, text).help("choose another name"));
    }
}

fn check_spelling(name: &Name, report: &mut Report) {
    check_text(name.snake(), name.span, report);
}

fn check_text(name: &str, span: Span, report: &mut Report) -> bool {
    let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__");
    if !fine {
        report.push(
            Diagnostic::new(Code::BadName, span, format!("`{name}` is not spelled as names are"))
                .help("lower-case ASCII letters and digits, words joined by `_`, a letter first"),
        );
    }
    fine
}

/// What is left of a name in every spelling.
fn letters(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

//! Values that are derived from something else, and those that are there by default.

use std::collections::HashMap;

use crate::ast::{Header, Message, Named, Number, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Kind;
use crate::report::Report;

/// What is derived is neither given by a field nor there by default.
pub(crate) fn check_derived(values: &Named<Header>, word: &str, report: &mut Report) {
    for (_, said) in values {
        check_has_no_field(said, word, report);
        if let (Some(derived), Some(default)) = (&said.equals, said.default.as_ref()) {
            let message = "a header that is derived has no default";
            report.push(
                Diagnostic::new(Code::Conflict, default.span, message)
                    .related(derived.span, "it is derived here")
                    .help("leave out `default`"),
            );
        }
    }
}

pub(super) fn check_has_no_field(said: &Header, word: &str, report: &mut Report) {
    if let (Some(equals), Some(field)) = (&said.equals, &said.field) {
        report.push(
            Diagnostic::new(Code::Conflict, field.span, format!("a {word} that is derived has no field"))
                .related(equals.span, "it is derived here")
                .help("leave out `field`, or `equals`"),
        );
    }
}

/// Whether a value of that kind can be there by default.
pub(crate) fn check_default(number: &Number, kind: Option<Kind>, report: &mut Report) -> bool {
    let fits = kind.is_none_or(|kind| kind.uint_max().is_some());
    if !fits {
        let message = "only an unsigned integer can have a default";
        report.push(
            Diagnostic::new(Code::NotApplicable, number.span, message)
                .help("leave it out, or give the header a type with `kind: uint`"),
        );
    }
    fits
}

/// Where the message, or the first variant that does, derives a value.
pub(crate) struct Derived<'a>(HashMap<&'a str, &'a Text>);

impl<'a> Derived<'a> {
    pub(crate) fn of(ast: &'a Message, values: &'a Named<Header>) -> Self {
        let variants = ast.variants.iter().flat_map(|variants| variants.iter());
        let of_variants = variants.flat_map(|(_, variant)| &variant.headers);
        let mut derived = HashMap::new();
        for (name, said) in values.iter().chain(of_variants) {
            if let Some(equals) = &said.equals {
                derived.entry(name.as_str()).or_insert(equals);
            }
        }
        Self(derived)
    }

    /// A value that is derived, by the message or by any variant, has the value that it is derived from, whatever a
    /// variant asks for: nothing could keep it from the value by which another variant is recognised.
    pub(crate) fn check_decider(&self, wanted: &Text, word: &str, report: &mut Report) {
        let Some(derived) = self.0.get(wanted.as_str()) else { return };
        let message = format!("`{}` cannot decide, since it is derived", wanted.value);
        report.push(
            Diagnostic::new(Code::BadCondition, wanted.span, message)
                .related(derived.span, "it is derived here")
                .help(format!("ask for a {word} that has a field")),
        );
    }
}

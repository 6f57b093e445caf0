//! Named types → wire kinds.

use std::collections::{HashMap, HashSet};

use crate::ast::{Number, Text, Type, Unit};
use crate::check::{check_kind_keys, check_length_said_once};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Kind, Length, Name, Spelling, Type as Sound};
use crate::language::{KINDS, KindOf, elsewhere};
use crate::report::Report;

use super::{defined_twice, doc, in_range, report_unknown_word};

/// The longest value that a header can hold, in bytes: its length is a u16.
const LONGEST_VALUE: i128 = 65535;

/// A named type, ready to be used by headers.
#[derive(Clone, Debug)]
pub(super) struct NamedType {
    pub(super) name: Name,
    pub(super) doc: String,
    /// How its values are spelled; nothing if that is wrong, which is reported already.
    pub(super) kind: Option<Kind>,
    pub(super) secret: bool,
}

impl NamedType {
    /// As the model has it.
    pub(super) fn sound(&self) -> Option<Sound> {
        let Self { name, doc, kind, secret } = self.clone();
        Some(Sound { name, doc, kind: kind?, secret })
    }
}

/// All types of a schema.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub(super) list: Vec<NamedType>,
    by_name: HashMap<String, usize>,
    /// The names of messages, which are no types.
    messages: HashSet<String>,
}

impl Types {
    pub(super) fn lower(units: &[Unit], report: &mut Report) -> Self {
        let names = units.iter().flat_map(|unit| &unit.messages).map(|(name, _)| name.value.clone());
        let mut types = Self { messages: names.collect(), ..Self::default() };
        for (text, ast) in units.iter().flat_map(|unit| &unit.types) {
            let name = Name::new(text.value.clone(), text.span);
            if let Some(first) = types.by_name.get(&text.value) {
                report.push(defined_twice("type", &name, &types.list[*first].name));
                continue;
            }
            types.by_name.insert(text.value.clone(), types.list.len());
            let secret = ast.secret.as_ref().is_some_and(|secret| secret.value);
            let kind = lower_kind(ast, report);
            types.list.push(NamedType { name, doc: doc(ast.doc.as_ref()), kind, secret });
        }
        types
    }

    /// The type of that name; an unknown one is reported with the nearest.
    pub(super) fn find(&self, wanted: &Text, report: &mut Report) -> Option<&NamedType> {
        if let Some(at) = self.by_name.get(&wanted.value) {
            return Some(&self.list[*at]);
        }
        let names = self.list.iter().map(|ty| ty.name.snake());
        let message = format!("there is no type `{}`", wanted.value);
        let is_kind =
            KindOf::named(wanted).is_some() && report.suggestions.nearest(wanted, names.clone()).is_none();
        let help = if is_kind {
            Some(format!("`{}` is a kind; define a type of that kind under `types`", wanted.value))
        } else if self.messages.contains(&wanted.value) {
            Some(format!(
                "`{}` is a message; a message within a message is `bytes`, which are decoded by themselves",
                wanted.value
            ))
        } else {
            report
                .suggestions
                .nearest_or_all(wanted, "the types are", names)
                .or_else(|| Some("define it under `types`".to_owned()))
        };
        report.push(Diagnostic::new(Code::UnknownType, wanted.span, message).maybe_help(help));
        None
    }
}

fn lower_kind(ast: &Type, report: &mut Report) -> Option<Kind> {
    let kind = ast.kind.as_ref()?;
    check_kind_keys(kind, ast, report);
    match kind.as_str() {
        "bytes" => Some(Kind::bytes(length(ast, report)?)),
        "text" => Some(Kind::text(max(ast.max.as_ref(), report)?)),
        "optional_text" => Some(Kind::optional_text(max(ast.max.as_ref(), report)?)),
        "uint" => {
            let spelling = spelling(ast, report);
            Some(Kind::uint(width(ast, report)?, spelling))
        }
        "int" => Some(Kind::int(width(ast, report)?)),
        other => {
            let alone = KindOf::named(other).and_then(|kind| kind.alone);
            if alone.is_none() {
                report_unknown(kind, report);
            }
            alone
        }
    }
}

fn report_unknown(kind: &Text, report: &mut Report) {
    let names = || KINDS.iter().map(|kind| kind.name);
    let near = report.suggestions.nearest(kind, names());
    let near = near.filter(|near| !kind.starts_with(near));
    let help = match (near, elsewhere::kind(kind)) {
        (None, Some(help)) => Some(help),
        (None, None) => report.suggestions.nearest_or_all(kind, "the kinds are", names()),
        (Some(near), _) => Some(format!("did you mean `{near}`?")),
    };
    let message = format!("there is no kind `{}`", kind.value);
    report.push(Diagnostic::new(Code::UnknownType, kind.span, message).maybe_help(help));
}

fn length(ast: &Type, report: &mut Report) -> Option<Length> {
    if !check_length_said_once(ast, report) {
        return None;
    }
    if let Some(length) = ast.length.as_ref() {
        let length = in_range(length, 1..=LONGEST_VALUE, "the length of a header's value", report)?;
        return Some(Length::Exactly(u16::try_from(length).unwrap_or(u16::MAX)));
    }
    max(ast.max.as_ref(), report)
}

/// The length that a maximum allows, if one is given.
fn max(number: Option<&Number>, report: &mut Report) -> Option<Length> {
    let Some(number) = number else { return Some(Length::Any) };
    let max = in_range(number, 1..=LONGEST_VALUE, "the length of a header's value", report)?;
    u16::try_from(max).ok().map(Length::AtMost)
}

fn width(ast: &Type, report: &mut Report) -> Option<u8> {
    let width = in_range(ast.max_bytes.as_ref()?, 1..=8, "the width of an integer in bytes", report)?;
    u8::try_from(width).ok()
}

fn spelling(ast: &Type, report: &mut Report) -> Spelling {
    match &ast.write {
        None => Spelling::Minimal,
        Some(write) if write.value == "minimal" => Spelling::Minimal,
        Some(write) if write.value == "fixed" => Spelling::Fixed,
        Some(write) => {
            let message = format!("an integer cannot be written `{}`", write.value);
            let help = "it is `minimal` (as few bytes as it needs) or `fixed` (all of `max_bytes`)";
            report_unknown_word(write, message, help, &["minimal", "fixed"], report);
            Spelling::Minimal
        }
    }
}

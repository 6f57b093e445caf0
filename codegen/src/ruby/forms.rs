//! The forms of values in Ruby: the one file of this back end that tells them apart. The others ask it.

use std::collections::BTreeMap;

use lonelypsp_schema::{Form, Kind, Length, Schema, Slot, Spelling};

use crate::making::{as_text, real};

use super::literal;
use super::runtime::{self, Part};
use super::types::Type;

/// What Ruby says of the values of a kind.
pub(super) struct Values {
    pub(super) ty: Type,
    /// The method of the runtime's blocks and sequences that takes a value, without what is said of its length.
    method: &'static str,
    /// The function of the runtime that checks a value and spells it.
    put: &'static str,
    /// The part of the runtime that is there for the form, if every gem has not what it needs.
    part: Option<&'static Part>,
    /// The lines of the fast path that cut a value out, of `n` bytes before `at`, into the local of that name.
    pub(super) cut: fn(&str) -> Vec<String>,
    /// A value for an example, which says these words if it can.
    example: fn(Kind, &str) -> String,
    /// A value of a program, which JSON has as this word.
    literal: fn(&str) -> String,
}

/// What Ruby says of the values of a kind; nothing of a group, whose entries have a class of their own.
pub(super) fn values(kind: Kind) -> Option<Values> {
    Some(match kind.form {
        Form::Bytes => Values {
            ty: Type::bytes(),
            method: "bytes",
            put: if kind.is_exact_bytes() { "put_bytes_exactly" } else { "put_bytes" },
            part: None,
            cut: |x| vec![format!("{x} = input.byteslice(at - n, n).freeze")],
            example: |kind, words| match kind.length.exactly() {
                Some(length) => format!("\"\\x00\" * {}", literal::integer(length.into())),
                None => quoted(kind, words),
            },
            literal: |word| {
                as_text(word).map_or_else(|| format!("['{word}'].pack('H*')"), |text| literal::string(&text))
            },
        },
        Form::Text => text(kind.empty_is_absent),
        Form::Bool => Values {
            ty: Type::new("bool", "Boolean", ":bool"),
            method: "bool",
            put: "put_bool",
            part: None,
            cut: |x| vec![format!("{x} = n == 1 && input.getbyte(at - 1) == 1")],
            example: |_, _| "true".to_owned(),
            literal: str::to_owned,
        },
        Form::Uint(Spelling::Minimal) => integer("unsigned", ":uint", "put_minimal_uint", |x| {
            vec![format!("{x} = uint(input, at - n, n)")]
        }),
        Form::Uint(Spelling::Fixed) => {
            integer("unsigned", ":uint", "put_fixed_uint", |x| vec![format!("{x} = uint(input, at - n, n)")])
        }
        Form::Int => integer("signed", ":int", "put_int", |x| vec![format!("{x} = int(input, at - n, n)")]),
        Form::Float => Values {
            ty: Type::new("::Float", "Float", ":float"),
            method: "float",
            put: "put_float",
            part: Some(runtime::form!("float")),
            cut: |x| vec![format!("{x} = input.unpack1('G', offset: at - 8)")],
            example: |_, _| "1.5".to_owned(),
            literal: real,
        },
        Form::Group(_) => return None,
    })
}

fn text(can_be_none: bool) -> Values {
    let (ty, method, put): (_, _, _) = if can_be_none {
        (Type::optional_text(), "optional_text", "put_optional_text")
    } else {
        (Type::text(), "text", "put_text")
    };
    let cut: fn(&str) -> Vec<String> = if can_be_none {
        |x| {
            vec![
                format!("{x} = n.zero? ? nil : utf8(input.byteslice(at - n, n))"),
                format!("return if {x} == false"),
            ]
        }
    } else {
        |x| vec![format!("{x} = utf8(input.byteslice(at - n, n)) or return")]
    };
    Values { ty, method, put, part: None, cut, example: quoted, literal: literal::string }
}

fn integer(
    method: &'static str,
    kind: &'static str,
    put: &'static str,
    cut: fn(&str) -> Vec<String>,
) -> Values {
    let ty = Type::new("::Integer", "Integer", kind);
    Values { ty, method, put, part: None, cut, example: |_, _| "1".to_owned(), literal: str::to_owned }
}

fn quoted(kind: Kind, words: &str) -> String {
    let most = kind.length.most().map_or(words.len(), usize::from).min(words.len());
    literal::string(&words[..most])
}

/// The parts of the runtime for the forms that a schema has.
pub(super) fn parts(schema: &Schema) -> Vec<&'static Part> {
    let layouts = schema.protocols.iter().flat_map(|protocol| &protocol.messages).map(|m| &m.layout);
    let slots = layouts
        .flat_map(|layout| layout.slots.iter().chain(layout.groups.iter().flat_map(|group| &group.slots)));
    let parts = slots.filter_map(|slot| values(slot.kind)?.part.map(|part| (part.required, part)));
    parts.collect::<BTreeMap<_, _>>().into_values().collect()
}

/// A value for an example; nothing of what can be left out, and of a group.
pub(super) fn example(kind: Kind, words: &str) -> Option<String> {
    let values = values(kind).filter(|_| !kind.empty_is_absent)?;
    Some((values.example)(kind, words))
}

/// The call that takes the value of a header out of its block. Headers are no groups.
pub(super) fn take_from_block(index: usize, header: &Slot) -> String {
    let Some(values) = values(header.kind) else { return String::new() };
    let how = match header.kind.length {
        Length::AtMost(_) if header.kind.form == Form::Bytes => "_at_most",
        Length::Exactly(_) if header.kind.form == Form::Bytes => "_exactly",
        Length::Any | Length::AtMost(_) | Length::Exactly(_) => "",
    };
    let most = header.kind.told_limit().map(|most| literal::integer(most.into()));
    let default = header.default.map(literal::integer);
    let arguments: Vec<String> = [Some(index.to_string()), most, default].into_iter().flatten().collect();
    format!("block.{}{how}({})", values.method, arguments.join(", "))
}

/// The method that takes a value out of a sequence, and its arguments. A group has steps of its own.
pub(super) fn take_from_sequence(slot: &Slot) -> Option<(String, Vec<String>)> {
    let how = if slot.kind.is_exact_bytes() { "_exactly" } else { "" };
    let width = slot.prefix.map(|width| width.bytes().to_string());
    let most = slot.kind.told_limit().map(|most| literal::integer(most.into()));
    // What tells how many bytes there are stands before the width of their length; a limit, behind it.
    let is_size = slot.kind.is_exact_bytes() || slot.kind.form.is_integer();
    let (size, limit) = if is_size { (most, None) } else { (None, most) };
    let arguments = [Some(literal::string(&slot.at)), size, width, limit];
    Some((format!("{}{how}", values(slot.kind)?.method), arguments.into_iter().flatten().collect()))
}

/// The function that checks and spells a value, and the limit that it takes. Headers have the limit of their length by
/// themselves.
pub(super) fn put_function(slot: &Slot, is_header: bool) -> Option<(&'static str, Option<u64>)> {
    let own = slot.kind.told_limit().map(u64::from);
    let is_longest = !is_header && slot.kind.form.is_octets() && !slot.kind.is_exact_bytes();
    let limit = if is_longest { Some(slot.longest()) } else { own };
    Some((values(slot.kind)?.put, limit))
}

/// A value of a program, which JSON has as this word; there are no entries in it.
pub(super) fn literal(kind: Kind, word: &str) -> String {
    values(kind).map_or_else(String::new, |values| (values.literal)(word))
}

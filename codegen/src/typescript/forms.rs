//! The forms of values in TypeScript: the one file of this back end that tells them apart. The others ask it.

use std::collections::BTreeMap;

use lonelypsp_schema::{Form, Kind, Length, Schema, Spelling};

use super::runtime::{File, Module};

use crate::making::{as_text, real};

/// Up to so many bytes an integer is a `number`.
const NUMBER: u8 = 4;

/// What a body is.
pub(super) const BODY: Kind = Kind::bytes(Length::Any);
/// What flags without a name are.
pub(super) const UNKNOWN_FLAGS: Kind = Kind::uint(2, Spelling::Fixed);

/// A file of the runtime that has everything about a form.
macro_rules! form_file {
    ($name:literal) => {
        Some(&(
            concat!("forms/", $name, ".ts"),
            include_str!(concat!("../../runtime/typescript/forms/", $name, ".ts")),
        ))
    };
}

/// What TypeScript says of the values of a kind.
pub(super) struct Values {
    /// The type of a field.
    pub(super) ty: &'static str,
    /// The file of the runtime that has all functions for it; nothing for entries of a group, which are no form of value.
    file: Option<&'static File>,
    /// What these functions are called behind `fast`, `exact`, `take`, `check`, `put` and `add`.
    pub(super) suffix: &'static str,
    /// What the shapes of messages call it; the file has a constant for its JSON, which is called so and `Json`.
    pub(super) json: &'static str,
    /// The type by which entries of a group are sorted, if they can be sorted by it.
    pub(super) order: Option<&'static str>,
    /// A value for an example.
    pub(super) example: fn(Kind) -> String,
    /// A value of a program, which JSON has as this word.
    literal: fn(&str) -> String,
}

/// What TypeScript says of the values of a kind.
pub(super) fn values(kind: Kind) -> Values {
    match kind.form {
        Form::Bytes => Values {
            ty: "Uint8Array",
            file: form_file!("bytes"),
            suffix: if kind.is_exact_bytes() { "Exactly" } else { "Bytes" },
            json: "bytes",
            order: Some("Uint8Array"),
            example: |kind| match kind.length {
                Length::Any => "new Uint8Array([1, 2, 3])".to_owned(),
                Length::AtMost(most) => format!("new Uint8Array({})", most.min(4)),
                Length::Exactly(length) => format!("new Uint8Array({length})"),
            },
            literal: |word| {
                as_text(word).map_or_else(
                    || format!("Buffer.from(\"{word}\", \"hex\")"),
                    |text| format!("Buffer.from(\"{text}\")"),
                )
            },
        },
        Form::Text => text(kind.empty_is_absent),
        Form::Bool => Values {
            ty: "boolean",
            file: form_file!("bool"),
            suffix: "Bool",
            json: "bool",
            order: None,
            example: |_| "true".to_owned(),
            literal: str::to_owned,
        },
        Form::Uint(_) => integers(kind, ["Uint", "WideUint"]),
        Form::Int => integers(kind, ["Int", "WideInt"]),
        Form::Float => Values {
            ty: "number",
            file: form_file!("float"),
            suffix: "Float",
            json: "float",
            order: None,
            example: |_| "7.5".to_owned(),
            literal: real,
        },
        // Its entries have types of their own.
        Form::Group(_) => Values {
            ty: "readonly object[]",
            file: None,
            suffix: "Group",
            json: "group",
            order: None,
            example: |_| "[]".to_owned(),
            literal: str::to_owned,
        },
    }
}

fn text(can_be_none: bool) -> Values {
    let text = Values {
        ty: "string",
        file: form_file!("text"),
        suffix: "Text",
        json: "text",
        order: Some("string"),
        example: |kind| {
            let most = kind.length.most().map_or(usize::MAX, usize::from);
            format!("\"{}\"", "example".chars().take(most).collect::<String>())
        },
        literal: |word| format!("{word:?}"),
    };
    if !can_be_none {
        return text;
    }
    // Nothing is like no text, but not like no entry.
    let (ty, suffix, json) = ("string | null", "OptionalText", "optional_text");
    Values { ty, suffix, json, example: |_| "null".to_owned(), ..text }
}

fn integers(kind: Kind, [narrow, wide]: [&'static str; 2]) -> Values {
    if is_wide(kind) {
        Values {
            ty: "bigint",
            file: form_file!("integer"),
            suffix: wide,
            json: "bigint",
            order: Some("number | bigint"),
            example: |_| "7n".to_owned(),
            literal: |word| format!("{word}n"),
        }
    } else {
        Values {
            ty: "number",
            file: form_file!("integer"),
            suffix: narrow,
            json: "number",
            order: Some("number"),
            example: |_| "7".to_owned(),
            literal: str::to_owned,
        }
    }
}

/// Where the functions for a kind come from.
pub(super) fn module(kind: Kind) -> Module {
    values(kind).file.map_or(Module::Index, |(path, _)| Module::Form(path))
}

/// The forms that the values of a schema have, by what shapes of messages call them. Every schema has bytes, as bodies are.
pub(super) fn forms(schema: &Schema) -> BTreeMap<&'static str, &'static File> {
    let layouts =
        schema.protocols.iter().flat_map(|protocol| &protocol.messages).map(|message| &message.layout);
    let kinds = layouts.flat_map(|layout| {
        let slots = layout.slots.iter().chain(layout.groups.iter().flat_map(|group| &group.slots));
        let keeps_flags = layout.shapes.iter().any(|shape| shape.unknown_flags.is_some());
        slots.map(|slot| slot.kind).chain(keeps_flags.then_some(UNKNOWN_FLAGS))
    });
    let all = kinds.chain([BODY]).map(values);
    all.filter_map(|values| Some((values.json, values.file?))).collect()
}

/// Whether it is an integer that a `bigint` holds.
pub(super) fn is_wide(kind: Kind) -> bool {
    kind.integer_bytes().is_some_and(|bytes| bytes > NUMBER)
}

/// A value of a program, which JSON has as this word; there are no entries in it.
pub(super) fn literal(kind: Kind, word: &str) -> String {
    (values(kind).literal)(word)
}

//! An example in four languages: made of its values, written, and read again. What each language calls things is what its back end
//! does; the checks compile and run every one of these programs.

use lonelypsp_codegen::{Backend, Given, Literal, Making, backend};
use lonelypsp_interpret::{Decoded, FieldSpec, Json, Value, trace_as};
use lonelypsp_schema::{Kind, Message, Name, Protocol, Schema};

/// A program in a language.
pub(crate) struct Snippet {
    pub(crate) language: &'static str,
    /// Its name in the class of the element that shows it.
    pub(crate) id: &'static str,
    pub(crate) text: String,
}

/// What the programs are about.
pub(crate) struct Of<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) protocol: &'a Protocol,
    pub(crate) message: &'a Message,
    pub(crate) bytes: &'a [u8],
}

/// The programs, in the order in which they are shown; none if the bytes are no such message.
pub(crate) fn snippets(of: &Of<'_>) -> Vec<Snippet> {
    let Ok(decoded) = trace_as(of.protocol, of.message, of.bytes).outcome else { return Vec::new() };
    let making = making(of, &decoded);
    let mut snippets = vec![Snippet { language: "Rust", id: "rust", text: rust(&making) }];
    for (language, id) in [("TypeScript", "typescript"), ("Python", "python"), ("Ruby", "ruby")] {
        let text = backend(id).map(|it: &dyn Backend| it.making(&making));
        snippets.extend(text.map(|text| Snippet { language, id, text }));
    }
    snippets
}

fn making<'a>(of: &Of<'a>, decoded: &Decoded<'a, 'a>) -> Making<'a> {
    let Of { schema, protocol, message, bytes } = *of;
    let field = |(spec, value): &(FieldSpec<'a>, Value<'a>)| Given {
        name: spec.name,
        kind: spec.kind,
        value: literal(message, spec.kind, value),
    };
    let fields = decoded.fields.iter().map(field).collect();
    Making { schema, protocol, message, shape: decoded.target.shape(), fields, bytes }
}

fn literal<'a>(message: &'a Message, kind: Kind, value: &Value<'a>) -> Literal<'a> {
    let Value::Group(entries) = value else {
        return match value.to_json() {
            Json::Null => Literal::Absent,
            Json::Bool(yes) => Literal::Bool(yes),
            Json::Text(word) => Literal::Word(word.into_owned().into()),
        };
    };
    let group = kind.as_group().and_then(|group| message.layout.groups.get(group));
    let slots = group.map(|group| &group.slots[..]).unwrap_or_default();
    let entry = |values: &Vec<Value<'a>>| {
        let values = slots.iter().zip(values).map(|(slot, value)| Given {
            name: &slot.at,
            kind: slot.kind,
            value: literal(message, slot.kind, value),
        });
        values.collect()
    };
    Literal::Entries(entries.iter().map(entry).collect())
}

fn rust(making: &Making<'_>) -> String {
    let Making { schema, protocol, message, shape, fields, bytes } = making;
    let (module, way) = (protocol.name.snake(), message.direction.as_str());
    let is_own = schema.name == "lonelypsp";
    let is_block = message.layout.is_block();
    let head = match (is_own, is_block) {
        (true, true) => format!("use lonelypsp::{module}::{{HeaderMode, {way}}};"),
        (true, false) => format!("use lonelypsp::{module}::{way};"),
        (false, true) => format!("use crate::{module}::{way};\nuse lonelypsp::HeaderMode;"),
        (false, false) => format!("use crate::{module}::{way};"),
    };
    let headers = if is_block { "HeaderMode::Minimal" } else { "" };
    let own = format!("{way}::{}", pascal(&message.name));
    let class = format!("{own}{}", shape.variant.as_ref().map(pascal).unwrap_or_default());
    let literals = fields.iter().map(|field| (field.name, rust_literal(&own, message, field)));
    let made = if fields.iter().any(|field| borrows(message, field.kind)) {
        let values: Vec<String> = literals.map(|(name, value)| format!("        {name}: {value},")).collect();
        format!("{class} {{\n{}\n    }}", values.join("\n"))
    } else {
        // It has a lifetime all the same, and a function for that.
        let values: Vec<String> = literals.map(|(_, value)| value).collect();
        format!("{class}::new({})", values.join(", "))
    };
    format!(
        "{head}\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    let message = {made};\n    let data = \
         message.encode({headers})?;\n    assert_eq!(data, b\"{}\");\n    assert_eq!({class}::decode(&data)?, message);\n    \
         Ok(())\n}}\n",
        escaped(bytes)
    )
}

/// Whether a value is borrowed from the message when that is read.
fn borrows(message: &Message, kind: Kind) -> bool {
    match kind.as_group().and_then(|group| message.layout.groups.get(group)) {
        Some(group) => group.slots.iter().any(|slot| borrows(message, slot.kind)),
        None => kind.form.is_octets(),
    }
}

fn rust_literal(own: &str, message: &Message, field: &Given<'_>) -> String {
    match &field.value {
        Literal::Absent => "None".to_owned(),
        Literal::Bool(yes) => yes.to_string(),
        Literal::Word(word) => lonelypsp_codegen_rust::literal(field.kind, word),
        Literal::Entries(entries) => {
            let group = field.kind.as_group().and_then(|group| message.layout.groups.get(group));
            let class = group.map(|group| format!("{own}{}", pascal(&group.name))).unwrap_or_default();
            let entry = |values: &Vec<Given<'_>>| {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| format!("{}: {}", value.name, rust_literal(own, message, value)))
                    .collect();
                format!("            {class} {{ {} }},\n", values.join(", "))
            };
            format!("vec![\n{}        ]", entries.iter().map(entry).collect::<String>())
        }
    }
}

/// As in a literal of Rust, 16 bytes on a line.
fn escaped(bytes: &[u8]) -> String {
    let line = |line: &[u8]| line.iter().fold(String::new(), |text, byte| format!("{text}\\x{byte:02x}"));
    bytes.chunks(16).map(line).collect::<Vec<_>>().join("\\\n        ")
}

/// `ConfirmReceive`
fn pascal(name: &Name) -> String {
    name.words().map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

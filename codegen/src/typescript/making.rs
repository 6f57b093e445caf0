//! A program that makes a message.

use std::fmt::Write as _;

use lonelypsp_schema::Prefix;

use crate::making::{Given, Literal, Making, lines};
use crate::spelling::camel_text;

use super::forms;
use super::names::{file_name, quoted};

pub(super) fn emit_making(making: &Making<'_>, package: &str) -> String {
    let Making { protocol, message, shape, bytes, .. } = making;
    let (folder, way) = (file_name(&protocol.name), message.direction.as_str());
    let name = quoted(&message.name);
    let mut out = format!(
        "import {{ decode, encode }} from \"{package}/{folder}/{way}\";\n\nconst data = encode({{\n  type: {name},\n"
    );
    if let Some(variant) = &shape.variant {
        let _ = writeln!(out, "  variant: {},", quoted(variant));
    }
    for field in &making.fields {
        let _ = writeln!(out, "  {},", member(field));
    }
    let digits = lines(bytes, '"').join(" +\n  ");
    let decode = match protocol.prefix {
        Prefix::FlagsAndCode => "decode(data)".to_owned(),
        Prefix::None => format!("decode({name}, data)"),
    };
    let _ = write!(
        out,
        "}});\nconst expected = Buffer.from(\n  {digits},\n  \"hex\",\n);\nif (!expected.equals(data)) throw new Error(\"written \
         otherwise\");\nconsole.log({decode});\n"
    );
    out
}

fn member(field: &Given<'_>) -> String {
    format!("{}: {}", camel_text(field.name), literal(field))
}

fn literal(field: &Given<'_>) -> String {
    match &field.value {
        Literal::Absent => "null".to_owned(),
        Literal::Bool(yes) => yes.to_string(),
        Literal::Word(word) => forms::literal(field.kind, word),
        Literal::Entries(entries) => {
            let entry = |values: &Vec<Given<'_>>| {
                let values: Vec<String> = values.iter().map(member).collect();
                format!("{{ {} }}", values.join(", "))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("[{}]", entries.join(", "))
        }
    }
}

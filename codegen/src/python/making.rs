//! A program that makes a message.

use std::fmt::Write as _;

use lonelypsp_schema::{Layout, Prefix};

use crate::discriminator::discriminators;
use crate::making::{Given, Literal, Making, lines};

use super::text::string;
use super::{forms, names};

pub(super) fn emit_making(making: &Making<'_>, package: &str) -> String {
    let Making { protocol, message, shape, bytes, .. } = making;
    let (module, way) = (protocol.name.snake(), message.direction.as_str());
    let has_prefix = protocol.prefix == Prefix::FlagsAndCode;
    let mut out = format!("from {package}.{module} import {way}\n");
    let mut fields = Vec::new();
    if has_prefix {
        let types = names::type_class(protocol, message.direction);
        let _ = writeln!(out, "from {package}.{module}.constants import {types}");
        fields.push(format!("type={types}.{}", names::type_member(message)));
    }
    fields.extend(making.fields.iter().map(|field| argument(making, field)));
    fields.extend(discriminators(&message.layout, shape).map(|fixed| format!("{}=None", fixed.name)));
    let class = names::shape_class(message, shape);
    let _ = writeln!(out, "\nmessage = {way}.{class}({})", arguments(&fields));
    let digits = lines(bytes, '"').join("\n    ");
    let named = if has_prefix { String::new() } else { format!("{}, ", string(message.name.snake())) };
    let _ = write!(
        out,
        "data = {way}.encode(message)\nassert data == bytes.fromhex(\n    {digits}\n)\nassert {way}.decode({named}data) == \
         message\n"
    );
    out
}

/// On lines of their own.
fn arguments(fields: &[String]) -> String {
    if fields.is_empty() { String::new() } else { format!("\n    {},\n", fields.join(",\n    ")) }
}

fn argument(making: &Making<'_>, field: &Given<'_>) -> String {
    format!("{}={}", field.name, literal(making, field))
}

fn literal(making: &Making<'_>, field: &Given<'_>) -> String {
    match &field.value {
        Literal::Absent => "None".to_owned(),
        Literal::Bool(yes) => if *yes { "True" } else { "False" }.to_owned(),
        Literal::Word(word) => forms::literal(field.kind, word),
        Literal::Entries(entries) => {
            let layout: &Layout = &making.message.layout;
            let group = field.kind.as_group().and_then(|group| layout.groups.get(group));
            let Some(group) = group else { return "()".to_owned() };
            let class = format!(
                "{}.{}",
                making.message.direction.as_str(),
                names::entry_class(making.message, group)
            );
            let entry = |values: &Vec<Given<'_>>| {
                let values: Vec<String> = values.iter().map(|value| argument(making, value)).collect();
                format!("{class}({})", values.join(", "))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            // A tuple of one has a comma.
            let comma = if entries.len() == 1 { "," } else { "" };
            format!("({}{comma})", entries.join(", "))
        }
    }
}

//! A program that makes a message.

use std::fmt::Write as _;

use lonelypsp_schema::Prefix;

use crate::direction::capitals;
use crate::making::{Given, Literal, Making, lines};
use crate::spelling::pascal;

use super::forms;
use super::names::{entry_class, module_of};

pub(super) fn emit_making(making: &Making<'_>, gem: &str) -> String {
    let Making { protocol, message, shape, bytes, .. } = making;
    let direction =
        format!("{}::{}::{}", module_of(gem), pascal(&protocol.name), capitals(message.direction));
    let own = format!("{direction}::{}", pascal(&message.name));
    let class = match &shape.variant {
        None => own.clone(),
        Some(variant) => format!("{own}::{}", pascal(variant)),
    };
    let mut out = format!("require '{gem}'\n\n");
    let fields: Vec<String> = making.fields.iter().map(|field| argument(making, &direction, field)).collect();
    let arguments =
        if fields.is_empty() { String::new() } else { format!("(\n  {}\n)", fields.join(",\n  ")) };
    let _ = write!(out, "message = {class}.new{arguments}\ndata = message.encode\n");
    let digits = lines(bytes, '\'').join(" \\\n  ");
    let _ = write!(
        out,
        "expected = [\n  {digits}\n].pack('H*')\nraise 'written otherwise' unless data == expected\n"
    );
    // What has a prefix says what it is.
    let reader = if protocol.prefix == Prefix::FlagsAndCode { &direction } else { &own };
    let _ = writeln!(out, "raise 'read otherwise' unless {reader}.decode(data) == message");
    out
}

fn argument(making: &Making<'_>, direction: &str, field: &Given<'_>) -> String {
    format!("{}: {}", field.name, literal(making, direction, field))
}

fn literal(making: &Making<'_>, direction: &str, field: &Given<'_>) -> String {
    match &field.value {
        Literal::Absent => "nil".to_owned(),
        Literal::Bool(yes) => yes.to_string(),
        Literal::Word(word) => forms::literal(field.kind, word),
        Literal::Entries(entries) => {
            let layout = &making.message.layout;
            let group = field.kind.as_group().and_then(|group| layout.groups.get(group));
            let Some(group) = group else { return "[]".to_owned() };
            let class = format!("{direction}::{}", entry_class(&making.message.name, group));
            let entry = |values: &Vec<Given<'_>>| {
                let values: Vec<String> =
                    values.iter().map(|value| argument(making, direction, value)).collect();
                format!("{class}.new({})", values.join(", "))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("[{}]", entries.join(", "))
        }
    }
}

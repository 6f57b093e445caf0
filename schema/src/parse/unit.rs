//! Files: the root with the schema's own name and version, and what any file can hold.

use crate::ast::{Flag, Protocol, Root, Type, Unit};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::yaml::{Node, Value};

use super::fields::{Fields, text};
use super::message::parse_message;

/// The version of the schema language that this compiler understands.
const LANGUAGE_VERSION: i128 = 1;

const ROOT_KEYS: &[&str] =
    &["lonely", "name", "version", "doc", "include", "types", "protocols", "protocol", "messages"];
const UNIT_KEYS: &[&str] = &["include", "types", "protocols", "protocol", "messages"];

/// Parses the root file.
pub(crate) fn parse_root(node: &Node, report: &mut Report) -> (Root, Unit) {
    let fields = Fields::of(node, "the schema", ROOT_KEYS, report);
    check_language(&fields, report);
    let root = Root {
        name: fields.text("name", report),
        version: fields.text("version", report),
        doc: fields.text("doc", report),
    };
    for (key, present) in [("name", root.name.is_some()), ("version", root.version.is_some())] {
        if !present && fields.get(key).is_none() {
            report.push(Diagnostic::new(
                Code::MissingKey,
                fields.span,
                format!("the schema does not say its `{key}`"),
            ));
        }
    }
    (root, unit(&fields, report))
}

/// Parses an included file.
pub(crate) fn parse_unit(node: &Node, report: &mut Report) -> Unit {
    if matches!(node.value, Value::Null) {
        return Unit::default();
    }
    unit(&Fields::of(node, "an included file", UNIT_KEYS, report), report)
}

fn check_language(fields: &Fields<'_>, report: &mut Report) {
    let help = "write `lonely: 1`, the version of the schema language";
    match fields.get("lonely") {
        None => report.push(
            Diagnostic::new(Code::MissingKey, fields.span, "the root file does not say `lonely`").help(help),
        ),
        Some(node) if !matches!(node.value, Value::Integer(LANGUAGE_VERSION)) => report.push(
            Diagnostic::new(
                Code::LanguageVersion,
                node.span,
                "this version of the schema language is unknown",
            )
            .help(help),
        ),
        Some(_) => {}
    }
}

fn unit(fields: &Fields<'_>, report: &mut Report) -> Unit {
    let include = fields.list("include", report).unwrap_or_default();
    Unit {
        include: include.iter().filter_map(|node| text(node, "include", report)).collect(),
        types: fields.named("types", report, parse_type),
        protocols: fields.named("protocols", report, parse_protocol),
        protocol: fields.text("protocol", report),
        messages: fields.named("messages", report, parse_message),
    }
}

fn parse_type(node: &Node, report: &mut Report) -> Type {
    let keys = &["kind", "doc", "max", "length", "max_bytes", "write", "secret"];
    let fields = Fields::of(node, "a type", keys, report);
    Type {
        doc: fields.text("doc", report),
        kind: fields.text("kind", report),
        max: fields.number("max", report),
        length: fields.number("length", report),
        max_bytes: fields.number("max_bytes", report),
        write: fields.text("write", report),
        secret: fields.boolean("secret", report),
    }
}

fn parse_protocol(node: &Node, report: &mut Report) -> Protocol {
    let fields = Fields::of(node, "a protocol", &["doc", "flags"], report);
    Protocol { doc: fields.text("doc", report), flags: fields.named("flags", report, parse_flag) }
}

fn parse_flag(node: &Node, report: &mut Report) -> Flag {
    let fields = Fields::of(node, "a flag", &["bit", "selects", "doc"], report);
    Flag {
        doc: fields.text("doc", report),
        bit: fields.number("bit", report),
        selects: fields.text("selects", report),
    }
}

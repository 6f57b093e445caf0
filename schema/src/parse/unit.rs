//! Files: the root with the schema's own name and version, and what any file can hold.

use crate::ast::{Flag, Protocol, Root, Stamp, Text, Type, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::language::{FLAG, PROTOCOL, ROOT, STAMP, TYPE, UNIT};
use crate::report::Report;
use crate::yaml::{Node, Value};

use super::availability::{availability, changing, versions};
use super::fields::Fields;
use super::message::parse_message;
use super::value::text;

/// The version of the schema language that this compiler understands.
const LANGUAGE_VERSION: i128 = 1;

/// Parses the root file. Nothing comes back if it is not one, or is of a language that this compiler does not know:
/// then nothing else about it would be worth saying.
pub(crate) fn parse_root(node: &Node, report: &mut Report) -> Option<(Root, Unit)> {
    if matches!(node.value, Value::Null) {
        let message = "the file is empty";
        report.push(Diagnostic::new(Code::WrongShape, node.span, message).help(LANGUAGE_HELP));
        return None;
    }
    if let Value::Map(entries) = &node.value
        && let Some((_, version)) = entries.iter().find(|(key, _)| key.value == "lonely")
        && !matches!(version.value, Value::Integer(LANGUAGE_VERSION))
    {
        let message = "this version of the schema language is unknown";
        report.push(Diagnostic::new(Code::LanguageVersion, version.span, message).help(LANGUAGE_HELP));
        return None;
    }
    let fields = Fields::of(node, &ROOT, report);
    if !fields.is_mapping() {
        return None;
    }
    fields.require_all("the schema", node.span, report);
    let root = Root {
        name: fields.text("name", report),
        version: fields.text("version", report),
        versions: versions(&fields, report),
        doc: fields.text("doc", report),
        documented: fields.get("doc").is_some(),
        span: node.span,
    };
    Some((root, unit(&fields, report)))
}

const LANGUAGE_HELP: &str = "a schema begins with `lonely: 1`, the version of its language";

/// Parses an included file.
pub(crate) fn parse_unit(node: &Node, report: &mut Report) -> Unit {
    if matches!(node.value, Value::Null) {
        return Unit::default();
    }
    unit(&Fields::of(node, &UNIT, report), report)
}

fn unit(fields: &Fields<'_>, report: &mut Report) -> Unit {
    let include = fields.list("include", report);
    let paths = include.unwrap_or_default();
    let include_count = paths.len();
    let include: Vec<_> = paths.iter().filter_map(|node| text(node, "include", report)).collect();
    let types = fields.named("types", report, parse_type);
    let protocols = fields.named("protocols", report, parse_protocol);
    let messages = fields.named("messages", report, parse_message);
    let lost = |key, found: bool| fields.get(key).is_some() && !found;
    let incomplete = !fields.is_mapping()
        || fields.has_stranger()
        || include.len() != include_count
        || (fields.get("include").is_some()
            && !matches!(fields.get("include").map(|n| &n.value), Some(Value::List(_))))
        || lost("types", types.is_some())
        || lost("protocols", protocols.is_some())
        || lost("messages", messages.is_some());
    Unit {
        include,
        types: types.unwrap_or_default(),
        protocols: protocols.unwrap_or_default(),
        protocol: fields.text("protocol", report),
        says_protocol: fields.get("protocol").is_some(),
        messages: messages.unwrap_or_default(),
        incomplete,
    }
}

fn parse_type(name: &Text, node: &Node, report: &mut Report) -> Type {
    let fields = Fields::of(node, &TYPE, report);
    let owner = format!("the type `{}`", name.value);
    fields.require_all(&owner, name.span, report);
    let kind = fields.text("kind", report);
    if kind.as_ref().is_some_and(|kind| matches!(kind.as_str(), "uint" | "int")) {
        fields.require("max_bytes", &owner, name.span, report);
    }
    Type {
        doc: fields.text("doc", report),
        documented: fields.get("doc").is_some() || !fields.is_mapping(),
        kind,
        max: changing(&fields, "max", report),
        length: changing(&fields, "length", report),
        max_bytes: changing(&fields, "max_bytes", report),
        write: fields.text("write", report),
        secret: fields.boolean("secret", report),
    }
}

fn parse_protocol(_: &Text, node: &Node, report: &mut Report) -> Protocol {
    let fields = Fields::of(node, &PROTOCOL, report);
    let flags = fields.named("flags", report, parse_flag);
    Protocol {
        doc: fields.text("doc", report),
        documented: fields.get("doc").is_some() || !fields.is_mapping(),
        flags_in_doubt: !fields.is_mapping()
            || fields.has_stranger()
            || (fields.get("flags").is_some() && flags.is_none()),
        prefix: fields.text("prefix", report),
        stamp: fields.get("stamp").map(|node| parse_stamp(node, report)),
        flags_span: fields.get("flags").map(|node| node.span),
        flags: flags.unwrap_or_default(),
        unknown_flags: fields.text("unknown_flags", report),
        availability: availability(&fields, report),
    }
}

fn parse_stamp(node: &Node, report: &mut Report) -> Stamp {
    let fields = Fields::of(node, &STAMP, report);
    fields.require_all("the stamp", node.span, report);
    Stamp { span: node.span, time: fields.text("time", report), nonce: fields.text("nonce", report) }
}

fn parse_flag(name: &Text, node: &Node, report: &mut Report) -> Flag {
    let fields = Fields::of(node, &FLAG, report);
    fields.require_all(&format!("the flag `{}`", name.value), name.span, report);
    Flag {
        doc: fields.text("doc", report),
        documented: fields.get("doc").is_some() || !fields.is_mapping(),
        bit: fields.number("bit", report),
        selects: fields.text("selects", report),
        availability: availability(&fields, report),
    }
}

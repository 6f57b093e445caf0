//! Messages: headers, body, variants, and sequences without header names.

use crate::ast::{Body, Header, Item, Message, Variant};
use crate::diagnostic::Report;
use crate::source::Spanned;
use crate::yaml::{Node, Value};

use super::fields::Fields;

pub(super) fn parse_message(node: &Node, report: &mut Report) -> Message {
    let keys = &["from", "code", "doc", "headers", "body", "variants", "sequence"];
    let fields = Fields::of(node, "a message", keys, report);
    let headers = fields
        .get("headers")
        .map(|node| Spanned::new(fields.named("headers", report, parse_header), node.span));
    let sequence = fields.list("sequence", report).map(|items| {
        let span = fields.get("sequence").map_or(fields.span, |node| node.span);
        Spanned::new(items.iter().map(|item| parse_item(item, report)).collect(), span)
    });
    Message {
        doc: fields.text("doc", report),
        from: fields.text("from", report),
        code: fields.number("code", report),
        headers,
        body: fields.get("body").map(|node| parse_body(node, report)),
        variants: fields.named("variants", report, parse_variant),
        sequence,
    }
}

/// A header is the name of its type, or a mapping that says more.
fn parse_header(node: &Node, report: &mut Report) -> Header {
    if let Value::Text(name) = &node.value {
        let ty = Some(Spanned::new(name.clone(), node.span));
        return Header { ty, field: None, doc: None, equals: None, verify: None, default: None, when: None };
    }
    let keys = &["type", "field", "doc", "equals", "verify", "default", "when"];
    let fields = Fields::of(node, "a header", keys, report);
    Header {
        ty: fields.text("type", report),
        field: fields.text("field", report),
        doc: fields.text("doc", report),
        equals: fields.text("equals", report),
        verify: fields.text("verify", report),
        default: fields.number("default", report),
        when: fields.numbers("when", report),
    }
}

/// A body is the word `bytes`, or a mapping that names its field.
fn parse_body(node: &Node, report: &mut Report) -> Body {
    if matches!(&node.value, Value::Text(text) if text == "bytes") {
        return Body { span: node.span, field: None, doc: None };
    }
    let fields = Fields::of(node, "a body (`bytes`, or a mapping)", &["field", "doc"], report);
    Body { span: node.span, field: fields.text("field", report), doc: fields.text("doc", report) }
}

fn parse_variant(node: &Node, report: &mut Report) -> Variant {
    let fields = Fields::of(node, "a variant", &["doc", "when", "headers", "body"], report);
    Variant {
        doc: fields.text("doc", report),
        when: fields.numbers("when", report),
        headers: fields.named("headers", report, parse_header),
        body: fields.get("body").map(|node| parse_body(node, report)),
    }
}

fn parse_item(node: &Node, report: &mut Report) -> Item {
    let keys =
        &["literal", "code", "field", "group", "rest", "type", "prefix", "count", "sorted", "items", "doc"];
    let fields = Fields::of(node, "an item of a sequence", keys, report);
    let items = fields.list("items", report).unwrap_or_default();
    Item {
        span: fields.span,
        literal: fields.text("literal", report),
        code: fields.text("code", report),
        field: fields.text("field", report),
        group: fields.text("group", report),
        rest: fields.text("rest", report),
        ty: fields.text("type", report),
        prefix: fields.text("prefix", report),
        count: fields.text("count", report),
        sorted: fields.text("sorted", report),
        items: items.iter().map(|item| parse_item(item, report)).collect(),
        doc: fields.text("doc", report),
    }
}

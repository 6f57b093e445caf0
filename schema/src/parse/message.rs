//! Messages: headers, body, variants, and sequences without header names.

use crate::ast::{Availability, Body, Header, Http, Item, Message, Signed, Text, Variant};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::language::{
    BODY, BODY_OF_VARIANT, FIELD_OF_VARIANT, HEADER, HEADER_OF_VARIANT, HTTP, ITEM, MESSAGE, Mapping, SIGNED,
    VARIANT, VARIANT_OF_SEQUENCE,
};
use crate::report::Report;
use crate::source::Spanned;
use crate::yaml::{Node, Value};

use super::availability::{availability, changing};
use super::fields::Fields;
use super::value::{prose, text};

pub(super) fn parse_message(name: &Text, node: &Node, report: &mut Report) -> Message {
    let fields = Fields::of(node, &MESSAGE, report);
    fields.require_all(&format!("the message `{}`", name.value), name.span, report);
    report_layouts(name, &fields, report);
    let problems_before = report.len();
    let headers = fields.get("headers").and_then(|node| {
        let headers = fields.named("headers", report, parse_header)?;
        Some(Spanned::new(headers, node.span))
    });
    let sequence = fields.list("sequence", report).map(|items| {
        let span = fields.get("sequence").map_or(fields.span, |node| node.span);
        Spanned::new(items.iter().map(|item| parse_item(item, report)).collect::<Vec<_>>(), span)
    });
    let parse_variant = match &sequence {
        Some(items) => {
            let rest = items.iter().find_map(|item| item.rest.as_ref());
            Parser::Sequence(rest)
        }
        None => Parser::Block,
    };
    let variants = fields.get("variants").and_then(|node| {
        let variants =
            fields.named("variants", report, |_, node, report| parse_variant.variant(node, report))?;
        Some(Spanned::new(variants, node.span))
    });
    let in_doubt = report.len() != problems_before;
    Message {
        doc: fields.text("doc", report),
        documented: fields.get("doc").is_some() || !fields.is_mapping(),
        from: fields.text("from", report),
        code: changing(&fields, "code", report),
        headers,
        body: fields.get("body").map(|node| parse_body(&BODY, node, report)),
        variants,
        sequence,
        signed: fields.get("signed").map(|node| parse_signed(node, report)).unwrap_or_default(),
        http: fields.get("http").map(|node| parse_http(node, report)),
        answered_by: fields
            .list("answered_by", report)
            .unwrap_or_default()
            .iter()
            .filter_map(|node| text(node, "the name of a message", report))
            .collect(),
        in_doubt,
        availability: availability(&fields, report),
    }
}

fn parse_http(node: &Node, report: &mut Report) -> Http {
    let fields = Fields::of(node, &HTTP, report);
    fields.require_all("the HTTP request", node.span, report);
    Http {
        span: node.span,
        method: fields.text("method", report),
        path: fields.text("path", report),
        headers: fields
            .named("headers", report, |_, node, report| prose(node, "what a header holds", report))
            .unwrap_or_default(),
    }
}

/// A message is signed by one document, or by one for each message that it answers.
fn parse_signed(node: &Node, report: &mut Report) -> Vec<Signed> {
    let one = |node: &Node, report: &mut Report| {
        let fields = Fields::of(node, &SIGNED, report);
        fields.require_all("what signs a message", node.span, report);
        Signed {
            span: node.span,
            document: fields.text("document", report),
            answers: fields.text("answers", report),
            variant: fields.text("variant", report),
            values: fields
                .named("values", report, |_, node, report| text(node, "a value", report))
                .unwrap_or_default(),
            availability: Availability {
                since: fields.text("since", report),
                until: fields.text("until", report),
                deprecated: None,
            },
        }
    };
    match &node.value {
        Value::List(items) => items.iter().map(|item| one(item, report)).collect(),
        _ => vec![one(node, report)],
    }
}

/// A message has either headers, perhaps with a body, or a sequence.
fn report_layouts(name: &Text, fields: &Fields<'_>, report: &mut Report) {
    let Some(sequence) = fields.get("sequence") else {
        if fields.is_mapping() && fields.get("headers").is_none() && !fields.has_stranger() {
            let message = format!("the message `{}` does not say its `headers`", name.value);
            report.push(
                Diagnostic::new(Code::TwoLayouts, name.span, message)
                    .help("a message without any has `headers: {}`"),
            );
        }
        return;
    };
    for key in ["headers", "body"] {
        let Some(other) = fields.get(key) else { continue };
        let message = format!("a message with a `sequence` has no `{key}`");
        report.push(
            Diagnostic::new(Code::TwoLayouts, other.span, message)
                .related(sequence.span, "its sequence")
                .help("a sequence describes the whole message; a `rest` in it is its body"),
        );
    }
}

/// A header is the name of its type, or a mapping that says more.
fn parse_header(name: &Text, node: &Node, report: &mut Report) -> Header {
    parse_header_of(&HEADER, name, node, report)
}

/// A header of a message, or what a variant says of one, or of a field.
fn parse_header_of(mapping: &'static Mapping, name: &Text, node: &Node, report: &mut Report) -> Header {
    if let Value::Text(ty) = &node.value {
        return Header { ty: Some(Spanned::new(ty.text.clone(), node.span)), ..Header::default() };
    }
    if !matches!(node.value, Value::Map(_)) {
        let what = mapping.name;
        let message =
            format!("{what} is {}, expected the name of a type, or a mapping", node.value.describe());
        let help = format!("such as `{0}: topic`, or `{0}: {{ type: topic, doc: … }}`", name.value);
        report.push(Diagnostic::new(Code::WrongShape, node.span, message).help(help));
        return Header::default();
    }
    let fields = Fields::of(node, mapping, report);
    if !fields.has_stranger() {
        fields.require_all(&format!("the header `{}`", name.value), name.span, report);
    }
    Header {
        ty: fields.text("type", report),
        field: fields.text("field", report),
        doc: fields.text("doc", report),
        equals: fields.text("equals", report),
        verify: fields.text("verify", report),
        default: fields.number("default", report),
        when: fields.asked("when", report),
        availability: availability_of(mapping, &fields, report),
    }
}

/// In which versions a value is there. A variant says nothing about that.
fn availability_of(mapping: &'static Mapping, fields: &Fields<'_>, report: &mut Report) -> Availability {
    mapping.key("since").map(|_| availability(fields, report)).unwrap_or_default()
}

/// A body is the word `bytes`, or a mapping that names its field.
fn parse_body(mapping: &'static Mapping, node: &Node, report: &mut Report) -> Body {
    let nameless = Body { span: node.span, field: None, doc: None, availability: Availability::default() };
    match &node.value {
        Value::Text(word) if word.text == "bytes" => nameless,
        Value::Map(_) => {
            let fields = Fields::of(node, mapping, report);
            Body {
                field: fields.text("field", report),
                doc: fields.text("doc", report),
                availability: availability_of(mapping, &fields, report),
                ..nameless
            }
        }
        other => {
            let message = match other {
                Value::Text(word) => format!("a body cannot be `{}`", word.text),
                other => format!("a body is {}, expected `bytes` or a mapping", other.describe()),
            };
            report.push(
                Diagnostic::new(Code::WrongShape, node.span, message)
                    .help("write `body: bytes`, or `body: { field: NAME, doc: … }`, or leave it out"),
            );
            nameless
        }
    }
}

/// What a variant looks like, by the layout of its message.
enum Parser<'a> {
    /// It says something about headers and the body.
    Block,
    /// It says something about fields; the rest is one of them, and has this name.
    Sequence(Option<&'a Text>),
}

impl Parser<'_> {
    fn variant(&self, node: &Node, report: &mut Report) -> Variant {
        let (mapping, values, of_value) = match self {
            Self::Block => (&VARIANT, "headers", &HEADER_OF_VARIANT),
            Self::Sequence(_) => (&VARIANT_OF_SEQUENCE, "fields", &FIELD_OF_VARIANT),
        };
        let fields = Fields::of(node, mapping, report);
        let header =
            |name: &Text, node: &Node, report: &mut Report| parse_header_of(of_value, name, node, report);
        let mut headers = fields.named(values, report, header).unwrap_or_default();
        let body = match self {
            Self::Block => fields.get("body").map(|node| parse_body(&BODY_OF_VARIANT, node, report)),
            Self::Sequence(rest) => {
                let at =
                    headers.iter().position(|(name, _)| rest.is_some_and(|rest| rest.value == name.value));
                at.map(|at| rest_of(headers.remove(at), report))
            }
        };
        Variant {
            doc: fields.text("doc", report),
            documented: fields.get("doc").is_some() || !fields.is_mapping(),
            when: fields.asked("when", report),
            headers,
            body,
            availability: availability(&fields, report),
        }
    }
}

/// What a variant says about the rest of a sequence.
fn rest_of((name, said): (Text, Header), report: &mut Report) -> Body {
    let when = said.when.as_ref().map(|when| when.span);
    let texts = [("type", &said.ty), ("equals", &said.equals), ("verify", &said.verify)];
    let given = texts.map(|(key, text)| (key, text.as_ref().map(|text| text.span)));
    let default = ("default", said.default.as_ref().map(|number| number.span));
    for (key, span) in given.into_iter().chain([default, ("when", when)]) {
        if let Some(span) = span {
            let message = format!("`{key}` says nothing about a `rest`");
            let help = "a variant can change its `field` and `doc`";
            report.push(Diagnostic::new(Code::NotApplicable, span, message).help(help));
        }
    }
    Body { span: name.span, field: said.field, doc: said.doc, availability: Availability::default() }
}

fn parse_item(node: &Node, report: &mut Report) -> Item {
    let problems_before = report.len();
    let fields = Fields::of(node, &ITEM, report);
    let items = fields.list("items", report);
    let mut item = Item {
        in_doubt: false,
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
        ambiguous: fields.boolean("ambiguous", report),
        items: items.map(|items| items.iter().map(|item| parse_item(item, report)).collect()),
        elsewhere: false,
        doc: fields.text("doc", report),
        equals: fields.text("equals", report),
        verify: fields.text("verify", report),
        when: fields.asked("when", report),
        availability: availability(&fields, report),
    };
    item.in_doubt = report.len() != problems_before;
    item
}

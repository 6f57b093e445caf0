//! A description → the syntax tree that a file with the same message has.

use crate::ast::{Availability, Body, Flag, Header, Item, Message, Number, Protocol, Text, Type, Unit};
use crate::source::{Span, Spanned};

use super::{HeaderDescription, ItemDescription, LayoutDescription, MessageDescription, Placed, place};

/// A type that every value has of its own is called after the value's position.
pub(super) fn unit_of(message: MessageDescription) -> Unit {
    let protocol = Spanned::new("own".to_owned(), place(message.name.place));
    let mut flags: Vec<(Text, Flag)> = message.flags.into_iter().map(flag_of).collect();
    let mut types = Vec::new();
    let mut ast = Message {
        doc: None,
        documented: true,
        from: Some(message.from.spanned(|from| from)),
        code: Some(message.code.spanned(|code| code)).into(),
        headers: None,
        body: None,
        variants: None,
        sequence: None,
        signed: Vec::new(),
        http: None,
        answered_by: Vec::new(),
        in_doubt: false,
        availability: Availability::default(),
    };
    match message.layout {
        LayoutDescription::Block { minimal_bit, headers, body } => {
            let selects = Some(Spanned::new("minimal".to_owned(), protocol.span));
            let name = Spanned::new("minimal_headers".to_owned(), protocol.span);
            flags.push((name, Flag { selects, ..flag(minimal_bit) }));
            let (of_headers, headers) = headers.into_iter().enumerate().map(type_and_header).unzip();
            types = of_headers;
            ast.headers = Some(Spanned::new(headers, protocol.span));
            ast.body = body.map(|field| {
                let field = field.spanned(|field| field);
                Body {
                    span: field.span,
                    field: Some(field),
                    doc: None,
                    availability: Availability::default(),
                }
            });
        }
        LayoutDescription::Sequence(items) => {
            let items = items.into_iter().map(|item| item_of(item, &mut types)).collect();
            ast.sequence = Some(Spanned::new(items, protocol.span));
        }
    }
    let unknown_flags = message.unknown_flags.map(|word| word.spanned(|word| word));
    Unit {
        types,
        protocols: vec![(protocol.clone(), protocol_of(flags, unknown_flags))],
        protocol: Some(protocol),
        says_protocol: true,
        messages: vec![(message.name.spanned(|name| name), ast)],
        ..Unit::default()
    }
}

fn protocol_of(flags: Vec<(Text, Flag)>, unknown_flags: Option<Text>) -> Protocol {
    Protocol {
        doc: None,
        documented: true,
        prefix: None,
        stamp: None,
        flags,
        flags_span: None,
        flags_in_doubt: false,
        unknown_flags,
        availability: Availability::default(),
    }
}

fn flag_of((name, bit): (Placed<String>, Placed<i128>)) -> (Text, Flag) {
    (name.spanned(|name| name), flag(bit))
}

fn flag(bit: Placed<i128>) -> Flag {
    let bit = Some(bit.spanned(|bit| bit));
    Flag { doc: None, documented: true, bit, selects: None, availability: Availability::default() }
}

fn item_of(item: ItemDescription, types: &mut Vec<(Text, Type)>) -> Item {
    let text = |text: Placed<String>| -> Text { text.spanned(|text| text) };
    let nothing = |span: Span| Item {
        in_doubt: false,
        span,
        literal: None,
        code: None,
        field: None,
        group: None,
        rest: None,
        ty: None,
        prefix: None,
        count: None,
        sorted: None,
        ambiguous: None,
        items: None,
        elsewhere: false,
        doc: None,
        equals: None,
        verify: None,
        when: None,
        availability: Availability::default(),
    };
    match item {
        ItemDescription::Literal(bytes) => {
            Item { literal: Some(text(bytes.clone())), ..nothing(place(bytes.place)) }
        }
        ItemDescription::Code(width) => {
            Item { code: Some(text(width.clone())), ..nothing(place(width.place)) }
        }
        ItemDescription::Rest(name, prefix) => {
            Item { prefix: prefix.map(text), rest: Some(text(name.clone())), ..nothing(place(name.place)) }
        }
        ItemDescription::Group { name, count, entry } => Item {
            group: Some(text(name.clone())),
            count: count.map(text),
            elsewhere: entry.is_none(),
            items: entry.map(|items| items.into_iter().map(|item| item_of(item, types)).collect()),
            ..nothing(place(name.place))
        },
        ItemDescription::Value(value, prefix) => {
            let ((type_name, ty), (name, header)) = type_and_header((types.len(), *value));
            types.push((type_name, ty));
            Item {
                ty: header.ty,
                prefix: prefix.map(text),
                equals: header.equals,
                verify: header.verify,
                field: Some(name.clone()),
                ..nothing(name.span)
            }
        }
    }
}

fn type_and_header((at, header): (usize, HeaderDescription)) -> ((Text, Type), (Text, Header)) {
    let number = |number: Option<Placed<i128>>| -> Option<Number> { number.map(|n| n.spanned(|n| n)) };
    let text = |text: Option<Placed<String>>| -> Option<Text> { text.map(|t| t.spanned(|t| t)) };
    let kind = header.kind.spanned(|kind| kind);
    let type_name = Spanned::new(format!("header_{at}"), kind.span);
    let ty = Type {
        doc: None,
        documented: true,
        kind: Some(kind),
        max: number(header.max).into(),
        length: number(header.length).into(),
        max_bytes: number(header.max_bytes).into(),
        write: text(header.write),
        secret: None,
    };
    let ast = Header {
        ty: Some(type_name.clone()),
        field: text(header.field),
        equals: text(header.equals),
        verify: text(header.verify),
        default: number(header.default),
        ..Header::default()
    };
    ((type_name, ty), (header.wire.spanned(|wire| wire), ast))
}

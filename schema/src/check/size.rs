//! What a small schema can make of itself: every variant has all headers of its message again, or all fields of its
//! sequence, and one without a text of its own has that of its type.

use std::collections::HashMap;

use crate::ast::{Item, Message, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;

/// How many headers and fields variants may repeat in a whole schema.
pub(crate) const MOST_REPEATED_HEADERS: usize = 250_000;
/// How much documentation headers, fields and variants may repeat in a whole schema, in bytes.
pub(crate) const MOST_REPEATED_TEXT: usize = 64 << 20;

/// The most values that a message can have. A block could count 65535; this many keeps generated code within what
/// compilers bear, and is far beyond what a protocol needs.
pub(crate) const MOST_VALUES: usize = 1024;
/// The most variants, which is as many ways as the tree of decisions may have.
pub(crate) const MOST_VARIANTS: usize = 1000;
/// The most values that one variant asks for: conditions nest in some languages.
pub(crate) const MOST_TOGETHER: usize = 64;
/// The most values that all variants of a message ask for: each is compared with those of the variants before.
pub(crate) const MOST_CONDITIONS: usize = 10_000;

/// Whether the model of a schema is within bounds. Nothing else can be said about one that is not.
pub(crate) fn check_size(units: &[Unit], report: &mut Report) -> bool {
    let types = units.iter().flat_map(|unit| &unit.types);
    let docs = types.map(|(name, ty)| (name.as_str(), length(ty.doc.as_ref()))).collect();
    let (mut headers, mut text) = (0_usize, 0_usize);
    for (name, message) in units.iter().flat_map(|unit| &unit.messages) {
        headers = headers.saturating_add(repeated_headers(message));
        text = text.saturating_add(repeated_text(message, &docs));
        let (what, help) = if headers > MOST_REPEATED_HEADERS {
            let what =
                format!("the variants up to here have more than {MOST_REPEATED_HEADERS} values together");
            (
                what,
                "each variant has all headers or fields of its message: describe several messages with fewer",
            )
        } else if text > MOST_REPEATED_TEXT {
            let what =
                format!("the values up to here repeat more than {MOST_REPEATED_TEXT} bytes of documentation");
            (what, "a value without a `doc` has that of its type: make that shorter")
        } else {
            continue;
        };
        report.push(Diagnostic::new(Code::TooLarge, name.span, what).help(help));
        return false;
    }
    true
}

/// How often what a message says of a header is in the model: once, or once for each variant.
fn shapes(message: &Message) -> usize {
    message.variants.as_ref().map_or(1, |variants| variants.len().max(1))
}

fn repeated_headers(message: &Message) -> usize {
    let headers = message.headers.as_ref().map_or(0, |headers| headers.len());
    let items = message.sequence.as_ref().map_or(0, |items| items.len());
    (headers + items).saturating_mul(shapes(message) - 1)
}

fn repeated_text(message: &Message, docs: &HashMap<&str, usize>) -> usize {
    let of_type = |ty: &Text| docs.get(ty.as_str()).copied().unwrap_or_default();
    let headers = message.headers.iter().flat_map(|headers| headers.iter());
    let header_docs = headers.map(|(_, header)| {
        let inherited = || header.ty.as_ref().map_or(0, of_type);
        header.doc.as_ref().map_or_else(inherited, |doc| doc.len())
    });
    let body = message.body.as_ref().map_or(0, |body| length(body.doc.as_ref()));
    let items = message.sequence.as_ref().map_or(0, |items| item_docs(items, docs));
    header_docs.fold(body.saturating_add(items), usize::saturating_add).saturating_mul(shapes(message))
}

/// Those of the items of a sequence, and of the entries of its groups.
fn item_docs(items: &[Item], docs: &HashMap<&str, usize>) -> usize {
    let one = |item: &Item| {
        let inherited = || item.ty.as_ref().and_then(|ty| docs.get(ty.as_str())).copied().unwrap_or_default();
        let own = item.doc.as_ref().map_or_else(inherited, |doc| doc.len());
        own.saturating_add(item.items.as_deref().map_or(0, |items| item_docs(items, docs)))
    };
    items.iter().map(one).fold(0, usize::saturating_add)
}

fn length(doc: Option<&Text>) -> usize {
    doc.map_or(0, |doc| doc.len())
}

/// Whether a message is within bounds. More than this, and what is made of it grows beyond its text.
pub(crate) fn check_message_size(
    name: &Text,
    ast: &Message,
    values: usize,
    what: &'static str,
    report: &mut Report,
) -> bool {
    let variants = || ast.variants.iter().flat_map(|variants| variants.iter());
    let conditions = || variants().map(|(_, variant)| variant.when.as_ref().map_or(0, |when| when.len()));
    let counts = [
        (conditions().max().unwrap_or_default(), MOST_TOGETHER, "values that one variant asks for"),
        (values, MOST_VALUES, what),
        (variants().count(), MOST_VARIANTS, "variants"),
        (conditions().sum(), MOST_CONDITIONS, "values that its variants ask for"),
    ];
    let Some((count, most, what)) = counts.into_iter().find(|(count, most, _)| count > most) else {
        return true;
    };
    let message = format!("`{}` has {count} {what}", name.value);
    report.push(
        Diagnostic::new(Code::TooLarge, name.span, message).help(format!("a message has at most {most}")),
    );
    false
}

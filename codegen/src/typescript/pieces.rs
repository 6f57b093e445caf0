//! Writing of a message piece by piece: what stands between its groups, and their entries as they come. That is possible where
//! nothing before the entries says how many there are.

use askama::Template;
use lonelypsp_schema::{Group, Shape, WriteStep};

use super::comment::comment;
use super::encode::{INDENT, piece_fields, piece_lines};
use super::entry::{order_of, write_function};
use super::layout::{Call, signature, statement};
use super::names::{entry_type, message_type};
use super::runtime::Module;
use super::scope::Scope;
use crate::spelling::{camel, camel_text, pascal, screaming};

#[derive(Template)]
#[template(path = "typescript/pieces.ts", whitespace = "preserve")]
struct PiecesView {
    pieces: Vec<PieceView>,
}

enum PieceView {
    /// What stands before a group, or behind the last one.
    Between { doc: String, signature: String, lines: Vec<String> },
    /// Entries of a group.
    Entries { doc: String, signature: String, line: String },
}

/// The functions that write the pieces of a message, if it can be written so.
pub(super) fn pieces_text(scope: &Scope<'_>) -> Option<String> {
    let (shape, steps) = scope.message.entry_by_entry(scope.protocol)?;
    let mut pieces = Vec::new();
    let mut start = 0;
    for (index, step) in steps.iter().enumerate() {
        if let WriteStep::Group { slot, group, .. } = step {
            let (group, name) = (&scope.layout.groups[*group], &scope.slot(*slot).at);
            let what = format!("before the entries of `{name}`");
            let function = format!("Before{}", pascal(&group.name));
            pieces.push(between(scope, shape, &steps[start..index], &function, &what));
            pieces.push(entries(scope, group, name));
            start = index + 1;
        }
    }
    pieces.push(between(scope, shape, &steps[start..], "End", "behind all entries"));
    Some(super::part(&PiecesView { pieces }).trim_start().to_owned())
}

/// `$strongEtagBeforeTopics`: no name of a schema begins so.
fn function(scope: &Scope<'_>, piece: &str) -> String {
    format!("${}{piece}", camel(&scope.message.name))
}

fn between<'s>(
    scope: &Scope<'s>,
    shape: &'s Shape,
    steps: &'s [WriteStep],
    piece: &str,
    what: &str,
) -> PieceView {
    let fields: Vec<String> = piece_fields(shape, steps).map(|name| format!("\"{}\"", camel(name))).collect();
    let message = format!("message: Pick<{}, {}>", message_type(scope.message), fields.join(" | "));
    let parameters: &[&str] = if fields.is_empty() { &[] } else { &[&message] };
    let doc = format!("What stands in a `{}` {what}.", screaming(&scope.message.name));
    PieceView::Between {
        doc: comment(0, &doc),
        signature: signature(&format!("export function {}", function(scope, piece)), parameters, "Bytes"),
        lines: piece_lines(scope, shape, steps),
    }
}

fn entries(scope: &Scope<'_>, group: &Group, place: &str) -> PieceView {
    let order = order_of(group).unwrap_or("void");
    let parameters = [
        format!("entries: readonly {}[]", entry_type(scope.message, group)),
        format!("before: Pick<$Entries<{order}>, \"count\" | \"last\">"),
        "isOrdered: boolean".to_owned(),
    ];
    let parameters: Vec<&str> = parameters.iter().map(String::as_str).collect();
    let start = format!("export function {}", function(scope, &pascal(&group.name)));
    let arguments = [
        "entries".to_owned(),
        format!("\"{place}\""),
        write_function(group),
        "before".into(),
        "isOrdered".into(),
    ];
    let call = Call::of(Module::Pieces, "return writeEntries", arguments);
    scope.uses_of(Module::Pieces, "writeEntries");
    let doc = format!(
        "Entries of `{}` of a `{}`, behind those that there were.",
        camel_text(place),
        screaming(&scope.message.name)
    );
    PieceView::Entries {
        doc: comment(0, &doc),
        signature: signature(&start, &parameters, &format!("$Entries<{order}>")),
        line: statement(INDENT, None, &call),
    }
}

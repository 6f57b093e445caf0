//! One value of a mapping, and what is said of one that is of another shape than it has to be.

use crate::ast::{Asked, Number, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::language::{Key, Takes};
use crate::report::Report;
use crate::source::Spanned;
use crate::yaml::{Node, Scalar, Value};

/// A key as problems with its value are told.
#[derive(Clone, Copy)]
pub(super) struct What {
    pub(super) name: &'static str,
    pub(super) key: Option<&'static Key>,
}

impl What {
    /// How it could be written.
    pub(super) fn such_as(&self) -> Option<String> {
        self.key.map(|key| match key.takes {
            Takes::Word(words) => {
                let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
                format!("it is one of {}, such as `{}`", words.join(", "), key.example)
            }
            _ => format!("such as `{}`", key.example),
        })
    }
}

/// Text that is an item of a list, or stands behind a free name.
pub(super) fn text(node: &Node, name: &'static str, report: &mut Report) -> Option<Text> {
    text_of(node, &What { name, key: None }, report)
}

/// Text for people that stands behind a free name.
pub(super) fn prose(node: &Node, name: &'static str, report: &mut Report) -> Option<Text> {
    report_comment(node, report);
    text(node, name, report)
}

/// Text, where a plain scalar was expected.
pub(super) fn text_of(node: &Node, what: &What, report: &mut Report) -> Option<Text> {
    if what.key.is_some_and(|key| matches!(key.takes, Takes::Prose)) {
        report_comment(node, report);
    }
    match &node.value {
        Value::Text(value) => Some(Spanned::new(value.text.clone(), node.span)),
        Value::Bool(_) | Value::Integer(_) | Value::Float => {
            // Where a word or a name is wanted, quotes would only lead to the next problem.
            let is_free = |key: &Key| {
                matches!(key.takes, Takes::Prose)
                    || ["name", "version", "since", "until", "literal"].contains(&key.name)
            };
            let may_be_any = what.key.is_none_or(is_free);
            wrong_shape(node, what, if may_be_any { "text; put it in quotes" } else { "text" }, report)
        }
        _ => wrong_shape(node, what, "text", report),
    }
}

/// A text for people goes on where a comment begins, and would be cut without a word.
fn report_comment(node: &Node, report: &mut Report) {
    let Value::Text(Scalar { comment: Some(comment), .. }) = &node.value else { return };
    let message = "this text ends where a comment begins";
    report.push(
        Diagnostic::new(Code::CutText, *comment, message)
            .related(node.span, "the text")
            .help("put the text in quotes if this belongs to it, or the comment on a line of its own above"),
    );
}

/// A number that stands behind the name of a version.
pub(super) fn number_of(node: &Node, version: &str, report: &mut Report) -> Option<Number> {
    if let Value::Integer(value) = node.value {
        return Some(Spanned::new(value, node.span));
    }
    let message = format!("`{version}` is {}, expected an integer", node.value.describe());
    let help = format!("such as `{version}: 1`, the number from that version on");
    report.push(Diagnostic::new(Code::WrongShape, node.span, message).help(help));
    None
}

/// What is asked of a value.
pub(super) fn asked(node: &Node, name: &str, report: &mut Report) -> Option<Spanned<Asked>> {
    match node.value {
        Value::Integer(value) => Some(Spanned::new(Asked::Number(value), node.span)),
        Value::Bool(value) => Some(Spanned::new(Asked::Flag(value), node.span)),
        _ => {
            let expected = "an integer, or `true` or `false` for a flag";
            let message = format!("`{name}` is {}, expected {expected}", node.value.describe());
            let help = format!("such as `when: {{ {name}: 0 }}`");
            report.push(Diagnostic::new(Code::WrongShape, node.span, message).help(help));
            None
        }
    }
}

/// Reports a value of another shape than is expected.
pub(super) fn wrong_shape<T>(node: &Node, what: &What, expected: &str, report: &mut Report) -> Option<T> {
    let message = format!("`{}` is {}, expected {expected}", what.name, node.value.describe());
    let help = match node.value {
        Value::Missing => Some(lonely(what.name)),
        Value::Null if what.key.is_some_and(|key| matches!(key.takes, Takes::Prose)) => Some(
            "write the text behind the colon; what follows ` #` is a comment, unless it is in quotes"
                .to_owned(),
        ),
        _ => what.such_as(),
    };
    report.push(Diagnostic::new(Code::WrongShape, node.span, message).maybe_help(help));
    None
}

/// What to say where a word stands alone between braces: most likely it is the part of a text behind a comma.
pub(super) fn lonely(word: &str) -> String {
    match word.split_once(':') {
        Some((key, value)) => format!("put a blank behind the colon: `{key}: {value}`"),
        None => {
            "a colon follows a key; if this belongs to the text before the comma, put all of that in quotes"
                .to_owned()
        }
    }
}

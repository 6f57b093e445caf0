//! One style for schemas of the lonely pub-sub protocol.
//!
//! [`format()`] lays the text of one file out anew. What it says stays what it was, and so do its comments and the blank lines
//! between its parts; whoever formats twice changes nothing. The style has no options:
//!
//! - Two spaces for each level, lists further in than their key, `\n` at the end of every line, nothing behind it.
//! - The keys of the language stand in the order of its [table](lonelypsp_schema::language). A comment goes with the key below
//!   it, or on whose line it is; where one stands for itself, between blank lines, the keys stay where they are. The order of
//!   everything that has a name of its own, and of lists, never changes.
//! - What stands in braces or brackets stays there, on one line, if that has at most [`WIDTH`] characters and there is no
//!   comment in it. What does not fit has lines of its own.
//! - Texts have quotes only where they need them, and double ones unless that takes escapes. Two are always quoted: the digits
//!   of a `literal`, and what another reader of YAML could take for something else than text. Texts on lines of their own,
//!   behind `|` or `>`, stay as they are.
//! - There is at most one blank line in a row, and one before `protocols`, `types`, `protocol` and `messages`, unless `protocol`
//!   is what stands there.
//!
//! ```
//! let ragged = "types:\n     # Who.\n     nick:   {doc: 'Who is speaking.',kind: text,}\n";
//! let formatted = lonelypsp_fmt::format("chat.yaml", ragged).unwrap();
//! assert_eq!(formatted, "types:\n  # Who.\n  nick: { kind: text, doc: Who is speaking. }\n");
//! assert_eq!(lonelypsp_fmt::format("chat.yaml", &formatted).unwrap(), formatted);
//! ```

mod attach;
mod block;
mod flow;
mod fold;
mod meaning;
mod order;
mod output;
mod rules;
mod same;
mod scalar;
mod tree;

use std::fmt;
use std::ops::Range;

use lonelypsp_findings::comments;
use lonelypsp_schema::yaml::{Node, parse_yaml};
use lonelypsp_schema::{Diagnostics, SourceMap};

use attach::Found;

pub use rules::Style;

/// The most characters of a line that is joined from what stands in braces or brackets.
pub const WIDTH: usize = 128;

/// Why a file is left as it is.
#[derive(Debug)]
pub enum Unformatted {
    /// It is no YAML that the language takes.
    Syntax(Box<Diagnostics>),
    /// It is, but would not say the same any more. What could not be kept, as the rest of a sentence about the file.
    NotKept(String),
}

impl fmt::Display for Unformatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(problems) => problems.fmt(f),
            Self::NotKept(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Unformatted {}

/// The text of one file of a schema in the one style. The path is what problems call the file; nothing is read.
///
/// The result is read again and compared with the original, so that what comes back says the same and has every comment.
///
/// # Errors
/// If the text is not YAML, or has something that cannot be kept.
pub fn format(path: &str, text: &str) -> Result<String, Unformatted> {
    let before = read(path, text)?;
    let lines = with_line_feeds(text);
    let mut root = tree::read(&lines)?;
    root.node.iter_mut().for_each(meaning::note);
    attach::attach(&lines, &mut root, found(&lines));
    order::order(&mut root);
    let formatted = block::print(&root);
    if !read(path, &formatted).is_ok_and(|after| same::say_the_same(&before, &after)) {
        return Err(not_kept("it would not say the same any more"));
    }
    if texts(&lines) != texts(&formatted) {
        return Err(not_kept("a comment would be lost"));
    }
    Ok(formatted)
}

/// What the compiler reads of a file.
fn read(path: &str, text: &str) -> Result<Node, Unformatted> {
    let mut sources = SourceMap::default();
    let file = sources.add(path.to_owned(), without_mark(text).to_owned());
    parse_yaml(file, &sources.file(file).text).map_err(|problem| {
        let problems = Diagnostics { list: vec![problem], has_more: false, sources };
        Unformatted::Syntax(Box::new(problems))
    })
}

fn found(text: &str) -> Vec<Found<'_>> {
    let found = |range: Range<usize>| Some(Found { start: range.start, text: text.get(range)? });
    comments(text).into_iter().filter_map(found).collect()
}

/// What the comments say, in an order of its own, so that none can get lost unseen.
fn texts(text: &str) -> Vec<&str> {
    let mut texts: Vec<_> = found(text).into_iter().map(|comment| comment.text).collect();
    texts.sort_unstable();
    texts
}

/// Something that this crate should have been able to do.
fn not_kept(what: &str) -> Unformatted {
    Unformatted::NotKept(format!(
        "{what}, so that it stays as it is; this is a mistake in the formatter, please report it"
    ))
}

/// The text with `\n` for every line end, and without the mark by which some editors say that a file is UTF-8.
fn with_line_feeds(text: &str) -> String {
    without_mark(text).replace("\r\n", "\n").replace('\r', "\n")
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

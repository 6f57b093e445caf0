//! Cures that are certain, as edits of the text: what is not touched stays as it is, comments included.

use lonelypsp_schema::{FileId, SourceMap, Span};

/// What stands at a place instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is taken out: bytes of one file. None if something is only put in before `start`.
    pub span: Span,
    /// What is put there.
    pub text: String,
}

/// Edits that cure one finding; they are made together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a request: "leave out the default".
    pub what: String,
    /// The edits.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix by one edit.
    pub fn replace(what: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { what: what.into(), edits: vec![Edit { span, text: text.into() }] }
    }
}

/// The text of a file after as many of these fixes as fit together, the first first, and how many those were. A fix that
/// touches what an earlier one edits is left for the next time; so is one that edits several files.
///
/// ```
/// use lonelypsp_findings::{Fix, apply};
/// use lonelypsp_schema::{SourceMap, Span};
///
/// let mut sources = SourceMap::default();
/// let file = sources.add("mine.yaml".to_owned(), "a: 1 # one\n".to_owned());
/// let fix = Fix::replace("say two", Span { file, start: 3, end: 4 }, "2");
/// assert_eq!(apply(&sources, file, [&fix, &fix]), ("a: 2 # one\n".to_owned(), 1));
/// ```
pub fn apply<'f>(
    sources: &SourceMap,
    file: FileId,
    fixes: impl IntoIterator<Item = &'f Fix>,
) -> (String, usize) {
    let text = &sources.file(file).text;
    let mut edits = std::collections::BTreeMap::new();
    let mut count = 0;
    for fix in fixes {
        if fix.edits.iter().all(|edit| fits(edit, file, text, &edits)) && are_apart(fix) {
            edits.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            count += 1;
        }
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits.values() {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, count)
}

/// Whether an edit is one of this text, and touches none that is there already.
fn fits(edit: &Edit, file: FileId, text: &str, others: &std::collections::BTreeMap<u32, &Edit>) -> bool {
    let Span { start, end, .. } = edit.span;
    let is_in_text = edit.span.file == file && text.get(start as usize..end as usize).is_some();
    // The last one that begins before the end; those before it end before it.
    let neighbour = others.range(..=end).next_back();
    is_in_text && neighbour.is_none_or(|(_, other)| other.span.end < start)
}

/// Whether the edits of a fix touch one another.
fn are_apart(fix: &Fix) -> bool {
    let mut spans: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    spans.windows(2).all(|pair| matches!(pair, [a, b] if a.end < b.start))
}

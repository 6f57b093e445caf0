//! Where in the files of a schema a new message goes.

use lonelypsp_schema::{FileId, Protocol, Schema};

/// A place between two lines.
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) path: String,
    /// The offset of the line before which it goes.
    pub(super) at: usize,
    /// What lines of its like begin with.
    pub(super) indent: String,
}

/// Behind the last message of the protocol, in the file that has most of them; none if they are not on lines of their own.
pub(super) fn find(schema: &Schema, protocol: &Protocol) -> Option<Place> {
    let last = protocol.messages.iter().max_by_key(|message| {
        let span = message.name.span;
        let others = protocol.messages.iter().filter(|other| other.name.span.file == span.file).count();
        (others, std::cmp::Reverse(schema.sources.file(span.file).path.clone()), span.start)
    })?;
    let span = last.name.span;
    let source = schema.sources.file(span.file);
    let start = usize::try_from(span.start).ok()?;
    let line = source.text.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let indent = source.text.get(line..start)?;
    let is_alone = !indent.is_empty() && indent.chars().all(|c| c == ' ');
    let at = end(&source.text, start);
    is_alone.then(|| Place { file: span.file, path: source.path.clone(), at, indent: indent.to_owned() })
}

/// The offset of the line behind the mapping that `start` lies in, but before blank lines and comments that belong to what
/// follows.
fn end(text: &str, start: usize) -> usize {
    let (mut offset, mut end) = (0, text.len());
    let mut last = None;
    for line in text.split_inclusive('\n') {
        let begin = offset;
        offset += line.len();
        if offset <= start {
            continue;
        }
        let is_top = !line.starts_with([' ', '\t', '#', '\r', '\n']);
        if is_top && begin > start {
            end = begin;
            break;
        }
        // A comment in the first column belongs to what follows.
        if !line.trim().is_empty() && !line.starts_with('#') {
            last = Some(offset);
        }
    }
    last.map_or(end, |last: usize| last.min(end))
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn a_message_goes_behind_the_last_and_before_what_follows() {
        let text =
            "messages:\n  a:\n    code: 1\n  b:\n    # Two.\n    code: 2\n\n# Kinds.\ntypes:\n  x: y\n";
        let start = text.find("b:").unwrap();
        assert_eq!(&text[end(text, start)..], "\n# Kinds.\ntypes:\n  x: y\n");
        let text = "messages:\n  a:\n    code: 1\n";
        assert_eq!(end(text, text.find("a:").unwrap()), text.len());
        let text = "messages:\n  a:\n    code: 1";
        assert_eq!(end(text, text.find("a:").unwrap()), text.len());
    }
}

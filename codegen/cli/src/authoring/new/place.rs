//! Where in the files of a schema a new message goes.

use lonelypsp_schema::{Direction, FileId, Protocol, Schema, Span};

/// A place between two lines.
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) path: String,
    /// The offset of the line before which it goes.
    pub(super) at: usize,
    /// What lines of its like begin with.
    pub(super) indent: String,
    /// What must stand before it.
    pub(super) head: String,
}

/// Behind the last message of the protocol, in the file that has most of its side, and none of its name: one of the other side,
/// or of another version, may have that. Or why there is no such place.
pub(super) fn find(
    schema: &Schema,
    protocol: &Protocol,
    direction: Direction,
    name: &str,
) -> Result<Place, String> {
    let messages: Vec<_> =
        protocol.messages.iter().map(|message| (message.name.span, message.direction == direction)).collect();
    let is_free = |file: FileId| !has_message(&schema.sources.file(file).text, name);
    let last = messages.iter().filter(|(span, _)| is_free(span.file)).max_by_key(|(span, _)| {
        let beside = || messages.iter().filter(|(other, _)| other.file == span.file);
        let like = beside().filter(|(_, is_like)| *is_like).count();
        let path = schema.sources.file(span.file).path.as_str();
        (like, beside().count(), std::cmp::Reverse(path), span.start)
    });
    let whose = &protocol.name;
    match last {
        Some((span, _)) => behind(schema, *span)
            .ok_or_else(|| format!("no file has messages of `{whose}` on lines of their own")),
        None if messages.is_empty() => first(schema, protocol).ok_or_else(|| {
            format!("no file has messages of `{whose}`, and the one that declares it has others")
        }),
        None => Err(format!(
            "a file has each name once, and those with messages of `{whose}` have `{name}` already, of the other side or of another \
             version"
        )),
    }
}

/// Whether the messages of a file, in whichever version, have one of that name.
fn has_message(text: &str, name: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("messages:")).skip(1);
    let is_top = |line: &&str| !line.starts_with([' ', '#']) && !line.is_empty();
    let inner = lines.by_ref().take_while(|line| !is_top(line));
    let mut keys = inner.filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty());
    let Some(first) = keys.next() else { return false };
    let indent = first.len() - first.trim_start().len();
    let is_it = |line: &str| {
        let key = line.get(indent..).and_then(|rest| rest.strip_prefix(name));
        line.len() - line.trim_start().len() == indent
            && key.is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    is_it(first) || keys.any(is_it)
}

/// The end of the file that declares the protocol, if that has no messages.
fn first(schema: &Schema, protocol: &Protocol) -> Option<Place> {
    let file = protocol.name.span.file;
    let source = schema.sources.file(file);
    let is_taken =
        source.text.lines().any(|line| line.starts_with("protocol:") || line.starts_with("messages:"));
    // With braces around all of it there is no line to add.
    let is_open = source.text.lines().any(|line| line.starts_with("protocols:"));
    (is_open && !is_taken).then(|| Place {
        file,
        path: source.path.clone(),
        at: source.text.len(),
        indent: "  ".to_owned(),
        head: format!("\nprotocol: {}\nmessages:\n", protocol.name),
    })
}

/// Behind the message of that name, if it stands on lines of its own.
fn behind(schema: &Schema, span: Span) -> Option<Place> {
    let source = schema.sources.file(span.file);
    let start = usize::try_from(span.start).ok()?;
    let line = source.text.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let indent = source.text.get(line..start)?;
    let is_alone = !indent.is_empty() && indent.chars().all(|c| c == ' ');
    let at = end(&source.text, start);
    is_alone.then(|| Place {
        file: span.file,
        path: source.path.clone(),
        at,
        indent: indent.to_owned(),
        head: String::new(),
    })
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
    use super::{end, has_message};

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

    #[test]
    fn only_names_of_messages_count() {
        let text = "types:\n  a: { doc: b }\nmessages:\n\n  # c:\n  one:\n    doc: d\n  two: {}\nprotocols:\n  e: {}\n";
        for (name, is_there) in [
            ("one", true),
            ("two", true),
            ("a", false),
            ("c", false),
            ("doc", false),
            ("e", false),
            ("on", false),
        ] {
            assert_eq!(has_message(text, name), is_there, "{name}");
        }
        assert!(!has_message("types: {}\n", "types") && !has_message("messages:\n", "a"));
    }
}

//! From where to where a part of a file goes.

use lonelypsp_schema::Span;
use lonelypsp_schema::yaml::{Node, Value};

/// From the beginning of a node to the end of the last thing in it. Of a list or a mapping, a tree only knows where it
/// begins; marks that close it are not counted.
///
/// ```
/// use lonelypsp_findings::extent;
/// use lonelypsp_schema::{SourceMap, yaml::parse_yaml};
///
/// let (text, mut sources) = ("a: [1, { b: 23 }]\n", SourceMap::default());
/// let file = sources.add("mine.yaml".to_owned(), text.to_owned());
/// let span = extent(&parse_yaml(file, text).unwrap());
/// assert_eq!(&text[span.start as usize..span.end as usize], "a: [1, { b: 23");
/// ```
pub fn extent(node: &Node) -> Span {
    let mut span = node.span;
    let last = match &node.value {
        Value::List(items) => items.last().map(extent),
        Value::Map(entries) => entries.last().map(|(key, value)| {
            let value = extent(value);
            Span { end: value.end.max(key.span.end), ..value }
        }),
        _ => None,
    };
    // What an alias repeats lies before it.
    span.end = last.map_or(span.end, |last| last.end.max(span.end));
    span
}

//! Renders a folder of Jinja templates over an exported schema: another language, documentation, whatever is text.
//!
//! A file whose name ends in `.j2` or `.jinja` is a template, and makes the file of the same path without that ending. Others
//! are copied as they are. What begins with `_` is there for others to include or import, and makes nothing.
//!
//! Templates see what [`lonelypsp_export`](https://docs.rs/lonelypsp-export) gives: `protocols`, `schema`, `options`; and `stamp`, the
//! sentence that says what a file was generated from. The path of a template is one, too: if it speaks of `message`, it is
//! rendered once for each message, with `protocol` and `message`; if it speaks of `protocol` alone, once for each protocol.
//! So `{{ protocol.name }}/{{ message.name }}.h.j2` makes a header for each message.
//!
//! Beside the filters of Jinja there are `snake`, `camel`, `pascal`, `kebab` and `shouty` for names, `comment` for documentation, `hex`
//! for numbers and `bytes` for bytes; those for names are functions as well, for file systems that have no `|` in paths.
//! A name that is not defined is an error, also where it is asked whether it is true. Nothing is escaped. A tag that stands on a line of
//! its own leaves no line behind.
//!
//! A template can do no harm: it reads nothing but the export and the other templates, and it has so much *fuel*, which bounds how long
//! it runs and how much memory it takes. Paths are made, not checked: whoever writes files looks whether they stay in their folder.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! let schema = lonelypsp_schema::builtin().unwrap();
//! let codes = "{% for message in protocol.messages %}\n{{ message.name | shouty }} = {{ message.code }}\n{% endfor %}\n";
//! let templates = BTreeMap::from([("{{ protocol.name }}.py.j2".to_owned(), codes.to_owned())]);
//! let made = lonelypsp_template::render(&templates, &lonelypsp_export::export(&schema), "").unwrap();
//! let stateful = made.iter().find(|made| made.path == "stateful.py").unwrap();
//! assert!(stateful.text.contains("SUBSCRIBE_EXACT = 2\n"));
//! ```

mod each;
mod filters;
mod problem;
mod render;

#[cfg(test)]
mod tests;

pub use problem::Problem;
pub use render::{Made, render};

/// The endings of names that make a file a template.
pub const ENDINGS: [&str; 2] = [".j2", ".jinja"];

/// The path that a template makes, if it is one; it may still have placeholders.
///
/// ```
/// assert_eq!(lonelypsp_template::without_ending("a/{{ protocol.name }}.h.j2"), Some("a/{{ protocol.name }}.h"));
/// assert_eq!(lonelypsp_template::without_ending("a/LICENSE"), None);
/// ```
pub fn without_ending(path: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| path.strip_suffix(ending))
}

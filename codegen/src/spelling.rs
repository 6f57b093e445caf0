//! Names, spelled as languages do.

use lonelypsp_schema::{Name, Slot};

/// `NotifyStream`
pub(crate) fn pascal(name: &Name) -> String {
    name.words().map(capitalized).collect()
}

/// `notifyStream`
pub(crate) fn camel(name: &Name) -> String {
    camel_text(name.snake())
}

/// The same for a name that is given as text.
pub(crate) fn camel_text(name: &str) -> String {
    let mut words = name.split('_').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    words.map(capitalized).fold(first, |text, word| text + &word)
}

/// `NOTIFY_STREAM`
pub(crate) fn screaming(name: &Name) -> String {
    name.snake().to_uppercase()
}

/// `my_protocol_2` for a text of any kind, such as `My-Protocol 2`
pub(crate) fn snake_of(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Whether a text is such a name: lower-case ASCII letters and digits, words joined by `_`, a letter first.
pub(crate) fn is_snake(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !text.ends_with('_')
        && !text.contains("__")
}

/// The local that holds the value of a header, in languages that write `snake_case`: `x_topic`, or `h_authorization` for
/// a name without `x-`. It meets neither a keyword nor another local of generated code, all of which begin otherwise;
/// and no other header, since `_` is not in wire names.
pub(crate) fn local(header: &Slot) -> String {
    let name = header.at.replace('-', "_");
    if name.len() > 2 && name.starts_with("x_") { name } else { format!("h_{name}") }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

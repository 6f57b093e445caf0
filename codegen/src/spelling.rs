//! Names, spelled as languages do.

use lonelypsp_schema::Name;

/// `NotifyStream`
pub(crate) fn pascal(name: &Name) -> String {
    name.words().map(capitalized).collect()
}

/// `notifyStream`
pub(crate) fn camel(name: &Name) -> String {
    let mut words = name.words();
    let first = words.next().unwrap_or_default().to_owned();
    words.map(capitalized).fold(first, |text, word| text + &word)
}

/// `NOTIFY_STREAM`
pub(crate) fn screaming(name: &Name) -> String {
    name.snake().to_uppercase()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

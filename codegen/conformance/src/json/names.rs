//! What is said of a name that there is not.

use lonelypsp_schema::nearest;

/// So many names are listed before a list is cut.
const LISTED: usize = 12;
/// A name of somebody else's is quoted up to so many characters.
const QUOTED: usize = 40;

/// The end of a sentence about an unknown name: `; did you mean …?`, or which names there are.
pub(super) fn instead<'a>(
    name: &str,
    there_are: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    match nearest(name, names.clone()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; {there_are} {}", list(names)),
    }
}

/// Names in backticks with commas between them; if they are many, the first ones.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(LISTED).map(|name| format!("`{}`", clip(name))).collect();
    let rest = if names.next().is_some() { " and others" } else { "" };
    format!("{}{rest}", shown.join(", "))
}

/// The beginning of a text, which may be anything of any length.
pub(super) fn clip(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((index, _)) => format!("{}…", &text[..index]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_or_all() {
        assert_eq!(instead("topc", "there are", ["topic", "tracing"]), "; did you mean `topic`?");
        assert_eq!(instead("zzzzz", "there are", ["topic", "tracing"]), "; there are `topic`, `tracing`");
    }

    #[test]
    fn lists_and_names_end_somewhere() {
        let names: Vec<String> = (0..13).map(|number| format!("name{number}")).collect();
        let all = list(names.iter().map(String::as_str));
        assert!(all.ends_with("`name11` and others"), "{all}");
        assert_eq!(list(names[..12].iter().map(String::as_str)).matches('`').count(), 24);
        assert_eq!(clip(&"é".repeat(41)), format!("{}…", "é".repeat(40)));
    }
}

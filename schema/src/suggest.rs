//! The name that was probably meant.

/// How many names are listed before the list is cut.
const SHOWN: usize = 12;
/// Longer names are not compared: nobody mistypes them, and comparing takes time and memory.
const LONGEST: usize = 80;

/// What to say when a name is unknown: the nearest one, or which there are.
pub(crate) fn nearest_or_all<'a>(
    name: &str,
    what: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(near) = nearest(name, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().take(SHOWN + 1).collect();
    match all.len() {
        0 => None,
        1..=SHOWN => Some(format!("{what} {}", all.join(", "))),
        _ => Some(format!("{what} {} and others", all[..SHOWN].join(", "))),
    }
}

/// The candidate nearest to `name`, if one is near enough to be worth mentioning.
///
/// ```
/// assert_eq!(lonelypsp_schema::nearest("heders", ["headers", "body"]), Some("headers"));
/// assert_eq!(lonelypsp_schema::nearest("zstd", ["headers", "body"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let allowed = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

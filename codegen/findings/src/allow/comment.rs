//! What a comment says to tools.

use lonelypsp_schema::{FileId, Span};

/// What a comment says that begins with `lonely:`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// An exception.
    Allow {
        /// The rules, by code or name, each with its place. At least one.
        codes: Vec<(String, Span)>,
        /// Why.
        reason: Option<String>,
    },
    /// Something that is not understood, and what is wrong with it.
    Other(String),
}

/// Reads a comment that begins at this byte of its file with its `#`. None if it says nothing to tools.
pub(super) fn parse(file: FileId, comment: &str, start: usize) -> Option<Said> {
    let said = comment.trim_start_matches('#').trim_start().strip_prefix("lonely:")?;
    let verb = said.split(char::is_whitespace).next().unwrap_or_default();
    if verb != "allow" {
        return Some(Said::Other(format!("`lonely:{verb}` means nothing in a comment; `lonely:allow` does")));
    }
    let rest = said.strip_prefix("allow").unwrap_or_default();
    let (codes, reason) = split_reason(rest);
    let at = start + comment.len() - rest.len();
    let codes = split_codes(file, codes, at);
    if codes.is_empty() {
        return Some(Said::Other("this exception names no rule".to_owned()));
    }
    if let Some((two, _)) = codes.iter().find(|(code, _)| code.contains(char::is_whitespace)) {
        return Some(Said::Other(format!(
            "`{two}` is no code of a rule; codes are separated by commas, and the reason stands behind `because`"
        )));
    }
    Some(Said::Allow { codes, reason: reason.map(str::to_owned) })
}

/// What stands before the word `because`, and behind it, if that is anything.
fn split_reason(text: &str) -> (&str, Option<&str>) {
    let words = text.match_indices("because").find(|(at, word)| {
        let (before, behind) = (text.get(..*at), text.get(at + word.len()..));
        before.is_some_and(|text| text.ends_with(char::is_whitespace))
            && behind.is_some_and(|text| text.is_empty() || text.starts_with([' ', '\t', ':']))
    });
    let Some((at, word)) = words else { return (text, None) };
    let reason = text.get(at + word.len()..).unwrap_or_default().trim_matches([' ', '\t', ':']);
    (text.get(..at).unwrap_or_default(), Some(reason).filter(|reason| !reason.is_empty()))
}

fn split_codes(file: FileId, text: &str, start: usize) -> Vec<(String, Span)> {
    let mut at = start;
    let mut codes = Vec::new();
    for part in text.split(',') {
        let code = part.trim();
        let first = at + part.len() - part.trim_start().len();
        if !code.is_empty() {
            codes.push((code.to_owned(), super::target::span(file, &(first..first + code.len()))));
        }
        at += part.len() + 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use lonelypsp_schema::SourceMap;

    use super::*;

    fn parsed(comment: &str) -> Option<(Vec<String>, Option<String>)> {
        let file = SourceMap::default().add(String::new(), String::new());
        match parse(file, comment, 0)? {
            Said::Allow { codes, reason } => {
                // Each place is where the code stands.
                let at = |span: &Span| comment.get(span.start as usize..span.end as usize).map(str::to_owned);
                assert!(codes.iter().all(|(code, span)| at(span).as_ref() == Some(code)), "{codes:?}");
                Some((codes.into_iter().map(|(code, _)| code).collect(), reason))
            }
            Said::Other(problem) => panic!("{problem}"),
        }
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn codes_and_the_reason_are_read() {
        assert_eq!(
            parsed("# lonely:allow LL012 because it is: so"),
            Some((words(&["LL012"]), Some("it is: so".into())))
        );
        assert_eq!(
            parsed("#lonely:allow LL1,unused-type ,  LB2  because: x"),
            Some((words(&["LL1", "unused-type", "LB2"]), Some("x".into())))
        );
        assert_eq!(parsed("# lonely:allow LL012"), Some((words(&["LL012"]), None)));
        assert_eq!(parsed("# lonely:allow LL012 because"), Some((words(&["LL012"]), None)));
        assert_eq!(parsed("# it is lonely: allow it"), None);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let file = SourceMap::default().add(String::new(), String::new());
        for comment in [
            "# lonely:alow LL012 because x",
            "# lonely:allow because x",
            "# lonely:allow LL012 since x",
            "# lonely:",
        ] {
            assert!(matches!(parse(file, comment, 0), Some(Said::Other(_))), "{comment}");
        }
    }
}

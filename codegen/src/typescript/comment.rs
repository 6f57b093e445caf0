//! Documentation as TSDoc comments.

use lonelypsp_schema::Availability;

use crate::doc::{deprecation, fill};

/// The width that comments are filled to, with their indentation.
const WIDTH: usize = 100;

/// A comment with the lines of a text. Nothing in it ends the comment or is taken for a tag.
pub(super) fn comment(indent: usize, text: &str) -> String {
    let lines = lines(text, WIDTH - indent - 3);
    let margin = " ".repeat(indent);
    match lines.as_slice() {
        [only] if indent + only.chars().count() + 7 <= WIDTH => format!("{margin}/** {only} */"),
        _ => block(&margin, &lines),
    }
}

/// A comment about the module that it stands in, which a tag says.
pub(super) fn comment_of_module(text: &str) -> String {
    let mut all = lines(text, WIDTH - 3);
    all.extend([String::new(), "@packageDocumentation".to_owned()]);
    block("", &all)
}

/// A comment about something that may be deprecated, which a tag says then.
pub(super) fn comment_of(indent: usize, text: &str, availability: &Availability) -> String {
    let Some(note) = deprecation(availability) else { return comment(indent, text) };
    let (margin, width) = (" ".repeat(indent), WIDTH - indent - 3);
    let mut all = lines(text, width);
    if !all.is_empty() {
        all.push(String::new());
    }
    // The tag stands before the first word, which is no tag itself.
    let tagged = lines(&format!("{TAG}{note}"), width);
    all.extend(tagged.iter().map(|line| line.replacen(TAG, "@deprecated ", 1)));
    block(&margin, &all)
}

/// These lines as a comment.
fn block(margin: &str, lines: &[String]) -> String {
    let lines = lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned());
    format!("{margin}/**\n{}\n{margin} */", lines.collect::<Vec<_>>().join("\n"))
}

/// What a file begins with: where it uses what is deprecated, since that is part of it, a linter says nothing about that.
pub(super) fn stamp_over(stamp: String, has_deprecated: bool) -> String {
    if has_deprecated { stamp + "\n/* eslint-disable @typescript-eslint/no-deprecated */" } else { stamp }
}

/// What holds the place of the tag while the text is filled; documentation has no such character, since it prints none.
const TAG: &str = "\u{e000}___________";

fn lines(text: &str, width: usize) -> Vec<String> {
    let mut in_code = false;
    let lines = fill(text, width);
    let escaped = lines.iter().map(|line| {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        in_code ^= is_fence;
        let safe = line.replace("*/", "*\\/");
        if in_code || is_fence { at_start(&safe) } else { no_tags(&safe) }
    });
    escaped.collect()
}

/// In code, only what a line begins with could be a tag.
fn at_start(line: &str) -> String {
    if line.trim_start().starts_with('@') { line.replacen('@', "\\@", 1) } else { line.to_owned() }
}

/// Outside of code spans, `@` is escaped wherever it stands.
fn no_tags(line: &str) -> String {
    let escape = |(index, part): (usize, &str)| {
        if index % 2 == 0 { part.replace('@', "\\@") } else { part.to_owned() }
    };
    line.split('`').enumerate().map(escape).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use lonelypsp_schema::Deprecation;

    use super::*;

    #[test]
    fn one_line_if_it_fits() {
        assert_eq!(comment(2, "Short.\n"), "  /** Short. */");
        let long = "word ".repeat(30);
        assert!(comment(0, &long).starts_with("/**\n * word"));
        assert!(comment(0, &long).lines().all(|line| line.len() <= WIDTH));
    }

    #[test]
    fn what_is_deprecated_has_a_tag_and_the_note_has_none() {
        let said = |since: Option<&str>, note: &str| {
            let deprecated = Deprecation { since: since.map(str::to_owned), note: note.to_owned() };
            Availability { deprecated: Some(deprecated), ..Availability::default() }
        };
        let text = comment_of(2, "What it is.", &said(Some("2.0"), "Use `b`,\nor @see */."));
        assert_eq!(
            text,
            "  /**\n   * What it is.\n   *\n   * @deprecated Since version 2.0: Use `b`, or \\@see *\\/.\n   */"
        );
        let long = comment_of(0, "", &said(None, &"word ".repeat(40)));
        assert!(long.starts_with("/**\n * @deprecated word") && long.lines().all(|line| line.len() <= WIDTH));
        assert_eq!(comment_of(2, "Short.", &Availability::default()), comment(2, "Short."));
    }

    #[test]
    fn nothing_ends_the_comment_or_is_a_tag() {
        assert_eq!(comment(0, "a */ b"), "/** a *\\/ b */");
        assert_eq!(comment(0, "@param {@link x} `@y`"), "/** \\@param {\\@link x} `@y` */");
        assert_eq!(comment(0, "x\n\n```\n@a\n```"), "/**\n * x\n *\n * ```\n * \\@a\n * ```\n */");
    }
}

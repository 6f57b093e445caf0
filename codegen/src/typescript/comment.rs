//! Documentation as TSDoc comments.

use crate::doc::fill;

/// The width that comments are filled to, with their indentation.
const WIDTH: usize = 100;

/// A comment with the lines of a text. Nothing in it ends the comment or is taken for a tag.
pub(super) fn comment(indent: usize, text: &str) -> String {
    let lines = lines(text, WIDTH - indent - 3);
    let margin = " ".repeat(indent);
    match lines.as_slice() {
        [only] if indent + only.chars().count() + 7 <= WIDTH => format!("{margin}/** {only} */"),
        _ => {
            let body: Vec<String> =
                lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned()).collect();
            let body = body.join("\n");
            format!("{margin}/**\n{body}\n{margin} */")
        }
    }
}

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
    use super::*;

    #[test]
    fn one_line_if_it_fits() {
        assert_eq!(comment(2, "Short.\n"), "  /** Short. */");
        let long = "word ".repeat(30);
        assert!(comment(0, &long).starts_with("/**\n * word"));
        assert!(comment(0, &long).lines().all(|line| line.len() <= WIDTH));
    }

    #[test]
    fn nothing_ends_the_comment_or_is_a_tag() {
        assert_eq!(comment(0, "a */ b"), "/** a *\\/ b */");
        assert_eq!(comment(0, "@param {@link x} `@y`"), "/** \\@param {\\@link x} `@y` */");
        assert_eq!(comment(0, "x\n\n```\n@a\n```"), "/**\n * x\n *\n * ```\n * \\@a\n * ```\n */");
    }
}

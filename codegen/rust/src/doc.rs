//! Documentation of the schema as doc attributes that can neither end a comment, nor start a doctest, nor link into
//! the void.

use proc_macro2::TokenStream;
use quote::quote;

/// One `#[doc]` per line.
pub(crate) fn emit_doc(text: &str) -> TokenStream {
    let mut sanitizer = Sanitizer::default();
    text.lines()
        .map(|line| {
            let line = sanitizer.line(line);
            let line = if line.is_empty() { line } else { format!(" {line}") };
            quote!(#[doc = #line])
        })
        .collect()
}

#[derive(Default)]
struct Sanitizer {
    in_fence: bool,
    in_list: bool,
    after_blank: bool,
}

impl Sanitizer {
    fn line(&mut self, line: &str) -> String {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.in_fence = !self.in_fence;
            // A fence without a language, or in Rust, would be compiled and run.
            let indent = &line[..line.len() - trimmed.len()];
            return if self.in_fence { format!("{indent}```text") } else { format!("{indent}```") };
        }
        if self.in_fence {
            return line.to_owned();
        }
        let item = trimmed.starts_with("- ")
            || trimmed.starts_with("* ")
            || trimmed.starts_with(|c: char| c.is_ascii_digit());
        self.in_list = item || (self.in_list && (!self.after_blank || line.starts_with(' ')));
        self.after_blank = trimmed.is_empty();
        let line = if self.in_list { line } else { dedent(line) };
        escape(line)
    }
}

/// Four spaces would make a code block, and a code block a doctest.
fn dedent(line: &str) -> &str {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    if spaces > 3 { &line[spaces - 3..] } else { line }
}

/// Keeps brackets and angles outside code spans from being read as links and HTML.
fn escape(line: &str) -> String {
    let mut in_code = false;
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        in_code ^= c == '`';
        if !in_code && matches!(c, '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Sanitizer;

    fn sanitize(text: &str) -> Vec<String> {
        let mut sanitizer = Sanitizer::default();
        text.lines().map(|line| sanitizer.line(line)).collect()
    }

    #[test]
    fn code_never_becomes_a_doctest() {
        assert_eq!(sanitize("```rust\nlet x = 1;\n```"), ["```text", "let x = 1;", "```"]);
        assert_eq!(sanitize("a\n\n        let y = 2;"), ["a", "", "   let y = 2;"]);
    }

    #[test]
    fn brackets_outside_code_are_no_links() {
        assert_eq!(sanitize("see [x] and `[y]` <b>"), ["see \\[x\\] and `[y]` \\<b\\>"]);
    }

    #[test]
    fn lists_keep_their_indentation() {
        assert_eq!(sanitize("- a\n  - b\n    - c"), ["- a", "  - b", "    - c"]);
    }
}

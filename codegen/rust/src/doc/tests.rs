//! What becomes of texts.

use super::{emit_doc, lay_out};

#[track_caller]
fn becomes(text: &str, expected: &str) {
    assert_eq!(lay_out(text).join("\n"), expected);
}

#[test]
fn code_never_becomes_a_doctest() {
    becomes("```rust\nlet x = 1;\n```", "```text\nlet x = 1;\n```");
    becomes("a\n\n        let y = 2;", "a\n\nlet y = 2;");
    becomes("a\n\n\tlet y = 2;", "a\n\nlet y = 2;");
    becomes("# a\n    let y = 2;", "# a\nlet y = 2;");
    becomes("- a\n\n      let y = 2;", "- a\n\n  let y = 2;");
    becomes("-      let y = 2;", "- let y = 2;");
    becomes("- 1.      let y = 2;\n\n             let z = 3;", "- 1. let y = 2;\n\n     let z = 3;");
    becomes("a\n\n        ```\n        let y = 2;\n        ```", "a\n\n```text\n        let y = 2;\n```");
}

#[test]
fn a_fence_ends_where_it_ends() {
    becomes("````\n```\nx\n````\n[y]", "````text\n```\nx\n````\n\\[y\\]");
    becomes("~~~rust\n```\n~~~\n[y]", "~~~text\n```\n~~~\n\\[y\\]");
    // Less indented it would leave the list item, and the next fence would begin a block.
    becomes("- ```\n  x\ny\n```\nz", "- ```text\n  x\n  y\n  ```\nz");
    becomes("```a``` b", "```a``` b");
}

#[test]
fn lists_keep_their_levels() {
    becomes("- a\n  - b\n    - c\n- d", "- a\n  - b\n    - c\n- d");
    becomes("1. a\n2. b\n   c\n\n   d\n\ne", "1. a\n2. b\n   c\n\n   d\n\ne");
    becomes("in the year\n1984. It was", "in the year\n1984. It was");
    becomes("in the year\n1984. It\n\n       was", "in the year\n1984. It\n\nwas");
    becomes("* * *\n      x", "* * *\nx");
}

#[test]
fn brackets_outside_code_are_no_links() {
    becomes("see [x] and `[y]` <b>", "see \\[x\\] and `[y]` \\<b\\>");
    becomes("a ` tick and [x]", "a \\` tick and \\[x\\]");
    becomes("``a ` b`` [x]", "``a ` b`` \\[x\\]");
    becomes("`a [b]\nc` [d]", "`a [b]\nc` \\[d\\]");
    becomes("\\[x\\] \\\\[y]", "\\[x\\] \\\\\\[y\\]");
    becomes("> a\n>\n>     b", "\\> a\n\\>\n\\>     b");
}

#[test]
fn addresses_are_links() {
    becomes("see https://a.example/b_c?d=e.", "see <https://a.example/b_c?d=e>.");
    becomes("(http://a.example) how `https://b`", "(<http://a.example>) how `https://b`");
}

#[test]
fn nothing_reaches_beyond_its_line() {
    assert_eq!(emit_doc("a\rb\u{202e} */").to_string(), "# [doc = \" a\u{fffd}b\u{fffd} */\"]");
    assert_eq!(emit_doc("").to_string(), "");
}

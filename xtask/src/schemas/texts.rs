//! Texts that mean something to a compiler, a formatter or a documentation tool.

use fastrand::Rng;

use crate::forms::choose;

const PIECES: &[&str] = &[
    "Ends a comment */ and begins one /*",
    "// and /// and //! and ## and #!",
    "\"\"\" and ''' and \"quotes\" and 'more'",
    "#{code} and ${code} and {code} and %s %(a)s %{b} %",
    "`tick` and ``two ` ticks`` and an unmatched ` one",
    "ends with a backslash \\",
    "\\",
    "\\n \\u{202e} \\x00 \\N{DASH} \\u0041 \\\"",
    "</script><!-- --> ]]> <b>html</b> <T> Vec<u8> &lt;",
    "@param x @return [Foo] @deprecated @ts-ignore @ts-nocheck",
    "{@link Foo} {@inheritDoc} {nothing}",
    "=begin",
    "=end",
    "__END__",
    "rubocop:disable all",
    "# type: ignore",
    "# noqa",
    "// eslint-disable",
    "prettier-ignore",
    "fmt: off",
    "# frozen_string_literal: false",
    ":nodoc:",
    ".. code:: python",
    ":param x: nothing\n:raises Foo: never",
    "Title\n=====\n\ntext",
    "# Heading",
    "* item\n* item\n    * deeper",
    "1. one\n2. two",
    "- item\n\n      code in an item",
    "```\nlet nor: Fence = 1;\n```",
    "```rust\nlet never: Closed = 1;",
    "~~~should_panic\nassert!(false);\n~~~",
    "    indented.code(1);",
    "\ttab first",
    "a\tb",
    "| a | b |\n| - | - |\n| 1 | `|` |",
    "> quoted\n> `more`",
    "[a link] and [`a`](b) and [c]: d and ![i](j) and [^1]",
    "[c]: https://example.org/a_b?c=d#e",
    "https://example.org/a_b?c=d#e.",
    "<https://example.org>",
    "*em* **strong** _em_ __strong__ ~~no~~ a*b*c snake_case_word",
    "bidi \u{202e}gnirts\u{202c} \u{2066}x\u{2069}",
    "é 語 \u{1f980} e\u{301} \u{200b}\u{feff}",
    "\u{2028}line\u{2029}separators\u{85}of\u{b}all\u{c}kinds",
    "nul \0 bell \u{7} escape \u{1b}[31m delete \u{7f}",
    "a carriage\rreturn",
    "lines\r\nof\r\nWindows",
    "trailing blanks   \nand more  ",
    "word, and some more words, so that it takes several lines to say it all, since nobody would read it on one",
    "***\n---\n___",
    "---",
    "...",
    "TODO: FIXME: XXX",
    "note: something",
    "1",
    "-",
    "#",
    "*",
    "*/",
    "\"",
    "'",
    "\"\"",
    "x.",
    "Ends with a quote\"",
    "Is it so?",
    "A sentence. Another one.",
];

/// A text that is not blank.
pub(super) fn text(rng: &mut Rng) -> String {
    if rng.u8(..3) == 0 {
        return "A text.".to_owned();
    }
    let mut text = piece(rng);
    for _ in 0..choose(rng, &[0, 0, 0, 1, 2, 4]) {
        text.push_str(choose(rng, &["\n", "\n\n", " ", "\n\n\n", "\n \n"]));
        text.push_str(&piece(rng));
    }
    text
}

fn piece(rng: &mut Rng) -> String {
    match rng.u8(..40) {
        0 => "w".repeat(rng.usize(70..300)),
        1 => "many words ".repeat(rng.usize(5..60)),
        _ => choose(rng, PIECES).to_owned(),
    }
}

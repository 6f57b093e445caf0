//! The schemas that documentation shows are in the style.

mod common;

use std::fs;

use common::root;
use lonelypsp_fmt::format;

/// The YAML of a page: what stands behind the fence's language, and the text without what the fence stands in.
fn blocks(page: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(page)).expect("the page can be read").replace("\r\n", "\n");
    let (mut blocks, mut open): (Vec<(String, String)>, Option<usize>) = (Vec::new(), None);
    for line in text.lines() {
        let stands = line.len() - line.trim_start().len();
        match (open, line.trim_start().strip_prefix("```")) {
            (None, Some(head)) if head.starts_with("yaml") => {
                open = Some(stands);
                blocks.push((head["yaml".len()..].trim().to_owned(), String::new()));
            }
            (Some(_), Some("")) => open = None,
            (Some(columns), _) => {
                if let Some((_, block)) = blocks.last_mut() {
                    block.push_str(line.get(columns..).unwrap_or_default());
                    block.push('\n');
                }
            }
            (None, _) => {}
        }
    }
    blocks
}

#[test]
fn schemas_that_pages_show_are_formatted() {
    let mut count = 0;
    for page in ["README.md", "CONTRIBUTING.md", "codegen/build/README.md", "schema/LANGUAGE.md"] {
        for (head, block) in blocks(page) {
            // A part of a file stands under its key.
            let key = head.strip_prefix("of=").and_then(|of| of.split_whitespace().next());
            let text = key.map(|key| format!("{key}:\n")).unwrap_or_default() + &block;
            // What to generate is no schema.
            if text.contains("generate:") {
                continue;
            }
            assert_eq!(format(page, &text).unwrap_or_else(|problem| panic!("{problem}")), text, "in {page}");
            count += 1;
        }
    }
    assert!(count >= 14, "{count} schemas");
}

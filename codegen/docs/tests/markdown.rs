//! The pages as Markdown.

mod common;

use std::path::Path;

use lonelypsp_schema::builtin;

use common::{emit, resolve};

#[test]
fn every_link_and_picture_is_there() {
    let files = emit(lonelypsp_docs::MARKDOWN, &builtin().unwrap());
    let mut links = 0;
    let pages = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "md"));
    for (page, text) in pages {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, place) = link.split_once('#').unwrap_or((link, ""));
            let to = if path.is_empty() { page.clone() } else { resolve(page, path) };
            let there = files.get(&to).unwrap_or_else(|| panic!("{page} links to {link}"));
            // Forges name a place after its heading.
            assert!(place.is_empty() || there.contains(&format!("# `{place}`")), "{page} links to {link}");
            links += 1;
        }
    }
    assert!(links > 1_000, "{links} links");
}

#[test]
fn a_page_says_what_the_site_says() {
    let files = emit(lonelypsp_docs::MARKDOWN, &builtin().unwrap());
    let page = &files["stateful/s2b/confirm_receive.md"];
    for text in [
        "# CONFIRM_RECEIVE\n",
        "- It answers [`RECEIVE_STREAM`](../../stateful/b2s/receive_stream.md).\n",
        "[`x-identifier`](#x-identifier) has at most 64 bytes | [`too_long`](../../errors.md#too_long) | `x-identifier` | the value's first byte |\n",
        "| 4..6 | 00 03 | `x-identifier` | `length: 3 bytes` |\n",
        "](confirm_receive.svg)\n",
        "```python\n",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(
        files["stateful/s2b/confirm_receive.svg"].starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")
    );
}

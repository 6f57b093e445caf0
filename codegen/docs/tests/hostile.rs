//! Schemas of somebody who means no good, or means too well.

mod common;

use std::fmt::Write as _;

use common::{emit, pages, schema, text_of};

const HEAD: &str = "\
lonely: 1
name: \"a <b>\\\"'</title>\"
version: \"1 & 2 <script>\"
doc: \"<script>alert(1)</script> and [a](javascript:alert(2)) and ![b](https://c.example/d.png) `<i>` \\\" onload=e\"
protocols:
  talk:
    doc: \"</main><h1>x</h1>\"
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: \"<img src=x onerror=alert(3)>\" }
protocol: talk
types:
  line: { kind: text, max: 80, doc: \"[x]: javascript:alert(4)\\n\\n[y][x]\" }
messages:
";

fn say(number: usize) -> String {
    format!(
        "  say_{number}:\n    from: subscriber\n    code: {number}\n    doc: \"Says `SAY_1`.\"\n    headers:\n      x-line: line\n"
    )
}

fn many(messages: usize) -> String {
    let mut text = HEAD.to_owned();
    (1..=messages).for_each(|number| text.push_str(&say(number)));
    text
}

#[test]
fn what_a_schema_says_is_shown_and_not_obeyed() {
    let files = emit(lonelypsp_docs::SITE, &schema(&many(2)));
    for (path, page) in pages(&files) {
        for hazard in ["<script>alert", "href=\"javascript", "<img", "<i>", "<h1>x", "=\"https://c.example"] {
            assert!(!page.contains(hazard), "{path} has {hazard}");
        }
        assert_eq!(page.matches("</title>").count() - page.matches("<title id").count(), 1, "{path}");
        assert_eq!(page.matches("</main>").count(), 1, "{path}");
    }
    assert!(files["index.html"].contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(files["talk/index.html"].contains("&lt;img src=x onerror=alert(3)&gt;"));
    assert!(text_of(&files["talk/s2b/say_2.html"]).contains("Says SAY_1 ."), "the mention is a link");
}

#[test]
fn a_header_with_a_very_long_name_is_whole_on_the_page_and_short_in_the_picture() {
    let name = "x-".to_owned() + &"long".repeat(240);
    let mut text = HEAD.to_owned();
    let _ = writeln!(
        text,
        "  say:\n    from: subscriber\n    code: 1\n    doc: d\n    headers:\n      {name}: {{ type: line, field: f }}"
    );
    let files = emit(lonelypsp_docs::SITE, &schema(&text));
    let page = &files["talk/s2b/say.html"];
    assert!(page.contains(&format!("<code>{name}</code>")));
    let picture = page.split("<svg").nth(1).and_then(|rest| rest.split("</svg>").next()).unwrap();
    assert!(picture.len() < 3_000, "{} bytes", picture.len());
}

#[test]
fn a_site_grows_as_its_schema_does() {
    let size = |messages: usize| {
        let files = emit(lonelypsp_docs::SITE, &schema(&many(messages)));
        pages(&files).map(|(_, text)| text.len()).sum::<usize>()
    };
    let (hundred, thousand) = (size(100), size(1_000));
    assert!(thousand < 11 * hundred, "100 messages are {hundred} bytes, 1,000 are {thousand}");
}

#[test]
fn a_message_without_anything_has_a_page() {
    let text = HEAD.to_owned()
        + "  ping:\n    from: broadcaster\n    code: 65535\n    doc: Nothing.\n    headers: {}\n";
    let files = emit(lonelypsp_docs::SITE, &schema(&text));
    let page = text_of(&files["talk/b2s/ping.html"]);
    assert!(page.contains("Type code 65535 ( ffff )"), "{page}");
    assert!(page.contains("0..2 00 01 flags minimal_headers 2..4 ff ff type 65535: PING"), "{page}");
}

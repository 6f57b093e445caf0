//! Texts of a schema as HTML. They are Markdown of somebody whom the reader need not trust: HTML in them is shown as it
//! stands, links lead to web pages or nowhere, and no picture is fetched.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::links::Here;
use crate::phrases::code;
use crate::svg::escape;

/// Paragraphs, lists, tables.
pub(crate) fn block(text: &str, here: &Here<'_, '_>) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events(text, here).into_iter());
    out
}

/// The same for a text that is one paragraph, without its tags.
pub(crate) fn inline(text: &str, here: &Here<'_, '_>) -> String {
    let is_around =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events(text, here).into_iter().filter(|event| !is_around(event)));
    out.trim_end().to_owned()
}

/// The text as Markdown for others: names in code are links, HTML is text, and links and pictures that lead elsewhere than to web pages
/// are code.
pub(crate) fn source(text: &str, here: &Here<'_, '_>) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    let mut done = 0;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if range.start < done {
            continue;
        }
        let whole = text.get(range.clone()).unwrap_or_default();
        let instead = match &event {
            Event::Code(word) => here.find(word).map(|to| format!("[{whole}]({to})")),
            Event::Html(_) | Event::InlineHtml(_) => Some(whole.replace('<', "&lt;")),
            Event::Start(Tag::Link { dest_url, .. }) if leads_to_a_page(dest_url) => Some(whole.to_owned()),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => Some(code(whole)),
            _ => None,
        };
        if let Some(instead) = instead {
            out.push_str(text.get(done..range.start).unwrap_or_default());
            out.push_str(&instead);
            done = range.end;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The first paragraph, as Markdown.
pub(crate) fn summary(text: &str) -> String {
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text without marks, for those who only search it.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(_) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

fn events<'t>(text: &'t str, here: &Here<'_, '_>) -> Vec<Event<'t>> {
    // Of links that lead nowhere the text stays; they nest in nothing but pictures.
    let mut kept: Vec<bool> = Vec::new();
    let mut out = Vec::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Html(html) | Event::InlineHtml(html) => out.push(Event::Text(html)),
            Event::Code(code) => out.push(linked(code, here, kept.iter().any(|kept| *kept))),
            Event::Start(Tag::Heading { level, .. }) => {
                out.push(Event::Start(Tag::Heading {
                    level: lower(level),
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Event::End(TagEnd::Heading(level)) => out.push(Event::End(TagEnd::Heading(lower(level)))),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { dest_url, title, id, link_type }) => {
                let leads = leads_to_a_page(&dest_url);
                kept.push(leads);
                if leads {
                    out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if kept.pop() == Some(true) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Table(alignment)) => {
                out.push(raw("<div class=\"wide\" tabindex=\"0\">"));
                out.push(Event::Start(Tag::Table(alignment)));
            }
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                out.push(raw("</div>"));
            }
            other => out.push(other),
        }
    }
    out
}

/// A name in code as a link, if there is something of that name.
fn linked<'t>(code: CowStr<'t>, here: &Here<'_, '_>, is_in_link: bool) -> Event<'t> {
    match here.find(&code).filter(|_| !is_in_link) {
        None => Event::Code(code),
        Some(to) => raw(format!("<a href=\"{}\"><code>{}</code></a>", escape(&to), escape(&code))),
    }
}

fn raw<'t>(html: impl Into<CowStr<'t>>) -> Event<'t> {
    Event::InlineHtml(html.into())
}

fn leads_to_a_page(url: &str) -> bool {
    let starts =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("https://") || starts("http://")
}

/// Headings of a text stand below those of the page.
fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use lonelypsp_schema::builtin;

    use crate::links::Links;

    fn html(text: &str) -> String {
        let schema = builtin().unwrap();
        let links = Links::new(&schema, "html");
        links.page("index.html").block(text)
    }

    #[test]
    fn html_of_a_text_is_shown_and_not_obeyed() {
        assert_eq!(html("a <script>b()</script>"), "<p>a &lt;script&gt;b()&lt;/script&gt;</p>\n");
        assert_eq!(html("<img src=x onerror=y>"), "<p>&lt;img src=x onerror=y&gt;</p>\n");
    }

    #[test]
    fn a_link_leads_to_a_web_page_or_nowhere() {
        assert_eq!(html("[a](javascript:b)"), "<p>a</p>\n");
        assert_eq!(html("[a](data:text/html,b)"), "<p>a</p>\n");
        assert_eq!(html("![a](https://b.example)"), "<p>a</p>\n");
        assert_eq!(html("[a](https://b.example)"), "<p><a href=\"https://b.example\">a</a></p>\n");
    }

    #[test]
    fn markdown_for_others_obeys_no_more() {
        let schema = builtin().unwrap();
        let links = Links::new(&schema, "md");
        let source = |text: &str| links.page("README.md").source(text);
        assert_eq!(
            source("a <script>b</script> `MISSED`"),
            "a &lt;script>b&lt;/script> [`MISSED`](stateful/b2s/missed.md)"
        );
        assert_eq!(
            source("[a](javascript:b) [c](https://d.example)"),
            "`[a](javascript:b)` [c](https://d.example)"
        );
        assert_eq!(source("![a](https://d.example/e.png)"), "`![a](https://d.example/e.png)`");
        assert_eq!(source("plain *text*\n\n- and a list\n"), "plain *text*\n\n- and a list\n");
    }

    #[test]
    fn a_message_that_is_named_is_a_link() {
        let to = "stateful/b2s/confirm_notify.html";
        assert_eq!(
            html("`CONFIRM_NOTIFY`"),
            format!("<p><a href=\"{to}\"><code>CONFIRM_NOTIFY</code></a></p>\n")
        );
        assert_eq!(html("`CONFIRM_NOTHING`"), "<p><code>CONFIRM_NOTHING</code></p>\n");
    }
}

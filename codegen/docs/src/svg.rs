//! Shapes as SVG. Colours come from classes: from the stylesheet of the site, or from a copy in a picture that stands alone.

use std::fmt::Write as _;

/// What pictures look like that stand alone.
const STYLE: &str = include_str!("../assets/picture.css");

/// A picture while it is drawn.
pub(crate) struct Picture {
    /// What makes the ids in it unlike those of other pictures of the page.
    pub(crate) id: String,
    pub(crate) title: String,
    /// The same in words, for those who do not see it.
    pub(crate) description: String,
    width: u32,
    height: u32,
    shapes: String,
}

/// Where the text stands to its point.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
}

impl Picture {
    pub(crate) fn new(id: String, title: String, description: String) -> Self {
        Self { id, title, description, width: 0, height: 0, shapes: String::new() }
    }

    pub(crate) fn set_size(&mut self, width: u32, height: u32) {
        (self.width, self.height) = (width, height);
    }

    /// A rectangle of a class.
    pub(crate) fn rect(&mut self, class: &str, [x, y, width, height]: [u32; 4]) {
        let _ = write!(
            self.shapes,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>"#
        );
    }

    pub(crate) fn line(&mut self, class: &str, [x1, y1, x2, y2]: [u32; 4]) {
        let _ = write!(self.shapes, r#"<path class="{class}" d="M{x1} {y1}L{x2} {y2}"/>"#);
    }

    /// The tip of an arrow that comes from the left or from the right.
    pub(crate) fn tip(&mut self, x: u32, y: u32, from_left: bool) {
        let back = if from_left { x.saturating_sub(9) } else { x + 9 };
        let (top, bottom) = (y.saturating_sub(5), y + 5);
        let _ = write!(self.shapes, r#"<path class="p-tip" d="M{x} {y}L{back} {top}L{back} {bottom}Z"/>"#);
    }

    pub(crate) fn text(&mut self, class: &str, anchor: Anchor, [x, y]: [u32; 2], text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
        };
        let _ =
            write!(self.shapes, r#"<text class="{class}" x="{x}" y="{y}"{anchor}>{}</text>"#, escape(text));
    }

    /// As a part of a page.
    pub(crate) fn inline(&self) -> String {
        self.print("")
    }

    /// As a file of its own.
    pub(crate) fn standalone(&self) -> String {
        let style = format!("<style>{}</style>", STYLE.replace('\n', " ").trim());
        self.print(&style) + "\n"
    }

    fn print(&self, style: &str) -> String {
        let namespace = if style.is_empty() { "" } else { r#" xmlns="http://www.w3.org/2000/svg""# };
        let Self { id, title, description, width, height, shapes } = self;
        let (title, description) = (escape(title), escape(description));
        format!(
            r#"<svg{namespace} class="picture" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>{style}{shapes}</svg>"#
        )
    }
}

/// How wide a text is in the pictures' font of fixed width.
pub(crate) fn text_width(text: &str) -> u32 {
    // A letter is 0.6 of 12 pixels wide; a little more for fonts that are wider.
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX).saturating_mul(15) / 2
}

/// A text that takes no more than so many letters, cut in its middle.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let half = most.saturating_sub(1) / 2;
    let start: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(length - half).collect();
    format!("{start}…{end}")
}

/// A text between tags, or in an attribute. What XML cannot say is replaced.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

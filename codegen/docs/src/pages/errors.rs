//! The page of the kinds of errors.

use askama::Template;
use lonelypsp_schema::Schema;

use crate::kinds::{KINDS, about};
use crate::links::Links;

use super::chrome::Chrome;
use super::render;

#[derive(Template)]
#[template(path = "errors.html")]
struct ErrorsPage {
    chrome: Chrome,
    kinds: Vec<KindRow>,
}

struct KindRow {
    name: &'static str,
    title: &'static str,
    about: String,
}

pub(crate) fn emit_errors(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("errors.html");
    let kinds = KINDS.iter().map(|kind| KindRow {
        name: kind.as_str(),
        title: kind.title(),
        about: here.inline(about(*kind)),
    });
    render(&ErrorsPage { chrome: Chrome::new(schema, &here, None, None), kinds: kinds.collect() })
}

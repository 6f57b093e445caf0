//! What the tests of the site share.

#![allow(dead_code, reason = "each test is a crate of its own and needs another part")]

use std::path::Path;

use lonelypsp_codegen::{Files, Output, Package};
use lonelypsp_schema::{Schema, builtin, compile};

pub(crate) fn site() -> Files {
    emit(lonelypsp_docs::SITE, &builtin().unwrap())
}

pub(crate) fn emit(output: &dyn Output, schema: &Schema) -> Files {
    output.emit(schema, &Package::unnamed())
}

/// A schema of one file.
#[track_caller]
pub(crate) fn schema(text: &str) -> Schema {
    compile("schema.yaml", |_| Ok(text.to_owned())).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The files that are pages, by path.
pub(crate) fn pages(files: &Files) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html"))
}

/// What stands in the attributes of that name.
pub(crate) fn attributes<'t>(page: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A page without tags, its white space as one blank.
pub(crate) fn text_of(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A path without `.` and `..`, from the folder of a page.
pub(crate) fn resolve(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop().expect("no link leads out of the site")),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

//! The programs in Rust that pages show are compiled and run by a test of the crate `lonelypsp`, which has them in a file.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::{pages, site};

/// As templates escape.
fn unescaped(text: &str) -> String {
    let entities = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

fn programs() -> String {
    let files = site();
    let mut text =
        "// The programs of the pages that `lonely docs` makes; a test of lonelypsp-docs writes them.\n"
            .to_owned();
    let mut names = Vec::new();
    for (path, page) in pages(&files) {
        let Some(program) = page.split("<pre class=\"rust\" tabindex=\"0\"><code>").nth(1) else { continue };
        let program = unescaped(program.split("</code>").next().unwrap());
        let name = path.trim_end_matches(".html").replace('/', "_");
        let _ = write!(text, "\nmod {name} {{\n{}}}\n", program.replace("fn main()", "pub fn main()"));
        names.push(name);
    }
    let all: String = names.iter().flat_map(|name| ["    (\"", name, "\", ", name, "::main),\n"]).collect();
    let _ = write!(
        text,
        "\nconst ALL: &[(&str, fn() -> Result<(), Box<dyn std::error::Error>>)] = &[\n{all}];\n"
    );
    text
}

/// `BLESS=1` writes them anew.
#[test]
fn the_programs_that_are_compiled_are_those_of_the_pages() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol/tests/documented/programs.rs.in");
    let programs = programs();
    assert!(programs.matches("\nmod ").count() > 50);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &programs).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(kept == programs, "BLESS=1 writes {} anew", path.display());
}

/// The picture in the README is that of the site.
#[test]
fn the_picture_of_the_readme_is_that_of_the_site() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol/subscribe_exact.svg");
    let picture = &site()["stateful/s2b/subscribe_exact.svg"];
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, picture).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(kept == *picture, "BLESS=1 writes {} anew", path.display());
}

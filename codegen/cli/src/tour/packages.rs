//! What is in the packages.

use std::fmt::Write as _;

use crate::generate::Written;

/// A line for each.
pub(super) fn table(written: &[Written]) -> String {
    let places: Vec<String> = written.iter().map(|package| package.place.display().to_string()).collect();
    let width = places.iter().map(String::len).max().unwrap_or_default();
    let mut out = String::new();
    for (package, place) in written.iter().zip(places) {
        let files = package.files.len();
        let bytes: usize = package.files.values().map(String::len).sum();
        let noun = if files == 1 { "file, " } else { "files," };
        let kib = bytes.div_ceil(1024);
        let _ = writeln!(out, "   {place:width$} {files:>4} {noun} {kib:>4} KiB: {}", about(package));
    }
    out
}

fn about(package: &Written) -> &'static str {
    match package.lang {
        "rust" => "one module that brings its runtime",
        "python" => "a package for pip: typed classes, codecs",
        "ruby" => "a gem: frozen classes, codecs, signatures in RBS",
        _ => "a package for npm: types, codecs for Node and browsers",
    }
}

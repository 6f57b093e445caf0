//! The files of a package that are no code.

use askama::Template;
use lonelypsp_schema::Schema;

use super::authorization;
use super::names::file_name;
use crate::backend::Files;
use crate::direction::directions;
use crate::doc::summary;
use crate::package::Package;
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/package.json", whitespace = "preserve")]
struct PackageView {
    stamp: String,
    name: String,
    version: String,
    description: String,
    license: Option<String>,
    repository: Option<String>,
    exports: Vec<ExportView>,
}

/// A module that programs can import.
struct ExportView {
    name: String,
    /// Its file below `dist/`, without ending.
    path: String,
}

#[derive(Template)]
#[template(path = "typescript/tsconfig.json", whitespace = "preserve")]
struct TsconfigView {
    stamp: String,
}

pub(super) fn emit_metadata(schema: &Schema, package: &Package) -> Files {
    let view = PackageView {
        stamp: escaped(&stamp(schema)),
        name: json(&package.name),
        version: json(&package.version),
        description: json(&summary(&schema.doc)),
        license: package.license.as_deref().map(json),
        repository: package.repository.as_deref().map(json),
        exports: exports(schema),
    };
    let tsconfig = TsconfigView { stamp: escaped(&stamp(schema)) };
    Files::from([
        ("package.json".to_owned(), super::render(&view)),
        ("tsconfig.json".to_owned(), super::render(&tsconfig)),
    ])
}

fn exports(schema: &Schema) -> Vec<ExportView> {
    let modules = authorization::modules(schema).into_iter();
    let mut exports: Vec<_> =
        modules.map(|name| ExportView { name: name.to_owned(), path: name.to_owned() }).collect();
    for protocol in &schema.protocols {
        let folder = file_name(&protocol.name);
        exports.push(ExportView { name: folder.clone(), path: format!("{folder}/index") });
        exports.extend(directions(protocol).map(|direction| {
            let path = format!("{folder}/{}", direction.as_str());
            ExportView { name: path.clone(), path }
        }));
    }
    exports
}

/// A text as JSON and TypeScript spell it.
pub(super) fn json(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// A name that a package can have, and as much like the schema's as that allows.
pub(super) fn package_name(schema_name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = schema_name.trim().chars().map(plain).take(200).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "messages".to_owned() } else { name.to_owned() }
}

/// The rules of npm for new names.
pub(super) fn check_package_name(name: &str) -> Result<(), &'static str> {
    const RULE: &str = "lower-case letters, digits, `-`, `.` and `_`, none of the last two first; perhaps behind a scope, as in `@scope/name`; at most 214 characters";
    let bare = match name.strip_prefix('@') {
        Some(scoped) => match scoped.split_once('/') {
            Some((scope, bare)) if is_part(scope) => bare,
            _ => return Err(RULE),
        },
        None => name,
    };
    let is_reserved = matches!(bare, "node_modules" | "favicon.ico");
    if is_part(bare) && !is_reserved && name.len() <= 214 { Ok(()) } else { Err(RULE) }
}

fn is_part(part: &str) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_');
    !part.is_empty() && part.chars().all(fine) && !part.starts_with(['.', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_means_the_same_whatever_follows_an_escape() {
        assert_eq!(json("\0\u{31} \"\\"), r#""\u00001 \"\\""#);
    }

    #[test]
    fn package_names_are_those_of_npm() {
        for right in ["lonelypsp", "a", "@s/a.b_c-1"] {
            assert_eq!(check_package_name(right), Ok(()), "{right}");
        }
        for wrong in
            ["", "A", ".a", "_a", "a/b", "@/a", "@s", "@s/", "@s/A", "node_modules", "a b", &"a".repeat(215)]
        {
            assert!(check_package_name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_package_is_called_like_its_schema() {
        for (schema, package) in [("lonelypsp", "lonelypsp"), ("A b_c\n", "a-b-c"), ("ü", "messages")] {
            assert_eq!(package_name(schema), package);
            assert_eq!(check_package_name(package), Ok(()));
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(json("a\"\\\n"), "\"a\\\"\\\\\\u000a\"");
    }
}

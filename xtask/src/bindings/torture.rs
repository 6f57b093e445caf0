//! Packages of schemas that are made of everything that could go wrong.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::testee::lonely;
use crate::workspace::root;

use super::checks::Checks;
use super::{python, ruby, typescript};

/// A schema, the name of its packages, and the languages that it is meant for: some names are hard in one only.
struct Hard {
    schema: &'static str,
    name: &'static str,
    languages: &'static [&'static str],
}

const HARD: [Hard; 5] = [
    Hard {
        schema: "codegen/build/tests/torture/torture.yaml",
        name: "torture",
        languages: &["python", "ruby", "typescript"],
    },
    Hard { schema: "protocol/bindings/tests/python/names.yaml", name: "names", languages: &["python"] },
    Hard {
        schema: "protocol/bindings/tests/typescript/names.yaml",
        name: "names",
        languages: &["typescript"],
    },
    Hard {
        schema: "protocol/bindings/tests/typescript/signed/bodies.yaml",
        name: "signed",
        languages: &["typescript"],
    },
    Hard { schema: "protocol/bindings/tests/ruby/names.yaml", name: "names", languages: &["ruby"] },
];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    for Hard { schema, name, languages } in HARD {
        println!("{schema}");
        for language in languages {
            let folder = root().join("target/torture").join(name).join(language);
            generate(checks, schema, language, folder.clone())?;
            match *language {
                "python" => python::check_package(checks, &folder, &format!("{name}_bindings"))?,
                "ruby" => ruby::check_gem(checks, &folder, &capitalized(name))?,
                _ => typescript::check_package(checks, &folder)?,
            }
        }
    }
    Ok(())
}

fn capitalized(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

fn generate(checks: &mut Checks, schema: &str, language: &str, folder: PathBuf) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    let mut command = lonely(&["generate", "--schema", schema, "--lang", language, "--out"])?;
    checks.run(&format!("generate {language}"), command.arg(folder).current_dir(root()))
}

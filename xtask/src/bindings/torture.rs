//! Packages of schemas that are made of everything that could go wrong.

use std::path::PathBuf;

use anyhow::Result;

use crate::testee::lonely;
use crate::workspace::root;

use super::checks::Checks;
use super::{python, ruby};

/// The schemas, and the Ruby module that is called after each.
const SCHEMAS: [(&str, &str); 2] = [
    ("codegen/build/tests/torture/torture.yaml", "Torture"),
    ("protocol/bindings/tests/ruby/names.yaml", "Names"),
];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    for (schema, module) in SCHEMAS {
        println!("{schema}");
        let folder = |language: &str| root().join("target/torture").join(module).join(language);
        for language in ["python", "ruby"] {
            generate(checks, schema, language, folder(language))?;
        }
        python::check_package(checks, &folder("python"), &format!("{}_bindings", module.to_lowercase()))?;
        ruby::check_gem(checks, &folder("ruby"), module)?;
    }
    Ok(())
}

fn generate(checks: &mut Checks, schema: &str, language: &str, folder: PathBuf) -> Result<()> {
    let mut command = lonely(&["generate", "--schema", schema, "--lang", language, "--out"])?;
    checks.run(&format!("generate {language}"), command.arg(folder).current_dir(root()))
}

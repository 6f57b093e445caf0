//! Which folder needs which, against the order that ARCHITECTURE.md gives them.

use std::path::Path;

use serde_json::Value;

use crate::workspace::{cargo, root};

/// Each needs those before it alone.
const ORDER: [&str; 6] = ["schema", "codegen", "derive", "protocol", "examples", "xtask"];

/// Where the folder of the workspace stands that a path is in.
fn rank(path: &str) -> usize {
    let inside = Path::new(path).strip_prefix(root()).unwrap();
    let folder = inside.iter().next().unwrap();
    ORDER.iter().position(|name| *name == folder).unwrap_or_else(|| panic!("{path} is in no known folder"))
}

#[test]
fn folders_need_only_those_before_them() {
    let output =
        cargo().args(["metadata", "--no-deps", "--locked", "--format-version", "1"]).output().unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut seen = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let from = package["manifest_path"].as_str().unwrap();
        let needed = package["dependencies"].as_array().unwrap().iter();
        // Tests may look back.
        for dependency in needed.filter(|dependency| dependency["kind"] != "dev") {
            let Some(to) = dependency["path"].as_str() else { continue };
            assert!(rank(to) <= rank(from), "{from} needs {to}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

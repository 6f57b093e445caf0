//! What the tests share.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lonelypsp_schema::compile;

/// The repository.
#[allow(dead_code, reason = "not every test looks for files")]
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is there")
}

/// What the compiler says of a schema whose files have these texts: its fingerprint, or its problems without their places.
#[allow(dead_code, reason = "not every test compiles")]
pub(crate) fn verdict(root: &str, files: &BTreeMap<String, String>) -> Result<u64, Vec<(String, String)>> {
    let load = |path: &str| files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
    compile(root, load).map(|schema| schema.fingerprint()).map_err(|problems| {
        let said =
            |problem: &lonelypsp_schema::Diagnostic| (problem.code.to_string(), problem.message.clone());
        let mut said: Vec<_> = problems.list.iter().map(said).collect();
        said.sort();
        said
    })
}

/// Every file below a folder that ends in `.yaml`, but for what is built or installed.
#[allow(dead_code, reason = "not every test looks for files")]
pub(crate) fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir()
                && !path.is_symlink()
                && !name.starts_with('.')
                && !["target", "node_modules"].contains(&&*name)
            {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

//! A folder with a configuration, as a user has it.

use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::{Ran, command};

pub(crate) const CONFIG: &str = "\
lonely: 1
package: { version: 1.2.3, license: MIT, repository: https://example.org/it }
generate:
  - { lang: python, out: out/python, name: its_name }
  - { lang: ruby, out: out/ruby }
";

/// A folder with a configuration.
pub(crate) struct Project {
    pub(crate) folder: TempDir,
}

impl Project {
    pub(crate) fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("lonely.gen.yaml"), config).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// `lonely generate` with these arguments, in the folder.
    pub(crate) fn generate(&self, arguments: &[&str]) -> Ran {
        self.generate_in("", arguments)
    }

    /// Adds a file to the list of the Python package, as one that was generated with this text.
    pub(crate) fn lists(&self, path: &str, text: &str) {
        let list = self.read("out/python/lonely.manifest");
        let mut lines: Vec<&str> =
            list.lines().filter(|line| !line.ends_with(&format!("  {path}"))).collect();
        let digits = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>();
        let line = format!("{}  {path}\n", digits.concat());
        lines.push(&line);
        fs::write(self.path("out/python/lonely.manifest"), lines.join("\n")).unwrap();
    }

    /// A file that the Python package had once, and its list still has.
    pub(crate) fn once_generated(&self, path: &str, text: &str) {
        let place = self.path("out/python").join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
        self.lists(path, text);
    }

    pub(crate) fn generate_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        let mut command = command();
        let output = command.arg("generate").args(arguments).current_dir(self.path(folder)).output().unwrap();
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Every file below a folder with its text, by path.
pub(crate) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

pub(crate) fn modified(path: &Path) -> std::time::SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

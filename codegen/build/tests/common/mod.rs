//! A small crate of somebody else's, with a schema and a build script.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lonelypsp_schema::builtin_files;

/// The folder of the workspace.
pub(crate) fn root() -> String {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = manifest.ancestors().find(|folder| folder.join("Cargo.lock").exists()).unwrap();
    root.canonicalize().unwrap().display().to_string()
}

/// The crate's folder. All crates of these tests share what they compile.
pub(crate) struct UserCrate {
    pub(crate) folder: PathBuf,
}

impl UserCrate {
    /// A program in this edition that knows the crate `lonelypsp` by its own name, with a copy of the schema.
    pub(crate) fn new(name: &str, main: &str) -> Self {
        let user = Self::with_manifest(name, "2024", "lonelypsp", "", "");
        user.write("src/main.rs", main);
        user.write_builtin_schema();
        user
    }

    /// A crate of an edition, under which name it knows `lonelypsp`, what else it asks of the builder, and which other
    /// crates of the workspace it needs, by folder.
    pub(crate) fn with_manifest(
        name: &str,
        edition: &str,
        known_as: &str,
        options: &str,
        needs: &str,
    ) -> Self {
        let root = root();
        let needs: Vec<String> = needs
            .split_whitespace()
            .map(|folder| {
                let name = folder.rsplit('/').next().unwrap();
                format!("lonelypsp-{name} = {{ path = \"{root}/{folder}\" }}\n")
            })
            .collect();
        let needs = needs.concat();
        let dependencies = format!(
            "{known_as} = {{ package = \"lonelypsp\", path = \"{root}/protocol\" }}\n{needs}\
             [build-dependencies]\nlonelypsp-build = {{ path = \"{root}/codegen/build\" }}\n"
        );
        let user = Self::bare(name, edition, &dependencies);
        user.write(
            "build.rs",
            &format!(
                "//! Generates.\nfn main() {{\n    lonelypsp_build::Builder::new().schema(\"schema/lonelypsp.yaml\"){options}.generate();\n}}\n"
            ),
        );
        user
    }

    /// A crate of an edition without any code, and these lines about what it depends on.
    pub(crate) fn bare(name: &str, edition: &str, dependencies: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let user = Self { folder };
        user.write(
            "Cargo.toml",
            &format!(
                "[workspace]\n[package]\nname = \"{name}\"\nedition = \"{edition}\"\n[dependencies]\n{dependencies}"
            ),
        );
        // The versions that the workspace is tested with, and no look at a registry.
        fs::copy(format!("{}/Cargo.lock", root()), user.folder.join("Cargo.lock")).unwrap();
        user
    }

    pub(crate) fn write_builtin_schema(&self) {
        for (path, text) in builtin_files() {
            self.write(&path.replace("schema/lonelypsp/", "schema/"), text);
        }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    /// Replaces a text that must be there.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} does not contain {old:?}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// Runs a command of cargo; what stands before ` -- ` is about the crate, what stands behind it about the tool.
    pub(crate) fn cargo(&self, command: &str) -> Output {
        let (command, tool) = command.split_once(" -- ").unwrap_or((command, ""));
        let tool = tool.split_whitespace();
        Command::new(env!("CARGO"))
            .args(command.split_whitespace())
            .args(["--offline", "--quiet"])
            .args(tool.clone().next().map(|_| "--"))
            .args(tool)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("shared"))
            // Nobody debugs them.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .unwrap()
    }

    /// Runs a command of cargo that must succeed without a word; its standard output.
    #[track_caller]
    pub(crate) fn succeeds(&self, command: &str) -> String {
        let output = self.cargo(command);
        let errors = String::from_utf8_lossy(&output.stderr);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && errors.is_empty(), "cargo {command}:\n{errors}\n{text}");
        text.into_owned()
    }
}

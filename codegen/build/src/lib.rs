//! Generates Rust codecs from a lonelypsp schema in a build script.
//!
//! In `build.rs`:
//!
//! ```no_run
//! lonelypsp_build::Builder::new().schema("schema/mine.yaml").generate();
//! ```
//!
//! and where the messages shall be, `include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));`. The crate depends on
//! `lonelypsp` for the runtime.
//!
//! A schema with mistakes becomes compile errors, all at once, each with the file, line and column of the YAML.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lonelypsp_codegen_rust::{Options, emit_text};
use lonelypsp_schema::files::read_schema_file;
use lonelypsp_schema::{Diagnostics, Schema, builtin, builtin_version, compile, compile_version};

/// What to generate, and from which schema.
#[derive(Clone, Debug)]
pub struct Builder {
    schema: Option<String>,
    protocol_version: Option<String>,
    file: String,
    options: Options,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            schema: None,
            protocol_version: None,
            file: "lonelypsp.rs".to_owned(),
            options: Options::default(),
        }
    }
}

impl Builder {
    /// Generates from the schema that is built into this crate, into `lonelypsp.rs`.
    pub fn new() -> Self {
        Self::default()
    }

    /// Generates from this schema instead; the path is relative to the crate's manifest.
    #[must_use]
    pub fn schema(mut self, root: impl Into<String>) -> Self {
        self.schema = Some(root.into());
        self
    }

    /// Which version of the protocol, of those that the schema describes; the newest if none is given. For two versions side
    /// by side, two builders write two [files](Self::file), each included in a module of its own.
    ///
    /// ```no_run
    /// use lonelypsp_build::Builder;
    ///
    /// Builder::new().generate();
    /// Builder::new().protocol_version("0.0.33").file("old.rs").generate();
    /// ```
    #[must_use]
    pub fn protocol_version(mut self, version: impl Into<String>) -> Self {
        self.protocol_version = Some(version.into());
        self
    }

    /// The name of the file in `OUT_DIR`, where there is more than one schema; `lonelypsp.rs` if none is given.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>) -> Self {
        self.file = name.into();
        self
    }

    /// The path of the runtime where the crate `lonelypsp` has another name, such as `::lonely::runtime`. It is used in
    /// modules at several depths, so it begins with `::` and the name of a crate, or with `crate`.
    ///
    /// ```
    /// use lonelypsp_build::Builder;
    ///
    /// assert!(Builder::new().runtime("::lonely::runtime").is_ok());
    /// assert_eq!(
    ///     Builder::new().runtime("super::runtime").unwrap_err(),
    ///     "`super::runtime` is not a path such as `::lonelypsp::runtime` or `crate::runtime`"
    /// );
    /// ```
    ///
    /// # Errors
    /// If it is not such a path.
    pub fn runtime(mut self, path: &str) -> Result<Self, String> {
        let wrong = || format!("`{path}` is not a path such as `::lonelypsp::runtime` or `crate::runtime`");
        let segments = path.strip_prefix("::").or(path.starts_with("crate::").then_some(path));
        if !segments.is_some_and(|segments| segments.split("::").all(is_identifier)) {
            return Err(wrong());
        }
        self.options = self.options.runtime(path.parse().map_err(|_| wrong())?);
        Ok(self)
    }

    /// Whether messages implement `serde::Serialize`; needs the feature `serde` of `lonelypsp`, without which the compiler says
    /// so.
    #[must_use]
    pub fn serde(mut self, serde: bool) -> Self {
        self.options = self.options.serde(serde);
        self
    }

    /// Generates the file. What is wrong becomes `cargo::error=` lines, with which cargo fails the build.
    pub fn generate(self) {
        if let Err(message) = self.try_generate() {
            message.lines().for_each(|line| println!("cargo::error={line}"));
        }
    }

    /// Generates the file, and leaves it to the caller to say what is wrong. The path written is returned.
    ///
    /// # Errors
    /// All problems of the schema, or that the file could not be written.
    pub fn try_generate(self) -> Result<PathBuf, String> {
        let schema = self.compile().map_err(|problems| report(&problems))?;
        let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: this runs in build scripts")?;
        let path = Path::new(&folder).join(&self.file);
        write_if_changed(&path, &emit_text(&schema, &self.options))
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        Ok(path)
    }

    fn compile(&self) -> Result<Schema, Diagnostics> {
        // A build script that names any file is no longer run again for all of them.
        println!("cargo::rerun-if-changed=build.rs");
        let version = self.protocol_version.as_deref();
        let Some(root) = &self.schema else { return version.map_or_else(builtin, builtin_version) };
        let read = |path: &str| {
            println!("cargo::rerun-if-changed={path}");
            read_schema_file(path)
        };
        match version {
            Some(version) => compile_version(root, version, read),
            None => compile(root, read),
        }
    }
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Each problem in one line, with its place.
fn report(problems: &Diagnostics) -> String {
    problems.to_lines().collect::<Vec<_>>().join("\n")
}

fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text)
}

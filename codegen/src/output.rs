//! What can be generated from a schema: a schema in, files out.
//!
//! Packages and modules of code are outputs; so would be documentation, a schema in another notation, or a dissector.
//! Which there are is said in [`registry`](crate::outputs).

use std::collections::BTreeMap;

use lonelypsp_schema::Schema;

use crate::backend::Backend;
use crate::package::Package;

/// The files of an output: paths relative to its folder, with `/`, and their text, with `\n`.
pub type Files = BTreeMap<String, String>;

/// Something that is generated from a schema.
pub trait Output: Sync {
    /// Its name on the command line and in configuration files: `python`.
    fn name(&self) -> &'static str;

    /// What its files are together.
    fn form(&self) -> Form<'_>;

    /// All its files. This cannot fail: whatever could be wrong with a schema was refused before, for all outputs at once.
    /// What is not a package has no use for what one says about itself.
    fn emit(&self, schema: &Schema, about: &Package) -> Files;
}

/// What the files of an output are together.
#[derive(Clone, Copy)]
pub enum Form<'o> {
    /// A folder of their own, which says about itself what packages of this language say.
    Package(&'o dyn Backend),
    /// One file among others; this is its usual name.
    File(&'static str),
    /// A folder of their own, which nothing is said about.
    Folder,
}

/// Whole packages in a language.
pub(crate) struct Packages(pub(crate) &'static dyn Backend);

impl Output for Packages {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn form(&self) -> Form<'_> {
        Form::Package(self.0)
    }

    fn emit(&self, schema: &Schema, about: &Package) -> Files {
        self.0.emit(schema, about)
    }
}

/// One module of Rust with all that it needs.
pub(crate) struct RustModule;

impl Output for RustModule {
    fn name(&self) -> &'static str {
        "rust"
    }

    fn form(&self) -> Form<'_> {
        Form::File("messages.rs")
    }

    fn emit(&self, schema: &Schema, _: &Package) -> Files {
        let Form::File(name) = self.form() else { return Files::new() };
        Files::from([(name.to_owned(), lonelypsp_codegen_rust::emit_standalone(schema))])
    }
}

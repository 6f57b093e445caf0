//! What every language can do.

use std::collections::BTreeMap;

use lonelypsp_schema::Schema;

use crate::package::Package;
use crate::python::Python;
use crate::ruby::Ruby;
use crate::stamp::stamp;
use crate::typescript::TypeScript;

/// The files of a package: paths relative to its folder, with `/`, and their text, with `\n`.
pub type Files = BTreeMap<String, String>;

/// A language that packages can be generated in.
pub trait Backend: Sync {
    /// Its name on the command line and in configuration files: `python`.
    fn name(&self) -> &'static str;

    /// What a package for a schema of that name is called if nothing else is said.
    fn default_package_name(&self, schema_name: &str) -> String;

    /// Whether a package can have this name.
    ///
    /// # Errors
    /// What a name has to look like.
    fn check_package_name(&self, name: &str) -> Result<(), &'static str>;

    /// The files that only this language has.
    fn emit_own(&self, schema: &Schema, package: &Package) -> Files;

    /// All files of the package. This cannot fail: whatever could be wrong with a schema was refused before, in every
    /// language at once.
    fn emit(&self, schema: &Schema, package: &Package) -> Files {
        let mut files = self.emit_own(schema, package);
        files.insert(".gitattributes".to_owned(), format!("# {}\n\n{GIT_ATTRIBUTES}\n", stamp(schema)));
        files
    }
}

/// Text keeps its line ends wherever git checks it out, so that it stays what was generated; and whoever reads a change
/// on a forge is not shown what nobody wrote.
const GIT_ATTRIBUTES: &str = "* text=auto eol=lf linguist-generated";

/// All of them, by name.
pub const fn backends() -> &'static [&'static dyn Backend] {
    &[&Python, &Ruby, &TypeScript]
}

/// The one of that name.
pub fn backend(name: &str) -> Option<&'static dyn Backend> {
    backends().iter().copied().find(|backend| backend.name() == name)
}

//! What a language must be able to do so that packages can be generated in it.

use lonelypsp_schema::Schema;

use crate::making::Making;
pub(crate) use crate::output::Files;
use crate::package::Package;
use crate::stamp::stamp;

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

    /// A program that makes a message of its values, compares its bytes, and reads them: what documentation shows. It uses the package
    /// under its usual name.
    fn making(&self, making: &Making<'_>) -> String;

    /// The files of a package that only this language has.
    fn emit_own(&self, schema: &Schema, package: &Package) -> Files;

    /// All files of a package.
    fn emit(&self, schema: &Schema, package: &Package) -> Files {
        let mut files = self.emit_own(schema, package);
        files.insert(".gitattributes".to_owned(), format!("# {}\n\n{GIT_ATTRIBUTES}\n", stamp(schema)));
        files
    }
}

/// Text keeps its line ends wherever git checks it out, so that it stays what was generated; and whoever reads a change
/// on a forge is not shown what nobody wrote.
const GIT_ATTRIBUTES: &str = "* text=auto eol=lf linguist-generated";

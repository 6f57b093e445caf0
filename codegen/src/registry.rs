//! Which outputs there are. To add one, add a line.

use crate::backend::Backend;
use crate::dissector::Dissector;
use crate::output::{Form, Output, Packages, RustModule};
use crate::python::Python;
use crate::ruby::Ruby;
use crate::typescript::TypeScript;

const OUTPUTS: &[&dyn Output] =
    &[&Dissector, &Packages(&Python), &Packages(&Ruby), &RustModule, &Packages(&TypeScript)];

/// All of them, by name.
///
/// ```
/// let names: Vec<_> = lonelypsp_codegen::outputs().iter().map(|output| output.name()).collect();
/// assert_eq!(names, ["dissector", "python", "ruby", "rust", "typescript"]);
/// ```
pub const fn outputs() -> &'static [&'static dyn Output] {
    OUTPUTS
}

/// The one of that name.
///
/// ```
/// assert!(lonelypsp_codegen::output("python").is_some());
/// assert!(lonelypsp_codegen::output("cobol").is_none());
/// ```
pub fn output(name: &str) -> Option<&'static dyn Output> {
    outputs().iter().copied().find(|output| output.name() == name)
}

/// The languages that packages can be generated in, by name.
pub fn backends() -> Vec<&'static dyn Backend> {
    let backend = |output: &&'static dyn Output| match output.form() {
        Form::Package(backend) => Some(backend),
        Form::File(_) | Form::Folder => None,
    };
    outputs().iter().filter_map(backend).collect()
}

/// The language of that name, if packages can be generated in it.
///
/// ```
/// assert!(lonelypsp_codegen::backend("python").is_some());
/// assert!(lonelypsp_codegen::backend("rust").is_none(), "that is a module");
/// ```
pub fn backend(name: &str) -> Option<&'static dyn Backend> {
    backends().into_iter().find(|backend| backend.name() == name)
}

//! What a package says about itself.

use lonelypsp_schema::Schema;

use crate::backend::Backend;

/// What a package says about itself and the schema does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name, as programs in that language ask for it.
    pub name: String,
    /// Its version, in the common form of all three registries: `1.2.3`.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where its sources are, as a URL.
    pub repository: Option<String>,
}

impl Package {
    /// A package with the backend's usual name and version 0.1.0.
    ///
    /// ```
    /// use lonelypsp_codegen::{Package, backend};
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// assert_eq!(Package::of(backend("python").unwrap(), &schema).name, "lonelypsp_bindings");
    /// ```
    pub fn of(backend: &dyn Backend, schema: &Schema) -> Self {
        Self {
            name: backend.default_package_name(&schema.name),
            version: "0.1.0".to_owned(),
            license: None,
            repository: None,
        }
    }
}

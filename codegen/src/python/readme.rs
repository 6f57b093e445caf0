//! The package's README.
use lonelypsp_schema::Schema;

use crate::package::Package;

pub(super) fn emit_readme(_schema: &Schema, package: &Package) -> String {
    format!("# {}\n", package.name)
}

//! The Ruby back end.

use lonelypsp_schema::Schema;

use crate::backend::{Backend, Files};
use crate::package::Package;

pub(crate) struct Ruby;

impl Backend for Ruby {
    fn name(&self) -> &'static str {
        "ruby"
    }

    fn default_package_name(&self, schema_name: &str) -> String {
        schema_name.to_owned()
    }

    fn check_package_name(&self, _name: &str) -> Result<(), &'static str> {
        todo!()
    }

    fn emit(&self, _schema: &Schema, _package: &Package) -> Files {
        todo!()
    }
}

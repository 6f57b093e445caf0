//! The Ruby back end: a gem with one file per message, its signatures beside it.

mod checks;
mod comment;
mod constants;
mod documents;
mod entry;
mod exact;
mod fast;
mod fields;
mod files;
mod flags;
mod forms;
mod frame;
mod gem;
mod http;
mod lines;
mod literal;
mod making;
mod message;
mod names;
mod packed;
mod program;
mod protocol;
mod readme;
mod runtime;
mod scan;
mod sequence;
mod sequence_write;
mod shape;
mod signing;
#[cfg(test)]
mod tests;
mod types;
mod write;

use lonelypsp_schema::Schema;

use crate::backend::{Backend, Files};
use crate::making::Making;
use crate::package::Package;
use crate::spelling::snake_of;

pub(crate) struct Ruby;

impl Backend for Ruby {
    fn name(&self) -> &'static str {
        "ruby"
    }

    fn default_package_name(&self, schema_name: &str) -> String {
        snake_of(schema_name)
    }

    fn check_package_name(&self, name: &str) -> Result<(), &'static str> {
        names::check_gem(name)
    }

    fn making(&self, making: &Making<'_>) -> String {
        making::emit_making(making, &self.default_package_name(&making.schema.name))
    }

    fn emit_own(&self, schema: &Schema, package: &Package) -> Files {
        files::emit_files(schema, package)
    }
}

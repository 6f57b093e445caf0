//! A dissector for Wireshark, in Lua: one file that shows the messages of a schema in captures.
//!
//! The programs of the plan are tables there, which the runtime walks (`codegen/runtime/lua/`). It reads every message whole and
//! says where its first problem is, as every other reader does.

mod filters;
mod literal;
mod program;
mod runtime;
mod values;
mod view;

use askama::Template;
use lonelypsp_schema::Schema;

use crate::output::{Files, Form, Output, SingleFile};
use crate::package::Package;

use view::DissectorView;

/// The dissector of a schema.
pub(crate) struct Dissector;

impl Output for Dissector {
    fn name(&self) -> &'static str {
        "dissector"
    }

    fn form(&self) -> Form<'_> {
        Form::File(SingleFile { name: "lonely.lua", comment: "--", what: "dissector" })
    }

    fn emit(&self, schema: &Schema, _: &Package) -> Files {
        let Form::File(file) = self.form() else { return Files::new() };
        let text = DissectorView::of(schema).render().expect("writing to a string cannot fail");
        Files::from([(file.name.to_owned(), text)])
    }
}

#[cfg(test)]
mod tests;

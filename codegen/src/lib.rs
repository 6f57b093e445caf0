//! Generates files from a schema: whole packages in TypeScript, Python and Ruby, a module of Rust, and a dissector for Wireshark.
//!
//! Whatever can be generated is an [`Output`]; [`outputs`] are all of them. The languages of packages are [`Backend`]s, too.
//! Each lowers the model to a *view*, in which every name, type and text is spelled as the
//! language does, and renders that with templates that decide nothing. What does not depend on the schema is an ordinary
//! file under `runtime/`, linted and tested where it stands, and copied as it is.
//!
//! ```
//! use lonelypsp_codegen::{Package, backend};
//!
//! let schema = lonelypsp_schema::builtin().unwrap();
//! let python = backend("python").unwrap();
//! let files = python.emit(&schema, &Package::of(python, &schema));
//! assert!(files.contains_key("pyproject.toml"));
//! ```

mod backend;
mod direction;
mod discriminator;
mod dissector;
mod doc;
mod making;
mod output;
mod package;
mod python;
mod registry;
mod ruby;
mod spelling;
mod stamp;
mod typescript;

pub use backend::Backend;
pub use making::{Given, Literal, Making};
pub use output::{Files, Form, Output, SingleFile};
pub use package::Package;
pub use registry::{backend, backends, output, outputs};
pub use stamp::{MARK, origin};

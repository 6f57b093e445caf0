//! Generates whole packages from a schema: TypeScript, Python and Ruby.
//!
//! Each language is a [`Backend`]. It lowers the model to a *view*, in which every name, type and text is spelled as the
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
mod doc;
mod package;
mod python;
mod ruby;
mod spelling;
mod stamp;
mod typescript;
mod wire;

pub use backend::{Backend, Files, backend, backends};
pub use package::Package;
pub use stamp::{MARK, origin};

//! Emits Rust from a checked schema: the one place where Rust is written, for the build script and the derive alike.
//!
//! Emission cannot fail. Everything that could be wrong was found by [`lonelypsp_schema::compile`]; what is left is to
//! spell each message's wire plan. The generated code calls a runtime (`lonelypsp::runtime`), so that each line of it
//! is one step of the plan.
//!
//! ```
//! let schema = lonelypsp_schema::builtin().unwrap();
//! let tokens = lonelypsp_codegen_rust::emit(&schema, &lonelypsp_codegen_rust::Options::default());
//! assert!(tokens.to_string().contains("pub struct SubscribeExact"));
//! ```

mod any;
mod bodies;
mod borrows;
mod branch;
mod build;
mod checks;
mod codec;
mod delegation;
mod deprecation;
mod direction;
mod dispatch;
mod doc;
mod encode;
mod entry;
mod entry_codec;
mod exact;
mod fast;
mod flags;
#[cfg(feature = "format")]
mod format;
mod forms;
mod held;
mod http;
mod inherent;
mod leaf;
mod lints;
mod lonely_message;
mod mentioned;
mod message;
mod names;
mod options;
mod own;
mod parse;
mod pieces;
mod place;
mod places;
mod program;
mod protocol;
mod reflection;
#[cfg(feature = "format")]
mod runtime;
mod scan;
mod sequence;
mod shape;
mod signing;
mod target;
mod text;
mod values;
mod whole;
mod write;

pub use build::emit_fallback_builds;
pub use codec::emit_codec;
pub use dispatch::{Dispatch, emit_dispatch};
pub use entry::{emit_entry_codec, emit_fallback_entry};
#[cfg(feature = "format")]
pub use format::emit_standalone;
pub use forms::{field_kind, literal};
pub use lonely_message::emit_fallback;
pub use options::Options;
pub use own::{emit_fallback_own_entry, emit_own_entry};
pub use place::{call_at, method_of};
pub use target::{EntryStruct, Family, Field, Generics, Held, Holds, Struct, Target, Variant, Wire};
pub use text::{STAMP, emit_text};

use lonelypsp_schema::Schema;
use proc_macro2::TokenStream;

/// Emits all protocols of a schema: one module each, with one module per direction.
pub fn emit(schema: &Schema, options: &Options) -> TokenStream {
    whole::emit_whole(schema, options)
}

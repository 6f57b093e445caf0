//! A compiled schema as data for other programs: what `lonely export` prints, templates are rendered over, and plug-ins are
//! given, as the plug-ins of protoc are given a descriptor.
//!
//! The [`Export`] has all that back ends of this repository read: protocols, messages, their values, shapes and groups, the
//! documents that sign them, and the wire plan of each, step by step. `export.schema.json` beside this crate's manifest,
//! [`JSON_SCHEMA`], describes it, and is made from the structs here.
//!
//! # What stays as it is
//!
//! [`VERSION`] stands in the member `lonely_export`. As long as that is the same,
//!
//! - no member goes, takes another type, or comes to mean something else;
//! - a new member may come to any object: pass over those that you do not know;
//! - a schema that could be exported before is exported with the same kinds of steps, forms and the like. What a new key of the
//!   schema language makes possible may be a new kind: stop at a `step`, `form` or other kind that you do not know, and say so,
//!   since what you would make of the rest is wrong.
//!
//! All else raises the number. The same schema gives the same export: there is no path, time or place in it.
//!
//! # How things are written
//!
//! Names are as in the schema, `snake_case`. Values, groups, flags and shapes refer to one another by index, as said at each.
//! Numbers that values can have are texts of decimal digits ([`Number`]), because many languages read a JSON number as a
//! floating-point one; lengths, codes, widths and indices are JSON numbers. Bytes are hex digits. A member that has nothing to
//! say is `null`; none is left out. Whatever nests does so no deeper than a reader of JSON allows: a program is a list of
//! [blocks](program::CodeBlock), which name one another.
//!
//! ```
//! let schema = lonelypsp_schema::builtin().unwrap();
//! let export = lonelypsp_export::export(&schema);
//! let stateful = export.protocols.iter().find(|protocol| protocol.name == "stateful").unwrap();
//! assert_eq!((export.lonely_export, stateful.messages[0].name), (1, "configure"));
//! ```

pub mod availability;
pub mod kind;
pub mod message;
pub mod program;
pub mod protocol;
pub mod scalar;
pub mod scan;
pub mod shape;
pub mod signature;
pub mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use lonelypsp_schema::Schema;
use serde::Serialize;

pub use scalar::{Hex, Number};

/// The form of the export that this crate gives.
pub const VERSION: u32 = 1;

/// What describes the export: a JSON Schema, draft 2020-12.
pub const JSON_SCHEMA: &str = include_str!("../export.schema.json");

/// A compiled schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Export<'s> {
    /// The form of this document: 1.
    pub lonely_export: u32,
    /// What whoever asks for files wants to say to the template or the plug-in, by name; `lonely export` itself has none.
    pub options: BTreeMap<String, String>,
    /// What the schema says of itself.
    pub schema: About<'s>,
    /// The protocols, by name.
    pub protocols: Vec<protocol::Protocol<'s>>,
}

/// What a schema says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct About<'s> {
    /// Its name.
    pub name: &'s str,
    /// The version of the protocol that it describes.
    pub version: &'s str,
    /// All versions that it can describe, oldest first; none if its files describe this one alone.
    pub versions: Vec<&'s str>,
    /// What it is, as Markdown.
    pub doc: &'s str,
    /// A hash of all that it says, 16 hex digits: another one says something else. No protection against deceit.
    pub fingerprint: String,
}

/// The export of a schema.
pub fn export(schema: &Schema) -> Export<'_> {
    let Schema { name, version, versions, doc, protocols, types: _, sources: _ } = schema;
    let versions = versions.iter().map(String::as_str).collect();
    Export {
        lonely_export: VERSION,
        options: BTreeMap::new(),
        schema: About { name, version, versions, doc, fingerprint: format!("{:016x}", schema.fingerprint()) },
        protocols: protocols.iter().map(protocol::Protocol::of).collect(),
    }
}

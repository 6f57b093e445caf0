//! The schema of the lonely pub-sub protocol, and the compiler that turns a schema into a checked model.
//!
//! A schema is a set of YAML files. [`compile`] reads them in three passes that never mix: parsing gives a syntax tree
//! in which every node knows its place, lowering resolves every name, checking looks at the whole. All problems are
//! collected and reported together, each with a stable [`Code`], its place, and what would be right.
//!
//! The result is a [`Schema`]: the model every back end reads. Each message in it carries a [`Plan`], the order in
//! which its bytes are read, checked and written; back ends only spell that.
//!
//! ```
//! let schema = lonelypsp_schema::builtin().expect("the schema in this crate is sound");
//! let stateful = schema.protocol("stateful").unwrap();
//! let message = stateful.by_name(lonelypsp_schema::Direction::S2b, "subscribe_exact").unwrap();
//! assert_eq!(message.code, 2);
//! ```

mod ast;
mod check;
mod code;
mod compile;
mod describe;
mod diagnostic;
mod embedded;
mod excerpt;
pub mod files;
mod fingerprint;
mod ir;
pub mod language;
mod lines;
mod lower;
mod parse;
mod plan;
mod render;
mod report;
mod sample;
mod source;
mod suggest;
mod versions;
pub mod yaml;

pub use code::Code;
pub use compile::{compile, compile_version};
pub use describe::{
    HeaderDescription, ItemDescription, LayoutDescription, MessageDescription, Placed, describe,
};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use embedded::{BUILTIN_ROOT, builtin, builtin_files, builtin_version};
pub use excerpt::Excerpt;
pub use ir::{
    Availability, Block, Body, BodyField, Condition, Deprecation, Digest, Direction, DocumentSource,
    DocumentValue, End, Flag, FlagSource, Form, Group, GroupEnd, Http, Kind, Layout, Length, Message, Name,
    Plan, Prefix, Program, Protocol, ReadStep, Reading, ScanStep, Schema, Shape, ShapeFlag, ShapeSlot,
    Signature, Slot, Source, Spelling, Stamp, Step, Subject, Tail, Type, UnknownFlags, Width, WriteStep,
};
pub use plan::{Emit, Piece, print_plan};
pub use sample::Sample;
pub use source::{FileId, Position, SourceFile, SourceMap, Span, Spanned};
pub use suggest::nearest;

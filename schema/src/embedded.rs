//! The protocol's own schema, in the crate: what the build script and the derive read unless told otherwise, so that
//! the two cannot differ and published crates build anywhere.

use std::io;

use crate::compile::{Wanted, compile_as};
use crate::diagnostic::Diagnostics;
use crate::ir::Schema;

/// The path of the built-in schema's root file, as diagnostics show it.
pub const BUILTIN_ROOT: &str = "schema/lonelypsp/lonelypsp.yaml";

macro_rules! embed {
    ($($path:literal,)*) => {
        &[$((concat!("schema/lonelypsp/", $path), include_str!(concat!("../lonelypsp/", $path))),)*]
    };
}

/// Every file of the folder `lonelypsp`; a test compares the list with the folder.
const FILES: &[(&str, &str)] = embed![
    "hashing.yaml",
    "lonelypsp.yaml",
    "signing/broadcaster.yaml",
    "signing/protocol.yaml",
    "signing/subscriber.yaml",
    "stateful/configure.yaml",
    "stateful/missed.yaml",
    "stateful/notify.yaml",
    "stateful/protocol.yaml",
    "stateful/receive.yaml",
    "stateful/subscribe.yaml",
    "stateful/zstd.yaml",
    "stateless/notify.yaml",
    "stateless/protocol.yaml",
    "stateless/receive.yaml",
    "stateless/subscribe.yaml",
    "stateless/subscriptions.yaml",
    "tracing.yaml",
    "types.yaml",
];

/// The files of the built-in schema, as paths and texts, sorted by path.
pub fn builtin_files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// Compiles the built-in schema.
///
/// # Errors
/// Its problems, if somebody has edited it and made a mistake.
pub fn builtin() -> Result<Schema, Diagnostics> {
    compile_builtin(None)
}

/// Compiles the built-in schema as it is in one of its versions.
///
/// ```
/// let old = lonelypsp_schema::builtin_version("0.0.33").unwrap();
/// let confirm = old.protocol("stateful").unwrap().by_unique_name("confirm_receive").unwrap();
/// assert_eq!(confirm.layout.slots.len(), 3);
/// ```
///
/// # Errors
/// If it does not have that version.
pub fn builtin_version(version: &str) -> Result<Schema, Diagnostics> {
    compile_builtin(Some(version))
}

/// Build scripts and derives wait for this: the other versions are left to a test.
fn compile_builtin(version: Option<&str>) -> Result<Schema, Diagnostics> {
    compile_as(BUILTIN_ROOT, &Wanted { version, others: false }, |path| {
        match FILES.iter().find(|(name, _)| *name == path) {
            Some((_, text)) => Ok((*text).to_owned()),
            None => Err(io::Error::new(
                io::ErrorKind::NotFound,
                "it is not among the files that schema/src/embedded.rs builds in; add it there",
            )),
        }
    })
}

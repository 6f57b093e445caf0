//! The runtime's own text, for tools that copy it into other projects.

macro_rules! runtime {
    ($($name:literal,)*) => {
        &[
            // What is copied has no unsafe code.
            ("ascii", include_str!("runtime/ascii_safe.rs")),
            $(($name, include_str!(concat!("runtime/", $name, ".rs"))),)*
        ]
    };
}

/// The files of the runtime, as module names and texts.
pub const RUNTIME: &[(&str, &str)] = runtime![
    "check",
    "codec",
    "codes",
    "digest",
    "error",
    "field",
    "message",
    "mod",
    "mode",
    "number",
    "other",
    "prefix",
    "quick",
    "reader",
    "reflect",
    "shared",
    "show",
    "sink",
    "unverified",
    "writer",
];

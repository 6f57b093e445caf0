//! The runtime as it goes with generated code into other projects.
//!
//! Its files are laid out in `runtime/` beside the sources: `cargo xtask runtime` takes from those of the crate `lonelypsp`
//! what does without its features, with no unit tests and no unsafe code.

macro_rules! modules {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../runtime/", $name, ".rs"))),)*]
    };
}

/// The modules that [`ROOT`] declares, by name.
const MODULES: &[(&str, &str)] = modules![
    "ahead",
    "ascii",
    "check",
    "codec",
    "codes",
    "decoder",
    "digest",
    "document",
    "entry",
    "entry_decoder",
    "entry_walk",
    "error",
    "fast",
    "field",
    "float",
    "found",
    "group",
    "group_entry",
    "head",
    "incremental",
    "known",
    "message",
    "mode",
    "number",
    "other",
    "outline",
    "own_entry",
    "place",
    "prefix",
    "reader",
    "reflect",
    "request",
    "row",
    "scan",
    "sequence",
    "shared",
    "show",
    "sink",
    "unverified",
    "writer",
];

const ROOT: &str = include_str!("../runtime/mod.rs");

/// The content of one module that holds all of it: each module in the place of its declaration.
pub(crate) fn in_one_module() -> String {
    let mut out = String::new();
    for line in ROOT.lines() {
        match declared(line).and_then(|name| MODULES.iter().find(|(module, _)| *module == name)) {
            Some((_, body)) => out.extend([line.trim_end_matches(';'), " {\n", body, "}\n\n"]),
            None => out.extend([line, "\n"]),
        }
    }
    out
}

/// The name of the module that the line declares.
fn declared(line: &str) -> Option<&str> {
    line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_modules_are_those_that_are_declared() {
        let mut names: Vec<_> = ROOT.lines().filter_map(declared).collect();
        names.sort_unstable();
        assert_eq!(names, MODULES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}

//! Names as Ruby spells them, and which names a gem can have.

use lonelypsp_schema::{Direction, Group, Name, Slot};

use crate::direction::capitals;
use crate::spelling::{self, is_snake, pascal};

/// Ruby's own modules and classes that a gem's module could meet: a module of that name cannot be made, or would be
/// added to.
const TAKEN: &[&str] = &[
    "array",
    "basic_object",
    "binding",
    "bundler",
    "class",
    "comparable",
    "complex",
    "data",
    "delegator",
    "digest",
    "dir",
    "encoding",
    "enumerable",
    "enumerator",
    "errno",
    "exception",
    "fiber",
    "file",
    "float",
    "gem",
    "hash",
    "integer",
    "io",
    "kernel",
    "marshal",
    "math",
    "method",
    "minitest",
    "module",
    "monitor",
    "mutex",
    "numeric",
    "object",
    "pathname",
    "proc",
    "process",
    "psych",
    "queue",
    "ractor",
    "random",
    "range",
    "rational",
    "refinement",
    "regexp",
    "ruby_vm",
    "set",
    "signal",
    "string",
    "struct",
    "symbol",
    "thread",
    "time",
    "warning",
];

/// What programs require of Ruby itself, of any release from 3.1 on: its standard library, the gems that come with it,
/// and the files that it has loaded before any program. The folder of a gem stands before theirs, so that a gem of that
/// name would be loaded in their place. The names that are modules, too, are in [`TAKEN`].
const LIBRARIES: &[&str] = &[
    "abbrev",
    "base64",
    "benchmark",
    "bigdecimal",
    "cgi",
    "continuation",
    "coverage",
    "csv",
    "date",
    "date_core",
    "debug",
    "delegate",
    "did_you_mean",
    "drb",
    "enc",
    "english",
    "erb",
    "error_highlight",
    "etc",
    "expect",
    "fcntl",
    "fiddle",
    "fileutils",
    "find",
    "forwardable",
    "getoptlong",
    "ipaddr",
    "irb",
    "json",
    "kconv",
    "logger",
    "matrix",
    "mkmf",
    "mutex_m",
    "net",
    "nkf",
    "objspace",
    "observer",
    "open3",
    "openssl",
    "optionparser",
    "optparse",
    "ostruct",
    "power_assert",
    "pp",
    "prettyprint",
    "prime",
    "prism",
    "pstore",
    "pty",
    "racc",
    "rake",
    "rbconfig",
    "rbs",
    "rdoc",
    "readline",
    "reline",
    "resolv",
    "rexml",
    "rinda",
    "ripper",
    "rss",
    "ruby2_keywords",
    "rubygems",
    "securerandom",
    "shellwords",
    "singleton",
    "socket",
    "stringio",
    "strscan",
    "syntax_suggest",
    "syslog",
    "tempfile",
    "timeout",
    "tmpdir",
    "tsort",
    "typeprof",
    "un",
    "unicode_normalize",
    "uri",
    "weakref",
    "win32",
    "win32ole",
    "yaml",
    "zlib",
];

/// Whether a gem can have that name.
pub(super) fn check_gem(name: &str) -> Result<(), &'static str> {
    if !is_snake(name) {
        return Err("lower-case ASCII letters and digits, words joined by `_`, a letter first");
    }
    if TAKEN.contains(&name) {
        return Err(
            "a name that none of Ruby's own modules has: say another `name` in lonely.gen.yaml, such as \
                    the same with `_messages` behind it",
        );
    }
    if LIBRARIES.contains(&name) {
        return Err("a name that none of Ruby's own libraries has, which programs would no longer get: \
                    say another `name` in lonely.gen.yaml, such as the same with `_messages` behind it");
    }
    Ok(())
}

/// The local that holds a value. Values of sequences have `v_` before their name, so that they meet neither a keyword nor
/// another local.
pub(super) fn local(is_header: bool, slot: &Slot) -> String {
    if is_header { spelling::local(slot) } else { format!("v_{}", slot.at) }
}

/// The class of a group's entries: `SetSubscriptionsTopics`.
pub(super) fn entry_class(message: &Name, group: &Group) -> String {
    pascal(message) + &pascal(&group.name)
}

/// The same as the message's code says it: `S2B::SetSubscriptionsTopics`.
pub(super) fn entry_path(direction: Direction, message: &Name, group: &Group) -> String {
    format!("{}::{}", capitals(direction), entry_class(message, group))
}

/// The module of a gem: `my_gem` has `MyGem`.
pub(super) fn module_of(gem: &str) -> String {
    let capitalized = |word: &str| word[..1].to_uppercase() + &word[1..];
    gem.split('_').filter(|word| !word.is_empty()).map(capitalized).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::snake_of;

    #[test]
    fn a_gem_is_called_after_its_schema() {
        assert_eq!(snake_of("My-Protocol 2\n"), "my_protocol_2");
        assert_eq!(module_of("my_protocol_2"), "MyProtocol2");
    }

    #[test]
    fn some_names_are_refused() {
        assert_eq!(check_gem("lonelypsp"), Ok(()));
        for wrong in ["", "_a", "a_", "a__b", "A", "2a", "a-b", "a/b", "é", "string"] {
            assert!(check_gem(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_gem_takes_no_library_of_rubys_over() {
        for library in
            ["json", "logger", "date", "set", "time", "socket", "yaml", "digest", "net", "io", "base64"]
        {
            let right = check_gem(library).expect_err(library);
            assert!(right.contains("the same with `_messages` behind it"), "{library}: {right}");
            assert_eq!(check_gem(&format!("{library}_messages")), Ok(()));
        }
    }
}

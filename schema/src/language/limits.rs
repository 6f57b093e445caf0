//! How much there may be of everything. What is larger is refused, with LS042 if nothing else fits.

use crate::files::{LARGEST_SCHEMA, LARGEST_SCHEMA_FILE};
use crate::{check, compile, versions, yaml};

/// A limit.
#[derive(Debug)]
pub struct Limit {
    /// Of what.
    pub of: &'static str,
    /// The most that there may be.
    pub most: u64,
}

const fn limit(of: &'static str, most: usize) -> Limit {
    Limit { of, most: most as u64 }
}

/// All limits but those that a key states, from files to values.
pub static LIMITS: &[Limit] = &[
    Limit { of: "bytes of a file", most: LARGEST_SCHEMA_FILE },
    Limit { of: "bytes of all files", most: LARGEST_SCHEMA },
    limit("files", compile::MOST_FILES),
    limit("values of a file", yaml::MOST_VALUES),
    limit("levels of nesting in a file", yaml::DEEPEST),
    limit("characters of a key", yaml::LONGEST_KEY),
    limit("values that aliases repeat in a file", yaml::MOST_REPEATED),
    limit("bytes of text that aliases repeat in a file", yaml::MOST_REPEATED_TEXT),
    limit("characters of the schema's name, and of its version", check::LONGEST_TITLE),
    limit("versions", versions::MOST_VERSIONS),
    limit("characters of a name", check::LONGEST_NAME),
    limit("bytes of a header's wire name", check::LONGEST_WIRE_NAME),
    limit("headers, or items, of a message", check::MOST_VALUES),
    limit("groups around a group, and itself", check::DEEPEST_GROUP),
    limit("variants of a message", check::MOST_VARIANTS),
    limit("values that one variant asks for", check::MOST_TOGETHER),
    limit("values that the variants of a message ask for", check::MOST_CONDITIONS),
    limit("values that the variants of a schema repeat of their messages", check::MOST_REPEATED_HEADERS),
    limit("bytes of documentation that values repeat of their types", check::MOST_REPEATED_TEXT),
];

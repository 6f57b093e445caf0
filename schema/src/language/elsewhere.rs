//! Words that people bring from other languages of schemas, and how this one says what they mean.

use super::kinds::ELSEWHERE;

/// What a kind that there is not would be here, as a help.
pub(crate) fn kind(word: &str) -> Option<String> {
    let word = word.to_ascii_lowercase();
    if let Some((signed, bits)) = integer(&word) {
        let kind = if signed { "int" } else { "uint" };
        return Some(format!("write `kind: {kind}, max_bytes: {}`", bits / 8));
    }
    let found = ELSEWHERE.iter().find(|(words, _)| words.contains(&word.as_str()));
    found.map(|(_, help)| (*help).to_owned())
}

/// `u8`, `int32`, `uint64_t`: whether it has a sign, and how many bits.
fn integer(word: &str) -> Option<(bool, u8)> {
    let word = word.strip_suffix("_t").unwrap_or(word);
    let (signed, bits) = ["uint", "int", "u", "i"].into_iter().find_map(|prefix| {
        let bits = word.strip_prefix(prefix)?;
        Some((prefix.starts_with('i'), bits))
    })?;
    matches!(bits, "8" | "16" | "24" | "32" | "40" | "48" | "56" | "64")
        .then_some((signed, bits.parse().ok()?))
}

/// What a key that there is not would be here.
pub(crate) enum KeyHere {
    /// This key.
    Called(&'static str),
    /// Something else, as a help.
    Said(&'static str),
}

/// What a key would be here, in a mapping of that name.
pub(crate) fn key(word: &str, mapping: &str) -> Option<KeyHere> {
    let holds_a_value = matches!(mapping, "a header" | "a header of a variant" | "a field of a variant");
    let is_value = holds_a_value || matches!(mapping, "a type" | "an item of a sequence");
    let of_type = ["kind", "max", "length", "max_bytes", "write", "secret"].contains(&word);
    if of_type && mapping != "a type" {
        let help = "that belongs to a type: define one under `types`, and write its name";
        return is_value.then_some(KeyHere::Said(help));
    }
    KEYS.iter().find(|(words, of, _)| words.contains(&word) && of.contains(mapping)).map(|(.., here)| {
        match here {
            Here::Called(name) => KeyHere::Called(name),
            Here::Said(help) => KeyHere::Said(help),
        }
    })
}

enum Here {
    Called(&'static str),
    Said(&'static str),
}

/// Which mappings a key is looked for in.
enum Of {
    All,
    Values,
    One(&'static str),
}

impl Of {
    fn contains(&self, mapping: &str) -> bool {
        match self {
            Self::All => true,
            Self::Values => {
                matches!(mapping, "a type" | "a header" | "an item of a sequence" | "a header of a variant")
            }
            Self::One(name) => *name == mapping,
        }
    }
}

const NO_LEAST: &str =
    "there is no least value and no least length: say it in `doc`, and check it in your program";
const NO_PATTERN: &str =
    "there are no patterns and no lists of values: say it in `doc`, and check it in your program";
const ABSENT: &str = "every value is there: an absent text has `kind: optional_text`, another value that can be absent \
                      has a `when`";
const LISTS: &str = "a list is a `group` in a `sequence`, which stands in the place of `headers`";

const KEYS: &[(&[&str], Of, Here)] = &[
    (&["description", "desc", "comment", "summary", "title", "docs"], Of::All, Here::Called("doc")),
    (&["max_length", "maxLength", "max_len", "maximum", "size"], Of::One("a type"), Here::Called("max")),
    (&["len", "exact_length"], Of::One("a type"), Here::Called("length")),
    (&["bytes", "width"], Of::One("a type"), Here::Called("max_bytes")),
    (&["type"], Of::One("a type"), Here::Called("kind")),
    (&["min", "minimum", "min_length", "minLength", "range"], Of::Values, Here::Said(NO_LEAST)),
    (&["pattern", "regex", "format", "values", "enum", "one_of"], Of::Values, Here::Said(NO_PATTERN)),
    (&["optional", "required", "nullable", "presence"], Of::Values, Here::Said(ABSENT)),
    (&["endian", "endianness", "byte_order"], Of::All, Here::Said("all numbers have their high byte first")),
    (&["repeated", "group", "items", "list", "array", "count"], Of::One("a header"), Here::Said(LISTS)),
    (
        &["repeated", "list", "array"],
        Of::One("an item of a sequence"),
        Here::Said("a list is a `group` with `items`"),
    ),
    (
        &["fields", "properties", "members", "payload"],
        Of::One("a message"),
        Here::Said("values stand under `headers`, or in a `sequence`"),
    ),
    (&["id", "number", "opcode", "type"], Of::One("a message"), Here::Called("code")),
    (&["direction", "sender", "source"], Of::One("a message"), Here::Called("from")),
    (&["name"], Of::One("an item of a sequence"), Here::Called("field")),
    (&["if", "condition"], Of::All, Here::Called("when")),
    (&["imports", "import", "includes"], Of::All, Here::Called("include")),
];

#[cfg(test)]
mod tests {
    use super::{KeyHere, integer, key, kind};

    #[test]
    fn integers_of_other_languages_have_their_width() {
        assert_eq!(integer("u8"), Some((false, 8)));
        assert_eq!(integer("int32"), Some((true, 32)));
        assert_eq!(integer("uint64_t"), Some((false, 64)));
        assert_eq!((integer("uint"), integer("int7"), integer("i")), (None, None, None));
        assert_eq!(kind("Int16").as_deref(), Some("write `kind: int, max_bytes: 2`"));
    }

    #[test]
    fn a_key_is_known_where_it_could_be_meant() {
        assert!(matches!(key("description", "a flag"), Some(KeyHere::Called("doc"))));
        assert!(matches!(key("max", "a header"), Some(KeyHere::Said(_))));
        assert!(matches!(key("min", "a type"), Some(KeyHere::Said(_))));
        assert!(key("max", "a protocol").is_none() && key("min", "a message").is_none());
    }
}

//! `lonely check --explain CODE`: what a code means, why it is a problem, and what is right.

use lonelypsp_schema::Code;

use crate::exit::{Failure, Found, Outcome};
use crate::terminal::print;

pub(crate) fn run(code: &str) -> Outcome {
    if code.eq_ignore_ascii_case("all") {
        let lines: Vec<_> = Code::ALL.iter().map(|code| format!("{code}  {}", code.title())).collect();
        print(&lines.join("\n"))?;
        return Ok(Found::Nothing);
    }
    let found = Code::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(code));
    let code = found.ok_or_else(|| {
        let last = Code::ALL.last().map_or("", |code| code.as_str());
        Failure::Usage(format!("there is no code `{code}`; they go from LS001 to {last}, see --explain all"))
    })?;
    print(&format!("{code}: {}\n\n{}", code.title(), explanation(*code)))?;
    Ok(Found::Nothing)
}

fn explanation(code: Code) -> &'static str {
    let found = EXPLANATIONS.iter().find(|(known, _)| *known == code.as_str());
    found.map_or("The text of the problem says what is wrong and what would be right.", |(_, text)| text)
}

/// By code; a test sees that none is forgotten.
const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "LS001",
        "The file cannot be read as YAML at all, so nothing in it was looked at. Often it is the indentation, a tab, or \
         a text with `: ` in it that needs quotes. Aliases may repeat 10000 values and 1 MiB of text in all.",
    ),
    (
        "LS002",
        "A file is missing or not readable, is no ordinary file (a folder, a pipe, a device), or is larger than 16 MiB. \
         The paths under `include` are relative to the file that they stand in, and \
         use `/` everywhere.",
    ),
    (
        "LS003",
        "A value is of another kind than its key takes: a list where a mapping belongs, a number where a text does. A \
         text that looks like a number needs quotes, as in `version: \"1.0\"`.",
    ),
    (
        "LS004",
        "The schema language has no such key at this place; it is not ignored, since it is most likely a slip. The keys \
         that are possible here stand in the help.",
    ),
    (
        "LS005",
        "Something cannot be left out here, for instance the `code` of a message or the `kind` of a type.",
    ),
    (
        "LS006",
        "One mapping gives the same key twice. Most YAML readers would silently take one of the two; which one the \
         author meant is not to be guessed.",
    ),
    (
        "LS007",
        "Two types, protocols, flags or messages have one name. Messages of different directions may share a name, the \
         rest may not.",
    ),
    (
        "LS008",
        "Names are `snake_case`: lower-case letters, digits and single underscores, beginning with a letter. Wire names \
         of headers have `-` in place of `_`. Every language makes its own spelling of them.",
    ),
    (
        "LS009",
        "The name is a keyword in Rust, TypeScript, Python or Ruby. The names of all four are reserved even if only one \
         is generated, so that a schema never has to change when another is wanted. For a header, `field: NAME` gives \
         the value another name and leaves the wire as it is.",
    ),
    (
        "LS010",
        "The generated code has a function or type of this name, such as `encode`. For a header, `field: NAME` gives the \
         value another name and leaves the wire as it is.",
    ),
    (
        "LS011",
        "Two names differ in the schema but become the same in a generated language, as `part_1` and `part1` do in \
         `CamelCase`.",
    ),
    (
        "LS012",
        "Documentation is part of the protocol: it becomes that of the generated code in every language. Say what a \
         person who implements it must know. A header may leave it out if its type has some.",
    ),
    ("LS013", "The type of a header is none of those under `types` in any of the schema's files."),
    ("LS014", "The file's `protocol:` names none of those under `protocols`."),
    (
        "LS015",
        "The type code is all that a reader has to tell the messages of one direction apart. Each may be used once per \
         direction.",
    ),
    (
        "LS016",
        "A number is too small or too large for what it says: a bit is 0 to 15, a code 0 to 65535, and so on.",
    ),
    (
        "LS017",
        "Two statements about the size of one thing cannot both hold, such as `max` and `length` of one type.",
    ),
    (
        "LS018",
        "The key exists, but not for a value of this kind: `max_bytes` belongs to integers, `max` and `length` to bytes.",
    ),
    ("LS019", "`equals` or `when` names a header that this message does not have."),
    (
        "LS020",
        "Readers go through the headers in order. What decides about a header, or is its value, has to come before it.",
    ),
    ("LS021", "`length(body)` and `sha512(body)` need a message with `body: bytes`."),
    (
        "LS022",
        "`equals` takes `length(body)` or the name of an earlier header; `verify` takes `sha512(body)`. There are no \
         other relations.",
    ),
    (
        "LS023",
        "A condition compares one earlier integer that has a value of its own with one number: `when: { x-part-id: 0 }`.",
    ),
    (
        "LS024",
        "Minimal header blocks have no names, so a reader must know after each value whether another follows. Headers \
         with a `when` therefore come last, and all have the same condition.",
    ),
    (
        "LS025",
        "Variants are tried in order, and those before this one take every message that it could have. Move it up, or \
         give the others a `when`.",
    ),
    ("LS026", "Two variants ask for the same values, so that nothing decides between them."),
    (
        "LS027",
        "Some messages would be none of the variants. Leave `when` out of the last variant, or add one for the rest.",
    ),
    (
        "LS028",
        "A variant can change how a header of the message is called, documented and derived, but it cannot have a header \
         that the message lacks or that its own condition excludes.",
    ),
    ("LS029", "Two flags have one bit of the 16 in the prefix."),
    (
        "LS030",
        "Every message is written with minimal or with expanded headers, and one bit of the prefix tells a reader which: \
         exactly one flag has `selects: minimal`.",
    ),
    (
        "LS031",
        "The root file begins with `lonely: 1`, the version of the schema language that this compiler knows.",
    ),
    ("LS032", "A file's definitions are known in all files, so it is included once, in one place."),
    (
        "LS033",
        "The schema language can say this, and it was understood and checked, but no code can be generated from it yet.",
    ),
    (
        "LS034",
        "A message has either `headers`, which may be empty, or a `sequence`, which describes all of it.",
    ),
    (
        "LS035",
        "Each of the two keys is right by itself, but together they make no sense: a header whose value is derived or \
         fixed has no field and no default.",
    ),
    (
        "LS036",
        "There is nothing to generate. Add protocols and messages, or include the files that have them.",
    ),
    ("LS037", "A literal is its bytes in hex, two digits for each byte: `literal: \"0d0a\"`."),
    ("LS038", "`sorted` names a field that the items of the group do not have."),
    (
        "LS039",
        "Variants are for messages with two shapes or more. What the only one says stands in the message itself.",
    ),
    ("LS040", "The key takes one of a few words, and this is none of them. They stand in the help."),
    (
        "LS041",
        "A reader could not tell where this value ends. Give it a length or a count in front, a type of exact length, or \
         put it last.",
    ),
    (
        "LS042",
        "The message could not be written in a header block, or has more combinations of values than this compiler \
         considers; or the schema makes more of itself than generated code can bear: variants that repeat many headers, \
         headers that repeat a long documentation of their type, more than 1000 files or 64 MiB of them.",
    ),
    (
        "LS043",
        "Without a prefix (`prefix: none`) nothing says which of the two header blocks follows. Describe the message as a \
         `sequence`, or give the protocol a prefix.",
    ),
    (
        "LS044",
        "Without a prefix, a reader tells messages apart by the codes that they begin with, and has to know how many bytes \
         it reads. Messages that begin with something else are not among them: what those are is known from elsewhere.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained() {
        let missing: Vec<_> = Code::ALL
            .iter()
            .filter(|code| !EXPLANATIONS.iter().any(|(known, _)| *known == code.as_str()))
            .collect();
        assert_eq!(missing, [] as [&Code; 0]);
    }
}

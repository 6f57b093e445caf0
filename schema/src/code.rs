//! The catalogue of schema problems, each with its explanation. A code, once published, keeps its meaning for ever: LS033,
//! for what was understood but not generated yet, is not used again.
//!
//! Longer than other files: what a code means is said in one place.

use std::fmt;

macro_rules! catalogue {
    ($($variant:ident = $text:literal: $title:literal, $explanation:literal,)*) => {
        /// The stable code of a schema problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in ascending order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code as it is printed, such as `LS004`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Its name, such as `UnknownKey`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            /// What the code means, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Why it is a problem, and what is right, in a few sentences.
            ///
            /// ```
            /// use lonelypsp_schema::Code;
            /// let said = Code::UnknownType.explanation();
            /// assert!(said.starts_with("The type of a header is none of those under `types`"));
            /// ```
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }
        }
    };
}

catalogue! {
    Syntax = "LS001": "the file is not valid YAML",
        "The file cannot be read as YAML at all, so nothing in it was looked at. Often it is the indentation, a tab, \
         or a text with `: ` in it that needs quotes. Aliases may repeat 10000 values and 1 MiB of text in all.",
    Unreadable = "LS002": "a schema file cannot be read",
        "A file is missing or not readable, is no ordinary file (a folder, a pipe, a device), or is larger than 16 \
         MiB. The paths under `include` are relative to the file that they stand in, and use `/` everywhere.",
    WrongShape = "LS003": "a value has the wrong shape",
        "A value is of another kind than its key takes: a list where a mapping belongs, a number where a text does. \
         A text that looks like a number needs quotes, as in `version: \"1.0\"`.",
    UnknownKey = "LS004": "a key that the schema language does not have",
        "The schema language has no such key at this place; it is not ignored, since it is most likely a slip. The \
         keys that are possible here stand in the help.",
    MissingKey = "LS005": "a key that must be given is missing",
        "Something cannot be left out here, for instance the `code` of a message or the `kind` of a type.",
    DuplicateKey = "LS006": "a key stands twice in one mapping",
        "One mapping gives the same key twice. Most YAML readers would silently take one of the two; which one the \
         author meant is not to be guessed.",
    DuplicateName = "LS007": "a name is defined twice",
        "Two types, protocols, flags or messages have one name. Messages of different directions may share a name, \
         the rest may not.",
    BadName = "LS008": "a name is not spelled as names are",
        "Names are `snake_case`: lower-case letters, digits and single underscores, beginning with a letter. Wire \
         names of headers have `-` in place of `_`. Every language makes its own spelling of them.",
    Keyword = "LS009": "a name is a keyword of a target language",
        "The name is a keyword in Rust, TypeScript, Python or Ruby. The names of all four are reserved even if only \
         one is generated, so that a schema never has to change when another is wanted. For a header, `field: NAME` \
         gives the value another name and leaves the wire as it is.",
    HelperName = "LS010": "a name is taken by a helper of the generated code",
        "The generated code has a function or type of this name, such as `encode`. For a header, `field: NAME` gives \
         the value another name and leaves the wire as it is.",
    NameCollision = "LS011": "two names become the same in a target language",
        "Two names differ in the schema but become the same in a generated language, as `part_1` and `part1` do in \
         `CamelCase`.",
    MissingDoc = "LS012": "documentation is missing",
        "Documentation is part of the protocol: it becomes that of the generated code in every language. Say what a \
         person who implements it must know. A header may leave it out if its type has some.",
    UnknownType = "LS013": "a named type does not exist",
        "The type of a header is none of those under `types` in any of the schema's files, or the kind of a type is none of \
         those that there are.",
    UnknownProtocol = "LS014": "a protocol does not exist",
        "The file's `protocol:` names none of those under `protocols`.",
    DuplicateCode = "LS015": "a type code is used twice in one direction",
        "The type code is all that a reader has to tell the messages of one direction apart. Each may be used once \
         per direction.",
    OutOfRange = "LS016": "a number is outside its range",
        "A number is too small or too large for what it says: a bit is 0 to 15, a code 0 to 65535, and so on.",
    LimitContradiction = "LS017": "two limits contradict each other",
        "Two statements about the size of one thing cannot both hold, such as `max` and `length` of one type.",
    NotApplicable = "LS018": "a key does not apply to this kind of value",
        "The key exists, but not for a value of this kind: `max_bytes` belongs to integers, `max` to bytes and text, \
         `length` to bytes.",
    UnknownHeader = "LS019": "a relation names a header that does not exist",
        "`equals` or `when` names a header that this message does not have.",
    LaterHeader = "LS020": "a relation names a header that comes later",
        "Readers go through the headers in order. What decides about a header, or is its value, has to come before \
         it.",
    NoBody = "LS021": "a relation names the body of a message without one",
        "`length(body)` and `sha512(body)` need a message with `body: bytes`.",
    BadRelation = "LS022": "a relation is not understood",
        "`equals` takes `length(body)` or the name of an earlier header; `verify` takes `sha512(body)`. There are no \
         other relations.",
    BadCondition = "LS023": "a condition cannot be decided",
        "A condition compares one earlier unsigned integer that has a value of its own with one number, `when: { \
         x-part-id: 0 }`, or one flag with `true` or `false`, `when: { urgent: true }`.",
    ConditionalOrder = "LS024": "conditional headers do not come last or differ in their condition",
        "Minimal header blocks have no names, so a reader must know after each value whether another follows. \
         Headers with a `when` therefore come last, and all have the same condition. Shapes that have different values \
         each are different messages.",
    UnreachableVariant = "LS025": "a variant can never be chosen",
        "Variants are tried in order, and those before this one take every message that it could have. Move it up, \
         or give the others a `when`.",
    AmbiguousVariant = "LS026": "two variants are chosen by the same values",
        "Two variants ask for the same values, so that nothing decides between them.",
    MissingVariant = "LS027": "some values choose no variant",
        "Some messages would be none of the variants. Leave `when` out of the last variant, or add one for the rest. A \
         message with conditional headers or fields has a variant for those with them and one for those without.",
    VariantHeader = "LS028": "a variant describes a header that it does not have",
        "A variant can change how a header of the message is called, documented and derived, but it cannot have a \
         header that the message lacks or that its own condition excludes.",
    DuplicateBit = "LS029": "a flag bit is used twice",
        "Two flags have one bit of the 16 in the prefix.",
    HeaderModeFlag = "LS030": "not exactly one flag selects the minimal header block",
        "Every message is written with minimal or with expanded headers, and one bit of the prefix tells a reader \
         which: exactly one flag has `selects: minimal`.",
    LanguageVersion = "LS031": "the schema language version is not supported",
        "The root file begins with `lonely: 1`, the version of the schema language that this compiler knows.",
    IncludedTwice = "LS032": "a file is included twice",
        "A file's definitions are known in all files, so it is included once, in one place.",
    TwoLayouts = "LS034": "a message has two layouts or none",
        "A message has either `headers`, which may be empty, or a `sequence`, which describes all of it.",
    Conflict = "LS035": "two keys exclude each other",
        "Each of the two keys is right by itself, but together they make no sense: a header whose value is derived \
         or fixed has no field and no default.",
    Empty = "LS036": "the schema describes no message",
        "There is nothing to generate. Add protocols and messages, or include the files that have them.",
    BadLiteral = "LS037": "a literal is not a string of hex digits",
        "A literal is its bytes in hex, two digits for each byte: `literal: \"0d0a\"`.",
    UnknownField = "LS038": "a sequence names a field that it does not have",
        "`sorted` names a field that the items of the group do not have.",
    FewVariants = "LS039": "a message has fewer than two variants",
        "Variants are for messages with two shapes or more. What the only one says stands in the message itself.",
    UnknownWord = "LS040": "a word that this key does not take",
        "The key takes one of a few words, and this is none of them. They stand in the help.",
    UnknownEnd = "LS041": "where a value of a sequence ends cannot be known",
        "A reader could not tell where this value ends. Give it a length or a count in front, a type of exact \
         length, or put it last. A group without a count ends at the literal that follows; if every entry begins like \
         that, none is ever read, unless the message is never read back (`ambiguous: true`).",
    TooLarge = "LS042": "a message or a schema is too large for the protocol or for this compiler",
        "The message could not be written in a header block, or has more combinations of values than this compiler \
         considers; or the schema makes more of itself than generated code can bear: variants that repeat many \
         headers, headers that repeat a long documentation of their type, more than 1000 files or 64 MiB of them.",
    NoPrefix = "LS043": "a message has headers, but its protocol has no prefix",
        "Without a prefix (`prefix: none`) nothing says which of the two header blocks follows. Describe the message \
         as a `sequence`, or give the protocol a prefix.",
    CodeWidths = "LS044": "messages of one direction begin with codes of different widths",
        "Without a prefix, a reader tells messages apart by the codes that they begin with, and has to know how many \
         bytes it reads. Messages that begin with something else are not among them: what those are is known from \
         elsewhere.",
    BadDocument = "LS045": "what signs a message is not understood",
        "`signed` names a document, a message of a protocol with a `stamp` from the same side, and says where its \
         values come from: a value of the message that fits, `given` by whoever signs or checks, or `none` for text \
         that can be absent. What is not mentioned is the value of the same name. A document is made of values alone: it \
         has neither variants nor a rest.",
    UnknownAnswer = "LS046": "a message is answered by one that does not exist",
        "`answered_by` names messages of the other side, in the same protocol.",
    CutText = "LS047": "a part of a text would be lost",
        "In a text without quotes, ` #` begins a comment, so that `doc: See issue #5` says \"See issue\" and nothing else; \
         and a first word such as `&this` is an anchor. Put the text in quotes, or the comment on a line of its own.",
    UnknownVersion = "LS048": "a version that the schema does not have",
        "Something is said about a version that is none of those under `versions`, or there are no `versions` at all. They \
         stand in the root file, the oldest first, and the last one is the `version`.",
    VersionOrder = "LS049": "versions are not in order",
        "Versions are listed from the oldest to the newest, each once, and the last one is the `version`. Numbers that change \
         are said in the same order.",
    Availability = "LS050": "something is there in no version, or in versions that what it belongs to is not in",
        "`since` is the first version that has something, `until` the last one. Together they say at least one version, and \
         none in which the message or the protocol around it is not there. A `since` that is the first version, and an `until` \
         that is the newest, say nothing. A number that changes is said for the first version, and for none without it.",
    Outlived = "LS051": "something is used in a version that does not have it",
        "A condition, a relation or a signature names something that an older version does not have yet, or a newer one does \
         not have any more. Give whatever names it the same `since` and `until`, or describe the message twice, in two files.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_is_explained_in_sentences() {
        for code in Code::ALL {
            let explanation = code.explanation();
            let is_sentence = explanation.ends_with('.') && explanation.len() > code.title().len();
            assert!(is_sentence && !explanation.contains("  "), "{code}: {explanation}");
        }
    }

    #[test]
    fn codes_go_up_and_ls033_is_not_used_again() {
        let numbers = Code::ALL.iter().map(|code| code.as_str()[2..].parse::<usize>().unwrap());
        let expected = (1..).filter(|number| *number != 33);
        assert!(numbers.eq(expected.take(Code::ALL.len())));
    }
}

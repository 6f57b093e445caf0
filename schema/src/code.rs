//! The catalogue of schema problems. A code, once published, keeps its meaning for ever: LS033, for what was understood
//! but not generated yet, is not used again.

use std::fmt;

macro_rules! catalogue {
    ($($variant:ident = $text:literal: $title:literal,)*) => {
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

            /// What the code means, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
        }
    };
}

catalogue! {
    Syntax = "LS001": "the file is not valid YAML",
    Unreadable = "LS002": "a schema file cannot be read",
    WrongShape = "LS003": "a value has the wrong shape",
    UnknownKey = "LS004": "a key that the schema language does not have",
    MissingKey = "LS005": "a key that must be given is missing",
    DuplicateKey = "LS006": "a key stands twice in one mapping",
    DuplicateName = "LS007": "a name is defined twice",
    BadName = "LS008": "a name is not spelled as names are",
    Keyword = "LS009": "a name is a keyword of a target language",
    HelperName = "LS010": "a name is taken by a helper of the generated code",
    NameCollision = "LS011": "two names become the same in a target language",
    MissingDoc = "LS012": "documentation is missing",
    UnknownType = "LS013": "a named type does not exist",
    UnknownProtocol = "LS014": "a protocol does not exist",
    DuplicateCode = "LS015": "a type code is used twice in one direction",
    OutOfRange = "LS016": "a number is outside its range",
    LimitContradiction = "LS017": "two limits contradict each other",
    NotApplicable = "LS018": "a key does not apply to this kind of value",
    UnknownHeader = "LS019": "a relation names a header that does not exist",
    LaterHeader = "LS020": "a relation names a header that comes later",
    NoBody = "LS021": "a relation names the body of a message without one",
    BadRelation = "LS022": "a relation is not understood",
    BadCondition = "LS023": "a condition cannot be decided",
    ConditionalOrder = "LS024": "conditional headers do not come last or differ in their condition",
    UnreachableVariant = "LS025": "a variant can never be chosen",
    AmbiguousVariant = "LS026": "two variants are chosen by the same values",
    MissingVariant = "LS027": "some values choose no variant",
    VariantHeader = "LS028": "a variant describes a header that it does not have",
    DuplicateBit = "LS029": "a flag bit is used twice",
    HeaderModeFlag = "LS030": "not exactly one flag selects the minimal header block",
    LanguageVersion = "LS031": "the schema language version is not supported",
    IncludedTwice = "LS032": "a file is included twice",
    TwoLayouts = "LS034": "a message has two layouts or none",
    Conflict = "LS035": "two keys exclude each other",
    Empty = "LS036": "the schema describes no message",
    BadLiteral = "LS037": "a literal is not a string of hex digits",
    UnknownField = "LS038": "a sequence names a field that it does not have",
    FewVariants = "LS039": "a message has fewer than two variants",
    UnknownWord = "LS040": "a word that this key does not take",
    UnknownEnd = "LS041": "where a value of a sequence ends cannot be known",
    TooLarge = "LS042": "a message or a schema is too large for the protocol or for this compiler",
    NoPrefix = "LS043": "a message has headers, but its protocol has no prefix",
    CodeWidths = "LS044": "messages of one direction begin with codes of different widths",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

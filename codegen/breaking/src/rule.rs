//! What kinds of rules there are: what a change touches, and whom.

use std::fmt;

use crate::catalogue::Rule;

/// What a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Other bytes, or other bytes that are accepted.
    Wire,
    /// The same bytes are refused with another error.
    Errors,
    /// Names and types in generated code, for whoever compiles against it.
    Source,
}

impl Category {
    /// All that there are.
    pub const ALL: [Self; 3] = [Self::Wire, Self::Errors, Self::Source];

    /// Its name, in capitals: `WIRE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "WIRE",
            Self::Errors => "ERRORS",
            Self::Source => "SOURCE",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who reads what whom has written: the two ways in which programs of two releases meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// A program of the old schema reads what one of the new schema has written.
    OldReader,
    /// A program of the new schema reads what one of the old schema has written.
    NewReader,
}

impl Way {
    /// Both ways.
    pub const BOTH: [Self; 2] = [Self::OldReader, Self::NewReader];

    /// Its name: `old-reader` or `new-reader`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OldReader => "old-reader",
            Self::NewReader => "new-reader",
        }
    }

    /// The same as a phrase: "old reader, new writer".
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::OldReader => "old reader, new writer",
            Self::NewReader => "new reader, old writer",
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which of the two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ways {
    /// None: no program reads what another has written.
    None,
    /// Only that one.
    Only(Way),
    /// Both.
    Both,
}

impl Ways {
    /// Whether that one is among them.
    ///
    /// ```
    /// use lonelypsp_breaking::{Way, Ways};
    /// assert!(Ways::Both.has(Way::OldReader) && !Ways::Only(Way::NewReader).has(Way::OldReader));
    /// ```
    pub const fn has(self, way: Way) -> bool {
        matches!(
            (self, way),
            (Self::Both, _)
                | (Self::Only(Way::OldReader), Way::OldReader)
                | (Self::Only(Way::NewReader), Way::NewReader)
        )
    }

    /// As a phrase: "old reader, new writer".
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::None => "nothing that is sent",
            Self::Only(way) => way.phrase(),
            Self::Both => "both old and new readers",
        }
    }
}

/// A language that code is generated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Rust, with build script or derive.
    Rust,
    /// TypeScript.
    TypeScript,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
}

impl Language {
    /// All that there are.
    pub const ALL: [Self; 4] = [Self::Rust, Self::TypeScript, Self::Python, Self::Ruby];

    /// Its name as `lonely generate --lang` takes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::TypeScript => "typescript",
            Self::Python => "python",
            Self::Ruby => "ruby",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Rule {
    /// What it touches.
    pub fn category(self) -> Category {
        match self.rule().category {
            "ERRORS" => Category::Errors,
            "SOURCE" => Category::Source,
            _ => Category::Wire,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule().code)
    }
}

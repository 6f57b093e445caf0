//! What a value is and how it is spelled.

use super::Width;

/// How a value is spelled on the wire.
///
/// Reading checks the length first, then whether text is UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bytes as they are.
    Bytes(Limit),
    /// UTF-8 text, of at most so many bytes.
    Text {
        /// The most bytes it may have, if fewer than a header can hold.
        max: Option<u16>,
    },
    /// UTF-8 text whose empty spelling means that it is absent.
    OptionalText {
        /// The most bytes it may have, if fewer than a header can hold.
        max: Option<u16>,
    },
    /// True exactly when the value is the one byte `01`; written `01` or `00`.
    Bool,
    /// An unsigned big-endian integer. Reading takes any number of bytes up to a maximum; none at all is zero.
    Uint {
        /// The most bytes a reader takes, 1 to 8.
        max_bytes: u8,
        /// How a writer spells it.
        spelling: Spelling,
    },
    /// A two's complement big-endian integer, sign-extended from the bytes present; none at all is zero. Written with
    /// all its bytes.
    Int {
        /// The most bytes a reader takes, 1 to 8.
        max_bytes: u8,
    },
    /// A row of entries: the layout's group with this index. Only sequences have them.
    Group(usize),
}

/// How many bytes a value may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// As many as a header can hold.
    None,
    /// At most so many.
    Max(u16),
    /// Exactly so many.
    Exact(u16),
}

/// How a writer spells an unsigned integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// With as few bytes as it needs; zero has none.
    Minimal,
    /// With all its bytes.
    Fixed,
}

impl Kind {
    /// What a value of this kind has to be, as a phrase for people: "at most 64 bytes".
    pub fn expectation(self) -> String {
        self.expectation_within(Some(Width::U16))
    }

    /// The same for a value behind a length of that width.
    pub(super) fn expectation_within(self, prefix: Option<Width>) -> String {
        let text = |max: Option<u16>| match max {
            Some(max) => format!("UTF-8 text of at most {max} bytes"),
            None => "UTF-8 text".to_owned(),
        };
        match self {
            Kind::Bytes(Limit::None) => match prefix {
                Some(width) => format!("at most {} bytes", width.max()),
                None => "bytes".to_owned(),
            },
            Kind::Bytes(Limit::Max(max)) => format!("at most {max} bytes"),
            Kind::Bytes(Limit::Exact(length)) => format!("exactly {length} bytes"),
            Kind::Text { max } | Kind::OptionalText { max } => text(max),
            Kind::Bool => "one byte, 00 or 01".to_owned(),
            Kind::Uint { max_bytes: 1, .. } => "an unsigned integer of at most 1 byte".to_owned(),
            Kind::Uint { max_bytes, .. } => format!("an unsigned integer of at most {max_bytes} bytes"),
            Kind::Int { max_bytes: 1 } => "a signed integer of at most 1 byte".to_owned(),
            Kind::Int { max_bytes } => format!("a signed integer of at most {max_bytes} bytes"),
            Kind::Group(_) => match prefix {
                Some(width) => format!("at most {} entries", width.max()),
                None => "entries".to_owned(),
            },
        }
    }

    /// The largest unsigned value it can have, if it is an unsigned integer.
    pub fn uint_max(self) -> Option<u64> {
        match self {
            Kind::Uint { max_bytes, .. } => Some(u64::MAX >> (64 - 8 * u32::from(max_bytes))),
            _ => None,
        }
    }
}

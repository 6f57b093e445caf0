//! What the bytes of a value stand for: the forms that there are, and what holds of all values of each.

use super::{Kind, Length};

/// What the bytes of a value stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Themselves.
    Bytes,
    /// UTF-8 text.
    Text,
    /// True exactly when they are the one byte `01`; written `01` or `00`.
    Bool,
    /// An unsigned big-endian integer; none at all is zero. A reader takes any number of bytes up to the most.
    Uint(Spelling),
    /// A two's complement big-endian integer, sign-extended from the bytes present; none at all is zero. Written with
    /// all its bytes.
    Int,
    /// A number with a fraction: an IEEE 754 binary64, high byte first, and so 8 bytes. Every bit pattern is read; whichever is no
    /// number is one and the same, and is written as `7ff8000000000000`.
    Float,
    /// A row of entries: the layout's group with this index. Only sequences have them.
    Group(usize),
}

/// How a writer spells an unsigned integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// With as few bytes as it needs; zero has none.
    Minimal,
    /// With all its bytes.
    Fixed,
}

/// What holds of every value of a form. Whatever can be said of a value without matching on its form follows from this, and from its
/// [`Length`]; the methods of [`Form`] and [`Kind`] say it.
pub(super) struct Facts {
    name: &'static str,
    /// What people call a value of it.
    pub(super) noun: Noun,
    /// What a reader takes, where that is more than a writer gives.
    pub(super) taken: Option<&'static str>,
    class: Class,
    /// How many bytes it has, if a reader takes no other number whatever the schema says.
    pub(super) own_length: Option<u16>,
    pub(super) written: Written,
    /// Whether one value is less than another in every language, so that entries of a group can be sorted by it.
    pub(super) has_order: bool,
}

/// What people call a value.
#[derive(Clone, Copy)]
pub(super) enum Noun {
    /// Several things: "at most 64 bytes".
    Many(&'static str),
    /// One thing that has a length: "UTF-8 text of at most 64 bytes".
    One(&'static str),
}

/// What values of several forms have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// As many bytes as the value has, and these are the value.
    Octets,
    Integer,
    /// One thing of its own.
    Atom,
    Group,
}

/// How many bytes a writer gives to a value.
pub(super) enum Written {
    /// So many, however many a reader takes.
    Always(u16),
    /// As many as it may have.
    InFull,
    /// As many as it has.
    AsLongAsItIs,
}

/// A form whose values have the length that the schema says, and an order.
const fn facts(name: &'static str, noun: Noun, class: Class) -> Facts {
    Facts {
        name,
        noun,
        taken: None,
        class,
        own_length: None,
        written: Written::AsLongAsItIs,
        has_order: true,
    }
}

impl Form {
    /// What holds of all its values.
    pub(super) const fn facts(self) -> Facts {
        use Noun::{Many, One};
        match self {
            Self::Bytes => facts("bytes", Many("bytes"), Class::Octets),
            Self::Text => facts("text", One("UTF-8 text"), Class::Octets),
            Self::Bool => Facts {
                written: Written::Always(1),
                taken: Some("true if it is the one byte 01, else false"),
                has_order: false,
                ..facts("bool", One("one byte, 00 or 01"), Class::Atom)
            },
            Self::Uint(Spelling::Minimal) => facts("uint", One("an unsigned integer"), Class::Integer),
            Self::Uint(Spelling::Fixed) => {
                Facts { written: Written::InFull, ..Self::Uint(Spelling::Minimal).facts() }
            }
            Self::Int => {
                Facts { written: Written::InFull, ..facts("int", One("a signed integer"), Class::Integer) }
            }
            Self::Float => Facts {
                own_length: Some(8),
                has_order: false,
                ..facts("float", One("a floating-point number"), Class::Atom)
            },
            Self::Group(_) => Facts { has_order: false, ..facts("group", Many("entries"), Class::Group) },
        }
    }

    /// Its name where only forms are told apart: `bytes`, `text`, `bool`, `uint`, `int`, `float`, `group`.
    ///
    /// ```
    /// use lonelypsp_schema::{Form, Spelling};
    /// assert_eq!([Form::Uint(Spelling::Fixed), Form::Group(3)].map(Form::as_str), ["uint", "group"]);
    /// ```
    pub const fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// Whether a value is its bytes, as many as it has: bytes or text, of which lengths are told.
    pub const fn is_octets(self) -> bool {
        matches!(self.facts().class, Class::Octets)
    }

    /// Whether it is an integer, with or without a sign.
    pub const fn is_integer(self) -> bool {
        matches!(self.facts().class, Class::Integer)
    }
}

impl Kind {
    /// A truth value.
    pub const BOOL: Self = Self::of_one_length(Form::Bool);
    /// A number with a fraction.
    pub const FLOAT: Self = Self::of_one_length(Form::Float);

    /// The bytes of a value that is made up for people: bytes and text are these words, as far as they fit, or zeros where their
    /// length is fixed; a number is this one, with a half more if it may have a fraction. A group has none.
    ///
    /// ```
    /// use lonelypsp_schema::{Kind, Length};
    /// assert_eq!(Kind::text(Length::AtMost(6)).example("some words", 7), b"some w");
    /// assert_eq!(Kind::int(2).example("some words", 7), [0, 7]);
    /// ```
    pub fn example(self, words: &str, number: u8) -> Vec<u8> {
        match self.form {
            Form::Bytes | Form::Text => match self.length {
                Length::Any => words.as_bytes().to_vec(),
                Length::AtMost(most) => words.bytes().take(most.into()).collect(),
                Length::Exactly(length) => vec![0; length.into()],
            },
            Form::Bool => vec![1],
            Form::Uint(_) | Form::Int => self.spell_constant(number.into()),
            Form::Float => (f64::from(number) + 0.5).to_be_bytes().to_vec(),
            Form::Group(_) => Vec::new(),
        }
    }
}

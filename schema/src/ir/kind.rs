//! What a value is and how it is spelled.

use std::ops::RangeInclusive;

use super::Width;
use super::form::{Form, Noun, Spelling, Written};

/// How a value is spelled on the wire: what its bytes stand for, how many there may be, and whether there may be none.
///
/// Reading checks the length first, then the form.
///
/// ```
/// use lonelypsp_schema::{Form, Kind, Length, Spelling};
/// let part = Kind::uint(8, Spelling::Minimal);
/// assert_eq!((part.form, part.length), (Form::Uint(Spelling::Minimal), Length::AtMost(8)));
/// assert_eq!((part.fixed_length(), Kind::int(2).fixed_length()), (None, Some(2)));
/// assert_eq!(Kind::bytes(Length::Exactly(64)).expectation(), "exactly 64 bytes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What its bytes stand for.
    pub form: Form,
    /// How many bytes it may have. Of an integer, this is also how many it has where it is written with all of them.
    pub length: Length,
    /// Whether a value without a byte is none. Only text can be absent.
    pub empty_is_absent: bool,
}

/// How many bytes a value may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// As many as the length before it can say.
    Any,
    /// At most so many. More are `too_long`.
    AtMost(u16),
    /// Exactly so many. Any other number is `wrong_length`.
    Exactly(u16),
}

impl Length {
    /// The most bytes, if there is a limit.
    pub const fn most(self) -> Option<u16> {
        match self {
            Self::Any => None,
            Self::AtMost(most) | Self::Exactly(most) => Some(most),
        }
    }

    /// How many bytes there are, if that is always the same.
    pub const fn exactly(self) -> Option<u16> {
        match self {
            Self::Any | Self::AtMost(_) => None,
            Self::Exactly(length) => Some(length),
        }
    }

    /// As a phrase for people: "at most 64 bytes".
    fn phrase(self) -> Option<String> {
        match self {
            Self::Any => None,
            Self::AtMost(most) => Some(format!("at most {}", bytes(most.into()))),
            Self::Exactly(length) => Some(format!("exactly {}", bytes(length.into()))),
        }
    }
}

impl Kind {
    /// Bytes of any length.
    pub const BYTES: Self = Self::bytes(Length::Any);

    const fn new(form: Form, length: Length) -> Self {
        Self { form, length, empty_is_absent: false }
    }

    /// Of a form about which keys say no more.
    pub(super) const fn of_one_length(form: Form) -> Self {
        match form.facts().own_length {
            Some(length) => Self::new(form, Length::Exactly(length)),
            None => Self::new(form, Length::Any),
        }
    }

    /// Bytes as they are.
    pub const fn bytes(length: Length) -> Self {
        Self::new(Form::Bytes, length)
    }

    /// UTF-8 text.
    pub const fn text(length: Length) -> Self {
        Self::new(Form::Text, length)
    }

    /// UTF-8 text whose empty spelling means that it is absent.
    pub const fn optional_text(length: Length) -> Self {
        Self { empty_is_absent: true, ..Self::text(length) }
    }

    /// An unsigned integer of at most so many bytes, 1 to 8.
    pub const fn uint(max_bytes: u8, spelling: Spelling) -> Self {
        Self::new(Form::Uint(spelling), Length::AtMost(max_bytes as u16))
    }

    /// A signed integer of at most so many bytes, 1 to 8.
    pub const fn int(max_bytes: u8) -> Self {
        Self::new(Form::Int, Length::AtMost(max_bytes as u16))
    }

    /// A row of entries: the layout's group with this index.
    pub const fn group(index: usize) -> Self {
        Self::new(Form::Group(index), Length::Any)
    }

    /// The repeated group that it is, if it is one.
    pub const fn as_group(self) -> Option<usize> {
        if let Form::Group(group) = self.form { Some(group) } else { None }
    }

    /// The limit that a function which reads or writes values of this form has to be told, in bytes: none where there is none, or
    /// where the form has but one length.
    pub const fn told_limit(self) -> Option<u16> {
        if self.form.facts().own_length.is_some() { None } else { self.length.most() }
    }

    /// How many bytes a writer gives to every value of it, if that does not depend on the value. Where nothing says how
    /// long a value is, a reader takes so many; kinds without a fixed length always have a length before them.
    pub const fn fixed_length(self) -> Option<u16> {
        match self.form.facts().written {
            Written::Always(length) => Some(length),
            Written::InFull => self.length.most(),
            Written::AsLongAsItIs => self.length.exactly(),
        }
    }

    /// The most bytes that a writer gives to a value of it, if there is a limit.
    pub const fn longest(self) -> Option<u16> {
        match self.form.facts().written {
            Written::Always(length) => Some(length),
            Written::InFull | Written::AsLongAsItIs => self.length.most(),
        }
    }

    /// The most bytes of an integer, 1 to 8; nothing if it is something else.
    pub fn integer_bytes(self) -> Option<u8> {
        let most = if self.form.is_integer() { self.length.most() } else { None };
        most.and_then(|most| u8::try_from(most).ok())
    }

    /// The numbers that an integer can be; nothing if it is something else.
    pub fn integer_range(self) -> Option<RangeInclusive<i128>> {
        let bits = 8 * u32::from(self.integer_bytes()?);
        let half = 1_i128 << bits.saturating_sub(1);
        Some(if self.form == Form::Int { -half..=half - 1 } else { 0..=2 * half - 1 })
    }

    /// The largest unsigned value it can have, if it is an unsigned integer.
    pub fn uint_max(self) -> Option<u64> {
        let range = self.integer_range().filter(|range| *range.start() == 0)?;
        u64::try_from(*range.end()).ok()
    }

    /// Whether it can be the time of a signed document.
    pub(crate) fn is_time(self) -> bool {
        self == Self::uint(8, Spelling::Fixed)
    }

    /// Whether it can be the nonce of a signed document.
    pub(crate) fn is_nonce(self) -> bool {
        self.form == Form::Text && !self.empty_is_absent
    }

    /// Whether entries of a group can be sorted by it.
    pub const fn has_order(self) -> bool {
        self.form.facts().has_order
    }

    /// Whether it is bytes of one length: a digest, a nonce, a key.
    pub const fn is_exact_bytes(self) -> bool {
        matches!((self.form, self.length), (Form::Bytes, Length::Exactly(_)))
    }

    /// Whether a value of it that is made up for people says something: bytes or text of any length, rather than some bytes.
    pub const fn is_telling(self) -> bool {
        matches!(
            self,
            Self { form: Form::Bytes, length: Length::Any, .. }
                | Self { form: Form::Text, empty_is_absent: false, .. }
        )
    }

    /// What a value of this kind has to be, as a phrase for people: "at most 64 bytes".
    pub fn expectation(self) -> String {
        self.expectation_within(Some(Width::U16))
    }

    /// The same for a value behind a length of that width.
    pub(super) fn expectation_within(self, prefix: Option<Width>) -> String {
        let facts = self.form.facts();
        match (facts.noun, facts.own_length) {
            (Noun::Many(what), _) => self.length.phrase().unwrap_or_else(|| match prefix {
                Some(width) => format!("at most {} {what}", width.max()),
                None => what.to_owned(),
            }),
            (Noun::One(what), Some(length)) => format!("{what} of {}", bytes(length.into())),
            (Noun::One(what), None) => match self.length.phrase() {
                Some(length) => format!("{what} of {length}"),
                None => what.to_owned(),
            },
        }
    }

    /// The same for a value that has all its bytes: "a signed integer of 2 bytes".
    pub fn expectation_in_full(self) -> String {
        match (self.form.facts().noun, self.integer_bytes()) {
            (Noun::One(what), Some(width)) => format!("{what} of {}", bytes(width.into())),
            (Noun::One(_) | Noun::Many(_), _) => self.expectation(),
        }
    }

    /// What a reader takes for a value, where that is more than what a writer gives: "true if it is the one byte 01, else
    /// false".
    pub(crate) const fn taken(self) -> Option<&'static str> {
        self.form.facts().taken
    }
}

fn bytes(count: u64) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{count} bytes") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_an_integer_follow_from_its_bytes() {
        assert_eq!(Kind::uint(8, Spelling::Minimal).uint_max(), Some(u64::MAX));
        assert_eq!(Kind::uint(3, Spelling::Fixed).uint_max(), Some(0x00ff_ffff));
        assert_eq!(Kind::int(1).integer_range(), Some(-128..=127));
        assert_eq!((Kind::int(1).uint_max(), Kind::BOOL.integer_range()), (None, None));
    }

    #[test]
    fn what_is_expected_is_said_of_form_and_length() {
        let phrases = [
            (Kind::BYTES, "at most 65535 bytes"),
            (Kind::bytes(Length::AtMost(1)), "at most 1 byte"),
            (Kind::text(Length::AtMost(3)), "UTF-8 text of at most 3 bytes"),
            (Kind::optional_text(Length::Any), "UTF-8 text"),
            (Kind::int(2), "a signed integer of at most 2 bytes"),
        ];
        for (kind, phrase) in phrases {
            assert_eq!(kind.expectation(), phrase);
        }
        assert_eq!(Kind::BYTES.expectation_within(None), "bytes");
        assert_eq!(Kind::group(0).expectation_within(Some(Width::U8)), "at most 255 entries");
        assert_eq!(Kind::uint(1, Spelling::Fixed).expectation_in_full(), "an unsigned integer of 1 byte");
    }
}

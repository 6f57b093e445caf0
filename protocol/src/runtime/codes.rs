//! The type codes of an enum of messages, put together while it is compiled from those of its variants.

use super::message::Direction;

/// The most type codes that an enum of messages can have.
const MOST: usize = 512;

/// The type codes of some variants.
pub struct Codes {
    list: [u16; MOST],
    length: usize,
}

impl Codes {
    /// The list.
    pub const fn as_slice(&'static self) -> &'static [u16] {
        self.list.split_at(self.length).0
    }
}

/// Type codes while they are put together.
pub struct Variants {
    /// Those of the variants up to here.
    pub codes: Codes,
    /// The variant that each of them is of.
    names: [&'static str; MOST],
}

impl Variants {
    /// None.
    pub const NONE: Self = Self { codes: Codes { list: [0; MOST], length: 0 }, names: [""; MOST] };

    /// These and one more, whose messages must have a prefix, be sent in the direction of the enum and have codes of
    /// their own; or the compiler says what is wrong with that.
    #[track_caller]
    #[must_use]
    pub const fn and(
        mut self,
        variant: &'static str,
        (codes, has_prefix): (&[u16], bool),
        directions: (Direction, Direction),
    ) -> Self {
        if !has_prefix {
            let message = Message::EMPTY
                .text("`")
                .text(variant)
                .text("` has no prefix that an enum could tell it by; decode it by its own type");
            panic!("{}", message.as_str());
        }
        if !matches!(directions, (Direction::S2b, Direction::S2b) | (Direction::B2s, Direction::B2s)) {
            let message = Message::EMPTY
                .text("an enum holds what one side sends, but `")
                .text(variant)
                .text("` is from the ")
                .text(sender(directions.1))
                .text(", and the variants before it are from the ")
                .text(sender(directions.0));
            panic!("{}", message.as_str());
        }
        let (before, mut at) = (self.codes.length, 0);
        while at < codes.len() {
            let mut other = 0;
            while other < before {
                if self.codes.list[other] == codes[at] {
                    let message = Message::EMPTY
                        .text("`")
                        .text(variant)
                        .text("` has the type code ")
                        .number(codes[at])
                        .text(", which `")
                        .text(self.names[other])
                        .text("` has already");
                    panic!("{}", message.as_str());
                }
                other += 1;
            }
            assert!(self.codes.length < MOST, "an enum of messages has at most 512 type codes");
            (self.codes.list[self.codes.length], self.names[self.codes.length]) = (codes[at], variant);
            self.codes.length += 1;
            at += 1;
        }
        self
    }
}

const fn sender(direction: Direction) -> &'static str {
    match direction {
        Direction::S2b => "subscriber",
        Direction::B2s => "broadcaster",
    }
}

const DIGITS: &str = "0123456789";

/// What the compiler is to say: constants cannot be formatted.
struct Message {
    bytes: [u8; 256],
    length: usize,
}

impl Message {
    const EMPTY: Self = Self { bytes: [0; 256], length: 0 };

    /// Adds some text, or as much of it as there is room for.
    const fn text(mut self, text: &str) -> Self {
        let (text, mut at) = (text.as_bytes(), 0);
        while at < text.len() && self.length < self.bytes.len() {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    /// Adds a number.
    const fn number(self, number: u16) -> Self {
        let before = if number < 10 { self } else { self.number(number / 10) };
        let digit = (number % 10) as usize;
        before.text(DIGITS.split_at(digit).1.split_at(1).0)
    }

    /// The whole; where a letter was cut in two there is none.
    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => {
                "two variants of an enum of messages have one type code, or are not sent by the same side"
            }
        }
    }
}

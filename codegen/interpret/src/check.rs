//! The steps of a program, in their order, down to the shape that the message has.

use lonelypsp_schema::{Condition, Digest, End, Program, Step, Subject};
use sha2::{Digest as _, Sha512};

use crate::block::read_block;
use crate::error::{DecodeError, Fault, Kind, bytes};
use crate::forms::Value;
use crate::head::{Head, flag_holds};
use crate::observer::{Observer, Part};
use crate::parse::parse_slot;
use crate::pieces::Streamed;
use crate::place::Path;
use crate::reader::{Raw, Reader, truncated};

/// The checked values of a message, and the index of its shape.
pub(crate) struct Checked<'i> {
    /// By slot.
    pub(crate) values: Vec<Option<Value<'i>>>,
    pub(crate) body: &'i [u8],
    pub(crate) shape: usize,
}

/// Reads what stands behind the prefix, by the plan of its layout.
pub(crate) fn read_message<'s, 'i, O: Observer<'s>>(
    head: Head<'s>,
    reader: &mut Reader<'i>,
    streamed: Option<Streamed>,
    observer: &mut O,
) -> Result<Checked<'i>, DecodeError> {
    use lonelypsp_schema::Reading;
    let count = head.layout.slots.len();
    let (raws, program) = match &head.layout.plan.read {
        Reading::Block(block) => {
            let raws = read_block(head, block, reader, observer)?;
            let part = if head.layout.body.is_some() { Part::Body } else { Part::Trailing };
            let start = reader.position();
            observer.saw(part, None, &Path::default(), start..start + reader.left());
            (raws, &block.exact)
        }
        Reading::Sequence(program) => (vec![None; count], program),
    };
    let values = vec![None; count];
    let end = reader.position();
    let (path, body) = (Path::default(), &[][..]);
    let mut walker = Walker { head, reader, observer, path, raws, values, body, streamed, end };
    let shape = walker.walk(program)?;
    let Walker { values, body, .. } = walker;
    Ok(Checked { values, body, shape })
}

pub(crate) struct Walker<'a, 's, 'i, O> {
    pub(crate) head: Head<'s>,
    pub(crate) reader: &'a mut Reader<'i>,
    pub(crate) observer: &'a mut O,
    pub(crate) path: Path<'s>,
    /// The bytes of values, by slot.
    raws: Vec<Option<Raw<'i>>>,
    values: Vec<Option<Value<'i>>>,
    body: &'i [u8],
    /// What is known of the body, if it has passed and is not in the input.
    streamed: Option<Streamed>,
    /// Where the header block ends.
    end: usize,
}

impl<'s, 'i, O: Observer<'s>> Walker<'_, 's, 'i, O> {
    fn walk(&mut self, program: &'s Program) -> Result<usize, DecodeError> {
        for step in &program.steps {
            self.step(step)?;
        }
        match &program.end {
            End::Shape(shape) => Ok(*shape),
            End::Branch { on, equals, yes, no } => {
                let decided = self.holds(Condition { on: *on, equals: *equals })?;
                self.walk(if decided { yes } else { no })
            }
        }
    }

    fn step(&mut self, step: &'s Step) -> Result<(), DecodeError> {
        match *step {
            Step::OnlyFlags(known) => self.only_flags(known),
            Step::Read { slot, .. } => {
                let layout = self.head.layout;
                let raw = self.cut(&layout.slots[slot], Some(slot))?;
                self.raws[slot] = Some(raw);
                self.value(slot).map(drop)
            }
            Step::Check { slot, .. } => self.value(slot).map(drop),
            Step::Group { slot, group, .. } => {
                let layout = self.head.layout;
                let entries = self.group(&layout.slots[slot], &layout.groups[group])?;
                self.values[slot] = Some(entries);
                Ok(())
            }
            // How many headers there are was for the block to read, and only entries are in an order.
            Step::Count(_) | Step::Ascending { .. } => Ok(()),
            Step::Literal { ref bytes, is_code } => self.literal(bytes, is_code),
            Step::Body(width) => self.take_body(width),
            Step::BodyLength(slot) => self.body_length(slot),
            Step::BodyDigest(slot, Digest::Sha512) => self.body_sha512(slot),
            Step::Same(slot, other) => self.same(slot, other),
        }
    }

    fn holds(&mut self, condition: Condition) -> Result<bool, DecodeError> {
        match condition.on {
            Subject::Slot(slot) => Ok(self.number(slot)? == Some(i128::from(condition.equals))),
            Subject::Flag(_) => Ok(flag_holds(self.head, condition)),
        }
    }

    fn only_flags(&self, known: u16) -> Result<(), DecodeError> {
        let unknown = self.head.flags & !known;
        if unknown == 0 {
            return Ok(());
        }
        let expected = format!("no flags but {known:#06x}");
        Err(Fault::new(Kind::BadValue, expected, format!("{unknown:#06x} beside them")).read(None, 0))
    }

    /// The value of a slot, checked when it is first asked for.
    fn value(&mut self, index: usize) -> Result<Value<'i>, DecodeError> {
        if let Some(value) = &self.values[index] {
            return Ok(value.clone());
        }
        let slot = &self.head.layout.slots[index];
        let value = match (self.raws[index], slot.default) {
            (Some(raw), _) => {
                parse_slot(slot, raw.bytes).map_err(|fault| fault.read(Some(&slot.at), raw.offset))?
            }
            // Only unsigned integers have one, and the schema's checks have seen that it fits.
            (None, Some(default)) => Value::Uint(default),
            (None, None) => {
                let fault =
                    Fault::new(Kind::MissingHeader, "this header in the header block", "the block's end");
                return Err(fault.read(Some(&slot.at), self.end));
            }
        };
        self.values[index] = Some(value.clone());
        Ok(value)
    }

    fn number(&mut self, slot: usize) -> Result<Option<i128>, DecodeError> {
        self.value(slot).map(|value| value.as_number())
    }

    fn take_body(&mut self, width: Option<lonelypsp_schema::Width>) -> Result<(), DecodeError> {
        let at = self.head.layout.body.as_ref().map(|body| body.at.as_str());
        self.body = match width {
            None => {
                let start = self.reader.position();
                let body = self.reader.rest();
                if !self.head.layout.is_block() {
                    self.observer.saw(Part::Body, None, &self.path, start..self.reader.position());
                }
                body
            }
            Some(width) => match self.streamed {
                None => self.counted(width, [Part::BodyLength, Part::Body], None, at)?.bytes,
                Some(Streamed { length, .. }) => {
                    self.passed_body(width, length, at)?;
                    &[]
                }
            },
        };
        Ok(())
    }

    /// A body behind its length that has passed.
    fn passed_body(
        &mut self,
        width: lonelypsp_schema::Width,
        passed: u64,
        at: Option<&str>,
    ) -> Result<(), DecodeError> {
        let length = self.number_of(width, Part::BodyLength, None, at, "the length of its value")?;
        if passed == length {
            return Ok(());
        }
        let passed = usize::try_from(passed).unwrap_or(usize::MAX);
        Err(truncated(self.reader.position(), length, passed, at, "its value"))
    }

    fn length_of_body(&self) -> u64 {
        // A length of a slice fits.
        self.streamed.map_or(self.body.len() as u64, |streamed| streamed.length)
    }

    fn body_length(&mut self, slot: usize) -> Result<(), DecodeError> {
        let declared = self.number(slot)?;
        let length = self.length_of_body();
        if declared == Some(length.into()) {
            return Ok(());
        }
        let expected = format!("{length}, the length of the body");
        Err(self.fault(slot, Kind::LengthMismatch, expected, shown(declared)))
    }

    fn body_sha512(&mut self, slot: usize) -> Result<(), DecodeError> {
        let actual = match self.streamed {
            Some(Streamed { sha512, .. }) => sha512,
            None => Sha512::digest(self.body).into(),
        };
        let declared = self.value(slot)?;
        if matches!(declared, Value::Bytes(declared) if *declared == actual) {
            return Ok(());
        }
        let length = usize::try_from(self.length_of_body()).unwrap_or(usize::MAX);
        let expected = format!("the SHA-512 of the {} of body, {}…", bytes(length), hex_start(&actual));
        let found = match declared {
            Value::Bytes(declared) => format!("{}…", hex_start(declared)),
            _ => "no digest".to_owned(),
        };
        Err(self.fault(slot, Kind::DigestMismatch, expected, found))
    }

    fn same(&mut self, slot: usize, other: usize) -> Result<(), DecodeError> {
        let (number, wanted) = (self.number(slot)?, self.number(other)?);
        if number == wanted {
            return Ok(());
        }
        let expected = format!("{} as in `{}`", shown(wanted), self.head.layout.slots[other].at);
        Err(self.fault(slot, Kind::LengthMismatch, expected, shown(number)))
    }

    /// A problem at a value; at the block's end if the value is a default.
    fn fault(&self, slot: usize, kind: Kind, expected: String, found: String) -> DecodeError {
        let offset = self.raws[slot].map_or(self.end, |raw: Raw<'_>| raw.offset);
        Fault::new(kind, expected, found).read(Some(&self.head.layout.slots[slot].at), offset)
    }

    pub(crate) fn short(&self, offset: usize, needed: u64, at: Option<&str>, what: &str) -> DecodeError {
        truncated(offset, needed, self.reader.left(), at, what)
    }
}

fn shown(number: Option<i128>) -> String {
    number.map_or_else(|| "no number".to_owned(), |number| number.to_string())
}

fn hex_start(bytes: &[u8]) -> String {
    bytes.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

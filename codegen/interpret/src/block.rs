//! The header block → the raw bytes of each header.

use lonelypsp_schema::{Block, Condition, Layout, ReadStep, Subject};

use crate::error::{DecodeError, Fault, Kind};
use crate::head::{Head, flag_holds};
use crate::observer::{Observer, Part};
use crate::parse::parse_slot;
use crate::place::Path;
use crate::reader::{Raw, Reader, truncated};
use crate::target::HeaderMode;

/// Reads a block, up to its end: in the order that the plan says, or with names. The values are by header.
pub(crate) fn read_block<'s, 'i>(
    head: Head<'s>,
    block: &Block,
    reader: &mut Reader<'i>,
    observer: &mut impl Observer<'s>,
) -> Result<Vec<Option<Raw<'i>>>, DecodeError> {
    let values = vec![None; head.layout.slots.len()];
    let mut cutter = Cutter { head, layout: head.layout, reader, observer, values };
    match head.mode {
        HeaderMode::Minimal => cutter.run(&block.minimal)?,
        HeaderMode::Expanded => cutter.entries()?,
    }
    Ok(cutter.values)
}

struct Cutter<'a, 's, 'i, O> {
    head: Head<'s>,
    layout: &'s Layout,
    reader: &'a mut Reader<'i>,
    observer: &'a mut O,
    values: Vec<Option<Raw<'i>>>,
}

impl<'s, 'i, O: Observer<'s>> Cutter<'_, 's, 'i, O> {
    fn run(&mut self, steps: &[ReadStep]) -> Result<(), DecodeError> {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => (*from..*to).try_for_each(|header| self.value(header))?,
                ReadStep::When { on, equals, then } => {
                    if self.holds(Condition { on: *on, equals: *equals })? {
                        self.run(then)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A value of a minimal block.
    fn value(&mut self, header: usize) -> Result<(), DecodeError> {
        let (at, seen) = (Some(self.layout.slots[header].at.as_str()), Some(header));
        let length = self.length(Part::ValueLength, seen, at, "the length of its value")?;
        let raw = self.bytes(length, Part::Value, seen, at, "its value")?;
        self.values[header] = Some(raw);
        Ok(())
    }

    fn holds(&self, condition: Condition) -> Result<bool, DecodeError> {
        match condition.on {
            Subject::Slot(header) => Ok(self.number(header)? == Some(i128::from(condition.equals))),
            Subject::Flag(_) => Ok(flag_holds(self.head, condition)),
        }
    }

    /// The number of a header that was read before.
    fn number(&self, header: usize) -> Result<Option<i128>, DecodeError> {
        let Some(raw) = self.values[header] else { return Ok(None) };
        let header = &self.layout.slots[header];
        let value =
            parse_slot(header, raw.bytes).map_err(|fault| fault.read(Some(&header.at), raw.offset))?;
        Ok(value.as_number())
    }

    /// An expanded block.
    fn entries(&mut self) -> Result<(), DecodeError> {
        let count = self.length(Part::Count, None, None, "the number of headers")?;
        (0..count).try_for_each(|_| self.entry())
    }

    fn entry(&mut self) -> Result<(), DecodeError> {
        let length = self.length(Part::NameLength, None, None, "the length of a header's name")?;
        let name = self.name(length)?;
        let header = self.layout.slots.iter().position(|h| h.at.as_bytes().eq_ignore_ascii_case(name.bytes));
        self.observer.named(header);
        let length = self.length(Part::ValueLength, header, None, "the length of a header's value")?;
        let raw = self.bytes(length, Part::Value, header, None, "a header's value")?;
        if let Some(header) = header {
            self.values[header] = Some(raw);
        }
        Ok(())
    }

    fn name(&mut self, length: u16) -> Result<Raw<'i>, DecodeError> {
        let name = self.bytes(length, Part::Name, None, None, "a header's name")?;
        match name.bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(name),
            Some(index) => {
                let found = format!("byte {:02x} at index {index} of the name", name.bytes[index]);
                Err(Fault::new(Kind::HeaderName, "ASCII", found).read(None, name.offset))
            }
        }
    }

    /// A 16-bit number.
    fn length(
        &mut self,
        part: Part,
        header: Option<usize>,
        at: Option<&str>,
        what: &str,
    ) -> Result<u16, DecodeError> {
        let offset = self.reader.position();
        let number = self.reader.u16().ok_or_else(|| self.short(offset, 2, at, what))?;
        self.saw(part, header, offset);
        Ok(number)
    }

    fn bytes(
        &mut self,
        length: u16,
        part: Part,
        header: Option<usize>,
        at: Option<&str>,
        what: &str,
    ) -> Result<Raw<'i>, DecodeError> {
        let offset = self.reader.position();
        let taken = self.reader.take(length.into());
        let bytes = taken.ok_or_else(|| self.short(offset, length.into(), at, what))?;
        self.saw(part, header, offset);
        Ok(Raw { offset, bytes })
    }

    fn saw(&mut self, part: Part, header: Option<usize>, offset: usize) {
        let slot = header.map(|header| (&self.layout.slots[header], Some(header)));
        self.observer.saw(part, slot, &Path::default(), offset..self.reader.position());
    }

    fn short(&self, offset: usize, needed: u64, at: Option<&str>, what: &str) -> DecodeError {
        truncated(offset, needed, self.reader.left(), at, what)
    }
}

//! The header block → the raw bytes of each header.

use lonelypsp_schema::{Layout, ReadStep};

use crate::error::{DecodeError, Fault, Kind, bytes};
use crate::parse::parse;
use crate::reader::Reader;
use crate::target::HeaderMode;
use crate::trace::{Part, Watch};

/// A value as it was cut out of the block.
#[derive(Clone, Copy)]
pub(crate) struct Raw<'i> {
    pub(crate) offset: usize,
    pub(crate) bytes: &'i [u8],
}

/// The values of a block, by header, and where the block ends.
pub(crate) struct Block<'i> {
    pub(crate) values: Vec<Option<Raw<'i>>>,
    pub(crate) end: usize,
}

/// Reads a block: in the order that the plan says, or with names.
pub(crate) fn read_block<'s, 'i>(
    layout: &Layout,
    mode: HeaderMode,
    reader: &mut Reader<'i>,
    watch: &mut impl Watch<'s>,
) -> Result<Block<'i>, DecodeError> {
    let mut cutter = Cutter { layout, reader, watch, values: vec![None; layout.slots.len()] };
    match mode {
        HeaderMode::Minimal => cutter.run(&layout.plan.BLOCK.minimal)?,
        HeaderMode::Expanded => cutter.entries()?,
    }
    let Cutter { reader, values, .. } = cutter;
    Ok(Block { values, end: reader.position() })
}

struct Cutter<'a, 'i, W> {
    layout: &'a Layout,
    reader: &'a mut Reader<'i>,
    watch: &'a mut W,
    values: Vec<Option<Raw<'i>>>,
}

impl<'i, 's, W: Watch<'s>> Cutter<'_, 'i, W> {
    fn run(&mut self, steps: &[ReadStep]) -> Result<(), DecodeError> {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => (*from..*to).try_for_each(|header| self.value(header))?,
                ReadStep::When { on, equals, then } => {
                    if self.number(*header)? == Some(i128::from(*equals)) {
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

    /// The number of a header that was read before.
    fn number(&self, header: usize) -> Result<Option<i128>, DecodeError> {
        let Some(raw) = self.values[header] else { return Ok(None) };
        let header = &self.layout.slots[header];
        let value =
            parse(header.kind, raw.bytes).map_err(|fault| fault.read(Some(&header.at), raw.offset))?;
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
        let header =
            self.layout.slots.iter().position(|h| h.at.as_bytes().eq_ignore_ascii_case(name.bytes));
        self.watch.named(header);
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
        self.watch.saw(part, header, offset..self.reader.position());
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
        let length = usize::from(length);
        let bytes = self.reader.take(length).ok_or_else(|| self.short(offset, length, at, what))?;
        self.watch.saw(part, header, offset..self.reader.position());
        Ok(Raw { offset, bytes })
    }

    fn short(&self, offset: usize, needed: usize, at: Option<&str>, what: &str) -> DecodeError {
        truncated(offset, needed, self.reader.left(), at, what)
    }
}

/// That fewer bytes are left than a read needs.
pub(crate) fn truncated(
    offset: usize,
    needed: usize,
    left: usize,
    at: Option<&str>,
    what: &str,
) -> DecodeError {
    let expected = format!("{} for {what}", bytes(needed));
    Fault::new(Kind::Truncated, expected, bytes(left)).read(at, offset)
}

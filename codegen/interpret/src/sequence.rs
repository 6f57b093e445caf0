//! The steps that only sequences have: values without names, literals, and groups of entries.

use std::cmp::Ordering;
use std::ops::Range;

use lonelypsp_schema::{Group, GroupEnd, Slot, Step, Width};

use crate::check::Walker;
use crate::error::{DecodeError, Fault, Kind};
use crate::forms::Value;
use crate::observer::{Observer, Part};
use crate::parse::parse_slot;
use crate::reader::Raw;

impl<'s, 'i, O: Observer<'s>> Walker<'_, 's, 'i, O> {
    /// Cuts the bytes of a value out of the input; its index is known outside of groups.
    pub(crate) fn cut(&mut self, slot: &'s Slot, index: Option<usize>) -> Result<Raw<'i>, DecodeError> {
        let at = self.path.place(&slot.at);
        match slot.prefix {
            Some(width) => {
                let parts = [Part::ValueLength, Part::Value];
                self.counted(width, parts, Some((slot, index)), Some(&at))
            }
            None => {
                let offset = self.reader.position();
                let raw =
                    self.bytes(slot.kind.fixed_length().map_or(0, u64::from), Some(&at), "its value")?;
                self.saw(Part::Value, Some((slot, index)), offset..self.reader.position());
                Ok(raw)
            }
        }
    }

    /// Bytes behind a length of that width.
    pub(crate) fn counted(
        &mut self,
        width: Width,
        [length_part, part]: [Part; 2],
        slot: Option<(&'s Slot, Option<usize>)>,
        at: Option<&str>,
    ) -> Result<Raw<'i>, DecodeError> {
        let length = self.number_of(width, length_part, slot, at, "the length of its value")?;
        let offset = self.reader.position();
        let raw = self.bytes(length, at, "its value")?;
        self.saw(part, slot, offset..self.reader.position());
        Ok(raw)
    }

    pub(crate) fn number_of(
        &mut self,
        width: Width,
        part: Part,
        slot: Option<(&'s Slot, Option<usize>)>,
        at: Option<&str>,
        what: &str,
    ) -> Result<u64, DecodeError> {
        let offset = self.reader.position();
        let number = self.reader.number(width);
        let number = number.ok_or_else(|| self.short(offset, width.bytes().into(), at, what))?;
        self.saw(part, slot, offset..self.reader.position());
        Ok(number)
    }

    fn bytes(&mut self, length: u64, at: Option<&str>, what: &str) -> Result<Raw<'i>, DecodeError> {
        let offset = self.reader.position();
        let taken = usize::try_from(length).ok().and_then(|length| self.reader.take(length));
        let bytes = taken.ok_or_else(|| self.short(offset, length, at, what))?;
        Ok(Raw { offset, bytes })
    }

    fn saw(&mut self, part: Part, slot: Option<(&'s Slot, Option<usize>)>, range: Range<usize>) {
        self.observer.saw(part, slot, &self.path, range);
    }

    pub(crate) fn literal(&mut self, wanted: &[u8], is_code: bool) -> Result<(), DecodeError> {
        let what = if is_code { "the message's code" } else { "a literal" };
        let Raw { offset, bytes } = self.bytes(wanted.len() as u64, None, what)?;
        if bytes == wanted {
            let part = if is_code { Part::Code } else { Part::Literal };
            self.saw(part, None, offset..self.reader.position());
            return Ok(());
        }
        let kind = if is_code { Kind::UnexpectedType } else { Kind::BadValue };
        Err(Fault::new(kind, format!("the bytes {}", hex(wanted)), hex(bytes)).read(None, offset))
    }

    /// Reads the entries of a group. No more is held for a count than bytes have arrived.
    pub(crate) fn group(&mut self, slot: &'s Slot, group: &'s Group) -> Result<Value<'i>, DecodeError> {
        let count = match group.end {
            GroupEnd::Count(width) => {
                let at = self.path.place(&slot.at);
                let of = Some((slot, None));
                Some(self.number_of(width, Part::EntryCount, of, Some(&at), "the number of its entries")?)
            }
            GroupEnd::Literal(_) => None,
        };
        let mut entries: Vec<Vec<Value<'i>>> = Vec::new();
        self.path.enter(&slot.at);
        while !self.is_over(group, count, entries.len()) {
            self.path.entry(entries.len());
            let entry = self.entry(group, entries.last())?;
            entries.push(entry);
        }
        self.path.leave();
        Ok(Value::Group(entries))
    }

    fn is_over(&self, group: &Group, count: Option<u64>, entries: usize) -> bool {
        match &group.end {
            GroupEnd::Count(_) => count == Some(entries as u64),
            GroupEnd::Literal(bytes) => self.reader.continues_with(bytes),
        }
    }

    fn entry(
        &mut self,
        group: &'s Group,
        before: Option<&Vec<Value<'i>>>,
    ) -> Result<Vec<Value<'i>>, DecodeError> {
        let mut values: Vec<Value<'i>> = Vec::with_capacity(group.slots.len());
        let mut offset = self.reader.position();
        for step in &group.read {
            match *step {
                Step::Read { slot, .. } => {
                    let slot = &group.slots[slot];
                    let raw = self.cut(slot, None)?;
                    offset = raw.offset;
                    let value = parse_slot(slot, raw.bytes);
                    let value =
                        value.map_err(|fault| fault.read(Some(&self.path.place(&slot.at)), raw.offset))?;
                    values.push(value);
                }
                Step::Group { slot, group: inner, .. } => {
                    let entries = self.group(&group.slots[slot], &self.head.layout.groups[inner])?;
                    values.push(entries);
                }
                Step::Literal { ref bytes, is_code } => self.literal(bytes, is_code)?,
                Step::Ascending { slot } => {
                    let earlier = before.and_then(|before| before.get(slot));
                    if let Some(fault) = out_of_order(earlier, values.get(slot)) {
                        return Err(fault.read(Some(&self.path.place(&group.slots[slot].at)), offset));
                    }
                }
                // An entry has nothing else.
                Step::OnlyFlags(_)
                | Step::Count(_)
                | Step::Check { .. }
                | Step::Body(_)
                | Step::BodyLength(_)
                | Step::BodyDigest(..)
                | Step::Same(..) => {}
            }
        }
        Ok(values)
    }
}

/// What is wrong with a value that has to be greater than the one before.
pub(crate) fn out_of_order(before: Option<&Value<'_>>, value: Option<&Value<'_>>) -> Option<Fault> {
    let (before, value) = (before?, value?);
    let order = value.order_of(before).unwrap_or(Ordering::Less);
    let found = match order {
        Ordering::Less => return None,
        Ordering::Equal => "the same once more",
        Ordering::Greater => "a smaller one",
    };
    Some(Fault::new(Kind::Unsorted, "a greater value than that of the entry before", found))
}

/// The bytes that a value has whatever it is. The schema's checks have seen that they are known.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

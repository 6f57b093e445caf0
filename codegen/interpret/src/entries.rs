//! Entries of a group → bytes.

use lonelypsp_schema::{Group, GroupEnd, Slot, WriteStep};

use crate::encode::Writer;
use crate::error::{EncodeError, Fault, Kind};
use crate::forms::{Form, Value, unfit};
use crate::sequence::{hex, out_of_order};

impl<'a, 'v> Writer<'a, 'v> {
    pub(crate) fn group(
        &mut self,
        slot: &'a Slot,
        group: &'a Group,
        unlike: Option<&[u8]>,
        value: &Value<'v>,
    ) -> Result<(), EncodeError> {
        let Value::Group(entries) = value else {
            return Err(unfit(Form::Group, value).written(&self.path.place(&slot.at)));
        };
        if let GroupEnd::Count(width) = group.end {
            let found = || format!("{} entries", entries.len());
            let fault = || Fault::new(Kind::TooLong, slot.expectation(), found());
            self.number(width, entries.len(), fault, &slot.at)?;
        }
        self.path.enter(&slot.at);
        let mut starts = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            self.path.entry(index);
            starts.push(self.written.len());
            let before = index.checked_sub(1).and_then(|before| entries.get(before));
            self.entry(group, entry, before)?;
        }
        if let Some(end) = unlike {
            self.tell_apart(group, &starts, end)?;
        }
        self.path.leave();
        Ok(())
    }

    /// That where entries begin there is nowhere what ends the group; it follows the last of them.
    fn tell_apart(&mut self, group: &'a Group, starts: &[usize], end: &[u8]) -> Result<(), EncodeError> {
        for (index, start) in starts.iter().enumerate() {
            let follows = self.written.get(*start..).unwrap_or_default().iter().chain(end);
            if follows.take(end.len()).eq(end) {
                self.path.entry(index);
                let place = group.slots.first().map_or_else(String::new, |slot| self.path.place(&slot.at));
                let end = hex(end);
                let expected = format!("an entry that does not begin like the end of the group, {end}");
                return Err(Fault::new(Kind::BadValue, expected, "one that does").written(&place));
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        group: &'a Group,
        values: &[Value<'v>],
        before: Option<&Vec<Value<'v>>>,
    ) -> Result<(), EncodeError> {
        for step in &group.write {
            match *step {
                WriteStep::Field { slot, .. } => {
                    let of = &group.slots[slot];
                    let spelled = values.get(slot).map_or_else(
                        || Err(Fault::new(Kind::BadValue, Form::of(of.kind).as_str(), "no value")),
                        |value| value.spell(of),
                    );
                    let spelled = spelled.map_err(|fault| fault.written(&self.path.place(&of.at)))?;
                    self.put(of, &spelled)?;
                }
                WriteStep::Group { slot, group: inner, ref unlike } => {
                    let of = &group.slots[slot];
                    let value = values.get(slot).ok_or_else(|| {
                        let fault = Fault::new(Kind::BadValue, Form::Group.as_str(), "no value");
                        fault.written(&self.path.place(&of.at))
                    })?;
                    self.group(of, &self.target.layout.groups[inner], unlike.as_deref(), value)?;
                }
                WriteStep::Ascending { slot } => {
                    let earlier = before.and_then(|before| before.get(slot));
                    if let Some(fault) = out_of_order(earlier, values.get(slot)) {
                        return Err(fault.written(&self.path.place(&group.slots[slot].at)));
                    }
                }
                WriteStep::Literal(ref bytes) => self.written.extend(bytes),
                // An entry has nothing else.
                WriteStep::Exclude { .. }
                | WriteStep::Constant { .. }
                | WriteStep::BodyLength { .. }
                | WriteStep::Copy { .. }
                | WriteStep::Body => {}
            }
        }
        Ok(())
    }
}

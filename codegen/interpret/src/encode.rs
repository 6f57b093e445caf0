//! A message → bytes: every value is checked in order, then the bytes are put together.

use std::borrow::Cow;

use lonelypsp_schema::{
    Condition, FlagSource, Prefix, Reading, Slot, Subject, UnknownFlags, Width, WriteStep,
};

use crate::decode::Decoded;
use crate::error::{EncodeError, Fault, Kind, bytes};
use crate::forms::{Form, Value, spell_constant, spell_number, unfit};
use crate::place::Path;
use crate::target::{FieldSpec, HeaderMode, Holder, Target};

impl Target<'_> {
    /// Writes a message whose values are given in the order of [`Target::fields`]. The mode is of no meaning for a sequence.
    ///
    /// # Errors
    /// The first value, in that order, that the field cannot have; `bad_value` if one is missing.
    ///
    /// ```
    /// use lonelypsp_interpret::{HeaderMode, Target, Value};
    /// # use lonelypsp_schema::Direction;
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let subscribe = Target::find(schema.protocol("stateful").unwrap(), Direction::S2b, "subscribe_exact", None).unwrap();
    /// let values = [Value::OptionalText(None), Value::Bytes(b""), Value::Bytes(b"foo/bar")];
    /// let bytes = subscribe.encode(HeaderMode::Minimal, &values).unwrap();
    /// assert_eq!(bytes, b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
    /// ```
    pub fn encode(&self, mode: HeaderMode, values: &[Value<'_>]) -> Result<Vec<u8>, EncodeError> {
        let given: Vec<_> =
            self.fields().zip(values.iter().map(Some).chain(std::iter::repeat(None))).collect();
        let mut writer = Writer {
            target: self,
            mode,
            given: &given,
            path: Path::default(),
            numbers: vec![None; self.layout.slots.len()],
            written: Vec::new(),
            count: 0,
        };
        let flags = writer.flags()?;
        for step in &self.layout.plan.write[self.shape] {
            writer.step(step)?;
        }
        let mut out = Vec::with_capacity(6 + writer.written.len());
        match self.protocol.prefix {
            Prefix::FlagsAndCode => {
                out.extend(flags.to_be_bytes());
                out.extend(self.message.code.to_be_bytes());
            }
            Prefix::None => {}
        }
        if writer.names_headers() {
            out.extend(writer.count.to_be_bytes());
        }
        out.append(&mut writer.written);
        Ok(out)
    }
}

impl Decoded<'_, '_> {
    /// Writes the message again.
    ///
    /// # Errors
    /// None for a message as it was read; some if its public values were changed.
    pub fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let values: Vec<Value<'_>> = self.fields.iter().map(|(_, value)| value.clone()).collect();
        self.target.encode(mode, &values)
    }
}

/// A field, and its value if it is given.
type Given<'a, 'v> = (FieldSpec<'a>, Option<&'a Value<'v>>);

pub(crate) struct Writer<'a, 'v> {
    pub(crate) target: &'a Target<'a>,
    mode: HeaderMode,
    given: &'a [Given<'a, 'v>],
    pub(crate) path: Path<'a>,
    /// The numbers written so far, by slot, for those that repeat them.
    numbers: Vec<Option<i128>>,
    pub(crate) written: Vec<u8>,
    /// How many headers that are.
    count: u16,
}

impl<'a, 'v> Writer<'a, 'v> {
    fn names_headers(&self) -> bool {
        self.mode == HeaderMode::Expanded && self.target.layout.is_block()
    }

    fn value(&self, holder: Holder) -> Result<&'a Value<'v>, EncodeError> {
        let Some((field, value)) = self.given.iter().find(|(field, _)| field.holder == holder) else {
            return Err(Fault::new(Kind::BadValue, "a field", "none").written("body"));
        };
        value.ok_or_else(|| Fault::new(Kind::BadValue, field.form.as_str(), "no value").written(field.at))
    }

    /// The flags of the prefix.
    fn flags(&self) -> Result<u16, EncodeError> {
        let protocol = self.target.protocol;
        let is_minimal = self.mode == HeaderMode::Minimal && self.target.layout.is_block();
        let mut flags = if is_minimal { protocol.minimal_flag() } else { 0 };
        for flag in &self.target.shape().flags {
            if self.is_set(flag.flag)? {
                flags |= protocol.flags[flag.flag].mask();
            }
        }
        if self.target.shape().unknown_flags.is_some() {
            flags |= self.unknown_flags(protocol.known_flags())?;
        }
        Ok(flags)
    }

    fn is_set(&self, flag: usize) -> Result<bool, EncodeError> {
        let source = self.target.shape().flags.iter().find(|one| one.flag == flag);
        match source.map(|flag| &flag.source) {
            Some(FlagSource::Constant(is_set)) => Ok(*is_set),
            Some(FlagSource::Field(_)) => match self.value(Holder::Flag(flag))? {
                Value::Bool(is_set) => Ok(*is_set),
                other => {
                    let name = self.target.protocol.flags[flag].name.snake();
                    Err(unfit(Form::Bool, other).written(name))
                }
            },
            None => Ok(false),
        }
    }

    fn unknown_flags(&self, known: u16) -> Result<u16, EncodeError> {
        let at = UnknownFlags::FIELD;
        let value = self.value(Holder::UnknownFlags)?;
        let Value::Uint(bits) = *value else { return Err(unfit(Form::Uint, value).written(at)) };
        let kept = u16::try_from(bits).ok().filter(|bits| bits & known == 0);
        let expected = || format!("bits among {:#06x}, which no flag names", !known);
        kept.ok_or_else(|| Fault::new(Kind::OutOfRange, expected(), format!("{bits:#06x}")).written(at))
    }

    fn step(&mut self, step: &'a WriteStep) -> Result<(), EncodeError> {
        let layout = self.target.layout;
        match *step {
            WriteStep::Field { slot, ref not } => self.field(slot, not),
            WriteStep::Exclude { ref all } => self.exclude(all),
            WriteStep::Constant { slot, value } => {
                // Without a length before it, a number has all its bytes anyway.
                self.derived(slot, i128::from(value), spell_constant)
            }
            WriteStep::BodyLength { slot } => {
                // The length of a body that cannot be had is not judged; the body itself is reported in its turn.
                let length = self.body().map_or(0, <[u8]>::len);
                self.derived(slot, i128::try_from(length).unwrap_or(i128::MAX), spell_number)
            }
            WriteStep::Copy { slot, other } => {
                let number = self.numbers[other].unwrap_or_default();
                self.derived(slot, number, spell_number)
            }
            WriteStep::Group { slot, group, ref unlike } => {
                let value = self.value(Holder::Slot(slot))?;
                self.group(&layout.slots[slot], &layout.groups[group], unlike.as_deref(), value)
            }
            // Only entries are in an order.
            WriteStep::Ascending { .. } => Ok(()),
            WriteStep::Literal(ref bytes) => {
                self.written.extend(bytes);
                Ok(())
            }
            WriteStep::Body => self.put_body(),
        }
    }

    fn field(&mut self, slot: usize, not: &[u64]) -> Result<(), EncodeError> {
        let value = self.value(Holder::Slot(slot))?;
        let of = &self.target.layout.slots[slot];
        let spelled = value.spell(of).map_err(|fault| fault.written(&of.at))?;
        let number = value.as_number();
        if let Some(not) = not.iter().find(|not| number == Some(i128::from(**not))) {
            let variants = self.target.variants_by(slot, *not).join(" or ");
            let expected = format!("a number other than {not}, which means another variant, {variants}");
            return Err(Fault::new(Kind::OutOfRange, expected, not.to_string()).written(&of.at));
        }
        self.numbers[slot] = number;
        self.put(of, &spelled)
    }

    fn exclude(&self, all: &[Condition]) -> Result<(), EncodeError> {
        for condition in all {
            let holds = match condition.on {
                Subject::Slot(slot) => self.numbers[slot] == Some(i128::from(condition.equals)),
                Subject::Flag(flag) => u64::from(self.is_set(flag)?) == condition.equals,
            };
            if !holds {
                return Ok(());
            }
        }
        let at = match WriteStep::excluded(all) {
            Some(Subject::Slot(slot)) => self.target.layout.slots[slot].at.as_str(),
            Some(Subject::Flag(flag)) => self.target.protocol.flags[flag].name.snake(),
            None => return Ok(()),
        };
        let together: Vec<_> = all.iter().map(|condition| self.in_words(condition)).collect();
        let (together, them) = (together.join(" and "), if all.len() == 2 { "both" } else { "all of it" });
        let expected = format!("something else than {together} together, which mean another variant");
        Err(Fault::new(Kind::OutOfRange, expected, them).written(at))
    }

    fn in_words(&self, condition: &Condition) -> String {
        match condition.on {
            Subject::Slot(slot) => format!("`{}` {}", self.target.layout.slots[slot].at, condition.equals),
            Subject::Flag(flag) => {
                let is = if condition.equals == 0 { "not set" } else { "set" };
                format!("the flag `{}` {is}", self.target.protocol.flags[flag].name)
            }
        }
    }

    fn derived(
        &mut self,
        slot: usize,
        number: i128,
        spell: impl FnOnce(lonelypsp_schema::Kind, i128) -> Result<Cow<'static, [u8]>, Fault>,
    ) -> Result<(), EncodeError> {
        let of = &self.target.layout.slots[slot];
        let spelled = spell(of.kind, number).map_err(|fault| fault.written(&of.at))?;
        self.numbers[slot] = Some(number);
        self.put(of, &spelled)
    }

    fn body(&self) -> Option<&'v [u8]> {
        match self.value(Holder::Body) {
            Ok(Value::Bytes(body)) => Some(body),
            _ => None,
        }
    }

    fn put_body(&mut self) -> Result<(), EncodeError> {
        let Some(of) = &self.target.layout.body else { return Ok(()) };
        let value = self.value(Holder::Body)?;
        let Value::Bytes(body) = value else { return Err(unfit(Form::Bytes, value).written(&of.at)) };
        if let Some(width) = of.prefix {
            let expected = format!("at most {} bytes", width.max());
            self.number(
                width,
                body.len(),
                || Fault::new(Kind::TooLong, expected, bytes(body.len())),
                &of.at,
            )?;
        }
        self.written.extend(*body);
        Ok(())
    }

    /// A value behind what stands before it: a name, a length, both or nothing.
    pub(crate) fn put(&mut self, slot: &Slot, spelled: &[u8]) -> Result<(), EncodeError> {
        if matches!(self.target.layout.plan.read, Reading::Block(_)) {
            self.count = self.count.saturating_add(1);
        }
        if self.names_headers() {
            self.counted(Width::U16, slot.at.as_bytes(), slot)?;
        }
        match slot.prefix {
            Some(width) => self.counted(width, spelled, slot),
            None => {
                self.written.extend(spelled);
                Ok(())
            }
        }
    }

    /// Bytes behind their length.
    fn counted(&mut self, width: Width, spelled: &[u8], slot: &Slot) -> Result<(), EncodeError> {
        let fault =
            || Fault::new(Kind::TooLong, format!("at most {} bytes", width.max()), bytes(spelled.len()));
        self.number(width, spelled.len(), fault, &slot.at)?;
        self.written.extend(spelled);
        Ok(())
    }

    /// A length or a count of that width.
    pub(crate) fn number(
        &mut self,
        width: Width,
        number: usize,
        fault: impl FnOnce() -> Fault,
        at: &str,
    ) -> Result<(), EncodeError> {
        let number = number as u64;
        if number > width.max() {
            return Err(fault().written(&self.path.place(at)));
        }
        let all = number.to_be_bytes();
        self.written.extend(all.get(all.len() - usize::from(width.bytes())..).unwrap_or_default());
        Ok(())
    }
}

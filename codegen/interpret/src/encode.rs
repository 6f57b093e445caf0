//! A message → bytes: every value is checked in order, then the bytes are put together.

use std::borrow::Cow;

use lonelypsp_schema::WriteStep;

use crate::decode::Decoded;
use crate::error::{EncodeError, Fault, Kind};
use crate::spell::{spell, spell_constant, spell_number};
use crate::target::{FieldSpec, HeaderMode, Target};
use crate::value::Value;

impl Target<'_> {
    /// Writes a message whose values are given in the order of [`Target::fields`].
    ///
    /// # Errors
    /// The first value, in that order, that the field cannot have; `bad_value` if one is missing.
    ///
    /// ```
    /// use lonelypsp_interpret::{HeaderMode, Target, Value};
    /// # use lonelypsp_schema::Direction;
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let subscribe = Target::find(&schema.protocols[0], Direction::S2b, "subscribe_exact", None).unwrap();
    /// let values = [Value::OptionalText(None), Value::Bytes(b""), Value::Bytes(b"foo/bar")];
    /// let bytes = subscribe.encode(HeaderMode::Minimal, &values).unwrap();
    /// assert_eq!(bytes, b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
    /// ```
    pub fn encode(&self, mode: HeaderMode, values: &[Value<'_>]) -> Result<Vec<u8>, EncodeError> {
        let given: Vec<(FieldSpec<'_>, Value<'_>)> = self.fields().zip(values.iter().copied()).collect();
        self.encode_with(mode, |field| {
            let found = given.iter().find(|(name, _)| name == field).map(|(_, value)| *value);
            found.ok_or_else(|| Fault::new(Kind::BadValue, field.form.as_str(), "no value").written(field.at))
        })
    }

    /// Writes a message whose values are asked for one by one, each once. An error of `source` is reported where the
    /// field's own would be, so the first in header order wins, whoever finds it.
    ///
    /// # Errors
    /// The first of those that `source` gives and those that the fields' kinds raise.
    pub fn encode_with<'v>(
        &self,
        mode: HeaderMode,
        mut source: impl FnMut(&FieldSpec<'_>) -> Result<Value<'v>, EncodeError>,
    ) -> Result<Vec<u8>, EncodeError> {
        let fields: Vec<FieldSpec<'_>> = self.fields().collect();
        let body = fields.iter().find(|field| field.header.is_none()).map(&mut source);
        let count = self.layout.slots.len();
        let mut speller = Speller { target: self, fields, body, numbers: vec![None; count], out: Vec::new() };
        for step in &self.layout.plan.write[self.shape] {
            speller.step(*step, &mut source)?;
        }
        let body = match speller.body {
            Some(Ok(Value::Bytes(body))) => body,
            _ => &[],
        };
        self.put(mode, &speller.out, body)
    }

    fn put(&self, mode: HeaderMode, headers: &[Spelled<'_>], body: &[u8]) -> Result<Vec<u8>, EncodeError> {
        let flags = if mode == HeaderMode::Minimal { self.protocol.minimal_flag() } else { 0 };
        let block: usize =
            headers.iter().map(|(header, value)| self.wire(*header).len() + value.len() + 4).sum();
        let mut out = Vec::with_capacity(6 + block + body.len());
        out.extend(flags.to_be_bytes());
        out.extend(self.message.code.to_be_bytes());
        if mode == HeaderMode::Expanded {
            out.extend(u16::try_from(headers.len()).unwrap_or(u16::MAX).to_be_bytes());
        }
        for (header, value) in headers {
            if mode == HeaderMode::Expanded {
                put_counted(&mut out, self.wire(*header).as_bytes(), self.wire(*header))?;
            }
            put_counted(&mut out, value, self.wire(*header))?;
        }
        out.extend(body);
        Ok(out)
    }

    fn wire(&self, header: usize) -> &str {
        &self.layout.slots[header].at
    }
}

impl Decoded<'_, '_> {
    /// Writes the message again.
    ///
    /// # Errors
    /// None for a message as it was read; some if its public values were changed.
    pub fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let values: Vec<Value<'_>> = self.fields.iter().map(|(_, value)| *value).collect();
        self.target.encode(mode, &values)
    }
}

/// A header by its index, and the bytes of its value.
type Spelled<'v> = (usize, Cow<'v, [u8]>);

struct Speller<'a, 'v> {
    target: &'a Target<'a>,
    fields: Vec<FieldSpec<'a>>,
    body: Option<Result<Value<'v>, EncodeError>>,
    /// The numbers written so far, by header, for those that repeat them.
    numbers: Vec<Option<i128>>,
    out: Vec<Spelled<'v>>,
}

impl<'v> Speller<'_, 'v> {
    fn step(
        &mut self,
        step: WriteStep,
        source: &mut impl FnMut(&FieldSpec<'_>) -> Result<Value<'v>, EncodeError>,
    ) -> Result<(), EncodeError> {
        match step {
            WriteStep::Field { slot: header, not } => self.field(header, not, source),
            WriteStep::Constant { slot: header, value } => self.put(header, i128::from(value), spell_constant),
            WriteStep::BodyLength { slot: header } => self.put(header, self.body_length(), spell_number),
            WriteStep::Copy { slot: header, other } => {
                let number = self.numbers[other].unwrap_or_default();
                self.put(header, number, spell_number)
            }
            WriteStep::Body => self.check_body(),
        }
    }

    fn field(
        &mut self,
        header: usize,
        not: Option<u64>,
        source: &mut impl FnMut(&FieldSpec<'_>) -> Result<Value<'v>, EncodeError>,
    ) -> Result<(), EncodeError> {
        let Some(field) = self.fields.iter().find(|field| field.header == Some(header)) else {
            return Ok(());
        };
        let value = source(field)?;
        let spelled = spell(field.kind, value).map_err(|fault| fault.written(field.at))?;
        let number = value.as_number();
        if let Some(not) = not.filter(|not| number == Some(i128::from(*not))) {
            let expected = format!("a number other than {not}, which means another variant");
            return Err(Fault::new(Kind::OutOfRange, expected, not.to_string()).written(field.at));
        }
        self.numbers[header] = number;
        self.out.push((header, spelled));
        Ok(())
    }

    fn put(
        &mut self,
        header: usize,
        number: i128,
        spell: impl FnOnce(lonelypsp_schema::Kind, i128) -> Result<Cow<'static, [u8]>, Fault>,
    ) -> Result<(), EncodeError> {
        let kind = self.target.layout.slots[header].kind;
        let spelled = spell(kind, number).map_err(|fault| fault.written(self.target.wire(header)))?;
        self.numbers[header] = Some(number);
        self.out.push((header, spelled));
        Ok(())
    }

    /// The length of a body that cannot be had is not judged; the body itself is reported in its turn.
    fn body_length(&self) -> i128 {
        match self.body {
            Some(Ok(Value::Bytes(body))) => i128::try_from(body.len()).unwrap_or(i128::MAX),
            _ => 0,
        }
    }

    fn check_body(&mut self) -> Result<(), EncodeError> {
        match &self.body {
            Some(Ok(Value::Bytes(_))) | None => Ok(()),
            Some(Ok(other)) => {
                Err(Fault::new(Kind::BadValue, "bytes", other.form().as_str()).written("body"))
            }
            Some(Err(error)) => Err(error.clone()),
        }
    }
}

/// Bytes behind their 16-bit length.
fn put_counted(out: &mut Vec<u8>, bytes: &[u8], at: &str) -> Result<(), EncodeError> {
    let too_long = |_| {
        let found = format!("{} bytes", bytes.len());
        Fault::new(Kind::TooLong, "at most 65535 bytes", found).written(at)
    };
    out.extend(u16::try_from(bytes.len()).map_err(too_long)?.to_be_bytes());
    out.extend(bytes);
    Ok(())
}

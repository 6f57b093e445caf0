//! The checks of the plan, in their order, down to the shape that the message has.

use lonelypsp_schema::{Digest, End, Layout, Program, Step};
use sha2::{Digest as _, Sha512};

use crate::block::{Block, Raw};
use crate::error::{DecodeError, Fault, Kind, bytes};
use crate::parse::parse;
use crate::value::Value;

/// The checked values of a message, by header, and the index of its shape.
pub(crate) struct Checked<'i> {
    pub(crate) values: Vec<Option<Value<'i>>>,
    pub(crate) shape: usize,
}

/// Walks the checks of a message's plan.
pub(crate) fn check<'i>(
    layout: &Layout,
    block: &Block<'i>,
    body: &'i [u8],
) -> Result<Checked<'i>, DecodeError> {
    let mut checker = Checker { layout, block, body, values: vec![None; layout.slots.len()] };
    let shape = checker.walk(&layout.plan.BLOCK.exact)?;
    Ok(Checked { values: checker.values, shape })
}

struct Checker<'a, 'i> {
    layout: &'a Layout,
    block: &'a Block<'i>,
    body: &'i [u8],
    values: Vec<Option<Value<'i>>>,
}

impl<'i> Checker<'_, 'i> {
    fn walk(&mut self, program: &Program) -> Result<usize, DecodeError> {
        for step in &program.steps {
            self.step(*step)?;
        }
        match &program.end {
            End::Shape(shape) => Ok(*shape),
            End::Branch { on, equals, yes, no } => {
                let decided = self.number(*header)? == Some(i128::from(*equals));
                self.walk(if decided { yes } else { no })
            }
        }
    }

    fn step(&mut self, step: Step) -> Result<(), DecodeError> {
        match step {
            Step::VALUE { slot: header, .. } => self.value(header).map(|_| ()),
            // The body is what the block left; and how many headers there are was for the block to read.
            Step::Body(_) | Step::Count(_) => Ok(()),
            Step::BodyLength(header) => self.body_length(header),
            Step::BodyDigest(header, Digest::Sha512) => self.body_sha512(header),
            Step::Same(header, other) => self.same(header, other),
        }
    }

    /// The value of a header, checked when it is first asked for.
    fn value(&mut self, index: usize) -> Result<Value<'i>, DecodeError> {
        if let Some(value) = self.values[index] {
            return Ok(value);
        }
        let header = &self.layout.slots[index];
        let value = match (self.block.values[index], header.default) {
            (Some(raw), _) => {
                parse(header.kind, raw.bytes).map_err(|fault| fault.read(Some(&header.at), raw.offset))?
            }
            (None, Some(default)) => default_value(header.kind, default),
            (None, None) => {
                let fault =
                    Fault::new(Kind::MissingHeader, "this header in the header block", "the block's end");
                return Err(fault.read(Some(&header.at), self.block.end));
            }
        };
        self.values[index] = Some(value);
        Ok(value)
    }

    fn number(&mut self, header: usize) -> Result<Option<i128>, DecodeError> {
        self.value(header).map(|value| value.as_number())
    }

    fn body_length(&mut self, header: usize) -> Result<(), DecodeError> {
        let declared = self.number(header)?;
        // A length of a slice fits.
        if declared == i128::try_from(self.body.len()).ok() {
            return Ok(());
        }
        let expected = format!("{}, the length of the body", self.body.len());
        Err(self.fault(header, Kind::LengthMismatch, expected, shown(declared)))
    }

    fn body_sha512(&mut self, header: usize) -> Result<(), DecodeError> {
        let actual = Sha512::digest(self.body);
        let declared = self.value(header)?;
        if matches!(declared, Value::Bytes(declared) if *declared == *actual) {
            return Ok(());
        }
        let expected =
            format!("the SHA-512 of the {} of body, {}…", bytes(self.body.len()), hex_start(&actual));
        let found = match declared {
            Value::Bytes(declared) => format!("{}…", hex_start(declared)),
            _ => "no digest".to_owned(),
        };
        Err(self.fault(header, Kind::DigestMismatch, expected, found))
    }

    fn same(&mut self, header: usize, other: usize) -> Result<(), DecodeError> {
        let (number, wanted) = (self.number(header)?, self.number(other)?);
        if number == wanted {
            return Ok(());
        }
        let expected = format!("{} as in `{}`", shown(wanted), self.layout.slots[other].at);
        Err(self.fault(header, Kind::LengthMismatch, expected, shown(number)))
    }

    /// A problem at the value of a header; at the block's end if the value is a default.
    fn fault(&self, header: usize, kind: Kind, expected: String, found: String) -> DecodeError {
        let offset = self.block.values[header].map_or(self.block.end, |raw: Raw<'_>| raw.offset);
        Fault::new(kind, expected, found).read(Some(&self.layout.slots[header].at), offset)
    }
}

/// The schema's checks have seen that the default is one of the header's numbers.
fn default_value(kind: lonelypsp_schema::Kind, default: u64) -> Value<'static> {
    match kind {
        lonelypsp_schema::Kind::Int { .. } => Value::Int(i64::try_from(default).unwrap_or(i64::MAX)),
        lonelypsp_schema::Kind::Bool => Value::Bool(default == 1),
        _ => Value::Uint(default),
    }
}

fn shown(number: Option<i128>) -> String {
    number.map_or_else(|| "no number".to_owned(), |number| number.to_string())
}

fn hex_start(bytes: &[u8]) -> String {
    bytes.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

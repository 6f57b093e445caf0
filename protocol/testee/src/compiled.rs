//! Codecs that are Rust types as a testee, through their reflection.

use std::marker::PhantomData;

use lonelypsp::reflect::{Field, Kind, Shape, Value as Reflected};
use lonelypsp::stateful::Flags;
use lonelypsp::{DecodeError, EncodeError, ErrorKind, Other};
use lonelypsp_conformance::Testee;
use lonelypsp_conformance::json::{Given, Problem, Wanted, from_json, hex, message_to_json, to_json};
use lonelypsp_interpret::{Form, HeaderMode, Value};
use lonelypsp_schema::Direction;
use serde_json::Value as Json;

use crate::{Codec, Codecs};

/// The protocol that code is generated for.
const PROTOCOL: &str = "stateful";

/// Answers with the codecs of both directions.
pub(crate) struct Compiled<C> {
    version: String,
    codecs: PhantomData<C>,
}

impl<C> Compiled<C> {
    /// Codecs of this version of the protocol.
    pub(crate) fn of_version(version: String) -> Self {
        Self { version, codecs: PhantomData }
    }
}

impl<C: Codecs> Testee for Compiled<C> {
    fn version(&self) -> &str {
        &self.version
    }

    fn protocols(&self) -> Vec<&str> {
        vec![PROTOCOL]
    }

    fn decode(
        &self,
        protocol: &str,
        direction: Direction,
        input: &[u8],
        reencode: bool,
    ) -> Result<Json, Problem> {
        check_protocol(protocol)?;
        match direction {
            Direction::S2b => decode::<C::S2b<'_>>(input, reencode),
            Direction::B2s => decode::<C::B2s<'_>>(input, reencode),
        }
    }

    fn encode(&self, protocol: &str, direction: Direction, wanted: &Wanted<'_>) -> Result<Vec<u8>, Problem> {
        check_protocol(protocol)?;
        let shapes = match direction {
            Direction::S2b => C::S2b::shapes(),
            Direction::B2s => C::B2s::shapes(),
        };
        let named =
            |shape: &&&'static Shape| shape.message == wanted.message && shape.variant == wanted.variant;
        let shape = shapes.iter().find(named).ok_or_else(|| wanted.unknown(direction))?;
        wanted.check_names(shape.fields.iter().map(|field| field.name))?;
        let mode = wanted.mode()?;
        Row::new(direction, shape, wanted).encode::<C>(runtime_mode(mode))
    }
}

fn check_protocol(name: &str) -> Result<(), Problem> {
    if name == PROTOCOL { Ok(()) } else { Err(Problem::request(format!("there is no protocol `{name}`"))) }
}

fn decode<'a, M: Codec<'a>>(input: &'a [u8], reencode: bool) -> Result<Json, Problem> {
    let message = M::decode(input).map_err(decode_problem)?;
    let mode = HeaderMode::minimal_if(is_minimal(input)?);
    let mut answer =
        message_to_json(message.shape().message, message.shape().variant, Some(mode), std::iter::empty());
    message.visit(&mut |field, value| {
        answer["fields"][field.name] = to_json(&from_reflected(value));
    });
    if reencode {
        for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
            answer[mode.as_str()] =
                message.encode(runtime_mode(mode)).ok().map(|bytes| hex::format(&bytes)).into();
        }
    }
    Ok(answer)
}

fn is_minimal(input: &[u8]) -> Result<bool, Problem> {
    let message = Other::<&[u8]>::decode(input).map_err(decode_problem)?;
    Ok(Flags(message.flags).is_minimal())
}

/// The values of a message to be written, each good or with what is wrong with it.
///
/// The codecs take typed values and report the first problem of their own; here any problem of any field is to be
/// reported in header order, whoever finds it. So a bad value is noted and a harmless one put in its place, until the
/// codecs are content; then the first of all notes counts.
struct Row<'j> {
    direction: Direction,
    shape: &'static Shape,
    values: Vec<Given<'j>>,
    problems: Vec<Option<Problem>>,
}

impl<'j> Row<'j> {
    fn new(direction: Direction, shape: &'static Shape, wanted: &Wanted<'j>) -> Self {
        let mut row = Self { direction, shape, values: Vec::new(), problems: Vec::new() };
        for field in shape.fields {
            let json = wanted.fields.get(field.name).unwrap_or(&Json::Null);
            let (value, problem) = match from_json(form(field.kind), json) {
                Ok(value) => (value, None),
                Err(refusal) => (placeholder(field), Some(Problem::from(refusal.at(field.at)))),
            };
            row.values.push(value);
            row.problems.push(problem);
        }
        row
    }

    fn encode<C: Codecs>(mut self, mode: lonelypsp::HeaderMode) -> Result<Vec<u8>, Problem> {
        let mut last = self.attempt::<C>(mode);
        while let Err(error) = &last {
            if !self.note(error) {
                break;
            }
            last = self.attempt::<C>(mode);
        }
        match self.problems.into_iter().flatten().next() {
            Some(problem) => Err(problem),
            None => last.map_err(|error| encode_problem(&error)),
        }
    }

    fn attempt<C: Codecs>(&self, mode: lonelypsp::HeaderMode) -> Result<Vec<u8>, EncodeError> {
        match self.direction {
            Direction::S2b => write::<C::S2b<'_>>(self.shape, &self.values, mode),
            Direction::B2s => write::<C::B2s<'_>>(self.shape, &self.values, mode),
        }
    }

    /// Notes an error at its field, and whether that is news.
    fn note(&mut self, error: &EncodeError) -> bool {
        let fields = self.shape.fields.iter().zip(&mut self.values).zip(&mut self.problems);
        for ((field, value), problem) in fields {
            if error.at() == Some(field.at) && problem.is_none() {
                *problem = Some(encode_problem(error));
                *value = placeholder(field);
                return true;
            }
        }
        false
    }
}

fn write<'a, M: Codec<'a>>(
    shape: &Shape,
    values: &'a [Given<'_>],
    mode: lonelypsp::HeaderMode,
) -> Result<Vec<u8>, EncodeError> {
    let mut source = |wanted: &'static Field| {
        let mut fields = shape.fields.iter().zip(values);
        // The codecs ask for the fields of the shape and for no others.
        let found = fields.find(|(field, _)| *field == wanted).map(|(_, value)| value.as_value());
        to_reflected(found.unwrap_or(Value::Bool(false)))
    };
    match M::build(shape, &mut source) {
        Some(message) => message?.encode(mode),
        None => Err(EncodeError::new(ErrorKind::UnknownType, None)),
    }
}

/// A value that any field of that kind can have, whatever its limits.
fn placeholder(field: &Field) -> Given<'static> {
    Given::Value(match field.kind {
        Kind::Bytes => return Given::Bytes(vec![0; field.length.unwrap_or_default()]),
        Kind::Text => Value::Text(""),
        Kind::OptionalText => Value::OptionalText(None),
        Kind::Bool => Value::Bool(false),
        // Not 0, by which the message could be taken for another variant.
        Kind::Uint => Value::Uint(1),
        Kind::Int => Value::Int(1),
        Kind::Group(_) => return Given::Group(Vec::new()),
    })
}

fn decode_problem(error: DecodeError) -> Problem {
    let at = error.at().map(str::to_owned);
    Problem {
        kind: error.kind().as_str(),
        at,
        offset: Some(error.offset().into()),
        message: error.to_string(),
    }
}

fn encode_problem(error: &EncodeError) -> Problem {
    let at = error.at().map(str::to_owned);
    Problem { kind: error.kind().as_str(), at, offset: None, message: error.to_string() }
}

const fn runtime_mode(mode: HeaderMode) -> lonelypsp::HeaderMode {
    match mode {
        HeaderMode::Minimal => lonelypsp::HeaderMode::Minimal,
        HeaderMode::Expanded => lonelypsp::HeaderMode::Expanded,
    }
}

const fn form(kind: Kind) -> Form {
    match kind {
        Kind::Bytes => Form::Bytes,
        Kind::Text => Form::Text,
        Kind::OptionalText => Form::OptionalText,
        Kind::Bool => Form::Bool,
        Kind::Uint => Form::Uint,
        Kind::Int => Form::Int,
        Kind::Group(_) => Form::Group,
    }
}

/// The protocol has no groups; a message that had one would differ from what is expected.
fn from_reflected(value: Reflected<'_>) -> Value<'_> {
    match value {
        Reflected::Bytes(bytes) => Value::Bytes(bytes),
        Reflected::Text(text) => Value::Text(text),
        Reflected::OptionalText(text) => Value::OptionalText(text),
        Reflected::Bool(yes) => Value::Bool(yes),
        Reflected::Uint(number) => Value::Uint(number),
        Reflected::Int(number) => Value::Int(number),
        Reflected::Group(_) => Value::Group(Vec::new()),
    }
}

/// What is no value of a message's field here is refused by whatever field it is.
fn to_reflected(value: Value<'_>) -> Reflected<'_> {
    match value {
        Value::Bytes(bytes) => Reflected::Bytes(bytes),
        Value::Text(text) => Reflected::Text(text),
        Value::OptionalText(text) => Reflected::OptionalText(text),
        Value::Bool(yes) => Reflected::Bool(yes),
        Value::Uint(number) => Reflected::Uint(number),
        Value::Int(number) => Reflected::Int(number),
        Value::Group(_) | Value::Wrong(_) => Reflected::Uint(0),
    }
}

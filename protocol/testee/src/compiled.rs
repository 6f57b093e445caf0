//! Codecs that are Rust types as a testee, through their reflection.

use std::marker::PhantomData;

use lonelypsp::reflect::{Field, Reflect, Shape, Value};
use lonelypsp::{DecodeError, EncodeError, ErrorKind, Other};
use lonelypsp_conformance::json::{Problem, Wanted, hex, message_to_json};
use lonelypsp_conformance::{Expected, Input, Testee};
use lonelypsp_interpret::HeaderMode;
use lonelypsp_schema::Direction;
use serde_json::Value as Json;

use crate::flags::{is_set, set_flags};
use crate::values::{Noted, Owned, position, to_json};
use crate::{Codec, Codecs};

/// Answers with the codecs of both directions.
pub(crate) struct Compiled<C> {
    version: String,
    codecs: PhantomData<fn() -> C>,
}

impl<C> Compiled<C> {
    /// Codecs of this version of the protocol.
    pub(crate) fn of_version(version: String) -> Self {
        Self { version, codecs: PhantomData }
    }
}

impl<C: Codecs> Compiled<C> {
    /// Adds what an answer is written as.
    fn reencode(&self, direction: Direction, answer: &mut Json) {
        let encode = |mode| {
            let wanted = Wanted::parse(answer.as_object()?, Some(mode)).ok()?;
            let bytes = self.encode(C::PROTOCOL, Some(direction), &wanted).ok()?;
            Some(hex::format(&bytes))
        };
        let modes = [HeaderMode::Minimal, HeaderMode::Expanded];
        let written = modes.map(encode);
        if C::is_minimal(0).is_none() {
            let [encoded, _] = written;
            answer["encoded"] = encoded.into();
        } else {
            for (mode, encoded) in modes.into_iter().zip(written) {
                answer[mode.as_str()] = encoded.into();
            }
        }
    }
}

impl<C: Codecs> Testee for Compiled<C> {
    fn version(&self) -> &str {
        &self.version
    }

    fn protocols(&self) -> Vec<&str> {
        vec![C::PROTOCOL]
    }

    fn decode(
        &self,
        protocol: &str,
        expected: Expected<'_>,
        input: &Input,
        reencode: bool,
    ) -> Result<Json, Problem> {
        check_protocol::<C>(protocol)?;
        let name = expected.message.unwrap_or_default();
        let direction = find_direction::<C>(expected.direction, name)?;
        let Some(mut pieces) = input.pieces() else {
            return match direction {
                Direction::S2b => decode::<C, C::S2b<'_>>(expected.message, input.bytes(), reencode),
                Direction::B2s => decode::<C, C::B2s<'_>>(expected.message, input.bytes(), reencode),
            };
        };
        let mut answer = match direction {
            Direction::S2b => decode_pieces::<C, C::S2b<'_>>(expected.message, input.bytes(), &mut pieces),
            Direction::B2s => decode_pieces::<C, C::B2s<'_>>(expected.message, input.bytes(), &mut pieces),
        }?;
        if reencode {
            self.reencode(direction, &mut answer);
        }
        Ok(answer)
    }

    fn encode(
        &self,
        protocol: &str,
        direction: Option<Direction>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<u8>, Problem> {
        check_protocol::<C>(protocol)?;
        let direction = find_direction::<C>(direction, wanted.message)?;
        let shapes = match direction {
            Direction::S2b => C::S2b::shapes(),
            Direction::B2s => C::B2s::shapes(),
        };
        let named =
            |shape: &&&'static Shape| shape.message == wanted.message && shape.variant == wanted.variant;
        let shape = shapes.iter().find(named).ok_or_else(|| wanted.unknown(direction))?;
        let mode = if shape.is_sequence { HeaderMode::Minimal } else { wanted.mode()? };
        let flags = set_flags(shape, wanted)?;
        let is_flag = |field: &&Field| shape.flags.iter().any(|flag| flag.name == field.name);
        wanted.check_names(shape.fields.iter().filter(|field| !is_flag(field)).map(|field| field.name))?;
        Row::new(direction, shape, &flags, wanted).encode::<C>(runtime_mode(mode))
    }
}

fn check_protocol<C: Codecs>(name: &str) -> Result<(), Problem> {
    if name == C::PROTOCOL { Ok(()) } else { Err(Problem::request(format!("there is no protocol `{name}`"))) }
}

/// The side that is said, or the only one that sends a message of that name.
fn find_direction<C: Codecs>(said: Option<Direction>, name: &str) -> Result<Direction, Problem> {
    let has = |shapes: Vec<&'static Shape>| shapes.iter().any(|shape| shape.message == name);
    match (said, has(C::S2b::shapes()), has(C::B2s::shapes())) {
        (Some(direction), ..) => Ok(direction),
        (None, ..) if C::is_minimal(0).is_some() => Err(Problem::request("`direction` has to be s2b or b2s")),
        (None, true, false) => Ok(Direction::S2b),
        (None, false, true) => Ok(Direction::B2s),
        (None, ..) => Err(Problem::request("`direction` has to be s2b or b2s")),
    }
}

fn decode<'a, C: Codecs, M: Codec<'a>>(
    name: Option<&str>,
    input: &'a [u8],
    reencode: bool,
) -> Result<Json, Problem> {
    let message = M::decode(name, input).map_err(refused)?;
    let mut answer = answer::<C>(&message, input);
    if reencode && C::is_minimal(0).is_none() {
        answer["encoded"] =
            message.encode(lonelypsp::HeaderMode::Minimal).ok().map(|bytes| hex::format(&bytes)).into();
    } else if reencode {
        for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
            answer[mode.as_str()] =
                message.encode(runtime_mode(mode)).ok().map(|bytes| hex::format(&bytes)).into();
        }
    }
    Ok(answer)
}

/// The answer to a message that is given in pieces.
fn decode_pieces<'a, C: Codecs, M: Codec<'a>>(
    name: Option<&str>,
    input: &[u8],
    pieces: &mut dyn Iterator<Item = &[u8]>,
) -> Result<Json, Problem> {
    let (mut json, mut last) = (Json::Null, None);
    let body = M::decode_pieces(name, pieces, &mut |message| {
        json = answer::<C>(message, input);
        last = message.shape().fields.last();
    });
    let body = body.map_err(refused)?;
    // The body is the last of the fields, if there is one.
    if let (Some(field), false) = (last, body.is_empty()) {
        json["fields"][field.name] = to_json(Value::Bytes(&body));
    }
    Ok(json)
}

fn refused(error: Option<DecodeError>) -> Problem {
    match error {
        Some(error) => decode_problem(error),
        None => Problem::request("`message` has to be the name of a message, and one that is decoded so"),
    }
}

/// The answer that a message was read, but for its encodings.
fn answer<C: Codecs>(message: &dyn Reflect, input: &[u8]) -> Json {
    let shape = message.shape();
    let prefix = Other::<&[u8]>::decode(input).map_or(0, |other| other.flags);
    let mode = C::is_minimal(prefix).filter(|_| !shape.is_sequence).map(HeaderMode::minimal_if);
    let is_flag = |field: &Field| shape.flags.iter().any(|flag| flag.name == field.name);
    let mut set = Vec::new();
    message.visit(&mut |field, value| {
        set.extend((is_flag(field) && value == Value::Bool(true)).then_some(field.name));
    });
    let flags = shape.flags.iter().filter(|flag| is_set(flag, &set)).map(|flag| flag.name);
    let flags = (!shape.flags.is_empty()).then(|| flags.collect());
    let mut answer = message_to_json(shape.message, shape.variant, mode, flags);
    message.visit(&mut |field, value| {
        if !is_flag(field) {
            answer["fields"][field.name] = to_json(value);
        }
    });
    answer
}

/// The values of a message to be written, each good or with what is wrong with it.
///
/// The codecs take typed values and report the first problem of their own; here any problem of any field is to be
/// reported in the order of values, whoever finds it. So a bad value is noted and a harmless one put in its place, until the
/// codecs are content; then the first of all notes counts.
struct Row<'j> {
    direction: Direction,
    shape: &'static Shape,
    values: Vec<Owned<'j>>,
    notes: Vec<Option<Noted>>,
}

impl<'j> Row<'j> {
    fn new(direction: Direction, shape: &'static Shape, flags: &[&str], wanted: &Wanted<'j>) -> Self {
        let mut row = Self { direction, shape, values: Vec::new(), notes: Vec::new() };
        for field in shape.fields {
            let mut note = None;
            row.values.push(if shape.flags.iter().any(|flag| flag.name == field.name) {
                Owned::flag(flags.contains(&field.name))
            } else {
                let json = wanted.fields.get(field.name).unwrap_or(&Json::Null);
                Owned::parse(field, json, field.at, &mut Vec::new(), &mut note)
            });
            row.notes.push(note);
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
        match self.notes.into_iter().flatten().next() {
            Some(note) => Err(note.problem),
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
        let problem = encode_problem(error);
        let Some(at) = &problem.at else { return false };
        let fields = self.shape.fields.iter().zip(&mut self.values).zip(&mut self.notes);
        for ((field, value), note) in fields {
            let Some(position) = position(field, at) else { continue };
            if value.is_placeholder() {
                continue;
            }
            // Of several problems in one group the first counts.
            if note.as_ref().is_none_or(|noted| position < noted.position) {
                *note = Some(Noted { position, problem });
            }
            *value = Owned::placeholder(field);
            return true;
        }
        false
    }
}

fn write<'a, M: Codec<'a>>(
    shape: &Shape,
    values: &'a [Owned<'_>],
    mode: lonelypsp::HeaderMode,
) -> Result<Vec<u8>, EncodeError> {
    let mut source = |wanted: &'static Field| {
        let mut fields = shape.fields.iter().zip(values);
        // The codecs ask for the fields of the shape and for no others.
        let found = fields.find(|(field, _)| *field == wanted).map(|(_, value)| value.as_value());
        found.unwrap_or(Value::Bool(false))
    };
    match M::build(shape, &mut source) {
        Some(message) => message?.encode(mode),
        None => Err(EncodeError::new(ErrorKind::UnknownType, None)),
    }
}

fn decode_problem(error: DecodeError) -> Problem {
    let at = error.place().map(|place| place.to_string());
    Problem {
        kind: error.kind().as_str(),
        at,
        offset: Some(error.offset().into()),
        message: error.to_string(),
    }
}

fn encode_problem(error: &EncodeError) -> Problem {
    let at = error.place().map(|place| place.to_string());
    Problem { kind: error.kind().as_str(), at, offset: None, message: error.to_string() }
}

const fn runtime_mode(mode: HeaderMode) -> lonelypsp::HeaderMode {
    match mode {
        HeaderMode::Minimal => lonelypsp::HeaderMode::Minimal,
        HeaderMode::Expanded => lonelypsp::HeaderMode::Expanded,
    }
}

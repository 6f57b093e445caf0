//! A whole message ↔ JSON.

use lonelypsp_interpret::{Decoded, FieldSpec, HeaderMode, Target, Value};
use lonelypsp_schema::{Direction, Flag, FlagSource, Message, Name, Protocol, nearest};
use serde_json::{Map, Value as Json, json};

use super::names::{clip, instead, list};
use super::{Problem, find_message, value_from_json, value_to_json};

/// A message that the interpreter read.
pub fn decoded_to_json(decoded: &Decoded<'_, '_>) -> Json {
    let target = &decoded.target;
    let mode = target.is_block().then_some(decoded.mode);
    let set = named_flags(target.protocol).filter(|flag| decoded.flags & flag.mask() != 0);
    let has_flags = named_flags(target.protocol).next().is_some();
    let flags = has_flags.then(|| set.map(|flag| flag.name.snake()).collect());
    let mut message = message_to_json(target.name(), target.variant(), mode, flags);
    for (field, value) in decoded.fields.iter().filter(|(field, _)| !field.is_flag()) {
        message["fields"][field.name] = value_to_json(target, field.kind, value);
    }
    message
}

/// The flags that a message carries beside the one that selects its header block.
fn named_flags(protocol: &Protocol) -> impl Iterator<Item = &Flag> + Clone {
    protocol.flags.iter().filter(|flag| !flag.selects_minimal)
}

/// A message without its fields; the mode is that of its header block, if it has one, the flags are those that are set, if
/// the protocol has any.
pub fn message_to_json(
    message: &str,
    variant: Option<&str>,
    mode: Option<HeaderMode>,
    flags: Option<Vec<&str>>,
) -> Json {
    let mut object = json!({ "message": message, "variant": variant });
    if let Some(mode) = mode {
        object["minimal_headers"] = (mode == HeaderMode::Minimal).into();
    }
    if let Some(flags) = flags {
        object["flags"] = flags.into();
    }
    object["fields"] = Map::new().into();
    object
}

/// A message that is to be written, as JSON names it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'j> {
    /// The name of the message.
    pub message: &'j str,
    /// The name of its variant, if it has any.
    pub variant: Option<&'j str>,
    /// How its headers are to be written, if that is said.
    pub mode: Option<HeaderMode>,
    /// The names of the flags that are set, if they are said.
    pub flags: Option<&'j [Json]>,
    /// The values of its fields by name.
    pub fields: &'j Map<String, Json>,
}

impl<'j> Wanted<'j> {
    /// Reads the request, but not yet its fields; the mode can be given from elsewhere.
    ///
    /// # Errors
    ///
    /// The first member that is missing or of another type.
    pub fn parse(request: &'j Map<String, Json>, mode: Option<HeaderMode>) -> Result<Self, Problem> {
        let message = request.get("message").and_then(Json::as_str);
        let message = message.ok_or_else(|| Problem::request("`message` has to be the name of a message"))?;
        let variant = match request.get("variant") {
            None | Some(Json::Null) => None,
            Some(Json::String(name)) => Some(name.as_str()),
            Some(_) => return Err(Problem::request("`variant` has to be the name of a variant, or null")),
        };
        let mode = match (mode, request.get("minimal_headers")) {
            (Some(mode), _) => Some(mode),
            (None, None) => None,
            (None, Some(Json::Bool(minimal))) => Some(HeaderMode::minimal_if(*minimal)),
            (None, Some(_)) => return Err(missing_mode()),
        };
        let flags = match request.get("flags") {
            None => None,
            Some(Json::Array(flags)) => Some(&flags[..]),
            Some(_) => return Err(Problem::request("`flags` has to be a list of names")),
        };
        let fields = request.get("fields").and_then(Json::as_object);
        let fields = fields.ok_or_else(|| Problem::request("`fields` has to be an object"))?;
        Ok(Self { message, variant, mode, flags, fields })
    }

    /// How its headers are to be written.
    ///
    /// # Errors
    ///
    /// That it is not said.
    pub fn mode(&self) -> Result<HeaderMode, Problem> {
        self.mode.ok_or_else(missing_mode)
    }

    /// That the fields are those of the shape, no more and no less.
    ///
    /// # Errors
    ///
    /// A field that stands where another one was meant, or else those that are missing, or else the first unknown one.
    pub fn check_names<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> Result<(), Problem> {
        let missing = names.clone().filter(|name| !self.fields.contains_key(*name));
        let missing: Vec<&str> = missing.collect();
        let mut unknown = self.fields.keys().filter(|given| !names.clone().any(|name| name == *given));
        let first = unknown.clone().next();
        let mut meant = unknown.by_ref().take(MOST_COMPARED).filter_map(|given| {
            let near = nearest(given, missing.iter().copied())?;
            Some(format!("there is no field `{}`; did you mean `{near}`?", clip(given)))
        });
        let message = match (meant.next(), &missing[..], first) {
            (Some(message), _, _) => message,
            (None, [], None) => return Ok(()),
            (None, [], Some(unknown)) => {
                let name = clip(unknown);
                format!("there is no field `{name}`{}", instead(unknown, "the fields are", names))
            }
            (None, [one], _) => format!("the field `{one}` is missing"),
            (None, _, _) => format!("the fields {} are missing", list(missing)),
        };
        Err(Problem::request(message))
    }

    /// That no shape has this message's and variant's names.
    pub fn unknown(&self, direction: Direction) -> Problem {
        let (sender, message) = (direction.sender(), clip(self.message));
        Problem::request(match self.variant {
            None => format!("a {sender} sends no message `{message}` without a variant"),
            Some(variant) => {
                format!("a {sender} sends no message `{message}` with a variant `{}`", clip(variant))
            }
        })
    }
}

/// So many unknown names are compared with those that there are. Whoever has more is helped by none.
const MOST_COMPARED: usize = 8;

fn missing_mode() -> Problem {
    Problem::request("`minimal_headers` has to be true or false")
}

/// Writes a message with the interpreter.
///
/// # Errors
///
/// The names first, then the first bad value in wire order.
pub fn encode_wanted(
    protocol: &Protocol,
    direction: Direction,
    wanted: &Wanted<'_>,
) -> Result<Vec<u8>, Problem> {
    let message = find_message(protocol, Some(direction), wanted.message)?;
    let target = Target::find(protocol, direction, wanted.message, wanted.variant);
    let target = target.ok_or_else(|| no_variant(message, wanted.variant))?;
    // A sequence is the same in both modes.
    let mode = if target.is_block() { wanted.mode()? } else { HeaderMode::Minimal };
    let flags = flags_of(&target, wanted)?;
    let fields: Vec<FieldSpec<'_>> = target.fields().collect();
    let names = fields.iter().filter(|field| !field.is_flag()).map(|field| field.name);
    wanted.check_names(names)?;
    let given = fields.iter().map(|field| {
        if field.is_flag() {
            return super::Given::Value(Value::Bool(flags.contains(&field.name)));
        }
        value_from_json(&target, field.kind, wanted.fields.get(field.name).unwrap_or(&Json::Null))
    });
    let given: Vec<_> = given.collect();
    let values: Vec<Value<'_>> = given.iter().map(super::Given::as_value).collect();
    target.encode(mode, &values).map_err(Problem::from)
}

/// That a message has no variant of that name.
fn no_variant(message: &Message, given: Option<&str>) -> Problem {
    let name = &message.name;
    let variants = message.layout.shapes.iter().filter_map(|shape| shape.variant.as_ref()).map(Name::snake);
    Problem::request(match given {
        Some(_) if variants.clone().next().is_none() => {
            format!("`{name}` has no variants; leave `variant` out")
        }
        Some(given) => {
            format!("`{name}` has no variant `{}`{}", clip(given), instead(given, "it has", variants))
        }
        None => format!("`variant` has to say which `{name}` it is: {}", list(variants)),
    })
}

/// The names of the flags that are set, which must be those that the variant has set.
fn flags_of<'j>(target: &Target<'_>, wanted: &Wanted<'j>) -> Result<Vec<&'j str>, Problem> {
    let Some(given) = wanted.flags else { return Ok(Vec::new()) };
    let protocol = target.protocol;
    let name = |json: &'j Json| {
        let name = json.as_str().filter(|name| named_flags(protocol).any(|flag| flag.name.snake() == *name));
        name.ok_or_else(|| no_flag(protocol, json))
    };
    let set = given.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    for flag in &target.shape().flags {
        let name = protocol.flags[flag.flag].name.snake();
        if let FlagSource::Constant(is_set) = flag.source
            && is_set != set.contains(&name)
        {
            let is = if is_set { "always" } else { "never" };
            return Err(Problem::request(format!("the flag `{name}` is {is} set in this variant")));
        }
    }
    Ok(set)
}

fn no_flag(protocol: &Protocol, given: &Json) -> Problem {
    let names = named_flags(protocol).map(|flag| flag.name.snake());
    if names.clone().next().is_none() {
        let text = format!("`{}` has no flags that a message could set; leave `flags` out", protocol.name);
        return Problem::request(text);
    }
    Problem::request(match given.as_str() {
        Some(name) => format!("there is no flag `{}`{}", clip(name), instead(name, "the flags are", names)),
        None => format!("`flags` has to be a list of names, of {}", list(names)),
    })
}

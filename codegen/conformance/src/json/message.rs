//! A whole message ↔ JSON.

use lonelypsp_interpret::{Decoded, FieldSpec, HeaderMode, Target, Value};
use lonelypsp_schema::{Direction, Flag, FlagSource, Protocol};
use serde_json::{Map, Value as Json, json};

use super::{Problem, value_from_json, value_to_json};

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
fn named_flags(protocol: &Protocol) -> impl Iterator<Item = &Flag> {
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
    /// The first field that is missing, or else the first unknown one.
    pub fn check_names<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> Result<(), Problem> {
        if let Some(missing) = names.clone().find(|name| !self.fields.contains_key(*name)) {
            return Err(Problem::request(format!("the field `{missing}` is missing")));
        }
        match self.fields.keys().find(|given| !names.clone().any(|name| name == *given)) {
            None => Ok(()),
            Some(unknown) => {
                let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
                let message = format!("there is no field `{unknown}`; the fields are {}", names.join(", "));
                Err(Problem::request(message))
            }
        }
    }

    /// That no shape has this message's and variant's names.
    pub fn unknown(&self, direction: Direction) -> Problem {
        let sender = direction.sender();
        Problem::request(match self.variant {
            None => format!("a {sender} sends no message `{}` without a variant", self.message),
            Some(variant) => {
                format!("a {sender} sends no message `{}` with a variant `{variant}`", self.message)
            }
        })
    }
}

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
    let target = Target::find(protocol, direction, wanted.message, wanted.variant);
    let target = target.ok_or_else(|| wanted.unknown(direction))?;
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

/// The names of the flags that are set, which must be those that the variant has set.
fn flags_of<'j>(target: &Target<'_>, wanted: &Wanted<'j>) -> Result<Vec<&'j str>, Problem> {
    let Some(given) = wanted.flags else { return Ok(Vec::new()) };
    let protocol = target.protocol;
    let name = |json: &'j Json| {
        let name = json.as_str().filter(|name| named_flags(protocol).any(|flag| flag.name.snake() == *name));
        name.ok_or_else(|| {
            let names: Vec<_> = named_flags(protocol).map(|flag| format!("`{}`", flag.name)).collect();
            Problem::request(format!("there is no flag {json}; the flags are {}", names.join(", ")))
        })
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

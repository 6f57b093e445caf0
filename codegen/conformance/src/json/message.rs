//! A whole message ↔ JSON.

use lonelypsp_interpret::{Decoded, HeaderMode, Target, Value};
use lonelypsp_schema::{Direction, Protocol};
use serde_json::{Map, Value as Json, json};

use super::{Problem, from_json, to_json};

/// A message that the interpreter read.
pub fn decoded_to_json(decoded: &Decoded<'_, '_>) -> Json {
    let fields = decoded.fields.iter().map(|(field, value)| (field.name, *value));
    message_to_json(decoded.target.name(), decoded.target.variant(), decoded.mode, fields)
}

/// A message from its parts.
pub fn message_to_json<'a>(
    message: &str,
    variant: Option<&str>,
    mode: HeaderMode,
    fields: impl Iterator<Item = (&'a str, Value<'a>)>,
) -> Json {
    let fields: Map<_, _> = fields.map(|(name, value)| (name.to_owned(), to_json(value))).collect();
    let minimal = mode == HeaderMode::Minimal;
    json!({ "message": message, "variant": variant, "minimal_headers": minimal, "fields": fields })
}

/// A message that is to be written, as JSON names it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'j> {
    /// The name of the message.
    pub message: &'j str,
    /// The name of its variant, if it has any.
    pub variant: Option<&'j str>,
    /// How its headers are to be written.
    pub mode: HeaderMode,
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
        let given = request.get("minimal_headers").and_then(Json::as_bool).map(HeaderMode::minimal_if);
        let mode =
            mode.or(given).ok_or_else(|| Problem::request("`minimal_headers` has to be true or false"))?;
        let fields = request.get("fields").and_then(Json::as_object);
        let fields = fields.ok_or_else(|| Problem::request("`fields` has to be an object"))?;
        Ok(Self { message, variant, mode, fields })
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

/// Writes a message with the interpreter.
///
/// # Errors
///
/// The names first, then the first bad value in header order.
pub fn encode_wanted(
    protocol: &Protocol,
    direction: Direction,
    wanted: &Wanted<'_>,
) -> Result<Vec<u8>, Problem> {
    let target = Target::find(protocol, direction, wanted.message, wanted.variant);
    let target = target.ok_or_else(|| wanted.unknown(direction))?;
    let fields: Vec<_> = target.fields().collect();
    wanted.check_names(fields.iter().map(|field| field.name))?;
    let given: Vec<_> = fields
        .iter()
        .map(|field| {
            let json = wanted.fields.get(field.name).unwrap_or(&Json::Null);
            (*field, from_json(field.form, json).map_err(|refusal| refusal.at(field.at)))
        })
        .collect();
    let written = target.encode_with(wanted.mode, |asked| {
        let found = given.iter().find(|(field, _)| field == asked).map(|(_, value)| value);
        match found {
            Some(Ok(value)) => Ok(value.as_value()),
            Some(Err(error)) => Err(error.clone()),
            // Every field of the target was collected above.
            None => Ok(Value::OptionalText(None)),
        }
    });
    written.map_err(Problem::from)
}

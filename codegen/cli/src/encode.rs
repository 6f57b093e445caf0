//! `lonely encode`.

use lonelypsp_conformance::json::{Problem, Wanted, encode_wanted, find_message, hex};
use lonelypsp_interpret::{HeaderMode, Target};
use lonelypsp_schema::{Protocol, Schema, nearest};
use serde_json::{Map, Value as Json, json};

use crate::args::{EncodeArgs, Format, Global, Headers};
use crate::exit::{Found, Outcome};
use crate::printable::clipped;
use crate::terminal::{Colors, print, print_json, print_raw};
use crate::{input, notation, schema};

/// What a message can have in JSON.
const MEMBERS: [&str; 5] = ["message", "variant", "minimal_headers", "flags", "fields"];

/// Of what somebody gave, so many characters are quoted.
const LONGEST: usize = 60;

/// How headers are written of which nobody says it: as short as they can be.
const MODE: HeaderMode = HeaderMode::Minimal;

pub(crate) fn run(global: &Global, args: &EncodeArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = schema::protocol(&schema, &args.side)?;
    let (mut json, _) = input::read_json(args.json.as_deref(), args.file.as_deref())?;
    let written = object(&mut json, args).and_then(|object| write(&schema, protocol, args, object));
    let written = written
        .map_err(notation::explained)
        .map_err(|problem| Problem { message: schema::as_arguments(&problem.message), ..problem });
    match (written, args.format) {
        (Ok(bytes), _) if args.raw => print_raw(&bytes)?,
        (Ok(bytes), _) => print(&hex::format(&bytes))?,
        (Err(problem), Format::Text) => {
            colors.complain(&problem.message);
            return Ok(Found::Something);
        }
        (Err(problem), Format::Json) => {
            print_json(&json!({ "error": problem.to_explained_json() }))?;
            return Ok(Found::Something);
        }
    }
    Ok(Found::Nothing)
}

/// The message as an object that says which it is.
fn object<'j>(json: &'j mut Json, args: &EncodeArgs) -> Result<&'j mut Map<String, Json>, Problem> {
    let object = json.as_object_mut().ok_or_else(|| {
        Problem::request("the message has to be an object with message, variant, minimal_headers and fields")
    })?;
    if let Some(unknown) = object.keys().find(|key| !MEMBERS.contains(&key.as_str())) {
        let instead = match nearest(unknown, MEMBERS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "it has {}; values stand in `fields`",
                MEMBERS.map(|name| format!("`{name}`")).join(", ")
            ),
        };
        let unknown = clipped(unknown, LONGEST);
        return Err(Problem::request(format!("a message has no member `{unknown}`; {instead}")));
    }
    match (&args.message, object.get("message")) {
        (Some(asked), None) => {
            object.insert("message".to_owned(), json!(asked));
        }
        (Some(asked), Some(given)) if given != asked => {
            let given = clipped(&given.to_string(), LONGEST);
            let text = format!("--message says `{asked}`, but the member `message` of the JSON says {given}");
            return Err(Problem::request(text));
        }
        (_, _) => {}
    }
    Ok(object)
}

fn write(
    schema: &Schema,
    protocol: &Protocol,
    args: &EncodeArgs,
    object: &mut Map<String, Json>,
) -> Result<Vec<u8>, Problem> {
    let mode = args.headers.map(Headers::mode);
    let wanted = Wanted::parse(object, mode)?;
    let message = find_message(protocol, args.side.direction(), wanted.message)
        .map_err(|problem| schema::elsewhere(schema, protocol, wanted.message, problem))?;
    let direction = message.direction;
    // Where there is no such shape, that is said when it is written.
    let target = Target::find(protocol, direction, wanted.message, wanted.variant);
    if let (Some(target), Some(Json::Object(fields))) = (target, object.get_mut("fields")) {
        notation::spell_out(&target, fields)?;
    }
    let wanted = Wanted::parse(object, mode)?;
    let wanted = Wanted { mode: wanted.mode.or(Some(MODE)), ..wanted };
    encode_wanted(protocol, direction, &wanted)
}

//! What the arguments give: the fields of a document, the key, the protocol.

use std::env::VarError;
use std::path::Path;

use lonelypsp_conformance::authorization::{BadKey, Key};
use lonelypsp_conformance::json::Problem;
use lonelypsp_interpret::Target;
use lonelypsp_schema::{Protocol, Schema};
use serde_json::{Map, Value as Json};

use crate::exit::Failure;
use crate::{input, notation};

use super::args::{FieldsArgs, KeyArgs};

/// The most bytes of a file with a key.
const LONGEST_KEY_FILE: u64 = 1 << 10;

/// The fields of a document of that name, as everything behind takes them.
pub(super) fn fields(
    args: &FieldsArgs,
    protocol: &Protocol,
    document: &str,
) -> Result<Result<Map<String, Json>, Problem>, Failure> {
    let mut fields = read_fields(args)?;
    // Where there is no such document, that is said when it is written.
    let message = protocol.by_unique_name(document);
    let target = message.and_then(|message| Target::find(protocol, message.direction, document, None));
    let spelled = target.map_or(Ok(()), |target| notation::spell_out(&target, &mut fields));
    Ok(spelled.map(|()| fields))
}

fn read_fields(args: &FieldsArgs) -> Result<Map<String, Json>, Failure> {
    match input::read_json(args.json.as_deref(), args.file.as_deref())? {
        (Json::Object(fields), _) => Ok(fields),
        (_, place) => {
            Err(Failure::new(format!("{place} has to be an object with the fields of the document")))
        }
    }
}

pub(super) fn key(args: &KeyArgs) -> Result<Key, Failure> {
    match (&args.key_env, &args.key_file) {
        (Some(name), _) => {
            let text = std::env::var(name).map_err(|error| {
                let what = match error {
                    VarError::NotPresent => "is not set, or not exported",
                    VarError::NotUnicode(_) => "holds no key: it is not UTF-8",
                };
                Failure::new(format!("the environment variable {name} {what}"))
            })?;
            parse(&text, &format!("the environment variable {name}"))
        }
        (None, Some(path)) => read_key(path),
        (None, None) => Err(Failure::Usage("--key-env or --key-file is needed".to_owned())),
    }
}

fn read_key(path: &Path) -> Result<Key, Failure> {
    let place = input::shown(path);
    let bytes = input::read_ordinary(path, LONGEST_KEY_FILE)
        .map_err(|problem| Failure::new(format!("{place} {problem}")))?;
    if bytes.len() == 64 && bytes.iter().any(|byte| !byte.is_ascii_graphic()) {
        return Err(Failure::new(format!("{place} has the bytes of a key themselves; write them in base64")));
    }
    // What it is instead is not said, since it may be secret all the same.
    let text = std::str::from_utf8(&bytes).ok().filter(|text| !text.contains('\0'));
    let text = text.ok_or_else(|| {
        Failure::new(format!("{place} holds no key: it is not UTF-8; save it as a text of base64"))
    })?;
    parse(text, &place)
}

/// A key is never shown, be it right or wrong.
fn parse(text: &str, place: &str) -> Result<Key, Failure> {
    text.trim_start_matches('\u{feff}')
        .trim()
        .parse()
        .map_err(|bad: BadKey| Failure::new(format!("{place} holds no key: {bad}")))
}

/// What is said of a document that cannot be written. For whom it is one, it is no message.
pub(super) fn explained(problem: Problem) -> Problem {
    let problem = notation::explained(problem);
    let message = problem.message.replace("there is no message `", "there is no document `");
    Problem { message, ..problem }
}

pub(super) fn protocol<'s>(schema: &'s Schema, name: &str) -> Result<&'s Protocol, Failure> {
    schema.protocol(name).ok_or_else(|| {
        Failure::new(format!("the schema has no protocol `{name}`, which this verb takes documents from"))
    })
}

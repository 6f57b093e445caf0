//! `lonely encode`.

use lonelypsp_conformance::json::{self, Problem, Wanted, encode_wanted, find_message, hex};
use serde_json::{Value as Json, json};

use crate::args::{EncodeArgs, Format, Global};
use crate::exit::{Failure, Found, Outcome};
use crate::terminal::{Colors, print, print_json, print_raw};
use crate::{input, schema};

pub(crate) fn run(global: &Global, args: &EncodeArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = schema::protocol(&schema, &args.side)?;
    let json = read_json(args)?;
    let written = object(&json)
        .and_then(|object| Wanted::parse(object, args.headers.map(crate::args::Headers::mode)))
        .and_then(|wanted| {
            let message = find_message(protocol, args.side.direction(), wanted.message)?;
            encode_wanted(protocol, message.direction, &wanted)
        });
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

fn read_json(args: &EncodeArgs) -> Result<Json, Failure> {
    let (bytes, place) = match &args.json {
        Some(text) => (text.clone().into_bytes(), "the argument".to_owned()),
        None => input::read(args.file.as_deref())?,
    };
    json::parse(&bytes).map_err(|problem| Failure::new(format!("{place} {problem}")))
}

fn object(json: &Json) -> Result<&serde_json::Map<String, Json>, Problem> {
    json.as_object().ok_or_else(|| {
        Problem::request("the message has to be an object with message, variant, minimal_headers and fields")
    })
}

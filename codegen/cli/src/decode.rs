//! `lonely decode`.

use lonelypsp_conformance::json::{Expectation, Problem, decoded_to_json};
use lonelypsp_interpret::decode_as;
use serde_json::json;

use crate::args::{DecodeArgs, Format, Global};
use crate::exit::{Found, Outcome};
use crate::hint::hint;
use crate::terminal::{Colors, print_indented_json, print_json};
use crate::{input, schema, secrets};

pub(crate) fn run(global: &Global, args: &DecodeArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = schema::protocol(&schema, &args.side)?;
    let bytes = input::read_message(&args.source)?;
    let expected = schema::expectation(&schema, protocol, &args.side, args.message.as_deref())?;
    let decoded = match expected {
        Expectation::Message(message) => decode_as(protocol, message, &bytes),
        Expectation::From(direction) => lonelypsp_interpret::decode(protocol, direction, &bytes),
    };
    match (decoded, args.format) {
        (Ok(decoded), format) => {
            let mut message = decoded_to_json(&decoded);
            if !args.show_secrets {
                secrets::hide(&decoded, &mut message);
            }
            match format {
                Format::Text => print_indented_json(&message)?,
                Format::Json => print_json(&message)?,
            }
        }
        (Err(error), Format::Text) => {
            let hint =
                hint(protocol, expected, &bytes, error.kind, &args.source).map(|hint| format!("\n{hint}"));
            colors.complain(&format!("{error}{}", hint.unwrap_or_default()));
            return Ok(Found::Something);
        }
        (Err(error), Format::Json) => {
            let (expected, actual) = (json!(error.expected), json!(error.actual));
            let mut object = Problem::from(error).to_explained_json();
            (object["expected"], object["actual"]) = (expected, actual);
            print_json(&json!({ "error": object }))?;
            return Ok(Found::Something);
        }
    }
    Ok(Found::Nothing)
}

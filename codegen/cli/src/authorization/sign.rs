//! `lonely sign`.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lonelypsp_conformance::authorization;
use serde_json::json;

use crate::args::Global;
use crate::exit::{Failure, Found, Outcome};
use crate::schema;
use crate::terminal::{Colors, print};

use super::args::SignArgs;
use super::{SIGNING, given};

pub(crate) fn run(global: &Global, args: &SignArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = given::protocol(&schema, SIGNING)?;
    let fields = given::fields(&args.fields, protocol, &args.document)?;
    let key = given::key(&args.key)?;
    let (seconds, nonce) = (seconds()?, nonce()?);
    let signed = fields.and_then(|mut fields| {
        fields.entry("timestamp").or_insert_with(|| json!(seconds.to_string()));
        fields.entry("nonce").or_insert_with(|| json!(nonce));
        authorization::sign(protocol, &args.document, &key, &fields)
    });
    match signed {
        Ok(header) => {
            print(&header)?;
            Ok(Found::Nothing)
        }
        Err(problem) => {
            colors.complain(&given::explained(problem).message);
            Ok(Found::Something)
        }
    }
}

fn seconds() -> Result<u64, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map(|since| since.as_secs()).map_err(|_| Failure::new("the clock stands before 1970".to_owned()))
}

/// Four random bytes, as the reference programs have them.
fn nonce() -> Result<String, Failure> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(format!("the system gives no random bytes: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

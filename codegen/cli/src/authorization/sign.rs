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
    let (mut fields, key) = (given::fields(&args.fields)?, given::key(&args.key)?);
    if !fields.contains_key("timestamp") {
        fields.insert("timestamp".to_owned(), json!(seconds()?.to_string()));
    }
    if !fields.contains_key("nonce") {
        fields.insert("nonce".to_owned(), json!(nonce()?));
    }
    match authorization::sign(protocol, &args.document, &key, &fields) {
        Ok(header) => {
            print(&header)?;
            Ok(Found::Nothing)
        }
        Err(problem) => {
            colors.complain(&problem.message);
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

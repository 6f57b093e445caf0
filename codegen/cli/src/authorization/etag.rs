//! `lonely etag`.

use lonelypsp_conformance::authorization;
use lonelypsp_conformance::json::hex;

use crate::args::Global;
use crate::exit::{Found, Outcome};
use crate::schema;
use crate::terminal::{Colors, print};

use super::args::EtagArgs;
use super::{HASHING, given};

pub(crate) fn run(global: &Global, args: &EtagArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = given::protocol(&schema, HASHING)?;
    let fields = given::fields(&args.fields, protocol, authorization::STRONG_ETAG)?;
    match fields.and_then(|fields| authorization::etag(protocol, &fields)) {
        Ok(etag) => {
            print(&hex::format(&etag))?;
            Ok(Found::Nothing)
        }
        Err(problem) => {
            colors.complain(&given::explained(problem).message);
            Ok(Found::Something)
        }
    }
}

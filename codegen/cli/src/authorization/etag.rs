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
    match authorization::etag(protocol, &given::fields(&args.fields)?) {
        Ok(etag) => {
            print(&hex::format(&etag))?;
            Ok(Found::Nothing)
        }
        Err(problem) => {
            colors.complain(&problem.message);
            Ok(Found::Something)
        }
    }
}

//! `lonely conformance serve`.

use std::io;

use lonelypsp_conformance::Interpreted;

use crate::args::Global;
use crate::exit::{Failure, Found, Outcome};
use crate::schema;
use crate::terminal::Colors;

pub(crate) fn serve(global: &Global, colors: Colors) -> Outcome {
    let testee = Interpreted::new(schema::load(global, colors)?);
    lonelypsp_conformance::serve(&testee, io::stdin().lock(), io::stdout().lock())
        .map_err(|error| Failure::new(error.to_string()))?;
    Ok(Found::Nothing)
}

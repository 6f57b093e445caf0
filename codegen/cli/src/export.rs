//! `lonely export`: the schema and its plans as data.

use clap::Args;
use lonelypsp_export::{JSON_SCHEMA, export};

use crate::args::Global;
use crate::exit::{Failure, Found, Outcome};
use crate::printable::JsonWriter;
use crate::schema::load;
use crate::terminal::{Colors, print_raw, write_with};

#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// Prints it in one line.
    #[arg(long)]
    pub(crate) compact: bool,
    /// Prints the JSON Schema that describes an export, instead of one.
    #[arg(long, conflicts_with = "compact")]
    pub(crate) json_schema: bool,
}

pub(crate) fn run(global: &Global, args: &ExportArgs, colors: Colors) -> Outcome {
    if args.json_schema {
        if global.schema.is_some() {
            let text = "--json-schema is the same for every schema; leave --schema out";
            return Err(Failure::Usage(text.to_owned()));
        }
        return print_raw(JSON_SCHEMA.as_bytes()).map(|()| Found::Nothing);
    }
    let schema = load(global, colors)?;
    let export = export(&schema);
    write_with(|out| {
        let writer = JsonWriter(&mut *out);
        if args.compact {
            serde_json::to_writer(writer, &export)?;
        } else {
            serde_json::to_writer_pretty(writer, &export)?;
        }
        out.write_all(b"\n")
    })?;
    Ok(Found::Nothing)
}

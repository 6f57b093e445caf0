//! `lonely export`: the schema and its plans as data.

use clap::{Args, ValueEnum};
use lonelypsp_export::export;
use lonelypsp_schema::language;

use crate::args::Global;
use crate::config::JSON_SCHEMA;
use crate::exit::{Failure, Found, Outcome};
use crate::printable::JsonWriter;
use crate::schema::load;
use crate::terminal::{Colors, print_raw, write_with};

#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// Prints it in one line.
    #[arg(long)]
    pub(crate) compact: bool,
    /// Prints a JSON Schema (draft 2020-12) instead of an export: that of exports, if nothing else is said.
    #[arg(long, value_name = "OF", num_args = 0..=1, default_missing_value = "export", conflicts_with = "compact")]
    pub(crate) json_schema: Option<Described>,
}

/// What a JSON Schema can describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Described {
    /// What this verb prints.
    Export,
    /// The files of a schema.
    Schema,
    /// `lonely.gen.yaml`.
    Config,
}

impl Described {
    const fn json_schema(self) -> &'static str {
        match self {
            Self::Export => lonelypsp_export::JSON_SCHEMA,
            Self::Schema => language::JSON_SCHEMA,
            Self::Config => JSON_SCHEMA,
        }
    }
}

pub(crate) fn run(global: &Global, args: &ExportArgs, colors: Colors) -> Outcome {
    if let Some(described) = args.json_schema {
        let given = [
            ("--schema", global.schema.is_some()),
            ("--protocol-version", global.protocol_version.is_some()),
        ];
        if let Some((option, _)) = given.iter().find(|(_, is_given)| *is_given) {
            let text = format!("--json-schema is the same for every schema; leave {option} out");
            return Err(Failure::Usage(text));
        }
        return print_raw(described.json_schema().as_bytes()).map(|()| Found::Nothing);
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

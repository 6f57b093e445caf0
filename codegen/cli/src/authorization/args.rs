//! The arguments of `sign`, `verify` and `etag`.

use std::path::PathBuf;

use clap::Args;
use lonelypsp_conformance::authorization::Nanoseconds;

use crate::args::Format;

#[derive(Args, Debug)]
pub(crate) struct SignArgs {
    /// The document, such as `subscribe_exact`: one of the protocol `signing`.
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: String,
    #[command(flatten)]
    pub(crate) fields: FieldsArgs,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

#[derive(Args, Debug)]
pub(crate) struct VerifyArgs {
    /// The document, such as `subscribe_exact`: one of the protocol `signing`.
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: String,
    /// The value of the header `Authorization`; left out, there was none.
    #[arg(long, value_name = "TEXT")]
    pub(crate) header: Option<String>,
    #[command(flatten)]
    pub(crate) fields: FieldsArgs,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
    /// The time of the check, in seconds since 1970 [default: now].
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub(crate) now: Option<Nanoseconds>,
    /// How far the header's time may lie from that, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = parse_seconds)]
    pub(crate) lifetime: Nanoseconds,
    /// A file of the codes that were accepted before, one in a line: one that stands there is refused, one that is accepted
    /// is added. It is made if it is not there, and locked while it is used, so that several runs can share it.
    #[arg(long, value_name = "PATH")]
    pub(crate) seen: Option<PathBuf>,
    /// How to write the result: text is for people, json an object with result, reason, message and document.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct EtagArgs {
    #[command(flatten)]
    pub(crate) fields: FieldsArgs,
}

/// The values of a document.
#[derive(Args, Debug)]
pub(crate) struct FieldsArgs {
    /// The fields of the document as JSON [default: standard input].
    #[arg(value_name = "JSON", conflicts_with = "file")]
    pub(crate) json: Option<String>,
    /// A file with the fields as JSON; `-` is standard input.
    #[arg(long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
}

/// Where the key is. Not on the command line itself, which others can see.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct KeyArgs {
    /// The environment variable that has the key: 64 bytes in base64.
    #[arg(long, value_name = "NAME")]
    pub(crate) key_env: Option<String>,
    /// The file that has the key: 64 bytes in base64.
    #[arg(long, value_name = "PATH")]
    pub(crate) key_file: Option<PathBuf>,
}

fn parse_seconds(text: &str) -> Result<Nanoseconds, String> {
    text.parse().map_err(|_| "expected a number of seconds, such as 120 or 1700000001.5".to_owned())
}

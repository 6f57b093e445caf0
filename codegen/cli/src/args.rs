//! What verbs take, as clap sees it. The doc comments here are the text of `--help`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use lonelypsp_capture::Form;
use lonelypsp_interpret::HeaderMode;
use lonelypsp_schema::Direction;

use crate::exit::Failure;
use crate::hex;

#[derive(Args, Debug)]
pub(crate) struct Global {
    /// The root file of the schema to work on [default: what `lonely.gen.yaml` here names, or else the built-in one].
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) schema: Option<PathBuf>,
    /// The version of the protocol, of those that the schema describes [default: the newest].
    #[arg(long, global = true, value_name = "VERSION")]
    pub(crate) protocol_version: Option<String>,
    /// When to use colours. By itself, on terminals only, and never if the variable `NO_COLOR` is set.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// For verbs that have nothing to do with a schema: the global options are not listed, and whoever gives them is told.
#[derive(Args, Clone, Debug)]
pub(crate) struct NoSchema {
    #[arg(long, hide = true)]
    schema: Option<PathBuf>,
    #[arg(long, hide = true)]
    protocol_version: Option<String>,
}

impl NoSchema {
    /// That none of them was given.
    pub(crate) fn expect(&self) -> Result<(), Failure> {
        let option = match (&self.schema, &self.protocol_version) {
            (None, None) => return Ok(()),
            (Some(_), _) => "--schema",
            (None, Some(_)) => "--protocol-version",
        };
        Err(Failure::Usage(format!("{option} has no meaning for this verb; leave it out")))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// A code such as LS004 or the name of a rule, or `language` for the description of the schema language [default: the
    /// list of all].
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    #[command(flatten)]
    pub(crate) no_schema: NoSchema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Which messages: who sends them, and by which protocol.
#[derive(Args, Debug)]
pub(crate) struct Side {
    /// Who sends the message; needed where its name does not say that.
    #[arg(long, value_name = "SENDER")]
    pub(crate) from: Option<Sender>,
    /// The protocol that it belongs to [default: stateful, or the only one that the schema has].
    #[arg(long, value_name = "NAME")]
    pub(crate) protocol: Option<String>,
}

impl Side {
    pub(crate) fn direction(&self) -> Option<Direction> {
        self.from.map(Sender::direction)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sender {
    Subscriber,
    Broadcaster,
}

impl Sender {
    pub(crate) const fn direction(self) -> Direction {
        match self {
            Self::Subscriber => Direction::S2b,
            Self::Broadcaster => Direction::B2s,
        }
    }
}

/// Where the bytes of a message come from: standard input, if nothing else is said.
#[derive(Args, Debug)]
pub(crate) struct Source {
    /// The message as hex digits; white space between bytes does not matter.
    #[arg(long, value_name = "HEX", conflicts_with_all = ["file", "raw"], value_parser = hex::parse)]
    pub(crate) hex: Option<hex::Bytes>,
    /// A file with the message as hex digits; `-` is standard input.
    #[arg(long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// The file or standard input is the message itself instead of hex digits.
    #[arg(long)]
    pub(crate) raw: bool,
}

#[derive(Args, Debug)]
pub(crate) struct DecodeArgs {
    #[command(flatten)]
    pub(crate) side: Side,
    /// The message that the bytes are, where they do not say it themselves, as the body of an HTTP request.
    #[arg(long, value_name = "NAME")]
    pub(crate) message: Option<String>,
    #[command(flatten)]
    pub(crate) source: Source,
    /// Shows values that the schema calls secret, such as authorizations; `encode` needs them.
    #[arg(long)]
    pub(crate) show_secrets: bool,
    /// Text is indented JSON, with errors as sentences on standard error; json is one line, errors included.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct EncodeArgs {
    /// The message as JSON [default: standard input].
    #[arg(value_name = "JSON", conflicts_with = "file")]
    pub(crate) json: Option<String>,
    #[command(flatten)]
    pub(crate) side: Side,
    /// The message, if the JSON does not say which it is.
    #[arg(long, value_name = "NAME")]
    pub(crate) message: Option<String>,
    /// A file with the message as JSON; `-` is standard input.
    #[arg(long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// How to write the headers, whatever `minimal_headers` says [default: what that says, or else minimal].
    #[arg(long, value_name = "MODE")]
    pub(crate) headers: Option<Headers>,
    /// Writes the bytes themselves instead of hex digits.
    #[arg(long)]
    pub(crate) raw: bool,
    /// How to write errors: text is a sentence on standard error, json an object on standard output.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Headers {
    Minimal,
    Expanded,
}

impl Headers {
    pub(crate) const fn mode(self) -> HeaderMode {
        HeaderMode::minimal_if(matches!(self, Self::Minimal))
    }
}

#[derive(Args, Debug)]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) side: Side,
    /// The message that the bytes are, where they do not say it themselves, as the body of an HTTP request.
    #[arg(long, value_name = "NAME")]
    pub(crate) message: Option<String>,
    #[command(flatten)]
    pub(crate) source: Source,
    /// What the file or standard input is [default: hex digits, a dump or base64, whichever fits first].
    #[arg(long = "as", value_name = "FORM", conflicts_with_all = ["hex", "raw"])]
    pub(crate) form: Option<As>,
    /// Shows messages as they come on standard input: one on each line in hex or base64, or frames.
    #[arg(long, conflicts_with_all = ["hex", "file", "raw"])]
    pub(crate) follow: bool,
    /// Shows all bytes of long values, instead of the first 64.
    #[arg(long)]
    pub(crate) full: bool,
    /// Shows values that the schema calls secret, such as authorizations.
    #[arg(long)]
    pub(crate) show_secrets: bool,
    /// How to write what was found.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Page,
}

/// How messages are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum As {
    /// Hex digits.
    Hex,
    /// Lines with an offset: of xxd, hexdump -C, od -tx1, tcpdump -x, Wireshark.
    Dump,
    /// Base64, of either alphabet.
    Base64,
    /// One message as it is.
    Raw,
    /// Messages, each behind its length in four bytes.
    Frames,
    /// Packets, of pcap or pcapng: the messages of web sockets, of HTTP, and of framed connections.
    Capture,
}

impl As {
    pub(crate) const fn form(self) -> Form {
        match self {
            Self::Hex => Form::Hex,
            Self::Dump => Form::Dump,
            Self::Base64 => Form::Base64,
            Self::Raw => Form::Raw,
            Self::Frames => Form::Frames,
            Self::Capture => Form::Capture,
        }
    }
}

/// How messages are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Page {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// One page that needs nothing else, for somebody else.
    Html,
}

#[derive(Args, Debug)]
pub(crate) struct TourArgs {
    /// The folder that the packages are written to.
    #[arg(long, value_name = "DIR", default_value = "target/tour")]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct RunArgs {
    /// The folder of the corpus: the cases are in its `*.jsonl` files.
    #[arg(long, value_name = "DIR", default_value = "protocol/vectors")]
    pub(crate) corpus: PathBuf,
    /// Only the cases whose name contains this text.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// How many seconds to wait for an answer before giving up [default: 30, and 120 for the first, since the command may
    /// have to be built].
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub(crate) timeout: Option<Duration>,
    /// The command that answers, with its arguments.
    #[arg(last = true, required = true, value_name = "CMD")]
    pub(crate) command: Vec<std::ffi::OsString>,
    #[command(flatten)]
    pub(crate) no_schema: NoSchema,
}

pub(crate) fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 =
        text.parse().map_err(|_| "expected a number of seconds, such as 30 or 0.5".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() && duration < Duration::from_secs(1_000_000) => Ok(duration),
        _ => Err("expected more than 0 and less than 1000000 seconds".to_owned()),
    }
}

#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
    #[command(flatten)]
    pub(crate) no_schema: NoSchema,
}

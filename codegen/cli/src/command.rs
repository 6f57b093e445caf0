//! The command as clap sees it: its verbs, each with what it [takes](crate::args). The doc comments here are the text of
//! `--help`; examples are in [`help`].

use clap::{Parser, Subcommand};

use crate::args::{
    CompletionsArgs, DecodeArgs, EncodeArgs, ExplainArgs, Global, InspectArgs, RunArgs, TourArgs,
};
#[cfg(feature = "authoring")]
use crate::authoring::Authoring;
use crate::authorization::{EtagArgs, SignArgs, VerifyArgs};
use crate::check::CheckArgs;
use crate::export::ExportArgs;
use crate::generate::{DissectorArgs, GenerateArgs};
use crate::help;

/// Checks schemas of the lonely pub-sub protocol, generates code from them, and reads, writes and explains messages.
///
/// Every verb works on the schema that `lonely.gen.yaml` here names, on another one given with --schema, or on the built-in one,
/// without compiling anything.
#[derive(Debug, Parser)]
#[command(name = "lonely", version, after_long_help = help::LONELY, max_term_width = 100, propagate_version = true)]
pub(crate) struct Cli {
    #[command(flatten, next_help_heading = "Global options")]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    #[cfg(feature = "authoring")]
    #[command(flatten)]
    Authoring(Authoring),
    /// Compiles the schema and prints every problem.
    #[command(after_long_help = help::CHECK)]
    Check(CheckArgs),
    /// Explains the code of a problem: what it means, why it is one, and what is right.
    #[command(after_long_help = help::EXPLAIN)]
    Explain(ExplainArgs),
    /// Prints a message as JSON.
    #[command(after_long_help = help::DECODE)]
    Decode(DecodeArgs),
    /// Turns the JSON that `decode` prints into a message.
    #[command(after_long_help = help::ENCODE)]
    Encode(EncodeArgs),
    /// Shows the bytes of a message beside what they mean, and where a bad one goes wrong.
    #[command(after_long_help = help::INSPECT)]
    Inspect(InspectArgs),
    /// Generates packages in TypeScript, Python and Ruby, a Rust module for those without a build script, and a dissector.
    #[command(after_long_help = help::GENERATE)]
    Generate(GenerateArgs),
    /// Prints the schema and the wire plan of each message as JSON, for programs that generate or check something.
    #[command(after_long_help = help::EXPORT)]
    Export(ExportArgs),
    /// Generates a dissector, which shows the messages of the schema in Wireshark.
    #[command(after_long_help = help::DISSECTOR)]
    Dissector(DissectorArgs),
    /// Shows one message of the schema as YAML and as bytes, writes packages in all languages, and shows it in each.
    #[command(after_long_help = help::TOUR)]
    Tour(TourArgs),
    /// Prints the header that signs a document with HMAC.
    #[command(after_long_help = help::SIGN)]
    Sign(SignArgs),
    /// Says whether a header signs a document, and which rule it breaks if not.
    #[command(after_long_help = help::VERIFY)]
    Verify(VerifyArgs),
    /// Prints the strong etag of subscriptions.
    #[command(after_long_help = help::ETAG)]
    Etag(EtagArgs),
    /// Compares implementations of the protocol with the conformance corpus.
    #[command(subcommand, after_long_help = help::CONFORMANCE)]
    Conformance(Conformance),
    /// Prints a script that completes this command's arguments in a shell.
    #[command(after_long_help = help::COMPLETIONS)]
    Completions(CompletionsArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Conformance {
    /// Answers conformance requests on standard input until it ends, with the interpreter of the schema.
    #[command(after_long_help = help::SERVE)]
    Serve,
    /// Puts the cases of the corpus to a command that answers conformance requests.
    #[command(after_long_help = help::RUN)]
    Run(RunArgs),
}

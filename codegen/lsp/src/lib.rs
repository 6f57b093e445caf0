//! A language server for schemas of the lonely pub-sub protocol: problems while somebody types, with what mends them;
//! completion, explanations, definitions, names that are changed everywhere, and the one style. `lonely lsp` runs it.
//!
//! It is one loop: whatever the editor has sent is taken in first, and only then is looked at what changed, so that a flood
//! of changes does not queue. Nothing is read but schema files, from the editor where they are open there, and
//! configurations; nothing is written.

mod analysis;
mod answer;
mod complete;
mod framing;
mod hover;
mod index;
mod language;
mod navigate;
mod node;
mod scan;
mod server;
mod text;
mod uri;
mod workspace;

use std::io;
use std::path::{Path, PathBuf};

use lonelypsp_findings::{Configured, Family};
use lonelypsp_lint::Selection;
use lonelypsp_schema::{Message, Protocol};

/// What a configuration, `lonely.gen.yaml`, says of a schema.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The root file, as an absolute path.
    pub schema: Option<PathBuf>,
    /// The rules that are looked at.
    pub selection: Selection,
    /// The exceptions from them.
    pub allowed: Vec<Configured>,
}

/// What the server knows of the program that it is a part of.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The families of all rules that exceptions can name.
    pub families: Vec<Family>,
    /// Reads a configuration; none if it cannot be read.
    pub settings: fn(&Path) -> Option<Settings>,
    /// Gives an example of a message, if one can be made.
    pub example: fn(&Protocol, &Message) -> Option<Vec<u8>>,
}

/// Serves one editor on standard input and output, until it says that it ends or the input ends.
///
/// # Errors
/// If the input is not that of an editor, the output is closed, or the editor leaves without saying so.
pub fn serve(environment: Environment) -> io::Result<()> {
    server::serve(environment)
}

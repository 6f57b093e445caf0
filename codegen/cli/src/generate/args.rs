//! The arguments of `generate`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::args::parse_seconds;
use crate::config::{Generator, GeneratorParser, Language};
use crate::report::ReportFormat;

#[derive(Args, Debug)]
pub(crate) struct GenerateArgs {
    /// The file that says which packages to generate and where to [default: `lonely.gen.yaml` here, if there is one].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Only this language, or what the templates in a folder make; can be given several times.
    #[arg(long, value_name = "LANGUAGE", value_parser = GeneratorParser)]
    pub(crate) lang: Vec<Generator>,
    /// Only what this program makes of `lonely export`; can be given several times.
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) plugin: Vec<PathBuf>,
    /// Something that the templates or the program want to know, instead of what the configuration says; can be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_option)]
    pub(crate) option: Vec<(String, String)>,
    /// How many seconds templates or a program may take [default: 60].
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub(crate) timeout: Option<Duration>,
    /// The folder of the package, or the file of the Rust module or the dissector, instead of what the configuration says.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Writes nothing, lists what is not as it would be written, and exits with 100 if there is anything.
    #[arg(long)]
    pub(crate) check: bool,
    /// Overwrites generated files even if they were edited by hand, and says which. What was never generated stays.
    #[arg(long, conflicts_with = "check")]
    pub(crate) force: bool,
    /// Generates again after each change of what was read: the configuration, the schema, templates; until Ctrl-C.
    #[arg(long, conflicts_with_all = ["check", "force"])]
    pub(crate) watch: bool,
    /// How to write what --check lists.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) said: Said,
}

/// The same for a dissector alone.
#[derive(Args, Debug)]
pub(crate) struct DissectorArgs {
    /// The file to write [default: what `lonely.gen.yaml` says, or else standard output].
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Writes nothing, and exits with 100 if the file is not as it would be written.
    #[arg(long)]
    pub(crate) check: bool,
    /// Overwrites a generated file even if it was edited by hand. What was never generated stays.
    #[arg(long, conflicts_with = "check")]
    pub(crate) force: bool,
    /// Generates again after each change of the schema, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["check", "force"])]
    pub(crate) watch: bool,
    /// How to write what --check lists.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) said: Said,
}

impl From<DissectorArgs> for GenerateArgs {
    fn from(DissectorArgs { out, check, force, watch, format, said }: DissectorArgs) -> Self {
        let lang = vec![Generator::Language(Language::Dissector)];
        let (plugin, option) = (Vec::new(), Vec::new());
        Self { config: None, lang, plugin, option, timeout: None, out, check, force, watch, format, said }
    }
}

fn parse_option(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("expected a name and a value, as in package=chat".to_owned()),
    }
}

impl GenerateArgs {
    /// All that is asked for, ours and others.
    pub(super) fn generators(&self) -> Vec<Generator> {
        let plugins = self.plugin.iter().cloned().map(Generator::Plugin);
        self.lang.iter().cloned().chain(plugins).collect()
    }
}

/// How much is said of single files.
#[derive(Args, Debug)]
pub(crate) struct Said {
    /// Says nothing but what went wrong; with --check, only the exit status tells.
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Names every file that is written, removed or stale, not only the first few of each package.
    #[arg(long, short, visible_alias = "list")]
    pub(crate) verbose: bool,
}

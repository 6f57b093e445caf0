//! Standard output and standard error: colours, and writing without falling over a closed pipe.

use std::io::{self, BufWriter, IsTerminal, Write};

use clap::builder::styling::{AnsiColor, Effects, Style};

use crate::args::Color;
use crate::exit::Failure;

/// Which streams take colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Colors {
    pub(crate) stdout: bool,
    pub(crate) stderr: bool,
}

impl Colors {
    pub(crate) fn of(choice: Color) -> Self {
        let wanted = |terminal: bool| match choice {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                terminal && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
            }
        };
        Self { stdout: wanted(io::stdout().is_terminal()), stderr: wanted(io::stderr().is_terminal()) }
    }

    /// Says on standard error what is wrong.
    pub(crate) fn complain(self, message: &str) {
        say(&format!("{} {message}", paint(self.stderr, ERROR, "error:")));
    }
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
pub(crate) const NAME: Style = AnsiColor::Cyan.on_default();
pub(crate) const QUIET: Style = Style::new().effects(Effects::DIMMED);
pub(crate) const STRONG: Style = Style::new().effects(Effects::BOLD);

/// The text in a style, or as it is.
pub(crate) fn paint(colors: bool, style: Style, text: &str) -> String {
    if colors && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Writes a line to standard error. If that is closed there is nobody left to tell.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}

/// Writes a result to standard output, ending with a line end.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut bytes = text.as_bytes().to_vec();
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    print_raw(&bytes)
}

/// Writes a result to standard output as it comes.
pub(crate) fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    write(&mut stdout).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))
}

/// Writes text to standard error as it comes. If that is closed there is nobody left to tell.
pub(crate) fn say_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut stderr = BufWriter::new(io::stderr().lock());
    let _ = write(&mut stderr).and_then(|()| stderr.flush());
}

/// Writes bytes to standard output as they are.
pub(crate) fn print_raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))
}

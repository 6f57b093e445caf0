//! Standard output and standard error: colours, and writing without falling over a closed pipe.
//!
//! Whoever stops reading does not change what a verb finds: writing to a closed pipe succeeds, and how the verb ends is
//! decided by what it found. Output that cannot be written for another reason, such as a full disk, is a failure.
//!
//! What [`print()`] and [`say`] are given may come from anybody, so nothing in it reaches the terminal that the terminal
//! would obey. Text with colours goes through [`paint`], which takes them out of the text itself, and then through
//! [`print_styled`] or [`say_styled`].

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::builder::styling::{AnsiColor, Effects, Style};
use serde_json::Value as Json;

use crate::args::Color;
use crate::exit::Failure;
use crate::printable::{self, JsonWriter};

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
        let text = printable::block(message);
        // What follows is indented, so that nothing in it can pass for another error.
        let mut lines = text.lines().map(|line| line.strip_prefix(INDENT).unwrap_or(line));
        let first = lines.next().unwrap_or_default();
        let rest = lines.fold(String::new(), |rest, line| rest + "\n" + INDENT + line);
        say_styled(&format!("{} {first}{rest}", paint(self.stderr, ERROR, "error:")));
    }
}

/// As wide as `error: `.
const INDENT: &str = "       ";

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
pub(crate) const NAME: Style = AnsiColor::Cyan.on_default();
pub(crate) const QUIET: Style = Style::new().effects(Effects::DIMMED);
pub(crate) const STRONG: Style = Style::new().effects(Effects::BOLD);

/// Text of one line in a style, or without one; printable in either case.
pub(crate) fn paint(colors: bool, style: Style, text: &str) -> String {
    let text = printable::line(text);
    if colors && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.into_owned() }
}

/// Writes text to standard error.
pub(crate) fn say(text: &str) {
    say_styled(&printable::block(text));
}

/// Writes to standard error what is printable and may have colours. If that is closed there is nobody left to tell.
pub(crate) fn say_styled(text: &str) {
    if let Err(error) = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n')) {
        is_closed(&error);
    }
}

/// Writes a result to standard output, ending with a line end.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_styled(&printable::block(text))
}

/// The same with what is printable and may have colours.
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    write_with(|out| {
        out.write_all(text.as_bytes())?;
        if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
    })
}

/// Writes JSON in one line.
pub(crate) fn print_json(json: &Json) -> Result<(), Failure> {
    write_with(|out| {
        serde_json::to_writer(JsonWriter(&mut *out), json)?;
        out.write_all(b"\n")
    })
}

/// Writes JSON as people read it.
pub(crate) fn print_indented_json(json: &Json) -> Result<(), Failure> {
    write_with(|out| {
        serde_json::to_writer_pretty(JsonWriter(&mut *out), json)?;
        out.write_all(b"\n")
    })
}

/// Writes text to standard error as it comes. If that is closed there is nobody left to tell.
pub(crate) fn say_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut stderr = BufWriter::new(io::stderr().lock());
    if let Err(error) = write(&mut stderr).and_then(|()| stderr.flush()) {
        is_closed(&error);
    }
}

/// Writes bytes to standard output as they are.
pub(crate) fn print_raw(bytes: &[u8]) -> Result<(), Failure> {
    write_with(|out| out.write_all(bytes))
}

/// Writes to standard output piece by piece.
pub(crate) fn write_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What could not be written is not tried once more.
    drop(out.into_parts());
    match written {
        Err(error) if !is_closed(&error) => {
            Err(Failure::new(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Whether nobody reads any more, which is no fault of anybody's.
pub(crate) fn is_closed(error: &io::Error) -> bool {
    let is_closed = error.kind() == io::ErrorKind::BrokenPipe;
    if is_closed {
        DESERTED.store(true, Ordering::Relaxed);
    }
    is_closed
}

static DESERTED: AtomicBool = AtomicBool::new(false);

/// Whether it was seen that nobody reads one of the streams any more: what would go on for ever ends then.
pub(crate) fn is_deserted() -> bool {
    DESERTED.load(Ordering::Relaxed)
}

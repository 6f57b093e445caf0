//! `--watch`: a verb that is run again whenever something changes that it has read.

#[cfg(feature = "watch")]
mod folders;

use std::fs::metadata;
use std::path::Path;
use std::time::{Duration, Instant};

use lonelypsp_schema::files::is_open_pipe;

use crate::args::Global;
use crate::ending::complain;
use crate::exit::{Failure, Found, Outcome};
use crate::input::shown;
use crate::inputs::{Change, Inputs};
use crate::schema::root;
use crate::terminal::{Colors, QUIET, STRONG, is_deserted, paint, say_styled};

#[cfg(feature = "watch")]
use folders::Watched;

/// How long nothing must happen before a change is looked at: a save is several steps, and there may be many of them.
const STILL: Duration = Duration::from_millis(50);
/// How long is waited for that at most.
const RESTLESS: Duration = Duration::from_secs(1);
/// How long a file may be gone, or empty, before that is what it is.
const GRACE: Duration = Duration::from_millis(500);

/// Runs once, and again after each change of what the last run has read, until the process is ended from outside or nobody
/// reads any more what is said.
///
/// What a run says, it says itself. A run that fails, fails; the next one may not. But what was wrong with the arguments from the
/// first stays wrong, and if nothing was there to be read, there is nothing to wait for.
#[cfg(feature = "watch")]
pub(crate) fn watch(colors: Colors, is_quiet: bool, mut run: impl FnMut(&Inputs) -> Outcome) -> Outcome {
    let mut is_first = true;
    loop {
        let (inputs, begun) = (Inputs::default(), Instant::now());
        let outcome = run(&inputs);
        if is_first && (matches!(outcome, Err(Failure::Usage(_))) || !inputs.found_something()) {
            return outcome;
        }
        is_first = false;
        if let Err(failure) = &outcome {
            complain(failure, colors);
        }
        let took = in_words(&outcome, begun.elapsed());
        let waiting = || {
            if !is_quiet {
                let text = format!("{took}; waiting for changes of {}, Ctrl-C ends it", inputs.in_words());
                say_styled(&paint(colors.stderr, QUIET, &text));
            }
        };
        match next_changes(&inputs, waiting)? {
            // It has been said.
            None => return outcome.or(Ok(Found::Something)),
            Some(changes) if !is_quiet => say_styled(&paint(colors.stderr, STRONG, &named(&changes))),
            Some(_) => {}
        }
    }
}

/// Without the feature, that it is said.
#[cfg(not(feature = "watch"))]
pub(crate) fn watch(_: Colors, _: bool, _: impl FnMut(&Inputs) -> Outcome) -> Outcome {
    let text = "--watch is in builds with the feature `watch`, which is on if nothing else is said";
    Err(Failure::Usage(text.to_owned()))
}

/// That there is a schema whose files can be waited for.
pub(crate) fn expect_schema(global: &Global) -> Result<(), Failure> {
    match root(global, &Inputs::default())? {
        Some(path) => expect_file(Some(&path)),
        None => Err(Failure::Usage(NO_FILES.to_owned())),
    }
}

/// What is said where nothing can change.
pub(crate) const NO_FILES: &str =
    "--watch waits for changes of files, and the built-in schema has none; --schema names another one";

/// That a path leads to what can be read again.
pub(crate) fn expect_file(path: Option<&Path>) -> Result<(), Failure> {
    let is_pipe = |path: &&Path| metadata(path).is_ok_and(|found| is_open_pipe(path, &found));
    match path.filter(is_pipe) {
        None => Ok(()),
        Some(path) => Err(Failure::Usage(format!(
            "--watch reads files again when they change, and {} is a pipe, which can be read once; name a file",
            shown(path)
        ))),
    }
}

/// Waits for changes; nothing, if nobody reads what is said. `waiting` is called before that, unless there are changes already.
#[cfg(feature = "watch")]
fn next_changes(inputs: &Inputs, waiting: impl FnOnce()) -> Result<Option<Vec<Change>>, Failure> {
    let mut waiting = Some(waiting);
    loop {
        // Only those folders are watched that are there now; what changes before they are is found by looking.
        let watched = Watched::of(inputs)?;
        if inputs.changes().is_empty() {
            if let Some(waiting) = waiting.take() {
                waiting();
            }
            if is_deserted() {
                return Ok(None);
            }
            watched.wait()?;
        }
        let begun = Instant::now();
        loop {
            watched.settle(STILL, RESTLESS);
            let changes = inputs.changes();
            if changes.iter().any(Change::is_loss) && begun.elapsed() < GRACE {
                continue;
            }
            if changes.is_empty() {
                break;
            }
            return Ok(Some(changes));
        }
    }
}

/// How a run ended, and what it took.
fn in_words(outcome: &Outcome, took: Duration) -> String {
    let how = match outcome {
        Ok(Found::Nothing) => "done in",
        Ok(Found::Something) => "found in",
        Err(_) => "failed after",
    };
    match took.as_millis() {
        millis @ 0..1000 => format!("{how} {} ms", millis.max(1)),
        _ => format!("{how} {:.1} s", took.as_secs_f64()),
    }
}

/// What has changed: the first of it, and how much more.
fn named(changes: &[Change]) -> String {
    match changes {
        [] => String::new(),
        [only] => only.in_words(),
        [first, rest @ ..] => format!("{}, and {} more", first.in_words(), rest.len()),
    }
}

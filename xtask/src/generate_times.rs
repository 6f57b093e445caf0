//! `cargo xtask generate-times`: how long `lonely generate` takes for a schema of many messages.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::testee::lonely_released;
use crate::workspace::{root, run_quietly};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many messages
    #[arg(long, default_value_t = 1000)]
    messages: usize,
    /// How often; the median is shown
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// Times it: all three packages at once, into an empty folder and into one where nothing is to be done.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = root().join("target/generate-times");
    let write = |name: &str, text: &str| {
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))
    };
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    write("schema.yaml", &made_up(options.messages))?;
    // Some file systems are slow to give the place of a removed file away again.
    thread::sleep(PAUSE);
    let mut rounds = Vec::new();
    for round in 0..options.rounds {
        write("lonely.gen.yaml", &config(round))?;
        rounds.push((once(&folder)?, once(&folder)?));
    }
    let (first, second): (Vec<_>, Vec<_>) = rounds.into_iter().unzip();
    println!("{} messages, three packages, median of {}:", options.messages, options.rounds);
    println!("{:>8.3} s  into an empty folder", median(first).as_secs_f64());
    println!("{:>8.3} s  where all is up to date", median(second).as_secs_f64());
    Ok(())
}

const PAUSE: Duration = Duration::from_secs(10);

/// Each round goes to folders of its own.
fn config(round: usize) -> String {
    let entry = |lang| format!("  - {{ lang: {lang}, out: out-{round}/{lang} }}\n");
    let entries: String = ["typescript", "python", "ruby"].map(entry).concat();
    format!("lonely: 1\nschema: schema.yaml\ngenerate:\n{entries}")
}

fn once(folder: &Path) -> Result<Duration> {
    let mut command = lonely_released(&["generate"])?;
    let begun = Instant::now();
    run_quietly(command.current_dir(folder))?;
    Ok(begun.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A schema of so many messages, of the size and variety of real ones.
fn made_up(messages: usize) -> String {
    let mut text = HEAD.to_owned();
    for index in 0..messages {
        let sender = if index % 2 == 0 { "subscriber" } else { "broadcaster" };
        let code = index / 2 + 1;
        // Writing to a String does not fail.
        let _ = writeln!(text, "  made_up_{index}:\n    from: {sender}\n    code: {code}\n{MESSAGE}");
    }
    text
}

const HEAD: &str = "\
lonely: 1
name: made_up
version: 1.0.0
doc: A schema of many messages.
protocols:
  crowd:
    doc: A protocol of many messages.
    flags: { minimal_headers: { bit: 0, selects: minimal, doc: The block is minimal. } }
types:
  note: { kind: optional_text, secret: true, doc: A note. }
  blob: { kind: bytes, doc: Any bytes. }
  short: { kind: bytes, max: 64, doc: Few bytes. }
  number: { kind: uint, max_bytes: 8, doc: A number. }
  count: { kind: uint, max_bytes: 4, write: fixed, doc: A small number. }
  sha512: { kind: bytes, length: 64, doc: A digest. }
protocol: crowd
messages:
";

const MESSAGE: &str = "    \
doc: |
      Says something of which there are many variations.

      What it says does not matter, but it takes a paragraph of some length to say it, as it does in a schema that
      people have written for people.
    headers:
      authorization: note
      x-tracing: blob
      x-identifier: short
      x-kind: { type: number, field: kind_id }
      x-count: count
      x-length: { type: number, equals: length(body) }
      x-sha512: { type: sha512, verify: sha512(body) }
    body: bytes
    variants:
      plain: { doc: The plain one., when: { x-kind: 0 }, body: { field: text, doc: The text. } }
      other: { doc: The other one. }
";

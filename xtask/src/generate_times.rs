//! `cargo xtask generate-times`: what `lonely generate` takes for a schema of many messages, in each language, and
//! whether that grows as the schema does.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::testee::lonely_released;
use crate::workspace::{cannot_start, root, shown};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many messages; a tenth of them is shown beside
    #[arg(long, default_value_t = 10_000)]
    messages: usize,
    /// How often; the median time is shown
    #[arg(long, default_value_t = 1)]
    rounds: usize,
}

/// What is generated: whole packages, and the one file for Rust.
const LANGUAGES: [&str; 4] = ["typescript", "python", "ruby", "rust"];

/// Measures each language, with few messages and with many.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = root().join("target/generate-times");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let sizes = [(options.messages / 10).max(1), options.messages.max(1)];
    for messages in sizes {
        let path = folder.join(schema_name(messages));
        fs::write(&path, made_up(messages)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    // Some file systems are slow to give the place of a removed file away again.
    thread::sleep(PAUSE);
    println!("{:10} {:>8} {:>9} {:>9} {:>9} {:>9}", "", "messages", "text", "new", "again", "memory");
    for lang in LANGUAGES {
        let [few, many] = sizes.map(|messages| measure(&folder, lang, messages, options.rounds));
        let (few, many) = (few?, many?);
        #[expect(clippy::cast_precision_loss, reason = "thousands")]
        let times = sizes[1] as f64 / sizes[0] as f64;
        let ratio = |of: fn(&Taken) -> f64| of(&many) / of(&few) / times;
        let ratios = [ratio(|it| it.text), ratio(|it| it.new), ratio(|it| it.again), ratio(|it| it.memory)];
        let [text, new, again, memory] = ratios.map(|ratio| format!("{ratio:.2} x"));
        println!("{:10} {:>8} {text:>9} {new:>9} {again:>9} {memory:>9}", "", "each");
    }
    Ok(())
}

const PAUSE: Duration = Duration::from_secs(10);

fn schema_name(messages: usize) -> String {
    format!("{messages}.yaml")
}

/// What one language took.
struct Taken {
    /// Megabytes of text.
    text: f64,
    /// Seconds into an empty folder.
    new: f64,
    /// Seconds where all is up to date.
    again: f64,
    /// Megabytes that were resident at most, into an empty folder.
    memory: f64,
}

fn measure(folder: &Path, lang: &str, messages: usize, rounds: usize) -> Result<Taken> {
    let (mut new, mut again) = (Vec::new(), Vec::new());
    let (mut text, mut memory) = (0, 0);
    for round in 0..rounds.max(1) {
        // Each round goes to a folder of its own.
        let out = format!("out-{lang}-{messages}-{round}");
        let (time, resident) = once(folder, lang, messages, &out)?;
        new.push(time);
        memory = memory.max(resident);
        again.push(once(folder, lang, messages, &out)?.0);
        text = bytes_in(&folder.join(&out))?;
    }
    let taken =
        Taken { text: megabytes(text), new: median(new), again: median(again), memory: megabytes(memory) };
    let Taken { text, new, again, memory } = &taken;
    println!("{lang:10} {messages:>8} {text:>6.1} MB {new:>7.2} s {again:>7.2} s {memory:>6.0} MB");
    Ok(taken)
}

/// Generates once: the time it takes, and the bytes that were resident at most, where the system says that.
fn once(folder: &Path, lang: &str, messages: usize, out: &str) -> Result<(f64, u64)> {
    let mut command = lonely_released(&["generate", "--lang", lang, "--schema", &schema_name(messages)])?;
    command.current_dir(folder).stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null());
    if lang == "rust" {
        let file = File::create(folder.join(out)).with_context(|| format!("cannot create {out}"))?;
        command.stdout(file);
    } else {
        command.args(["--out", out]);
    }
    watch(&mut command)
}

fn watch(command: &mut Command) -> Result<(f64, u64)> {
    let begun = Instant::now();
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let status = format!("/proc/{}/status", child.id());
    let mut resident = 0;
    loop {
        let ended = child.try_wait().with_context(|| cannot_start(command))?;
        if let Some(ended) = ended {
            ensure!(ended.success(), "`{}` failed, {ended}", shown(command));
            return Ok((begun.elapsed().as_secs_f64(), resident));
        }
        let said = fs::read_to_string(&status).unwrap_or_default();
        let peak = said.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        resident =
            peak.and_then(|kilobytes| kilobytes.parse().ok()).map_or(resident, |peak: u64| peak * 1024);
        thread::sleep(Duration::from_millis(5));
    }
}

fn bytes_in(path: &Path) -> Result<u64> {
    let read = || format!("cannot read {}", path.display());
    if path.is_file() {
        return Ok(fs::metadata(path).with_context(read)?.len());
    }
    fs::read_dir(path).with_context(read)?.map(|entry| bytes_in(&entry.with_context(read)?.path())).sum()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
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

//! `cargo xtask mutations`: schemas with one random change, compared with what they were. Where `lonely breaking` says nothing
//! about the wire, no bytes differ; where it says something, bytes show it.

mod mutate;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};
use fastrand::Rng;
use lonelypsp_breaking::{Category, Finding, Options as Comparison, Rule, compare, in_words};
use lonelypsp_schema::{BUILTIN_ROOT, Schema, builtin_files, compile};

use crate::Outcome;
use crate::workspace::root;

use mutate::{Files, mutate};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many changes
    #[arg(long, default_value_t = 200)]
    count: u64,
    /// Which ones: the first has this number, the next one more, and so on
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Prints what was found about each change
    #[arg(long)]
    verbose: bool,
}

/// Of so many changes, one is to the schema of the protocol itself, which takes longer than all others.
const RARELY: u64 = 8;

/// How often another change is tried if one makes no schema.
const TRIES: usize = 200;

/// A schema that is changed.
struct Base {
    name: String,
    root: String,
    files: Files,
    schema: Schema,
}

pub(crate) fn run(options: &Options) -> Result<Outcome> {
    let bases = bases()?;
    let (mut found, mut failures) = (BTreeMap::<&str, u64>::new(), 0_u64);
    let (mut silent, mut loud, mut none) = (0_u64, 0_u64, 0_u64);
    for seed in options.seed..options.seed.saturating_add(options.count) {
        let Some((base, what, new)) = changed(&bases, seed) else {
            none += 1;
            continue;
        };
        let findings = compare(&base.schema, &new, Comparison { prove: true, seed, rounds: 100 });
        for finding in &findings {
            *found.entry(finding.rule.rule().name).or_default() += 1;
        }
        let is_loud = findings.iter().any(|finding| finding.rule.category() == Category::Wire);
        let wrong: Vec<&Finding> = findings.iter().filter(|finding| is_wrong(finding)).collect();
        *(match (wrong.is_empty(), is_loud) {
            (false, _) => &mut failures,
            (true, true) => &mut loud,
            (true, false) => &mut silent,
        }) += 1;
        if options.verbose || !wrong.is_empty() {
            println!("{seed}: {}: {what}", base.name);
        }
        if options.verbose {
            for finding in &findings {
                print!("{}", in_words(finding, &base.schema, &new));
            }
        }
        for finding in &wrong {
            println!("{}", in_words(finding, &base.schema, &new));
        }
        if !wrong.is_empty() {
            println!("  again: cargo xtask mutations --count 1 --seed {seed} --verbose\n");
        }
    }
    println!(
        "seeds {} to {}: {loud} changes break something on the wire and show it, {silent} break nothing, {none} could not be made",
        options.seed,
        options.seed.saturating_add(options.count).saturating_sub(1)
    );
    println!(
        "found: {}",
        found.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    );
    if failures > 0 {
        println!("{failures} changes were not found, or not shown");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Clean)
}

/// Whether a finding should not be there: a difference that no rule knows, or one that no bytes show.
fn is_wrong(finding: &Finding) -> bool {
    match finding.rule {
        Rule::Unexplained | Rule::UnexplainedError => true,
        _ => finding.rule.category() == Category::Wire && finding.evidence.is_empty(),
    }
}

/// A schema with the change of that number; nothing if no such change makes one.
fn changed(bases: &[Base], seed: u64) -> Option<(&Base, String, Schema)> {
    let mut rng = Rng::with_seed(seed);
    let (builtin, others) = bases.split_first()?;
    let base = if rng.u64(..RARELY) == 0 { builtin } else { others.get(rng.usize(..others.len().max(1)))? };
    for _ in 0..TRIES {
        let mut files = base.files.clone();
        let Some(what) = mutate(&mut files, &mut rng) else { continue };
        if let Some(schema) = load(&base.root, &files)
            && schema.fingerprint() != base.schema.fingerprint()
        {
            return Some((base, what, schema));
        }
    }
    None
}

fn load(path: &str, files: &Files) -> Option<Schema> {
    let read = |path: &str| files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into());
    compile(path, read).ok()
}

/// The protocol's own schema, then the small ones of the tests, which have everything that the language can say.
fn bases() -> Result<Vec<Base>> {
    let files: Files =
        builtin_files().iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let mut bases: Vec<Base> = base("built-in".to_owned(), BUILTIN_ROOT, files).into_iter().collect();
    let folder = root().join("codegen/breaking/tests/rules");
    let mut cases = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        cases.push(entry?.path());
    }
    cases.sort();
    for case in cases {
        let files = files_in(&case)?;
        for root in ["old.yaml", "new.yaml"] {
            let name = format!("{}/{root}", case.file_name().unwrap_or_default().to_string_lossy());
            let base = base(name, root, files.clone());
            let is_new = |base: &Base| {
                bases.iter().all(|other| other.schema.fingerprint() != base.schema.fingerprint())
            };
            bases.extend(base.filter(is_new));
        }
    }
    Ok(bases)
}

fn files_in(case: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(case).with_context(|| format!("cannot read {}", case.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text);
        }
    }
    Ok(files)
}

fn base(name: String, root: &str, files: Files) -> Option<Base> {
    let schema = load(root, &files)?;
    // What belongs to another schema is not changed.
    let used: Vec<String> = schema.sources.files().iter().map(|file| file.path.clone()).collect();
    let files = files.into_iter().filter(|(path, _)| used.contains(path)).collect();
    Some(Base { name, root: root.to_owned(), files, schema })
}

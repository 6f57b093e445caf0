//! From a seed to a schema that the compiler takes: names that it refuses are exchanged for others.

use std::collections::HashSet;
use std::io;

use anyhow::{Result, bail};
use lonelypsp_schema::{Code, Diagnostics, Schema, compile};

use super::generate::{Files, ROOT, generate};

/// How often names are exchanged before something must be wrong.
const MOST: usize = 200;

/// Problems that a name has with what else there is. All others would be mistakes of the generator.
const OF_NAMES: [Code; 4] = [Code::Keyword, Code::HelperName, Code::NameCollision, Code::DuplicateName];

/// The seed of the schema that is written by hand for its messages: sequences of every kind, and flags.
pub(super) const BY_HAND: u64 = 0;

const EVERY_KIND: &[(&str, &str)] = &[
    (ROOT, include_str!("../../schemas/every_kind/schema.yaml")),
    ("plain.yaml", include_str!("../../schemas/every_kind/plain.yaml")),
    ("flagged.yaml", include_str!("../../schemas/every_kind/flagged.yaml")),
    ("strict.yaml", include_str!("../../schemas/every_kind/strict.yaml")),
];

/// All that are written by hand, by their seeds. Those but the first have no message that a first program could be about as it
/// is about most.
pub(super) const WRITTEN: [(u64, &[(&str, &str)]); 4] = [
    (BY_HAND, EVERY_KIND),
    (u64::MAX, &[(ROOT, include_str!("../../schemas/first_program/bare.yaml"))]),
    (u64::MAX - 1, &[(ROOT, include_str!("../../schemas/first_program/variants.yaml"))]),
    (u64::MAX - 2, &[(ROOT, include_str!("../../schemas/first_program/digest.yaml"))]),
];

/// The schema of that seed, as text and as a model.
pub(super) fn settle(seed: u64) -> Result<(Files, Schema)> {
    if let Some((_, files)) = WRITTEN.iter().find(|(own, _)| *own == seed) {
        let files: Files =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let schema =
            compile(ROOT, |path| files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()));
        return schema.map(|schema| (files, schema)).map_err(|problems| anyhow::anyhow!("{problems}"));
    }
    let mut banned = HashSet::new();
    for _ in 0..MOST {
        let files = generate(seed, &banned);
        let load = |path: &str| files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into());
        match compile(ROOT, load) {
            Ok(schema) => return Ok((files, schema)),
            Err(problems) => ban(&problems, &mut banned, seed)?,
        }
    }
    bail!("seed {seed}: after exchanging names {MOST} times, some are still taken")
}

fn ban(problems: &Diagnostics, banned: &mut HashSet<String>, seed: u64) -> Result<()> {
    if problems.list.iter().any(|problem| !OF_NAMES.contains(&problem.code)) {
        bail!("seed {seed}: the schema should be valid, but for names:\n{problems}");
    }
    for problem in &problems.list {
        let text = &problems.sources.file(problem.span.file).text;
        let name = text.get(problem.span.start as usize..problem.span.end as usize).unwrap_or_default();
        banned.insert(name.trim_matches('"').to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::settle;

    #[test]
    fn every_seed_gives_a_valid_schema_and_most_have_sequences() {
        let schemas = (1..=60).map(|seed| settle(seed).expect("a schema").1);
        let has_sequence = |schema: &lonelypsp_schema::Schema| {
            let messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
            messages.clone().any(|message| !message.layout.is_block())
        };
        assert!(schemas.filter(has_sequence).count() > 30);
    }
}

//! `lonely lint --fix`: cures, if the schema stays what it is.

use std::collections::BTreeMap;
use std::path::Path;

use lonelypsp_findings::{Finding, Fix, apply};
use lonelypsp_schema::{Schema, compile, print_plan};

use crate::exit::Failure;
use crate::replace::replace;
use crate::terminal::say;
use crate::words::count;

use super::Linter;

/// A cure can make room for another one, as where two keys of one line go; more often than this, none does.
const MOST_ROUNDS: usize = 4;

/// Makes the cures of what was found, and gives the schema as it is then; none if there is nothing to do.
pub(super) fn fix(
    root: &Path,
    schema: &Schema,
    findings: &[Finding],
    linter: &Linter<'_>,
    dry_run: bool,
) -> Result<Option<Schema>, Failure> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut fixed: Option<Schema> = None;
    let mut found = findings.to_vec();
    let mut done = 0;
    for _ in 0..MOST_ROUNDS {
        let current = fixed.as_ref().unwrap_or(schema);
        let new = cure(current, &found, &mut texts, &mut |what| {
            done += 1;
            if dry_run {
                say(&format!("would mend {what}"));
            }
        });
        if !new || dry_run {
            break;
        }
        let again = compile_again(root, current, &texts)?;
        found = linter.findings(&again);
        fixed = Some(again);
    }
    let Some(fixed) = fixed else {
        let would = if dry_run { "would be" } else { "is" };
        say(&format!("{} {would} mended", count(done, "finding")));
        return Ok(None);
    };
    if print_plan(schema) != print_plan(&fixed) {
        return Err(Failure::new(
            "a cure would change the wire, so nothing was written; please report this as a mistake of lint",
        ));
    }
    for (path, text) in &texts {
        replace(Path::new(path), text)?;
    }
    say(&format!("mended {} in {}", count(done, "finding"), count(texts.len(), "file")));
    Ok(Some(fixed))
}

/// Makes the cures that fit together, and says each. Whether there were any.
fn cure(
    schema: &Schema,
    findings: &[Finding],
    texts: &mut BTreeMap<String, String>,
    said: &mut dyn FnMut(String),
) -> bool {
    let mut any = false;
    for (id, file) in schema.sources.iter() {
        let cures: Vec<(&Finding, &Fix)> = findings
            .iter()
            .filter(|finding| finding.span().is_some_and(|span| span.file == id))
            .filter_map(|finding| Some((finding, finding.fix.as_ref()?)))
            .collect();
        let (text, count) = apply(&schema.sources, id, cures.iter().map(|(_, fix)| *fix));
        if count == 0 {
            continue;
        }
        for (finding, fix) in cures.iter().take(count) {
            let place = finding.span().map(|span| schema.sources.locate(span)).unwrap_or_default();
            said(format!("{place}: {}: {}", finding.rule.code, fix.what));
        }
        texts.insert(file.path.clone(), text);
        any = true;
    }
    any
}

/// Compiles the files with these texts in the place of what is on the disk.
fn compile_again(root: &Path, schema: &Schema, texts: &BTreeMap<String, String>) -> Result<Schema, Failure> {
    let root = root.to_str().unwrap_or_default();
    let load = |path: &str| {
        let old =
            || schema.sources.files().iter().find(|file| file.path == path).map(|file| file.text.clone());
        texts.get(path).cloned().or_else(old).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    };
    compile(root, load).map_err(|problems| {
        Failure::new(format!("the schema would not be sound after a cure, so nothing was written; please report this as a mistake of lint\n{problems}"))
    })
}

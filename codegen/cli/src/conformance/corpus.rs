//! The cases of the corpus: `*.jsonl` files with one case per line.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

use crate::exit::Failure;

/// One case.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) request: Map<String, Json>,
    /// What every implementation answers: an object with `ok` or `error`.
    pub(super) expect: Json,
    /// What the reference answers instead, where the difference is deliberate.
    pub(super) reference: Option<Json>,
}

impl Case {
    /// The protocol that it is about.
    pub(super) fn protocol(&self) -> Option<&str> {
        self.request.get("protocol").and_then(Json::as_str)
    }
}

/// Reads all cases whose name contains the filter, file by file in the order of their names.
pub(super) fn read_corpus(folder: &Path, filter: Option<&str>) -> Result<Vec<Case>, Failure> {
    let mut cases = Vec::new();
    for path in files(folder)? {
        let failed = |error| Failure::new(format!("{} cannot be read: {error}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(failed)?;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let case = parse_case(line)
                .map_err(|problem| Failure::new(format!("{}:{}: {problem}", path.display(), index + 1)))?;
            if filter.is_none_or(|filter| case.name.contains(filter)) {
                cases.push(case);
            }
        }
    }
    if cases.is_empty() {
        let folder = folder.display();
        return Err(Failure::new(match filter {
            Some(filter) => format!("no case in {folder} has `{filter}` in its name"),
            None => format!("there are no cases in {folder}; the corpus is made by `cargo xtask corpus`"),
        }));
    }
    Ok(cases)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| {
        Failure::new(format!(
            "the corpus {} cannot be read: {error}; run this in the root of the repository, or give --corpus",
            folder.display()
        ))
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn parse_case(line: &str) -> Result<Case, String> {
    let json: Json = serde_json::from_str(line).map_err(|error| format!("the line is not JSON: {error}"))?;
    let Json::Object(mut case) = json else { return Err("a case is an object".to_owned()) };
    let name = case.get("name").and_then(Json::as_str).ok_or("`name` has to be a string")?.to_owned();
    let Some(Json::Object(request)) = case.remove("request") else {
        return Err("`request` has to be an object".to_owned());
    };
    let expect = case.remove("expect").filter(is_answer);
    let expect = expect.ok_or("`expect` has to be an object with `ok` or `error`")?;
    let reference = case.remove("reference");
    if reference.as_ref().is_some_and(|reference| !is_answer(reference)) {
        return Err("`reference` has to be an object with `ok` or `error`".to_owned());
    }
    Ok(Case { name, request, expect, reference })
}

fn is_answer(json: &Json) -> bool {
    json.get("ok").is_some() != json.get("error").is_some()
}

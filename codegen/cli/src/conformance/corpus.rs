//! The cases of the corpus: `*.jsonl` files with one case per line.

use std::path::{Path, PathBuf};

use lonelypsp_conformance::{LONGEST, json};
use serde_json::{Map, Value as Json};

use crate::exit::Failure;
use crate::input::{read_ordinary, shown, text};
use crate::words::size;

/// The most bytes that the files of a corpus have together: all cases are held at once.
const MOST: u64 = 256 << 20;

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
    /// The protocol that it is about: signatures belong to the documents that are signed, etags to those that are hashed.
    pub(super) fn protocol(&self) -> Option<&str> {
        match self.op() {
            "sign" | "verify" => Some("signing"),
            "etag" => Some("hashing"),
            _ => self.request.get("protocol").and_then(Json::as_str),
        }
    }

    /// What is asked.
    pub(super) fn op(&self) -> &str {
        self.request.get("op").and_then(Json::as_str).unwrap_or_default()
    }
}

/// Reads all cases whose name contains the filter, file by file in the order of their names.
pub(super) fn read_corpus(folder: &Path, filter: Option<&str>) -> Result<Vec<Case>, Failure> {
    let mut cases = Vec::new();
    let mut size_of_all = 0;
    for path in files(folder)? {
        let place = shown(&path);
        let read = read_ordinary(&path, MOST).and_then(text);
        let text = read.map_err(|problem| Failure::new(format!("{place} {problem}")))?;
        size_of_all += text.len() as u64;
        if size_of_all > MOST {
            let folder = shown(folder);
            return Err(Failure::new(format!(
                "the files of {folder} have more than {} together",
                size(MOST)
            )));
        }
        let lines = text.split('\n').enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let case = parse_case(line.as_bytes())
                .map_err(|problem| Failure::new(format!("{place}:{}: {problem}", index + 1)))?;
            if filter.is_none_or(|filter| case.name.contains(filter)) {
                cases.push(case);
            }
        }
    }
    if cases.is_empty() {
        let folder = shown(folder);
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
            shown(folder)
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

fn parse_case(line: &[u8]) -> Result<Case, String> {
    if line.len() > LONGEST {
        return Err(format!("the line has {} bytes, and {LONGEST} is the most", line.len()));
    }
    let json = json::parse(line).map_err(|problem| format!("the line {problem}"))?;
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

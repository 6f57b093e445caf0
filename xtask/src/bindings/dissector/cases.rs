//! The cases of the corpus that are about reading.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value as Json;

use crate::hex::from_hex;
use crate::workspace::root;

/// Bytes, what they are said to be, and what is right.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) protocol: String,
    /// Who sent it: `s2b` or `b2s`.
    pub(super) direction: String,
    pub(super) message: Option<String>,
    pub(super) bytes: Vec<u8>,
    /// As in the corpus, `ok` or `error`.
    pub(super) expect: Json,
}

impl Case {
    pub(super) fn is_good(&self) -> bool {
        self.expect.get("ok").is_some()
    }

    /// The line before the bytes in a capture that `carry.lua` reads.
    pub(super) fn packet(&self) -> Vec<u8> {
        let message = self.message.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let line = format!("{} {}{message}\n", self.protocol, self.direction);
        [line.as_bytes(), &self.bytes].concat()
    }
}

/// All of them, each once; of the files whose names begin so.
pub(super) fn read(prefix: &str) -> Result<Vec<Case>> {
    let folder = root().join("protocol/vectors");
    let listed = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(prefix) && path.extension().is_some_and(|extension| extension == "jsonl")
    });
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for line in text.lines() {
            let json = serde_json::from_str(line).with_context(|| format!("{}: {line}", path.display()))?;
            cases.extend(parse(&json));
        }
    }
    Ok(cases)
}

/// A case, unless it is about something else: writing, pieces, or requests that make no sense.
fn parse(json: &Json) -> Option<Case> {
    let request = json.get("request")?;
    let text = |key: &str| request.get(key).and_then(Json::as_str).map(str::to_owned);
    if text("op")? != "decode" || request.get("splits").is_some() {
        return None;
    }
    let is_request_wrong =
        json["expect"]["error"]["kind"] == "bad_value" && json["expect"]["error"]["offset"].is_null();
    if is_request_wrong || request.get("message").is_some_and(|message| !message.is_string()) {
        return None;
    }
    Some(Case {
        name: json.get("name")?.as_str()?.to_owned(),
        protocol: text("protocol")?,
        direction: text("direction").filter(|direction| ["s2b", "b2s"].contains(&direction.as_str()))?,
        message: text("message"),
        bytes: from_hex(&text("hex")?)?,
        expect: json.get("expect")?.clone(),
    })
}

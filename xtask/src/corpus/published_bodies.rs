//! Vectors of bodies, documents and etags that were published before this project.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::root;

use super::case::{Judgement, Topic};

/// Requests with the answers that are known. What the reference has no code for says so.
pub(crate) fn topic() -> Result<Topic> {
    let path = root().join("xtask/reference/published_bodies.jsonl");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut topic = Topic::new("published_bodies");
    for line in text.lines() {
        let vector: Value = serde_json::from_str(line).with_context(|| format!("in {}", path.display()))?;
        let name = vector["name"].as_str().context("a published vector has no name")?;
        let answer = vector["ok"].clone();
        let has_code = !(vector["request"]["protocol"] == "stateless" || vector["request"]["op"] == "decode");
        let judgement = if has_code { Judgement::Exactly(answer) } else { Judgement::Alone(answer) };
        topic.push(name, vector["request"].clone(), judgement);
    }
    ensure!(!topic.cases.is_empty(), "{} has no vectors", path.display());
    Ok(topic)
}

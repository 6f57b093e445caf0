//! The vectors that were published before this project: read, and written again to the same bytes.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::child::Peer;
use crate::workspace::root;

use super::case::{Judgement, Topic};

pub(crate) fn topic(reference: &mut Peer) -> Result<Topic> {
    let path = root().join("xtask/reference/published.jsonl");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut topic = Topic::new("published");
    for line in text.lines() {
        let vector = serde_json::from_str(line).with_context(|| format!("in {}", path.display()))?;
        add(&mut topic, reference, &vector)?;
    }
    ensure!(!topic.cases.is_empty(), "{} has no vectors", path.display());
    Ok(topic)
}

fn add(topic: &mut Topic, reference: &mut Peer, vector: &Value) -> Result<()> {
    let [name, direction, message, variant, minimal_headers, hex] =
        ["name", "direction", "message", "variant", "minimal_headers", "hex"].map(|member| &vector[member]);
    let name = name.as_str().context("a published vector has no name")?;
    let decode = json!({ "op": "decode", "protocol": "stateful", "direction": direction, "hex": hex });
    let answer = reference.ask_one(&decode)?;
    let ok = answer.get("ok").with_context(|| format!("the reference refuses {name}: {answer}"))?;
    let known = [("message", message), ("variant", variant), ("minimal_headers", minimal_headers)];
    for (member, wanted) in known {
        ensure!(&ok[member] == wanted, "{name}: the reference says that `{member}` is {}", ok[member]);
    }
    let encode = json!({
        "op": "encode", "protocol": "stateful", "direction": direction, "message": message, "variant": variant,
        "minimal_headers": minimal_headers, "fields": ok["fields"],
    });
    topic.push(&format!("{name}/decode"), decode, Judgement::Exactly(ok.clone()));
    topic.push(&format!("{name}/encode"), encode, Judgement::Exactly(json!({ "hex": hex })));
    Ok(())
}

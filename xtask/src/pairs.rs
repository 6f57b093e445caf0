//! `cargo xtask pairs`: every message of the corpus, written in each of the four languages and read in each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::Outcome;
use crate::child::{Peer, parse};
use crate::corpus::folder;
use crate::testee::Which;

/// The languages.
const LANGUAGES: [Which; 4] = [Which::Rust, Which::Python, Which::TypeScript, Which::Ruby];

/// How many differences are shown.
const SHOWN: usize = 5;

/// A message: where it belongs, and the answer of whoever reads it.
struct Message {
    protocol: String,
    direction: String,
    ok: Value,
}

/// Runs all pairs.
pub(crate) fn run() -> Result<Outcome> {
    let messages = messages()?;
    let mut peers = LANGUAGES.into_iter().map(Peer::start).collect::<Result<Vec<_>>>()?;
    let written = peers.iter_mut().map(|peer| write(peer, &messages)).collect::<Result<Vec<_>>>()?;
    let (mut cases, mut differences) = (0, 0);
    for (writer, texts) in LANGUAGES.iter().zip(&written) {
        for reader in &mut peers {
            let (from, to) = (writer.as_str(), reader.which.as_str());
            let wrong = read(reader, &messages, texts)?;
            println!("{from:>10} -> {to:<10} {:>6} messages, {} differ", messages.len(), wrong.len());
            wrong.iter().take(SHOWN).for_each(|what| println!("{what}"));
            cases += messages.len();
            differences += wrong.len();
        }
    }
    peers.into_iter().try_for_each(Peer::finish)?;
    let mut protocols: BTreeMap<&str, usize> = BTreeMap::new();
    for message in &messages {
        *protocols.entry(&message.protocol).or_default() += 1;
    }
    for (protocol, number) in &protocols {
        println!("{number:>8} messages of {protocol}");
    }
    println!("{cases} cases, {differences} differences");
    Ok(if differences == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// The different messages of the corpus that can be read.
fn messages() -> Result<Vec<Message>> {
    let mut seen = BTreeSet::new();
    let mut messages = Vec::new();
    for entry in fs::read_dir(folder()).context("there is no corpus; `cargo xtask corpus` makes it")? {
        let path = entry?.path();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).with_context(|| format!("not JSON: {line}"))?;
            let (request, ok) = (&case["request"], &case["expect"]["ok"]);
            if request["op"] != "decode" || !ok.is_object() {
                continue;
            }
            let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
            let message =
                Message { protocol: text("protocol"), direction: text("direction"), ok: ok.clone() };
            // It can be read without its direction, too; that is the same message.
            if !message.direction.is_empty()
                && seen.insert(format!("{} {} {ok}", message.protocol, message.direction))
            {
                messages.push(message);
            }
        }
    }
    ensure!(!messages.is_empty(), "the corpus has no messages");
    Ok(messages)
}

/// Has all messages written; hex.
fn write(peer: &mut Peer, messages: &[Message]) -> Result<Vec<Option<String>>> {
    let requests: Vec<String> = messages
        .iter()
        .map(|message| {
            let mut request = message.ok.clone();
            request["id"] = json!(0);
            request["op"] = json!("encode");
            request["protocol"] = json!(message.protocol);
            request["direction"] = json!(message.direction);
            request.to_string()
        })
        .collect();
    let answers = peer.ask(&requests)?;
    answers
        .iter()
        .map(|answer| Ok(parse(peer.which, answer)?["ok"]["hex"].as_str().map(str::to_owned)))
        .collect()
}

/// Has what was written read; what is not as it was before.
fn read(peer: &mut Peer, messages: &[Message], written: &[Option<String>]) -> Result<Vec<String>> {
    let requests: Vec<String> = messages
        .iter()
        .zip(written)
        .map(|(message, hex)| {
            let request = json!({
                "id": 0, "op": "decode", "protocol": message.protocol, "direction": message.direction,
                "message": message.ok["message"], "hex": hex,
            });
            request.to_string()
        })
        .collect();
    let answers = peer.ask(&requests)?;
    let mut wrong = Vec::new();
    for ((message, request), answer) in messages.iter().zip(&requests).zip(&answers) {
        let found = parse(peer.which, answer)?;
        if found["ok"] != message.ok {
            wrong.push(format!("  {request}\n  wanted {}\n  found  {found}", message.ok));
        }
    }
    Ok(wrong)
}

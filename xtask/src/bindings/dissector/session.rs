//! A session of the real server and clients from PyPI, as somebody between them records it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use lonelypsp_schema::{Direction, Schema};
use serde_json::Value;

use super::Found;
use super::tshark::Tshark;
use crate::hex::from_hex;
use crate::tools::python::INTEROP;
use crate::workspace::{program, run_quietly};

/// Those that together have every message: over both transports, with zstd and without, in both header modes.
const SCENARIOS: [&str; 4] = [
    "zstd custom",
    "hmac   http -> http",
    "none   http -> websocket+http",
    "none   websocket -> websocket+http",
];

/// How often there is a message, by who sends it and what it is.
type Counts = BTreeMap<(String, String), usize>;

pub(super) fn check(tshark: &Tshark, schema: &Schema, folder: &Path) -> Result<Found> {
    let (capture, record) = (folder.join("session.pcap"), folder.join("session.jsonl"));
    let mut command = program(INTEROP.python()?);
    command.args(["protocol/bindings/tests/interop/run.py", "--reference", "--capture"]).arg(&capture);
    command.arg("--record").arg(&record);
    command.args(SCENARIOS.iter().flat_map(|one| ["--only", one]));
    run_quietly(&mut command)?;
    let recorded = recorded(schema, &record)?;
    // Where the server has its own requests sent to is nothing that the protocol says.
    let options =
        ["-o", "lonelypsp.further_paths:/v1/receive_for_websockets=receive,/v1/missed_for_websockets=missed"];
    let fields =
        ["frame.number", "websocket.opcode", "http.request.method", "lonelypsp.sender", "lonelypsp.message"];
    let wrong = ["lonelypsp.error.kind", "lonelypsp.expert.cut", "_ws.malformed", "_ws.lua.error"];
    let filter = "websocket || http || _ws.malformed || _ws.lua.error";
    let rows = tshark.values("session", &capture, filter, &[&fields[..], &wrong].concat(), &options)?;
    let mut found = Found::default();
    let mut named = Counts::new();
    for row in &rows {
        let [_, opcodes, method, senders, messages, wrong @ ..] = &row[..] else { continue };
        let messages: Vec<&str> = messages.split(',').filter(|message| !message.is_empty()).collect();
        // A binary message, or the body of a request.
        let binary = opcodes.split(',').filter(|opcode| *opcode == "2").count();
        let is_named = messages.len() == binary || binary == 0 && (method != "POST" || !messages.is_empty());
        if !is_named || wrong.iter().any(|one| !one.is_empty()) {
            found.problems.push(format!("a packet is not as it should be: {row:?}"));
        }
        if binary > 0 {
            for (sender, message) in senders.split(',').zip(messages) {
                *named.entry((sender.to_owned(), message.to_owned())).or_default() += 1;
            }
        }
    }
    found.looked_at = named.values().sum();
    for (message, times) in &recorded {
        let seen = named.get(message).copied().unwrap_or_default();
        if seen != *times {
            found.problems.push(format!("{message:?} is named {seen} times, and passed {times} times"));
        }
    }
    Ok(found)
}

/// What the server itself noted of its web sockets.
fn recorded(schema: &Schema, record: &Path) -> Result<Counts> {
    let text = fs::read_to_string(record).with_context(|| format!("cannot read {}", record.display()))?;
    let protocol = schema.protocol("stateful").context("the schema has no stateful protocol")?;
    let mut counts = Counts::new();
    for line in text.lines() {
        let entry: Value = serde_json::from_str(line).context("a line of the record is no JSON")?;
        let direction = if entry["direction"] == "s2b" { Direction::S2b } else { Direction::B2s };
        let wire = entry["wire"].as_str().and_then(|hex| from_hex(hex.get(..8)?));
        let code = wire.as_deref().and_then(|wire| Some(u16::from_be_bytes([*wire.get(2)?, *wire.get(3)?])));
        let message =
            code.and_then(|code| protocol.by_code(direction, code)).context("a message of no type")?;
        *counts.entry((direction.sender().to_owned(), message.name.to_string())).or_default() += 1;
    }
    Ok(counts)
}

//! Dissectors of other schemas: one with sequences of every kind and flags, random ones, and one that has every awkward text.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::capture::{Capture, Link};
use super::cases::Case;
use super::tshark::Tshark;
use super::{Found, compare_cases, dissector_of};
use crate::hex::from_hex;
use crate::schemas::Answered;

/// The first is the one by hand.
const SEEDS: [u64; 7] = [0, 1, 2, 3, 4, 5, 6];

/// Quotation marks, ends of texts and comments, other scripts, and a name that is a word of Lua and of Wireshark.
const AWKWARD: &str = r#"
lonely: 1
name: "2 ht\"tp -- ]] ' \\"
version: "1.0 \"x\" ]]"
doc: "Ends nothing: \" ' ]] --[[ \\ \n is no line. 日本語."
protocols:
  trailing:
    doc: "\" .. os.exit(1) .. \""
    flags: { minimal_headers: { bit: 0, doc: "A \\ flag", selects: minimal } }
types:
  anything: { kind: bytes, doc: "]]] \" 日本語. Second sentence." }
protocol: trailing
messages:
  local:
    from: subscriber
    code: 1
    doc: "\\"
    headers: { x-until: { type: anything, field: nobody }, x-quote: { type: anything, doc: "\"; error(1) --" } }
"#;

pub(super) fn check(folder: &Path) -> Result<Found> {
    let mut found = Found::default();
    for seed in SEEDS {
        let folder = folder.join(format!("schema_{seed}"));
        let answered = Answered::of(seed, &folder)?;
        let lua = dissector_of(Some(&answered.path), &folder)?;
        let filter = filter_of(&lua)?;
        let tshark = Tshark::new(&folder, lua, &filter);
        let cases: Vec<Case> =
            answered.read.iter().filter_map(|(request, answer)| case(request, answer)).collect();
        let limit = format!("{filter}.digest_limit:10000000");
        let one = compare_cases(&tshark, &answered.schema, "messages", &cases, &["-o", &limit])?;
        found.looked_at += one.looked_at;
        found.problems.extend(one.problems.into_iter().map(|problem| format!("schema {seed}: {problem}")));
    }
    found.problems.extend(awkward(&folder.join("awkward"))?);
    Ok(found)
}

fn case(request: &Value, answer: &Value) -> Option<Case> {
    let text = |key: &str| request[key].as_str().map(str::to_owned);
    Some(Case {
        name: format!("{request}"),
        protocol: text("protocol")?,
        direction: text("direction")?,
        message: text("message"),
        bytes: from_hex(&text("hex")?)?,
        expect: answer.clone(),
    })
}

/// What the filters of a dissector begin with.
fn filter_of(lua: &Path) -> Result<String> {
    let text = fs::read_to_string(lua).with_context(|| format!("cannot read {}", lua.display()))?;
    let line = text.lines().find_map(|line| line.strip_prefix("  filter = \"")?.strip_suffix("\","));
    line.map(str::to_owned).with_context(|| format!("{} says no filter", lua.display()))
}

fn awkward(folder: &Path) -> Result<Option<String>> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join("schema.yaml");
    fs::write(&path, AWKWARD).with_context(|| format!("cannot write {}", path.display()))?;
    let lua = dissector_of(Some(&path), folder)?;
    let filter = filter_of(&lua)?;
    let tshark = Tshark::new(folder, lua, &filter);
    let mut capture = Capture::new(Link::Said);
    capture.packet(b"trailing s2b\n\0\x01\0\x01\0\x01a\0\x01b");
    let packets = tshark.packets("awkward", &capture, &[])?;
    let mut shown = packets.iter().flatten().map(|field| field.showname.as_str());
    Ok((!shown.any(|shown| shown.starts_with("x-quote: 62"))).then(|| format!("{packets:?}")))
}

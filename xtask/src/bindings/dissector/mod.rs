//! The dissector, as Wireshark runs it: what it shows has to be what the corpus and the interpreter say.

mod capture;
mod carried;
mod cases;
mod compare;
mod hostile;
mod schemas;
mod session;
mod tshark;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use lonelypsp_schema::Schema;

use crate::testee::lonely;
use crate::tools::apt::ensure_tshark;
use crate::workspace::root;

use super::checks::Checks;
use capture::{Capture, Link};
use cases::Case;
use compare::{Seen, differences};
use tshark::Tshark;

/// How many differences are shown.
const SHOWN: usize = 10;

/// Digests of all bodies are compared.
const ALL_DIGESTS: [&str; 2] = ["-o", "lonelypsp.digest_limit:10000000"];

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    ensure_tshark()?;
    let folder = root().join("target/dissector");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let tshark = Tshark::new(&folder, dissector_of(None, &folder)?, "lonelypsp");
    let schema = crate::model::schema()?;
    let mut note = |what: &str, check: &dyn Fn() -> Result<Found>| -> Result<()> {
        let begun = Instant::now();
        let Found { looked_at, mut problems } = check()?;
        if looked_at == 0 {
            problems.push("there was nothing to look at".to_owned());
        }
        problems.truncate(SHOWN);
        let what = format!("{what}: {looked_at}, {:.1} s", begun.elapsed().as_secs_f64());
        checks.found(&what, &problems);
        Ok(())
    };
    note("cases of the corpus", &|| {
        compare_cases(&tshark, &schema, "corpus", &cases::read("")?, &ALL_DIGESTS)
    })?;
    note("messages in WebSockets", &|| carried::websockets(&tshark))?;
    note("messages in frames over TCP", &|| carried::frames(&tshark))?;
    note("bodies of HTTP", &|| carried::bodies(&tshark, &schema))?;
    note("messages longer than what is hashed or captured", &|| carried::limits(&tshark))?;
    note("damaged messages, as the interpreter reads them", &|| hostile::damaged(&tshark, &schema))?;
    note("packets with anything in them", &|| hostile::noise(&tshark))?;
    note("very large messages", &|| hostile::large(&tshark))?;
    note("messages of other schemas", &|| schemas::check(&folder))?;
    note("messages of the real programs", &|| session::check(&tshark, &schema, &folder))
}

/// What was looked at, and what is wrong.
#[derive(Default)]
struct Found {
    looked_at: usize,
    problems: Vec<String>,
}

/// Generates the dissector of a schema into a folder.
fn dissector_of(schema: Option<&Path>, folder: &Path) -> Result<PathBuf> {
    let path = folder.join("lonely.lua");
    let mut command = lonely(&["dissector", "--force", "--quiet", "--out"])?;
    command.arg(&path);
    if let Some(schema) = schema {
        command.arg("--schema").arg(schema);
    }
    crate::workspace::run_quietly(&mut command)?;
    Ok(path)
}

/// Has tshark read what cases are about.
fn compare_cases(
    tshark: &Tshark,
    schema: &Schema,
    name: &str,
    cases: &[Case],
    options: &[&str],
) -> Result<Found> {
    let packets: Vec<_> = cases.iter().map(Case::packet).collect();
    let mut capture = Capture::new(Link::Said);
    for packet in &packets {
        capture.packet(packet);
    }
    let shown = tshark.packets(name, &capture, options)?;
    let mut found = Found { looked_at: shown.len(), ..Found::default() };
    if shown.len() != cases.len() {
        found.problems.push(format!("{} packets of {}", shown.len(), cases.len()));
    }
    for ((case, bytes), fields) in cases.iter().zip(&packets).zip(&shown) {
        let seen = Seen { bytes, fields, filter: &tshark.filter };
        found
            .problems
            .extend(differences(schema, case, &seen).map(|wrong| format!("{}: {wrong}", case.name)));
    }
    Ok(found)
}

//! Random documents, headers, tokens and etags through the reference and every implementation that has them.

mod compare;
mod generate;
mod header;

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};

use crate::Outcome;
use crate::child::{Peer, parse};
use crate::corpus::KEY;
use crate::testee::Which;
use crate::wire::signature::base64_url;

use super::{CHUNK, PEERS, SHOWN, ask_all};
pub(super) use compare::told;
use generate::Generator;
pub(super) use generate::document;

/// The fewest cases of a run.
const LEAST: usize = 20_000;

/// A request, and whether the reference may take what is refused here.
pub(super) struct Case {
    pub(super) request: Value,
    /// Whether the header that it has, if any, keeps every rule of form.
    pub(super) is_strict: bool,
}

/// What came of all cases.
#[derive(Default)]
struct Counts {
    cases: usize,
    known: usize,
    differences: usize,
    outcomes: BTreeMap<String, usize>,
}

/// Runs the comparison.
pub(super) fn run(peers: &mut [Peer], cases: usize, seed: u64) -> Result<Outcome> {
    let able = peers.iter_mut().map(find_ops).collect::<Result<Vec<_>>>()?;
    for (which, ops) in PEERS.iter().zip(&able) {
        let lacking: Vec<_> = OPS.into_iter().filter(|op| !ops.contains(op)).collect();
        if !lacking.is_empty() {
            println!("left out: the testee `{}` does not {}", which.as_str(), lacking.join(", "));
        }
    }
    let layouts = crate::wire::body::all();
    let (mut generator, mut counts) = (Generator::new(&layouts, seed), Counts::default());
    let wanted = cases.max(LEAST);
    while counts.cases < wanted {
        let chunk: Vec<Case> = (0..CHUNK.min(wanted - counts.cases)).map(|_| generator.case()).collect();
        let requests: Vec<String> = chunk.iter().map(|case| case.request.to_string()).collect();
        for (case, answers) in chunk.iter().zip(ask_all(peers, &requests)?) {
            counts.cases += 1;
            judge(case, &answers, &able, &mut counts)?;
        }
    }
    for (outcome, number) in &counts.outcomes {
        println!("{number:>12}  {outcome}");
    }
    let Counts { cases, known, differences, .. } = counts;
    println!(
        "{cases} documents, headers and etags, {known} refused here on purpose, {differences} differences"
    );
    Ok(if differences == 0 { Outcome::Clean } else { Outcome::Findings })
}

fn judge(case: &Case, answers: &[String], able: &[Vec<&str>], counts: &mut Counts) -> Result<()> {
    let op = case.request["op"].as_str().unwrap_or_default();
    let peers = PEERS.iter().zip(answers).zip(able).filter(|(_, ops)| ops.contains(&op));
    let answers: Vec<(Which, Value)> =
        peers.map(|((which, answer), _)| Ok((*which, parse(*which, answer)?))).collect::<Result<_>>()?;
    let ours = answers.iter().find(|(which, _)| *which == Which::Rust).map_or(&Value::Null, |(_, ours)| ours);
    let kind = match (ours["ok"]["result"].as_str(), ours["error"]["kind"].as_str()) {
        (Some(result), _) => result,
        (None, Some(kind)) => kind,
        (None, None) => "ok",
    };
    *counts.outcomes.entry(format!("{op}: {kind}")).or_default() += 1;
    match compare::compare(case, ours, &answers) {
        compare::Verdict::Same => {}
        compare::Verdict::Known => counts.known += 1,
        compare::Verdict::Different(what) => {
            if counts.differences < SHOWN {
                println!("\n{what}\n  {}", case.request);
                for (which, answer) in &answers {
                    println!("  {:<11} {answer}", which.as_str());
                }
            }
            counts.differences += 1;
        }
    }
    Ok(())
}

/// What is asked here.
const OPS: [&str; 5] = ["encode", "sign", "verify", "etag", "token"];

/// Which of these a testee has: it answers what everybody can.
fn find_ops(peer: &mut Peer) -> Result<Vec<&'static str>> {
    let fields = json!({ "timestamp": "1", "nonce": "", "tracing": "", "url": "" });
    let checked = json!({ "tracing": "", "url": "" });
    let (document, secret) = ("check_subscriptions", base64_url(&KEY));
    let requests = [
        json!({ "op": "encode", "protocol": "signing", "message": document, "fields": fields }),
        json!({ "op": "sign", "message": document, "secret": secret, "fields": fields }),
        json!({ "op": "verify", "message": document, "secret": secret, "token_lifetime": "1", "now": "1",
            "authorization": null, "fields": checked }),
        json!({ "op": "etag", "url": "", "topics": [], "globs": [] }),
        json!({ "op": "token", "token": "a", "authorization": null }),
    ];
    let mut ops = Vec::new();
    for (op, request) in OPS.into_iter().zip(requests) {
        ops.extend(peer.ask_one(&request)?.get("ok").map(|_| op));
    }
    Ok(ops)
}

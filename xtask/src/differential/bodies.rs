//! Random bodies of HTTP, documents and tracing records, whole and in pieces, through every implementation that reads them. The
//! reference has no code for them, so that these are compared with one another.

use std::collections::BTreeMap;

use anyhow::Result;
use fastrand::Rng;
use serde_json::{Value, json};

use crate::Outcome;
use crate::child::{Peer, parse};
use crate::forms::noise;
use crate::hex::hex;
use crate::wire::body::{Item, Layout, describe_body};

use super::documents::{document, told};
use super::{CHUNK, PEERS, SHOWN, ask_all};

/// Runs the comparison.
pub(super) fn run(peers: &mut [Peer], cases: usize, seed: u64) -> Result<Outcome> {
    let speak = peers.iter_mut().map(find_protocols).collect::<Result<Vec<_>>>()?;
    let layouts = crate::wire::body::all();
    let (mut rng, mut outcomes) = (Rng::with_seed(seed), BTreeMap::<String, usize>::new());
    let (mut done, mut differences, mut answered) = (0, 0, 0);
    while done < cases {
        let requests: Vec<Value> =
            (0..CHUNK.min(cases - done)).map(|_| request(&mut rng, &layouts)).collect();
        let lines: Vec<String> = requests.iter().map(Value::to_string).collect();
        for (request, answers) in requests.iter().zip(ask_all(peers, &lines)?) {
            done += 1;
            let protocol = request["protocol"].as_str().unwrap_or_default();
            let able = PEERS.iter().zip(&answers).zip(&speak);
            let able = able.filter(|(_, protocols)| protocols.iter().any(|one| one == protocol));
            let told_by = able.map(|((which, answer), _)| Ok((*which, parse(*which, answer)?)));
            let answers = told_by.collect::<Result<Vec<_>>>()?;
            answered += answers.len();
            let Some((_, first)) = answers.first() else { continue };
            let outcome = first["error"]["kind"].as_str().unwrap_or("ok");
            *outcomes.entry(format!("{protocol}: {outcome}")).or_default() += 1;
            if answers.iter().any(|(_, answer)| told(answer) != told(first)) {
                if differences < SHOWN {
                    println!("\nthe answers differ\n  {request}");
                    for (which, answer) in &answers {
                        println!("  {:<11} {answer}", which.as_str());
                    }
                }
                differences += 1;
            }
        }
    }
    for (outcome, number) in &outcomes {
        println!("{number:>12}  {outcome}");
    }
    println!("{done} bodies and documents, {answered} answers, {differences} differences");
    Ok(if differences == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// What a testee reads, by its own account.
fn find_protocols(peer: &mut Peer) -> Result<Vec<String>> {
    let description = peer.ask_one(&json!({ "op": "describe" }))?;
    let (protocols, operations) = (&description["ok"]["protocols"], &description["ok"]["operations"]);
    let reads = |protocol: &&str| {
        operations[*protocol]
            .as_array()
            .is_none_or(|known| known.iter().any(|operation| operation == "decode"))
    };
    let names = protocols.as_array().into_iter().flatten().filter_map(Value::as_str);
    Ok(names.filter(reads).map(str::to_owned).collect())
}

fn request(rng: &mut Rng, layouts: &[Layout]) -> Value {
    // Bodies and records are few, documents many.
    let layouts: Vec<_> =
        layouts.iter().filter(|layout| layout.protocol != "signing" || rng.u8(..3) == 0).collect();
    let layout = layouts[rng.usize(..layouts.len())];
    let mut draft = document(rng, layout);
    let rest = noise(rng, 40);
    for item in &mut draft.items {
        if let Item::Rest(bytes) = item {
            rest.clone_into(bytes);
        }
    }
    describe_body(&mut draft);
    let mut bytes = draft.build().bytes;
    match rng.u8(..4) {
        0 => {}
        1 => bytes.truncate(rng.usize(..=bytes.len())),
        _ => (0..rng.u8(1..3)).for_each(|_| damage(rng, &mut bytes)),
    }
    let mut request = json!({
        "op": "decode", "protocol": layout.protocol, "direction": layout.direction.as_str(),
        "message": layout.name, "hex": hex(&bytes), "reencode": true,
    });
    if rng.bool() {
        let mut splits: Vec<_> = (0..rng.usize(1..7)).map(|_| rng.usize(..=bytes.len())).collect();
        splits.sort_unstable();
        splits.dedup();
        request["splits"] = json!(splits);
    }
    request
}

/// Mostly near the front, where lengths are.
fn damage(rng: &mut Rng, bytes: &mut Vec<u8>) {
    let near = if rng.bool() { bytes.len().min(12) } else { bytes.len() };
    let at = rng.usize(..=near);
    match (rng.u8(..6), bytes.get_mut(at)) {
        (0, _) => bytes.insert(at, rng.u8(..)),
        (1, Some(_)) => drop(bytes.remove(at)),
        (2, Some(byte)) => *byte = byte.wrapping_add(1),
        (3, Some(byte)) => *byte = byte.wrapping_sub(1),
        (_, Some(byte)) => *byte ^= 1 << rng.u8(..8),
        (_, None) => bytes.push(rng.u8(..)),
    }
}

//! `cargo xtask differential`: random and damaged messages through the reference and every implementation here. Each
//! message is read and, if it can be read, written again in both modes. Then documents, headers, tokens and etags, which are
//! written and checked, and bodies and documents, which are read.

mod bodies;
mod case;
mod compare;
mod damage;
mod documents;
mod generate;
mod tally;

use std::thread;
use std::time::Instant;

use anyhow::Result;
use serde_json::json;

use crate::Outcome;
use crate::child::Peer;
use crate::hex::hex;
use crate::model::{Target, schema};
use crate::testee::Which;

use case::Case;
use generate::Generator;
use tally::Tally;

/// How many messages are on their way at the same time.
const CHUNK: usize = 2000;

/// How many differing messages are shown.
const SHOWN: usize = 5;

/// Who is asked. The reference comes first, the generated code second; whoever follows has to answer as that does.
const PEERS: [Which; 7] = [
    Which::Reference,
    Which::Rust,
    Which::Derived,
    Which::Interpreted,
    Which::Python,
    Which::TypeScript,
    Which::Ruby,
];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many messages
    #[arg(long, default_value_t = 200_000)]
    cases: usize,
    /// Repeats an earlier run; random if not given
    #[arg(long)]
    seed: Option<u64>,
}

/// Runs the comparison.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    let seed = options.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("differential: {} cases; to repeat: --cases {} --seed {seed}", options.cases, options.cases);
    let schema = schema()?;
    let targets = Target::all(&schema)?;
    let mut peers = PEERS.into_iter().map(Peer::start).collect::<Result<Vec<_>>>()?;
    let (mut generator, mut tally) = (Generator::new(&targets, seed), Tally::new(&targets));
    let begun = Instant::now();
    while tally.cases < options.cases {
        let count = CHUNK.min(options.cases - tally.cases);
        let cases: Vec<Case> = (0..count).map(|index| generator.case(tally.cases + index)).collect();
        for (case, answers) in cases.iter().zip(ask(&mut peers, &cases)?) {
            let difference = compare::compare(case, &answers, &mut tally)?;
            if let Some(what) = difference {
                show(case, &answers, &what, tally.differences);
                tally.differences += 1;
            }
        }
    }
    let messages = tally.report(begun.elapsed());
    let bodies = bodies::run(&mut peers, options.cases, seed)?;
    let documents = documents::run(&mut peers, options.cases, seed)?;
    peers.into_iter().try_for_each(Peer::finish)?;
    let all = [messages, bodies, documents];
    Ok(all.into_iter().find(|outcome| *outcome != Outcome::Clean).unwrap_or(Outcome::Clean))
}

/// The answers of all peers to each case.
fn ask(peers: &mut [Peer], cases: &[Case]) -> Result<Vec<Vec<String>>> {
    ask_all(peers, &cases.iter().map(request).collect::<Vec<_>>())
}

/// The answers of all peers to each request.
fn ask_all(peers: &mut [Peer], requests: &[String]) -> Result<Vec<Vec<String>>> {
    let answers = thread::scope(|scope| {
        let asked: Vec<_> = peers.iter_mut().map(|peer| scope.spawn(|| peer.ask(requests))).collect();
        let wait = |peer: thread::ScopedJoinHandle<'_, Result<Vec<String>>>| {
            peer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        asked.into_iter().map(wait).collect::<Result<Vec<_>>>()
    })?;
    let mut rows: Vec<_> = answers.into_iter().map(Vec::into_iter).collect();
    Ok(requests.iter().map(|_| rows.iter_mut().filter_map(Iterator::next).collect()).collect())
}

fn request(case: &Case) -> String {
    let Case { id, protocol, direction, bytes } = case;
    let request = json!({
        "id": id, "op": "decode", "protocol": protocol, "direction": direction.as_str(), "hex": hex(bytes),
        "reencode": true,
    });
    request.to_string()
}

fn show(case: &Case, answers: &[String], what: &str, before: usize) {
    if before < SHOWN {
        let (direction, bytes) = (case.direction.as_str(), hex(&case.bytes));
        println!("\ncase {}: {what}\n  {direction} {bytes}", case.id);
        for (which, answer) in PEERS.iter().zip(answers) {
            println!("  {:<11} {}", which.as_str(), answer.trim_end());
        }
    }
}

//! Inputs to start from: those of the conformance corpus.

use std::fs;

use anyhow::{Context as _, Result};
use lonelypsp_schema::{Prefix, Schema};
use serde_json::Value;

use crate::corpus::folder;
use crate::model::schema;

/// The most cuts that an input of the target `pieces` has.
const MOST_CUTS: usize = 15;
/// The files whose cases are not all alike.
const FILES: [&str; 9] =
    ["published", "valid", "headers", "stateless", "signing", "hashing", "tracing", "splits", "verify"];

/// The cases of the corpus, and the schema that gives messages their numbers.
pub(super) struct Corpus {
    schema: Schema,
    files: Vec<(&'static str, Vec<Value>)>,
}

impl Corpus {
    pub(super) fn read() -> Result<Self> {
        let files = FILES.map(|name| {
            let path = folder().join(format!("{name}.jsonl"));
            let text =
                fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            let requests =
                text.lines().map(|case| Ok(serde_json::from_str::<Value>(case)?["request"].take()));
            Ok((name, requests.collect::<Result<_>>()?))
        });
        Ok(Self { schema: schema()?, files: files.into_iter().collect::<Result<_>>()? })
    }

    /// The requests of these files.
    fn requests(&self, names: &[&str]) -> impl Iterator<Item = &Value> {
        let files = self.files.iter().filter(|(name, _)| names.contains(name));
        files.flat_map(|(_, requests)| requests).collect::<Vec<_>>().into_iter()
    }

    /// The number of a message among sequences, as the targets count.
    fn index(&self, request: &Value) -> Option<u8> {
        let protocols = self.schema.protocols.iter().filter(|protocol| protocol.prefix == Prefix::None);
        let mut all = protocols.flat_map(|protocol| protocol.messages.iter().map(move |one| (protocol, one)));
        let found = all.position(|(protocol, message)| {
            request["protocol"] == protocol.name.snake()
                && request["message"] == message.name.snake()
                && request["direction"] == message.direction.as_str()
        });
        found.and_then(|index| u8::try_from(index).ok())
    }

    /// How many sequences there are.
    fn sequences(&self) -> u8 {
        let protocols = self.schema.protocols.iter().filter(|protocol| protocol.prefix == Prefix::None);
        u8::try_from(protocols.map(|protocol| protocol.messages.len()).sum::<usize>()).unwrap_or(u8::MAX)
    }
}

pub(super) fn s2b(corpus: &Corpus) -> Vec<Vec<u8>> {
    stateful(corpus, "s2b")
}

pub(super) fn b2s(corpus: &Corpus) -> Vec<Vec<u8>> {
    stateful(corpus, "b2s")
}

fn stateful(corpus: &Corpus, direction: &str) -> Vec<Vec<u8>> {
    let requests = corpus.requests(&["published", "valid", "headers"]);
    let hex =
        requests.filter(|request| request["direction"] == direction).filter_map(|one| one["hex"].as_str());
    hex.filter_map(unhex).collect()
}

/// The number of the message, then its bytes.
pub(super) fn sequences(corpus: &Corpus) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for request in corpus.requests(&["stateless", "signing", "hashing", "tracing"]) {
        if let (Some(index), Some(hex), "decode") =
            (corpus.index(request), request["hex"].as_str(), op(request))
        {
            seeds.extend(unhex(hex).map(|bytes| [&[index], &bytes[..]].concat()));
        }
    }
    seeds
}

/// The number of the message, that of the cuts, the cuts, then its bytes.
pub(super) fn pieces(corpus: &Corpus) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for request in corpus.requests(&["splits"]) {
        let (Some(hex), Some(splits)) = (request["hex"].as_str(), request["splits"].as_array()) else {
            continue;
        };
        let cuts: Vec<u8> = splits
            .iter()
            .filter_map(|at| at.as_u64().and_then(|at| u16::try_from(at).ok()))
            .take(MOST_CUTS)
            .flat_map(u16::to_be_bytes)
            .collect();
        let [sequences, count] = [corpus.sequences(), u8::try_from(cuts.len() / 2).unwrap_or_default()];
        let numbers =
            match (request["protocol"].as_str(), request["direction"].as_str(), corpus.index(request)) {
                (Some("stateful"), Some("s2b"), _) => vec![sequences],
                (Some("stateful"), ..) => vec![sequences + 1],
                (.., Some(index)) if request["message"] == "set_subscriptions" => vec![index, sequences + 2],
                (.., index) => index.into_iter().collect(),
            };
        let Some(bytes) = unhex(hex) else { continue };
        seeds.extend(numbers.into_iter().map(|number| [&[number, count], &cuts[..], &bytes[..]].concat()));
    }
    let documents = corpus.requests(&["hashing"]).filter(|request| op(request) == "decode");
    for hex in documents.filter_map(|request| request["hex"].as_str()) {
        let cut_in_two = [corpus.sequences() + 3, 1, 0, 10];
        seeds.extend(unhex(hex).map(|bytes| [&cut_in_two, &bytes[..]].concat()));
    }
    seeds
}

pub(super) fn headers(corpus: &Corpus) -> Vec<Vec<u8>> {
    let headers = corpus.requests(&["verify"]).filter_map(|request| request["authorization"].as_str());
    headers.map(|header| header.as_bytes().to_vec()).collect()
}

fn op(request: &Value) -> &str {
    request["op"].as_str().unwrap_or_default()
}

/// Some cases are about what is no hex.
fn unhex(hex: &str) -> Option<Vec<u8>> {
    let pair = |at| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..hex.len()).step_by(2).map(pair).collect()
}

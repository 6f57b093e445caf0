//! A schema, and what the interpreter makes of messages of it and of damaged ones: for a reader that is no testee.

use std::path::{Path, PathBuf};

use anyhow::Result;
use fastrand::Rng;
use lonelypsp_schema::Schema;
use serde_json::Value;

use crate::testee::interpreted_of;

use super::agree::{ask, unhex};
use super::generate::ROOT;
use super::lonely_once;
use super::place::write;
use super::settle::settle;
use super::values::{decode_requests, encode_requests, prefixes};

/// How many messages of each shape.
const ROUNDS: usize = 3;

/// A schema with requests to read bytes, each with the answer.
pub(crate) struct Answered {
    pub(crate) schema: Schema,
    /// Its root file.
    pub(crate) path: PathBuf,
    pub(crate) read: Vec<(Value, Value)>,
}

impl Answered {
    /// Those of the schema with that seed, which is written to a folder.
    pub(crate) fn of(seed: u64, folder: &Path) -> Result<Self> {
        let (files, schema) = settle(seed)?;
        for (path, text) in &files {
            write(&folder.join(path), text)?;
        }
        let path = folder.join(ROOT);
        let mut rng = Rng::with_seed(seed);
        let encode = encode_requests(&schema, ROUNDS, &mut rng);
        let written = ask(&mut interpreted_of(lonely_once()?, &path), &encode)?;
        let mut decode = Vec::new();
        for (request, answer) in encode.iter().zip(&written) {
            if let Some(bytes) = answer["ok"]["hex"].as_str().and_then(unhex) {
                decode_requests(request, &bytes, &mut rng, &mut decode);
            }
        }
        schema.protocols.iter().for_each(|protocol| prefixes(protocol, &mut decode));
        let answers = ask(&mut interpreted_of(lonely_once()?, &path), &decode)?;
        Ok(Self { schema, path, read: decode.into_iter().zip(answers).collect() })
    }
}

/// What the interpreter of the built-in schema answers.
pub(crate) fn ask_interpreter(requests: &[Value]) -> Result<Vec<Value>> {
    let mut command = lonely_once()?;
    ask(command.args(["conformance", "serve"]), requests)
}

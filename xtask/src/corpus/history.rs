//! The corpus of the older version, 0.0.33, in `protocol/history/0.0.33`.
//!
//! It is made as that of the newest version is, of the schema as it was and with the reference as it was. Most messages are
//! what they were, so of these there is a sample; of what has changed since there is everything.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::Value;

use crate::child::Peer;
use crate::model::{Target, schema_of};
use crate::testee::Which;
use crate::wire::body::all_before;
use crate::workspace::root;

use super::case::{Case, Topic};
use super::{authorization, bodies, resolve};
use super::{boundary, broken, encode, headers, order, prefix, refused, truncated, valid};

/// The version.
pub(crate) const VERSION: &str = "0.0.33";

/// The message whose headers have changed since.
const CHANGED: &str = "confirm_receive";

/// What a case of another message has at the end of its name to be in the sample.
const SAMPLE: [&str; 5] = ["typical", "empty", "full", "right", "absent"];

/// Where the corpus is.
pub(crate) fn folder() -> PathBuf {
    root().join("protocol/history").join(VERSION)
}

/// The files, with their lines.
pub(super) fn files() -> Result<Vec<(String, Vec<String>)>> {
    let schema = schema_of(VERSION)?;
    let (targets, layouts) = (Target::all(&schema)?, all_before());
    let mut topics = vec![
        valid::topic(&targets),
        boundary::topic(&targets),
        headers::topic(&targets),
        prefix::topic(&targets),
        broken::topic(&targets),
        order::topic(&targets),
        truncated::topic(&targets),
        encode::topic(&targets),
        refused::topic(&targets),
    ];
    topics.extend(bodies::topics(&layouts));
    topics.extend(authorization::topics(&layouts));
    for topic in &mut topics {
        topic.cases.retain(is_kept);
    }
    topics.retain(|topic: &Topic| !topic.cases.is_empty());
    let which = Which::Reference;
    // It has no package that would have to be generated.
    let mut reference = Peer::start_as(which, which.command_before(VERSION, &root())?)?;
    let files = resolve::resolve(&mut reference, topics)?;
    reference.finish()?;
    Ok(files)
}

fn is_kept(case: &Case) -> bool {
    let mut parts = case.name.split('/').skip(1);
    let message = parts.next().unwrap_or_default();
    let is_stateful = case.request["protocol"] == "stateful";
    // The reference of that version cannot write it: it forgets one of the values.
    if is_stateful && message == "notify" && case.request["op"] == "encode" {
        return false;
    }
    if is_stateful && message == CHANGED {
        return true;
    }
    let last = parts.last().unwrap_or_default();
    SAMPLE.contains(&last) || is_about_the_document(&case.request, last)
}

/// Whether a header is checked that is for other values, or for another document.
fn is_about_the_document(request: &Value, last: &str) -> bool {
    request["op"] == "verify" && (last.starts_with("another-") || last.starts_with("signed-as-"))
}

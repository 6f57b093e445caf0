//! `cargo xtask corpus`: the conformance corpus, made from the schema's model and the reference.
//!
//! What is right comes from the reference: the fields that it reads, the bytes that it writes. What is wrong comes from
//! construction: a message is put together with one or more known flaws, so that kind, header and offset are known, and
//! the reference has to refuse it. The codecs of this repository are not asked about anything.
//!
//! Of the older version there is a part in a folder of its own, made in the same way with the reference as it was then.
//!
//! The reference reads and writes no bodies of HTTP, and reads no documents: its two programs do the former, nobody the
//! latter. What is right about these comes from construction alone.

mod authorization;
mod bodies;
mod boundary;
mod broken;
mod case;
mod encode;
mod files;
mod headers;
mod history;
mod order;
mod prefix;
mod published;
mod published_bodies;
mod refused;
mod requests;
mod resolve;
mod splits;
mod truncated;
mod valid;

use anyhow::Result;

use crate::Outcome;
use crate::child::Peer;
use crate::model::{Target, schema};
use crate::testee::Which;

pub(crate) use authorization::KEY;
pub(crate) use bodies::{bad_values, fields as document_fields, schema_kind};
pub(crate) use files::folder;
pub(crate) use history::{VERSION as OLD_VERSION, folder as old_folder};

/// Writes the corpus, or compares it with the files.
pub(crate) fn run(check: bool) -> Result<Outcome> {
    let schema = schema()?;
    let targets = Target::all(&schema)?;
    let mut reference = Peer::start(Which::Reference)?;
    let layouts = crate::wire::body::all();
    let mut topics = vec![
        published::topic(&mut reference)?,
        valid::topic(&targets),
        boundary::topic(&targets),
        headers::topic(&targets),
        prefix::topic(&targets),
        broken::topic(&targets),
        order::topic(&targets),
        truncated::topic(&targets),
        encode::topic(&targets),
        refused::topic(&targets),
        published_bodies::topic()?,
    ];
    topics.extend(bodies::topics(&layouts));
    topics.extend(authorization::topics(&layouts));
    topics.push(splits::topic(&topics));
    let files = resolve::resolve(&mut reference, topics)?;
    reference.finish()?;
    let before = history::files()?;
    let both = [(folder(), files), (old_folder(), before)];
    if check {
        return files::check(&both);
    }
    both.iter().try_for_each(|(folder, files)| files::write(folder, files))?;
    Ok(Outcome::Clean)
}

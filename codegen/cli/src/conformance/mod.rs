//! The conformance protocol: answering its requests, and putting its corpus to somebody who does.
//!
//! Requests are answered by the interpreter ([`mod@serve`]). On the other side, [`corpus`] reads the cases, [`process`] talks
//! to the command through [`pipes`], [`compare`] decides what is a difference, [`tally`] counts, and [`mod@run`] brings them
//! together.

mod claims;
mod compare;
mod corpus;
mod pipes;
mod process;
mod run;
mod serve;
mod tally;

pub(crate) use run::run;
pub(crate) use serve::serve;

//! The conformance protocol: answering its requests, and putting its corpus to somebody who does.
//!
//! [`testee`] is what can be asked, [`interpreted`] and [`generated`] are the two that answer, [`request`] turns a line
//! into an answer, [`mod@serve`] lines into lines. On the other side, [`corpus`] reads the cases, [`process`] talks to the
//! command through [`pipes`], [`compare`] decides what is a difference, [`tally`] counts, and [`mod@run`] brings them
//! together.

mod compare;
mod corpus;
mod generated;
mod interpreted;
mod pipes;
mod process;
mod request;
mod run;
mod serve;
mod tally;
mod testee;

pub(crate) use run::run;
pub(crate) use serve::{serve, serve_codecs};

//! What authorizes a message: `lonely sign`, `lonely verify`, `lonely etag`.

mod args;
mod etag;
mod given;
mod seen;
mod sign;
mod verify;

pub(crate) use args::{EtagArgs, SignArgs, VerifyArgs};

pub(crate) use etag::run as etag;
pub(crate) use sign::run as sign;
pub(crate) use verify::run as verify;

/// The protocol of signed documents.
const SIGNING: &str = "signing";
/// The protocol of hashed documents.
const HASHING: &str = "hashing";

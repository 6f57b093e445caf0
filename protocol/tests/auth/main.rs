//! Authorization: signatures and tokens, what is refused and why, what is remembered.

mod documents;
mod header;
mod hmac;
mod replay;
mod secrets;
mod strategies;
mod token;
mod vectors;

//! How a message travels over HTTP.

use super::Name;

/// The HTTP request that has a message as its body.
#[derive(Clone, Debug)]
pub struct Http {
    /// The method, in capitals.
    pub method: String,
    /// The path, from its `/`. It says which message the body is.
    pub path: String,
    /// The headers that belong to it, in lower case, each with what it holds.
    pub headers: Vec<(Name, String)>,
}

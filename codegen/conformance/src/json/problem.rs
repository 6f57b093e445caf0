//! Why a request cannot be answered with a result.

use lonelypsp_interpret::{DecodeError, EncodeError, Kind};
use serde_json::{Value as Json, json};

/// An error as the conformance protocol has it, with a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of error, as all languages spell it.
    pub kind: &'static str,
    /// What it is about: a header's name on the wire, a field's or a flag's, or `body`.
    pub at: Option<String>,
    /// The place in the input; writing has none.
    pub offset: Option<u64>,
    /// What is wrong, for people.
    pub message: String,
}

impl Problem {
    /// The request as such is at fault.
    pub fn request(message: impl Into<String>) -> Self {
        Self { kind: Kind::BadValue.as_str(), at: None, offset: None, message: message.into() }
    }

    /// The conformance protocol's error object.
    pub fn to_json(&self) -> Json {
        json!({ "kind": self.kind, "at": self.at, "offset": self.offset })
    }

    /// The same with the sentence.
    pub fn to_explained_json(&self) -> Json {
        let mut object = self.to_json();
        object["message"] = json!(self.message);
        object
    }
}

impl From<DecodeError> for Problem {
    fn from(error: DecodeError) -> Self {
        let message = error.to_string();
        let offset = u64::try_from(error.offset).ok();
        Self { kind: error.kind.as_str(), at: error.at, offset, message }
    }
}

impl From<EncodeError> for Problem {
    fn from(error: EncodeError) -> Self {
        let message = error.to_string();
        Self { kind: error.kind.as_str(), at: error.at, offset: None, message }
    }
}

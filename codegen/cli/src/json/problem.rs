//! Why a request cannot be answered with a result.

use lonelypsp_interpret::{DecodeError, EncodeError, Kind};
use serde_json::{Value as Json, json};

/// An error as the conformance protocol has it, with a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) kind: &'static str,
    pub(crate) at: Option<String>,
    pub(crate) offset: Option<u64>,
    pub(crate) message: String,
}

impl Problem {
    /// The request as such is at fault.
    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self { kind: Kind::BadValue.as_str(), at: None, offset: None, message: message.into() }
    }

    /// The conformance protocol's error object.
    pub(crate) fn to_json(&self) -> Json {
        json!({ "kind": self.kind, "at": self.at, "offset": self.offset })
    }

    /// The same with the sentence.
    pub(crate) fn to_explained_json(&self) -> Json {
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

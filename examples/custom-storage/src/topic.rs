//! A field with a type of one's own.

use std::fmt;
use std::sync::Arc;

use lonelypsp::field::{self, Field, Rejected};

/// A topic that is a path. The schema allows any bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Topic(Arc<str>);

/// `field::Bytes` is the kind of value that the schema has for topics.
impl<'a> Field<'a, field::Bytes> for Topic {
    fn from_wire(value: &'a [u8]) -> Result<Self, Rejected> {
        let text = str::from_utf8(value).map_err(|_| Rejected)?;
        if text.starts_with('/') { Ok(Self(text.into())) } else { Err(Rejected) }
    }

    fn to_wire(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

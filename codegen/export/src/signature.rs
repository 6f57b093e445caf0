//! Which document signs a message, and with which values.

use lonelypsp_schema as model;
use serde::Serialize;

use crate::kind::Kind;
use crate::protocol::Stamp;

/// The document that is made of a message so that it can be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Signature<'s> {
    /// The message that this one answers, if that decides which document signs it.
    pub answers: Option<&'s str>,
    /// The only variant that it is for. Without one it is for all that have none of their own.
    pub variant: Option<&'s str>,
    /// The protocol of the document.
    pub protocol: &'s str,
    /// The document: a message of that protocol, from the same side.
    pub document: &'s str,
    /// What of the document the header carries.
    pub stamp: Stamp<'s>,
    /// Where each value of the document comes from, but for its stamp, in its order.
    pub values: Vec<DocumentValue<'s>>,
}

/// One value of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentValue<'s> {
    /// Its field in the document.
    pub name: &'s str,
    /// Its index among the values of the document.
    pub index: usize,
    /// What it is.
    pub kind: Kind,
    /// Where it comes from.
    pub source: DocumentSource,
}

/// Where a value of a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum DocumentSource {
    /// A value of the message. A shape that does not have it is given it.
    Slot {
        /// The index of the value in the message.
        slot: usize,
    },
    /// Whoever signs or checks gives it.
    Given,
    /// There is none.
    Absent,
}

impl<'s> Signature<'s> {
    pub(crate) fn of(signature: &'s model::Signature) -> Self {
        let model::Signature { answers, variant, protocol, document, stamp, values } = signature;
        Self {
            answers: answers.as_ref().map(model::Name::snake),
            variant: variant.as_ref().map(model::Name::snake),
            protocol,
            document: document.snake(),
            stamp: Stamp::of(stamp),
            values: values.iter().map(DocumentValue::of).collect(),
        }
    }
}

impl<'s> DocumentValue<'s> {
    fn of(value: &'s model::DocumentValue) -> Self {
        let model::DocumentValue { name, index, kind, source } = value;
        let source = match source {
            model::DocumentSource::Slot(slot) => DocumentSource::Slot { slot: *slot },
            model::DocumentSource::Given => DocumentSource::Given,
            model::DocumentSource::Absent => DocumentSource::Absent,
        };
        Self { name, index: *index, kind: Kind::of(*kind), source }
    }
}

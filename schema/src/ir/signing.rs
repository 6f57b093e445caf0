//! What is signed, and with which values.

use super::{Kind, Name};

/// The fields that all documents of a protocol share with the header that carries their signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The time of signing: an unsigned integer of 8 bytes.
    pub time: String,
    /// What makes the signature unlike any other: text.
    pub nonce: String,
}

/// How a message is signed: the document that is made of it. Where a message answers several others, one for each of them.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The message that this one answers, if that decides which document signs it.
    pub answers: Option<Name>,
    /// The only variant of the message that it is for. It is for all that have none of their own, if nothing is said.
    pub variant: Option<Name>,
    /// The protocol of the document, which has a [`Stamp`].
    pub protocol: String,
    /// The document, sent by the same side as the message.
    pub document: Name,
    /// What of the document the header carries.
    pub stamp: Stamp,
    /// Where each value of the document comes from, but for its stamp, in its order.
    pub values: Vec<DocumentValue>,
}

/// One value of a document.
#[derive(Clone, Debug)]
pub struct DocumentValue {
    /// Its field in the document.
    pub name: String,
    /// Its index among the values of the document.
    pub index: usize,
    /// What it is.
    pub kind: Kind,
    /// Where it comes from.
    pub source: DocumentSource,
}

/// Where a value of a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentSource {
    /// The message's value with this index. A shape that does not have it is given it.
    Slot(usize),
    /// Whoever signs or checks gives it.
    Given,
    /// There is none.
    Absent,
}

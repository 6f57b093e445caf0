//! The schema as it was written: every key in its place, nothing resolved yet.

use crate::source::{Span, Spanned};

pub(crate) type Text = Spanned<String>;
pub(crate) type Number = Spanned<i128>;
/// What a `when` asks for, by name, and where it stands.
pub(crate) type When = Spanned<Named<Spanned<Asked>>>;
/// Entries of a mapping by name, in the order they were written.
pub(crate) type Named<T> = Vec<(Text, T)>;

impl When {
    /// Where a condition stands: at its first name, since a mapping in braces and one in lines begin differently.
    pub(crate) fn place(&self) -> Span {
        self.first().map_or(self.span, |(name, _)| name.span)
    }
}

/// What a condition asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    /// Of a value, that it is this number.
    Number(i128),
    /// Of a flag, that it is set, or that it is not.
    Flag(bool),
}

/// In which versions something is there, and whether it still should be used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Availability {
    /// The first version that has it.
    pub(crate) since: Option<Text>,
    /// The last version that has it.
    pub(crate) until: Option<Text>,
    pub(crate) deprecated: Option<Deprecated>,
}

/// That something should not be used any more.
#[derive(Clone, Debug)]
pub(crate) struct Deprecated {
    pub(crate) since: Option<Text>,
    /// Why, and what is to be used instead.
    pub(crate) note: Text,
}

/// A number that may be another one in each version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changing {
    /// The number, once it is clear which version is meant.
    number: Option<Number>,
    /// From which version on it is which, if that is said.
    pub(crate) by_version: Named<Number>,
}

impl Changing {
    /// One that is said for each version.
    pub(crate) fn by_version(by_version: Named<Number>) -> Self {
        Self { number: by_version.last().map(|(_, number)| number.clone()), by_version }
    }

    pub(crate) fn as_ref(&self) -> Option<&Number> {
        self.number.as_ref()
    }

    /// Makes it the number that it has in one version, of which `holds` says whether another one is not later.
    pub(crate) fn settle(&mut self, holds: impl Fn(&Text) -> bool) {
        if !self.by_version.is_empty() {
            let said = std::mem::take(&mut self.by_version);
            self.number =
                said.into_iter().filter(|(version, _)| holds(version)).map(|(_, number)| number).last();
        }
    }
}

impl From<Option<Number>> for Changing {
    fn from(number: Option<Number>) -> Self {
        Self { number, by_version: Vec::new() }
    }
}

/// The head of the root file.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) name: Option<Text>,
    pub(crate) version: Option<Text>,
    /// All versions that are described, if there are several.
    pub(crate) versions: Option<Spanned<Vec<Text>>>,
    pub(crate) doc: Option<Text>,
    pub(crate) documented: bool,
    pub(crate) span: Span,
}

/// What any file of a schema can hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unit {
    pub(crate) include: Vec<Text>,
    pub(crate) types: Named<Type>,
    pub(crate) protocols: Named<Protocol>,
    pub(crate) protocol: Option<Text>,
    /// Whether the file says a protocol, be it in a wrong way.
    pub(crate) says_protocol: bool,
    pub(crate) messages: Named<Message>,
    /// Whether something in the file was not understood that may have defined names.
    pub(crate) incomplete: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Type {
    pub(crate) doc: Option<Text>,
    pub(crate) documented: bool,
    pub(crate) kind: Option<Text>,
    pub(crate) max: Changing,
    pub(crate) length: Changing,
    pub(crate) max_bytes: Changing,
    pub(crate) write: Option<Text>,
    pub(crate) secret: Option<Spanned<bool>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Protocol {
    pub(crate) doc: Option<Text>,
    pub(crate) documented: bool,
    /// What stands before every message, if that is said.
    pub(crate) prefix: Option<Text>,
    pub(crate) flags: Named<Flag>,
    /// Which fields of its messages the header of a signature carries, if they are signed.
    pub(crate) stamp: Option<Stamp>,
    /// Where the flags stand, if there are any.
    pub(crate) flags_span: Option<Span>,
    /// Whether flags may be meant that were not understood.
    pub(crate) flags_in_doubt: bool,
    pub(crate) unknown_flags: Option<Text>,
    pub(crate) availability: Availability,
}

/// The fields that a signed document shares with the header of its signature.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) span: Span,
    pub(crate) time: Option<Text>,
    pub(crate) nonce: Option<Text>,
}

#[derive(Clone, Debug)]
pub(crate) struct Flag {
    pub(crate) doc: Option<Text>,
    pub(crate) documented: bool,
    pub(crate) bit: Option<Number>,
    pub(crate) selects: Option<Text>,
    pub(crate) availability: Availability,
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) doc: Option<Text>,
    pub(crate) documented: bool,
    pub(crate) from: Option<Text>,
    pub(crate) code: Changing,
    pub(crate) headers: Option<Spanned<Named<Header>>>,
    pub(crate) body: Option<Body>,
    pub(crate) variants: Option<Spanned<Named<Variant>>>,
    pub(crate) sequence: Option<Spanned<Vec<Item>>>,
    pub(crate) signed: Vec<Signed>,
    pub(crate) http: Option<Http>,
    pub(crate) answered_by: Vec<Text>,
    /// Whether the headers or variants have a problem already, so that others would follow from it.
    pub(crate) in_doubt: bool,
    pub(crate) availability: Availability,
}

/// The HTTP request that carries a message.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    pub(crate) span: Span,
    pub(crate) method: Option<Text>,
    pub(crate) path: Option<Text>,
    pub(crate) headers: Named<Option<Text>>,
}

/// The document that signs a message.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) span: Span,
    pub(crate) document: Option<Text>,
    pub(crate) answers: Option<Text>,
    pub(crate) variant: Option<Text>,
    pub(crate) values: Named<Option<Text>>,
    pub(crate) availability: Availability,
}

/// A header of a message, or what a variant says differently about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) ty: Option<Text>,
    pub(crate) field: Option<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) equals: Option<Text>,
    pub(crate) verify: Option<Text>,
    pub(crate) default: Option<Number>,
    pub(crate) when: Option<When>,
    pub(crate) availability: Availability,
}

#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) span: Span,
    pub(crate) field: Option<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) availability: Availability,
}

#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) doc: Option<Text>,
    pub(crate) documented: bool,
    pub(crate) when: Option<When>,
    /// What it says of headers, or of the fields of a sequence.
    pub(crate) headers: Named<Header>,
    pub(crate) body: Option<Body>,
    pub(crate) availability: Availability,
}

/// One step of a layout without header names.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) span: Span,
    pub(crate) literal: Option<Text>,
    pub(crate) code: Option<Text>,
    pub(crate) field: Option<Text>,
    pub(crate) group: Option<Text>,
    pub(crate) rest: Option<Text>,
    /// Whether it has a problem already, so that others would follow from it.
    pub(crate) in_doubt: bool,
    pub(crate) ty: Option<Text>,
    pub(crate) prefix: Option<Text>,
    pub(crate) count: Option<Text>,
    pub(crate) sorted: Option<Text>,
    /// Of a group: whether its entries may begin like what ends it.
    pub(crate) ambiguous: Option<Spanned<bool>>,
    pub(crate) items: Option<Vec<Item>>,
    /// Whether the entries of a group describe themselves, elsewhere.
    pub(crate) elsewhere: bool,
    pub(crate) doc: Option<Text>,
    pub(crate) equals: Option<Text>,
    pub(crate) verify: Option<Text>,
    pub(crate) when: Option<When>,
    pub(crate) availability: Availability,
}

impl Item {
    /// Whether the entries of a group may begin like what ends it.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.ambiguous.as_ref().is_some_and(|ambiguous| ambiguous.value)
    }
}

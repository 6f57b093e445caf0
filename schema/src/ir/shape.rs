//! What a message can hold, and where each header of it comes from.

use super::Name;

/// One shape that a message can have: what its value holds, and where each header's value comes from.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The variant's name, or none for a message with one shape.
    pub variant: Option<Name>,
    /// What it means.
    pub doc: String,
    /// The headers present in it, in wire order.
    pub headers: Vec<ShapeHeader>,
    /// The field that holds the body, if the message has one.
    pub body: Option<BodyField>,
}

impl Shape {
    /// The names of its fields, in wire order, the body last.
    pub fn field_names(&self) -> impl Iterator<Item = &Name> {
        let headers = self.headers.iter().filter_map(|header| header.field());
        headers.chain(self.body.as_ref().map(|body| &body.name))
    }

    /// What the shape says about a header, if it has that header.
    pub fn header(&self, index: usize) -> Option<&ShapeHeader> {
        self.headers.iter().find(|header| header.header == index)
    }
}

/// One header in one shape.
#[derive(Clone, Debug)]
pub struct ShapeHeader {
    /// Index of the header in its message.
    pub header: usize,
    /// What it holds in this shape.
    pub doc: String,
    /// Where its value comes from.
    pub source: Source,
}

impl ShapeHeader {
    /// The field that holds its value, if one does.
    pub fn field(&self) -> Option<&Name> {
        match &self.source {
            Source::Field(name) => Some(name),
            _ => None,
        }
    }
}

/// Where the value of a header comes from when a shape is written.
#[derive(Clone, Debug)]
pub enum Source {
    /// A field of the value.
    Field(Name),
    /// It is always this number, since that is how the shape is recognised. Never spelled as an empty value.
    Constant(u64),
    /// The length of the body in bytes.
    BodyLength,
    /// The value of an earlier header.
    Header(usize),
}

/// The field that holds the body.
#[derive(Clone, Debug)]
pub struct BodyField {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub doc: String,
}

/// A hash function over the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// SHA-512 (FIPS 180-4): 64 bytes.
    Sha512,
}

impl Digest {
    /// Its name in the schema.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha512 => "sha512",
        }
    }

    /// The length of its result in bytes.
    pub const fn length(self) -> u16 {
        match self {
            Self::Sha512 => 64,
        }
    }
}

//! A hash of what a schema says, however it says it.
//!
//! It goes over the whole model but for places and source texts. Every field is named here, so that the compiler asks
//! for a new one.

use std::fmt::{self, Write as _};

use crate::ir::{
    BodyField, Flag, Header, HeaderLayout, Layout, Message, Protocol, Schema, SequenceItem, Shape,
    ShapeHeader, Source,
};
use crate::plan::Plan;

pub(crate) fn fingerprint(schema: &Schema) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    // Nothing that is written fails.
    let _ = hash.schema(schema);
    hash.0
}

/// 64-bit FNV-1a of what is written.
struct Hash(u64);

impl fmt::Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self.0 = text.bytes().fold(self.0, add);
        Ok(())
    }
}

impl Hash {
    fn schema(&mut self, schema: &Schema) -> fmt::Result {
        let Schema { name, version, doc, protocols, sources: _ } = schema;
        writeln!(self, "schema {name:?} {version:?} {doc:?}")?;
        protocols.iter().try_for_each(|protocol| self.protocol(protocol))
    }

    fn protocol(&mut self, protocol: &Protocol) -> fmt::Result {
        let Protocol { name, doc, flags, messages } = protocol;
        writeln!(self, "protocol {name} {doc:?}")?;
        for Flag { name, doc, bit, selects_minimal } in flags {
            writeln!(self, "flag {name} {doc:?} {bit} {selects_minimal}")?;
        }
        messages.iter().try_for_each(|message| self.message(message))
    }

    fn message(&mut self, message: &Message) -> fmt::Result {
        let Message { name, doc, direction, code, layout } = message;
        writeln!(self, "message {name} {doc:?} {} {code}", direction.as_str())?;
        match layout {
            Layout::Headers(layout) => self.headers(layout),
            Layout::Sequence(items) => self.items(items),
        }
    }

    fn headers(&mut self, layout: &HeaderLayout) -> fmt::Result {
        let HeaderLayout { headers, tail, has_body, shapes, plan } = layout;
        for Header { wire, span: _, doc, type_name, kind, secret, default } in headers {
            writeln!(self, "header {wire:?} {doc:?} {type_name:?} {kind:?} {secret} {default:?}")?;
        }
        writeln!(self, "tail {tail:?}, body {has_body}")?;
        shapes.iter().try_for_each(|shape| self.shape(shape))?;
        // There is no place in a plan; and the fast program follows from the exact one.
        let Plan { fast: _, minimal, exact, write } = &**plan;
        writeln!(self, "{minimal:?}{exact:?}{write:?}")
    }

    fn shape(&mut self, shape: &Shape) -> fmt::Result {
        let Shape { variant, doc, headers, body } = shape;
        match variant {
            Some(variant) => writeln!(self, "variant {variant} {doc:?}")?,
            None => writeln!(self, "shape {doc:?}")?,
        }
        for ShapeHeader { header, doc, source } in headers {
            write!(self, "value {header} {doc:?} ")?;
            match source {
                Source::Field(name) => writeln!(self, "field {name}")?,
                Source::Constant(value) => writeln!(self, "constant {value}")?,
                Source::BodyLength => writeln!(self, "length of the body")?,
                Source::Header(other) => writeln!(self, "header {other}")?,
            }
        }
        match body {
            Some(BodyField { name, doc }) => writeln!(self, "body {name} {doc:?}"),
            None => Ok(()),
        }
    }

    fn items(&mut self, items: &[SequenceItem]) -> fmt::Result {
        for item in items {
            match item {
                SequenceItem::Literal(bytes) => writeln!(self, "literal {bytes:?}")?,
                SequenceItem::Code(width) => writeln!(self, "code {width:?}")?,
                SequenceItem::Field { name, doc, kind, prefix } => {
                    writeln!(self, "field {name} {doc:?} {kind:?} {prefix:?}")?;
                }
                SequenceItem::Group { name, doc, count, sorted, items } => {
                    writeln!(self, "group {name} {doc:?} {count:?} {sorted:?} {{")?;
                    self.items(items)?;
                    writeln!(self, "}}")?;
                }
                SequenceItem::Rest { name, doc, prefix } => writeln!(self, "rest {name} {doc:?} {prefix:?}")?,
            }
        }
        Ok(())
    }
}

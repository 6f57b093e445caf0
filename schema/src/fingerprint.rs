//! A hash of what a schema says, however it says it.
//!
//! It goes over the whole model but for places and source texts. Every field is named here, so that the compiler asks
//! for a new one.

use std::fmt::{self, Write as _};

use crate::ir::{
    Availability, Block, Body, BodyField, DocumentValue, Flag, FlagSource, Group, Http, Layout, Message,
    Name, Plan, Protocol, Reading, Schema, Shape, ShapeFlag, ShapeSlot, Signature, Slot, Source, Type,
};

impl Schema {
    /// A hash of all that the schema says (64-bit FNV-1a), to tell one edition from another. How it says it does not
    /// matter: files and their names, the order in which they define messages, comments, white space, quotes. It is no
    /// protection against somebody who means to deceive.
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Hash(0xcbf2_9ce4_8422_2325);
        // Nothing that is written fails.
        let _ = hash.schema(self);
        hash.0
    }
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
        let Schema { name, version, versions, doc, protocols, types, sources: _ } = schema;
        writeln!(self, "schema {name:?} {version:?} {doc:?}")?;
        versions.iter().try_for_each(|version| writeln!(self, "version {version:?}"))?;
        protocols.iter().try_for_each(|protocol| self.protocol(protocol))?;
        // Their texts are read by people who look a type up, and stand in no message that has its own.
        types.iter().try_for_each(|Type { name, doc, kind, secret }| {
            writeln!(self, "type {name} {doc:?} {kind:?} {secret}")
        })
    }

    fn protocol(&mut self, protocol: &Protocol) -> fmt::Result {
        let Protocol { name, doc, prefix, stamp, flags, unknown_flags, messages, availability } = protocol;
        writeln!(self, "protocol {name} {doc:?} {} {stamp:?} {unknown_flags:?}", prefix.as_str())?;
        self.availability(availability)?;
        for Flag { name, doc, bit, selects_minimal, availability } in flags {
            writeln!(self, "flag {name} {doc:?} {bit} {selects_minimal}")?;
            self.availability(availability)?;
        }
        messages.iter().try_for_each(|message| self.message(message))
    }

    fn message(&mut self, message: &Message) -> fmt::Result {
        let Message { name, doc, direction, code, layout, signatures, http, answered_by, availability } =
            message;
        writeln!(self, "message {name} {doc:?} {} {code}", direction.as_str())?;
        self.availability(availability)?;
        if let Some(Http { method, path, headers }) = http {
            writeln!(self, "http {method} {path}")?;
            headers.iter().try_for_each(|(name, doc)| writeln!(self, "{name} {doc:?}"))?;
        }
        answered_by.iter().try_for_each(|name| writeln!(self, "answered by {name}"))?;
        for Signature { answers, variant, protocol, document, stamp, values } in signatures {
            let name = |name: &Option<Name>| name.as_ref().map(|name| name.snake().to_owned());
            writeln!(self, "signed {:?} {:?} {protocol} {document} {stamp:?}", name(answers), name(variant))?;
            for DocumentValue { name, index, kind, source } in values {
                writeln!(self, "{name} {index} {kind:?} {source:?}")?;
            }
        }
        self.layout(layout)
    }

    fn layout(&mut self, layout: &Layout) -> fmt::Result {
        let Layout { slots, groups, tail, body, shapes, plan } = layout;
        self.slots(slots)?;
        for Group { name, doc, end, slots, sorted, least, read, write } in groups {
            writeln!(self, "group {name} {doc:?} {end:?} {sorted:?} {least}")?;
            self.slots(slots)?;
            writeln!(self, "{read:?}{write:?}")?;
        }
        writeln!(self, "tail {tail:?}")?;
        if let Some(Body { at, prefix, availability }) = body {
            writeln!(self, "body {at} {prefix:?}")?;
            self.availability(availability)?;
        }
        shapes.iter().try_for_each(|shape| self.shape(shape))?;
        // There is no place in a plan; and the fast program and the scan follow from the others.
        let Plan { read, write, scan: _ } = &**plan;
        match read {
            Reading::Block(Block { fast: _, minimal, exact }) => write!(self, "{minimal:?}{exact:?}")?,
            Reading::Sequence(program) => write!(self, "sequence {program:?}")?,
        }
        writeln!(self, "{write:?}")
    }

    /// What is said nowhere changes no fingerprint.
    fn availability(&mut self, availability: &Availability) -> fmt::Result {
        match availability {
            Availability { since: None, until: None, deprecated: None } => Ok(()),
            said => writeln!(self, "available {said:?}"),
        }
    }

    fn slots(&mut self, slots: &[Slot]) -> fmt::Result {
        for Slot { at, span: _, doc, type_name, kind, prefix, secret, default, availability } in slots {
            writeln!(self, "slot {at:?} {doc:?} {type_name:?} {kind:?} {prefix:?} {secret} {default:?}")?;
            self.availability(availability)?;
        }
        Ok(())
    }

    fn shape(&mut self, shape: &Shape) -> fmt::Result {
        let Shape { variant, doc, flags, unknown_flags, slots, body, availability } = shape;
        match variant {
            Some(variant) => writeln!(self, "variant {variant} {doc:?}")?,
            None => writeln!(self, "shape {doc:?}")?,
        }
        self.availability(availability)?;
        for ShapeFlag { flag, source } in flags {
            match source {
                FlagSource::Field(name) => writeln!(self, "flag {flag} field {name}")?,
                FlagSource::Constant(is_set) => writeln!(self, "flag {flag} {is_set}")?,
            }
        }
        if let Some(name) = unknown_flags {
            writeln!(self, "other flags {name}")?;
        }
        for ShapeSlot { slot, doc, source } in slots {
            write!(self, "value {slot} {doc:?} ")?;
            match source {
                Source::Field(name) => writeln!(self, "field {name}")?,
                Source::Constant(value) => writeln!(self, "constant {value}")?,
                Source::BodyLength => writeln!(self, "length of the body")?,
                Source::Slot(other) => writeln!(self, "value {other}")?,
            }
        }
        match body {
            Some(BodyField { name, doc }) => writeln!(self, "body {name} {doc:?}"),
            None => Ok(()),
        }
    }
}

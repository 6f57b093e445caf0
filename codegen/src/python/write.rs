//! The fast path from a message to bytes: every field is looked at once, then the bytes are joined. What is not as
//! usual gives up.

use lonelypsp_schema::{Layout, Kind, Limit, Message, Protocol, Shape, Source, Spelling, WriteStep};

use super::class::constant_field;
use super::names::{self, BODY};
use super::text::{assign, bytes, call, choose, docstring, hex, spread, unless};
use crate::spelling::local;
use crate::wire::{counted_name, spell_constant};

pub(super) fn view_write(
    protocol: &Protocol,
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    steps: &[WriteStep],
) -> Vec<String> {
    let class = names::shape_class(message, shape);
    let head = format!("def write_{}", names::shape_function(message, shape));
    let parameters = [format!("message: {class}"), "minimal_headers: bool".to_owned()];
    let mut lines = call(0, &head, &parameters, " -> bytes:");
    lines.extend(docstring(4, "Write a message that is as usual."));
    let mut writer = Writer { message, layout, shape, lines };
    writer.look(steps);
    let code = message.code.to_be_bytes();
    let minimal = [&protocol.minimal_flag().to_be_bytes()[..], &code].concat();
    let count = u16::try_from(shape.slots.len()).unwrap_or(u16::MAX).to_be_bytes();
    let expanded = [&[0, 0], &code[..], &count].concat();
    writer.lines.push("    if minimal_headers:".to_owned());
    writer.join(8, minimal, steps, false);
    writer.join(4, expanded, steps, true);
    writer.lines
}

struct Writer<'a> {
    message: &'a Message,
    layout: &'a Layout,
    shape: &'a Shape,
    lines: Vec<String>,
}

impl Writer<'_> {
    /// Takes every value out of the message and checks it.
    fn look(&mut self, steps: &[WriteStep]) {
        let type_constant = format!("_TYPE_{}", names::message_function(self.message).to_uppercase());
        self.unless(&[format!("message.type is not {type_constant}")]);
        if let Some(body) = &self.shape.body {
            self.put(&format!("{BODY} = message.{}", body.name));
            self.unless(&[format!("type({BODY}) is not bytes")]);
        }
        for step in steps {
            match *step {
                WriteStep::Field { slot: header, not } => self.field(header, not),
                WriteStep::Constant { slot: header, .. } => {
                    if let Some(field) = constant_field(self.layout, self.shape, header) {
                        self.unless(&[format!("message.{field} is not None")]);
                    }
                }
                WriteStep::BodyLength { slot: header } => {
                    self.put(&format!("{} = len({BODY})", self.local(header)));
                    self.at_most(header, 8);
                }
                WriteStep::Copy { slot: header, other } => {
                    self.put(&format!("{} = {}", self.local(header), self.number(other)));
                    self.at_most(header, width(self.layout.slots[other].kind));
                }
                // It was looked at first, since its length may be a header's value.
                WriteStep::Body => {}
            }
        }
    }

    fn field(&mut self, header: usize, not: Option<u64>) {
        let Some(field) = self.shape.header(header).and_then(|header| header.field()) else { return };
        let x = self.local(header);
        let kind = self.layout.slots[header].kind;
        let (head, value) = (format!("{x} ="), format!("message.{field}"));
        self.lines.extend(match kind {
            Kind::Text { .. } => assign(4, &head, &format!("TEXT({value})")),
            Kind::OptionalText { .. } => {
                choose(4, &head, ["b\"\"", &format!("(text := {value}) is None"), "TEXT(text)"])
            }
            Kind::Bytes(_) | Kind::Bool | Kind::Uint { .. } | Kind::Int { .. } => assign(4, &head, &value),
        });
        match kind {
            Kind::Text { max } | Kind::OptionalText { max } => {
                if let Some(max) = max {
                    self.unless(&[format!("len({x}) > {max}")]);
                }
            }
            Kind::Bytes(limit) => {
                let mut conditions = vec![format!("type({x}) is not bytes")];
                conditions.extend(match limit {
                    Limit::None => None,
                    Limit::Max(max) => Some(format!("len({x}) > {max}")),
                    Limit::Exact(length) => Some(format!("len({x}) != {length}")),
                });
                self.unless(&conditions);
            }
            Kind::Bool => self.unless(&[format!("type({x}) is not bool")]),
            Kind::Uint { .. } | Kind::Int { .. } => self.unless(&number_conditions(&x, kind, not)),
        }
    }

    /// A derived number has to fit if it may come from a wider one.
    fn at_most(&mut self, header: usize, source_width: u8) {
        let own = width(self.layout.slots[header].kind);
        if own < source_width {
            self.unless(&[format!(
                "{} > {}",
                self.local(header),
                hex(u64::MAX >> (64 - 8 * u32::from(own)))
            )]);
        }
    }

    /// The number that a header is written with.
    fn number(&self, header: usize) -> String {
        match self.shape.header(header).map(|header| &header.source) {
            Some(Source::Constant(value)) => value.to_string(),
            Some(Source::Field(_) | Source::BodyLength | Source::Header(_)) | None => self.local(header),
        }
    }

    fn join(&mut self, depth: usize, prefix: Vec<u8>, steps: &[WriteStep], expanded: bool) {
        let mut chunks = Chunks { fixed: prefix, parts: Vec::new() };
        for step in steps {
            let header = match *step {
                WriteStep::Field { slot: header, .. }
                | WriteStep::Constant { slot: header, .. }
                | WriteStep::BodyLength { slot: header }
                | WriteStep::Copy { slot: header, .. } => header,
                WriteStep::Body => {
                    chunks.push(BODY.to_owned());
                    continue;
                }
            };
            if expanded {
                chunks.fixed.extend(counted_name(&self.layout.slots[header]));
            }
            match *step {
                WriteStep::Constant { value, .. } => {
                    let spelled = spell_constant(self.layout.slots[header].kind, value);
                    chunks.fixed.extend(u16::try_from(spelled.len()).unwrap_or(u16::MAX).to_be_bytes());
                    chunks.fixed.extend(spelled);
                }
                _ => chunks.value(self.layout.slots[header].kind, &self.local(header)),
            }
        }
        let parts = chunks.finish();
        let indent = " ".repeat(depth);
        match &parts[..] {
            [only] => self.lines.push(format!("{indent}return {only}")),
            _ => {
                self.lines.push(format!("{indent}return b\"\".join("));
                self.lines.extend(spread(depth + 4, "", &parts, ""));
                self.lines.push(format!("{indent})"));
            }
        }
    }

    fn local(&self, header: usize) -> String {
        local(&self.layout.slots[header])
    }

    fn put(&mut self, text: &str) {
        self.lines.push(format!("    {text}"));
    }

    fn unless(&mut self, conditions: &[String]) {
        self.lines.extend(unless(4, conditions));
    }
}

/// What is joined; neighbouring bytes that never change are one literal.
struct Chunks {
    fixed: Vec<u8>,
    parts: Vec<String>,
}

impl Chunks {
    fn push(&mut self, part: String) {
        self.flush();
        self.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.fixed.is_empty() {
            self.parts.push(bytes(&self.fixed));
            self.fixed.clear();
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        self.parts
    }

    /// A value behind its length.
    fn value(&mut self, kind: Kind, x: &str) {
        match kind {
            Kind::Bytes(Limit::None | Limit::Max(_)) | Kind::Text { .. } | Kind::OptionalText { .. } => {
                self.push(format!("LENGTH[len({x})]"));
                self.push(x.to_owned());
            }
            Kind::Bytes(Limit::Exact(length)) => {
                self.fixed.extend(length.to_be_bytes());
                self.push(x.to_owned());
            }
            Kind::Bool => {
                self.fixed.extend([0, 1]);
                self.push(format!("b\"\\x01\" if {x} else b\"\\x00\""));
            }
            Kind::Uint { spelling: Spelling::Minimal, .. } => self.push(format!("UINT[{x}]")),
            Kind::Uint { max_bytes, spelling: Spelling::Fixed } => {
                self.fixed.extend([0, max_bytes]);
                self.push(format!("{x}.to_bytes({max_bytes}, \"big\")"));
            }
            Kind::Int { max_bytes } => {
                self.fixed.extend([0, max_bytes]);
                self.push(format!("{x}.to_bytes({max_bytes}, \"big\", signed=True)"));
            }
        }
    }
}

fn number_conditions(x: &str, kind: Kind, not: Option<u64>) -> Vec<String> {
    let mut conditions = vec![format!("type({x}) is not int")];
    match kind {
        Kind::Int { max_bytes } => {
            let half = hex(1 << (8 * u32::from(max_bytes) - 1));
            conditions.push(format!("not -{half} <= {x} < {half}"));
        }
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Uint { .. } => {
            let first = u8::from(not == Some(0));
            conditions.push(format!(
                "not {first} <= {x} <= {}",
                hex(u64::MAX >> (64 - 8 * u32::from(width(kind))))
            ));
        }
    }
    conditions.extend(not.filter(|not| *not != 0).map(|not| format!("{x} == {not}")));
    conditions
}

/// The bytes of an integer at most; nothing else is compared with it.
fn width(kind: Kind) -> u8 {
    match kind {
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => max_bytes,
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => 8,
    }
}

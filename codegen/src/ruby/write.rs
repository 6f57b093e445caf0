//! A shape → bytes: every value is checked in the order of the plan, then the bytes are put together at once.

use lonelypsp_schema::{Layout, Kind, Limit, Message, Shape, Spelling, WriteStep};

use super::lines::{Lines, WIDTH};
use super::literal;
use crate::spelling::local;
use crate::wire::{counted_name, spell_constant};

/// What a method that writes consists of.
pub(super) struct Writing {
    /// The lines of the method.
    pub(super) lines: String,
    /// How many headers are written.
    pub(super) count: usize,
}

/// The lines of the method for one shape.
pub(super) fn write_lines(
    minimal_flag: u16,
    message: &Message,
    layout: &Layout,
    shape: usize,
    column: usize,
) -> Writing {
    let steps = &layout.plan.write[shape];
    let mut writer = Writer { layout, shape: &layout.shapes[shape], steps, lines: Lines::at(column) };
    if let Some(body) = &writer.shape.body {
        writer.lines.line(format!("body = message.{}", body.name));
    }
    let headers: Vec<Put> = steps.iter().filter_map(|step| writer.step(*step)).collect();
    writer.lines.line("return if minimal.nil?");
    writer.lines.line("");
    writer.put(minimal_flag, message.code, &headers);
    Writing { lines: writer.lines.text(), count: headers.len() }
}

/// One header as it is put into the bytes.
struct Put {
    header: usize,
    /// An expression for the length of its bytes.
    length: String,
    /// An expression for the bytes.
    bytes: String,
}

struct Writer<'a> {
    layout: &'a Layout,
    shape: &'a Shape,
    steps: &'a [WriteStep],
    lines: Lines,
}

impl Writer<'_> {
    fn step(&mut self, step: WriteStep) -> Option<Put> {
        match step {
            WriteStep::Field { slot: header, not } => {
                let field = self.field(header);
                self.checked(header, &field);
                if let Some(not) = not {
                    let at = literal::string(&self.layout.slots[header].at);
                    self.lines.line(format!("refuse_number({field}, {at}, {})", literal::integer(not)));
                }
                Some(self.local_put(header))
            }
            WriteStep::Constant { slot: header, value } => {
                let bytes = spell_constant(self.layout.slots[header].kind, value);
                Some(Put { header, length: bytes.len().to_string(), bytes: literal::bytes(&bytes) })
            }
            WriteStep::BodyLength { slot: header } => {
                self.checked(header, "body_length(body)");
                Some(self.local_put(header))
            }
            WriteStep::Copy { slot: header, other } => {
                if self.same_bytes(header, other) {
                    let (local, other) = (self.local(header), self.local(other));
                    self.lines.line(format!("{local} = {other}"));
                } else {
                    let number = self.number(other);
                    self.checked(header, &number);
                }
                Some(self.local_put(header))
            }
            WriteStep::Body => {
                self.lines.line("check_body(body)");
                None
            }
        }
    }

    /// A local with the bytes of a value, once it is checked.
    fn checked(&mut self, header: usize, value: &str) {
        let wire = &self.layout.slots[header];
        let (function, limit) = put_function(wire.kind);
        let limit = limit.map(|limit| format!(", {}", literal::integer(limit))).unwrap_or_default();
        let at = literal::string(&wire.wire);
        self.lines.line(format!("{} = {function}({value}, {at}{limit})", local(wire)));
    }

    fn local_put(&self, header: usize) -> Put {
        let bytes = self.local(header);
        let length = match self.layout.slots[header].kind {
            Kind::Bytes(Limit::Exact(length)) => literal::integer(length.into()),
            Kind::Bool => "1".to_owned(),
            Kind::Int { max_bytes } | Kind::Uint { max_bytes, spelling: Spelling::Fixed } => {
                max_bytes.to_string()
            }
            Kind::Bytes(Limit::None | Limit::Max(_))
            | Kind::Text { .. }
            | Kind::OptionalText { .. }
            | Kind::Uint { spelling: Spelling::Minimal, .. } => format!("{bytes}.bytesize"),
        };
        Put { header, length, bytes }
    }

    /// Whether a header that repeats another's number has the same bytes, and so needs no check of its own.
    fn same_bytes(&self, header: usize, other: usize) -> bool {
        let is_checked = self.steps.iter().any(|step| match *step {
            WriteStep::Field { slot: header, .. }
            | WriteStep::BodyLength { slot: header }
            | WriteStep::Copy { slot: header, .. } => header == other,
            WriteStep::Constant { .. } | WriteStep::Body => false,
        });
        is_checked && self.layout.slots[header].kind == self.layout.slots[other].kind
    }

    /// An expression for the number that a header was written with.
    fn number(&self, header: usize) -> String {
        let found = self.steps.iter().find_map(|step| match *step {
            WriteStep::Field { slot: header: of, .. } if of == header => Some(self.field(header)),
            WriteStep::Constant { slot: header: of, value } if of == header => Some(literal::integer(value)),
            WriteStep::BodyLength { slot: header: of } if of == header => Some("body_length(body)".to_owned()),
            WriteStep::Copy { slot: header: of, other } if of == header => Some(self.number(other)),
            WriteStep::Field { .. }
            | WriteStep::Constant { .. }
            | WriteStep::BodyLength { .. }
            | WriteStep::Copy { .. }
            | WriteStep::Body => None,
        });
        found.unwrap_or_else(|| "0".to_owned())
    }

    fn field(&self, header: usize) -> String {
        let name = self.shape.header(header).and_then(|header| header.field());
        name.map(|name| format!("message.{name}")).unwrap_or_default()
    }

    fn local(&self, header: usize) -> String {
        local(&self.layout.slots[header])
    }

    fn put(&mut self, minimal_flag: u16, code: u16, headers: &[Put]) {
        let code = literal::integer(code.into());
        let minimal = format!("{}, {code}", literal::integer(minimal_flag.into()));
        let expanded = format!("0, {code}, {}", literal::integer(headers.len() as u64));
        let body = self.shape.body.as_ref().map(|_| "body".to_owned());
        let entries = |writer: &Self, named: bool| -> Vec<String> {
            let entries = headers.iter().flat_map(|put| writer.entry(put, named));
            entries.chain(body.clone()).collect()
        };
        let (short, long) = (entries(self, false), entries(self, true));
        self.lines.line("if minimal");
        self.packed(minimal, short, "MINIMAL_FORMAT");
        self.lines.line("else");
        self.packed(expanded, long, "EXPANDED_FORMAT");
        self.lines.line("end");
    }

    fn packed(&mut self, start: String, entries: Vec<String>, format: &str) {
        self.lines.nested(|lines| {
            if entries.is_empty() {
                return lines.line(format!("[{start}].pack({format})"));
            }
            lines.line("[");
            lines.nested(|lines| lines.separated([start].into_iter().chain(entries)));
            lines.line(format!("].pack({format})"));
        });
    }

    /// What stands for a header: a line, or three if its name is long.
    fn entry(&self, put: &Put, named: bool) -> Vec<String> {
        let mut parts = vec![put.length.clone(), put.bytes.clone()];
        if named {
            parts.insert(0, literal::bytes(&counted_name(&self.layout.slots[put.header])));
        }
        let line = parts.join(", ");
        if line.len() + 24 <= WIDTH { vec![line] } else { parts }
    }
}

/// The function that checks and spells a value, and the limit that it takes.
fn put_function(kind: Kind) -> (&'static str, Option<u64>) {
    match kind {
        Kind::Bytes(Limit::None) => ("put_bytes", None),
        Kind::Bytes(Limit::Max(max)) => ("put_bytes", Some(max.into())),
        Kind::Bytes(Limit::Exact(length)) => ("put_bytes_exactly", Some(length.into())),
        Kind::Text { max: None } => ("put_text", None),
        Kind::Text { max: Some(max) } => ("put_text", Some(max.into())),
        Kind::OptionalText { max: None } => ("put_optional_text", None),
        Kind::OptionalText { max: Some(max) } => ("put_optional_text", Some(max.into())),
        Kind::Bool => ("put_bool", None),
        Kind::Uint { max_bytes, spelling: Spelling::Minimal } => ("put_minimal_uint", Some(max_bytes.into())),
        Kind::Uint { max_bytes, spelling: Spelling::Fixed } => ("put_fixed_uint", Some(max_bytes.into())),
        Kind::Int { max_bytes } => ("put_int", Some(max_bytes.into())),
    }
}

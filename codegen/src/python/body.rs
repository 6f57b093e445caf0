//! The fast path from values to bytes where a protocol has no prefix: every value is looked at once, then the bytes are
//! joined. Whatever is otherwise goes the exact path.
//!
//! It takes values, not a message, so that whoever signs a document need not make one first.

use lonelypsp_schema::{Form, Kind, Layout, Length, Message, Shape, Slot, Spelling, Width, WriteStep};

use super::chunks::Chunks;
use super::class::Parameter;
use super::code::{Code, from};
use super::names::{self, BODY};
use super::text::{assign, call, choose, hex, spread};
use crate::spelling::local;

/// Whether a shape has a fast path: its values are always the same ones, and are what they are by themselves.
pub(super) fn is_fast(layout: &Layout, steps: &[WriteStep]) -> bool {
    let slot = |slot: &usize| &layout.slots[*slot];
    steps.iter().all(|step| match step {
        WriteStep::Field { slot: of, not } => not.is_empty() && is_plain(slot(of)),
        WriteStep::BodyLength { slot: of } => is_plain(slot(of)),
        WriteStep::Body | WriteStep::Literal(_) => true,
        WriteStep::Constant { .. }
        | WriteStep::Copy { .. }
        | WriteStep::Exclude { .. }
        | WriteStep::Group { .. }
        | WriteStep::Ascending { .. } => false,
    })
}

/// Whether a value's length is that of its field, or always the same.
const fn is_plain(slot: &Slot) -> bool {
    match slot.kind.form {
        Form::Bytes | Form::Text => true,
        Form::Bool | Form::Int | Form::Float | Form::Uint(Spelling::Fixed) => slot.prefix.is_none(),
        Form::Uint(Spelling::Minimal) | Form::Group(_) => false,
    }
}

/// The two functions: from values to bytes, and from a message.
pub(super) fn view_writers(
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    steps: &[WriteStep],
    parameters: &[Parameter],
) -> [Code; 2] {
    let function = names::shape_function(message, shape);
    let declared: Vec<_> = parameters.iter().map(|parameter| parameter.declaration.clone()).collect();
    let doc = "Write a message from its values.";
    let code = Code::function(&format!("spell_{function}"), &declared, "bytes", doc);
    let mut code = code;
    code.put(4, "try:");
    let mut joining = Joining { layout, chunks: Chunks::default(), code };
    for step in steps {
        joining.step(step);
    }
    let taken: Vec<_> = parameters.iter().map(|parameter| format!("message.{}", parameter.field)).collect();
    let class = names::shape_class(message, shape);
    let unused = if taken.is_empty() { "_: " } else { "message: " };
    let head = [format!("{unused}{class}")];
    let doc = "Write a message on the fast path.";
    let mut writer = Code::function(&format!("write_{function}"), &head, "bytes", doc);
    writer.lines.extend(call(4, &format!("return spell_{function}"), &taken, ""));
    [joining.finish(message, &function, parameters), writer]
}

struct Joining<'a> {
    layout: &'a Layout,
    chunks: Chunks,
    code: Code,
}

impl Joining<'_> {
    fn step(&mut self, step: &WriteStep) {
        match step {
            WriteStep::Field { slot, .. } => self.field(&self.layout.slots[*slot]),
            WriteStep::BodyLength { slot } => {
                let width = self.layout.slots[*slot].kind.integer_bytes().unwrap_or(8);
                self.chunks.push(format!("len({BODY}).to_bytes({width}, \"big\")"));
            }
            WriteStep::Body => {
                self.unless(&[format!("type({BODY}) is not bytes")]);
                let prefix = self.layout.body.as_ref().and_then(|body| body.prefix);
                self.behind(prefix, BODY);
            }
            WriteStep::Literal(literal) => self.chunks.fixed.extend(literal),
            // Shapes that have these are not written on this path.
            WriteStep::Constant { .. }
            | WriteStep::Copy { .. }
            | WriteStep::Exclude { .. }
            | WriteStep::Group { .. }
            | WriteStep::Ascending { .. } => {}
        }
    }

    fn field(&mut self, slot: &Slot) {
        let (x, kind) = (local(slot), slot.kind);
        match kind.form {
            Form::Text => {
                self.code.uses(from::FAST, "TEXT");
                let raw = format!("raw_{x}");
                let head = format!("{raw} =");
                self.code.lines.extend(if kind.empty_is_absent {
                    choose(8, &head, ["b\"\"", &format!("{x} is None"), &format!("TEXT({x})")])
                } else {
                    assign(8, &head, &format!("TEXT({x})"))
                });
                self.limit(&raw, slot, Vec::new());
                self.behind(slot.prefix, &raw);
            }
            Form::Bytes => {
                self.limit(&x, slot, vec![format!("type({x}) is not bytes")]);
                self.behind(slot.prefix, &x);
            }
            Form::Bool => {
                self.unless(&[format!("type({x}) is not bool")]);
                self.chunks.push(format!("b\"\\x01\" if {x} else b\"\\x00\""));
            }
            Form::Float => {
                self.code.uses(from::FAST, "float_bytes");
                self.unless(&[format!("type({x}) is not float")]);
                self.chunks.push(format!("float_bytes({x})"));
            }
            Form::Uint(_) | Form::Int => self.number(&x, kind),
            // Shapes that have groups are not written on this path.
            Form::Group(_) => {}
        }
    }

    /// What does not fit into so many bytes, Python says.
    fn number(&mut self, x: &str, kind: Kind) {
        self.unless(&[format!("type({x}) is not int")]);
        let width = kind.integer_bytes().unwrap_or(8);
        let signed = if kind.form == Form::Int { ", signed=True" } else { "" };
        self.chunks.push(format!("{x}.to_bytes({width}, \"big\"{signed})"));
    }

    fn limit(&mut self, x: &str, slot: &Slot, mut conditions: Vec<String>) {
        let says = slot.prefix.map_or(u64::MAX, Width::max);
        conditions.extend(match slot.kind.length {
            Length::Any => None,
            // The length before it cannot say more.
            Length::AtMost(most) if says <= most.into() => None,
            Length::AtMost(most) => Some(format!("len({x}) > {}", hex(most.into()))),
            Length::Exactly(length) => Some(format!("len({x}) != {length}")),
        });
        if !conditions.is_empty() {
            self.unless(&conditions);
        }
    }

    /// A value behind its length.
    fn behind(&mut self, prefix: Option<Width>, x: &str) {
        match prefix {
            None => {}
            Some(Width::U8) => {
                self.code.uses(from::FAST, "BYTE");
                self.chunks.push(format!("BYTE[len({x})]"));
            }
            Some(Width::U16) => {
                self.code.uses(from::FAST, "LENGTH");
                self.chunks.push(format!("LENGTH[len({x})]"));
            }
            Some(width @ (Width::U32 | Width::U64)) => {
                self.chunks.push(format!("len({x}).to_bytes({}, \"big\")", width.bytes()));
            }
        }
        self.chunks.push(x.to_owned());
    }

    fn unless(&mut self, conditions: &[String]) {
        self.code.unless(8, conditions);
    }

    fn finish(mut self, message: &Message, function: &str, parameters: &[Parameter]) -> Code {
        let parts = self.chunks.finish();
        match &parts[..] {
            [] => self.code.put(8, "return b\"\""),
            [only] => self.code.put(8, &format!("return {only}")),
            _ => {
                self.code.put(8, "return b\"\".join(");
                self.code.lines.extend(spread(12, "", &parts, ""));
                self.code.put(8, ")");
            }
        }
        self.code.put(4, "except GIVES_UP:");
        let values: Vec<_> = parameters.iter().map(|parameter| parameter.local.clone()).collect();
        self.code.lines.extend(call(8, &format!("message = new_{function}"), &values, ""));
        self.code.uses(from::FAST, "GIVES_UP");
        self.code.uses(from::SHAPES, "encode_exactly");
        let shapes = format!("SHAPES_{}", names::message_function(message).to_uppercase());
        let arguments = [shapes, "message".to_owned(), "True".to_owned()];
        self.code.lines.extend(call(4, "return encode_exactly", &arguments, ""));
        self.code
    }
}

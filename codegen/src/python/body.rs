//! The fast path from values to bytes where a protocol has no prefix: every value is looked at once, then the bytes are
//! joined. Whatever is otherwise goes the exact path.
//!
//! It takes values, not a message, so that whoever signs a document need not make one first.

use lonelypsp_schema::{Layout, Length, Message, Piece, Protocol, Slot, Width, WriteStep};

use super::chunks::parts;
use super::class::Parameter;
use super::code::{Code, from};
use super::forms;
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
fn is_plain(slot: &Slot) -> bool {
    slot.kind.form.is_octets() || (slot.prefix.is_none() && slot.kind.fixed_length().is_some())
}

/// The two functions: from values to bytes, and from a message.
pub(super) fn view_writers(
    protocol: &Protocol,
    message: &Message,
    index: usize,
    parameters: &[Parameter],
) -> [Code; 2] {
    let layout = &message.layout;
    let (shape, steps) = (&layout.shapes[index], &layout.plan.write[index]);
    let function = names::shape_function(message, shape);
    let declared: Vec<_> = parameters.iter().map(|parameter| parameter.declaration.clone()).collect();
    let doc = "Write a message from its values.";
    let mut code = Code::function(&format!("spell_{function}"), &declared, "bytes", doc);
    code.put(4, "try:");
    let mut joining = Joining { layout, code };
    for step in steps {
        joining.look(step);
    }
    joining.join(&message.pieces(protocol, index, false), steps);
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
    code: Code,
}

impl Joining<'_> {
    /// Looks at a value once.
    fn look(&mut self, step: &WriteStep) {
        match step {
            WriteStep::Field { slot, .. } => self.field(&self.layout.slots[*slot]),
            WriteStep::Body => self.unless(&[format!("type({BODY}) is not bytes")]),
            // What is right by itself, and what shapes have that are not written on this path.
            WriteStep::BodyLength { .. }
            | WriteStep::Literal(_)
            | WriteStep::Constant { .. }
            | WriteStep::Copy { .. }
            | WriteStep::Exclude { .. }
            | WriteStep::Group { .. }
            | WriteStep::Ascending { .. } => {}
        }
    }

    fn field(&mut self, slot: &Slot) {
        let x = local(slot);
        // Shapes that have groups are not written on this path.
        let Some(values) = forms::values(slot.kind) else { return };
        if let Some(octets) = values.octets {
            self.code.uses(values.module.name, octets);
            let head = format!("{} =", written(slot));
            self.code.lines.extend(if slot.kind.empty_is_absent {
                choose(8, &head, ["b\"\"", &format!("{x} is None"), &format!("{octets}({x})")])
            } else {
                assign(8, &head, &format!("{octets}({x})"))
            });
        }
        // What does not fit into so many bytes, Python says.
        let mut conditions: Vec<_> =
            values.class.iter().map(|class| format!("type({x}) is not {class}")).collect();
        if slot.kind.form.is_octets() {
            conditions.extend(limit(&written(slot), slot));
        }
        if !conditions.is_empty() {
            self.unless(&conditions);
        }
    }

    fn join(&mut self, pieces: &[Piece], steps: &[WriteStep]) {
        let is_length = |of: usize| {
            steps.iter().any(|step| matches!(step, WriteStep::BodyLength { slot } if *slot == of))
        };
        let value = |slot: usize| {
            if is_length(slot) { format!("len({BODY})") } else { written(&self.layout.slots[slot]) }
        };
        let (parts, uses) = parts(pieces, self.layout, value);
        self.code.uses.extend(&uses);
        match &parts[..] {
            [] => self.code.put(8, "return b\"\""),
            [only] => self.code.put(8, &format!("return {only}")),
            _ => {
                self.code.put(8, "return b\"\".join(");
                self.code.lines.extend(spread(12, "", &parts, ""));
                self.code.put(8, ")");
            }
        }
    }

    fn unless(&mut self, conditions: &[String]) {
        self.code.unless(8, conditions);
    }

    fn finish(mut self, message: &Message, function: &str, parameters: &[Parameter]) -> Code {
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

/// What the length of bytes must not be.
fn limit(x: &str, slot: &Slot) -> Option<String> {
    let says = slot.prefix.map_or(u64::MAX, Width::max);
    match slot.kind.length {
        Length::Any => None,
        // The length before it cannot say more.
        Length::AtMost(most) if says <= most.into() => None,
        Length::AtMost(most) => Some(format!("len({x}) > {}", hex(most.into()))),
        Length::Exactly(length) => Some(format!("len({x}) != {length}")),
    }
}

/// The local that holds what is written of a value.
fn written(slot: &Slot) -> String {
    let x = local(slot);
    let is_made = forms::values(slot.kind).is_some_and(|values| values.octets.is_some());
    if is_made { format!("raw_{x}") } else { x }
}

//! The exact path from a stream to a message with a block of headers: the read steps of the plan, then its exact program,
//! one line for each step.

use lonelypsp_schema::{Block, Condition, Digest, Layout, Message, ReadStep, Slot, Step};

use super::code::{Code, Uses, from};
use super::context::Context;
use super::flags;
use super::forms::{self, Call, Reader};
use super::names::{self, BODY};
use super::program::{Path, Scope, put_program};
use super::text::{bytes, call, hex};

pub(super) fn view_exact(context: &Context<'_>, message: &Message, layout: &Layout, block: &Block) -> Code {
    let class = names::message_class(message);
    let function = names::message_function(message);
    let how = if context.has_flags() { "flags: int" } else { "minimal: bool" };
    let parameters = ["stream: SyncReadableBytesIO".to_owned(), how.to_owned()];
    let mut code = Code::function(
        &format!("read_exactly_{function}"),
        &parameters,
        &class,
        "Read a message, or say what is the first thing that is wrong with it.",
    );
    if context.has_flags() {
        flags::take(context.protocol, layout, &block.exact, &mut code);
    }
    let arguments = ["stream".to_owned(), format!("_HEADERS_{}", function.to_uppercase())];
    code.lines.extend(call(4, "reader = Reader", &arguments, ""));
    code.uses(from::READER, "Reader");
    code.uses(from::STREAMS, "SyncReadableBytesIO");
    let mut exact = Exact { scope: Scope { context, message, layout }, code };
    exact.read(&block.minimal);
    put_program(&mut exact, 4, &block.exact);
    exact.code
}

struct Exact<'a> {
    scope: Scope<'a>,
    code: Code,
}

impl Exact<'_> {
    fn read(&mut self, minimal: &[ReadStep]) {
        let context = self.scope.context;
        let is_minimal = if context.has_flags() {
            format!("flags & {}", hex(context.protocol.minimal_flag().into()))
        } else {
            "minimal".to_owned()
        };
        if minimal.is_empty() {
            self.code.put(4, &format!("if not {is_minimal}:"));
        } else {
            self.code.put(4, &format!("if {is_minimal}:"));
            self.read_steps(8, minimal);
            self.code.put(4, "else:");
        }
        self.code.put(8, "reader.read_block()");
    }

    fn read_steps(&mut self, depth: usize, steps: &[ReadStep]) {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => {
                    self.code.put(depth, &format!("reader.read_values({from}, {to})"));
                }
                ReadStep::When { on, equals, then } => {
                    let condition = Condition { on: *on, equals: *equals };
                    let Scope { context, layout, .. } = self.scope;
                    let uses = &mut self.code.uses;
                    let condition = flags::condition(context.protocol, condition, |slot| {
                        check(slot, &Slot { default: None, ..layout.slots[slot].clone() }, uses)
                    });
                    self.code.put(depth, &format!("if {condition}:"));
                    self.read_steps(depth + 4, then);
                }
            }
        }
    }

    fn local(&self, slot: usize) -> String {
        self.scope.local(slot)
    }
}

impl<'a> Path<'a> for Exact<'a> {
    fn scope(&self) -> Scope<'a> {
        self.scope
    }

    fn code(&mut self) -> &mut Code {
        &mut self.code
    }

    fn step(&mut self, depth: usize, step: &Step) {
        let line = match *step {
            Step::OnlyFlags(known) => return flags::only(known, &mut self.code, depth),
            Step::Check { slot, .. } => {
                let value = check(slot, &self.scope.layout.slots[slot], &mut self.code.uses);
                format!("{} = {value}", self.local(slot))
            }
            Step::Body(_) => format!("{BODY} = reader.body()"),
            Step::BodyLength(slot) => format!("reader.body_length({slot}, {}, {BODY})", self.local(slot)),
            Step::BodyDigest(slot, Digest::Sha512) => {
                format!("reader.body_sha512({slot}, {}, {BODY})", self.local(slot))
            }
            Step::Same(slot, other) => {
                format!("reader.same({slot}, {}, {other}, {})", self.local(slot), self.local(other))
            }
            // The block has read it.
            Step::Count(_)
            // Only sequences have these.
            | Step::Read { .. }
            | Step::Group { .. }
            | Step::Ascending { .. }
            | Step::Literal { .. } => return,
        };
        self.code.put(depth, &line);
    }

    /// The block knows where it ends.
    fn last_look(&mut self, _: usize) {}
}

/// The value of a header, with its presence, length and form checked.
fn check(index: usize, header: &Slot, uses: &mut Uses) -> String {
    let reading = forms::reading(header.kind, &[index.to_string()], Reader::Block, uses);
    // A header is one value.
    let Some(Call { method, mut arguments }) = reading else { return String::new() };
    let default = header.default.map(|default| bytes(&header.kind.spell_constant(default)));
    arguments.extend(default.map(|default| format!("default={default}")));
    format!("reader.{method}({})", arguments.join(", "))
}

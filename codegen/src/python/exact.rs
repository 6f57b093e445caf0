//! The exact path from a stream to a message: the read steps of the plan, then its exact program, one line for each step.

use lonelypsp_schema::{Digest, End, Header, Layout, Kind, Limit, Message, Program, ReadStep, Step};

use super::class::maker_arguments;
use super::context::Context;
use super::names::{self, BODY};
use super::text::{call, docstring};
use crate::spelling::local;

pub(super) fn view_exact(context: &Context<'_>, message: &Message, layout: &Layout) -> Vec<String> {
    let class = names::message_class(message);
    let function = names::message_function(message);
    let parameters = ["stream: SyncReadableBytesIO".to_owned(), "minimal: bool".to_owned()];
    let mut lines = call(0, &format!("def read_exactly_{function}"), &parameters, &format!(" -> {class}:"));
    lines.extend(docstring(4, "Read a message, or say what is the first thing that is wrong with it."));
    let arguments = ["stream".to_owned(), format!("_HEADERS_{}", function.to_uppercase())];
    lines.extend(call(4, "reader = Reader", &arguments, ""));
    let mut exact = Exact { context, message, layout, lines };
    exact.read();
    exact.program(4, &layout.plan.BLOCK.exact);
    exact.lines
}

struct Exact<'a> {
    context: &'a Context<'a>,
    message: &'a Message,
    layout: &'a Layout,
    lines: Vec<String>,
}

impl Exact<'_> {
    fn read(&mut self) {
        let minimal = &self.layout.plan.BLOCK.minimal;
        if minimal.is_empty() {
            self.put(4, "if not minimal:");
        } else {
            self.put(4, "if minimal:");
            self.read_steps(8, minimal);
            self.put(4, "else:");
        }
        self.put(8, "reader.read_block()");
    }

    fn read_steps(&mut self, depth: usize, steps: &[ReadStep]) {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => {
                    self.put(depth, &format!("reader.read_values({from}, {to})"));
                }
                ReadStep::When { on, equals, then } => {
                    let number =
                        read(*header, &Header { default: None, ..self.layout.slots[*header].clone() });
                    self.put(depth, &format!("if {number} == {equals}:"));
                    self.read_steps(depth + 4, then);
                }
            }
        }
    }

    fn program(&mut self, depth: usize, program: &Program) {
        for step in &program.steps {
            if let Some(line) = self.step(*step) {
                self.put(depth, &line);
            }
        }
        match &program.end {
            End::Shape(shape) => {
                let shape = &self.layout.shapes[*shape];
                let arguments = maker_arguments(self.context, self.message, self.layout, shape);
                let head = format!("return new_{}", names::shape_function(self.message, shape));
                self.lines.extend(call(depth, &head, &arguments, ""));
            }
            End::Branch { on, equals, yes, no } => {
                self.put(depth, &format!("if {} == {equals}:", self.local(*header)));
                self.program(depth + 4, yes);
                self.program(depth, no);
            }
        }
    }

    fn step(&self, step: Step) -> Option<String> {
        Some(match step {
            // The block has read it.
            Step::Count(_) => return None,
            Step::VALUE { slot: header, .. } => {
                format!("{} = {}", self.local(header), read(header, &self.layout.slots[header]))
            }
            Step::Body(_) => format!("{BODY} = reader.body()"),
            Step::BodyLength(header) => {
                format!("reader.body_length({header}, {}, {BODY})", self.local(header))
            }
            Step::BodyDigest(header, Digest::Sha512) => {
                format!("reader.body_sha512({header}, {}, {BODY})", self.local(header))
            }
            Step::Same(header, other) => {
                format!("reader.same({header}, {}, {other}, {})", self.local(header), self.local(other))
            }
        })
    }

    fn local(&self, header: usize) -> String {
        local(&self.layout.slots[header])
    }

    fn put(&mut self, depth: usize, text: &str) {
        self.lines.push(format!("{:depth$}{text}", ""));
    }
}

/// The value of a header, with its presence, length and form checked.
fn read(index: usize, header: &Header) -> String {
    let default = header.default.map(|default| format!(", default={default}")).unwrap_or_default();
    match header.kind {
        Kind::Bytes(Limit::None) => format!("reader.octets({index})"),
        Kind::Bytes(Limit::Max(max)) => format!("reader.octets_at_most({index}, {max})"),
        Kind::Bytes(Limit::Exact(length)) => format!("reader.octets_exactly({index}, {length})"),
        Kind::Text { max: None } => format!("reader.text({index})"),
        Kind::Text { max: Some(max) } => format!("reader.text({index}, {max})"),
        Kind::OptionalText { max: None } => format!("reader.optional_text({index})"),
        Kind::OptionalText { max: Some(max) } => format!("reader.optional_text({index}, {max})"),
        Kind::Bool => format!("reader.boolean({index}{default})"),
        Kind::Uint { max_bytes, .. } => format!("reader.uint({index}, {max_bytes}{default})"),
        Kind::Int { max_bytes } => format!("reader.sint({index}, {max_bytes}{default})"),
    }
}

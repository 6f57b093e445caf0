//! The exact way from a stream to a message: the read steps of the plan, then its tree of checks, one line for each step.

use lonelypsp_schema::{CheckStep, Digest, End, Header, HeaderLayout, Kind, Limit, Message, ReadStep, Tree};

use super::class::maker_arguments;
use super::context::Context;
use super::names::{self, BODY};
use super::text::{call, docstring};
use crate::spelling::local;

pub(super) fn view_exact(context: &Context<'_>, message: &Message, layout: &HeaderLayout) -> Vec<String> {
    let class = names::message_class(message);
    let function = names::message_function(message);
    let parameters = ["stream: SyncReadableBytesIO".to_owned(), "minimal: bool".to_owned()];
    let mut lines = call(0, &format!("def read_exactly_{function}"), &parameters, &format!(" -> {class}:"));
    lines.extend(docstring(4, "Read a message, or say what is the first thing that is wrong with it."));
    let arguments = ["stream".to_owned(), format!("_HEADERS_{}", function.to_uppercase())];
    lines.extend(call(4, "reader = Reader", &arguments, ""));
    let mut exact = Exact { context, message, layout, lines };
    exact.read();
    exact.tree(4, &layout.plan.check);
    exact.lines
}

struct Exact<'a> {
    context: &'a Context<'a>,
    message: &'a Message,
    layout: &'a HeaderLayout,
    lines: Vec<String>,
}

impl Exact<'_> {
    fn read(&mut self) {
        let plan = &self.layout.plan;
        if plan.minimal.is_empty() {
            self.put(4, "if not minimal:");
            return self.read_steps(8, &plan.expanded);
        }
        self.put(4, "if minimal:");
        self.read_steps(8, &plan.minimal);
        self.put(4, "else:");
        self.read_steps(8, &plan.expanded);
    }

    /// Values that follow one another are read in one go.
    fn read_steps(&mut self, depth: usize, steps: &[ReadStep]) {
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            at += 1;
            match step {
                ReadStep::Value { header } => {
                    let is_next =
                        |step: &ReadStep, next| matches!(step, ReadStep::Value { header } if *header == next);
                    let mut end = header + 1;
                    while steps.get(at).is_some_and(|step| is_next(step, end)) {
                        (at, end) = (at + 1, end + 1);
                    }
                    self.put(depth, &format!("reader.read_values({header}, {end})"));
                }
                ReadStep::When { header, equals, then } => {
                    let number =
                        read(*header, &Header { default: None, ..self.layout.headers[*header].clone() });
                    self.put(depth, &format!("if {number} == {equals}:"));
                    self.read_steps(depth + 4, then);
                }
                ReadStep::Block => self.put(depth, "reader.read_block()"),
            }
        }
    }

    fn tree(&mut self, depth: usize, tree: &Tree) {
        for step in &tree.steps {
            let line = self.step(*step);
            self.put(depth, &line);
        }
        match &tree.end {
            End::Shape(shape) => {
                let shape = &self.layout.shapes[*shape];
                let arguments = maker_arguments(self.context, self.message, self.layout, shape);
                let head = format!("return new_{}", names::shape_function(self.message, shape));
                self.lines.extend(call(depth, &head, &arguments, ""));
            }
            End::Branch { header, equals, yes, no } => {
                self.put(depth, &format!("if {} == {equals}:", self.local(*header)));
                self.tree(depth + 4, yes);
                self.tree(depth, no);
            }
        }
    }

    fn step(&self, step: CheckStep) -> String {
        match step {
            CheckStep::Header(header) => {
                format!("{} = {}", self.local(header), read(header, &self.layout.headers[header]))
            }
            CheckStep::TakeBody => format!("{BODY} = reader.body()"),
            CheckStep::BodyLength(header) => {
                format!("reader.body_length({header}, {}, {BODY})", self.local(header))
            }
            CheckStep::BodyDigest(header, Digest::Sha512) => {
                format!("reader.body_sha512({header}, {}, {BODY})", self.local(header))
            }
            CheckStep::Same(header, other) => {
                format!("reader.same({header}, {}, {other}, {})", self.local(header), self.local(other))
            }
        }
    }

    fn local(&self, header: usize) -> String {
        local(&self.layout.headers[header])
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

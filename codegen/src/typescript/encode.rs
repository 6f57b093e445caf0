//! Encoding: every value is checked and put, in the order of the plan.

use lonelypsp_schema::{Shape, Source, WriteStep};

use super::layout::Call;
use super::names::BODY;
use super::scope::Scope;
use super::value::{Put, fits_call, number, put, put_fixed, put_number};
use crate::spelling::camel;
use crate::wire::spell_constant;

const INDENT: usize = 2;

/// The statements that write one shape.
pub(super) fn encode_lines(scope: &Scope<'_>, shape: &Shape, steps: &[WriteStep]) -> Vec<String> {
    let needs_length = steps.iter().any(|step| matches!(step, WriteStep::BodyLength { .. }));
    let mut speller = Speller { scope, shape, body: body_field(shape), lines: Vec::new() };
    speller.begin();
    if needs_length {
        speller.lines.push(format!("  const {BODY}: unknown = {};", speller.body));
        BODY.clone_into(&mut speller.body);
    }
    for step in steps {
        speller.step(*step);
    }
    if shape.body.is_none() {
        speller.finish(&Call::new("finish", ["w".to_owned()]));
    }
    speller.lines
}

fn body_field(shape: &Shape) -> String {
    shape
        .body
        .as_ref()
        .map_or_else(|| "undefined".to_owned(), |body| format!("message.{}", camel(&body.name)))
}

struct Speller<'a, 's> {
    scope: &'a Scope<'s>,
    shape: &'a Shape,
    /// What the body is called.
    body: String,
    lines: Vec<String>,
}

impl Speller<'_, '_> {
    /// The prefix; a shape has all headers or those that every shape has.
    fn begin(&mut self) {
        let count = self.shape.headers.len();
        let names = if count == self.scope.layout.headers.len() { "names" } else { "headNames" };
        let code = self.scope.message.code.to_string();
        let arguments = ["mode", &code, "minimal", names, &count.to_string()].map(str::to_owned);
        self.bind("w", &Call::new("begin", arguments));
    }

    fn step(&mut self, step: WriteStep) {
        match step {
            WriteStep::Field { header, not } => self.field(header, not),
            WriteStep::Constant { header, value } => {
                let width = spell_constant(self.scope.header(header).kind, value).len();
                self.run(&put_fixed(number(value), width));
            }
            WriteStep::BodyLength { header } => {
                self.scope.uses("lengthOf");
                self.derived(header, &format!("lengthOf({})", self.body));
            }
            WriteStep::Copy { header, other } => self.derived(header, &self.copied(other)),
            WriteStep::Body => self.finish(&Call::new("putBody", ["w".to_owned(), self.body.clone()])),
        }
    }

    fn field(&mut self, header: usize, not: Option<u64>) {
        let scope = self.scope;
        let Some(name) = self.shape.header(header).and_then(|h| h.field()) else { return };
        match put(scope.header(header), &format!("message.{}", camel(name)), scope.local(header)) {
            Put::Whole(call) => self.run(&call),
            Put::Number(check, put) => {
                self.bind(scope.local(header), &check);
                if let Some(not) = not {
                    let at = format!("\"{}\"", scope.header(header).wire);
                    self.run(&Call::new("checkNot", [scope.local(header).to_owned(), at, number(not)]));
                }
                self.run(&put);
            }
        }
    }

    fn derived(&mut self, header: usize, value: &str) {
        let (scope, local) = (self.scope, self.scope.local(header));
        self.bind(local, &fits_call(scope.header(header), value));
        self.run(&put_number(scope.header(header).kind, local));
    }

    /// The number that another header is written with: a constant has no local.
    fn copied(&self, other: usize) -> String {
        match self.shape.header(other).map(|header| &header.source) {
            Some(Source::Constant(value)) => number(*value),
            Some(Source::Field(_) | Source::BodyLength | Source::Header(_)) => {
                self.scope.local(other).to_owned()
            }
            None => number(0),
        }
    }

    fn bind(&mut self, local: &str, call: &Call) {
        self.lines.push(self.scope.bind(INDENT, local, call));
    }

    fn run(&mut self, call: &Call) {
        self.lines.push(self.scope.run(INDENT, call));
    }

    fn finish(&mut self, call: &Call) {
        let line = self.scope.run(INDENT, call);
        self.lines.push(format!("  return {}", line.trim_start()));
    }
}

//! Encoding: the values are taken out of the message, each once; then every value is checked and put, in the order of the
//! plan. A message may compute its values when it is asked for them, and must not do that to one that is half written.

use lonelypsp_schema::{Shape, Source, WriteStep};

use super::layout::{Call, constant};
use super::names::given;
use super::scope::Scope;
use super::value::{Put, fits_call, number, put, put_fixed, put_number, quoted_place};
use crate::spelling::camel;
use crate::wire::spell_constant;

const INDENT: usize = 2;

/// The statements that write one shape.
pub(super) fn encode_lines(scope: &Scope<'_>, shape: &Shape, steps: &[WriteStep]) -> Vec<String> {
    let mut speller = Speller { scope, shape, lines: Vec::new() };
    speller.take();
    speller.begin();
    for step in steps {
        speller.step(step);
    }
    if shape.body.is_none() {
        speller.finish(&Call::new("finish", ["w".to_owned()]));
    }
    speller.lines
}

struct Speller<'a, 's> {
    scope: &'a Scope<'s>,
    shape: &'a Shape,
    lines: Vec<String>,
}

impl Speller<'_, '_> {
    /// The values as the message has them.
    fn take(&mut self) {
        let values = self.shape.slots.iter().filter_map(|slot| slot.field());
        let body = self.shape.body.as_ref().map(|body| &body.name);
        for name in values.chain(body) {
            self.lines.push(constant(INDENT, &given(name), &format!("message.{}", camel(name))));
        }
    }

    /// What the body is called.
    fn body(&self) -> String {
        self.shape.body.as_ref().map_or_else(|| "undefined".to_owned(), |body| given(&body.name))
    }

    /// The prefix; a shape has all headers or those that every shape has.
    fn begin(&mut self) {
        let count = self.shape.slots.len();
        let names = if count == self.scope.layout.slots.len() { "names" } else { "headNames" };
        let code = self.scope.message.code.to_string();
        let arguments = ["mode", &code, "minimal", names, &count.to_string()].map(str::to_owned);
        self.bind("w", &Call::new("begin", arguments));
    }

    fn step(&mut self, step: &WriteStep) {
        match step {
            WriteStep::Field { slot, not } => self.field(*slot, not),
            WriteStep::Constant { slot, value } => {
                let width = spell_constant(self.scope.slot(*slot).kind, *value).len();
                self.run(&put_fixed(number(*value), width));
            }
            WriteStep::BodyLength { slot } => {
                self.scope.uses("bodyLength");
                self.derived(*slot, &format!("bodyLength({})", self.body()));
            }
            WriteStep::Copy { slot, other } => self.derived(*slot, &self.copied(*other)),
            WriteStep::Body => self.finish(&Call::new("putBody", ["w".to_owned(), self.body()])),
            WriteStep::Exclude { .. }
            | WriteStep::Group { .. }
            | WriteStep::Ascending { .. }
            | WriteStep::Literal(_) => {}
        }
    }

    fn field(&mut self, slot: usize, not: &[u64]) {
        let scope = self.scope;
        let Some(name) = self.shape.slot(slot).and_then(|slot| slot.field()) else { return };
        match put(scope.slot(slot), &given(name), scope.local(slot)) {
            Put::Whole(call) => self.run(&call),
            Put::Number(check, put) => {
                self.bind(scope.local(slot), &check);
                let at = quoted_place(scope.slot(slot));
                for not in not {
                    let arguments = [scope.local(slot).to_owned(), at.clone(), number(*not)];
                    self.run(&Call::new("checkNot", arguments));
                }
                self.run(&put);
            }
        }
    }

    fn derived(&mut self, slot: usize, value: &str) {
        let (scope, local) = (self.scope, self.scope.local(slot));
        self.bind(local, &fits_call(scope.slot(slot), value));
        self.run(&put_number(scope.slot(slot).kind, local));
    }

    /// The number that another value is written with: a constant has no local.
    fn copied(&self, other: usize) -> String {
        match self.shape.slot(other).map(|slot| &slot.source) {
            Some(Source::Constant(value)) => number(*value),
            Some(Source::Field(_) | Source::BodyLength | Source::Slot(_)) => {
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

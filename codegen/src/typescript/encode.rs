//! Encoding: the values are taken out of the message, each once; then every value is checked and put, in the order of the
//! plan. A message may compute its values when it is asked for them, and must not do that to one that is half written.
//! (Entries of groups are asked in their turn, since there can be any number of them.)

use lonelypsp_schema::{Condition, Name, Prefix, Shape, Source, Subject, Width, WriteStep};

use super::entry::group_call;
use super::flags;
use super::layout::{Call, constant};
use super::names::given;
use super::put::Putting;
use super::runtime::Module;
use super::scope::Scope;
use super::value::{number, quoted_place};
use crate::spelling::camel;

pub(super) const INDENT: usize = 2;

/// The statements that write one shape.
pub(super) fn encode_lines<'s>(scope: &Scope<'s>, shape: &'s Shape, steps: &'s [WriteStep]) -> Vec<String> {
    let mut speller = Speller { scope, shape, is_block: scope.layout.is_block(), lines: Vec::new() };
    speller.take();
    speller.begin();
    for call in flags::put_calls(scope, shape) {
        speller.run(&call);
    }
    for step in steps {
        speller.step(step);
    }
    if shape.body.is_none() {
        speller.finish(&Call::new("finish", ["w".to_owned()]));
    }
    speller.lines
}

/// The statements that write some steps of a message without a prefix, apart from the others.
pub(super) fn piece_lines<'s>(scope: &Scope<'s>, shape: &'s Shape, steps: &'s [WriteStep]) -> Vec<String> {
    let mut speller = Speller { scope, shape, is_block: false, lines: Vec::new() };
    for name in piece_fields(shape, steps) {
        speller.lines.push(constant(INDENT, &given(name), &format!("message.{}", camel(name))));
    }
    speller.begin();
    for step in steps {
        speller.step(step);
    }
    speller.finish(&Call::new("finish", ["w".to_owned()]));
    speller.lines
}

/// The fields that they write.
pub(super) fn piece_fields<'s>(shape: &'s Shape, steps: &'s [WriteStep]) -> impl Iterator<Item = &'s Name> {
    steps.iter().filter_map(|step| match step {
        WriteStep::Field { slot, .. } => shape.slot(*slot)?.field(),
        _ => None,
    })
}

struct Speller<'a, 's> {
    scope: &'a Scope<'s>,
    shape: &'s Shape,
    is_block: bool,
    lines: Vec<String>,
}

impl<'s> Speller<'_, 's> {
    /// The values as the message has them.
    fn take(&mut self) {
        for name in self.shape.field_names() {
            self.lines.push(constant(INDENT, &given(name), &format!("message.{}", camel(name))));
        }
    }

    /// What the body is called.
    fn body(&self) -> String {
        self.shape.body.as_ref().map_or_else(|| "undefined".to_owned(), |body| given(&body.name))
    }

    /// The prefix; a shape has all headers or the first of them, which every shape has.
    fn begin(&mut self) {
        let code = self.scope.message.code.to_string();
        if !self.is_block {
            let call = match self.scope.protocol.prefix {
                Prefix::FlagsAndCode => Call::of(Module::SequenceWriter, "beginSequence", [code]),
                Prefix::None => Call::new("beginBare", []),
            };
            return self.bind("w", &call);
        }
        let count = self.shape.slots.len().to_string();
        let arguments = ["mode", &code, "minimal", "names", &count].map(str::to_owned);
        self.bind("w", &Call::new("begin", arguments));
    }

    fn step(&mut self, step: &'s WriteStep) {
        let scope = self.scope;
        match step {
            WriteStep::Field { slot, not } => self.field(*slot, not),
            WriteStep::Exclude { all } => self.exclude(all),
            WriteStep::Constant { slot, value } => {
                let width = scope.slot(*slot).kind.spell_constant(*value).len();
                self.run(&self.putting().fixed(*slot, number(*value), width));
            }
            WriteStep::BodyLength { slot } => {
                scope.uses("bodyLength");
                self.derived(*slot, &format!("bodyLength({})", self.body()));
            }
            WriteStep::Copy { slot, other } => self.derived(*slot, &self.copied(*other)),
            WriteStep::Group { slot, group, unlike } => {
                let Some(name) = self.shape.slot(*slot).and_then(|slot| slot.field()) else { return };
                self.run(&group_call(scope, *slot, &given(name), *group, unlike.as_deref()));
            }
            WriteStep::Literal(bytes) => {
                self.run(&Call::of(
                    Module::SequenceWriter,
                    "addLiteral",
                    ["w".to_owned(), scope.literal(bytes)],
                ));
            }
            WriteStep::Body => self.finish(&self.body_call()),
            // Only entries are in an order.
            WriteStep::Ascending { .. } => {}
        }
    }

    fn putting(&self) -> Putting<'_, 's> {
        Putting { scope: self.scope, is_block: self.is_block }
    }

    fn field(&mut self, slot: usize, not: &[u64]) {
        let Some(name) = self.shape.slot(slot).and_then(|slot| slot.field()) else { return };
        let lines = self.putting().field(slot, &given(name), not);
        self.lines.extend(lines);
    }

    fn derived(&mut self, slot: usize, value: &str) {
        let lines = self.putting().derived(slot, value);
        self.lines.extend(lines);
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

    fn exclude(&mut self, all: &[Condition]) {
        let place = match WriteStep::excluded(all) {
            Some(Subject::Slot(slot)) => quoted_place(self.scope.slot(slot)),
            Some(Subject::Flag(flag)) => format!("\"{}\"", self.scope.protocol.flags[flag].name.snake()),
            None => return,
        };
        let Some(open) = self.shape.open(all) else { return };
        let conditions = open.iter().map(|condition| self.condition(*condition));
        self.run(&Call::of(Module::Together, "checkNotAll", std::iter::once(place).chain(conditions)));
    }

    fn condition(&self, Condition { on, equals }: Condition) -> String {
        match on {
            Subject::Slot(slot) => format!("{} === {}", self.scope.local(slot), number(equals)),
            Subject::Flag(flag) => {
                let not = if equals == 0 { "!" } else { "" };
                let mut fields = self.shape.flag_fields();
                let name = fields.find_map(|(field, name)| (field == flag).then(|| given(name)));
                format!("{not}{}", name.unwrap_or_default())
            }
        }
    }

    fn body_call(&self) -> Call {
        let mut arguments = vec!["w".to_owned(), self.body()];
        if self.is_block {
            return Call::new("putBody", arguments);
        }
        let body = self.scope.layout.body.as_ref();
        arguments.extend(body.map(|body| format!("\"{}\"", body.at)));
        let width = body.and_then(|body| body.prefix).map(Width::bytes);
        arguments.extend(width.map(|width| width.to_string()));
        // The length that was written.
        let said = self.shape.slots.iter().find(|slot| matches!(slot.source, Source::BodyLength));
        arguments.extend(said.map(|slot| self.scope.local(slot.slot).to_owned()));
        let function = if width.is_some() { "addCountedBody" } else { "addBody" };
        Call::of(Module::SequenceWriter, function, arguments)
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

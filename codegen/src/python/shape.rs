//! What the exact path of writing, and the testee, know of a shape: a table.

use std::collections::BTreeMap;

use lonelypsp_schema::{
    Condition, FlagSource, Form, Group, GroupEnd, Layout, Length, Message, Name, Prefix, Protocol, Shape,
    Slot, Spelling, Subject, Width, WriteStep,
};

use super::body;
use super::code::{Code, from};
use super::fields::constant_fields;
use super::forms;
use super::names;
use super::text::{argument, braces, bytes, call, hex, string};

/// A shape in the table.
pub(super) fn view_shape(
    protocol: &Protocol,
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    steps: &[WriteStep],
) -> Code {
    let mut code = Code::default();
    let is_block = layout.is_block();
    let (module, class) = match (protocol.prefix, is_block) {
        (Prefix::None, _) => (from::BODIES, "BodyShape"),
        (Prefix::FlagsAndCode, true) => (from::SHAPES, "Shape"),
        (Prefix::FlagsAndCode, false) => (from::ITEMS, "SequenceShape"),
    };
    code.uses(module, class);
    code.put(4, &format!("{class}("));
    code.put(8, &format!("{},", names::shape_class(message, shape)));
    if protocol.prefix == Prefix::FlagsAndCode {
        code.put(8, &format!("{},", names::type_constant(message)));
    }
    code.put(8, &format!("{},", string(message.name.snake())));
    let variant = shape.variant.as_ref().map_or_else(|| "None".to_owned(), |name| string(name.snake()));
    code.put(8, &format!("{variant},"));
    let write = format!("write_{},", names::shape_function(message, shape));
    if is_block {
        code.put(8, &format!("{},", protocol.minimal_flag()));
        code.put(8, &write);
    } else if protocol.prefix == Prefix::None {
        code.put(8, if body::is_fast(layout, steps) { &write } else { "None," });
    }
    let of = Around { protocol, message, layout };
    let constants = constant_fields(layout, shape);
    let mut table = Table { of, slots: &layout.slots, shape: Some(shape), constants, depth: 8, code };
    table.flags(shape);
    table.steps(steps);
    table.code.put(4, "),");
    table.code
}

/// How an entry of a group is written: a table of its own.
pub(super) fn view_entry_table(
    protocol: &Protocol,
    message: &Message,
    layout: &Layout,
    group: &Group,
) -> Code {
    let mut code = Code::default();
    code.uses(from::ITEMS, "Entry");
    code.put(0, &format!("{}: Final = Entry(", names::entry_table(message, group)));
    code.put(4, &format!("{},", names::entry_class(message, group)));
    let of = Around { protocol, message, layout };
    let constants = BTreeMap::new();
    let mut table = Table { of, slots: &group.slots, shape: None, constants, depth: 4, code };
    table.steps(&group.write);
    table.code.put(0, ")");
    table.code
}

/// A class of steps, behind the module that it is imported from.
type Class = (&'static str, &'static str);

/// What a table is about.
#[derive(Clone, Copy)]
struct Around<'a> {
    protocol: &'a Protocol,
    message: &'a Message,
    layout: &'a Layout,
}

/// The steps of a shape, or of the entries of a group.
struct Table<'a> {
    of: Around<'a>,
    /// The values that the steps are about.
    slots: &'a [Slot],
    /// The shape; the fields of entries are called like their values.
    shape: Option<&'a Shape>,
    constants: BTreeMap<usize, &'a str>,
    depth: usize,
    code: Code,
}

impl Table<'_> {
    fn flags(&mut self, shape: &Shape) {
        for flag in &shape.flags {
            let declared = &self.of.protocol.flags[flag.flag];
            let mask = hex(declared.mask().into());
            match &flag.source {
                FlagSource::Field(name) => {
                    self.put(from::FLAGS, "Flag", &[string(name.snake()), mask]);
                }
                FlagSource::Constant(is_set) => {
                    let is_set = if *is_set { "True" } else { "False" };
                    let name = string(declared.name.snake());
                    self.put(from::FLAGS, "FixedFlag", &[name, mask, is_set.to_owned()]);
                }
            }
        }
        if shape.unknown_flags.is_some() {
            self.put(from::FLAGS, "OtherFlags", &[super::flags::unknown_mask(self.of.protocol)]);
        }
    }

    fn steps(&mut self, steps: &[WriteStep]) {
        for (index, step) in steps.iter().enumerate() {
            self.step(step, matches!(steps.get(index + 1), Some(WriteStep::Ascending { .. })));
        }
    }

    fn step(&mut self, step: &WriteStep, ascending: bool) {
        let at = |slot: usize| string(&self.slots[slot].at);
        match step {
            WriteStep::Field { slot, not } => self.field(*slot, not, ascending),
            WriteStep::Exclude { all } => self.exclude(all),
            WriteStep::Constant { slot, value } => {
                let spelled = bytes(&self.slots[*slot].kind.spell_constant(*value));
                let mut arguments = vec![at(*slot), value.to_string(), spelled];
                arguments.extend(self.constants.get(slot).map(|field| string(field)));
                self.value(*slot, (from::STEPS, "Constant"), &arguments, false);
            }
            WriteStep::BodyLength { slot } => {
                let arguments = [vec![at(*slot)], integer(&self.slots[*slot])].concat();
                self.value(*slot, (from::STEPS, "BodyLength"), &arguments, false);
            }
            WriteStep::Copy { slot, other } => {
                let arguments = [vec![at(*slot), at(*other)], integer(&self.slots[*slot])].concat();
                self.value(*slot, (from::STEPS, "Copy"), &arguments, false);
            }
            WriteStep::Body => self.body(),
            WriteStep::Group { slot, group, unlike } => self.group(*slot, *group, unlike.as_deref()),
            WriteStep::Literal(literal) => self.put(from::ITEMS, "Fixed", &[bytes(literal)]),
            // It is said of the value before it.
            WriteStep::Ascending { .. } => {}
        }
    }

    /// The name of the field that a value comes from.
    fn field_name(&self, slot: usize) -> String {
        string(match self.shape {
            Some(shape) => shape.slot(slot).and_then(|slot| slot.field()).map_or("", Name::snake),
            None => &self.slots[slot].at,
        })
    }

    fn field(&mut self, slot: usize, not: &[u64], ascending: bool) {
        let (name, of) = (self.field_name(slot), &self.slots[slot]);
        // A group is written by a step of its own.
        let Some(values) = forms::values(of.kind) else { return };
        let limits = if of.kind.form.is_octets() { limit(of) } else { integer(of) };
        let mut arguments = vec![string(&of.at), name];
        arguments.extend(limits);
        let depth = if of.prefix.is_none() || self.of.layout.is_block() { 4 } else { 8 };
        arguments.extend(never(self.depth + depth, not));
        self.value(slot, (values.module.name, values.class_of_form), &arguments, ascending);
    }

    fn group(&mut self, slot: usize, group: usize, unlike: Option<&[u8]>) {
        let group = &self.of.layout.groups[group];
        let count = match group.end {
            GroupEnd::Count(width) => width.bytes(),
            GroupEnd::Literal(_) => 0,
        };
        let table = names::entry_table(self.of.message, group);
        let mut arguments =
            vec![string(&self.slots[slot].at), self.field_name(slot), count.to_string(), table];
        arguments.extend(unlike.map(|end| format!("unlike={}", bytes(end))));
        self.put(from::ITEMS, "Group", &arguments);
    }

    fn exclude(&mut self, all: &[Condition]) {
        let (mut numbers, mut flags, mut at) = (Vec::new(), Vec::new(), String::new());
        for Condition { on, equals } in all {
            match *on {
                Subject::Slot(slot) => numbers.push(format!("{}: {equals}", string(&self.slots[slot].at))),
                Subject::Flag(flag) => {
                    let is_set = if *equals == 0 { "False" } else { "True" };
                    flags.push(format!("{}: {is_set}", hex(self.of.protocol.flags[flag].mask().into())));
                }
            }
        }
        if let Some(on) = WriteStep::excluded(all) {
            at = match on {
                Subject::Slot(slot) => string(&self.slots[slot].at),
                Subject::Flag(flag) => string(self.of.protocol.flags[flag].name.snake()),
            };
        }
        let depth = self.depth + 4;
        let braces = |items: &[String]| argument(&braces(depth, items, ","));
        self.put(from::EXCLUSIONS, "Exclude", &[at, braces(&numbers), braces(&flags)]);
    }

    fn body(&mut self) {
        let Some(field) = self.shape.and_then(|shape| shape.body.as_ref()) else { return };
        let mut arguments = vec![string(field.name.snake())];
        let body = self.of.layout.body.as_ref().filter(|_| !self.of.layout.is_block());
        arguments.extend(body.map(|body| string(&body.at)));
        let prefix = body.and_then(|body| body.prefix);
        self.behind(prefix, (from::STEPS, "Body"), &arguments, false);
    }

    /// A step that writes a value.
    fn value(&mut self, slot: usize, class: Class, arguments: &[String], ascending: bool) {
        let prefix = if self.of.layout.is_block() { None } else { self.slots[slot].prefix };
        self.behind(prefix, class, arguments, ascending);
    }

    /// A step behind a length, if there is one.
    fn behind(&mut self, prefix: Option<Width>, class: Class, arguments: &[String], ascending: bool) {
        if prefix.is_none() && !ascending {
            return self.put(class.0, class.1, arguments);
        }
        self.code.uses(class.0, class.1);
        let value = argument(&call(self.depth + 4, class.1, arguments, ","));
        let mut arguments = vec![value, prefix.map_or(0, Width::bytes).to_string()];
        arguments.extend(ascending.then(|| "ascending=True".to_owned()));
        self.put(from::ITEMS, "Item", &arguments);
    }

    fn put(&mut self, module: &'static str, class: &'static str, arguments: &[String]) {
        self.code.uses(module, class);
        self.code.lines.extend(call(self.depth, class, arguments, ","));
    }
}

/// The numbers that a field must not have, as an argument.
fn never(depth: usize, not: &[u64]) -> Option<String> {
    match not {
        [] => None,
        [only] => Some(format!("never={only}")),
        several => {
            let several: Vec<_> = several.iter().map(u64::to_string).collect();
            Some(argument(&call(depth, "never=", &several, ",")))
        }
    }
}

/// How many bytes a value may have.
fn limit(slot: &Slot) -> Vec<String> {
    match slot.kind.length {
        Length::AtMost(most) => vec![format!("most={most}")],
        Length::Exactly(length) => vec![format!("exactly={length}")],
        // As many as a header can hold, unless more is said.
        Length::Any if slot.longest() > u64::from(u16::MAX) => vec![format!("most={}", hex(slot.longest()))],
        Length::Any => vec![],
    }
}

/// An integer's width in bytes and how it is spelled; nothing of what is none.
fn integer(slot: &Slot) -> Vec<String> {
    let width = slot.kind.integer_bytes().map(|bytes| bytes.to_string());
    let is_fixed = matches!(slot.kind.form, Form::Uint(Spelling::Fixed));
    let fixed = is_fixed.then(|| "fixed=True".to_owned());
    width.into_iter().chain(fixed).collect()
}

//! What the exact path of writing, and the testee, know of a shape: a table.

use lonelypsp_schema::{
    Condition, FlagSource, Kind, Layout, Limit, Message, Protocol, Shape, Slot, Spelling, Subject, WriteStep,
};

use super::class::constant_field;
use super::code::{Code, from};
use super::names;
use super::text::{braces, bytes, call, hex, string};
use crate::wire::spell_constant;

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
    code.put(4, if is_block { "Shape(" } else { "SequenceShape(" });
    code.put(8, &format!("{},", names::shape_class(message, shape)));
    code.put(8, &format!("{},", names::type_constant(message)));
    code.put(8, &format!("{},", string(message.name.snake())));
    let variant = shape.variant.as_ref().map_or_else(|| "None".to_owned(), |name| string(name.snake()));
    code.put(8, &format!("{variant},"));
    if is_block {
        code.uses(from::SHAPES, "Shape");
        code.put(8, &format!("{},", protocol.minimal_flag()));
        code.put(8, &format!("write_{},", names::shape_function(message, shape)));
    } else {
        code.uses(from::ITEMS, "SequenceShape");
    }
    let mut table =
        Table { protocol, message, layout, slots: &layout.slots, shape: Some(shape), depth: 8, code };
    table.flags(shape);
    steps.iter().for_each(|step| table.step(step));
    table.code.put(4, "),");
    table.code
}

/// The steps of a shape, or of the entries of a group.
struct Table<'a> {
    protocol: &'a Protocol,
    message: &'a Message,
    layout: &'a Layout,
    /// The values that the steps are about.
    slots: &'a [Slot],
    shape: Option<&'a Shape>,
    depth: usize,
    code: Code,
}

impl Table<'_> {
    fn flags(&mut self, shape: &Shape) {
        for flag in &shape.flags {
            let declared = &self.protocol.flags[flag.flag];
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
            self.put(from::FLAGS, "OtherFlags", &[super::flags::unknown_mask(self.protocol)]);
        }
    }

    fn step(&mut self, step: &WriteStep) {
        let at = |slot: usize| string(&self.slots[slot].at);
        match step {
            WriteStep::Field { slot, not } => self.field(*slot, not),
            WriteStep::Exclude { all } => self.exclude(all),
            WriteStep::Constant { slot, value } => {
                let spelled = bytes(&spell_constant(self.slots[*slot].kind, *value));
                let mut arguments = vec![at(*slot), value.to_string(), spelled];
                let field = self.shape.and_then(|shape| constant_field(self.layout, shape, *slot));
                arguments.extend(field.map(string));
                self.value(*slot, "Constant", &arguments);
            }
            WriteStep::BodyLength { slot } => {
                let arguments = [vec![at(*slot)], integer(&self.slots[*slot])].concat();
                self.value(*slot, "BodyLength", &arguments);
            }
            WriteStep::Copy { slot, other } => {
                let arguments = [vec![at(*slot), at(*other)], integer(&self.slots[*slot])].concat();
                self.value(*slot, "Copy", &arguments);
            }
            WriteStep::Body => self.body(),
            WriteStep::Group { .. } | WriteStep::Ascending { .. } | WriteStep::Literal(_) => {}
        }
    }

    fn field(&mut self, slot: usize, not: &[u64]) {
        let field = match self.shape {
            Some(shape) => {
                shape.slot(slot).and_then(|slot| slot.field()).map_or("", lonelypsp_schema::Name::snake)
            }
            None => &self.slots[slot].at,
        };
        let (name, slot_of) = (string(field), &self.slots[slot]);
        let most = |max: Option<u16>| max.map(|max| format!("most={max}")).into_iter().collect();
        let (class, limits) = match slot_of.kind {
            Kind::Bytes(Limit::None) => ("Octets", vec![]),
            Kind::Bytes(Limit::Max(max)) => ("Octets", most(Some(max))),
            Kind::Bytes(Limit::Exact(length)) => ("Octets", vec![format!("exactly={length}")]),
            Kind::Text { max } => ("Text", most(max)),
            Kind::OptionalText { max } => ("OptionalText", most(max)),
            Kind::Bool => ("Boolean", vec![]),
            Kind::Uint { .. } => ("Uint", integer(slot_of)),
            Kind::Int { .. } => ("Sint", integer(slot_of)),
            // It is written by a step of its own.
            Kind::Group(_) => return,
        };
        let mut arguments = vec![string(&slot_of.at), name];
        arguments.extend(limits);
        arguments.extend(never(self.depth + 4, not));
        self.value(slot, class, &arguments);
    }

    fn exclude(&mut self, all: &[Condition]) {
        let (mut numbers, mut flags, mut at) = (Vec::new(), Vec::new(), String::new());
        for Condition { on, equals } in all {
            match *on {
                Subject::Slot(slot) => numbers.push(format!("{}: {equals}", string(&self.slots[slot].at))),
                Subject::Flag(flag) => {
                    let is_set = if *equals == 0 { "False" } else { "True" };
                    flags.push(format!("{}: {is_set}", hex(self.protocol.flags[flag].mask().into())));
                }
            }
        }
        if let Some(on) = WriteStep::excluded(all) {
            at = match on {
                Subject::Slot(slot) => string(&self.slots[slot].at),
                Subject::Flag(flag) => string(self.protocol.flags[flag].name.snake()),
            };
        }
        let depth = self.depth + 4;
        let braces = |items: &[String]| argument(&braces(depth, items, ","));
        self.put(from::EXCLUSIONS, "Exclude", &[at, braces(&numbers), braces(&flags)]);
    }

    fn body(&mut self) {
        let Some(field) = self.shape.and_then(|shape| shape.body.as_ref()) else { return };
        self.put(from::SHAPES, "Body", &[string(field.name.snake())]);
    }

    /// A step that writes a value.
    fn value(&mut self, _slot: usize, class: &'static str, arguments: &[String]) {
        self.put(from::SHAPES, class, arguments);
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

/// Lines of an argument that ends with the comma behind it, as one text.
fn argument(lines: &[String]) -> String {
    lines.join("\n").trim_start().trim_end_matches(',').to_owned()
}

/// An integer's width in bytes and how it is spelled.
fn integer(slot: &Slot) -> Vec<String> {
    match slot.kind {
        Kind::Uint { max_bytes, spelling: Spelling::Fixed } => {
            vec![max_bytes.to_string(), "fixed=True".to_owned()]
        }
        Kind::Uint { max_bytes, spelling: Spelling::Minimal } | Kind::Int { max_bytes } => {
            vec![max_bytes.to_string()]
        }
        // Only numbers are derived.
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Group(_) => {
            vec![]
        }
    }
}

//! What the code of one message is made in: its names, and what it asks of the runtime.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lonelypsp_schema::{Group, Layout, Message, Protocol, Shape, Slot};

use super::forms::values;
use super::layout::{Call, statement};
use super::names::{entry_type, locals, shape_type};
use super::runtime::Module;

/// One message, or an entry of one of its groups: the locals of its values, and what all code of the message has used.
pub(super) struct Scope<'s> {
    pub(super) protocol: &'s Protocol,
    pub(super) message: &'s Message,
    pub(super) layout: &'s Layout,
    slots: &'s [Slot],
    locals: Vec<String>,
    used: Rc<RefCell<Used<'s>>>,
}

/// What the code of a message needs outside of its functions.
#[derive(Default)]
struct Used<'s> {
    functions: BTreeMap<Module, BTreeSet<String>>,
    literals: Vec<&'s [u8]>,
}

impl<'s> Scope<'s> {
    pub(super) fn new(protocol: &'s Protocol, message: &'s Message) -> Self {
        let layout = &message.layout;
        let slots = &layout.slots[..];
        Self { protocol, message, layout, slots, locals: locals(slots), used: Rc::default() }
    }

    /// The same for an entry of a group.
    pub(super) fn entry(&self, group: &'s Group) -> Self {
        let slots = &group.slots[..];
        Self { slots, locals: locals(slots), used: Rc::clone(&self.used), ..*self }
    }

    pub(super) fn slot(&self, index: usize) -> &'s Slot {
        &self.slots[index]
    }

    pub(super) fn local(&self, slot: usize) -> &str {
        &self.locals[slot]
    }

    pub(super) fn shape_type(&self, shape: &Shape) -> String {
        shape_type(self.message, shape)
    }

    /// The type of a field that holds a value.
    pub(super) fn field_type(&self, slot: &Slot) -> String {
        match self.layout.group(slot) {
            Some(group) => format!("readonly {}[]", entry_type(self.message, group)),
            None => values(slot.kind).ty.to_owned(),
        }
    }

    /// The constant that holds these bytes.
    pub(super) fn literal(&self, bytes: &'s [u8]) -> String {
        let literals = &mut self.used.borrow_mut().literals;
        let index = literals.iter().position(|literal| *literal == bytes).unwrap_or_else(|| {
            literals.push(bytes);
            literals.len() - 1
        });
        format!("literal{}", index + 1)
    }

    /// All of them, with their names.
    pub(super) fn literals(&self) -> Vec<(String, &'s [u8])> {
        let used = self.used.borrow();
        let numbered = used.literals.iter().enumerate();
        numbered.map(|(index, bytes)| (format!("literal{}", index + 1), *bytes)).collect()
    }

    /// Says that the code needs a function that all packages have.
    pub(super) fn uses(&self, function: &str) {
        self.uses_of(Module::Index, function);
    }

    /// Says that the code needs a function of that module.
    pub(super) fn uses_of(&self, module: Module, function: &str) {
        self.used.borrow_mut().functions.entry(module).or_default().insert(function.to_owned());
    }

    /// `const local = call;`
    pub(super) fn bind(&self, indent: usize, local: &str, call: &Call) -> String {
        self.uses_of(call.module, &call.function);
        statement(indent, Some(&format!("const {local}")), call)
    }

    /// `call;`
    pub(super) fn run(&self, indent: usize, call: &Call) -> String {
        self.uses_of(call.module, &call.function);
        statement(indent, None, call)
    }

    /// `const local = call;` for the local of a value, or only the call if nothing looks at it.
    pub(super) fn read(&self, indent: usize, slot: usize, is_used: bool, call: &Call) -> String {
        if is_used { self.bind(indent, self.local(slot), call) } else { self.run(indent, call) }
    }

    /// All functions that were used, by module.
    pub(super) fn used(&self) -> BTreeMap<Module, BTreeSet<String>> {
        self.used.borrow().functions.clone()
    }
}

//! What the code of one message is made in: its names, and what it asks of the runtime.

use std::cell::RefCell;
use std::collections::BTreeSet;

use lonelypsp_schema::{Layout, Message, Shape, Slot};

use super::layout::{Call, statement};
use super::names::{locals, shape_type};

/// One message, the locals of its headers, and the functions that its code has called so far.
pub(super) struct Scope<'s> {
    pub(super) message: &'s Message,
    pub(super) layout: &'s Layout,
    locals: Vec<String>,
    used: RefCell<BTreeSet<String>>,
}

impl<'s> Scope<'s> {
    pub(super) fn new(message: &'s Message) -> Self {
        let layout = &message.layout;
        Self { message, layout, locals: locals(layout), used: RefCell::default() }
    }

    pub(super) fn slot(&self, index: usize) -> &'s Slot {
        &self.layout.slots[index]
    }

    pub(super) fn local(&self, slot: usize) -> &str {
        &self.locals[slot]
    }

    pub(super) fn shape_type(&self, shape: &Shape) -> String {
        shape_type(self.message, shape)
    }

    /// Says that the code needs a function of the runtime.
    pub(super) fn uses(&self, function: &str) {
        self.used.borrow_mut().insert(function.to_owned());
    }

    /// `const local = call;`
    pub(super) fn bind(&self, indent: usize, local: &str, call: &Call) -> String {
        self.uses(&call.function);
        statement(indent, Some(&format!("const {local}")), call)
    }

    /// `call;`
    pub(super) fn run(&self, indent: usize, call: &Call) -> String {
        self.uses(&call.function);
        statement(indent, None, call)
    }

    /// `const local = call;` for the local of a value, or only the call if nothing looks at it.
    pub(super) fn read(&self, indent: usize, slot: usize, is_used: bool, call: &Call) -> String {
        if is_used { self.bind(indent, self.local(slot), call) } else { self.run(indent, call) }
    }

    /// Whether the message has a body.
    pub(super) fn has_body(&self) -> bool {
        self.layout.body.is_some()
    }

    /// All functions that were used.
    pub(super) fn used(&self) -> BTreeSet<String> {
        self.used.borrow().clone()
    }
}

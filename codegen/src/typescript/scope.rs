//! What the code of one message is made in: its names, and what it asks of the runtime.

use std::cell::RefCell;
use std::collections::BTreeSet;

use lonelypsp_schema::{Header, Layout, Message, Shape};

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
    pub(super) fn new(message: &'s Message, layout: &'s Layout) -> Self {
        Self { message, layout, locals: locals(layout), used: RefCell::default() }
    }

    pub(super) fn header(&self, index: usize) -> &'s Header {
        &self.layout.slots[index]
    }

    pub(super) fn local(&self, header: usize) -> &str {
        &self.locals[header]
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

    /// All functions that were used.
    pub(super) fn used(&self) -> BTreeSet<String> {
        self.used.borrow().clone()
    }
}

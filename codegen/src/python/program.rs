//! A program as nested `if`s, for every path of reading.

use lonelypsp_schema::{Condition, End, Layout, Message, Program, Step};

use super::class::put_shape;
use super::code::Code;
use super::context::Context;
use super::flags;
use crate::spelling::local;

/// What a program is printed of.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) message: &'a Message,
    pub(super) layout: &'a Layout,
}

impl Scope<'_> {
    /// The local that holds a value.
    pub(super) fn local(self, slot: usize) -> String {
        local(&self.layout.slots[slot])
    }
}

/// How the steps of a program are spelled.
pub(super) trait Path<'a> {
    /// What it is about.
    fn scope(&self) -> Scope<'a>;

    /// Where it is printed.
    fn code(&mut self) -> &mut Code;

    /// The lines of one step.
    fn step(&mut self, depth: usize, step: &Step);

    /// What is looked at once all is read, before there is a message.
    fn last_look(&mut self, depth: usize);
}

/// The steps, then what follows them.
pub(super) fn put_program<'a>(path: &mut impl Path<'a>, depth: usize, program: &Program) {
    for step in &program.steps {
        path.step(depth, step);
    }
    let scope @ Scope { context, message, layout } = path.scope();
    match &program.end {
        End::Shape(shape) => {
            path.last_look(depth);
            put_shape(context, message, layout, &layout.shapes[*shape], path.code(), depth);
        }
        End::Branch { on, equals, yes, no } => {
            let condition = Condition { on: *on, equals: *equals };
            let condition = flags::condition(context.protocol, condition, |slot| scope.local(slot));
            path.code().put(depth, &format!("if {condition}:"));
            put_program(path, depth + 4, yes);
            put_program(path, depth, no);
        }
    }
}

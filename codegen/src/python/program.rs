//! A program as nested `if`s, for every path of reading.

use lonelypsp_schema::{Condition, Emit, Layout, Message, Program, Step};

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
pub(super) trait Path<'a>: Sized {
    /// What it is about.
    fn scope(&self) -> Scope<'a>;

    /// Where it is printed.
    fn code(&mut self) -> &mut Code;

    /// The lines of one step.
    fn step(&mut self, depth: usize, step: &Step);

    /// Prints what follows if a condition holds. What is known there of where the next value begins is not known behind it.
    fn aside(&mut self, print: impl FnOnce(&mut Self)) {
        print(self);
    }

    /// What is looked at once all is read, before there is a message.
    fn last_look(&mut self, depth: usize);
}

/// The steps, then what follows them.
pub(super) fn put_program<'a>(path: &mut impl Path<'a>, depth: usize, program: &Program) {
    program.walk(&mut Nested { path, depth });
}

/// The lines of a program, that far to the right.
struct Nested<'p, P> {
    path: &'p mut P,
    depth: usize,
}

impl<'a, P: Path<'a>> Emit<'_> for Nested<'_, P> {
    type Output = ();

    fn emit(&mut self, step: &Step) {
        self.path.step(self.depth, step);
    }

    fn branch(&mut self, when: Condition, yes: &Program) {
        let scope = self.path.scope();
        let condition = flags::condition(scope.context.protocol, when, |slot| scope.local(slot));
        self.path.code().put(self.depth, &format!("if {condition}:"));
        let depth = self.depth + 4;
        self.path.aside(|path| put_program(path, depth, yes));
    }

    fn shape(&mut self, shape: usize) {
        self.path.last_look(self.depth);
        let Scope { context, message, layout } = self.path.scope();
        put_shape(context, message, layout, &layout.shapes[shape], self.path.code(), self.depth);
    }
}

//! A program as nested `if`s, for every path of reading.

use std::mem;

use lonelypsp_schema::{Condition, Emit, Layout, Program, Protocol, Shape, Step, Subject};

use super::flags;
use super::lines::Lines;
use super::literal;
use super::names::local;
use crate::spelling::pascal;

/// What a program is printed of.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The protocol of the message.
    pub(super) protocol: &'a Protocol,
    /// What the message consists of.
    pub(super) layout: &'a Layout,
}

impl Scope<'_> {
    /// The local that holds a value.
    pub(super) fn local(self, slot: usize) -> String {
        local(self.layout.is_block(), &self.layout.slots[slot])
    }

    /// That a number or a flag has a value.
    pub(super) fn equals(self, on: Subject, value: u64) -> String {
        match on {
            Subject::Slot(slot) => literal::equals(&self.local(slot), value),
            Subject::Flag(flag) => flags::equals(self.protocol, flag, value),
        }
    }

    /// A message of a shape, made of what was read.
    pub(super) fn print_made(self, shape: &Shape, body: &str, lines: &mut Lines) {
        let slots = shape.slots.iter().filter(|slot| slot.field().is_some());
        let values = slots.map(|slot| self.local(slot.slot));
        let values = flags::values(self.protocol, shape).into_iter().chain(values);
        let values: Vec<String> = values.chain(shape.body.as_ref().map(|_| body.to_owned())).collect();
        let class = shape.variant.as_ref().map(|variant| format!("{}.", pascal(variant))).unwrap_or_default();
        if values.is_empty() {
            return lines.line(format!("{class}allocate.fill!"));
        }
        lines.list(&format!("{class}allocate.fill!("), &values, ")");
    }
}

/// How the steps of a program are spelled, and what it ends with.
pub(super) trait Path {
    /// What it is about.
    fn scope(&self) -> Scope<'_>;

    /// The lines of one step.
    fn step(&self, step: &Step, lines: &mut Lines);

    /// The end of a branch that leads to a shape.
    fn leaf(&self, shape: &Shape, lines: &mut Lines);
}

/// The steps, then what follows them.
pub(super) fn print_program(path: &impl Path, program: &Program, lines: &mut Lines) {
    program.walk(&mut Nested { path, lines, choices: Vec::new(), opened: 0 });
}

/// The lines of a program.
struct Nested<'a, 'p, P> {
    path: &'a P,
    lines: &'a mut Lines,
    /// The decisions that follow one another at once, before they are printed.
    choices: Vec<Choice<'p>>,
    /// How many decisions the next line is within.
    opened: usize,
}

/// A decision.
struct Choice<'p> {
    when: Condition,
    yes: &'p Program,
}

impl<P: Path> Nested<'_, '_, P> {
    /// An `if`, and an `elsif` for each further decision; or a `case`. What comes next is for when none of them holds.
    fn choose(&mut self) {
        let (choices, scope) = (mem::take(&mut self.choices), self.path.scope());
        if choices.is_empty() {
            return;
        }
        let subject = case_subject(scope, &choices);
        if let Some(subject) = &subject {
            self.lines.line(format!("case {subject}"));
        }
        for (index, Choice { when, yes }) in choices.into_iter().enumerate() {
            let word = if index == 0 { "if" } else { "elsif" };
            self.lines.line(match subject {
                Some(_) => format!("when {}", literal::integer(when.equals)),
                None => format!("{word} {}", scope.equals(when.on, when.equals)),
            });
            self.lines.nested(|lines| print_program(self.path, yes, lines));
        }
        self.lines.line("else");
        self.lines.begin();
        self.opened += 1;
    }
}

impl<'p, P: Path> Emit<'p> for Nested<'_, 'p, P> {
    type Output = ();

    fn emit(&mut self, step: &Step) {
        let mut own = Lines::default();
        if !self.choices.is_empty() {
            self.path.step(step, &mut own);
        }
        // What takes no line does not part decisions.
        if !own.is_empty() {
            self.choose();
        }
        if self.choices.is_empty() {
            self.path.step(step, self.lines);
        }
    }

    fn branch(&mut self, when: Condition, yes: &'p Program) {
        self.choices.push(Choice { when, yes });
    }

    fn shape(&mut self, shape: usize) {
        self.choose();
        self.path.leaf(&self.path.scope().layout.shapes[shape], self.lines);
        (0..self.opened).for_each(|_| self.lines.end());
    }
}

/// The number that all decisions are about, if there are several of them: then rubocop wants a `case`.
fn case_subject(scope: Scope<'_>, choices: &[Choice<'_>]) -> Option<String> {
    let first = choices.first()?.when.on;
    let same =
        choices.len() >= 2 && choices.iter().all(|Choice { when, .. }| when.on == first && when.equals != 0);
    first.slot().filter(|_| same).map(|slot| scope.local(slot))
}

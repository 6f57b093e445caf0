//! Decoding: programs as steps, decisions, and the messages they lead to. How a step is spelled is up to the path.

use std::mem;

use askama::Template;
use lonelypsp_schema::{Condition, Emit, Program, Shape, Step, Subject};

use super::flags;
use super::forms::is_wide;
use super::layout::member;
use super::names::{BODY, quoted};
use super::scope::Scope;
use super::value::number;
use crate::spelling::camel;

/// Decisions one after another, and the message that is left if none of them holds. They are a row and not a tree, since a
/// message can have so many variants that a template of them within one another would need a large stack.
#[derive(Template)]
#[template(path = "typescript/program.ts", whitespace = "preserve")]
pub(super) struct ProgramView {
    /// What stands before every line.
    margin: String,
    decisions: Vec<Decision>,
    /// The steps behind all decisions.
    steps: Vec<String>,
    /// The members of the message that was read, with their values.
    members: Vec<Member>,
}

/// Steps, then a condition and what follows if it holds.
struct Decision {
    steps: Vec<String>,
    condition: String,
    yes: ProgramView,
}

/// A member of an object, and its value.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) value: String,
}

impl Member {
    /// The lines in an object that begins that far to the right.
    pub(super) fn line(&self, margin: &str) -> String {
        member(margin.len() + 2, &self.name, &self.value)
    }
}

impl Member {
    pub(super) fn new(name: String, value: String) -> Self {
        Self { name, value }
    }

    /// One that holds a value that was read.
    pub(super) fn of(scope: &Scope<'_>, slot: usize, name: String) -> Self {
        let local = scope.local(slot);
        if is_wide(scope.slot(slot).kind) {
            scope.uses("toBigInt");
            Self::new(name, format!("toBigInt({local})"))
        } else {
            Self::new(name, local.to_owned())
        }
    }
}

/// How the steps of a program are spelled.
pub(super) trait Path<'s> {
    /// The lines of one step.
    fn step(&self, indent: usize, step: &'s Step) -> Vec<String>;

    /// Those of the last steps before a message.
    fn last_steps(&self, indent: usize, steps: &[&'s Step]) -> Vec<String> {
        steps.iter().flat_map(|step| self.step(indent, step)).collect()
    }
}

/// A program of a message, on one of its paths.
pub(super) fn view_program<'s>(
    scope: &Scope<'s>,
    path: &dyn Path<'s>,
    indent: usize,
    program: &'s Program,
) -> ProgramView {
    program.walk(&mut Nested { scope, path, indent, decisions: Vec::new(), steps: Vec::new() })
}

/// A program that far to the right: its decisions so far, and the steps since.
struct Nested<'a, 's> {
    scope: &'a Scope<'s>,
    path: &'a dyn Path<'s>,
    indent: usize,
    decisions: Vec<Decision>,
    steps: Vec<&'s Step>,
}

impl<'s> Emit<'s> for Nested<'_, 's> {
    type Output = ProgramView;

    fn emit(&mut self, step: &'s Step) {
        self.steps.push(step);
    }

    fn branch(&mut self, when: Condition, yes: &'s Program) {
        self.decisions.push(Decision {
            steps: self.steps.drain(..).flat_map(|step| self.path.step(self.indent, step)).collect(),
            condition: condition(self.scope, when),
            yes: view_program(self.scope, self.path, self.indent + 2, yes),
        });
    }

    fn shape(&mut self, shape: usize) -> ProgramView {
        ProgramView {
            margin: " ".repeat(self.indent),
            decisions: mem::take(&mut self.decisions),
            steps: self.path.last_steps(self.indent, &self.steps),
            members: members(self.scope, &self.scope.layout.shapes[shape]),
        }
    }
}

/// That a number or a flag that was read has this value.
pub(super) fn condition(scope: &Scope<'_>, Condition { on, equals }: Condition) -> String {
    match on {
        Subject::Slot(slot) => format!("{} === {}", scope.local(slot), number(equals)),
        Subject::Flag(flag) => flags::is_set(scope, flag, equals != 0),
    }
}

fn members(scope: &Scope<'_>, shape: &Shape) -> Vec<Member> {
    let mut members = vec![Member::new("type".to_owned(), quoted(&scope.message.name))];
    let variant = shape.variant.as_ref();
    members.extend(variant.map(|variant| Member::new("variant".to_owned(), quoted(variant))));
    members.extend(flags::members(scope, shape));
    let values = shape.slots.iter();
    members.extend(values.filter_map(|slot| Some(Member::of(scope, slot.slot, camel(slot.field()?)))));
    members.extend(shape.body.as_ref().map(|body| Member::new(camel(&body.name), BODY.to_owned())));
    members
}

/// `if (condition) return undefined;`
pub(super) fn give_up(indent: usize, condition: &str) -> String {
    format!("{}if ({condition}) return undefined;", " ".repeat(indent))
}

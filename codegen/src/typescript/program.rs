//! Decoding: programs as steps, decisions, and the messages they lead to. How a step is spelled is up to the path.

use askama::Template;
use lonelypsp_schema::{End, Program, Shape, Step, Subject};

use super::names::{BODY, quoted};
use super::scope::Scope;
use super::value::{is_wide, number};
use crate::spelling::camel;

/// Steps, then a decision or a message.
#[derive(Template)]
#[template(path = "typescript/program.ts", whitespace = "preserve")]
pub(super) struct ProgramView {
    /// What stands before every line.
    margin: String,
    steps: Vec<String>,
    end: EndView,
}

/// What follows the steps.
pub(super) enum EndView {
    Shape(ShapeView),
    Branch { condition: String, yes: Box<ProgramView>, no: Box<ProgramView> },
}

/// The message that was read.
pub(super) struct ShapeView {
    /// Its members with their values.
    members: Vec<String>,
}

/// How the steps of a program are spelled.
pub(super) trait Path {
    /// The lines of one step.
    fn step(&self, indent: usize, step: &Step) -> Vec<String>;

    /// Those of the last steps before a message.
    fn last_steps(&self, indent: usize, steps: &[Step]) -> Vec<String> {
        steps.iter().flat_map(|step| self.step(indent, step)).collect()
    }
}

/// A program of a message, on one of its paths.
pub(super) fn view_program(
    scope: &Scope<'_>,
    path: &dyn Path,
    indent: usize,
    program: &Program,
) -> ProgramView {
    let (steps, end) = match &program.end {
        End::Shape(shape) => {
            let members = members(scope, &scope.layout.shapes[*shape]);
            (path.last_steps(indent, &program.steps), EndView::Shape(ShapeView { members }))
        }
        End::Branch { on, equals, yes, no } => {
            let yes = Box::new(view_program(scope, path, indent + 2, yes));
            let no = Box::new(view_program(scope, path, indent, no));
            let steps = program.steps.iter().flat_map(|step| path.step(indent, step)).collect();
            (steps, EndView::Branch { condition: condition(scope, *on, *equals), yes, no })
        }
    };
    ProgramView { margin: " ".repeat(indent), steps, end }
}

/// That a number or a flag has this value.
pub(super) fn condition(scope: &Scope<'_>, on: Subject, equals: u64) -> String {
    match on {
        Subject::Slot(slot) => format!("{} === {}", scope.local(slot), number(equals)),
        Subject::Flag(_) => String::new(),
    }
}

fn members(scope: &Scope<'_>, shape: &Shape) -> Vec<String> {
    let mut members = vec![format!("type: {}", quoted(&scope.message.name))];
    members.extend(shape.variant.as_ref().map(|variant| format!("variant: {}", quoted(variant))));
    members
        .extend(shape.slots.iter().filter_map(|slot| Some(member(scope, slot.slot, &camel(slot.field()?)))));
    members.extend(shape.body.as_ref().map(|body| format!("{}: {BODY}", camel(&body.name))));
    members
}

/// A member that holds a value.
pub(super) fn member(scope: &Scope<'_>, slot: usize, name: &str) -> String {
    let local = scope.local(slot);
    if is_wide(scope.slot(slot).kind) {
        scope.uses("toBigInt");
        format!("{name}: toBigInt({local})")
    } else {
        format!("{name}: {local}")
    }
}

/// `if (condition) return undefined;`
pub(super) fn give_up(indent: usize, condition: &str) -> String {
    format!("{}if ({condition}) return undefined;", " ".repeat(indent))
}

//! Decoding: the fast path and the exact path, each from its program.

use askama::Template;
use lonelypsp_schema::{Digest, End, Program, ReadStep, Shape, Step};

use super::layout::Call;
use super::names::{BODY, quoted};
use super::scope::Scope;
use super::value::{exact_call, is_wide, number, quick_call};
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

/// Which of the two paths is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Path {
    Fast,
    Exact,
}

/// The fast path.
pub(super) fn fast_view(scope: &Scope<'_>) -> ProgramView {
    Spelling { scope, path: Path::Fast }.program(2, &scope.layout.plan.BLOCK.fast)
}

/// The exact path, behind the reading of the block.
pub(super) fn exact_view(scope: &Scope<'_>) -> ProgramView {
    Spelling { scope, path: Path::Exact }.program(2, &scope.layout.plan.BLOCK.exact)
}

/// How the block is cut: the lines for a minimal one.
pub(super) fn read_lines(scope: &Scope<'_>, indent: usize) -> Vec<String> {
    scope.uses("readInAnyOrder");
    read_steps(scope, indent, &scope.layout.plan.BLOCK.minimal)
}

fn read_steps(scope: &Scope<'_>, indent: usize, steps: &[ReadStep]) -> Vec<String> {
    let mut lines = Vec::new();
    for step in steps {
        match step {
            ReadStep::Values { from, to } => {
                let arguments = ["b".to_owned(), from.to_string(), to.to_string()];
                lines.push(scope.run(indent, &Call::new("readInOrder", arguments)));
            }
            ReadStep::When { on, equals, then } => {
                let read = exact_call(scope.header(*header), *header);
                scope.uses(&read.function);
                let margin = " ".repeat(indent);
                let condition =
                    format!("{}({}) === {}", read.function, read.arguments.join(", "), number(*equals));
                lines.push(format!("{margin}if ({condition}) {{"));
                lines.extend(read_steps(scope, indent + 2, then));
                lines.push(format!("{margin}}}"));
            }
        }
    }
    lines
}

struct Spelling<'a, 's> {
    scope: &'a Scope<'s>,
    path: Path,
}

impl Spelling<'_, '_> {
    fn program(&self, indent: usize, program: &Program) -> ProgramView {
        let spell = |steps: &[Step]| -> Vec<String> {
            steps.iter().filter_map(|step| self.step(indent, *step)).collect()
        };
        let (steps, end) = match &program.end {
            End::Shape(shape) => {
                // Whether all values were there has to be known before a body is hashed.
                let is_digest = |step: &Step| matches!(step, Step::BodyDigest(..));
                let digests = program.steps.iter().position(is_digest).unwrap_or(program.steps.len());
                let (before, behind) = program.steps.split_at(digests);
                let failed = (self.path == Path::Fast).then(|| give_up(indent, "q.failed"));
                let steps = spell(before).into_iter().chain(failed).chain(spell(behind)).collect();
                (steps, EndView::Shape(self.shape(&self.scope.layout.shapes[*shape])))
            }
            End::Branch { on, equals, yes, no } => {
                let condition = format!("{} === {}", self.scope.local(*header), number(*equals));
                let yes = Box::new(self.program(indent + 2, yes));
                let no = Box::new(self.program(indent, no));
                (spell(&program.steps), EndView::Branch { condition, yes, no })
            }
        };
        ProgramView { margin: " ".repeat(indent), steps, end }
    }

    fn step(&self, indent: usize, step: Step) -> Option<String> {
        let scope = self.scope;
        match step {
            // That an expanded block has so many headers; the exact path has read them all.
            Step::Count(count) => (self.path == Path::Fast)
                .then(|| scope.run(indent, &Call::new("quickCount", ["q".to_owned(), count.to_string()]))),
            Step::VALUE { slot: header, is_used } => {
                let call = match self.path {
                    Path::Fast => quick_call(scope.header(header).kind),
                    Path::Exact => exact_call(scope.header(header), header),
                };
                Some(if is_used {
                    scope.bind(indent, scope.local(header), &call)
                } else {
                    scope.run(indent, &call)
                })
            }
            Step::Body(_) if scope.layout.body.is_some() => Some(match self.path {
                Path::Fast => scope.bind(indent, BODY, &Call::new("quickBody", ["q".to_owned()])),
                Path::Exact => scope.bind(indent, BODY, &Call::new("exactBody", ["b".to_owned()])),
            }),
            Step::Body(_) => None,
            Step::BodyLength(header) => Some(match self.path {
                Path::Fast => give_up(indent, &format!("{} !== {BODY}.length", scope.local(header))),
                Path::Exact => self.exactly(indent, "exactLength", header, [BODY.to_owned()]),
            }),
            Step::Same(header, other) => Some(match self.path {
                Path::Fast => give_up(
                    indent,
                    &format!("{} !== {}", self.compared(header, other), self.compared(other, header)),
                ),
                Path::Exact => self.exactly(
                    indent,
                    "exactSame",
                    header,
                    [other.to_string(), scope.local(other).to_owned()],
                ),
            }),
            Step::BodyDigest(header, Digest::Sha512) => Some(match self.path {
                Path::Fast => {
                    let local = scope.local(header);
                    give_up(indent, &format!("hash !== undefined && !hash.is({local}, {BODY})"))
                }
                Path::Exact => {
                    self.exactly(indent, "exactDigest", header, [BODY.to_owned(), "hash".to_owned()])
                }
            }),
        }
    }

    /// A number as it is compared with another. A `number` beside one that can be a `bigint` is taken for either, or the
    /// compiler would conclude that neither is a `bigint` from there on.
    fn compared(&self, header: usize, with: usize) -> String {
        let wide = |header| is_wide(self.scope.header(header).kind);
        let local = self.scope.local(header);
        if wide(with) && !wide(header) { format!("({local} as number | bigint)") } else { local.to_owned() }
    }

    fn exactly<const N: usize>(
        &self,
        indent: usize,
        function: &str,
        header: usize,
        more: [String; N],
    ) -> String {
        let start = ["b".to_owned(), header.to_string(), self.scope.local(header).to_owned()];
        self.scope.run(indent, &Call::new(function, start.into_iter().chain(more)))
    }

    fn shape(&self, shape: &Shape) -> ShapeView {
        let scope = self.scope;
        let mut members = vec![format!("type: {}", quoted(&scope.message.name))];
        members.extend(shape.variant.as_ref().map(|variant| format!("variant: {}", quoted(variant))));
        members.extend(shape.slots.iter().filter_map(|header| {
            let (name, local) = (camel(header.field()?), scope.local(header.header));
            Some(if is_wide(scope.header(header.header).kind) {
                scope.uses("toBigInt");
                format!("{name}: toBigInt({local})")
            } else {
                format!("{name}: {local}")
            })
        }));
        members.extend(shape.body.as_ref().map(|body| format!("{}: {BODY}", camel(&body.name))));
        ShapeView { members }
    }
}

fn give_up(indent: usize, condition: &str) -> String {
    format!("{}if ({condition}) return undefined;", " ".repeat(indent))
}

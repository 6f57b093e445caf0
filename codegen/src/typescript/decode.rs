//! Decoding: the straight line and the exact way, both from the same tree of checks.

use askama::Template;
use lonelypsp_schema::{CheckStep, Digest, End, ReadStep, Shape, Tree};

use super::layout::Call;
use super::names::{BODY, quoted};
use super::scope::Scope;
use super::value::{exact_call, is_wide, number, quick_call};
use crate::spelling::camel;

/// Steps, then a decision or a message.
#[derive(Template)]
#[template(path = "typescript/tree.ts", whitespace = "preserve")]
pub(super) struct TreeView {
    /// What stands before every line.
    margin: String,
    steps: Vec<String>,
    end: EndView,
}

/// What follows the steps.
pub(super) enum EndView {
    Shape(ShapeView),
    Branch { condition: String, yes: Box<TreeView>, no: Box<TreeView> },
}

/// The message that was read.
pub(super) struct ShapeView {
    /// Its members with their values.
    members: Vec<String>,
}

/// Which of the two ways is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Quick,
    Exact,
}

/// The straight line.
pub(super) fn quick_view(scope: &Scope<'_>) -> TreeView {
    let way = Spelling { scope, way: Way::Quick };
    let mut view = way.tree(2, &scope.layout.plan.check, &[]);
    if scope.layout.tail.is_none() {
        view.steps.insert(0, way.count(2, scope.layout.headers.len()));
    }
    view
}

/// The exact way, behind the reading of the block.
pub(super) fn exact_view(scope: &Scope<'_>) -> TreeView {
    Spelling { scope, way: Way::Exact }.tree(2, &scope.layout.plan.check, &[])
}

/// How the block is cut: the lines for a minimal one.
pub(super) fn read_lines(scope: &Scope<'_>, indent: usize) -> Vec<String> {
    scope.uses("readInAnyOrder");
    read_steps(scope, indent, &scope.layout.plan.minimal)
}

fn read_steps(scope: &Scope<'_>, indent: usize, steps: &[ReadStep]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut steps = steps.iter().peekable();
    while let Some(step) = steps.next() {
        match step {
            ReadStep::Value { header } => {
                let mut end = header + 1;
                while steps.next_if(|next| **next == ReadStep::Value { header: end }).is_some() {
                    end += 1;
                }
                let arguments = ["b".to_owned(), header.to_string(), end.to_string()];
                lines.push(scope.run(indent, &Call::new("readInOrder", arguments)));
            }
            ReadStep::When { header, equals, then } => {
                let read = exact_call(scope.header(*header), *header);
                scope.uses(&read.function);
                let margin = " ".repeat(indent);
                let condition =
                    format!("{}({}) === {}", read.function, read.arguments.join(", "), number(*equals));
                lines.push(format!("{margin}if ({condition}) {{"));
                lines.extend(read_steps(scope, indent + 2, then));
                lines.push(format!("{margin}}}"));
            }
            ReadStep::Block => lines.push(scope.run(indent, &Call::new("readInAnyOrder", ["b".to_owned()]))),
        }
    }
    lines
}

struct Spelling<'a, 's> {
    scope: &'a Scope<'s>,
    way: Way,
}

impl Spelling<'_, '_> {
    /// On the straight line digests wait until all else is right, so that a body is hashed for nothing only if its digest
    /// is all that is wrong.
    fn tree(&self, indent: usize, tree: &Tree, digests: &[usize]) -> TreeView {
        let own = tree.steps.iter().filter_map(|step| match step {
            CheckStep::BodyDigest(header, Digest::Sha512) => Some(*header),
            CheckStep::Header(_) | CheckStep::TakeBody | CheckStep::BodyLength(_) | CheckStep::Same(..) => {
                None
            }
        });
        let digests: Vec<usize> = digests.iter().copied().chain(own).collect();
        let mut steps: Vec<String> = tree
            .steps
            .iter()
            .enumerate()
            .filter_map(|(index, step)| {
                self.step(indent, *step, &Rest { steps: &tree.steps[index + 1..], end: &tree.end })
            })
            .collect();
        let end = match &tree.end {
            End::Shape(shape) => {
                steps.extend(self.before_leaf(indent, &digests));
                EndView::Shape(self.shape(&self.scope.layout.shapes[*shape]))
            }
            End::Branch { header, equals, yes, no } => {
                self.branch(indent, *header, *equals, [yes, no], &digests)
            }
        };
        TreeView { margin: " ".repeat(indent), steps, end }
    }

    fn branch(
        &self,
        indent: usize,
        header: usize,
        equals: u64,
        [yes, no]: [&Tree; 2],
        digests: &[usize],
    ) -> EndView {
        let layout = self.scope.layout;
        let condition = format!("{} === {}", self.scope.local(header), number(equals));
        let mut views = [self.tree(indent + 2, yes, digests), self.tree(indent, no, digests)];
        let decides_tail =
            layout.tail.as_ref().is_some_and(|tail| tail.when.header == header && tail.when.equals == equals);
        if decides_tail && self.way == Way::Quick {
            views[0].steps.insert(0, self.count(indent + 2, layout.headers.len()));
            views[1].steps.insert(0, self.count(indent, layout.head_len()));
        }
        let [yes, no] = views.map(Box::new);
        EndView::Branch { condition, yes, no }
    }

    /// That an expanded block has so many headers.
    fn count(&self, indent: usize, count: usize) -> String {
        self.scope.run(indent, &Call::new("quickCount", ["q".to_owned(), count.to_string()]))
    }

    fn step(&self, indent: usize, step: CheckStep, rest: &Rest<'_>) -> Option<String> {
        let scope = self.scope;
        match step {
            CheckStep::Header(header) => {
                let call = match self.way {
                    Way::Quick => quick_call(scope.header(header).kind),
                    Way::Exact => exact_call(scope.header(header), header),
                };
                let needed = rest.needs(scope, header);
                Some(if needed {
                    scope.bind(indent, scope.local(header), &call)
                } else {
                    scope.run(indent, &call)
                })
            }
            CheckStep::TakeBody if scope.layout.has_body => Some(match self.way {
                Way::Quick => scope.bind(indent, BODY, &Call::new("quickBody", ["q".to_owned()])),
                Way::Exact => scope.bind(indent, BODY, &Call::new("exactBody", ["b".to_owned()])),
            }),
            CheckStep::TakeBody => None,
            CheckStep::BodyLength(header) => Some(match self.way {
                Way::Quick => give_up(indent, &format!("{} !== {BODY}.length", scope.local(header))),
                Way::Exact => self.exactly(indent, "exactLength", header, [BODY.to_owned()]),
            }),
            CheckStep::Same(header, other) => Some(match self.way {
                Way::Quick => give_up(
                    indent,
                    &format!("{} !== {}", self.compared(header, other), self.compared(other, header)),
                ),
                Way::Exact => self.exactly(
                    indent,
                    "exactSame",
                    header,
                    [other.to_string(), scope.local(other).to_owned()],
                ),
            }),
            CheckStep::BodyDigest(header, Digest::Sha512) => match self.way {
                Way::Quick => None,
                Way::Exact => {
                    Some(self.exactly(indent, "exactDigest", header, [BODY.to_owned(), "hash".to_owned()]))
                }
            },
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

    /// What the straight line still has to know before there is a message.
    fn before_leaf(&self, indent: usize, digests: &[usize]) -> Vec<String> {
        if self.way == Way::Exact {
            return Vec::new();
        }
        let failed = give_up(indent, "q.failed");
        let digests = digests.iter().map(|header| {
            let local = self.scope.local(*header);
            give_up(indent, &format!("hash !== undefined && !hash.is({local}, {BODY})"))
        });
        std::iter::once(failed).chain(digests).collect()
    }

    fn shape(&self, shape: &Shape) -> ShapeView {
        let scope = self.scope;
        let mut members = vec![format!("type: {}", quoted(&scope.message.name))];
        members.extend(shape.variant.as_ref().map(|variant| format!("variant: {}", quoted(variant))));
        members.extend(shape.headers.iter().filter_map(|header| {
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

/// What follows a step.
struct Rest<'p> {
    steps: &'p [CheckStep],
    end: &'p End,
}

impl Rest<'_> {
    /// Whether anything of it looks at a header's value.
    fn needs(&self, scope: &Scope<'_>, header: usize) -> bool {
        let in_steps = self.steps.iter().any(|step| match *step {
            CheckStep::Header(_) | CheckStep::TakeBody => false,
            CheckStep::BodyLength(other) | CheckStep::BodyDigest(other, _) => other == header,
            CheckStep::Same(one, other) => one == header || other == header,
        });
        in_steps
            || match self.end {
                End::Shape(shape) => {
                    scope.layout.shapes[*shape].header(header).is_some_and(|h| h.field().is_some())
                }
                End::Branch { header: other, yes, no, .. } => {
                    let below =
                        |tree: &Tree| Rest { steps: &tree.steps, end: &tree.end }.needs(scope, header);
                    *other == header || below(yes) || below(no)
                }
            }
    }
}

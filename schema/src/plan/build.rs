//! Headers, relations and variants → plan, and the variants that no value leads to.

use std::collections::HashMap;

use crate::ir::{Condition, HeaderLayout, Shape, Source};

use super::{CheckStep, End, Plan, ReadStep, Tree, WriteStep};

/// What must agree with what in a message, by the place where the schema says so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    /// Said of the message: checked before its shape is decided, in header order.
    pub(crate) message: Vec<CheckStep>,
    /// Said of a shape: checked once the shape is known, in header order.
    pub(crate) shapes: Vec<Vec<CheckStep>>,
    /// The `when` of each shape, in the order of the shapes.
    pub(crate) conditions: Vec<Vec<Condition>>,
}

/// What is wrong with the variants of a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum VariantProblem {
    /// No value leads to this shape.
    Unreachable(usize),
    /// These facts lead to no shape.
    NoShape(Vec<(Condition, bool)>),
    /// A writer would need more than one forbidden number to keep this shape apart from those before it.
    Inseparable(usize),
    /// The tree of decisions would be too large.
    TooMany,
}

/// The most ways through the tree of decisions; a tree can be exponentially larger than the variants that make it.
const MOST_PATHS: usize = 1000;

/// Makes the plan of a message whose `plan` is not yet filled in.
pub(crate) fn build_plan(layout: &HeaderLayout, relations: &Relations) -> (Plan, Vec<VariantProblem>) {
    let mut builder = Builder { layout, relations, problems: Vec::new(), paths: Vec::new(), gave_up: false };
    let shapes: Vec<usize> = (0..layout.shapes.len()).collect();
    let check = builder.root(&shapes);
    if builder.gave_up {
        let plan = Plan { minimal: Vec::new(), expanded: Vec::new(), check, write: Vec::new() };
        return (plan, vec![VariantProblem::TooMany]);
    }
    let unreachable: Vec<usize> =
        shapes.into_iter().filter(|shape| !builder.paths.iter().any(|(s, _)| s == shape)).collect();
    builder.problems.extend(unreachable.into_iter().map(VariantProblem::Unreachable));
    if builder.problems.is_empty() {
        let inseparable = (0..layout.shapes.len()).filter(|shape| builder.exclusions(*shape).is_none());
        builder.problems = inseparable.map(VariantProblem::Inseparable).collect();
    }
    let write = layout.shapes.iter().enumerate().map(|(at, shape)| builder.write(at, shape)).collect();
    let plan = Plan { minimal: read_minimal(layout), expanded: vec![ReadStep::Block], check, write };
    (plan, builder.problems)
}

fn read_minimal(layout: &HeaderLayout) -> Vec<ReadStep> {
    let values = |from: usize, to: usize| (from..to).map(|header| ReadStep::Value { header });
    let mut steps: Vec<_> = values(0, layout.head_len()).collect();
    if let Some(tail) = &layout.tail {
        let then = values(tail.start, layout.headers.len()).collect();
        steps.push(ReadStep::When { header: tail.when.header, equals: tail.when.equals, then });
    }
    steps
}

/// A condition and whether it holds on the way to a place in the tree.
type Fact = (Condition, bool);

struct Builder<'a> {
    layout: &'a HeaderLayout,
    relations: &'a Relations,
    problems: Vec<VariantProblem>,
    /// Which shapes were reached, and what is known where they were.
    paths: Vec<(usize, Vec<Fact>)>,
    /// Whether there were too many of them.
    gave_up: bool,
}

impl Builder<'_> {
    fn root(&mut self, shapes: &[usize]) -> Tree {
        let mut steps: Vec<_> = (0..self.layout.head_len()).map(CheckStep::Header).collect();
        let Some(tail) = &self.layout.tail else {
            self.finish_message(&mut steps);
            return self.decide(steps, shapes, &mut Vec::new());
        };
        let (when, start, end) = (tail.when, tail.start, self.layout.headers.len());
        let mut yes_steps: Vec<_> = (start..end).map(CheckStep::Header).collect();
        let mut no_steps = Vec::new();
        self.finish_message(&mut yes_steps);
        self.finish_message(&mut no_steps);
        no_steps.retain(|step| !names_header_from(*step, start));
        let with_tail = self.possible(shapes, (when, true));
        let with_tail: Vec<_> =
            with_tail.into_iter().filter(|&s| self.relations.conditions[s].contains(&when)).collect();
        let yes = self.decide(yes_steps, &with_tail, &mut vec![(when, true)]);
        let no = self.decide(no_steps, &self.possible(shapes, (when, false)), &mut vec![(when, false)]);
        let branch = End::Branch { header: when.header, equals: when.equals, yes: yes.into(), no: no.into() };
        Tree { steps, end: branch }
    }

    /// Once all headers are known: the body, then what the message itself relates.
    fn finish_message(&self, steps: &mut Vec<CheckStep>) {
        if self.layout.has_body {
            steps.push(CheckStep::TakeBody);
        }
        steps.extend(&self.relations.message);
    }

    /// The shapes that a fact leaves possible.
    fn possible(&self, shapes: &[usize], (condition, holds): Fact) -> Vec<usize> {
        let excluded = |other: &Condition| {
            if holds {
                other.header == condition.header && other.equals != condition.equals
            } else {
                *other == condition
            }
        };
        shapes.iter().copied().filter(|&s| !self.relations.conditions[s].iter().any(excluded)).collect()
    }

    /// Asks for the first undecided condition of the first possible shape until none is left.
    fn decide(&mut self, steps: Vec<CheckStep>, shapes: &[usize], facts: &mut Vec<Fact>) -> Tree {
        if self.gave_up || self.paths.len() + self.problems.len() > MOST_PATHS {
            self.gave_up = true;
            return Tree { steps, end: End::Shape(0) };
        }
        let Some(&first) = shapes.first() else {
            self.problems.push(VariantProblem::NoShape(facts.clone()));
            return Tree { steps, end: End::Shape(0) };
        };
        let open = self.relations.conditions[first].iter().copied().find(|c| !facts.contains(&(*c, true)));
        let Some(condition) = open else {
            self.paths.push((first, facts.clone()));
            let mut steps = steps;
            steps.extend(&self.relations.shapes[first]);
            return Tree { steps, end: End::Shape(first) };
        };
        let mut branch = |holds| {
            facts.push((condition, holds));
            let tree = self.decide(Vec::new(), &self.possible(shapes, (condition, holds)), facts);
            facts.pop();
            Box::new(tree)
        };
        let (yes, no) = (branch(true), branch(false));
        Tree { steps, end: End::Branch { header: condition.header, equals: condition.equals, yes, no } }
    }

    fn write(&self, at: usize, shape: &Shape) -> Vec<WriteStep> {
        let excluded = self.exclusions(at).unwrap_or_default();
        let mut steps: Vec<_> = shape
            .headers
            .iter()
            .map(|shape_header| {
                let header = shape_header.header;
                match shape_header.source {
                    Source::Field(_) => WriteStep::Field { header, not: excluded.get(&header).copied() },
                    Source::Constant(value) => WriteStep::Constant { header, value },
                    Source::BodyLength => WriteStep::BodyLength { header },
                    Source::Header(other) => WriteStep::Copy { header, other },
                }
            })
            .collect();
        if shape.body.is_some() {
            steps.push(WriteStep::Body);
        }
        steps
    }

    /// The numbers by which a reader would recognise a shape that is tried before this one, at most one for each
    /// header; nothing if no such numbers tell the two apart.
    fn exclusions(&self, shape: usize) -> Option<HashMap<usize, u64>> {
        let mine = &self.relations.conditions[shape];
        let tail = self.layout.tail.as_ref().map(|tail| tail.when);
        let not_mine = tail.iter().filter(|when| !mine.contains(when));
        let mut excluded: HashMap<usize, u64> = not_mine.map(|when| (when.header, when.equals)).collect();
        for earlier in &self.relations.conditions[..shape] {
            let told_by_tail = tail.is_some_and(|when| mine.contains(&when) != earlier.contains(&when));
            let differs = |c: &Condition| mine.iter().any(|m| m.header == c.header && m.equals != c.equals);
            if told_by_tail || earlier.iter().any(differs) {
                continue;
            }
            let mut open = earlier.iter().filter(|condition| !mine.contains(condition));
            match (open.next(), open.next()) {
                (None, _) => {}
                (Some(only), None) => {
                    let number = *excluded.entry(only.header).or_insert(only.equals);
                    if number != only.equals {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        Some(excluded)
    }
}

fn names_header_from(step: CheckStep, start: usize) -> bool {
    match step {
        CheckStep::TakeBody => false,
        CheckStep::Header(header) | CheckStep::BodyLength(header) | CheckStep::BodyDigest(header, _) => {
            header >= start
        }
        CheckStep::Same(header, other) => header >= start || other >= start,
    }
}

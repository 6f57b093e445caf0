//! Headers, relations and variants → plan, and the variants that no value leads to.

use std::collections::{HashMap, HashSet};

use crate::ir::{Condition, HeaderLayout, Shape, Source};

use super::fast::derive_fast;
use super::used::mark_used;
use super::{End, Plan, Program, ReadStep, Step, WriteStep};

/// What must agree with what in a message, by the place where the schema says so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    /// Said of the message: checked before its shape is decided, in header order.
    pub(crate) message: Vec<Step>,
    /// Said of a shape: checked once the shape is known, in header order.
    pub(crate) shapes: Vec<Vec<Step>>,
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
    let mut exact = builder.root(&shapes);
    if builder.gave_up {
        let plan = Plan { fast: exact.clone(), minimal: Vec::new(), exact, write: Vec::new() };
        return (plan, vec![VariantProblem::TooMany]);
    }
    let reached: HashSet<usize> = builder.paths.iter().copied().collect();
    let unreachable: Vec<usize> = shapes.into_iter().filter(|shape| !reached.contains(shape)).collect();
    let exclusions: Vec<_> = (0..layout.shapes.len()).map(|shape| builder.exclusions(shape)).collect();
    builder.problems.extend(unreachable.into_iter().map(VariantProblem::Unreachable));
    if builder.problems.is_empty() {
        let inseparable = exclusions.iter().enumerate().filter(|(_, excluded)| excluded.is_none());
        builder.problems = inseparable.map(|(shape, _)| VariantProblem::Inseparable(shape)).collect();
    }
    let shapes = layout.shapes.iter().zip(&exclusions);
    let write = shapes.map(|(shape, excluded)| write(shape, excluded.as_ref())).collect();
    mark_used(&mut exact, &layout.shapes);
    let fast = derive_fast(layout, &exact);
    let plan = Plan { fast, minimal: read_minimal(layout), exact, write };
    (plan, builder.problems)
}

fn read_minimal(layout: &HeaderLayout) -> Vec<ReadStep> {
    let values = |from: usize, to: usize| (from < to).then_some(ReadStep::Values { from, to });
    let mut steps: Vec<_> = values(0, layout.head_len()).into_iter().collect();
    if let Some(tail) = &layout.tail {
        let then = values(tail.start, layout.headers.len()).into_iter().collect();
        steps.push(ReadStep::When { header: tail.when.header, equals: tail.when.equals, then });
    }
    steps
}

/// A condition and whether it holds on the way to a place in the tree.
type Fact = (Condition, bool);

/// Everything that is known at a place in the tree.
#[derive(Default)]
struct Facts {
    list: Vec<Fact>,
    /// The numbers of headers that are known.
    numbers: HashSet<(usize, u64)>,
}

impl Facts {
    fn from(fact: Fact) -> Self {
        let mut facts = Self::default();
        facts.push(fact);
        facts
    }

    fn push(&mut self, (condition, holds): Fact) {
        self.list.push((condition, holds));
        if holds {
            self.numbers.insert((condition.header, condition.equals));
        }
    }

    fn pop(&mut self) {
        if let Some((condition, true)) = self.list.pop() {
            self.numbers.remove(&(condition.header, condition.equals));
        }
    }

    fn is_open(&self, condition: &Condition) -> bool {
        !self.numbers.contains(&(condition.header, condition.equals))
    }
}

struct Builder<'a> {
    layout: &'a HeaderLayout,
    relations: &'a Relations,
    problems: Vec<VariantProblem>,
    /// Which shapes were reached, one for each way.
    paths: Vec<usize>,
    /// Whether there were too many of them.
    gave_up: bool,
}

impl Builder<'_> {
    fn root(&mut self, shapes: &[usize]) -> Program {
        let mut steps: Vec<_> = (0..self.layout.head_len()).map(value).collect();
        let Some(tail) = &self.layout.tail else {
            self.finish_message(&mut steps);
            return self.decide(steps, shapes, &mut Facts::default());
        };
        let (when, start, end) = (tail.when, tail.start, self.layout.headers.len());
        let mut yes_steps: Vec<_> = (start..end).map(value).collect();
        let mut no_steps = Vec::new();
        self.finish_message(&mut yes_steps);
        self.finish_message(&mut no_steps);
        no_steps.retain(|step| !names_header_from(*step, start));
        let with_tail = self.possible(shapes, (when, true));
        let with_tail: Vec<_> =
            with_tail.into_iter().filter(|&s| self.relations.conditions[s].contains(&when)).collect();
        let yes = self.decide(yes_steps, &with_tail, &mut Facts::from((when, true)));
        let no =
            self.decide(no_steps, &self.possible(shapes, (when, false)), &mut Facts::from((when, false)));
        let branch = End::Branch { header: when.header, equals: when.equals, yes: yes.into(), no: no.into() };
        Program { steps, end: branch }
    }

    /// Once all headers are known: the body, then what the message itself relates.
    fn finish_message(&self, steps: &mut Vec<Step>) {
        if self.layout.has_body {
            steps.push(Step::TakeBody);
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
    fn decide(&mut self, steps: Vec<Step>, shapes: &[usize], facts: &mut Facts) -> Program {
        if self.gave_up || self.paths.len() + self.problems.len() > MOST_PATHS {
            self.gave_up = true;
            return Program { steps, end: End::Shape(0) };
        }
        let Some(&first) = shapes.first() else {
            self.problems.push(VariantProblem::NoShape(facts.list.clone()));
            return Program { steps, end: End::Shape(0) };
        };
        let open = self.relations.conditions[first].iter().copied().find(|c| facts.is_open(c));
        let Some(condition) = open else {
            self.paths.push(first);
            let mut steps = steps;
            steps.extend(&self.relations.shapes[first]);
            return Program { steps, end: End::Shape(first) };
        };
        let mut branch = |holds| {
            facts.push((condition, holds));
            let tree = self.decide(Vec::new(), &self.possible(shapes, (condition, holds)), facts);
            facts.pop();
            Box::new(tree)
        };
        let (yes, no) = (branch(true), branch(false));
        Program { steps, end: End::Branch { header: condition.header, equals: condition.equals, yes, no } }
    }

    /// The numbers by which a reader would recognise a shape that is tried before this one, at most one for each
    /// header; nothing if no such numbers tell the two apart.
    fn exclusions(&self, shape: usize) -> Option<HashMap<usize, u64>> {
        let mine: HashMap<_, _> =
            self.relations.conditions[shape].iter().map(|c| (c.header, c.equals)).collect();
        let asks_for = |c: &Condition| mine.get(&c.header) == Some(&c.equals);
        let tail = self.layout.tail.as_ref().map(|tail| tail.when);
        let told_by_tail = tail.filter(|when| !asks_for(when));
        let mut excluded: HashMap<_, _> = told_by_tail.iter().map(|c| (c.header, c.equals)).collect();
        for earlier in &self.relations.conditions[..shape] {
            let is_told = tail.is_some_and(|when| asks_for(&when) != earlier.contains(&when));
            let differs = |c: &Condition| mine.get(&c.header).is_some_and(|equals| *equals != c.equals);
            if is_told || earlier.iter().any(differs) {
                continue;
            }
            let mut open = earlier.iter().filter(|condition| !asks_for(condition));
            match (open.next(), open.next()) {
                (None, _) => {}
                (Some(only), None) if *excluded.entry(only.header).or_insert(only.equals) == only.equals => {}
                _ => return None,
            }
        }
        Some(excluded)
    }
}

/// How a shape is written that must not have these numbers, by which a reader would recognise another.
fn write(shape: &Shape, excluded: Option<&HashMap<usize, u64>>) -> Vec<WriteStep> {
    let not = |header| excluded?.get(&header).copied();
    let mut steps: Vec<_> = shape
        .headers
        .iter()
        .map(|shape_header| {
            let header = shape_header.header;
            match shape_header.source {
                Source::Field(_) => WriteStep::Field { header, not: not(header) },
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

/// The step that reads a header. Whether its value is used is known once the program is complete.
fn value(header: usize) -> Step {
    Step::Value { header, is_used: true }
}

fn names_header_from(step: Step, start: usize) -> bool {
    match step {
        Step::TakeBody | Step::Count(_) => false,
        Step::Value { header, .. } | Step::BodyLength(header) | Step::BodyDigest(header, _) => {
            header >= start
        }
        Step::Same(header, other) => header >= start || other >= start,
    }
}

//! Values, relations and variants → plan, and the variants that no value leads to.

use std::collections::{HashMap, HashSet};

use crate::ir::{Block, Condition, End, Layout, Plan, Program, ReadStep, Reading, Step, Subject};

use super::arrangement::{Arrangement, Item, Relations};
use super::fast::derive_fast;
use super::scan::derive_scan;
use super::used::mark_used;
use super::write::{Excluded, Writer};

/// What is wrong with the variants of a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum VariantProblem {
    /// No value leads to this shape.
    Unreachable(usize),
    /// These facts lead to no shape.
    NoShape(Vec<(Condition, bool)>),
    /// The tree of decisions would be too large.
    TooMany,
}

/// The most ways through the tree of decisions; a tree can be exponentially larger than the variants that make it.
const MOST_PATHS: usize = 1000;

/// The most values that all shapes together must not have; each shape can exclude all that are tried before it.
const MOST_EXCLUSIONS: usize = 10_000;

/// Makes the plan of a message whose `plan` is not yet filled in, and says which flags its shapes fix.
pub(crate) fn build_plan(
    layout: &mut Layout,
    arrangement: &Arrangement,
    relations: &Relations,
    only_flags: Option<u16>,
) -> Vec<VariantProblem> {
    let shapes: Vec<usize> = (0..layout.shapes.len()).collect();
    let mut builder =
        Builder { layout, arrangement, relations, problems: Vec::new(), paths: Vec::new(), gave_up: false };
    let mut program = builder.root(&shapes);
    if builder.gave_up {
        return vec![VariantProblem::TooMany];
    }
    program.steps.splice(0..0, only_flags.map(Step::OnlyFlags));
    let reached: HashSet<usize> = builder.paths.iter().copied().collect();
    let unreachable: Vec<usize> = shapes.iter().copied().filter(|shape| !reached.contains(shape)).collect();
    builder.problems.extend(unreachable.into_iter().map(VariantProblem::Unreachable));
    let Some(excluded) = builder.all_excluded() else { return vec![VariantProblem::TooMany] };
    let problems = builder.problems;
    for (shape, excluded) in layout.shapes.iter_mut().zip(&excluded) {
        excluded.fix_flags(shape);
    }
    let writers = excluded.iter().enumerate().map(|(shape, excluded)| Writer {
        shape: &layout.shapes[shape],
        excluded,
        has_tail: layout.tail.as_ref().is_none_or(|tail| relations.conditions[shape].contains(&tail.when)),
    });
    let write = writers.map(|writer| writer.steps(arrangement)).collect();
    mark_used(&mut program, &layout.shapes);
    let read = match arrangement {
        Arrangement::Block => Reading::Block(Block {
            fast: derive_fast(layout, &program),
            minimal: read_minimal(layout),
            exact: program,
        }),
        Arrangement::Sequence { .. } => Reading::Sequence(program),
    };
    let scan = derive_scan(layout, &read);
    *layout.plan = Plan { read, write, scan };
    problems
}

fn read_minimal(layout: &Layout) -> Vec<ReadStep> {
    let values = |from: usize, to: usize| (from < to).then_some(ReadStep::Values { from, to });
    let mut steps: Vec<_> = values(0, layout.head_len()).into_iter().collect();
    if let Some(tail) = &layout.tail {
        let then = values(tail.start, layout.slots.len()).into_iter().collect();
        steps.push(ReadStep::When { on: tail.when.on, equals: tail.when.equals, then });
    }
    steps
}

/// A condition and whether it holds on the way to a place in the tree.
type Fact = (Condition, bool);

/// A flag that is not the one is the other.
fn plain((condition, holds): Fact) -> Fact {
    match condition.on {
        Subject::Flag(_) if !holds => (Condition { equals: 1 - condition.equals.min(1), ..condition }, true),
        _ => (condition, holds),
    }
}

/// Everything that is known at a place in the tree.
#[derive(Default)]
struct Facts {
    list: Vec<Fact>,
    /// The numbers that are known.
    numbers: HashSet<(Subject, u64)>,
}

impl Facts {
    fn from(fact: Fact) -> Self {
        let mut facts = Self::default();
        facts.push(fact);
        facts
    }

    fn push(&mut self, fact: Fact) {
        let (condition, holds) = plain(fact);
        self.list.push((condition, holds));
        if holds {
            self.numbers.insert((condition.on, condition.equals));
        }
    }

    fn pop(&mut self) {
        if let Some((condition, true)) = self.list.pop() {
            self.numbers.remove(&(condition.on, condition.equals));
        }
    }

    fn is_open(&self, condition: &Condition) -> bool {
        !self.numbers.contains(&(condition.on, condition.equals))
    }
}

struct Builder<'a> {
    layout: &'a Layout,
    arrangement: &'a Arrangement,
    relations: &'a Relations,
    problems: Vec<VariantProblem>,
    /// Which shapes were reached, one for each way.
    paths: Vec<usize>,
    /// Whether there were too many of them.
    gave_up: bool,
}

impl Builder<'_> {
    fn root(&mut self, shapes: &[usize]) -> Program {
        let (mut steps, mut yes_steps) = self.values();
        let Some(tail) = &self.layout.tail else {
            self.finish_message(&mut steps);
            return self.decide(steps, shapes, &mut Facts::default());
        };
        let (when, start) = (tail.when, tail.start);
        let mut no_steps = Vec::new();
        self.finish_message(&mut yes_steps);
        self.finish_message(&mut no_steps);
        no_steps.retain(|step| !names_slot_from(step, start));
        let with_tail = self.possible(shapes, (when, true));
        let with_tail: Vec<_> =
            with_tail.into_iter().filter(|&s| self.relations.conditions[s].contains(&when)).collect();
        let yes = self.decide(yes_steps, &with_tail, &mut Facts::from((when, true)));
        let no =
            self.decide(no_steps, &self.possible(shapes, (when, false)), &mut Facts::from((when, false)));
        let branch = End::Branch { on: when.on, equals: when.equals, yes: yes.into(), no: no.into() };
        Program { steps, end: branch }
    }

    /// The steps for the values that are always there, and for those that follow under a condition.
    fn values(&self) -> (Vec<Step>, Vec<Step>) {
        match self.arrangement {
            Arrangement::Block => {
                let check = |slot| Step::Check { slot, is_used: true };
                let (head, all) = (self.layout.head_len(), self.layout.slots.len());
                ((0..head).map(check).collect(), (head..all).map(check).collect())
            }
            Arrangement::Sequence { items, head } => {
                let (head, tail) = items.split_at(*head);
                let steps = |items: &[Item]| items.iter().map(Item::read).collect();
                (steps(head), steps(tail))
            }
        }
    }

    /// Once all values are known: the body, then what the message itself relates.
    fn finish_message(&self, steps: &mut Vec<Step>) {
        steps.extend(self.layout.body.as_ref().map(|body| Step::Body(body.prefix)));
        // Lengths before digests, wherever they stand: a body of another length is not worth hashing.
        let is_digest = |step: &&Step| matches!(step, Step::BodyDigest(..));
        let (digests, others): (Vec<_>, Vec<_>) = self.relations.message.iter().partition(is_digest);
        steps.extend(others.into_iter().chain(digests).cloned());
    }

    /// The shapes that a fact leaves possible.
    fn possible(&self, shapes: &[usize], fact: Fact) -> Vec<usize> {
        let (condition, holds) = plain(fact);
        let excluded = |other: &Condition| {
            if holds {
                other.on == condition.on && other.equals != condition.equals
            } else {
                *other == condition
            }
        };
        shapes.iter().copied().filter(|&s| !self.relations.conditions[s].iter().any(excluded)).collect()
    }

    /// Asks for the first undecided condition of the first possible shape until none is left. What follows where one does not
    /// hold is no deeper than that: a message can have so many variants.
    fn decide(&mut self, mut steps: Vec<Step>, shapes: &[usize], facts: &mut Facts) -> Program {
        let mut shapes = shapes.to_vec();
        let mut decisions = Vec::new();
        while let Some(condition) = self.open(&shapes, facts) {
            facts.push((condition, true));
            let yes = self.decide(Vec::new(), &self.possible(&shapes, (condition, true)), facts);
            facts.pop();
            decisions.push((std::mem::take(&mut steps), condition, yes));
            shapes = self.possible(&shapes, (condition, false));
            facts.push((condition, false));
        }
        let leaf = self.leaf(steps, &shapes, facts);
        for _ in &decisions {
            facts.pop();
        }
        Program::row(decisions, leaf)
    }

    /// What has to be asked for next, unless all is decided or too much was.
    fn open(&mut self, shapes: &[usize], facts: &Facts) -> Option<Condition> {
        self.gave_up |= self.paths.len() + self.problems.len() > MOST_PATHS;
        let first = *shapes.first().filter(|_| !self.gave_up)?;
        self.relations.conditions[first].iter().copied().find(|condition| facts.is_open(condition))
    }

    /// The shape that is left, or that there is none.
    fn leaf(&mut self, mut steps: Vec<Step>, shapes: &[usize], facts: &Facts) -> Program {
        let shape = match shapes.first() {
            _ if self.gave_up => 0,
            Some(&shape) => {
                self.paths.push(shape);
                steps.extend(self.relations.shapes[shape].iter().cloned());
                shape
            }
            None => {
                self.problems.push(VariantProblem::NoShape(facts.list.clone()));
                0
            }
        };
        Program { steps, end: End::Shape(shape) }
    }

    /// What a writer must not write in each shape, unless that is too much.
    fn all_excluded(&self) -> Option<Vec<Excluded>> {
        let mut count = 0;
        let shapes = 0..self.layout.shapes.len();
        let excluded = shapes.map(|shape| self.excluded(shape)).take_while(|excluded| {
            count += excluded.count;
            count <= MOST_EXCLUSIONS
        });
        let excluded: Vec<_> = excluded.collect();
        (excluded.len() == self.layout.shapes.len()).then_some(excluded)
    }

    /// What a writer must not write in this shape, because a reader would recognise another that is tried before it.
    fn excluded(&self, shape: usize) -> Excluded {
        let mine: HashMap<_, _> = self.relations.conditions[shape].iter().map(|c| (c.on, c.equals)).collect();
        let asks_for = |c: &Condition| mine.get(&c.on) == Some(&c.equals);
        let tail = self.layout.tail.as_ref().map(|tail| tail.when);
        let mut excluded = Excluded::default();
        if let Some(when) = tail.filter(|when| !asks_for(when)) {
            excluded.push(vec![when]);
        }
        for earlier in &self.relations.conditions[..shape] {
            let is_told = tail.is_some_and(|when| asks_for(&when) != earlier.contains(&when));
            let differs = |c: &Condition| mine.get(&c.on).is_some_and(|equals| *equals != c.equals);
            if !is_told && !earlier.iter().any(differs) {
                excluded.push(earlier.iter().filter(|condition| !asks_for(condition)).copied().collect());
            }
        }
        excluded
    }
}

fn names_slot_from(step: &Step, start: usize) -> bool {
    match *step {
        Step::Same(slot, other) => slot >= start || other >= start,
        Step::BodyLength(slot)
        | Step::BodyDigest(slot, _)
        | Step::Read { slot, .. }
        | Step::Check { slot, .. }
        | Step::Group { slot, .. }
        | Step::Ascending { slot } => slot >= start,
        Step::OnlyFlags(_) | Step::Count(_) | Step::Literal { .. } | Step::Body(_) => false,
    }
}

//! A program of the plan as code, for either path through a message: the steps at a place, then a decision or an end.
//!
//! A message may have a thousand variants, each with a struct of its own that has to tell the others apart. So what one
//! number decides is one `match`, shapes that are refused alike share an arm of it, and what would be nested too deep
//! for readers and compilers is left early instead.

use std::mem;

use lonelypsp_schema::{Condition, Emit, Program, Step, Subject};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::branch::{Arm, Asked, Code, decision};
use crate::leaf::Leaf;
use crate::mentioned::Mentioned;
use crate::names::{flag_local, local};
use crate::target::{Target, Wire};

/// A path through a message: what it says at each place of its program.
pub(crate) trait Path {
    /// The program.
    fn program(&self) -> &Program;

    /// A step.
    fn step(&self, step: &Step) -> Statement;

    /// An end that the type holds.
    fn end(&self, leaf: Leaf) -> TokenStream;

    /// An end that the type does not hold, after this was asked for.
    fn refusal(&self, asked: Option<Subject>) -> TokenStream;

    /// Whether checks matter where what follows them is refused anyway.
    fn checks_what_is_refused(&self) -> bool;
}

/// A step as code.
pub(crate) enum Statement {
    /// A value for the code that follows; it is evaluated even if that does not use it.
    Bind(Ident, TokenStream),
    /// A value for the code that follows, and a statement before it that is never left out.
    Keep(TokenStream, Ident, TokenStream),
    /// Statements.
    Do(TokenStream),
}

/// Emits the statements of a program, and the value that they lead to.
pub(crate) fn emit_program(wire: Wire<'_>, target: &Target, path: &impl Path) -> TokenStream {
    let walk = Walk { wire, target, path, asked: None, decisions: Vec::new(), steps: Vec::new() };
    let Code { statements, end, .. } = walk.code(walk.reach(path.program(), None));
    quote!(#statements #end)
}

/// What a place leads to.
enum Reached<'p> {
    Code(Code),
    /// Only to shapes that the type does not hold, after these steps.
    Refused {
        steps: Vec<&'p Step>,
        asked: Option<Subject>,
    },
}

impl Reached<'_> {
    fn is_refused_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Refused { steps, asked }, Self::Refused { steps: others, asked: last }) => {
                (steps, asked) == (others, last)
            }
            _ => false,
        }
    }
}

struct Walk<'a, 'p, P> {
    wire: Wire<'a>,
    target: &'a Target,
    path: &'a P,
    /// What was asked for before this program.
    asked: Option<Subject>,
    /// Its decisions so far.
    decisions: Vec<Decision<'p>>,
    /// The steps since.
    steps: Vec<&'p Step>,
}

/// Steps, then a condition, and what follows if it holds.
struct Decision<'p> {
    steps: Vec<&'p Step>,
    when: Condition,
    yes: Reached<'p>,
}

impl<'p, P: Path> Emit<'p> for Walk<'_, 'p, P> {
    type Output = Reached<'p>;

    fn emit(&mut self, step: &'p Step) {
        self.steps.push(step);
    }

    fn branch(&mut self, when: Condition, yes: &'p Program) {
        let (steps, yes) = (mem::take(&mut self.steps), self.reach(yes, Some(when.on)));
        self.decisions.push(Decision { steps, when, yes });
    }

    fn shape(&mut self, shape: usize) -> Reached<'p> {
        let asked = self.decisions.last().map(|before| before.when.on).or(self.asked);
        let steps = mem::take(&mut self.steps);
        let mut reached = match Leaf::of(self.wire, self.target, shape) {
            Leaf::Refuse => Reached::Refused { steps: self.checked(&steps).to_vec(), asked },
            leaf => Reached::Code(self.after(&steps, Code::of(self.path.end(leaf)))),
        };
        while let Some((steps, on, run)) = self.last_run() {
            reached = match self.decide(on, run, reached) {
                refused @ Reached::Refused { .. } if self.checked(&steps).is_empty() => refused,
                reached => Reached::Code(self.after(&steps, self.code(reached))),
            };
        }
        reached
    }
}

/// The numbers that one value is compared with in a row, each with what it leads to.
type Run<'p> = Vec<(u64, Reached<'p>)>;

impl<'p, P: Path> Walk<'_, 'p, P> {
    /// What a program leads to, behind what was asked for last.
    fn reach(&self, program: &'p Program, asked: Option<Subject>) -> Reached<'p> {
        program.walk(&mut Self { asked, decisions: Vec::new(), steps: Vec::new(), ..*self })
    }

    /// Those of the steps that matter before a refusal.
    fn checked<'s>(&self, steps: &'s [&'p Step]) -> &'s [&'p Step] {
        if self.path.checks_what_is_refused() { steps } else { &[] }
    }

    /// The last decisions by one value, if nothing stands between them, and the steps before them.
    fn last_run(&mut self) -> Option<(Vec<&'p Step>, Subject, Run<'p>)> {
        let Decision { mut steps, when, yes } = self.decisions.pop()?;
        let mut run = vec![(when.equals, yes)];
        while steps.is_empty()
            && let Some(before) = self.decisions.pop_if(|before| before.when.on == when.on)
        {
            run.push((before.when.equals, before.yes));
            steps = before.steps;
        }
        run.reverse();
        Some((steps, when.on, run))
    }

    /// All that one value decides at once, and how it goes on if it does not.
    fn decide(&self, on: Subject, run: Run<'p>, otherwise: Reached<'p>) -> Reached<'p> {
        let mut arms: Vec<(Vec<u64>, Reached<'p>)> = Vec::new();
        for (equals, reached) in run {
            match arms.last_mut() {
                _ if reached.is_refused_like(&otherwise) => {}
                Some((values, before)) if reached.is_refused_like(before) => values.push(equals),
                _ => arms.push((vec![equals], reached)),
            }
        }
        if arms.is_empty() {
            return otherwise;
        }
        let arms = arms.into_iter().map(|(values, reached)| Arm { values, code: self.code(reached) });
        let otherwise = self.code(otherwise);
        let asked = match on {
            Subject::Slot(slot) => Asked::Number(local(&self.wire.layout.slots[slot])),
            Subject::Flag(flag) => Asked::Flag(flag_local(&self.wire.protocol.flags[flag].name)),
        };
        Reached::Code(decision(&asked, arms.collect(), otherwise))
    }

    fn code(&self, reached: Reached<'_>) -> Code {
        match reached {
            Reached::Code(code) => code,
            Reached::Refused { steps, asked } => self.after(&steps, Code::of(self.path.refusal(asked))),
        }
    }

    /// Code behind steps.
    fn after(&self, steps: &[&Step], mut code: Code) -> Code {
        let mut mentioned = Mentioned::default();
        if !steps.is_empty() {
            mentioned.add(&code.statements);
            mentioned.add(&code.end);
        }
        let mut statements = Vec::new();
        for step in steps.iter().rev() {
            let statement = match self.path.step(step) {
                Statement::Bind(local, value) if mentioned.has(&local) => quote!(let #local = #value;),
                Statement::Bind(_, value) => quote!(let _ = #value;),
                Statement::Keep(keep, local, value) if mentioned.has(&local) => {
                    quote!(#keep let #local = #value;)
                }
                Statement::Keep(keep, _, value) => quote!(#keep let _ = #value;),
                Statement::Do(statement) => statement,
            };
            mentioned.add(&statement);
            statements.push(statement);
        }
        statements.reverse();
        let behind = code.statements;
        code.statements = quote!(#(#statements)* #behind);
        code
    }
}

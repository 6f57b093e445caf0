//! A program of the plan as code, for either path through a message: the steps at a place, then a decision or an end.
//!
//! A message may have a thousand variants, each with a struct of its own that has to tell the others apart. So what one
//! number decides is one `match`, shapes that are refused alike share an arm of it, and what would be nested too deep
//! for readers and compilers is left early instead.

use lonelypsp_schema::{Condition, Emit, End, Program, Step, Subject};
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
    let walk = Walk { wire, target, path, steps: Vec::new(), asked: None };
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

/// The numbers that one value is compared with in a row, each with what it leads to; and what follows if it has none of
/// them.
type Run<'p> = (Vec<(u64, &'p Program)>, &'p Program);

struct Walk<'a, 'p, P> {
    wire: Wire<'a>,
    target: &'a Target,
    path: &'a P,
    /// The steps of this program so far.
    steps: Vec<&'p Step>,
    /// What was asked for before it.
    asked: Option<Subject>,
}

impl<'p, P: Path> Emit<'p> for Walk<'_, 'p, P> {
    type Output = Reached<'p>;

    fn emit(&mut self, step: &'p Step) {
        self.steps.push(step);
    }

    fn shape(&mut self, shape: usize) -> Reached<'p> {
        match Leaf::of(self.wire, self.target, shape) {
            Leaf::Refuse => Reached::Refused { steps: self.checked().to_vec(), asked: self.asked },
            leaf => Reached::Code(self.after(&self.steps, Code::of(self.path.end(leaf)))),
        }
    }

    fn branch(&mut self, when: Condition, yes: &'p Program, no: &'p Program) -> Reached<'p> {
        match self.decide(when.on, run(when, yes, no)) {
            refused @ Reached::Refused { .. } if self.checked().is_empty() => refused,
            reached => Reached::Code(self.after(&self.steps, self.code(reached))),
        }
    }
}

impl<'p, P: Path> Walk<'_, 'p, P> {
    /// What a program leads to, behind what was asked for last.
    fn reach(&self, program: &'p Program, asked: Option<Subject>) -> Reached<'p> {
        program.walk(&mut Self { steps: Vec::new(), asked, ..*self })
    }

    /// The steps, if they matter before a refusal.
    fn checked(&self) -> &[&'p Step] {
        if self.path.checks_what_is_refused() { &self.steps } else { &[] }
    }

    /// All that one value decides at once, and how it goes on if it does not.
    fn decide(&self, on: Subject, (run, otherwise): Run<'p>) -> Reached<'p> {
        let otherwise = self.reach(otherwise, Some(on));
        let mut arms: Vec<(Vec<u64>, Reached<'p>)> = Vec::new();
        for (equals, yes) in run {
            let reached = self.reach(yes, Some(on));
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

/// The numbers that one value is compared with in a row, if nothing stands between.
fn run<'p>(when: Condition, yes: &'p Program, no: &'p Program) -> Run<'p> {
    let (mut run, mut otherwise) = (vec![(when.equals, yes)], no);
    while let End::Branch { on: next, equals, yes, no } = &otherwise.end
        && *next == when.on
        && otherwise.steps.is_empty()
    {
        run.push((*equals, yes));
        otherwise = no;
    }
    (run, otherwise)
}

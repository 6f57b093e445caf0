//! The tree of checks as code, for either way through a message: what is checked at a place, then a decision or an end.
//!
//! A message may have hundreds of variants, each with a struct of its own that has to tell the others apart. So what
//! leads to shapes that are refused alike is not taken apart any further, and what would be nested too deep for readers
//! and compilers is left early instead.

use lonelypsp_schema::{CheckStep, End, Tree};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::branch::{Code, decision};
use crate::mentioned::Mentioned;
use crate::names::local;
use crate::parse::Leaf;
use crate::target::{Target, Wire};

/// A way through a message: what it says at each place of the tree.
pub(crate) trait Way {
    /// A check.
    fn step(&self, step: CheckStep) -> Step;

    /// An end that the type holds; the digests that were to be compared on the way are those of these headers.
    fn end(&self, leaf: Leaf, digests: &[usize]) -> Code;

    /// An end that the type does not hold, after this header was asked for.
    fn refusal(&self, asked: Option<usize>) -> TokenStream;

    /// Whether it says why something is refused. Then checks matter even before what is refused anyway, and so does which
    /// header was asked for last.
    fn says_why(&self) -> bool;

    /// What follows the decision whether the conditional headers are there, if it is and if not.
    fn tail(&self) -> Option<[TokenStream; 2]>;
}

/// A check as code.
pub(crate) enum Step {
    /// A value for the code that follows; it is evaluated even if that does not use it.
    Bind(Ident, TokenStream),
    /// Statements.
    Do(TokenStream),
    /// Nothing yet: [`Way::end`] knows of it.
    Later,
}

/// Emits the statements of a message's checks, and the value that they lead to.
pub(crate) fn emit_tree(wire: Wire<'_>, target: &Target, way: &impl Way) -> TokenStream {
    let walk = Walk { wire, target, way };
    let reached = walk.reach(&wire.layout.plan.check, &Seen::default());
    let Code { statements, end, .. } = walk.code(reached);
    quote!(#statements #end)
}

/// What lies before a place.
#[derive(Clone, Default)]
struct Seen {
    /// The last header that was asked for.
    asked: Option<usize>,
    digests: Vec<usize>,
}

/// What a place leads to.
enum Reached<'t> {
    Code(Code),
    /// Only to shapes that the type does not hold, after these checks.
    Refused {
        steps: &'t [CheckStep],
        asked: Option<usize>,
    },
}

impl Reached<'_> {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Refused { steps, asked }, Self::Refused { steps: others, asked: last }) => {
                (steps, asked) == (others, last)
            }
            _ => false,
        }
    }
}

struct Walk<'a, W> {
    wire: Wire<'a>,
    target: &'a Target,
    way: &'a W,
}

impl<W: Way> Walk<'_, W> {
    fn reach<'t>(&self, tree: &'t Tree, seen: &Seen) -> Reached<'t> {
        let mut seen = seen.clone();
        seen.digests.extend(tree.steps.iter().filter_map(|step| match step {
            CheckStep::BodyDigest(header, _) => Some(*header),
            _ => None,
        }));
        let steps = if self.way.says_why() { &tree.steps[..] } else { &[] };
        let end = match &tree.end {
            End::Shape(shape) => match Leaf::of(self.wire, self.target, *shape) {
                Leaf::Refuse => return Reached::Refused { steps, asked: seen.asked },
                leaf => self.way.end(leaf, &seen.digests),
            },
            End::Branch { header, equals, yes, no } => {
                seen.asked = self.way.says_why().then_some(*header);
                match (self.reach(yes, &seen), self.reach(no, &seen)) {
                    (refused, other) if steps.is_empty() && refused.is_like(&other) => return refused,
                    (yes, no) => self.decide(*header, *equals, yes, no),
                }
            }
        };
        Reached::Code(self.after(&tree.steps, end))
    }

    fn decide(&self, header: usize, equals: u64, yes: Reached<'_>, no: Reached<'_>) -> Code {
        let decides_tail = self.decides_tail(header, equals);
        let [there, absent] = decides_tail.then(|| self.way.tail()).flatten().unwrap_or_default();
        let (yes, no) = (self.begun(&there, yes), self.begun(&absent, no));
        decision(&local(&self.wire.layout.headers[header]), equals, yes, no)
    }

    fn decides_tail(&self, header: usize, equals: u64) -> bool {
        self.wire
            .layout
            .tail
            .as_ref()
            .is_some_and(|tail| (tail.when.header, tail.when.equals) == (header, equals))
    }

    fn code(&self, reached: Reached<'_>) -> Code {
        match reached {
            Reached::Code(code) => code,
            Reached::Refused { steps, asked } => self.after(steps, Code::of(self.way.refusal(asked))),
        }
    }

    /// Code behind the statements that an arm begins with, unless nothing matters any more.
    fn begun(&self, statements: &TokenStream, reached: Reached<'_>) -> Code {
        let refused = matches!(reached, Reached::Refused { .. });
        let mut code = self.code(reached);
        if !refused {
            let behind = code.statements;
            code.statements = quote!(#statements #behind);
        }
        code
    }

    /// Code behind checks.
    fn after(&self, steps: &[CheckStep], mut code: Code) -> Code {
        let mut mentioned = Mentioned::default();
        if steps.iter().any(|step| matches!(step, CheckStep::Header(_) | CheckStep::TakeBody)) {
            mentioned.add(&code.statements);
            mentioned.add(&code.end);
        }
        let mut statements = Vec::new();
        for step in steps.iter().rev() {
            let statement = match self.way.step(*step) {
                Step::Bind(local, value) if mentioned.has(&local) => quote!(let #local = #value;),
                Step::Bind(_, value) => quote!(let _ = #value;),
                Step::Do(statement) => statement,
                Step::Later => continue,
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

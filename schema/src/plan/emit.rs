//! The walk over a program, which whoever says it in another form has in common.

use crate::ir::{Condition, End, Program, Step};

/// What somebody makes of a program who is [led through it](Program::walk): code, or words, or a table.
///
/// The steps come one by one, in the order in which a reader takes them, then what follows them. A `match` on a step has no
/// arm `_`, so that a step that is new does not compile until each language says it.
///
/// ```
/// use lonelypsp_schema::{Condition, Emit, Program, Step};
///
/// /// How many steps a reader takes at most.
/// #[derive(Default)]
/// struct Longest(usize);
///
/// impl<'p> Emit<'p> for Longest {
///     type Output = usize;
///
///     fn emit(&mut self, _: &'p Step) {
///         self.0 += 1;
///     }
///
///     fn shape(&mut self, _: usize) -> usize {
///         self.0
///     }
///
///     fn branch(&mut self, _: Condition, yes: &'p Program, no: &'p Program) -> usize {
///         let before = self.0;
///         [yes, no].map(|program| { self.0 = before; program.walk(self) }).into_iter().max().unwrap_or(before)
///     }
/// }
///
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let from = lonelypsp_schema::Direction::S2b;
/// let unsubscribe = schema.protocol("stateful").unwrap().by_name(from, "unsubscribe_exact").unwrap();
/// // Its authorization, what tracing holds, its topic.
/// assert_eq!(unsubscribe.layout.plan.checks().walk(&mut Longest::default()), 3);
/// ```
pub trait Emit<'p> {
    /// What becomes of a program; nothing, if lines are written on the way.
    type Output;

    /// The next step.
    fn emit(&mut self, step: &'p Step);

    /// All steps are taken: the message has the shape with this index.
    fn shape(&mut self, shape: usize) -> Self::Output;

    /// What follows depends on this condition: the one program if it holds, the other otherwise. Whoever implements it
    /// [goes through](Program::walk) both of them.
    fn branch(&mut self, when: Condition, yes: &'p Program, no: &'p Program) -> Self::Output;
}

impl Program {
    /// Goes through it from its first step.
    pub fn walk<'p, E: Emit<'p>>(&'p self, emitter: &mut E) -> E::Output {
        for step in &self.steps {
            emitter.emit(step);
        }
        match &self.end {
            End::Shape(shape) => emitter.shape(*shape),
            End::Branch { on, equals, yes, no } => {
                emitter.branch(Condition { on: *on, equals: *equals }, yes, no)
            }
        }
    }
}

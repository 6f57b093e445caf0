//! The walk over a program, which whoever says it in another form has in common.

use crate::ir::{Condition, End, Program, Step};

/// What somebody makes of a program who is [led through it](Program::walk): code, or words, or a table.
///
/// The steps come one by one, in the order in which a reader takes them. A `match` on a step has no arm `_`, so that one that
/// is new does not compile until each language says it. Where something is decided, what follows if the condition holds is a
/// program of its own; what follows otherwise comes next. So a message with a thousand variants is a row, and no tree as deep.
///
/// ```
/// use lonelypsp_schema::{Condition, Emit, Program, Step};
///
/// /// How many steps a reader takes at most.
/// #[derive(Default)]
/// struct Longest {
///     steps: usize,
///     branches: usize,
/// }
///
/// impl<'p> Emit<'p> for Longest {
///     type Output = usize;
///
///     fn emit(&mut self, _: &'p Step) {
///         self.steps += 1;
///     }
///
///     fn branch(&mut self, _: Condition, yes: &'p Program) {
///         let yes = yes.walk(&mut Self { steps: self.steps, branches: 0 });
///         self.branches = self.branches.max(yes);
///     }
///
///     fn shape(&mut self, _: usize) -> usize {
///         self.branches.max(self.steps)
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

    /// A decision: this program follows, to its end, if the condition holds. Whoever implements it goes
    /// [through](Program::walk) that. What follows otherwise is what comes next.
    fn branch(&mut self, when: Condition, yes: &'p Program);

    /// The end: the message has the shape with this index.
    fn shape(&mut self, shape: usize) -> Self::Output;
}

impl Program {
    /// Goes through it from its first step.
    pub fn walk<'p, E: Emit<'p>>(&'p self, emitter: &mut E) -> E::Output {
        let mut program = self;
        loop {
            for step in &program.steps {
                emitter.emit(step);
            }
            match &program.end {
                End::Shape(shape) => return emitter.shape(*shape),
                End::Branch { on, equals, yes, no } => {
                    emitter.branch(Condition { on: *on, equals: *equals }, yes);
                    program = no;
                }
            }
        }
    }
}

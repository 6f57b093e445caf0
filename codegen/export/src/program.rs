//! How messages are read and checked.

use std::collections::VecDeque;

use lonelypsp_schema as model;
use serde::Serialize;

use crate::kind::Width;
use crate::{Hex, Number};

/// How the values of a message lie, and how they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "reading", rename_all = "snake_case")]
pub enum Reading<'s> {
    /// In a block of headers, in one of two modes, as the flag says that selects the minimal one.
    Block {
        /// How a message is read that is as writers write it. Whatever is otherwise gives up without a word, and is read again as
        /// `minimal` and `exact` say.
        fast: Program<'s>,
        /// How the values are cut out of a minimal block, before `exact`. In an expanded block there is a 16-bit count and as many
        /// names and values, each behind a 16-bit length: names are ASCII (anything else is an error at once) and compared without
        /// regard to case; unknown ones are passed over; the last of several equal ones counts.
        minimal: Vec<ReadStep>,
        /// What is then checked, and which shape it makes. The first step that fails is the message's error.
        exact: Program<'s>,
    },
    /// One after another without names. The first step that fails is the message's error.
    Sequence {
        /// How they are read.
        program: Program<'s>,
    },
}

/// One step of cutting values out of a minimal block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ReadStep {
    /// Reads a 16-bit length and as many bytes for each of these headers, one after the other.
    Values {
        /// The index of the first.
        from: usize,
        /// The index behind that of the last.
        to: usize,
    },
    /// Looks at a flag, or at an integer already read (its length is checked here and now), and goes on with the steps in `then` only
    /// if it has this value.
    When {
        /// What is looked at, and the value.
        when: Condition,
        /// What is read then.
        then: Vec<ReadStep>,
    },
}

/// That an integer or a flag has a certain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Condition {
    /// What is looked at.
    pub on: Subject,
    /// The index of that: of a slot among the values, of a flag in the protocol.
    pub index: usize,
    /// The value; of a flag, 1 says that it is set, and 0 that it is not.
    pub equals: Number,
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A value.
    Slot,
    /// A flag of the prefix.
    Flag,
}

/// A program: it begins with the first of its blocks, and goes on as that says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Program<'s> {
    /// The blocks. Each names only later ones, and each but the first is named once: they are a tree.
    pub blocks: Vec<CodeBlock<'s>>,
}

/// Steps in order, then a decision or a shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CodeBlock<'s> {
    /// The steps.
    pub steps: Vec<Step<'s>>,
    /// What follows them.
    pub end: End,
}

/// What follows a row of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum End {
    /// The message has this shape.
    Shape {
        /// The index of the shape.
        shape: usize,
    },
    /// A condition decides how it goes on.
    Branch {
        /// The condition.
        when: Condition,
        /// The index of the block with which it goes on if that holds.
        yes: usize,
        /// The index of the block with which it goes on otherwise.
        no: usize,
    },
}

/// One step of reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step<'s> {
    /// The prefix has no other flags than these bits. What else it has is in the message's way at byte 0.
    OnlyFlags {
        /// The bits.
        bits: u16,
    },
    /// An expanded block says that it has so many headers. In the fast program only: it stands where the number is known.
    Count {
        /// How many.
        count: usize,
    },
    /// Reads a value and checks it: its length, if it has a prefix, else as many bytes as its kind takes; then that its length is what
    /// its kind allows, then its form. In an expanded block its name stands before it.
    Read {
        /// The index of the value.
        slot: usize,
        /// Whether a later step or the shape looks at it.
        is_used: bool,
    },
    /// Checks a value that was cut out of a header block: present or by default, of the length that its kind allows, and of its form.
    Check {
        /// The index of the value.
        slot: usize,
        /// Whether a later step or the shape looks at it.
        is_used: bool,
    },
    /// Reads a group: its count, if it has one, then its entries, each by the group's own steps.
    Group {
        /// The index of the value.
        slot: usize,
        /// The index of the group.
        group: usize,
        /// Whether the shape looks at it.
        is_used: bool,
    },
    /// The value that was just read is greater than that of the entry before. Only in the steps of a group. Bytes and text are compared
    /// byte by byte, a shorter one first; numbers by their value.
    Ascending {
        /// The index of the value.
        slot: usize,
    },
    /// These bytes stand there: as many are read, then compared.
    Literal {
        /// The bytes.
        bytes: Hex<'s>,
        /// Whether they are the message's own type code, so that others are those of another message.
        is_code: bool,
    },
    /// What is left of the input is the body; or as much of it as the length says that stands there.
    Body {
        /// The width of that length.
        prefix: Option<Width>,
    },
    /// The number is the body's length.
    BodyLength {
        /// The index of the value.
        slot: usize,
    },
    /// The value is the body's digest. In the fast program it comes last.
    BodyDigest {
        /// The index of the value.
        slot: usize,
        /// The hash function.
        digest: Digest,
    },
    /// The number is that of another value.
    Same {
        /// The index of the value.
        slot: usize,
        /// The index of the other.
        other: usize,
    },
}

/// A hash function over the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Digest {
    /// SHA-512 (FIPS 180-4): 64 bytes.
    Sha512,
}

impl<'s> Reading<'s> {
    pub(crate) fn of(reading: &'s model::Reading) -> Self {
        match reading {
            model::Reading::Block(model::Block { fast, minimal, exact }) => Self::Block {
                fast: Program::of(fast),
                minimal: ReadStep::all(minimal),
                exact: Program::of(exact),
            },
            model::Reading::Sequence(program) => Self::Sequence { program: Program::of(program) },
        }
    }
}

impl ReadStep {
    fn all(steps: &[model::ReadStep]) -> Vec<Self> {
        let of = |step: &model::ReadStep| match step {
            model::ReadStep::Values { from, to } => Self::Values { from: *from, to: *to },
            model::ReadStep::When { on, equals, then } => {
                Self::When { when: Condition::on(*on, *equals), then: Self::all(then) }
            }
        };
        steps.iter().map(of).collect()
    }
}

impl Condition {
    pub(crate) fn of(condition: model::Condition) -> Self {
        let model::Condition { on, equals } = condition;
        Self::on(on, equals)
    }

    pub(crate) fn on(subject: model::Subject, equals: u64) -> Self {
        let (on, index) = match subject {
            model::Subject::Slot(slot) => (Subject::Slot, slot),
            model::Subject::Flag(flag) => (Subject::Flag, flag),
        };
        Self { on, index, equals: equals.into() }
    }
}

impl<'s> Program<'s> {
    /// Lays out a tree, which is as deep as a message has variants, level by level.
    fn of(program: &'s model::Program) -> Self {
        let (mut blocks, mut waiting) = (Vec::new(), VecDeque::from([program]));
        while let Some(model::Program { steps, end }) = waiting.pop_front() {
            let end = match end {
                model::End::Shape(shape) => End::Shape { shape: *shape },
                model::End::Branch { on, equals, yes, no } => {
                    // Behind this block and those that wait already.
                    let next = blocks.len() + 1 + waiting.len();
                    waiting.extend([&**yes, &**no]);
                    End::Branch { when: Condition::on(*on, *equals), yes: next, no: next + 1 }
                }
            };
            blocks.push(CodeBlock { steps: Step::all(steps), end });
        }
        Self { blocks }
    }
}

impl<'s> Step<'s> {
    pub(crate) fn all(steps: &'s [model::Step]) -> Vec<Self> {
        steps.iter().map(Self::of).collect()
    }

    fn of(step: &'s model::Step) -> Self {
        match step {
            model::Step::OnlyFlags(bits) => Self::OnlyFlags { bits: *bits },
            model::Step::Count(count) => Self::Count { count: *count },
            model::Step::Read { slot, is_used } => Self::Read { slot: *slot, is_used: *is_used },
            model::Step::Check { slot, is_used } => Self::Check { slot: *slot, is_used: *is_used },
            model::Step::Group { slot, group, is_used } => {
                Self::Group { slot: *slot, group: *group, is_used: *is_used }
            }
            model::Step::Ascending { slot } => Self::Ascending { slot: *slot },
            model::Step::Literal { bytes, is_code } => Self::Literal { bytes: Hex(bytes), is_code: *is_code },
            model::Step::Body(prefix) => Self::Body { prefix: prefix.map(Width::of) },
            model::Step::BodyLength(slot) => Self::BodyLength { slot: *slot },
            model::Step::BodyDigest(slot, digest) => {
                let digest = match digest {
                    model::Digest::Sha512 => Digest::Sha512,
                };
                Self::BodyDigest { slot: *slot, digest }
            }
            model::Step::Same(slot, other) => Self::Same { slot: *slot, other: *other },
        }
    }
}

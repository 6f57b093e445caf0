//! Messages: what they hold, what answers and signs them, and their plan.

use lonelypsp_schema as model;
use serde::Serialize;

use crate::availability::Availability;
use crate::kind::{Kind, Width};
use crate::program::{Condition, Reading, Step};
use crate::scan::Scan;
use crate::shape::Shape;
use crate::signature::Signature;
use crate::write::WriteStep;
use crate::{Hex, Number};

/// One message type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Message<'s> {
    /// Its name. A message of the other direction may have the same.
    pub name: &'s str,
    /// What it means, as Markdown.
    pub doc: &'s str,
    /// Who sends it: `s2b` the subscriber, `b2s` the broadcaster.
    pub direction: &'static str,
    /// Its number in the prefix. Without a prefix it stands where the sequence has its code, or nowhere.
    pub code: u16,
    /// The HTTP request that has it as its body.
    pub http: Option<Http<'s>>,
    /// The names of the messages of the other side that can answer it.
    pub answered_by: Vec<&'s str>,
    /// What signs it: nothing, one document, or several, of which each says when it is meant.
    pub signatures: Vec<Signature<'s>>,
    /// Its values, in the order of the wire: headers in that of the minimal block, or the named items of a sequence. Others refer to
    /// them by index.
    pub slots: Vec<Slot<'s>>,
    /// The repeated groups among them, outer ones before inner ones; kinds and steps refer to them by index.
    pub groups: Vec<Group<'s>>,
    /// Which of the values are there only under a condition.
    pub tail: Option<Tail>,
    /// What follows the values, if it belongs to the message.
    pub body: Option<Body<'s>>,
    /// The shapes that it can have: one without a name, or one per variant. Programs refer to them by index.
    pub shapes: Vec<Shape<'s>>,
    /// How it is read, checked and written.
    pub plan: Plan<'s>,
    /// In which versions it is there.
    pub availability: Availability<'s>,
}

/// The HTTP request that has a message as its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Http<'s> {
    /// The method, in capitals.
    pub method: &'s str,
    /// The path, from its `/`.
    pub path: &'s str,
    /// The headers that belong to it.
    pub headers: Vec<HttpHeader<'s>>,
}

/// A header of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HttpHeader<'s> {
    /// Its name, in lower case.
    pub name: &'s str,
    /// What it holds, as Markdown.
    pub doc: &'s str,
}

/// One value of a message or of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Slot<'s> {
    /// What errors name it by: a header's name on the wire, such as `x-topic`, or a field's name.
    pub at: &'s str,
    /// What it holds, as Markdown.
    pub doc: &'s str,
    /// The name of its type in the schema; empty for a group.
    pub type_name: &'s str,
    /// How its value is spelled.
    pub kind: Kind,
    /// What its value has to be, as a phrase for people: "at most 64 bytes".
    pub expectation: String,
    /// The width of the length before it. A header's is two bytes; a value of a sequence has none where its kind says how long it
    /// is; a group has none.
    pub prefix: Option<Width>,
    /// Whether its value must not be shown to people.
    pub secret: bool,
    /// The number that it has when an expanded block lacks it. Without one, its absence is an error.
    pub default: Option<Number>,
    /// In which versions it is there.
    pub availability: Availability<'s>,
}

/// A repeated group: entries that all consist of the same values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Group<'s> {
    /// Its name, behind those of the groups around it: `topics`, `topics_parts`.
    pub name: &'s str,
    /// What it holds, as Markdown.
    pub doc: &'s str,
    /// How a reader knows where it ends.
    pub end: GroupEnd<'s>,
    /// The values of an entry, in the order of the wire; each has a field called as its `at`.
    pub slots: Vec<Slot<'s>>,
    /// The index, among these, of the value by which entries ascend strictly.
    pub sorted: Option<usize>,
    /// The fewest bytes that an entry takes.
    pub least: u64,
    /// How an entry is read.
    pub read: Vec<Step<'s>>,
    /// How an entry is written.
    pub write: Vec<WriteStep<'s>>,
}

/// How a reader knows where a group ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum GroupEnd<'s> {
    /// The number of entries stands before them.
    Count {
        /// In so many bytes.
        width: Width,
    },
    /// It goes on until these bytes stand where an entry would begin. They belong to what follows.
    Literal {
        /// The bytes.
        bytes: Hex<'s>,
    },
}

/// The values that are there only under a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tail {
    /// The index of the first of them; all later ones belong to it.
    pub start: usize,
    /// The condition.
    pub when: Condition,
}

/// What follows the values of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Body<'s> {
    /// What errors name it by.
    pub at: &'s str,
    /// The width of the length before it; without one it is all that is left.
    pub prefix: Option<Width>,
    /// In which versions it is there.
    pub availability: Availability<'s>,
}

/// How a message is read, checked and written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Plan<'s> {
    /// How its values lie, and how they are read.
    pub read: Reading<'s>,
    /// How each shape is written, in the order of the message's shapes. The steps are walked twice: once to check every value in
    /// order, once to put bytes.
    pub write: Vec<Vec<WriteStep<'s>>>,
    /// How far it goes before its body, for input that arrives in pieces.
    pub scan: Scan<'s>,
}

impl<'s> Message<'s> {
    pub(crate) fn of(protocol: &'s model::Protocol, message: &'s model::Message) -> Self {
        let model::Message {
            name,
            doc,
            direction,
            code,
            layout,
            signatures,
            http,
            answered_by,
            availability,
        } = message;
        let model::Layout { slots, groups, tail, body, shapes, plan } = layout;
        let model::Plan { read, write, scan } = &**plan;
        Self {
            name: name.snake(),
            doc,
            direction: direction.as_str(),
            code: *code,
            http: http.as_ref().map(Http::of),
            answered_by: answered_by.iter().map(model::Name::snake).collect(),
            signatures: signatures.iter().map(Signature::of).collect(),
            slots: slots.iter().map(Slot::of).collect(),
            groups: groups.iter().map(Group::of).collect(),
            tail: tail
                .as_ref()
                .map(|model::Tail { start, when }| Tail { start: *start, when: Condition::of(*when) }),
            body: body.as_ref().map(Body::of),
            shapes: shapes.iter().map(|shape| Shape::of(protocol, layout, shape)).collect(),
            plan: Plan {
                read: Reading::of(read),
                write: write.iter().map(|steps| WriteStep::all(steps)).collect(),
                scan: Scan::of(scan),
            },
            availability: Availability::of(availability),
        }
    }
}

impl<'s> Http<'s> {
    fn of(http: &'s model::Http) -> Self {
        let model::Http { method, path, headers } = http;
        let headers = headers.iter().map(|(name, doc)| HttpHeader { name: name.snake(), doc });
        Self { method, path, headers: headers.collect() }
    }
}

impl<'s> Body<'s> {
    fn of(body: &'s model::Body) -> Self {
        let model::Body { at, prefix, availability } = body;
        Self { at, prefix: prefix.map(Width::of), availability: Availability::of(availability) }
    }
}

impl<'s> Slot<'s> {
    fn of(slot: &'s model::Slot) -> Self {
        let model::Slot { at, span: _, doc, type_name, kind, prefix, secret, default, availability } = slot;
        Self {
            at,
            doc,
            type_name,
            kind: Kind::of(*kind),
            expectation: slot.expectation(),
            prefix: prefix.map(Width::of),
            secret: *secret,
            default: default.map(Number::from),
            availability: Availability::of(availability),
        }
    }
}

impl<'s> Group<'s> {
    fn of(group: &'s model::Group) -> Self {
        let model::Group { name, doc, end, slots, sorted, least, read, write } = group;
        Self {
            name: name.snake(),
            doc,
            end: GroupEnd::of(end),
            slots: slots.iter().map(Slot::of).collect(),
            sorted: *sorted,
            least: *least,
            read: Step::all(read),
            write: WriteStep::all(write),
        }
    }
}

impl<'s> GroupEnd<'s> {
    pub(crate) fn of(end: &'s model::GroupEnd) -> Self {
        match end {
            model::GroupEnd::Count(width) => Self::Count { width: Width::of(*width) },
            model::GroupEnd::Literal(bytes) => Self::Literal { bytes: Hex(bytes) },
        }
    }
}

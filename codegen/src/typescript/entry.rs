//! The entries of groups: their types, and the functions that write them.

use lonelypsp_schema::{Group, GroupEnd, WriteStep};

use super::encode::INDENT;
use super::forms::values;
use super::layout::{Call, constant, signature};
use super::names::{entry_type, given_text};
use super::put::Putting;
use super::runtime::Module;
use super::scope::Scope;
use super::value::quoted_place;
use crate::spelling::{camel_text, pascal};

/// How an entry of a group is written.
pub(super) struct EntryView {
    pub(super) signature: String,
    pub(super) lines: Vec<String>,
}

/// Puts the entries of a group.
pub(super) fn group_call<'s>(
    scope: &Scope<'s>,
    slot: usize,
    value: &str,
    group: usize,
    unlike: Option<&'s [u8]>,
) -> Call {
    let group = &scope.layout.groups[group];
    let width = match group.end {
        GroupEnd::Count(width) => width.bytes(),
        GroupEnd::Literal(_) => 0,
    };
    let place = quoted_place(scope.slot(slot));
    let start = ["w".to_owned(), value.to_owned(), place];
    let arguments = match (unlike, group.slots.first()) {
        (Some(end), Some(first)) => {
            let more = [scope.literal(end), quoted_place(first), write_function(group)];
            return Call::of(Module::SequenceWriter, "addGroupUnlike", start.into_iter().chain(more));
        }
        _ => [width.to_string(), write_function(group)],
    };
    Call::of(Module::SequenceWriter, "addGroup", start.into_iter().chain(arguments))
}

pub(super) fn write_function(group: &Group) -> String {
    format!("write{}Entry", pascal(&group.name))
}

/// The function that writes an entry. It gives the value by which entries are sorted, if they are.
pub(super) fn write_entry<'s>(scope: &Scope<'s>, group: &'s Group) -> EntryView {
    let scope = scope.entry(group);
    let sorted = order_of(group);
    let name = if group.slots.is_empty() { "_entry" } else { "entry" };
    let entry = format!("{name}: {}", entry_type(scope.message, group));
    let before = sorted.map(|ty| format!("before: {ty} | undefined"));
    let parameters: Vec<&str> = ["w: $Writer", &entry].into_iter().chain(before.as_deref()).collect();
    let start = format!("function {}", write_function(group));
    let entry = Entry { scope: &scope, group };
    let steps = group.write.iter().flat_map(|step| entry.step(step));
    let result = group.sorted.map(|slot| format!("  return {};", entry.order(slot)));
    EntryView {
        signature: signature(&start, &parameters, sorted.unwrap_or("void")),
        lines: entry.take().chain(steps).chain(result).collect(),
    }
}

struct Entry<'a, 's> {
    scope: &'a Scope<'s>,
    group: &'s Group,
}

impl<'s> Entry<'_, 's> {
    /// The values as the entry has them.
    fn take(&self) -> impl Iterator<Item = String> {
        let slots = self.group.slots.iter();
        slots.map(|slot| constant(INDENT, &given_text(&slot.at), &format!("entry.{}", camel_text(&slot.at))))
    }

    fn step(&self, step: &'s WriteStep) -> Vec<String> {
        let scope = self.scope;
        let given = |slot: usize| given_text(&scope.slot(slot).at);
        match step {
            WriteStep::Field { slot, not } => {
                Putting { scope, is_block: false }.field(*slot, &given(*slot), not)
            }
            WriteStep::Group { slot, group, unlike } => {
                vec![scope.run(INDENT, &group_call(scope, *slot, &given(*slot), *group, unlike.as_deref()))]
            }
            WriteStep::Ascending { slot } => {
                let place = quoted_place(scope.slot(*slot));
                let arguments = [place, "null".to_owned(), self.order(*slot), "before".to_owned()];
                vec![scope.run(INDENT, &Call::of(Module::Group, "checkAscending", arguments))]
            }
            WriteStep::Literal(bytes) => {
                let arguments = ["w".to_owned(), scope.literal(bytes)];
                vec![scope.run(INDENT, &Call::of(Module::SequenceWriter, "addLiteral", arguments))]
            }
            // An entry has nothing else.
            WriteStep::Exclude { .. }
            | WriteStep::Constant { .. }
            | WriteStep::BodyLength { .. }
            | WriteStep::Copy { .. }
            | WriteStep::Body => Vec::new(),
        }
    }

    /// The value by which entries are sorted, once it was checked.
    fn order(&self, slot: usize) -> String {
        let of = self.scope.slot(slot);
        if of.kind.form.is_integer() {
            self.scope.local(slot).to_owned()
        } else if of.kind.empty_is_absent {
            // Nothing is like no text, but not like no entry.
            format!("{} ?? \"\"", given_text(&of.at))
        } else {
            given_text(&of.at)
        }
    }
}

/// The type of the value by which the entries of a group are sorted, if they are.
pub(super) fn order_of(group: &Group) -> Option<&'static str> {
    values(group.slots[group.sorted?].kind).order
}

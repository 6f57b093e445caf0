//! Values and groups as tables of Lua.

use lonelypsp_schema::{Group, GroupEnd, Length, Message, Slot};

use super::filters::{Filters, of_slot};
use super::literal::{bytes, number, string};
use super::program::view_steps;
use super::view::first_sentence;

/// A repeated group.
pub(super) struct GroupView {
    /// How it ends, and by what it is sorted.
    pub(super) end: String,
    pub(super) slots: Vec<String>,
    pub(super) steps: Vec<String>,
}

/// The values of a message.
pub(super) fn view_slots(message: &Message, filters: &mut Filters) -> Vec<String> {
    let mut view = |(index, slot): (usize, &Slot)| {
        let wanted = of_slot(message, index, slot);
        let filter = filters.give(&wanted, message.name.snake(), slot.kind.form.as_str());
        view_slot(slot, &filter, !message.layout.is_block())
    };
    message.layout.slots.iter().enumerate().map(&mut view).collect()
}

/// Its groups, in their order.
pub(super) fn view_groups(message: &Message, filters: &mut Filters) -> Vec<GroupView> {
    message.layout.groups.iter().map(|group| view_group(message, group, filters)).collect()
}

fn view_group(message: &Message, group: &Group, filters: &mut Filters) -> GroupView {
    let end = match &group.end {
        GroupEnd::Count(width) => format!("count = {}", width.bytes()),
        GroupEnd::Literal(literal) => format!("ends = {}", bytes(literal)),
    };
    let sorted = group.sorted.map_or_else(String::new, |slot| format!(", sorted = {}", slot + 1));
    let mut view = |slot: &Slot| {
        let wanted = format!("{}.{}", group.name, slot.at);
        let filter = filters.give(&wanted, message.name.snake(), slot.kind.form.as_str());
        view_slot(slot, &filter, true)
    };
    GroupView {
        end: format!("{end}{sorted}"),
        slots: group.slots.iter().map(&mut view).collect(),
        steps: view_steps(&group.read),
    }
}

/// One value. In a sequence, either a length stands before it or it is always as long.
fn view_slot(slot: &Slot, filter: &str, in_sequence: bool) -> String {
    let mut parts = vec![
        format!("at = {}", string(&slot.at)),
        format!("filter = {}", string(filter)),
        format!("form = \"{}\"", slot.kind.form.as_str()),
    ];
    match slot.kind.length {
        Length::Any => {}
        Length::AtMost(most) => parts.push(format!("most = {most}")),
        Length::Exactly(exact) => parts.push(format!("exact = {exact}")),
    }
    if in_sequence {
        parts.push(match slot.prefix {
            Some(width) => format!("prefix = {}", width.bytes()),
            None => format!("fixed = {}", slot.kind.fixed_length().unwrap_or_default()),
        });
    }
    parts.extend(slot.default.map(|default| format!("default = {}", number(default))));
    if slot.secret {
        parts.push("secret = true".to_owned());
    }
    parts.push(format!("expected = {}", string(&slot.expectation())));
    parts.push(format!("doc = {}", string(&first_sentence(&slot.doc))));
    format!("{{ {} }}", parts.join(", "))
}

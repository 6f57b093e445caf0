//! Which part of the new schema stands for which of the old one: by name, and where a name is gone, by what is otherwise
//! the same at its place.

use std::collections::{HashMap, HashSet};

use lonelypsp_schema::{Flag, Form, Message, Name, Protocol, Schema, Shape, Slot};

use crate::conditions::conditions_of;
use crate::pairs::Pairs;

/// Two schemas side by side.
pub(crate) struct SchemaPair<'s> {
    pub(crate) old: &'s Schema,
    pub(crate) new: &'s Schema,
    pub(crate) protocols: Vec<ProtocolPair<'s>>,
    pub(crate) removed: Vec<&'s Protocol>,
    pub(crate) added: Vec<&'s Protocol>,
}

/// Two protocols side by side.
pub(crate) struct ProtocolPair<'s> {
    pub(crate) old: &'s Protocol,
    pub(crate) new: &'s Protocol,
    pub(crate) flags: Pairs,
    pub(crate) messages: Vec<MessagePair<'s>>,
    pub(crate) removed: Vec<&'s Message>,
    pub(crate) added: Vec<&'s Message>,
}

/// Two messages side by side.
pub(crate) struct MessagePair<'s> {
    pub(crate) old: &'s Message,
    pub(crate) new: &'s Message,
    pub(crate) slots: Pairs,
    pub(crate) shapes: Pairs,
    /// The groups that stand for one another, outer ones first, with their values.
    pub(crate) groups: Vec<GroupPair>,
}

/// Two groups side by side, by their indices.
pub(crate) struct GroupPair {
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) slots: Pairs,
}

impl<'s> SchemaPair<'s> {
    pub(crate) fn new(old: &'s Schema, new: &'s Schema) -> Self {
        let names = |schema: &'s Schema| schema.protocols.iter().map(|protocol| protocol.name.snake());
        let mut pairs = Pairs::of_names(names(old), names(new));
        // Where exactly one name is gone and one is new, and they begin alike, it is the same protocol.
        let (removed, added): (Vec<_>, Vec<_>) = (pairs.removed().collect(), pairs.added().collect());
        if let ([removed], [added]) = (&removed[..], &added[..]) {
            let (one, other) = (&old.protocols[*removed], &new.protocols[*added]);
            if one.prefix == other.prefix && shares_messages(one, other) {
                pairs.join(*removed, *added);
            }
        }
        let protocols =
            pairs.iter().map(|(at, other)| ProtocolPair::new(&old.protocols[at], &new.protocols[other]));
        Self {
            old,
            new,
            protocols: protocols.collect(),
            removed: pairs.removed().map(|index| &old.protocols[index]).collect(),
            added: pairs.added().map(|index| &new.protocols[index]).collect(),
        }
    }
}

impl SchemaPair<'_> {
    /// Whether the message of the one protocol and name is that of the other, under another name.
    pub(crate) fn is_renamed(&self, old: (&str, &Name), new: (&str, &Name)) -> bool {
        let protocols = self
            .protocols
            .iter()
            .find(|pair| pair.old.name.snake() == old.0 && pair.new.name.snake() == new.0);
        let mut messages = protocols.iter().flat_map(|pair| &pair.messages);
        messages.any(|pair| pair.old.name.snake() == old.1.snake() && pair.new.name.snake() == new.1.snake())
    }
}

/// Whether half of the messages of one have their names in the other.
fn shares_messages(one: &Protocol, other: &Protocol) -> bool {
    let names: HashSet<_> = other.messages.iter().map(|message| message.name.snake()).collect();
    let shared = one.messages.iter().filter(|message| names.contains(message.name.snake())).count();
    2 * shared >= one.messages.len().max(1)
}

impl<'s> ProtocolPair<'s> {
    fn new(old: &'s Protocol, new: &'s Protocol) -> Self {
        let messages = pair_messages(&old.messages, &new.messages);
        let flags = pair_flags(&old.flags, &new.flags);
        let of =
            |(one, other): (usize, usize)| MessagePair::new(&old.messages[one], &new.messages[other], &flags);
        Self {
            old,
            new,
            messages: messages.iter().map(of).collect(),
            removed: messages.removed().map(|index| &old.messages[index]).collect(),
            added: messages.added().map(|index| &new.messages[index]).collect(),
            flags,
        }
    }
}

/// By name, and else by bit.
fn pair_flags(old: &[Flag], new: &[Flag]) -> Pairs {
    let mut pairs =
        Pairs::of_names(old.iter().map(|flag| flag.name.snake()), new.iter().map(|flag| flag.name.snake()));
    for index in pairs.removed().collect::<Vec<_>>() {
        let same = |other: &usize| {
            new[*other].bit == old[index].bit && new[*other].selects_minimal == old[index].selects_minimal
        };
        let found = pairs.added().find(same);
        if let Some(other) = found {
            pairs.join(index, other);
        }
    }
    pairs
}

/// By side and name; else by side and code, if they hold much the same; else by name from the other side.
fn pair_messages(old: &[Message], new: &[Message]) -> Pairs {
    let mut pairs = Pairs { new_of: vec![None; old.len()], old_of: vec![None; new.len()] };
    join_by(&mut pairs, old, new, |message| (message.direction, message.name.snake()), |_, _| true);
    join_by(&mut pairs, old, new, |message| (message.direction, message.code), is_much_the_same);
    join_by(
        &mut pairs,
        old,
        new,
        |message| message.name.snake(),
        |one, other| one.direction != other.direction,
    );
    pairs
}

fn join_by<'s, K: std::hash::Hash + Eq>(
    pairs: &mut Pairs,
    old: &'s [Message],
    new: &'s [Message],
    key: impl Fn(&'s Message) -> K,
    fits: impl Fn(&Message, &Message) -> bool,
) {
    let added: HashMap<K, usize> = pairs.added().map(|index| (key(&new[index]), index)).collect();
    for index in pairs.removed().collect::<Vec<_>>() {
        let found = added.get(&key(&old[index])).copied();
        if let Some(other) =
            found.filter(|other| pairs.old_of(*other).is_none() && fits(&old[index], &new[*other]))
        {
            pairs.join(index, other);
        }
    }
}

/// Whether two messages of different names are one that was renamed: most of their values have the same names.
fn is_much_the_same(one: &Message, other: &Message) -> bool {
    let (old, new) = (&one.layout, &other.layout);
    let pairs =
        Pairs::of_names(old.slots.iter().map(|slot| &*slot.at), new.slots.iter().map(|slot| &*slot.at));
    let most = old.slots.len().max(new.slots.len());
    old.is_block() == new.is_block()
        && 2 * pairs.iter().count() >= most
        && old.body.is_some() == new.body.is_some()
}

impl<'s> MessagePair<'s> {
    fn new(old: &'s Message, new: &'s Message, flags: &Pairs) -> Self {
        let (from, to) = (&old.layout, &new.layout);
        let slots = pair_slots(&from.slots, &to.slots);
        let mut groups = Vec::new();
        pair_groups(old, new, (&from.slots, &to.slots), &slots, &mut groups);
        let shapes = pair_shapes(&from.shapes, &to.shapes, &slots, flags);
        Self { old, new, slots, shapes, groups }
    }
}

/// By name; what has none stands for what stands at its place and is of the same kind.
pub(crate) fn pair_slots(old: &[Slot], new: &[Slot]) -> Pairs {
    let mut pairs = Pairs::of_names(old.iter().map(|slot| &*slot.at), new.iter().map(|slot| &*slot.at));
    for index in pairs.removed().collect::<Vec<_>>() {
        let place = match index.checked_sub(1) {
            None => Some(0),
            Some(before) => pairs.new_of(before).map(|other| other + 1),
        };
        let Some(place) = place.filter(|place| *place < new.len() && pairs.old_of(*place).is_none()) else {
            continue;
        };
        let (one, other) = (&old[index], &new[place]);
        let is_group = |slot: &Slot| matches!(slot.kind.form, Form::Group(_));
        let is_same = if is_group(one) { is_group(other) } else { one.kind == other.kind };
        if is_same && one.prefix == other.prefix {
            pairs.join(index, place);
        }
    }
    pairs
}

fn pair_groups(
    old: &Message,
    new: &Message,
    values: (&[Slot], &[Slot]),
    pairs: &Pairs,
    out: &mut Vec<GroupPair>,
) {
    for (one, other) in pairs.iter() {
        let (Some(from), Some(to)) = (old.layout.group(&values.0[one]), new.layout.group(&values.1[other]))
        else {
            continue;
        };
        let (Some(old_index), Some(new_index)) =
            (values.0[one].kind.as_group(), values.1[other].kind.as_group())
        else {
            continue;
        };
        let slots = pair_slots(&from.slots, &to.slots);
        out.push(GroupPair { old: old_index, new: new_index, slots: slots.clone() });
        pair_groups(old, new, (&from.slots, &to.slots), &slots, out);
    }
}

/// By the names of variants; else by what they are recognised by. A message without variants has one shape, which has no
/// name.
fn pair_shapes(old: &[Shape], new: &[Shape], slots: &Pairs, flags: &Pairs) -> Pairs {
    let name = |shape: &'_ Shape| shape.variant.as_ref().map_or("", |name| name.snake()).to_owned();
    let (from, to): (Vec<_>, Vec<_>) = (old.iter().map(name).collect(), new.iter().map(name).collect());
    let mut pairs = Pairs::of_names(from.iter().map(String::as_str), to.iter().map(String::as_str));
    for index in pairs.removed().collect::<Vec<_>>() {
        let wanted = conditions_of(&old[index]).translated(slots, flags);
        let same = |other: &usize| wanted.as_ref() == Some(&conditions_of(&new[*other]));
        let found = pairs.added().find(same);
        if let Some(other) = found {
            pairs.join(index, other);
        }
    }
    pairs
}

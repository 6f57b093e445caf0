//! Two things that are wrong: the one that comes first in the message is reported, and what must agree comes last.

use crate::corpus::case::Topic;
use crate::wire::Expected;
use crate::wire::body::{Draft, Item, Kind, Layout, Part, Role, typical};

use super::read::one;
use super::refuse;

/// One thing to do to a typical message.
#[derive(Clone, Copy)]
enum Damage<'l> {
    /// The part of that number is not what it should be: text that is none, another literal, an entry twice.
    Part(usize),
    /// The value does not fit the rest.
    Disagrees(&'l str, &'static str),
    /// The last value with a length claims more than is there.
    LastOverlong(&'l str),
}

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    let damages = damages(layout);
    for (index, first) in damages.iter().enumerate() {
        for second in &damages[index + 1..] {
            let mut draft = typical(layout);
            damage(&mut draft, *first);
            damage(&mut draft, *second);
            let built = draft.build();
            let what = format!("order/{}+{}", label(layout, *first), label(layout, *second));
            refuse(topic, layout, &built.bytes, &what, expected(&draft, *first));
        }
    }
}

/// What can be wrong with a message, in the order in which a reader finds it.
fn damages(layout: &Layout) -> Vec<Damage<'_>> {
    let mut damages = Vec::new();
    for (index, part) in layout.parts.iter().enumerate() {
        let is_broken = match part {
            Part::Value(field) => matches!(field.kind, Kind::Text | Kind::OptionalText),
            Part::Code(_) => true,
            Part::Literal(_) => !ends_group(layout, index),
            Part::Group { sorted, .. } => *sorted,
            Part::Rest(_) => false,
        };
        damages.extend(is_broken.then_some(Damage::Part(index)));
    }
    // Behind it nothing can be found, and a literal would be taken for a part of the value.
    let last = layout.parts.last().and_then(|part| match part {
        Part::Value(field) if field.kind == Kind::Bytes => Some(field.name),
        _ => None,
    });
    damages.extend(last.map(Damage::LastOverlong));
    let with_role = |role| {
        let fields = layout.parts.iter().filter_map(move |part| match part {
            Part::Value(field) if field.role == role => Some(field.name),
            _ => None,
        });
        fields.collect::<Vec<_>>()
    };
    damages.extend(
        with_role(Role::RestLength).into_iter().map(|name| Damage::Disagrees(name, "length_mismatch")),
    );
    damages.extend(
        with_role(Role::RestDigest).into_iter().map(|name| Damage::Disagrees(name, "digest_mismatch")),
    );
    damages
}

fn ends_group(layout: &Layout, index: usize) -> bool {
    index > 0 && matches!(layout.parts[index - 1], Part::Group { count: 0, .. })
}

fn damage(draft: &mut Draft<'_>, damage: Damage<'_>) {
    let index = match damage {
        Damage::Part(index) => index,
        Damage::Disagrees(name, _) => {
            if let Some(byte) = draft.piece(name).and_then(|piece| piece.bytes.last_mut()) {
                *byte ^= 0x40;
            }
            return;
        }
        Damage::LastOverlong(name) => {
            if let Some(piece) = draft.piece(name) {
                piece.claimed = Some(200);
            }
            return;
        }
    };
    let fields = match draft.layout.parts[index] {
        Part::Group { fields, .. } => fields,
        _ => &[],
    };
    match &mut draft.items[index] {
        Item::Literal(bytes) => bytes.iter_mut().for_each(|byte| *byte ^= 0x20),
        Item::Value(piece) => piece.bytes.insert(0, 0xff),
        Item::Entries(entries, _) => entries.push(one(fields, &fields[0], b"a")),
        Item::Rest(_) => {}
    }
}

fn expected(draft: &Draft<'_>, damage: Damage<'_>) -> Expected {
    let built = draft.build();
    match damage {
        Damage::Disagrees(name, kind) => built.error(kind, name),
        Damage::LastOverlong(name) => built.error("truncated", name),
        Damage::Part(index) => match draft.layout.parts[index] {
            Part::Code(_) => built.literal_error("unexpected_type", index),
            Part::Literal(_) => built.literal_error("bad_value", index),
            Part::Value(field) => built.error("not_utf8", field.name),
            Part::Group { name, fields, .. } => {
                built.error("unsorted", &format!("{name}[2].{}", fields[0].name))
            }
            Part::Rest(name) => built.error("truncated", name),
        },
    }
}

fn label(layout: &Layout, damage: Damage<'_>) -> String {
    match damage {
        Damage::Disagrees(name, _) => format!("{name}-disagrees"),
        Damage::LastOverlong(name) => format!("{name}-overlong"),
        Damage::Part(index) => match layout.parts[index] {
            Part::Code(_) => "another-code".to_owned(),
            Part::Literal(_) => format!("another-part-{index}"),
            Part::Value(field) => format!("{}-not-utf8", field.name),
            Part::Group { name, .. } => format!("{name}-unsorted"),
            Part::Rest(name) => name.to_owned(),
        },
    }
}

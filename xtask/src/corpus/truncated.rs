//! One typical message of each shape, cut off after every byte.

use crate::model::{Role, Target};
use crate::wire::{Fill, Flaw, Mode, Relation, fill};

use super::case::Topic;

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("truncated");
    for target in targets {
        for mode in Mode::BOTH {
            cut_block(&mut topic, *target, mode);
            cut_body(&mut topic, *target, mode);
        }
    }
    topic
}

fn cut_block(topic: &mut Topic, target: Target<'_>, mode: Mode) {
    let draft = fill(target, mode, Fill::Typical);
    for length in 0..draft.build().block_end {
        topic.refuse(&draft, &format!("{length:03}"), &[Flaw::Cut(length)]);
    }
}

/// A body that ends early is a shorter body, unless its length is declared.
fn cut_body(topic: &mut Topic, target: Target<'_>, mode: Mode) {
    let mut draft = fill(target, mode, Fill::Typical);
    let declared = target.slots().into_iter().find(|slot| slot.role == Role::BodyLength);
    while draft.body.pop().is_some() {
        let what = format!("{:03}", draft.build().bytes.len());
        match declared {
            Some(slot) => topic.refuse(&draft, &what, &[Flaw::Relation(slot.index, Relation::BodyLength)]),
            None => topic.accept(&draft, &what),
        }
    }
}

//! Types that there are not, and prefixes that are not all there.

use std::collections::BTreeSet;

use lonelypsp_schema::Direction;

use crate::hex::hex;
use crate::model::Target;
use crate::wire::{Expected, Fill, Mode, fill};

use super::case::{Judgement, Topic, decode};

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("prefix");
    for direction in Direction::BOTH {
        let Some(target) = targets.iter().find(|target| target.direction() == direction) else { continue };
        unknown_types(&mut topic, *target);
        cut(&mut topic, *target);
    }
    topic
}

/// Codes around those that there are, those of the other direction among them, and far away ones.
fn unknown_types(topic: &mut Topic, target: Target<'_>) {
    let known: BTreeSet<u16> =
        target.protocol.messages_of(target.direction()).iter().map(|message| message.code).collect();
    let far = [255, 256, 257, 0x0100, 0x0200, 0x7fff, 0x8000, 0x8001, 0xff01, u16::MAX];
    let codes: BTreeSet<u16> = (0..32).chain(far).filter(|code| !known.contains(code)).collect();
    for code in codes {
        for mode in Mode::BOTH {
            let mut draft = fill(target, mode, Fill::Typical);
            draft.code = code;
            let wire = draft.build();
            unknown(topic, target, &wire.bytes, &format!("{}/type-{code}", mode.as_str()));
            unknown(topic, target, &wire.bytes[..4], &format!("{}/type-{code}-alone", mode.as_str()));
        }
    }
}

fn unknown(topic: &mut Topic, target: Target<'_>, bytes: &[u8], what: &str) {
    refuse(topic, target, bytes, what, Expected { kind: "unknown_type", at: None, offset: Some(2) });
}

/// Less than a prefix, whatever it says so far.
fn cut(topic: &mut Topic, target: Target<'_>) {
    let beginnings: [&[u8]; 12] = [
        b"",
        b"\0",
        b"\x01",
        b"\xff",
        b"\0\0",
        b"\0\x01",
        b"\xff\xff",
        b"\xff\xfe",
        b"\0\0\0",
        b"\0\x01\0",
        b"\0\x01\x01",
        b"\xff\xff\xff",
    ];
    for bytes in beginnings {
        let offset = if bytes.len() < 2 { 0 } else { 2 };
        let expected = Expected { kind: "truncated", at: None, offset: Some(offset) };
        refuse(topic, target, bytes, &format!("only-{}", hex(bytes)), expected);
    }
}

fn refuse(topic: &mut Topic, target: Target<'_>, bytes: &[u8], what: &str, expected: Expected) {
    let name = format!("{}/{what}", target.direction().as_str());
    topic.push(&name, decode(&target, bytes), Judgement::Refused(expected));
}

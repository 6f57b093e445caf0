//! Messages in which one thing is wrong, and messages that are cut off.

use lonelypsp_schema::Length;

use crate::corpus::case::Topic;
use crate::forms::broken;
use crate::wire::body::{Draft, Item, Kind, Layout, Part, Piece, Role, typical};
use crate::wire::sha512;

use super::read::one;
use super::{accept, refuse};

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    cut(topic, layout);
    texts(topic, layout);
    literals(topic, layout);
    overlong(topic, layout);
    rest(topic, layout);
    groups(topic, layout);
}

/// After every byte.
fn cut(topic: &mut Topic, layout: &Layout) {
    let draft = typical(layout);
    let built = draft.build();
    let rest = draft.rest().map_or(0, <[u8]>::len);
    for length in 0..built.end - rest {
        if let Some(expected) = built.cut(length) {
            refuse(topic, layout, &built.bytes[..length], &format!("cut/{length:03}"), expected);
        }
    }
    for length in built.end - rest..built.end {
        let expected = built.error("length_mismatch", "message_length");
        refuse(topic, layout, &built.bytes[..length], &format!("cut/{length:03}"), expected);
    }
}

/// Text that is not UTF-8, in every place where text stands.
fn texts(topic: &mut Topic, layout: &Layout) {
    let wrong = broken(lonelypsp_schema::Kind::text(Length::Any));
    for field in layout.fields() {
        for (value, kind) in wrong.iter().filter(|_| is_text(field.kind)) {
            let mut draft = typical(layout);
            draft.set(field.name, &value.bytes);
            let built = draft.build();
            let what = format!("broken/{}/{}", field.name, value.label);
            refuse(topic, layout, &built.bytes, &what, built.error(kind, field.name));
        }
    }
    for (index, part) in layout.parts.iter().enumerate() {
        let Part::Group { name, fields, .. } = part else { continue };
        for field in fields.iter().filter(|field| is_text(field.kind)) {
            for (value, kind) in &wrong {
                let mut draft = typical(layout);
                let Item::Entries(entries, _) = &mut draft.items[index] else { continue };
                entries.push(one(fields, field, &value.bytes));
                // What it is sorted by has to be greater than `b`.
                if field.name != fields[0].name {
                    entries[2][0] = Piece::new("c");
                }
                let at = format!("{name}[2].{}", field.name);
                let built = draft.build();
                let what = format!("broken/{at}/{}", value.label);
                // Whether it is text is looked at before its order.
                refuse(topic, layout, &built.bytes, &what, built.error(kind, &at));
            }
        }
    }
}

const fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::OptionalText)
}

/// Other bytes where a code or a literal belongs. What ends a group is no such: an entry is looked for in its place.
fn literals(topic: &mut Topic, layout: &Layout) {
    let mut ends_group = false;
    for (index, part) in layout.parts.iter().enumerate() {
        let (kind, bytes) = match part {
            Part::Code(bytes) => ("unexpected_type", *bytes),
            Part::Literal(bytes) => ("bad_value", *bytes),
            Part::Value(_) | Part::Group { .. } | Part::Rest(_) => {
                ends_group = matches!(part, Part::Group { count: 0, .. });
                continue;
            }
        };
        if std::mem::take(&mut ends_group) {
            continue;
        }
        let last = bytes.len() - 1;
        for (byte, mask) in [(0, 0x80), (last, 1), (last, 0xff)] {
            let mut draft = typical(layout);
            let mut wrong = bytes.to_vec();
            wrong[byte] ^= mask;
            draft.items[index] = Item::Literal(wrong.clone());
            let what = format!("broken/part-{index}-is-{}", crate::hex::hex(&wrong));
            let built = draft.build();
            refuse(topic, layout, &built.bytes, &what, built.literal_error(kind, index));
        }
    }
}

/// Lengths that claim more than is left.
fn overlong(topic: &mut Topic, layout: &Layout) {
    for field in layout.fields().into_iter().filter(|field| field.prefix > 0) {
        let most = u16::try_from(field.most()).unwrap_or(u16::MAX);
        let mut draft = typical(layout);
        let built = draft.build();
        let left = built.bytes.len() - built.place(field.name);
        let just = u16::try_from(left + 1).unwrap_or(u16::MAX);
        for claimed in [just, most].into_iter().filter(|claimed| (just..=most).contains(claimed)) {
            if let Some(piece) = draft.piece(field.name) {
                piece.claimed = Some(claimed);
            }
            let built = draft.build();
            let what = format!("broken/{}/claims-{claimed}-of-{left}-bytes", field.name);
            refuse(topic, layout, &built.bytes, &what, built.error("truncated", field.name));
        }
    }
}

/// Lengths and digests that are not the rest's.
fn rest(topic: &mut Topic, layout: &Layout) {
    let right = typical(layout);
    let Some(rest) = right.rest().map(<[u8]>::to_vec) else { return };
    let length = rest.len() as u64;
    for wrong in [0, length - 1, length + 1, length + 256, length << 32, 1 << 63, u64::MAX] {
        let mut draft = right.clone();
        draft.set("message_length", &wrong.to_be_bytes());
        mismatch(
            topic,
            &draft,
            "length_mismatch",
            "message_length",
            &format!("declares-{wrong}-of-{length}"),
        );
    }
    let mut draft = right.clone();
    draft.behind = b"!".to_vec();
    mismatch(topic, &draft, "length_mismatch", "message_length", "one-byte-behind");
    draft.behind = draft.build().bytes;
    mismatch(topic, &draft, "length_mismatch", "message_length", "itself-behind");
    for field in layout.fields().iter().filter(|field| field.role == Role::RestDigest) {
        let wrong = |index: usize, mask: u8| {
            let mut wrong = sha512(&rest);
            wrong[index] ^= mask;
            wrong
        };
        let digests = [
            ("first-bit", wrong(0, 0x80)),
            ("amid", wrong(31, 0x10)),
            ("last-bit", wrong(63, 1)),
            ("zeros", vec![0; 64]),
            ("of-nothing", sha512(b"")),
        ];
        for (label, digest) in digests {
            let mut draft = right.clone();
            draft.set(field.name, &digest);
            mismatch(topic, &draft, "digest_mismatch", field.name, &format!("digest-{label}"));
            // The length is compared first.
            draft.behind = b"!".to_vec();
            let what = format!("digest-{label}-and-one-byte-behind");
            mismatch(topic, &draft, "length_mismatch", "message_length", &what);
        }
        let mut draft = right.clone();
        draft.set_rest(b"Hello");
        mismatch(topic, &draft, "digest_mismatch", field.name, "another-rest");
    }
}

fn mismatch(topic: &mut Topic, draft: &Draft<'_>, kind: &'static str, at: &str, what: &str) {
    let built = draft.build();
    refuse(topic, draft.layout, &built.bytes, &format!("broken/{what}"), built.error(kind, at));
}

/// Entries in the wrong order, twice, or fewer than are claimed.
fn groups(topic: &mut Topic, layout: &Layout) {
    for (index, part) in layout.parts.iter().enumerate() {
        let Part::Group { name, count, sorted, fields } = part else { continue };
        let with = |keys: &[&str], claimed: Option<u32>| {
            let mut draft = typical(layout);
            let entry = |key: &&str| one(fields, &fields[0], key.as_bytes());
            draft.items[index] = Item::Entries(keys.iter().map(entry).collect(), claimed);
            draft
        };
        let unsorted: [(&str, &[&str], usize); 8] = [
            ("twice", &["a", "a"], 1),
            ("empty-twice", &["", ""], 1),
            ("descending", &["b", "a"], 1),
            ("longer-first", &["aa", "a"], 1),
            ("third-twice", &["a", "b", "b"], 2),
            ("third-as-first", &["a", "b", "a"], 2),
            ("empty-last", &["a", ""], 1),
            // By their bytes; by units of 16 bits these two would ascend.
            ("by-units", &["\u{10000}", "\u{ffff}"], 1),
        ];
        for (label, keys, wrong) in unsorted {
            if !sorted {
                accept(topic, &with(keys, None), &format!("read/{name}/{label}"));
                continue;
            }
            let built = with(keys, None).build();
            let at = format!("{name}[{wrong}].{}", fields[0].name);
            let what = format!("broken/{name}/{label}");
            refuse(topic, layout, &built.bytes, &what, built.error("unsorted", &at));
        }
        let sorted: [(&str, &[&str]); 3] = [
            ("by-bytes", &["Z", "a", "z", "é", "\u{ffff}", "\u{10000}"]),
            ("shorter-first", &["", "a", "aa", "aaa", "ab"]),
            ("nul-first", &["\0", "\0\0", "\x01"]),
        ];
        for (label, keys) in sorted {
            accept(topic, &with(keys, None), &format!("read/{name}/sorted-{label}"));
        }
        if *count > 0 {
            counts(topic, &with(&["a", "b"], Some(1)), *count, index);
        }
    }
}

/// Numbers of entries that are not there. What follows the group is taken for entries as far as it goes.
fn counts(topic: &mut Topic, draft: &Draft<'_>, width: usize, index: usize) {
    let mut draft = draft.clone();
    // Nothing follows, so that the first entry that is missing is cut at its beginning.
    draft.items.truncate(index + 1);
    for claimed in
        [3, 255, 0xffff, 1 << 16, u32::MAX].into_iter().filter(|most| *most >> (8 * width - 1) <= 1)
    {
        if let Item::Entries(_, count) = &mut draft.items[index] {
            *count = Some(claimed);
        }
        let built = draft.build();
        let Part::Group { name, fields, .. } = draft.layout.parts[index] else { continue };
        let at = Some(format!("{name}[2].{}", fields[0].name));
        let expected = crate::wire::Expected { kind: "truncated", at, offset: Some(built.end) };
        let what = format!("broken/{name}/claims-{claimed}-of-2-entries");
        refuse(topic, draft.layout, &built.bytes, &what, expected);
    }
}

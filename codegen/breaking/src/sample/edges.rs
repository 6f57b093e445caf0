//! Values of one kind: a usual one, and those at its edges and at the edges of what the other schema has in its place.

use lonelypsp_schema::{Form, Slot};

use super::Owned;

/// No value is made longer than this, whatever may be sent.
pub(super) const LONGEST: u64 = 1 << 17;

/// The usual value of a slot; `rank` makes greater ones, for entries that ascend.
pub(super) fn usual(slot: &Slot, index: usize, rank: u8, avoid: &[u64]) -> Owned {
    let first = 0x61_u8.wrapping_add(rank);
    let number = |most: u64| {
        let start = 3 + u64::from(rank) + (index as u64 % 40);
        (start..=most).chain(0..start.min(most)).find(|number| !avoid.contains(number)).unwrap_or_default()
    };
    match slot.kind.form {
        Form::Bytes => {
            let length = slot.kind.length.exactly().map_or(2, u64::from).min(slot.longest());
            Owned::Bytes(of_length(length, first, index))
        }
        Form::Text => text(
            slot,
            String::from_utf8(of_length(2.min(slot.longest()), first, index % 20)).unwrap_or_default(),
        ),
        Form::Bool => Owned::Bool(true),
        Form::Uint(_) => Owned::Uint(number(slot.kind.uint_max().unwrap_or_default())),
        Form::Int => Owned::Int(i64::try_from(number(100)).unwrap_or_default()),
        Form::Float => Owned::Read(slot.kind, slot.kind.example("", 1 + rank)),
        Form::Group(_) => Owned::Group(Vec::new()),
    }
}

fn text(slot: &Slot, text: String) -> Owned {
    if slot.kind.empty_is_absent {
        Owned::OptionalText(Some(text).filter(|text| !text.is_empty()))
    } else {
        Owned::Text(text)
    }
}

fn of_length(length: u64, first: u8, index: usize) -> Vec<u8> {
    let second = 0x61_u8.wrapping_add(u8::try_from(index % 20).unwrap_or_default());
    let mut bytes = vec![second; usize::try_from(length.min(LONGEST)).unwrap_or_default()];
    if let Some(byte) = bytes.first_mut() {
        *byte = first;
    }
    bytes
}

/// Values at the edges of a slot that is no group, and of what stands in its place.
pub(super) fn edges(slot: &Slot, other: Option<&Slot>, index: usize, numbers: &[u64]) -> Vec<Owned> {
    match slot.kind.form {
        Form::Bytes => bytes(slot, other, index),
        Form::Text => texts(slot, other, index),
        Form::Bool => vec![Owned::Bool(false), Owned::Bool(true)],
        Form::Uint(_) => {
            let most = slot.kind.uint_max().unwrap_or_default();
            let known = widths(other)
                .chain(widths(Some(slot)))
                .chain([0, 1, 255, 256])
                .chain(numbers.iter().copied());
            let mut all: Vec<u64> = known.filter(|number| *number <= most).collect();
            dedup(&mut all);
            all.into_iter().map(Owned::Uint).collect()
        }
        Form::Int => {
            let range = slot.kind.integer_range().unwrap_or(0..=0);
            let known = widths(other)
                .chain(widths(Some(slot)))
                .flat_map(|number| [i128::from(number), -i128::from(number)]);
            let half = widths(other).chain(widths(Some(slot))).flat_map(|number| {
                let half = i128::from(number >> 1);
                [half, half + 1, -half - 1, -half - 2]
            });
            let mut all: Vec<i128> =
                known.chain(half).chain([0, 1, -1]).filter(|number| range.contains(number)).collect();
            dedup(&mut all);
            all.into_iter().filter_map(|number| i64::try_from(number).ok()).map(Owned::Int).collect()
        }
        Form::Float => [0.0, -0.0, -1.5, f64::MAX, f64::INFINITY, f64::NAN]
            .map(|number: f64| Owned::Read(slot.kind, number.to_be_bytes().to_vec()))
            .to_vec(),
        Form::Group(_) => Vec::new(),
    }
}

fn bytes(slot: &Slot, other: Option<&Slot>, index: usize) -> Vec<Owned> {
    let mut values: Vec<Owned> =
        lengths(slot, other).into_iter().map(|length| Owned::Bytes(of_length(length, 0x61, index))).collect();
    if let Some(length) = lengths(slot, other).first_mut() {
        let length = usize::try_from(
            (*length).max(slot.kind.length.exactly().map_or(2, u64::from)).min(slot.longest()),
        )
        .unwrap_or_default();
        // Not text, with a high bit, and with a leading zero.
        values.push(Owned::Bytes(vec![0xff; length]));
        values.push(Owned::Bytes(vec![0; length]));
    }
    values
}

fn texts(slot: &Slot, other: Option<&Slot>, index: usize) -> Vec<Owned> {
    let mut values: Vec<Owned> = lengths(slot, other)
        .into_iter()
        .map(|length| text(slot, String::from_utf8(of_length(length, 0x61, index)).unwrap_or_default()))
        .collect();
    if slot.longest() >= 2 {
        values.push(text(slot, "é".to_owned()));
    }
    values
}

fn dedup<T: PartialEq>(values: &mut Vec<T>) {
    let mut kept: Vec<T> = Vec::new();
    for value in values.drain(..) {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    *values = kept;
}

/// The largest number of the slot's width, and the first that is larger.
fn widths(slot: Option<&Slot>) -> impl Iterator<Item = u64> {
    let most =
        slot.and_then(|slot| slot.kind.integer_range()).and_then(|range| u64::try_from(*range.end()).ok());
    most.into_iter().flat_map(|most| [most, most.saturating_add(1)])
}

/// How long values are made that this slot can hold: none, one, its limit, and the limits of the other and beyond. Long ones are
/// made only where the limits differ.
fn lengths(slot: &Slot, other: Option<&Slot>) -> Vec<u64> {
    if let Some(length) = slot.kind.length.exactly() {
        return vec![u64::from(length)];
    }
    let limits = other.map(Slot::longest).into_iter().flat_map(|most| [most, most.saturating_add(1)]);
    let exact = other
        .and_then(|other| other.kind.fixed_length())
        .into_iter()
        .flat_map(|length| [u64::from(length), u64::from(length) + 1]);
    // Where both take as much as a length can say, that is not tried again and again.
    let own = slot.longest();
    let own = (own <= 1024 || other.is_none_or(|other| other.longest() != own)).then_some(own);
    let limits =
        limits.filter(|limit| *limit <= 1024 || other.is_none_or(|other| other.longest() != slot.longest()));
    let mut all: Vec<u64> = [0, 1].into_iter().chain(exact).chain(limits).chain(own).collect();
    all.retain(|length| *length <= slot.longest() && *length <= LONGEST);
    all.sort_unstable();
    all.dedup();
    all
}

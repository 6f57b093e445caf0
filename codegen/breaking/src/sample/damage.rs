//! What is wrong with a message, or unusual, in ways that a reader has to notice: cut, longer, other flags, another code,
//! headers that are missing, doubled, in another order or unknown, values of other lengths.

use fastrand::Rng;
use lonelypsp_interpret::{HeaderMode, Part, Segment, trace_as};
use lonelypsp_schema::{Message, Prefix, Protocol};

/// More cuts and changed bytes than these are not tried.
const MOST: usize = 96;

/// All that is done to a message in a fixed way, each with the name of the value that it is about.
pub(crate) fn damages(
    protocol: &Protocol,
    message: &Message,
    bytes: &[u8],
    limits: &dyn Fn(&str) -> Vec<u64>,
) -> Vec<(Option<String>, Vec<u8>)> {
    let mut all = Vec::new();
    if bytes.len() > 4096 {
        return all;
    }
    let trace = trace_as(protocol, message, bytes);
    let segments = &trace.segments;
    headers(protocol, &trace, bytes, &mut all);
    for (index, segment) in segments.iter().enumerate().take(MOST) {
        values(segments, index, segment, bytes, limits, &mut all);
        if matches!(segment.part, Part::Literal | Part::Code | Part::EntryCount | Part::BodyLength) {
            for place in segment.range.clone().take(8) {
                all.push((segment.place.clone(), changed(bytes, place, 1)));
            }
        }
    }
    if protocol.prefix == Prefix::FlagsAndCode {
        for bit in 0..16_u8 {
            all.push((None, changed(bytes, usize::from(1 - bit / 8), 1 << (bit % 8))));
        }
        all.push((None, changed(bytes, 2, 0x80)));
        all.push((None, changed(bytes, 3, 0x01)));
    }
    for more in [&b"\0"[..], b"abc"] {
        all.push((None, [bytes, more].concat()));
    }
    let step = (bytes.len() / MOST).max(1);
    all.extend(
        (0..bytes.len()).step_by(step).map(|end| (None, bytes.get(..end).unwrap_or_default().to_vec())),
    );
    all
}

fn changed(bytes: &[u8], place: usize, bits: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= bits;
    }
    bytes
}

/// The entries of an expanded block, as bytes, and what stands before and behind them.
fn headers(
    protocol: &Protocol,
    trace: &lonelypsp_interpret::Trace<'_, '_>,
    bytes: &[u8],
    all: &mut Vec<(Option<String>, Vec<u8>)>,
) {
    if trace.mode != Some(HeaderMode::Expanded) || protocol.prefix == Prefix::None {
        return;
    }
    let starts: Vec<_> = trace.segments.iter().filter(|segment| segment.part == Part::NameLength).collect();
    let last = trace.segments.iter().rfind(|segment| segment.part == Part::Value);
    let (Some(first), Some(last)) = (starts.first(), last) else { return };
    let ends = starts.iter().skip(1).map(|segment| segment.range.start).chain([last.range.end]);
    let entries: Vec<(Option<String>, &[u8])> = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| (start.place.clone(), bytes.get(start.range.start..end).unwrap_or_default()))
        .collect();
    let (Some(before), Some(behind)) = (bytes.get(..first.range.start - 2), bytes.get(last.range.end..))
    else {
        return;
    };
    let build = |entries: &[&[u8]]| {
        let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
        [before, &count.to_be_bytes(), &entries.concat(), behind].concat()
    };
    let raw: Vec<&[u8]> = entries.iter().map(|(_, entry)| *entry).collect();
    for (index, (name, entry)) in entries.iter().enumerate().take(MOST) {
        let without: Vec<&[u8]> =
            raw.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, entry)| *entry).collect();
        all.push((name.clone(), build(&without)));
        all.push((name.clone(), build(&[&raw[..], &[entry]].concat())));
    }
    let reversed: Vec<&[u8]> = raw.iter().rev().copied().collect();
    all.push((None, build(&reversed)));
    all.push((None, build(&[&raw[..], &[b"\0\x09x-unknown\0\x01a"]].concat())));
    all.push((None, build(&[&raw[..], &[b"\0\x01\xff\0\x01a"]].concat())));
    all.push((
        None,
        bytes
            .iter()
            .enumerate()
            .map(|(at, byte)| {
                if at >= first.range.start && at < last.range.end { byte.to_ascii_uppercase() } else { *byte }
            })
            .collect(),
    ));
}

/// A value of other lengths than a writer gives it, behind a length that says so.
fn values(
    segments: &[Segment<'_>],
    index: usize,
    segment: &Segment<'_>,
    bytes: &[u8],
    limits: &dyn Fn(&str) -> Vec<u64>,
    all: &mut Vec<(Option<String>, Vec<u8>)>,
) {
    if segment.part != Part::Value {
        return;
    }
    let before = index
        .checked_sub(1)
        .and_then(|before| segments.get(before))
        .filter(|before| before.part == Part::ValueLength);
    let about = segment.place.clone();
    let Some(length) = before else {
        // As long as it has to be; any bytes may stand there.
        for bits in [0x01, 0x80, 0xff] {
            let mut other = bytes.to_vec();
            other.get_mut(segment.range.clone()).into_iter().flatten().for_each(|byte| *byte ^= bits);
            all.push((about.clone(), other));
        }
        return;
    };
    let width = length.range.len();
    let value = bytes.get(segment.range.clone()).unwrap_or_default();
    let mut put = |value: &[u8]| {
        let all_bytes = (value.len() as u64).to_be_bytes();
        let said = all_bytes.get(8 - width.min(8)..).unwrap_or_default();
        let start = bytes.get(..length.range.start).unwrap_or_default();
        let end = bytes.get(segment.range.end..).unwrap_or_default();
        all.push((about.clone(), [start, said, value, end].concat()));
    };
    let name = segment.slot.map_or("", |slot| slot.at.as_str());
    for wanted in limits(name) {
        let Ok(wanted) = usize::try_from(wanted) else { continue };
        if wanted <= 1 << 16 && (width >= 8 || (wanted as u64) < 1 << (8 * width)) {
            // Leading zeros keep a number what it is.
            let mut other = vec![0; wanted.saturating_sub(value.len())];
            other.extend(value.iter().take(wanted));
            put(&other);
        }
    }
    for other in
        [&b""[..], b"\0", b"\x01", b"\xff", b"\xff\xff\xff\xff\xff\xff\xff\xff", b"\x7f\xf0\0\0\0\0\0\x01"]
    {
        put(other);
    }
    put(&[value, b"\xff"].concat());
    put(&[&[0][..], value].concat());
}

/// Some bytes changed, put in, left out or cut off.
pub(crate) fn random_damage(rng: &mut Rng, bytes: &mut Vec<u8>) {
    for _ in 0..rng.usize(1..4) {
        let at = rng.usize(..bytes.len().clamp(1, 200));
        match rng.u8(..6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at.min(bytes.len()), rng.u8(..)),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => bytes.extend((0..rng.usize(..4)).map(|_| rng.u8(..))),
            4 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = rng.u8(..)),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << rng.u8(..8)),
        }
    }
}

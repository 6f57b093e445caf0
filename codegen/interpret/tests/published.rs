//! Every published vector is read, and written again to the same bytes, in its mode and through the other one.

use std::path::Path;

use lonelypsp_interpret::{HeaderMode, decode, trace};
use lonelypsp_schema::{Direction, builtin};
use serde_json::Value as Json;

fn vectors() -> Vec<Json> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../xtask/reference/published.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn direction(vector: &Json) -> Direction {
    Direction::BOTH.into_iter().find(|d| vector["direction"] == d.as_str()).unwrap()
}

#[test]
fn vectors_are_read_and_written_byte_for_byte() {
    let schema = builtin().unwrap();
    let stateful = schema.protocol("stateful").unwrap();
    let vectors = vectors();
    assert_eq!(vectors.len(), 60);
    for vector in &vectors {
        let bytes = unhex(vector["hex"].as_str().unwrap());
        let message = decode(stateful, direction(vector), &bytes).unwrap();
        assert_eq!(vector["message"], message.target.name(), "{vector}");
        assert_eq!(vector["variant"].as_str(), message.target.variant(), "{vector}");
        let mode = HeaderMode::minimal_if(vector["minimal_headers"].as_bool().unwrap());
        assert_eq!(message.mode, mode);
        assert_eq!(message.encode(mode).unwrap(), bytes, "{vector}");
        let other = HeaderMode::minimal_if(mode == HeaderMode::Expanded);
        let crossed = message.encode(other).unwrap();
        let again = decode(stateful, direction(vector), &crossed).unwrap();
        assert_eq!(again.fields, message.fields, "{vector}");
    }
}

#[test]
fn no_byte_cut_off_or_changed_makes_the_decoder_fall_over() {
    let schema = builtin().unwrap();
    let stateful = schema.protocol("stateful").unwrap();
    for vector in vectors() {
        let bytes = unhex(vector["hex"].as_str().unwrap());
        for length in 0..=bytes.len() {
            accounted_for(&trace(stateful, direction(&vector), &bytes[..length]), length);
        }
        for index in 0..bytes.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[index] ^= change;
                accounted_for(&trace(stateful, direction(&vector), &changed), changed.len());
            }
        }
    }
}

/// The segments cover the input without a gap, and an error lies within it.
fn accounted_for(trace: &lonelypsp_interpret::Trace<'_, '_>, length: usize) {
    let mut end = 0;
    for segment in &trace.segments {
        assert_eq!(segment.range.start, end);
        end = segment.range.end;
    }
    assert_eq!(end, length);
    if let Err(error) = &trace.outcome {
        assert!(error.offset <= length);
    }
}

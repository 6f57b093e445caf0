//! How far messages go before their bodies, against the layouts of the specification, written down by hand.

use lonelypsp_schema::{Direction, GroupEnd, ScanStep, Subject, Width, builtin};

fn scan_of(protocol: &str, direction: Direction, name: &str) -> Vec<ScanStep> {
    let schema = builtin().expect("it compiles");
    let protocol = schema.protocol(protocol).expect("the schema has it");
    let messages = protocol.messages_of(direction);
    let found = messages.into_iter().find(|message| message.name.snake() == name);
    found.expect("the protocol has it").layout.plan.scan.clone()
}

const U8: ScanStep = ScanStep::Counted(Width::U8);
const U16: ScanStep = ScanStep::Counted(Width::U16);

#[test]
fn a_body_over_http_follows_fixed_and_counted_values() {
    // topic, SHA-512, tracing, identifier, 8 bytes of length, message.
    let notify = scan_of("stateless", Direction::S2b, "notify");
    let expected = [U16, ScanStep::Bytes(64), U16, U8, ScanStep::Bytes(8), ScanStep::Body(None)];
    assert_eq!(notify, expected);
}

#[test]
fn entries_are_scanned_by_their_count() {
    // tracing, url, the format 0 and the etag, then twice: a count, and as many pairs of text and recovery url.
    let group = |group| ScanStep::Group { group, end: GroupEnd::Count(Width::U32), entry: vec![U16, U16] };
    let expected = [U16, U16, ScanStep::Bytes(1 + 64), group(0), group(1)];
    assert_eq!(scan_of("stateless", Direction::S2b, "set_subscriptions"), expected);
}

#[test]
fn entries_are_scanned_until_a_literal() {
    let group = |group, end: &[u8]| ScanStep::Group {
        group,
        end: GroupEnd::Literal(end.to_vec()),
        entry: vec![U16, U16],
    };
    let expected = [
        ScanStep::Bytes(3),
        U16,
        ScanStep::Bytes(6),
        group(0, b"\nGLOB"),
        ScanStep::Bytes(5),
        group(1, b"\n"),
        ScanStep::Bytes(1),
    ];
    assert_eq!(scan_of("hashing", Direction::S2b, "strong_etag"), expected);
}

#[test]
fn the_part_of_a_stream_decides_how_many_values_its_minimal_block_has() {
    // authorization, tracing, identifier, part; the first part has topic, compressor, two lengths and a digest besides.
    let scan = scan_of("stateful", Direction::S2b, "notify_stream");
    let part = ScanStep::Number { slot: 3, prefix: Some(Width::U16), most: 8 };
    let first_only = ScanStep::When { on: Subject::Slot(3), equals: 0, yes: vec![U16; 5], no: Vec::new() };
    let minimal = vec![U16, U16, U16, part, first_only];
    assert_eq!(scan, [ScanStep::Block { minimal }, ScanStep::Body(None)]);
}

#[test]
fn without_a_body_the_scan_ends_with_the_values() {
    let scan = scan_of("stateful", Direction::S2b, "subscribe_exact");
    assert_eq!(scan, [ScanStep::Block { minimal: vec![U16; 3] }]);
    // Its code, and nothing else.
    let scan = scan_of("stateless", Direction::S2b, "response_unsubscribe_immediate");
    assert_eq!(scan, [ScanStep::Bytes(2)]);
}

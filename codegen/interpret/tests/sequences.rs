//! Sequences and flags, in bytes made by hand from the rules.

use lonelypsp_interpret::{DecodeError, Decoded, HeaderMode, Kind, Target, Value, decode, trace};
use lonelypsp_schema::{Direction, Schema, compile};

const SCHEMA: &str = r#"
lonely: 1
name: sequences
version: "1"
doc: Sequences.
types:
  blob: { kind: bytes, doc: Bytes. }
  short: { kind: bytes, max: 3, doc: A few bytes. }
  nonce: { kind: bytes, length: 2, doc: A nonce. }
  sha512: { kind: bytes, length: 64, doc: A digest. }
  name: { kind: text, doc: A name. }
  recovery: { kind: optional_text, doc: A url. }
  small: { kind: uint, max_bytes: 1, write: fixed, doc: A number. }
  count: { kind: uint, max_bytes: 4, write: fixed, doc: A number. }
  size: { kind: uint, max_bytes: 8, doc: A number. }
  level: { kind: int, max_bytes: 2, doc: A level. }
  enabled: { kind: bool, doc: Yes or no. }
protocols:
  plain:
    doc: Flags and sequences.
    unknown_flags: keep
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: The minimal block follows. }
      urgent: { bit: 3, doc: It cannot wait. }
      has_part: { bit: 9, doc: A part follows. }
protocol: plain
messages:
  lists:
    from: subscriber
    code: 6
    doc: Lists.
    sequence:
      - literal: "4c50"
      - code: u8
      - group: exact
        count: u8
        sorted: topic
        doc: Topics.
        items:
          - { field: topic, type: blob, prefix: u16 }
          - { field: recovery, type: recovery, prefix: u8 }
      - group: globs
        doc: Globs.
        items:
          - { field: glob, type: name, prefix: u8 }
          - group: levels
            count: u64
            sorted: level
            doc: Levels.
            items: [{ field: level, type: level }]
      - literal: "00ff"
      - { rest: payload, prefix: u32, doc: The rest. }
  ends:
    from: subscriber
    code: 8
    doc: Entries that begin like what follows them.
    sequence:
      - group: refused
        doc: A topic of two bytes is none.
        items: [{ field: topic, type: blob, prefix: u8 }]
      - literal: "02"
      - group: short
        doc: Shorter than what follows.
        items: [{ field: number, type: small }]
      - literal: "0002"
      - group: passed
        ambiguous: true
        doc: Whatever it is.
        items: [{ field: topic, type: blob, prefix: u8 }]
      - literal: "02"
  scalars:
    from: subscriber
    code: 7
    doc: Values.
    sequence:
      - { field: fixed, type: count }
      - { field: yes, type: enabled }
      - { field: nonce, type: nonce, prefix: u8 }
      - { field: size, type: size, prefix: u8, equals: length(rest) }
      - { field: again, type: small, equals: size }
      - { field: digest, type: sha512, verify: sha512(rest) }
      - { rest: rest, doc: The rest. }
  publish:
    from: broadcaster
    code: 1
    doc: Variants.
    sequence:
      - { field: qos, type: small }
      - { field: packet, type: small, when: { qos: 1 } }
      - { literal: "aa", when: { qos: 1 } }
    variants:
      acknowledged: { doc: One., when: { qos: 1 }, fields: { packet: { field: packet_id } } }
      zero: { doc: None., when: { qos: 0 } }
      other: { doc: Others. }
  part:
    from: broadcaster
    code: 2
    doc: A header with a flag.
    headers: { x-name: name, x-part: { type: count, when: { has_part: true } } }
    variants:
      with_part: { doc: A part., when: { has_part: true } }
      whole: { doc: All of it. }
  pair:
    from: broadcaster
    code: 3
    doc: Two numbers and a flag.
    headers: { x-a: size, x-b: size }
    variants:
      both: { doc: Both., when: { x-a: 1, x-b: 2, urgent: true } }
      rest: { doc: The rest. }
"#;

fn schema() -> Schema {
    compile("sequences.yaml", |_| Ok(SCHEMA.to_owned())).unwrap_or_else(|problems| panic!("{problems}"))
}

fn read<'s, 'i>(
    schema: &'s Schema,
    from: Direction,
    input: &'i [u8],
) -> Result<Decoded<'s, 'i>, DecodeError> {
    decode(&schema.protocols[0], from, input)
}

#[track_caller]
fn refused(from: Direction, input: &[u8], kind: Kind, at: Option<&str>, offset: usize) {
    let error = read(&schema(), from, input).unwrap_err();
    assert_eq!((error.kind, error.at.as_deref(), error.offset), (kind, at, offset), "{error}");
}

fn values<'v>(decoded: &Decoded<'_, 'v>) -> Vec<Value<'v>> {
    decoded.fields.iter().map(|(_, value)| value.clone()).collect()
}

/// Two topics, one glob with two levels, a payload of two bytes, and what follows it.
const LISTS: &[u8] =
    b"\0\0\0\x06LP\x06\x02\0\x01a\0\0\x02ab\x02ur\x01g\0\0\0\0\0\0\0\x02\xff\xfe\0\x07\0\xff\0\0\0\x02hi";

#[test]
fn a_group_is_a_list_of_entries() {
    let schema = schema();
    let lists = read(&schema, Direction::S2b, LISTS).unwrap();
    let topic = |topic, recovery| vec![Value::Bytes(topic), Value::OptionalText(recovery)];
    let levels = Value::Group(vec![vec![Value::Int(-2)], vec![Value::Int(7)]]);
    let expected = [
        Value::Bool(false),
        Value::Bool(false),
        Value::Uint(0),
        Value::Group(vec![topic(b"a", None), topic(b"ab", Some("ur"))]),
        Value::Group(vec![vec![Value::Text("g"), levels]]),
        Value::Bytes(b"hi"),
    ];
    assert_eq!(values(&lists), expected);
    assert_eq!(lists.encode(HeaderMode::Minimal).unwrap(), LISTS);
    assert_eq!(lists.encode(HeaderMode::Expanded).unwrap(), LISTS, "a sequence has no headers");
    assert!(read(&schema, Direction::S2b, &[LISTS, b"more"].concat()).is_ok(), "what follows is ignored");
}

#[test]
fn every_cut_is_truncated_where_its_read_began() {
    let places = [
        (4, None),
        (6, None),
        (7, Some("exact")),
        (8, Some("exact[0].topic")),
        (10, Some("exact[0].topic")),
        (11, Some("exact[0].recovery")),
        (12, Some("exact[1].topic")),
        (14, Some("exact[1].topic")),
        (16, Some("exact[1].recovery")),
        (17, Some("exact[1].recovery")),
        (19, Some("globs[0].glob")),
        (20, Some("globs[0].glob")),
        (21, Some("globs[0].levels")),
        (29, Some("globs[0].levels[0].level")),
        (31, Some("globs[0].levels[1].level")),
        (33, Some("globs[1].glob")),
        (35, Some("payload")),
        (39, Some("payload")),
    ];
    for length in 4..LISTS.len() {
        let (offset, at) = places.iter().rev().find(|(offset, _)| *offset <= length).unwrap();
        // One byte of the literal is a length of 0: an entry begins, and its count is cut.
        let (offset, at) = if length == 34 { (34, Some("globs[1].levels")) } else { (*offset, *at) };
        refused(Direction::S2b, &LISTS[..length], Kind::Truncated, at, offset);
    }
}

#[test]
fn literals_order_and_lengths_are_compared_in_their_turn() {
    let with = |at: usize, byte: u8| {
        let mut bytes = LISTS.to_vec();
        bytes[at] = byte;
        bytes
    };
    refused(Direction::S2b, &with(5, b'Q'), Kind::BadValue, None, 4);
    refused(Direction::S2b, &with(6, 7), Kind::UnexpectedType, None, 6);
    refused(Direction::S2b, &with(10, b'b'), Kind::Unsorted, Some("exact[1].topic"), 14);
    refused(Direction::S2b, &with(17, 0xff), Kind::NotUtf8, Some("exact[1].recovery"), 17);
    refused(Direction::S2b, &with(29, 1), Kind::Unsorted, Some("globs[0].levels[1].level"), 31);
    // The bytes behind them are levels then: 255, and 0.
    refused(Direction::S2b, &with(21, 0xff), Kind::Unsorted, Some("globs[0].levels[3].level"), 35);
}

#[test]
fn a_count_that_lies_costs_nothing() {
    let mut bytes = b"\0\0\0\x06LP\x06\0\x01g".to_vec();
    bytes.extend([0xff; 8]);
    refused(Direction::S2b, &bytes, Kind::Truncated, Some("globs[0].levels[0].level"), 18);
}

#[test]
fn seventy_thousand_entries_are_read_and_written() {
    let schema = schema();
    let mut bytes = b"\0\0\0\x06LP\x06\0".to_vec();
    (0..70_000).for_each(|_| bytes.extend(b"\x01g\0\0\0\0\0\0\0\0"));
    bytes.extend(b"\0\xff\0\0\0\0");
    let lists = read(&schema, Direction::S2b, &bytes).unwrap();
    assert!(matches!(lists.get("globs"), Some(Value::Group(globs)) if globs.len() == 70_000));
    assert_eq!(lists.encode(HeaderMode::Minimal).unwrap(), bytes);
}

#[test]
fn what_a_group_cannot_say_is_not_written() {
    let schema = schema();
    let target = Target::find(&schema.protocols[0], Direction::S2b, "lists", None).unwrap();
    let refused = |exact: Vec<Vec<Value<'_>>>, globs: Vec<Vec<Value<'_>>>| {
        let flags = [Value::Bool(false), Value::Bool(false), Value::Uint(0)];
        let values = [&flags[..], &[Value::Group(exact), Value::Group(globs), Value::Bytes(b"")]].concat();
        let error = target.encode(HeaderMode::Minimal, &values).unwrap_err();
        (error.kind, error.at.unwrap_or_default())
    };
    let topic = |topic: &'static [u8]| vec![Value::Bytes(topic), Value::OptionalText(None)];
    let long =
        vec![Value::Bytes(b"b"), Value::OptionalText(Some(Box::leak("u".repeat(256).into_boxed_str())))];
    assert_eq!(refused(vec![topic(b""); 256], vec![]), (Kind::TooLong, "exact".to_owned()));
    assert_eq!(
        refused(vec![topic(b"a"), topic(b"a")], vec![]),
        (Kind::Unsorted, "exact[1].topic".to_owned())
    );
    assert_eq!(refused(vec![topic(b"a"), long], vec![]), (Kind::TooLong, "exact[1].recovery".to_owned()));
    let level = |level| vec![Value::Int(level)];
    let glob = vec![Value::Text("g"), Value::Group(vec![level(1), level(40_000)])];
    assert_eq!(refused(vec![], vec![glob]), (Kind::OutOfRange, "globs[0].levels[1].level".to_owned()));
    let wrong = vec![Value::Text("g"), Value::Bool(true)];
    assert_eq!(refused(vec![], vec![wrong]), (Kind::BadValue, "globs[0].levels".to_owned()));
}

#[test]
fn values_without_a_length_have_all_their_bytes_and_relations_hold_in_sequences() {
    let schema = schema();
    let target = Target::find(&schema.protocols[0], Direction::S2b, "scalars", None).unwrap();
    // SHA-512 of `abc`, FIPS 180-4's example.
    let digest = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd\
                  454d4423643ce80e2a9ac94fa54ca49f";
    let digest: Vec<u8> =
        (0..64).map(|at| u8::from_str_radix(&digest[2 * at..2 * at + 2], 16).unwrap()).collect();
    let values = [
        Value::Bool(true),
        Value::Bool(false),
        Value::Uint(0x1000),
        Value::Uint(5),
        Value::Bool(true),
        Value::Bytes(b"no"),
        Value::Bytes(&digest),
        Value::Bytes(b"abc"),
    ];
    let bytes = target.encode(HeaderMode::Minimal, &values).unwrap();
    let start = b"\x10\x08\0\x07\0\0\0\x05\x01\x02no\x01\x03\x03";
    assert_eq!(bytes, [&start[..], &digest, b"abc"].concat());
    assert_eq!(self::values(&read(&schema, Direction::S2b, &bytes).unwrap()), values);

    let changed = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        bytes
    };
    refused(Direction::S2b, &changed(9, 1), Kind::WrongLength, Some("nonce"), 10);
    refused(Direction::S2b, &changed(13, 4), Kind::LengthMismatch, Some("size"), 13);
    refused(Direction::S2b, &changed(14, 4), Kind::LengthMismatch, Some("again"), 14);
    refused(Direction::S2b, &changed(15, 0), Kind::DigestMismatch, Some("digest"), 15);
}

#[test]
fn variants_of_a_sequence_are_told_apart_by_several_numbers() {
    let schema = schema();
    let read = |bytes| self::read(&schema, Direction::B2s, bytes).unwrap();
    let acknowledged = read(b"\0\0\0\x01\x01\x07\xaa");
    assert_eq!(
        (acknowledged.target.variant(), acknowledged.get("packet_id")),
        (Some("acknowledged"), Some(Value::Uint(7)))
    );
    assert_eq!(acknowledged.encode(HeaderMode::Minimal).unwrap(), b"\0\0\0\x01\x01\x07\xaa");
    let zero = read(b"\0\0\0\x01\0");
    assert_eq!(
        (zero.target.variant(), zero.encode(HeaderMode::Minimal).unwrap()),
        (Some("zero"), b"\0\0\0\x01\0".to_vec())
    );
    let other = read(b"\0\0\0\x01\x09");
    let encode = |qos| {
        let flags = [Value::Bool(false), Value::Bool(false), Value::Uint(0)];
        other.target.encode(HeaderMode::Minimal, &[&flags[..], &[Value::Uint(qos)]].concat())
    };
    for taken in [0, 1] {
        let error = encode(taken).unwrap_err();
        assert_eq!((error.kind, error.at.as_deref()), (Kind::OutOfRange, Some("qos")));
    }
    assert_eq!(encode(2).unwrap(), b"\0\0\0\x01\x02");
}

#[test]
fn a_flag_decides_and_is_written_as_it_decides() {
    let schema = schema();
    let with = read(&schema, Direction::B2s, b"\x02\x01\0\x02\0\x01n\0\x01\x05").unwrap();
    assert_eq!((with.target.variant(), with.get("part")), (Some("with_part"), Some(Value::Uint(5))));
    assert_eq!(with.encode(HeaderMode::Minimal).unwrap(), b"\x02\x01\0\x02\0\x01n\0\x04\0\0\0\x05");
    refused(Direction::B2s, b"\x02\x01\0\x02\0\x01n", Kind::Truncated, Some("x-part"), 7);
    let whole = read(&schema, Direction::B2s, b"\0\x01\0\x02\0\x01n").unwrap();
    assert_eq!(whole.target.variant(), Some("whole"));
    assert_eq!(
        whole.fields.iter().map(|(field, _)| field.name).collect::<Vec<_>>(),
        ["urgent", "unknown_flags", "name"]
    );
    refused(
        Direction::B2s,
        b"\x02\0\0\x02\0\x01\0\x06x-name\0\x01n",
        Kind::MissingHeader,
        Some("x-part"),
        17,
    );
}

#[test]
fn what_would_be_another_variant_is_not_written() {
    let schema = schema();
    let rest = Target::find(&schema.protocols[0], Direction::B2s, "pair", Some("rest")).unwrap();
    let encode = |urgent, a, b| {
        let flags = [Value::Bool(urgent), Value::Bool(false), Value::Uint(0)];
        let written =
            rest.encode(HeaderMode::Minimal, &[&flags[..], &[Value::Uint(a), Value::Uint(b)]].concat());
        written.map_err(|error| (error.kind, error.at.unwrap_or_default()))
    };
    assert_eq!(encode(true, 1, 2), Err((Kind::OutOfRange, "x-b".to_owned())));
    for other in [(false, 1, 2), (true, 2, 2), (true, 1, 1)] {
        assert!(encode(other.0, other.1, other.2).is_ok(), "{other:?}");
    }
}

#[test]
fn flags_without_a_name_are_kept_and_no_others() {
    let schema = schema();
    let whole = Target::find(&schema.protocols[0], Direction::B2s, "part", Some("whole")).unwrap();
    let encode = |bits| {
        let values = [Value::Bool(true), Value::Uint(bits), Value::Text("")];
        whole.encode(HeaderMode::Minimal, &values).map_err(|error| (error.kind, error.at.unwrap_or_default()))
    };
    assert_eq!(encode(0x8002).unwrap(), b"\x80\x0b\0\x02\0\0");
    for named in [1, 1 << 3, 1 << 9, 1 << 16] {
        assert_eq!(encode(named), Err((Kind::OutOfRange, "unknown_flags".to_owned())));
    }
}

#[test]
fn a_trace_of_a_sequence_names_its_entries() {
    let schema = schema();
    let trace = trace(&schema.protocols[0], Direction::S2b, LISTS);
    let ends = trace.segments.iter().map(|segment| segment.range.end);
    let starts = trace.segments.iter().map(|segment| segment.range.start);
    assert!(ends.clone().zip(starts.skip(1)).all(|(end, start)| end == start), "without a gap");
    assert_eq!(ends.max(), Some(LISTS.len()));
    let places: Vec<&str> = trace.segments.iter().filter_map(|segment| segment.place.as_deref()).collect();
    assert!(places.contains(&"exact[1].recovery") && places.contains(&"globs[0].levels[1].level"));
    assert_eq!(trace.mode, None);
}

#[test]
fn an_entry_that_would_be_read_as_the_end_is_refused() {
    let schema = schema();
    let target = Target::find(&schema.protocols[0], Direction::S2b, "ends", None).unwrap();
    let topics = |topics: &[&'static [u8]]| {
        Value::Group(topics.iter().map(|topic| vec![Value::Bytes(topic)]).collect())
    };
    let encode = |refused: &[&'static [u8]], short: &[u64], passed: &[&'static [u8]]| {
        let numbers = Value::Group(short.iter().map(|number| vec![Value::Uint(*number)]).collect());
        let flags = [Value::Bool(false), Value::Bool(false), Value::Uint(0)];
        let values = [&flags[..], &[topics(refused), numbers, topics(passed)]].concat();
        let refused = |error: lonelypsp_interpret::EncodeError| (error.kind, error.at.unwrap_or_default());
        target.encode(HeaderMode::Minimal, &values).map_err(refused)
    };
    let bad_value = |at: &str| Err((Kind::BadValue, at.to_owned()));
    let wire = |rest: &[u8]| Ok([b"\0\0\0\x08", rest].concat());
    // 02 is the length of `ab`.
    assert_eq!(encode(&[b"a", b"ab"], &[], &[]), bad_value("refused[1].topic"));
    assert_eq!(encode(&[b"a", b"\x02"], &[], &[]), wire(b"\x01a\x01\x02\x02\0\x02\x02"));
    // 00 begins like 00 02 only if 02 follows it, as the next entry; 00 alone is followed by 00.
    assert_eq!(encode(&[], &[1, 0, 2], &[]), bad_value("short[1].number"));
    assert_eq!(encode(&[], &[2, 0, 1], &[]), wire(b"\x02\x02\0\x01\0\x02\x02"));
    assert_eq!(encode(&[], &[0], &[]), wire(b"\x02\0\0\x02\x02"));
    // What is wrong within an entry comes first, wherever it stands.
    assert_eq!(encode(&[], &[0, 2, 256], &[]), Err((Kind::OutOfRange, "short[2].number".to_owned())));
    assert_eq!(encode(&[], &[], &[b"ab"]), wire(b"\x02\0\x02\x02ab\x02"));
}

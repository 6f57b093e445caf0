//! Each rule of the crate's documentation broken once, in bytes made by hand from the wire format's description.

use lonelypsp_interpret::{DecodeError, Decoded, HeaderMode, Kind, Target, Value, decode};
use lonelypsp_schema::{Direction, Schema, builtin};

fn schema() -> Schema {
    builtin().unwrap()
}

fn read<'s, 'i>(schema: &'s Schema, input: &'i [u8]) -> Result<Decoded<'s, 'i>, DecodeError> {
    decode(schema.protocol("stateful").unwrap(), Direction::S2b, input)
}

#[track_caller]
fn refused(input: &[u8], kind: Kind, at: Option<&str>, offset: usize) {
    let error = read(&schema(), input).unwrap_err();
    assert_eq!((error.kind, error.at.as_deref(), error.offset), (kind, at, offset), "{error}");
}

/// An expanded message with the given number of headers and entries.
fn expanded(code: u8, entries: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut out = vec![0, 0, 0, code];
    out.extend(u16::try_from(entries.len()).unwrap().to_be_bytes());
    for part in entries.iter().flat_map(|(name, value)| [name, value]) {
        out.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
        out.extend(*part);
    }
    out
}

fn minimal(code: u8, values: &[&[u8]]) -> Vec<u8> {
    let mut out = vec![0, 1, 0, code];
    for value in values {
        out.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        out.extend(*value);
    }
    out
}

#[test]
fn a_cut_prefix_is_truncated_where_its_read_began() {
    refused(b"", Kind::Truncated, None, 0);
    refused(b"\0", Kind::Truncated, None, 0);
    refused(b"\0\x01", Kind::Truncated, None, 2);
    refused(b"\0\x01\0", Kind::Truncated, None, 2);
    refused(b"\0\x01\0\0", Kind::UnknownType, None, 2);
    refused(b"\xff\xff\xff\xfe", Kind::UnknownType, None, 2);
}

#[test]
fn a_cut_minimal_block_names_the_header() {
    refused(b"\0\x01\0\x02", Kind::Truncated, Some("authorization"), 4);
    refused(b"\0\x01\0\x02\0", Kind::Truncated, Some("authorization"), 4);
    refused(b"\0\x01\0\x02\0\x03ab", Kind::Truncated, Some("authorization"), 6);
    refused(b"\0\x01\0\x02\0\0\0\0\0\x07foo/ba", Kind::Truncated, Some("x-topic"), 10);
}

#[test]
fn an_expanded_block_names_nothing_while_it_is_read() {
    refused(b"\0\0\0\x02", Kind::Truncated, None, 4);
    refused(b"\0\0\0\x02\0\x01", Kind::Truncated, None, 6);
    refused(b"\0\0\0\x02\0\x01\0\x07x-top", Kind::Truncated, None, 8);
    refused(b"\0\0\0\x02\0\x01\0\x07x-topic\0", Kind::Truncated, None, 15);
    refused(b"\0\0\0\x02\0\x01\0\x07x-topic\0\x02a", Kind::Truncated, None, 17);
    refused(b"\0\0\0\x02\0\x01\0\x03x-\x80", Kind::HeaderName, None, 8);
}

#[test]
fn a_missing_header_is_noticed_at_the_blocks_end() {
    let entries: [(&[u8], &[u8]); 2] = [(b"authorization", b""), (b"x-tracing", b"")];
    let bytes = expanded(2, &entries);
    refused(&bytes, Kind::MissingHeader, Some("x-topic"), bytes.len());
    refused(&[&bytes[..], b"body"].concat(), Kind::MissingHeader, Some("x-topic"), bytes.len());
}

#[test]
fn names_have_no_case_and_no_order_and_the_last_counts() {
    let schema = schema();
    let entries: [(&[u8], &[u8]); 6] = [
        (b"X-Topic", b"first"),
        (b"", b"nobody asked"),
        (b"x-unknown", b"\xff"),
        (b"x-tracing", b"t"),
        (b"AUTHORIZATION", b"a"),
        (b"x-TOPIC", b"last"),
    ];
    let bytes = expanded(2, &entries);
    let message = read(&schema, &bytes).unwrap();
    assert_eq!(message.get("topic"), Some(Value::Bytes(b"last")));
    assert_eq!(message.get("authorization"), Some(Value::OptionalText(Some("a"))));
}

#[test]
fn of_repeated_headers_only_the_last_can_be_wrong() {
    let entries: [(&[u8], &[u8]); 5] = [
        (b"authorization", b"\xff"),
        (b"authorization", b"fine"),
        (b"x-tracing", b""),
        (b"x-glob", b"fine"),
        (b"x-glob", b"\xc0\x80"),
    ];
    let bytes = expanded(3, &entries);
    refused(&bytes, Kind::NotUtf8, Some("x-glob"), bytes.len() - 2);
}

#[test]
fn the_whole_block_is_read_before_the_first_value_is_checked() {
    refused(b"\0\x01\0\x03\0\x01\xff\0\0\0", Kind::Truncated, Some("x-glob"), 9);
    refused(b"\0\x01\0\x03\0\x01\xff\0\0\0\0", Kind::NotUtf8, Some("authorization"), 6);
}

#[test]
fn lengths_are_checked() {
    // CONTINUE_RECEIVE: identifier, part id, authorization, tracing.
    refused(&minimal(8, &[&[0; 65], b"", b"", b""]), Kind::TooLong, Some("x-identifier"), 6);
    refused(&minimal(8, &[b"", &[0; 9], b"", b""]), Kind::TooLong, Some("x-part-id"), 8);
    refused(
        &minimal(1, &[&[0; 31], b"", b"", b"", b"", b""]),
        Kind::WrongLength,
        Some("x-subscriber-nonce"),
        6,
    );
}

#[test]
fn an_absent_initial_dictionary_is_48_and_an_empty_one_is_0() {
    let schema = schema();
    let mut entries: Vec<(&[u8], &[u8])> = vec![
        (b"x-subscriber-nonce", &[7; 32]),
        (b"x-enable-zstd", b"\x01"),
        (b"x-enable-training", b"\0\x01"),
        (b"authorization", b""),
        (b"x-tracing", b""),
    ];
    let bytes = expanded(1, &entries);
    let message = read(&schema, &bytes).unwrap();
    assert_eq!(message.get("initial_dict"), Some(Value::Uint(48)));
    assert_eq!(message.get("enable_zstd"), Some(Value::Bool(true)));
    assert_eq!(message.get("enable_training"), Some(Value::Bool(false)));
    entries.push((b"x-initial-dict", b""));
    let bytes = expanded(1, &entries);
    assert_eq!(read(&schema, &bytes).unwrap().get("initial_dict"), Some(Value::Uint(0)));
}

#[test]
fn a_stream_part_id_is_checked_before_the_rest_of_a_minimal_block_is_read() {
    // Even a wrong authorization comes later.
    refused(&minimal(7, &[b"\xff", b"", b"", &[0; 9]]), Kind::TooLong, Some("x-part-id"), 13);
    refused(&minimal(7, &[b"\xff", b"", b"", b"\0"]), Kind::Truncated, Some("x-topic"), 14);
    refused(&minimal(7, &[b"\xff", b"", b"", b"\x01"]), Kind::NotUtf8, Some("authorization"), 6);
}

#[test]
fn a_continuation_ignores_the_headers_of_a_start() {
    let schema = schema();
    let entries: [(&[u8], &[u8]); 5] = [
        (b"authorization", b""),
        (b"x-tracing", b""),
        (b"x-identifier", b"i"),
        (b"x-part-id", b"\x05"),
        (b"x-compressor", &[0; 100]),
    ];
    let bytes = [expanded(7, &entries), b"payload".to_vec()].concat();
    let message = read(&schema, &bytes).unwrap();
    assert_eq!(message.target.variant(), Some("continuation"));
    assert_eq!(message.get("payload"), Some(Value::Bytes(b"payload")));
}

const SHA512_OF_NOTHING: [u8; 64] = [
    0xcf, 0x83, 0xe1, 0x35, 0x7e, 0xef, 0xb8, 0xbd, 0xf1, 0x54, 0x28, 0x50, 0xd6, 0x6d, 0x80, 0x07, 0xd6,
    0x20, 0xe4, 0x05, 0x0b, 0x57, 0x15, 0xdc, 0x83, 0xf4, 0xa9, 0x21, 0xd3, 0x6c, 0xe9, 0xce, 0x47, 0xd0,
    0xd1, 0x3c, 0x5d, 0x85, 0xf2, 0xb0, 0xff, 0x83, 0x18, 0xd2, 0x87, 0x7e, 0xec, 0x2f, 0x63, 0xb9, 0x31,
    0xbd, 0x47, 0x41, 0x7a, 0x81, 0xa5, 0x38, 0x32, 0x7a, 0xf9, 0x27, 0xda, 0x3e,
];

/// NOTIFY: authorization, tracing, identifier, topic, compressor, two lengths, digest.
fn notify(compressor: &[u8], length: &[u8], decompressed: &[u8], digest: &[u8]) -> Vec<u8> {
    minimal(6, &[b"", b"", b"", b"", compressor, length, decompressed, digest])
}

#[test]
fn the_body_of_a_notification_is_compared_length_first() {
    let schema = schema();
    let good = notify(b"", b"", b"\0\0", &SHA512_OF_NOTHING);
    assert_eq!(read(&schema, &good).unwrap().target.variant(), Some("uncompressed"));
    // Values: 4 + 4 * 2, then 2 + 1 for each of compressor and lengths.
    refused(
        &notify(b"\0", b"\x01", b"\x02", &[0; 64]),
        Kind::LengthMismatch,
        Some("x-compressed-length"),
        17,
    );
    refused(&notify(b"\0", b"\0", b"\x02", &[0; 64]), Kind::DigestMismatch, Some("x-compressed-sha512"), 23);
    let differ = notify(b"\0", b"\0", b"\x02", &SHA512_OF_NOTHING);
    refused(&differ, Kind::LengthMismatch, Some("x-decompressed-length"), 20);
    let compressed = notify(b"\x01", b"\0", b"\x02", &SHA512_OF_NOTHING);
    assert_eq!(read(&schema, &compressed).unwrap().get("decompressed_length"), Some(Value::Uint(2)));
}

#[test]
fn what_follows_a_message_without_body_is_ignored_and_flags_are_kept() {
    let schema = schema();
    let message = read(&schema, b"\xff\xff\0\x05\0\0\0\0\0\0trailing").unwrap();
    assert_eq!((message.flags, message.mode), (0xffff, HeaderMode::Minimal));
    assert_eq!(message.get("glob"), Some(Value::Text("")));
}

#[test]
fn signed_integers_are_extended_from_the_bytes_present() {
    let schema = schema();
    let stateful = schema.protocol("stateful").unwrap();
    for (level, expected) in
        [(&b"\xfb"[..], -5), (b"\x80", -128), (b"", 0), (b"\0\x80", 128), (b"\x80\0", -32768)]
    {
        let bytes = minimal(9, &[b"\x02", level, b"", b"\xff", b"", b""]);
        let message = decode(stateful, Direction::B2s, &bytes).unwrap();
        assert_eq!(message.get("compression_level"), Some(Value::Int(expected)));
    }
}

fn write(message: &str, variant: Option<&str>, values: &[Value<'_>]) -> Result<Vec<u8>, (Kind, String)> {
    let schema = schema();
    let stateful = schema.protocol("stateful").unwrap();
    let target =
        Direction::BOTH.into_iter().find_map(|d| Target::find(stateful, d, message, variant)).unwrap();
    let written = target.encode(HeaderMode::Minimal, values);
    written.map_err(|error| (error.kind, error.at.unwrap_or_default()))
}

#[test]
fn what_no_reader_takes_is_not_written() {
    let none = || Value::OptionalText(None);
    let continuation = |part| {
        write(
            "notify_stream",
            Some("continuation"),
            &[none(), Value::Bytes(b""), Value::Bytes(b""), part, Value::Bytes(b"x")],
        )
    };
    assert_eq!(continuation(Value::Uint(0)), Err((Kind::OutOfRange, "x-part-id".to_owned())));
    assert!(continuation(Value::Uint(1)).is_ok());
    let wrong = [Value::Bytes(&[0; 65]), Value::Bool(true), none(), Value::Bytes(b"")];
    assert_eq!(write("continue_receive", None, &wrong), Err((Kind::TooLong, "x-identifier".to_owned())));
    assert_eq!(
        write("continue_receive", None, &wrong[..0]),
        Err((Kind::BadValue, "x-identifier".to_owned()))
    );
    let short = [Value::Bytes(&[0; 31])];
    assert_eq!(write("configure", None, &short), Err((Kind::WrongLength, "x-subscriber-nonce".to_owned())));
    let preset = |level, min| {
        let rest = [Value::Uint(min), Value::Uint(u64::MAX), none(), Value::Bytes(b"")];
        write("enable_zstd_preset", None, &[&[Value::Uint(1), Value::Int(level)], &rest[..]].concat())
    };
    assert_eq!(preset(32768, 0), Err((Kind::OutOfRange, "x-compression-level".to_owned())));
    assert_eq!(preset(0, 1 << 32), Err((Kind::OutOfRange, "x-min-size".to_owned())));
    let written = preset(-5, 256).unwrap();
    assert_eq!(
        written,
        b"\0\x01\0\x09\0\x01\x01\0\x02\xff\xfb\0\x02\x01\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0"
    );
}

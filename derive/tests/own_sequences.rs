//! Messages of one's own whose values lie one after another without names, and flags of one's own.

use lonelypsp::{ErrorKind, HeaderMode, LonelyMessage, sha512};

const MODE: HeaderMode = HeaderMode::Minimal;

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 7, sequence, flags(urgent = 3, last = 15))]
struct Put<'a> {
    urgent: bool,
    #[lonely(literal = "4c50", type_code = u8, prefix = u16)]
    topic: &'a [u8],
    #[lonely(prefix = u8, optional_text(max = 9))]
    note: Option<String>,
    number: u32,
    level: i16,
    #[lonely(uint(max_bytes = 3), prefix = u8)]
    size: u32,
    #[lonely(literal_after = "ff")]
    nonce: [u8; 4],
    #[lonely(equals = "length(payload)", prefix = u8)]
    length: (),
    #[lonely(verify = "sha512(payload)")]
    digest: [u8; 64],
    last: bool,
    #[lonely(rest, prefix = u64)]
    payload: Vec<u8>,
}

fn put() -> Put<'static> {
    Put {
        urgent: true,
        topic: b"t",
        note: Some("note".to_owned()),
        number: 258,
        level: -2,
        size: 300,
        nonce: *b"nonc",
        length: (),
        digest: sha512(b"hi"),
        last: false,
        payload: b"hi".to_vec(),
    }
}

/// The bytes of that message before its digest.
const HEAD: &[u8] = b"\0\x08\0\x07LP\x07\0\x01t\x04note\0\0\x01\x02\xff\xfe\x02\x01\x2cnonc\xff\x01\x02";

#[test]
fn a_sequence_is_written_in_the_order_of_its_fields_and_read_again() {
    let wire = [HEAD, &sha512(b"hi"), b"\0\0\0\0\0\0\0\x02hi"].concat();
    let put = put();
    assert_eq!(put.encode(MODE).unwrap(), wire);
    assert_eq!(put.encode(HeaderMode::Expanded).unwrap(), wire);
    assert_eq!(put.encoded_len(MODE), wire.len());
    assert_eq!(Put::decode(&wire).unwrap(), put);
    assert_eq!(Put::decode(&[&wire[..], b"what follows is ignored"].concat()).unwrap(), put);
    assert_eq!(Put::HEADER_NAMES, &[] as &[&str]);
    for end in 0..wire.len() {
        assert_eq!(Put::decode(&wire[..end]).unwrap_err().kind(), ErrorKind::Truncated, "{end}");
    }
    let last = Put { last: true, urgent: false, ..put };
    assert_eq!(last.encode(MODE).unwrap()[..2], [0x80, 0]);
}

#[test]
fn every_problem_has_its_kind_and_place() {
    let wire = [HEAD, &sha512(b"hi"), b"\0\0\0\0\0\0\0\x02hi"].concat();
    let refused = |at: usize, byte: u8| {
        let mut wire = wire.clone();
        wire[at] = byte;
        let error = Put::decode(&wire).unwrap_err();
        (error.kind(), error.at(), error.offset())
    };
    assert_eq!(refused(5, b'Q'), (ErrorKind::BadValue, None, 4));
    assert_eq!(refused(6, 8), (ErrorKind::UnexpectedType, None, 6));
    assert_eq!(refused(10, 10), (ErrorKind::TooLong, Some("note"), 11));
    assert_eq!(refused(11, 0xff), (ErrorKind::NotUtf8, Some("note"), 11));
    assert_eq!(refused(28, 0), (ErrorKind::BadValue, None, 28));
    assert_eq!(refused(30, 3), (ErrorKind::LengthMismatch, Some("length"), 30));
    assert_eq!(refused(31, wire[31] ^ 1), (ErrorKind::DigestMismatch, Some("digest"), 31));

    let refused = |put: Put<'_>| {
        let error = put.encode(MODE).unwrap_err();
        (error.kind(), error.at())
    };
    let note = Some("0123456789".to_owned());
    assert_eq!(refused(Put { note, ..put() }), (ErrorKind::TooLong, Some("note")));
    assert_eq!(refused(Put { size: 1 << 24, ..put() }), (ErrorKind::OutOfRange, Some("size")));
    let topic = &vec![0; 65536];
    assert_eq!(refused(Put { topic, ..put() }), (ErrorKind::TooLong, Some("topic")));
}

/// In a tuple, and without anything to read.
#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "broadcaster", code = 1, sequence)]
struct Pair(u8, #[lonely(prefix = u8)] String);

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "broadcaster", code = 2, sequence)]
struct Nothing;

#[derive(LonelyMessage, Debug, PartialEq)]
enum Incoming {
    Pair(Pair),
    Nothing(Nothing),
}

#[test]
fn sequences_stand_in_enums_and_fields_need_no_names() {
    let pair = Pair(7, "é".to_owned());
    assert_eq!(pair.encode(MODE).unwrap(), b"\0\0\0\x01\x07\x02\xc3\xa9");
    assert_eq!(Incoming::decode(b"\0\0\0\x01\x07\x02\xc3\xa9").unwrap(), Incoming::Pair(pair));
    assert_eq!(Incoming::decode(b"\xff\xff\0\x02").unwrap(), Incoming::Nothing(Nothing));
}

/// A block of headers with a flag of its own.
#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 9, flags(urgent = 4))]
struct Block {
    name: String,
    urgent: bool,
}

#[test]
fn messages_with_headers_have_flags_too() {
    let block = Block { name: "n".to_owned(), urgent: true };
    assert_eq!(block.encode(MODE).unwrap(), b"\0\x11\0\x09\0\x01n");
    assert_eq!(block.encode(HeaderMode::Expanded).unwrap(), b"\0\x10\0\x09\0\x01\0\x06x-name\0\x01n");
    for mode in [MODE, HeaderMode::Expanded] {
        assert_eq!(Block::decode(&block.encode(mode).unwrap()).unwrap(), block);
    }
}

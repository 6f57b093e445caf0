//! Groups of entries in messages of one's own, beside the interpreter on the same messages in YAML.

use std::borrow::Cow;
use std::collections::BTreeSet;

use lonelypsp::{ErrorKind, HeaderMode, LonelyMessage};
use lonelypsp_schema::{Direction, Schema, compile};

const MODE: HeaderMode = HeaderMode::Minimal;

const SCHEMA: &str = r#"
lonely: 1
name: own
version: "1"
doc: The messages of this file.
types:
  blob: { kind: bytes, doc: Bytes. }
  word: { kind: text, max: 4, doc: A word. }
  url: { kind: optional_text, doc: A url. }
  small: { kind: uint, max_bytes: 1, write: fixed, doc: A number. }
  size: { kind: uint, max_bytes: 3, doc: A number. }
  level: { kind: int, max_bytes: 2, doc: A level. }
  nonce: { kind: bytes, length: 2, doc: A nonce. }
  yes: { kind: bool, doc: Yes or no. }
protocols:
  own: { doc: Flags., flags: { urgent: { bit: 3, doc: It cannot wait. } }, unknown_flags: keep }
protocol: own
messages:
  set_topics:
    from: subscriber
    code: 7
    doc: Topics.
    sequence:
      - literal: "4c"
      - { field: name, type: word, prefix: u8 }
      - group: topics
        count: u32
        sorted: topic
        doc: Topics.
        items:
          - { field: topic, type: blob, prefix: u16 }
          - { field: recovery, type: url, prefix: u8 }
          - group: parts
            doc: Parts.
            items:
              - literal: "01"
              - { field: index, type: small }
              - { field: nonce, type: nonce }
          - literal: "00"
          - group: scores
            count: u8
            sorted: score
            doc: Scores.
            items: [{ field: score, type: level }]
      - group: globs
        doc: Globs.
        items: [{ field: glob, type: word, prefix: u8 }, { field: size, type: size, prefix: u8 }]
      - literal: "ff00"
      - group: scores
        count: u8
        doc: Scores of their own.
        items: [{ field: score, type: level }]
      - { rest: payload, doc: The rest. }
  deep:
    from: broadcaster
    code: 8
    doc: Groups in groups.
    sequence:
      - group: a
        count: u8
        doc: Groups.
        items:
          - group: b
            count: u8
            doc: Groups.
            items:
              - group: c
                count: u8
                doc: Groups.
                items:
                  - { field: yes, type: yes }
                  - group: d
                    count: u8
                    sorted: word
                    doc: Groups.
                    items: [{ field: word, type: word, prefix: u8 }]
"#;

fn schema() -> Schema {
    compile("own.yaml", |_| Ok(SCHEMA.to_owned())).unwrap_or_else(|problems| panic!("{problems}"))
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(entry)]
#[allow(clippy::struct_field_names, reason = "a topic with its topic")]
struct Topic<'a> {
    #[lonely(prefix = u16)]
    topic: &'a [u8],
    #[lonely(prefix = u8)]
    recovery: Option<Cow<'a, str>>,
    #[lonely(group, literal_after = "00")]
    parts: Vec<Part>,
    #[lonely(group, count = u8, sorted = score)]
    scores: Vec<Score>,
    #[lonely(skip)]
    seen: u32,
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(entry)]
struct Part {
    #[lonely(literal = "01")]
    index: u8,
    nonce: [u8; 2],
}

/// In two groups, one of them sorted.
#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(entry)]
struct Score {
    score: i16,
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(entry)]
struct Glob {
    #[lonely(prefix = u8, text(max = 4))]
    glob: String,
    #[lonely(prefix = u8, uint(max_bytes = 3))]
    size: u32,
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 7, sequence, flags(urgent = 3), unknown_flags = keep)]
struct SetTopics<'a> {
    #[lonely(literal = "4c", prefix = u8, text(max = 4))]
    name: &'a str,
    urgent: bool,
    unknown_flags: u16,
    #[lonely(group, count = u32, sorted = topic)]
    topics: Vec<Topic<'a>>,
    #[lonely(group, literal_after = "ff 00")]
    globs: Vec<Glob>,
    #[lonely(group, count = u8)]
    scores: Vec<Score>,
    #[lonely(rest)]
    payload: &'a [u8],
}

fn topic(topic: &[u8]) -> Topic<'_> {
    Topic { topic, recovery: None, parts: Vec::new(), scores: Vec::new(), seen: 0 }
}

fn set_topics() -> SetTopics<'static> {
    let first = Topic {
        recovery: Some("x:y".into()),
        parts: vec![Part { index: 7, nonce: *b"no" }, Part { index: 0, nonce: *b"\0\xff" }],
        scores: vec![Score { score: -2 }, Score { score: 3 }],
        ..topic(b"a")
    };
    SetTopics {
        name: "n",
        urgent: true,
        unknown_flags: 0x1000,
        topics: vec![first, topic(b"b")],
        globs: vec![Glob { glob: "g*".to_owned(), size: 300 }],
        scores: vec![Score { score: 5 }, Score { score: 5 }],
        payload: b"rest",
    }
}

/// The same, put together by hand.
const WIRE: &[u8] = b"\x10\x08\0\x07L\x01n\
    \0\0\0\x02\
    \0\x01a\x03x:y\x01\x07no\x01\0\0\xff\0\x02\xff\xfe\0\x03\
    \0\x01b\0\0\0\
    \x02g*\x02\x01\x2c\xff\0\
    \x02\0\x05\0\x05rest";

/// Decodes with both, which must agree; what they say is wrong.
fn both<'i, T>(schema: &Schema, direction: Direction, wire: &'i [u8]) -> Option<(ErrorKind, String)>
where
    T: LonelyMessage<'i> + std::fmt::Debug,
{
    let protocol = &schema.protocols[0];
    let interpreted = lonelypsp_interpret::decode(protocol, direction, wire);
    match (T::decode(wire), interpreted) {
        (Ok(own), Ok(interpreted)) => {
            let written = interpreted.encode(lonelypsp_interpret::HeaderMode::Minimal).unwrap();
            assert_eq!(own.encode(MODE).unwrap(), written, "{wire:02x?}");
            assert_eq!(own.encoded_len(MODE), written.len());
            None
        }
        (Err(own), Err(interpreted)) => {
            let place = own.place().map(|place| place.to_string());
            let said = (own.kind().as_str(), place.clone(), own.offset() as usize);
            let expected = (interpreted.kind.as_str(), interpreted.at, interpreted.offset);
            assert_eq!(said, expected, "{wire:02x?}");
            Some((own.kind(), place.unwrap_or_default()))
        }
        (own, interpreted) => panic!("{wire:02x?}: {own:?}, but {interpreted:?}"),
    }
}

#[test]
fn groups_are_written_in_the_order_of_fields_and_read_again() {
    let schema = schema();
    assert_eq!(set_topics().encode(MODE).unwrap(), WIRE);
    assert_eq!(set_topics().encode(HeaderMode::Expanded).unwrap(), WIRE);
    assert_eq!(SetTopics::decode(WIRE).unwrap(), set_topics());
    assert!(both::<SetTopics<'_>>(&schema, Direction::S2b, WIRE).is_none());
    let decoded = SetTopics::decode(WIRE).unwrap();
    assert!(matches!(decoded.topics[0].recovery, Some(Cow::Borrowed("x:y"))));
    let empty = SetTopics { topics: vec![], globs: vec![], scores: vec![], ..set_topics() };
    assert_eq!(empty.encode(MODE).unwrap(), b"\x10\x08\0\x07L\x01n\0\0\0\0\xff\0\0rest");
}

#[test]
fn what_is_cut_off_or_damaged_is_refused_as_the_interpreter_refuses_it() {
    let schema = schema();
    let mut refusals = BTreeSet::new();
    let mut accepted = 0;
    let mut put = |wire: &[u8]| match both::<SetTopics<'_>>(&schema, Direction::S2b, wire) {
        None => accepted += 1,
        Some((kind, place)) => drop(refusals.insert((kind.as_str(), place))),
    };
    for end in 4..WIRE.len() {
        put(&WIRE[..end]);
    }
    for at in (0..2).chain(4..WIRE.len()) {
        for byte in 0..=255 {
            let mut wire = WIRE.to_owned();
            wire[at] = byte;
            put(&wire);
        }
        put(&[&WIRE[..at], &WIRE[at + 1..]].concat());
        put(&[&WIRE[..at], b"\x01", &WIRE[at..]].concat());
    }
    assert!(accepted > 1000, "{accepted}");
    let has =
        |kind, place: &str| assert!(refusals.contains(&(kind, place.to_owned())), "{place}: {refusals:?}");
    has("bad_value", "");
    has("truncated", "topics[1].topic");
    has("truncated", "topics[0].scores[1].score");
    has("truncated", "topics[0].parts[1].nonce");
    has("unsorted", "topics[1].topic");
    has("unsorted", "topics[0].scores[1].score");
    has("not_utf8", "topics[0].recovery");
    has("too_long", "name");
    has("truncated", "globs[0].size");
    has("truncated", "scores");
    assert!(refusals.len() > 20, "{refusals:?}");
}

#[test]
fn what_no_reader_would_take_is_not_written() {
    let refused = |change: &dyn Fn(&mut SetTopics<'static>)| {
        let mut message = set_topics();
        change(&mut message);
        let error = message.encode(MODE).unwrap_err();
        (error.kind(), error.place().unwrap().to_string())
    };
    let found = refused(&|message| message.topics.swap(0, 1));
    assert_eq!(found, (ErrorKind::Unsorted, "topics[1].topic".to_owned()));
    let found = refused(&|message| message.topics[1].topic = b"a");
    assert_eq!(found, (ErrorKind::Unsorted, "topics[1].topic".to_owned()));
    let found = refused(&|message| message.topics[0].scores[1].score = -2);
    assert_eq!(found, (ErrorKind::Unsorted, "topics[0].scores[1].score".to_owned()));
    let found = refused(&|message| message.topics[0].recovery = Some("u".repeat(256).into()));
    assert_eq!(found, (ErrorKind::TooLong, "topics[0].recovery".to_owned()));
    let found =
        refused(&|message| message.topics[1].scores = (0..256).map(|score| Score { score }).collect());
    assert_eq!(found, (ErrorKind::TooLong, "topics[1].scores".to_owned()));
    let found = refused(&|message| message.globs[0].glob = "globs".to_owned());
    assert_eq!(found, (ErrorKind::TooLong, "globs[0].glob".to_owned()));
    let found = refused(&|message| message.globs[0].size = 1 << 24);
    assert_eq!(found, (ErrorKind::OutOfRange, "globs[0].size".to_owned()));
    let found = refused(&|message| message.unknown_flags = 8);
    assert_eq!(found, (ErrorKind::OutOfRange, "unknown_flags".to_owned()));
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "broadcaster", code = 8, sequence)]
struct Deep<T> {
    #[lonely(group, count = u8)]
    a: Vec<T>,
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(entry)]
struct A<T> {
    #[lonely(group, count = u8)]
    b: Vec<T>,
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(entry)]
struct B {
    #[lonely(group, count = u8)]
    c: Vec<C>,
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(entry)]
struct C {
    yes: bool,
    #[lonely(group, count = u8, sorted = word)]
    d: Vec<D>,
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(entry)]
struct D {
    #[lonely(prefix = u8, text(max = 4))]
    word: String,
}

#[test]
fn groups_lie_four_deep_and_their_types_can_be_parameters() {
    let schema = schema();
    let d = |word: &str| D { word: word.to_owned() };
    let deep = Deep {
        a: vec![
            A { b: vec![] },
            A { b: vec![B { c: vec![] }, B { c: vec![C { yes: true, d: vec![d("x"), d("y")] }] }] },
        ],
    };
    let wire = deep.encode(MODE).unwrap();
    assert_eq!(wire, b"\0\0\0\x08\x02\0\x02\0\x01\x01\x02\x01x\x01y");
    assert_eq!(Deep::<A<B>>::decode(&wire).unwrap(), deep);
    let put = |wire: &[u8]| both::<Deep<A<B>>>(&schema, Direction::B2s, wire);
    for end in 4..wire.len() {
        assert_eq!(put(&wire[..end]).unwrap().0, ErrorKind::Truncated);
    }
    let mut unsorted = wire;
    *unsorted.last_mut().unwrap() = b'x';
    let place = "a[1].b[1].c[0].d[1].word".to_owned();
    assert_eq!(put(&unsorted), Some((ErrorKind::Unsorted, place)));
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(entry)]
struct Word<'a> {
    #[lonely(prefix = u8)]
    word: &'a [u8],
}

/// A word of two bytes begins like what follows the words.
#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 12, sequence)]
struct Words<'a> {
    #[lonely(group, literal_after = "02")]
    words: Vec<Word<'a>>,
}

#[test]
fn an_entry_that_would_be_read_as_the_end_is_refused() {
    let encode = |words: &[&'static [u8]]| {
        Words { words: words.iter().map(|word| Word { word }).collect() }.encode(MODE)
    };
    assert_eq!(encode(&[b"a", b""]).unwrap()[4..], *b"\x01a\0\x02");
    let error = encode(&[b"a", b"", b"ab"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadValue);
    assert_eq!(error.place().map(|place| place.to_string()).as_deref(), Some("words[2].word"));
}

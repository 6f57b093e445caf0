//! What groups of entries take: no more than their bytes allow, whatever they claim.

use allocation_counter::measure;
use lonelypsp::{ErrorKind, HeaderMode};

/// What the macro makes of the schema that tests everything.
mod torture {
    lonelypsp::schema!("../../codegen/build/tests/torture/torture.yaml");
}

use torture::rows::{b2s, s2b};

const MODE: HeaderMode = HeaderMode::Minimal;

/// Four groups that are empty, and one with a number of eight bytes that is the most there can be.
fn endless() -> Vec<u8> {
    let mut wire = b"\0\0\xff\xff\0".to_vec();
    wire.extend(u64::MAX.to_be_bytes());
    wire
}

#[test]
fn a_count_that_the_bytes_cannot_hold_allocates_nothing() {
    let mut wire = endless();
    let refused = |wire: &[u8]| {
        let mut error = None;
        let info = measure(|| error = s2b::Lists::decode(wire).err());
        let error = error.unwrap();
        assert_eq!(info.count_total, 0, "{error}");
        (error.kind(), error.place().map(|place| place.to_string()), error.offset())
    };
    let first = Some("rows[0].before".to_owned());
    assert_eq!(refused(&wire), (ErrorKind::Truncated, first, 13));
    // An absent text, and one that is greater.
    wire.extend(b"\0\x01a");
    let third = Some("rows[2].before".to_owned());
    assert_eq!(refused(&wire), (ErrorKind::Truncated, third, 16));
}

#[test]
fn a_message_that_is_refused_behind_its_groups_has_allocated_nothing() {
    let lists = s2b::Lists {
        entries: vec![s2b::ListsEntries { value: b"v", key: None }],
        truths: vec![s2b::ListsTruths { data: true }; 65535],
        after: "after",
        ..s2b::Lists::default()
    };
    let mut wire = lists.encode(MODE).unwrap();
    assert_eq!(s2b::Lists::decode(&wire).unwrap(), lists);
    // The last letter is none.
    *wire.last_mut().unwrap() = 0xff;
    let info = measure(|| assert_eq!(s2b::Lists::decode(&wire).unwrap_err().kind(), ErrorKind::NotUtf8));
    assert_eq!(info.count_total, 0);
}

#[test]
fn a_group_can_have_70_000_entries() {
    let entry = |index: u64| s2b::ListsCount { items: 7, index };
    let mut lists = s2b::Lists { count: (0..70_000).map(entry).collect(), ..s2b::Lists::default() };
    let wire = lists.encode(MODE).unwrap();
    assert_eq!(wire.len(), lists.encoded_len(MODE));
    let mut decoded = None;
    let info = measure(|| decoded = s2b::Lists::decode(&wire).ok());
    // One for each group that is not empty, exactly as large as it is.
    assert_eq!(info.count_total, 1);
    assert_eq!(decoded.as_ref(), Some(&lists));

    lists.count[69_999].index = 3;
    let error = lists.encode(MODE).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsorted);
    assert_eq!(error.place().unwrap().to_string(), "count[69999].index");
    // The last entry has two bytes of number, a length of three, and as many bytes; three more end the message.
    let mut wire = wire;
    let last = wire.len() - 3 - 3;
    wire[last..last + 3].copy_from_slice(&[0; 3]);
    let error = s2b::Lists::decode(&wire).unwrap_err();
    assert_eq!(error.place().unwrap().to_string(), "count[69999].index");
    assert_eq!(error.offset() as usize, last);
}

#[test]
fn what_is_held_grows_with_the_bytes_alone() {
    // Many entries of one byte each, in groups in groups.
    let inner = b2s::DeepAAB { name: "", c: Vec::new() };
    let middle = b2s::DeepAA { name: "", b: vec![inner] };
    let a = vec![b2s::DeepA { key: b"k", a: vec![middle; 60_000], last: 0 }];
    let deep = b2s::Deep { a, ..b2s::Deep::default() };
    let wire = deep.encode(MODE).unwrap();
    let info = measure(|| drop(b2s::Deep::decode(&wire).unwrap()));
    assert!(info.bytes_max < 64 * wire.len() as u64, "{} for {}", info.bytes_max, wire.len());
}

/// An entry of a message of one's own.
#[derive(lonelypsp::LonelyMessage, Debug)]
#[lonely(entry)]
struct Mark {
    #[lonely(prefix = u16)]
    text: String,
}

/// What no schema has.
#[derive(lonelypsp::LonelyMessage, Debug)]
#[lonely(from = "subscriber", code = 7, sequence)]
struct Marks {
    #[lonely(group, count = u64, sorted = text)]
    marks: Vec<Mark>,
}

#[test]
fn nor_does_one_in_a_message_of_ones_own() {
    let mut wire = b"\0\0\0\x07".to_vec();
    wire.extend(u64::MAX.to_be_bytes());
    let refused = |wire: &[u8]| {
        let mut error = None;
        let info = measure(|| error = <Marks as lonelypsp::LonelyMessage>::decode(wire).err());
        let error = error.unwrap();
        assert_eq!(info.count_total, 0, "{error}");
        (error.kind(), error.place().map(|place| place.to_string()), error.offset())
    };
    assert_eq!(refused(&wire), (ErrorKind::Truncated, Some("marks[0].text".to_owned()), 12));
    wire.extend(b"\0\x01a\0\x01b");
    assert_eq!(refused(&wire), (ErrorKind::Truncated, Some("marks[2].text".to_owned()), 18));
    wire.extend(b"\0\x01b");
    assert_eq!(refused(&wire), (ErrorKind::Unsorted, Some("marks[2].text".to_owned()), 20));
}

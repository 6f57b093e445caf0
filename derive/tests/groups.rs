//! Entries of groups and flags in structs of one's own: they are read and written as generated ones are.

use std::borrow::Cow;

use lonelypsp::field::{self, Field, Rejected};
use lonelypsp::{ErrorKind, HeaderMode, LonelyMessage, Shared};

/// What the macro makes of the same schema.
mod generated {
    lonelypsp::schema!("tests/ui/rows.yaml");
}

use generated::rows::s2b;

const MODE: HeaderMode = HeaderMode::Minimal;

/// A value that is not empty.
#[derive(Clone, Debug, PartialEq)]
struct Filled(Vec<u8>);

impl<'a> Field<'a, field::Bytes> for Filled {
    fn from_wire(value: &'a [u8]) -> Result<Self, Rejected> {
        if value.is_empty() { Err(Rejected) } else { Ok(Self(value.to_owned())) }
    }

    fn to_wire(&self) -> &[u8] {
        &self.0
    }
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(message = "rows.put", group = "rows", schema = "tests/ui/rows.yaml")]
struct Row<'a> {
    // Another order than the schema's.
    value: Filled,
    #[lonely(rename = "key")]
    id: Cow<'a, str>,
    #[lonely(skip)]
    seen: u32,
}

/// Of whatever entries.
#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(message = "rows.put", schema = "tests/ui/rows.yaml")]
struct Put<T> {
    rows: Vec<T>,
    others: Vec<Other>,
    urgent: bool,
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(message = "rows.put", group = "others", schema = "tests/ui/rows.yaml")]
struct Other {
    name: String,
}

fn row<'a>(id: &'a str, value: &[u8]) -> Row<'a> {
    Row { value: Filled(value.to_owned()), id: id.into(), seen: 0 }
}

fn both() -> (Put<Row<'static>>, s2b::Put<'static>) {
    let own = Put {
        rows: vec![row("a", b"1"), row("b", b"22")],
        others: vec![Other { name: "n".to_owned() }],
        urgent: true,
    };
    let generated = s2b::Put {
        urgent: true,
        rows: vec![s2b::PutRows { key: "a", value: b"1" }, s2b::PutRows { key: "b", value: b"22" }],
        others: vec![s2b::PutOthers { name: "n" }],
    };
    (own, generated)
}

#[test]
fn entries_of_other_types_names_and_order_give_the_same_bytes() {
    let (own, generated) = both();
    let wire = generated.encode(MODE).unwrap();
    assert_eq!(wire, b"\0\x08\0\x01\x02\x01a\0\x011\x01b\0\x0222\x01\x01n");
    assert_eq!(own.encode(MODE).unwrap(), wire);
    assert_eq!(own.encode(HeaderMode::Expanded).unwrap(), wire);
    assert_eq!(own.encoded_len(MODE), wire.len());
    let mut buffer = b"before".to_vec();
    own.encode_into(MODE, &mut buffer).unwrap();
    assert_eq!(buffer, [&b"before"[..], &wire].concat());
    let decoded = Put::<Row<'_>>::decode(&wire).unwrap();
    assert!(matches!(decoded.rows[0].id, Cow::Borrowed("a")));
    assert_eq!(decoded, own);
    assert_eq!(s2b::Put::decode(&wire).unwrap(), generated);
    let shared: Shared<s2b::Message<'static>> = Shared::decode(wire).unwrap();
    assert_eq!(shared.get(), generated.into());
}

#[test]
fn generated_entries_can_stand_in_a_struct_of_ones_own() {
    let (_, generated) = both();
    let wire = generated.encode(MODE).unwrap();
    let mixed = Put::<s2b::PutRows<'_>>::decode(&wire).unwrap();
    assert_eq!(mixed.rows, generated.rows);
    assert_eq!(mixed.encode(MODE).unwrap(), wire);
}

#[test]
fn what_a_field_of_an_entry_does_not_take_is_refused_at_its_value_once_all_else_is_right() {
    let (_, mut generated) = both();
    generated.rows[1].value = b"";
    let mut wire = generated.encode(MODE).unwrap();
    let error = Put::<Row<'_>>::decode(&wire).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadValue);
    assert_eq!(
        (error.place().unwrap().to_string(), error.at(), error.offset()),
        ("rows[1].value".to_owned(), Some("value"), 14)
    );
    assert_eq!(
        error.to_string(),
        "`rows[1].value` at byte 14 is not a value that its field takes (bad_value)"
    );
    // A problem that comes later in the bytes, but concerns everybody.
    *wire.last_mut().unwrap() = 0xff;
    let error = Put::<Row<'_>>::decode(&wire).unwrap_err();
    assert_eq!(
        (error.kind(), error.place().unwrap().to_string()),
        (ErrorKind::NotUtf8, "others[0].name".to_owned())
    );
}

#[test]
fn what_no_reader_would_take_is_not_written() {
    let refused = |change: &dyn Fn(&mut Put<Row<'static>>)| {
        let (mut own, _) = both();
        change(&mut own);
        let error = own.encode(MODE).unwrap_err();
        (error.kind(), error.place().unwrap().to_string())
    };
    assert_eq!(refused(&|put| put.rows.swap(0, 1)), (ErrorKind::Unsorted, "rows[1].key".to_owned()));
    assert_eq!(refused(&|put| put.rows[1].id = "a".into()), (ErrorKind::Unsorted, "rows[1].key".to_owned()));
    let long = "123456789";
    assert_eq!(refused(&|put| put.rows[0].id = long.into()), (ErrorKind::TooLong, "rows[0].key".to_owned()));
    assert_eq!(
        refused(&|put| put.rows[0].value.0 = vec![0; 65536]),
        (ErrorKind::TooLong, "rows[0].value".to_owned())
    );
    assert_eq!(
        refused(&|put| put.others = vec![put.others[0].clone(); 256]),
        (ErrorKind::TooLong, "others".to_owned())
    );
}

//! A schema that is nothing like the built-in one: other widths, limits, flags, defaults and conditions.

use lonelypsp_interpret::{DecodeError, Decoded, Float, HeaderMode, Kind, Target, Value, decode};
use lonelypsp_schema::{Direction, Schema, compile};

const SCHEMA: &str = r#"
lonely: 1
name: other
version: "1"
doc: Another protocol.
types:
  note: { kind: text, max: 3, doc: A short text. }
  remark: { kind: optional_text, max: 3, doc: A short text or none. }
  tiny: { kind: int, max_bytes: 1, doc: A signed byte. }
  huge: { kind: int, max_bytes: 8, doc: A signed number. }
  odd: { kind: uint, max_bytes: 3, write: fixed, doc: Three bytes. }
  small: { kind: uint, max_bytes: 1, doc: A number. }
  time: { kind: float, doc: A time. }
protocols:
  other:
    doc: A protocol whose minimal flag is another bit.
    flags:
      plain: { bit: 0, doc: Nothing. }
      short: { bit: 3, selects: minimal, doc: The block is minimal. }
protocol: other
messages:
  one:
    from: subscriber
    code: 700
    doc: Everything once.
    headers:
      x-note: note
      x-remark: remark
      x-tiny: tiny
      x-huge: huge
      x-odd: { type: odd, default: 70000 }
      x-size: { type: small, equals: length(body) }
    body: bytes
  two:
    from: broadcaster
    code: 0
    doc: Nothing at all.
    headers: {}
  four:
    from: subscriber
    code: 4
    doc: A time.
    headers: { x-time: time }
  three:
    from: broadcaster
    code: 65535
    doc: Chosen by a number that is not zero.
    headers:
      x-kind: small
      x-more: { type: note, when: { x-kind: 7 } }
    variants:
      seven:
        doc: With more.
        when: { x-kind: 7 }
      other:
        doc: Without.
"#;

fn schema() -> Schema {
    compile("other.yaml", |_| Ok(SCHEMA.to_owned())).unwrap_or_else(|problems| panic!("{problems}"))
}

fn read<'s, 'i>(
    schema: &'s Schema,
    from: Direction,
    input: &'i [u8],
) -> Result<Decoded<'s, 'i>, DecodeError> {
    decode(&schema.protocols[0], from, input)
}

const ONE: &[u8] = b"\0\x08\x02\xbc\0\x03abc\0\0\0\x01\xff\0\x08\x80\0\0\0\0\0\0\0\0\x03\0\0\x01\0\x01\x02hi";

#[test]
fn widths_and_limits_are_those_of_the_schema() {
    let schema = schema();
    let one = read(&schema, Direction::S2b, ONE).unwrap();
    assert_eq!(one.mode, HeaderMode::Minimal);
    assert_eq!(one.get("tiny"), Some(Value::Int(-1)));
    assert_eq!(one.get("huge"), Some(Value::Int(i64::MIN)));
    assert_eq!(one.get("odd"), Some(Value::Uint(1)));
    assert_eq!(one.get("body"), Some(Value::Bytes(b"hi")));
    assert_eq!(one.encode(HeaderMode::Minimal).unwrap(), ONE);
    let expanded = one.encode(HeaderMode::Expanded).unwrap();
    assert_eq!(expanded[..6], *b"\0\0\x02\xbc\0\x06");
    assert_eq!(read(&schema, Direction::S2b, &expanded).unwrap().fields, one.fields);
    let long = b"\0\x08\x02\xbc\0\x04abcd\0\0\0\x01\xff\0\0\0\0\0\x01\0";
    let error = read(&schema, Direction::S2b, long).unwrap_err();
    assert_eq!((error.kind, error.at.as_deref(), error.offset), (Kind::TooLong, Some("x-note"), 6));
}

#[test]
fn a_default_stands_for_an_absent_header_only() {
    let schema = schema();
    let mut bytes = b"\0\x01\x02\xbc\0\x05".to_vec();
    for (name, value) in [("x-size", ""), ("x-huge", ""), ("x-tiny", "a"), ("x-remark", ""), ("x-note", "")] {
        for part in [name, value] {
            bytes.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
            bytes.extend(part.bytes());
        }
    }
    let one = read(&schema, Direction::S2b, &bytes).unwrap();
    assert_eq!((one.flags, one.mode), (1, HeaderMode::Expanded));
    assert_eq!(one.get("odd"), Some(Value::Uint(70_000)));
    assert_eq!(one.get("tiny"), Some(Value::Int(97)));
}

#[test]
fn a_body_whose_length_does_not_fit_its_header_is_refused_at_the_header() {
    let schema = schema();
    let one = Target::find(&schema.protocols[0], Direction::S2b, "one", None).unwrap();
    let body = [0; 256];
    let values = |tiny, odd| {
        [
            Value::Bool(false),
            Value::Text("é"),
            Value::OptionalText(None),
            Value::Int(tiny),
            Value::Int(0),
            Value::Uint(odd),
            Value::Bytes(&body),
        ]
    };
    let refused = |values: &[Value<'_>]| {
        let error = one.encode(HeaderMode::Minimal, values).unwrap_err();
        (error.kind, error.at.unwrap_or_default())
    };
    assert_eq!(refused(&values(0, 0)), (Kind::OutOfRange, "x-size".to_owned()));
    assert_eq!(refused(&values(0, 1 << 24)), (Kind::OutOfRange, "x-odd".to_owned()));
    assert_eq!(refused(&values(-129, 1 << 24)), (Kind::OutOfRange, "x-tiny".to_owned()));
    assert_eq!(refused(&values(128, 0)), (Kind::OutOfRange, "x-tiny".to_owned()));
    assert_eq!(refused(&[Value::Bool(true), Value::Text("éé")]), (Kind::TooLong, "x-note".to_owned()));
}

#[test]
fn messages_without_headers_and_codes_at_the_ends() {
    let schema = schema();
    let two = read(&schema, Direction::B2s, b"\0\x08\0\0whatever").unwrap();
    assert_eq!((two.target.name(), two.fields.len()), ("two", 1), "the flag");
    assert_eq!(two.encode(HeaderMode::Minimal).unwrap(), b"\0\x08\0\0");
    assert_eq!(two.encode(HeaderMode::Expanded).unwrap(), b"\0\0\0\0\0\0");
    let error = read(&schema, Direction::B2s, b"\0\0\0\x01").unwrap_err();
    assert_eq!(error.expected, "one of the 2 types that a broadcaster sends");
}

#[test]
fn a_number_that_is_not_zero_decides() {
    let schema = schema();
    let seven = read(&schema, Direction::B2s, b"\0\x08\xff\xff\0\x01\x07\0\x01x").unwrap();
    assert_eq!((seven.target.variant(), seven.get("more")), (Some("seven"), Some(Value::Text("x"))));
    assert_eq!(seven.encode(HeaderMode::Minimal).unwrap(), b"\0\x08\xff\xff\0\x01\x07\0\x01x");
    let other = read(&schema, Direction::B2s, b"\0\x08\xff\xff\0\0\0\x01x").unwrap();
    assert_eq!((other.target.variant(), other.get("kind")), (Some("other"), Some(Value::Uint(0))));
    let target = other.target;
    assert_eq!(
        target.encode(HeaderMode::Minimal, &[Value::Bool(false), Value::Uint(7)]).unwrap_err().kind,
        Kind::OutOfRange
    );
}

#[test]
fn a_number_with_a_fraction_has_eight_bytes() {
    let schema = schema();
    let target = Target::find(&schema.protocols[0], Direction::S2b, "four", None).unwrap();
    let wire = |bytes: &[u8]| [b"\0\x08\0\x04\0", &[u8::try_from(bytes.len()).unwrap()][..], bytes].concat();
    let read = |bytes: &[u8]| -> Result<Float, DecodeError> {
        let bytes = wire(bytes);
        match decode(&schema.protocols[0], Direction::S2b, &bytes)?.get("time") {
            Some(Value::Float(number)) => Ok(number),
            other => panic!("{other:?}"),
        }
    };
    // Sign, eleven bits of exponent and the fraction: 1.5, the least of all, and two that are no number.
    for (bytes, number) in [(0x3ff8_u64 << 48, 1.5), (1, 5e-324), (0x7ff0_u64 << 48, f64::INFINITY)] {
        assert_eq!(read(&bytes.to_be_bytes()), Ok(Float::from(number)));
        assert_eq!(
            target
                .encode(HeaderMode::Minimal, &[Value::Bool(false), Value::Float(Float::from(number))])
                .unwrap(),
            wire(&bytes.to_be_bytes())
        );
    }
    for bits in [0x7ff0_0000_0000_0001_u64, u64::MAX] {
        let number = read(&bits.to_be_bytes()).unwrap();
        let written =
            target.encode(HeaderMode::Minimal, &[Value::Bool(false), Value::Float(number)]).unwrap();
        assert_eq!(written, wire(b"\x7f\xf8\0\0\0\0\0\0"));
    }
    for length in [0, 1, 7, 9] {
        let error = read(&vec![0; length]).unwrap_err();
        assert_eq!((error.kind, error.at.as_deref(), error.offset), (Kind::WrongLength, Some("x-time"), 6));
    }
}

//! Messages that no schema describes: what attributes say is what stands on the wire.

use lonelypsp::{Direction, ErrorKind, Float64, HeaderMode, LonelyMessage, sha512};

/// Every kind of header that the schema language has, with limits and without.
#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(from = "broadcaster", code = 100)]
struct Everything<'a> {
    #[lonely(header = "x-seq", uint(max_bytes = 3))]
    seq: u32,
    #[lonely(uint(max_bytes = 2, write = fixed), default = 7)]
    fixed_width: u16,
    #[lonely(header = "x-offset", int(max_bytes = 2))]
    offset: i16,
    #[lonely(bytes(max = 4))]
    short: Vec<u8>,
    #[lonely(header = "x-nonce")]
    nonce: [u8; 3],
    text: &'a str,
    #[lonely(text(max = 5))]
    short_text: String,
    note: Option<&'a str>,
    #[lonely(header = "x-yes")]
    r#type: bool,
    #[lonely(header = "x-length", uint(max_bytes = 4), equals = "length(body)")]
    length: (),
    #[lonely(header = "x-again", uint(max_bytes = 8), equals = "x-length")]
    again: (),
    #[lonely(header = "x-sha512", verify = "sha512(body)")]
    digest: [u8; 64],
    #[lonely(body)]
    payload: &'a [u8],
    #[lonely(skip)]
    local: usize,
}

fn everything() -> Everything<'static> {
    Everything {
        seq: 0x01_0000,
        fixed_width: 7,
        offset: -2,
        short: b"abcd".to_vec(),
        nonce: *b"xyz",
        text: "gr\u{fc}n",
        short_text: "12345".to_owned(),
        note: None,
        r#type: true,
        length: (),
        again: (),
        digest: sha512(b"body"),
        payload: b"body",
        local: 0,
    }
}

/// The headers of [`everything`], put down by hand.
fn headers() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("x-seq", vec![1, 0, 0]),
        ("x-fixed-width", vec![0, 7]),
        ("x-offset", vec![0xff, 0xfe]),
        ("x-short", b"abcd".to_vec()),
        ("x-nonce", b"xyz".to_vec()),
        ("x-text", b"gr\xc3\xbcn".to_vec()),
        ("x-short-text", b"12345".to_vec()),
        ("x-note", vec![]),
        ("x-yes", vec![1]),
        ("x-length", vec![4]),
        ("x-again", vec![4]),
        ("x-sha512", sha512(b"body").to_vec()),
    ]
}

fn block(value: &[u8]) -> Vec<u8> {
    [&u16::try_from(value.len()).unwrap().to_be_bytes()[..], value].concat()
}

fn minimal(headers: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let values: Vec<u8> = headers.iter().flat_map(|(_, value)| block(value)).collect();
    [&[0, 1, 0, 100][..], &values, b"body"].concat()
}

fn expanded(headers: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(headers.len()).unwrap().to_be_bytes();
    let values = headers.iter().flat_map(|(name, value)| [block(name.as_bytes()), block(value)].concat());
    [&[0, 0, 0, 100][..], &count, &values.collect::<Vec<u8>>(), b"body"].concat()
}

#[test]
fn attributes_decide_the_bytes() {
    let (own, headers) = (everything(), headers());
    for (mode, wire) in [(HeaderMode::Minimal, minimal(&headers)), (HeaderMode::Expanded, expanded(&headers))]
    {
        assert_eq!(own.encode(mode).unwrap(), wire);
        assert_eq!(own.encoded_len(mode), wire.len());
        assert_eq!(Everything::decode(&wire).unwrap(), own);
    }
    assert_eq!(Everything::DIRECTION, Direction::B2s);
    assert_eq!(Everything::TYPE_CODES, [100]);
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(Everything::HEADER_NAMES, names);
}

/// What decoding says when one header has another value.
fn refusal(name: &str, value: &[u8]) -> (ErrorKind, Option<&'static str>) {
    let mut headers = headers();
    headers.iter_mut().find(|(header, _)| *header == name).unwrap().1 = value.to_vec();
    let wires = [minimal(&headers), expanded(&headers)];
    let [minimal, expanded] = wires.map(|wire| {
        let error = Everything::decode(&wire).unwrap_err();
        (error.kind(), error.at())
    });
    assert_eq!(minimal, expanded);
    minimal
}

#[test]
fn every_limit_and_relation_is_checked_on_the_way_in() {
    use ErrorKind::{DigestMismatch, LengthMismatch, NotUtf8, TooLong, WrongLength};
    assert_eq!(refusal("x-seq", &[0; 4]), (TooLong, Some("x-seq")));
    assert_eq!(refusal("x-fixed-width", &[0; 3]), (TooLong, Some("x-fixed-width")));
    assert_eq!(refusal("x-offset", &[0; 3]), (TooLong, Some("x-offset")));
    assert_eq!(refusal("x-short", b"abcde"), (TooLong, Some("x-short")));
    assert_eq!(refusal("x-nonce", b"wxyz"), (WrongLength, Some("x-nonce")));
    assert_eq!(refusal("x-text", b"\xff"), (NotUtf8, Some("x-text")));
    assert_eq!(refusal("x-short-text", b"123456"), (TooLong, Some("x-short-text")));
    assert_eq!(refusal("x-length", &[3]), (LengthMismatch, Some("x-length")));
    assert_eq!(refusal("x-again", &[5]), (LengthMismatch, Some("x-again")));
    assert_eq!(refusal("x-sha512", &[0; 64]), (DigestMismatch, Some("x-sha512")));
}

#[test]
fn every_limit_is_checked_on_the_way_out() {
    let refusal = |change: fn(&mut Everything<'_>)| {
        let mut own = everything();
        change(&mut own);
        let error = own.encode(HeaderMode::Expanded).unwrap_err();
        (error.kind(), error.at().unwrap())
    };
    assert_eq!(refusal(|own| own.seq = 0x100_0000), (ErrorKind::OutOfRange, "x-seq"));
    assert_eq!(refusal(|own| own.short.push(0)), (ErrorKind::TooLong, "x-short"));
    assert_eq!(refusal(|own| own.short_text.push('6')), (ErrorKind::TooLong, "x-short-text"));
}

#[test]
fn a_default_stands_for_an_absent_header_and_nothing_else_does() {
    let without = |name: &str| {
        let mut headers = headers();
        headers.retain(|(header, _)| *header != name);
        expanded(&headers)
    };
    assert_eq!(Everything::decode(&without("x-fixed-width")).unwrap(), everything());
    let wire = without("x-note");
    let error = Everything::decode(&wire).unwrap_err();
    let found = (error.kind(), error.at(), error.offset() as usize);
    assert_eq!(found, (ErrorKind::MissingHeader, Some("x-note"), wire.len() - b"body".len()));
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = subscriber, code = 0x0102, minimal_headers(bit = 15))]
struct Tuple(#[lonely(header = "x-a")] u8, #[lonely(skip)] u8, #[lonely(body)] Vec<u8>);

#[test]
fn a_tuple_struct_and_another_bit_for_the_minimal_block() {
    let own = Tuple(5, 0, b"b".to_vec());
    assert_eq!(own.encode(HeaderMode::Minimal).unwrap(), b"\x80\0\x01\x02\0\x01\x05b");
    assert_eq!(own.encode(HeaderMode::Expanded).unwrap(), b"\0\0\x01\x02\0\x01\0\x03x-a\0\x01\x05b");
    assert_eq!(Tuple::decode(b"\x80\0\x01\x02\0\x01\x05b").unwrap(), own);
    let error = Tuple::decode(b"\x80\0\x01\x03").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::UnknownType, 2));
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 1)]
struct Nothing;

#[derive(LonelyMessage, Debug, PartialEq)]
enum Own {
    Nothing(Nothing),
    Tuple(Tuple),
}

#[test]
fn a_message_without_headers_and_an_enum_of_owned_messages() {
    assert_eq!(Nothing.encode(HeaderMode::Minimal).unwrap(), b"\0\x01\0\x01");
    assert_eq!(Nothing.encode(HeaderMode::Expanded).unwrap(), b"\0\0\0\x01\0\0");
    assert_eq!(Own::decode(b"\0\x01\0\x01ignored").unwrap(), Own::Nothing(Nothing));
    let tuple = Own::decode(b"\x80\0\x01\x02\0\x01\x05b").unwrap();
    assert_eq!(tuple, Own::Tuple(Tuple(5, 0, b"b".to_vec())));
    assert_eq!(Own::TYPE_CODES, [1, 0x0102]);
}

/// A message that is implemented by hand takes part like any other.
#[derive(Debug, PartialEq)]
struct ByHand;

impl<'a> LonelyMessage<'a> for ByHand {
    const DIRECTION: Direction = Direction::S2b;
    const TYPE_CODES: &'static [u16] = &[7];
    const HEADER_NAMES: &'static [&'static str] = &[];

    fn decode(input: &'a [u8]) -> Result<Self, lonelypsp::DecodeError> {
        lonelypsp::Other::<&[u8]>::decode(input).map(|_| Self)
    }

    fn encode_into(
        &self,
        _: HeaderMode,
        buffer: &mut impl bytes::BufMut,
    ) -> Result<(), lonelypsp::EncodeError> {
        buffer.put_slice(&[0, 1, 0, 7]);
        Ok(())
    }

    fn encoded_len(&self, _: HeaderMode) -> usize {
        4
    }
}

#[derive(LonelyMessage, Debug, PartialEq)]
enum Mixed {
    ByHand(ByHand),
    Nothing(Nothing),
}

#[test]
fn an_enum_may_hold_what_is_implemented_by_hand() {
    assert_eq!(Mixed::decode(&[0, 1, 0, 7]).unwrap(), Mixed::ByHand(ByHand));
    assert_eq!(Mixed::ByHand(ByHand).encode(HeaderMode::Expanded).unwrap(), [0, 1, 0, 7]);
}

/// Numbers with a fraction: as the language has them, and as they can be compared.
#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(from = "broadcaster", code = 102)]
struct Moment {
    at: f64,
    #[lonely(float)]
    until: Float64,
}

#[test]
fn numbers_with_a_fraction_have_eight_bytes() {
    // 1.5 is 3ff8…, -0 is 8000…, by the definition of IEEE 754 binary64.
    let moment = Moment { at: 1.5, until: Float64::from(-0.0) };
    let wire = moment.encode(HeaderMode::Minimal).unwrap();
    assert_eq!(wire[4..], *b"\0\x08\x3f\xf8\0\0\0\0\0\0\0\x08\x80\0\0\0\0\0\0\0");
    assert_eq!(Moment::decode(&wire).unwrap(), moment);
    for (at, length) in [(5, 7), (15, 0), (15, 7), (15, 9)] {
        let mut wrong = wire.clone();
        wrong[at] = length;
        wrong.resize(wire.len() + 8, 0);
        assert_eq!(Moment::decode(&wrong).unwrap_err().kind(), ErrorKind::WrongLength);
    }
}

#[test]
fn whatever_is_no_number_is_one_on_the_wire() {
    let moment = Moment { at: f64::from_bits(0xfff0_0000_0000_0001), until: Float64::NAN };
    let wire = moment.encode(HeaderMode::Minimal).unwrap();
    assert_eq!(wire[6..14], *b"\x7f\xf8\0\0\0\0\0\0");
    let mut other = wire.clone();
    other[6..14].copy_from_slice(b"\xff\xf0\0\0\0\0\0\x01");
    let read = Moment::decode(&other).unwrap();
    assert!(read.at.is_nan());
    assert_eq!(read.encode(HeaderMode::Minimal).unwrap(), wire);
}

/// What is always the same, and the type code.
#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 110, sequence, literal = "4c50", type_code = u8)]
struct Pong;

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 111, sequence)]
struct Ticks {
    #[lonely(group, count = u16)]
    ticks: Vec<Tick>,
    #[lonely(group, literal_after = "00")]
    more: Vec<Tick>,
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(entry, literal = "01ff")]
struct Tick;

#[test]
fn what_has_no_values_is_what_its_type_says() {
    let wire = b"\0\0\0\x6eLP\x6e";
    assert_eq!(Pong.encode(HeaderMode::Minimal).unwrap(), wire);
    assert_eq!(Pong::decode(wire), Ok(Pong));
    let error = Pong::decode(b"\0\0\0\x6eLP\x6f").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::UnexpectedType, 6));
    let error = Pong::decode(b"\0\0\0\x6eLq\x6e").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::BadValue, 4));

    let wire = b"\0\0\0\x6f\0\x02\x01\xff\x01\xff\x01\xff\0";
    let message = Ticks { ticks: vec![Tick, Tick], more: vec![Tick] };
    assert_eq!(message.encode(HeaderMode::Minimal).unwrap(), wire);
    assert_eq!(Ticks::decode(wire), Ok(message));
    let error = Ticks::decode(b"\0\0\0\x6f\0\x02\x01\xff\x01\xfe\0").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::BadValue, 8));
}

//! Bytes that somebody wrote by hand.

#![expect(deprecated, reason = "the schema says so of a message that is still read and written")]

use std::marker::PhantomData;

use lonelypsp::{DecodeError, HeaderMode};

pub fn bytes_are_as_written() {
    blocks();
    rows();
    flags();
    documents();
}

fn blocks() {
    use HeaderMode::{Expanded, Minimal};
    use torture::generated::torture::{b2s, s2b};

    let nothing = s2b::Nothing::decode(b"\xff\xff\0\0ignored").unwrap();
    // Two of the flags are fields, one selects the block, and the others mean nothing.
    assert_eq!(nothing.encode(Minimal).unwrap(), b"\x82\x01\0\0");
    assert_eq!(nothing.encode(Expanded).unwrap(), b"\x80\x01\0\0\0\0");

    let body = s2b::OnlyBody { urgent: false, last_1: true, body: b"xyz" };
    assert_eq!(body.encode(Minimal).unwrap(), b"\x82\0\xff\xffxyz");
    assert_eq!(body.encode(Expanded).unwrap(), b"\x80\0\xff\xff\0\0xyz");

    let values = s2b::Values {
        urgent: true,
        last_1: false,
        any: b"",
        few: b"abc",
        one: b"1",
        text: "",
        text3: "\u{8a9e}",
        maybe: None,
        maybe3: Some("m"),
        body: b"",
    };
    let wire = b"\x02\x01\0\x02\0\0\0\x03abc\0\x011\0\0\0\x03\xe8\xaa\x9e\0\0\0\x01m";
    assert_eq!(values.encode(Minimal).unwrap(), wire);
    assert!(format!("{values:?}").contains("maybe: None"));

    // Constants keep the width of their header; a minimal one has as many bytes as it needs, but one for zero.
    let four =
        b2s::ShapesFour { urgent: false, last_1: false, three: 65536, copied: 0, plain: b"p", body: b"b" };
    let wire = b"\x02\0\0\0\0\x04\0\0\x10\0\0\x03\x01\0\0\0\0\0\x02\x10\0\0\x01pb";
    assert_eq!(four.encode(Minimal).unwrap(), wire);
    let three = b2s::ShapesThree { urgent: false, last_1: false, fixed: 2, other: b"", body: b"" };
    let wire = b"\x02\0\0\0\0\x04\0\0\0\x02\0\x03\xff\xff\xff\0\x01\x02\0\x01\x02\0\0";
    assert_eq!(three.encode(Minimal).unwrap(), wire);
    let zero = b2s::ZerosMinimal { urgent: false, last_1: false, fixed: 1, body: b"" };
    assert_eq!(zero.encode(Minimal).unwrap(), b"\x02\0\0\x01\0\x01\0\0\x04\0\0\0\x01\0\0");
    let wire = b"\0\0\0\x01\0\x03\0\x09x-minimal\0\x01\0\0\x07x-fixed\0\x04\0\0\0\x01\0\x04x-eq\0\0";
    assert_eq!(zero.encode(Expanded).unwrap(), wire);

    // A block without the header that decides: its default does.
    let wire = b"\0\0\xff\xff\0\x01\0\x06x-head\0\x01h";
    let error = b2s::Tailed::decode(wire).unwrap_err();
    assert_eq!((error.kind().as_str(), error.at(), error.offset()), ("missing_header", Some("x-copy"), 17));
    // A header that is derived in one variant and absent has its default, which is wrong at the end of the block.
    let wire = b"\0\0\0\0\0\x04\0\x07x-fixed\0\x01\x02\0\x07x-three\0\x03\xff\xff\xff\0\x04x-eq\0\x01\x02\0\x07x-plain\0\0body";
    let error = b2s::Shapes::decode(wire).unwrap_err();
    let end = u32::try_from(wire.len() - 4).unwrap();
    assert_eq!((error.kind().as_str(), error.at(), error.offset()), ("length_mismatch", Some("x-copy"), end));
    // Two headers whose names differ by `x-` alone.
    let names = s2b::Names { kind: b"k", type_of: b"t", ..s2b::Names::default() };
    for mode in [Minimal, Expanded] {
        assert_eq!(s2b::Names::decode(&names.encode(mode).unwrap()).unwrap(), names);
    }
    let from: s2b::Message<'_> = names.into();
    assert_eq!(from.message_type().to_string(), "names");
    assert_eq!(b2s::Message::from(zero).message_type(), b2s::Type::Zeros);
}

fn rows() {
    use torture::generated::rows::{b2s, s2b};

    // The type code, in two bytes and in eight, and what is always the same.
    let constant = s2b::Constant::new(0x8001);
    let wire = b"\x80\x01\0\x01\0\0\x01\xff\0\xc3\x28\x0a\0\0\0\0\0\0\0\x01";
    assert_eq!(constant.encode(HeaderMode::Minimal).unwrap(), wire);
    assert_eq!(constant.encode(HeaderMode::Expanded).unwrap(), wire);
    assert_eq!(s2b::Constant::decode(wire).unwrap(), constant);
    let mut other = *wire;
    other[19] = 2;
    assert_eq!(problem(s2b::Constant::decode(&other)), ("unexpected_type", None, 12));
    other[4] = 1;
    assert_eq!(problem(s2b::Constant::decode(&other)), ("bad_value", None, 4));

    let deep = b2s::Deep {
        unknown_flags: 0,
        a: vec![b2s::DeepA {
            key: b"k",
            a: vec![
                b2s::DeepAA { name: "n", b: Vec::new() },
                b2s::DeepAA {
                    name: "",
                    b: vec![b2s::DeepAAB {
                        name: "x",
                        c: vec![
                            b2s::DeepAABC { number: 1, secret: Some("s") },
                            b2s::DeepAABC { number: 770, secret: None },
                        ],
                    }],
                },
            ],
            last: 300,
        }],
        value: b"rest",
    };
    let wire = b"\0\0\0\0\x01k\0\x02\x01n|\xff\0|\x01x\x02\0\x01\x01s\x03\x02\0\xff\x02\x01\x2c\0\x04rest";
    assert_eq!(deep.encode(HeaderMode::Minimal).unwrap(), wire);
    assert_eq!(b2s::Deep::decode(wire).unwrap(), deep);
    assert_eq!(b2s::Deep::decode(&[&wire[..], b"more"].concat()).unwrap(), deep);
    let shown = format!("{deep:?}");
    assert!(shown.contains("DeepAABC { number: 1, secret: [redacted] }"), "{shown}");
    // The numbers of the innermost group, in the wrong order.
    let mut unsorted = *wire;
    unsorted[21] = 0;
    unsorted[22] = 1;
    assert_eq!(problem(b2s::Deep::decode(&unsorted)), ("unsorted", Some("a[0].a[1].b[0].c[1].number"), 21));
    // The length of a name in the third group, which is more than there is.
    let mut long = *wire;
    long[14] = 200;
    assert_eq!(problem(b2s::Deep::decode(&long)), ("truncated", Some("a[0].a[1].b[0].name"), 15));
    // The number of entries of the second group.
    assert_eq!(problem(b2s::Deep::decode(&wire[..7])), ("truncated", Some("a[0].a"), 6));

    let mut twice = deep.clone();
    twice.a[0].a[1].b[0].c[1].number = 1;
    let error = twice.encode(HeaderMode::Minimal).unwrap_err();
    assert_eq!(error.kind().as_str(), "unsorted");
    assert_eq!(error.place().unwrap().to_string(), "a[0].a[1].b[0].c[1].number");
    assert_eq!(error.at(), Some("number"));
    let shown = "`a[0].a[1].b[0].c[1].number` is not greater than in the entry before (unsorted)";
    assert_eq!(error.to_string(), shown);
}

fn flags() {
    use torture::generated::flagged::s2b;
    use torture::generated::strict;

    let whole = s2b::TailedWhole { unknown_flags: 0x4000, name: "n" };
    assert_eq!(whole.encode(HeaderMode::Minimal).unwrap(), b"\x40\x01\0\x02\0\x01n");
    let whole = s2b::TailedUrgentWhole { unknown_flags: 0, name: "n" };
    assert_eq!(whole.encode(HeaderMode::Minimal).unwrap(), b"\0\x09\0\x02\0\x01n");
    assert_eq!(
        problem(s2b::TailedWhole::decode(b"\0\x09\0\x02\0\x01n")),
        ("unexpected_type", Some("urgent"), 0)
    );
    let part = s2b::TailedWithPart { urgent: true, unknown_flags: 0, name: "n", part: 7 };
    assert_eq!(part.encode(HeaderMode::Minimal).unwrap(), b"\x02\x09\0\x02\0\x01n\0\x01\x07\0\x01\x07");
    let part = s2b::TailedWithPart { unknown_flags: 0x0200, ..part };
    let error = part.encode(HeaderMode::Minimal).unwrap_err();
    assert_eq!((error.kind().as_str(), error.at()), ("out_of_range", Some("unknown_flags")));

    // What would be read as the other variant is not written.
    let other = strict::b2s::FlagsOfBothOther { last: true, first: false, number: 1, borrows: PhantomData };
    assert_eq!(other.encode(HeaderMode::Minimal).unwrap(), b"\0\x02\0\x07\x01");
    let error =
        strict::b2s::FlagsOfBothOther { first: true, ..other }.encode(HeaderMode::Minimal).unwrap_err();
    assert_eq!((error.kind().as_str(), error.at()), ("out_of_range", Some("first")));

    // A bit that nobody knows, once the type is known; and one that selects no block in a sequence.
    let unknown = b"\x40\0\0\x08\x01\0\x07";
    assert_eq!(problem(strict::s2b::Row::decode(unknown)), ("bad_value", None, 0));
    assert_eq!(problem(strict::s2b::Message::decode(b"\x40\0\0\x09")), ("unknown_type", None, 2));
    let row = strict::s2b::Row::decode(b"\x80\x03\0\x08\x01\0\x07").unwrap();
    assert_eq!((row.number, row.last, row.first), (7, true, true));
    assert_eq!(row.encode(HeaderMode::Minimal).unwrap(), b"\0\x03\0\x08\x01\0\x07");
}

/// What is wrong, where, and at which byte.
fn problem<T: std::fmt::Debug>(decoded: Result<T, DecodeError>) -> (&'static str, Option<&'static str>, u32) {
    let error = decoded.unwrap_err();
    let place = error.place().map(|place| &*place.to_string().leak());
    (error.kind().as_str(), place, error.offset())
}

/// What is given stands in a document as it was given, and what a message holds as the document has it.
fn documents() {
    use torture::generated::{papers, signed};

    let inner = vec![papers::s2b::EveryRowsNumbers { number: -2 }];
    let rows = vec![papers::s2b::EveryRows { text: Some("r"), numbers: inner }];
    let numbers = vec![papers::s2b::EveryNumbers { number: 9 }];
    let given = signed::s2b::Given::new();
    let real = lonelypsp::Float64::from(0.5);
    let every = given.document(b"a", b"few", b"1", "t", None, true, 3, 4, -1, -2, -3, real, rows, numbers);
    let wire = b"\x01\0\0\0\0\0\0\0\0\0\0\x01a\x03few1\0\x01t\0\0\x01\x01\x03\0\0\0\0\x04\xff\xff\xff\xfe\
        \xff\xff\xff\xff\xff\xff\xff\xfd\x3f\xe0\0\0\0\0\0\0\0\x03\x01\x01r\x01\xff\xff\xfe\x01\0\x09";
    assert_eq!(every.unwrap().encode().unwrap(), wire);

    let held = signed::s2b::Held {
        few: b"few",
        one: b"1",
        text: "t",
        flag: true,
        u1: 3,
        f5: 4,
        i1: -1,
        i3: 2,
        i8: 3,
        real,
    };
    let every = held.document(Vec::new(), Vec::new()).unwrap();
    assert_eq!((every.any, every.maybe, every.u1, every.i1, every.i3, every.i8), (&b"1"[..], Some("t"), 3, -1, 2, 3));
    let refused = |held: signed::s2b::Held<'_>| {
        let error = held.document(Vec::new(), Vec::new()).unwrap_err();
        (error.kind().as_str(), error.at())
    };
    assert_eq!(refused(signed::s2b::Held { f5: -1, ..held.clone() }), ("out_of_range", Some("f5")));
    assert_eq!(refused(signed::s2b::Held { i1: 128, ..held.clone() }), ("out_of_range", Some("i1")));
    assert_eq!(refused(signed::s2b::Held { i8: u64::MAX, ..held }), ("out_of_range", Some("i8")));

    let first = signed::s2b::PartedFirst::new(1);
    let document = || vec![papers::s2b::NumbersDocument { number: 2 }];
    let wire = b"\0\0\0\0\0\0\0\0\0\x01\x7f\0\0\0\0\0\0\0\x7f\x7f\0\0\0\0\0\0\0\x7f\x01\0\x02";
    assert_eq!(signed::s2b::Parted::First(first).document(document()).unwrap().encode().unwrap(), wire);
    let other = signed::s2b::PartedOther::new(128, 1);
    assert_eq!(signed::s2b::Parted::Other(other).document(document()).unwrap_err().kind().as_str(), "out_of_range");
}

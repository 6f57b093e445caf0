//! Structs of one's own decoded in pieces, entries one by one, and entries with a body behind them: whatever the pieces are, it comes
//! to what decoding the whole comes to.

use lonelypsp::field::{self, Field, Rejected};
use lonelypsp::{
    DecodeError, Decoder, EntryDecoder, ErrorKind, HeaderMode, IncrementalError, LonelyMessage, sha512,
};

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
#[lonely(message = "pieces.put", group = "rows", schema = "tests/pieces.yaml")]
struct Row {
    value: Filled,
    key: String,
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(message = "pieces.put", schema = "tests/pieces.yaml")]
struct Put {
    rows: Vec<Row>,
    payload: Vec<u8>,
    body_sha512: [u8; 64],
}

/// The bytes of a message, put together by hand; the second row has this value.
fn wire(second: &[u8]) -> Vec<u8> {
    let body = b"a body";
    let mut wire = b"\0\0\0\x01".to_vec();
    wire.extend(sha512(body));
    wire.extend([0, 0, 0, 6, 2]);
    wire.extend(b"\x01a\0\x011\x01b\0");
    wire.push(u8::try_from(second.len()).unwrap());
    wire.extend(second);
    wire.extend(body);
    wire
}

fn refused(error: IncrementalError) -> DecodeError {
    match error {
        IncrementalError::Refused(error) => error,
        IncrementalError::AboveLimit { limit } => panic!("nobody set a limit of {limit} bytes"),
    }
}

fn in_pieces(input: &[u8], size: usize) -> Result<Put, DecodeError> {
    let (mut decoder, mut body) = (Decoder::<Put>::new(), Vec::new());
    for piece in input.chunks(size) {
        body.extend_from_slice(decoder.push(piece).map_err(refused)?);
    }
    let message = decoder.finish().map_err(refused)?.into_message();
    assert!(message.payload.is_empty());
    Ok(Put { payload: body, ..message })
}

fn entry_by_entry(input: &[u8], size: usize) -> Result<Put, DecodeError> {
    let (mut decoder, mut rows, mut rejected) = (EntryDecoder::<Put>::new(), Vec::new(), None);
    let mut count = 0;
    for mut piece in input.chunks(size) {
        while let Some(entry) = decoder.read(&mut piece).map_err(refused)? {
            assert_eq!(entry.index(), count);
            count += 1;
            match entry.get::<Row, _>() {
                Ok(row) => rows.extend(row),
                // It counts once all else is right.
                Err(error) => rejected = rejected.or(Some(error)),
            }
        }
    }
    let received = decoder.finish().map_err(refused)?;
    if let Some(error) = rejected {
        return Err(error);
    }
    // The body was counted and hashed, and is not given.
    assert_eq!((received.body_len(), *received.body_sha512()), (6, received.message().body_sha512));
    let message = received.into_message();
    assert!(message.rows.is_empty() && message.payload.is_empty());
    Ok(Put { rows, payload: b"a body".to_vec(), ..message })
}

#[test]
fn whatever_the_pieces_are_the_message_and_the_error_are_those_of_the_whole() {
    let right = wire(b"22");
    assert_eq!(Put::decode(&right).unwrap().encode(HeaderMode::Minimal).unwrap(), right);
    let cut_off = (0..right.len()).map(|length| right[..length].to_vec());
    let damaged = (0..right.len()).flat_map(|at| {
        [0x01, 0x80, 0xff].map(|mask| {
            let mut wrong = right.clone();
            wrong[at] ^= mask;
            wrong
        })
    });
    let mut accepted = 0;
    for input in cut_off.chain(damaged).chain([right.clone(), [&right[..], b"!"].concat()]) {
        let whole = Put::decode(&input);
        accepted += usize::from(whole.is_ok());
        for size in [1, 2, 3, 7, 64, 1000] {
            assert_eq!(in_pieces(&input, size), whole, "{size} {input:02x?}");
            assert_eq!(entry_by_entry(&input, size), whole, "{size} {input:02x?}");
        }
    }
    // The right one, those with another flag, and those with other values in their rows.
    assert!(accepted > 5, "{accepted}");
}

#[test]
fn what_a_field_of_ones_own_does_not_take_is_refused_where_it_lies() {
    let input = wire(b"");
    // Behind the prefix, a digest, a length, a count, the first row of 5 bytes, a key and two lengths.
    let offset = 4 + 64 + 4 + 1 + 5 + 2 + 2;
    for size in [1, 5, 1000] {
        for error in [Put::decode(&input), in_pieces(&input, size), entry_by_entry(&input, size)] {
            let error = error.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BadValue);
            assert_eq!(
                (error.place().unwrap().to_string(), error.offset()),
                ("rows[1].value".to_owned(), offset)
            );
        }
    }
}

/// A message that declares the length of its body twice.
#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 9)]
struct Twice {
    #[lonely(header = "x-one", equals = "length(body)")]
    one: (),
    #[lonely(header = "x-two", equals = "length(body)")]
    two: (),
    #[lonely(body)]
    payload: Vec<u8>,
}

#[test]
fn of_two_lengths_the_one_that_is_wrong_is_refused_however_the_body_arrives() {
    for (one, two, length, at) in
        [(10, 5, 10, "x-two"), (5, 10, 10, "x-one"), (5, 10, 5, "x-two"), (3, 3, 9, "x-one")]
    {
        let mut wire = vec![0, 1, 0, 9, 0, 1, one, 0, 1, two];
        wire.extend(vec![b'x'; length]);
        let whole = Twice::decode(&wire).unwrap_err();
        assert_eq!((whole.kind(), whole.at()), (ErrorKind::LengthMismatch, Some(at)));
        for size in 1..=wire.len() {
            let mut decoder = Decoder::<Twice>::new();
            let pushed = wire.chunks(size).try_for_each(|piece| decoder.push(piece).map(drop));
            let error = match pushed {
                Ok(()) => refused(decoder.finish().unwrap_err()),
                Err(error) => refused(error),
            };
            assert_eq!(
                (error.kind(), error.at(), error.offset()),
                (whole.kind(), whole.at(), whole.offset()),
                "{size}"
            );
        }
    }
}

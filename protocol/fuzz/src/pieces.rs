//! Messages that are given in pieces.
//!
//! An input begins with what it is taken for and how many cuts there are, a byte each, then each cut in two bytes; the rest is
//! the message. What it is taken for is an index in the order of the schema, first of all sequences, then of the four others.

use lonelypsp::reflect::{Reflect, Value};
use lonelypsp::{DecodeError, Decoder, Incremental, stateful};

use crate::layouts::{LAYOUTS, check_pieces};
use crate::{entries, refused};

/// The most cuts that an input has.
pub const MOST_CUTS: usize = 15;

/// What reading comes to: the message by its name, its variant, the values before its body and the body; or what is wrong.
pub type Seen = Result<(String, Vec<String>, Vec<u8>), DecodeError>;

/// A whole message.
pub fn seen(message: &dyn Reflect) -> (String, Vec<String>, Vec<u8>) {
    let (mut values, mut last) = (Vec::new(), Vec::new());
    let fields = message.shape().fields.len();
    message.visit(&mut |field, value| {
        // A body is the last value; what else is last may be kept with its name as well.
        if let (Value::Bytes(bytes), true) = (&value, values.len() + 1 == fields) {
            last = bytes.to_vec();
        }
        values.push(format!("{}: {value:?}", field.name));
    });
    (format!("{:?}/{:?}", message.shape().message, message.shape().variant), values, last)
}

/// What a decoder of pieces comes to; the body that it gave back is put into the message.
pub fn decode<M>(mut decoder: Decoder<M>, pieces: &[&[u8]]) -> Seen
where
    M: Incremental,
    for<'a> M::Of<'a>: Reflect,
{
    let mut body = Vec::new();
    for piece in pieces {
        match decoder.push(piece) {
            Ok(part) => body.extend_from_slice(part),
            Err(error) => {
                assert_eq!(decoder.finish().err(), Some(error), "it stays refused");
                return Err(refused(error));
            }
        }
    }
    let received = decoder.finish().map_err(refused)?;
    assert_eq!(received.body_len(), body.len() as u64);
    let (name, mut values, mut last) = seen(received.message());
    if !body.is_empty() {
        assert!(last.is_empty(), "the body was kept");
        let field = received.message().shape().fields.last().expect("it has a body");
        values.pop();
        values.push(format!("{}: {:?}", field.name, Value::Bytes(&body)));
        last = body;
    }
    Ok((name, values, last))
}

/// Checks that cuts make no difference.
pub fn check(input: &[u8]) {
    let [what, count, rest @ ..] = input else { return };
    let (what, count) = (usize::from(*what), usize::from(*count).min(MOST_CUTS));
    let Some((cuts, input)) = rest.split_at_checked(2 * count) else { return };
    let mut cuts: Vec<usize> = cuts
        .chunks_exact(2)
        .map(|cut| usize::from(u16::from_be_bytes([cut[0], cut[1]])) % (input.len() + 1))
        .collect();
    cuts.sort_unstable();
    let starts = [0].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([input.len()]);
    let pieces: Vec<&[u8]> = starts.zip(ends).map(|(start, end)| &input[start..end]).collect();
    match what.checked_sub(LAYOUTS.len()) {
        None => check_pieces(what, input, &pieces),
        Some(0) => {
            use stateful::s2b::Message;
            let whole = Message::decode(input).map(|message| seen(&message));
            assert_eq!(decode(Message::incremental(), &pieces), whole);
        }
        Some(1) => {
            use stateful::b2s::Message;
            let whole = Message::decode(input).map(|message| seen(&message));
            assert_eq!(decode(Message::incremental(), &pieces), whole);
        }
        Some(2) => entries::check_set(input, &pieces),
        Some(3) => entries::check_etag(input, &pieces),
        Some(_) => {}
    }
}

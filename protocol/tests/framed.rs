//! Messages on byte streams.

use std::error::Error as _;

use allocation_counter::measure;
use bytes::{BufMut, BytesMut};
use lonelypsp::framed::{Codec, FrameError};
use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{DecodeError, Direction, EncodeError, ErrorKind, HeaderMode, LonelyMessage, Shared, sha512};
use tokio_util::codec::{Decoder, Encoder, LengthDelimitedCodec};

type Server = Codec<s2b::Message<'static>>;

/// `SUBSCRIBE_EXACT` for `foo/bar` in a frame, as the documentation of the wire format spells the message.
const FRAME: &[u8] = b"\0\0\0\x11\0\x01\0\x02\0\0\0\0\0\x07foo/bar";

fn subscribe(topic: &[u8]) -> s2b::SubscribeExact<'_> {
    s2b::SubscribeExact { topic, ..Default::default() }
}

fn frames_of(topics: &[&[u8]]) -> BytesMut {
    let mut wire = BytesMut::new();
    for topic in topics {
        Server::new().encode(&subscribe(topic), &mut wire).unwrap();
    }
    wire
}

fn topic(shared: &Shared<s2b::Message<'static>>) -> Vec<u8> {
    let s2b::Message::SubscribeExact(message) = shared.get() else { panic!("{shared:?}") };
    message.topic.to_vec()
}

#[test]
fn what_is_written_is_read() {
    let digest = sha512(b"hello");
    let notify = s2b::NotifyUncompressed {
        authorization: Some("Bearer x"),
        tracing: b"",
        identifier: b"id01",
        topic: b"t",
        verified_uncompressed_sha512: &digest,
        uncompressed_message: b"hello",
    };
    for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
        let mut codec = Server::new().mode(mode);
        let mut wire = BytesMut::new();
        codec.encode(&notify, &mut wire).unwrap();
        codec.encode(&s2b::Message::from(subscribe(b"t")), &mut wire).unwrap();
        let first = codec.decode(&mut wire).unwrap().unwrap();
        assert_eq!(first.as_bytes()[..], notify.encode(mode).unwrap());
        assert_eq!(first.get(), s2b::Notify::from(notify.clone()).into());
        assert_eq!(topic(&codec.decode(&mut wire).unwrap().unwrap()), b"t");
        assert!(wire.is_empty());
        assert!(codec.decode_eof(&mut wire).unwrap().is_none());
    }
}

#[test]
fn a_frame_is_a_length_and_the_message() {
    assert_eq!(frames_of(&[b"foo/bar"]), FRAME);
}

#[test]
fn frames_are_those_of_the_codec_that_knows_no_messages() {
    let mut plain = LengthDelimitedCodec::new();
    let mut wire = BytesMut::from(FRAME);
    let message = plain.decode(&mut wire).unwrap().unwrap().freeze();
    assert_eq!(topic(&s2b::SharedMessage::decode(message.clone()).unwrap()), b"foo/bar");
    plain.encode(message, &mut wire).unwrap();
    assert_eq!(wire, FRAME);
}

#[test]
fn either_side_reads_its_own_messages_and_writes_any() {
    let mut client = Codec::<b2s::Message<'_>>::new();
    let mut wire = BytesMut::new();
    client.encode(&subscribe(b"foo/bar"), &mut wire).unwrap();
    assert_eq!(wire, FRAME);
    let confirm = b2s::ConfirmSubscribeExact { topic: b"foo/bar", ..Default::default() };
    let mut wire = BytesMut::new();
    Server::new().encode(&confirm, &mut wire).unwrap();
    assert_eq!(client.decode(&mut wire).unwrap().unwrap().get(), confirm.clone().into());

    // One type of message instead of all.
    Server::new().encode(&confirm, &mut wire).unwrap();
    let mut only = Codec::<b2s::ConfirmSubscribeExact<'_>>::new();
    assert_eq!(only.decode(&mut wire).unwrap().unwrap().get(), confirm);
}

#[test]
fn a_shared_message_goes_on_as_it_came() {
    // An expanded block, flags without a meaning, an unknown header: nothing of this would be written again.
    let mut message = subscribe(b"t").encode(HeaderMode::Expanded).unwrap();
    message[0] = 0x80;
    message[5] += 1;
    message.extend(b"\0\x04x-no\0\x01?");
    let mut wire = BytesMut::new();
    wire.put_u32(u32::try_from(message.len()).unwrap());
    wire.put_slice(&message);
    let frame = wire.clone();

    let mut codec = Server::new();
    let shared = codec.decode(&mut wire).unwrap().unwrap();
    codec.encode(&shared, &mut wire).unwrap();
    assert_eq!(wire, frame);
    codec.encode(shared, &mut wire).unwrap();
    assert_eq!(wire, [&frame[..], &frame].concat());
}

#[test]
fn bytes_may_come_one_by_one_in_any_two_parts_or_several_frames_at_once() {
    let whole = frames_of(&[b"foo/bar", b"", b"x"]);
    let expected = [&b"foo/bar"[..], b"", b"x"];
    let read = |parts: &mut dyn Iterator<Item = &[u8]>| {
        let mut codec = Server::new();
        let mut buffer = BytesMut::new();
        let mut topics = Vec::new();
        for part in parts {
            buffer.extend_from_slice(part);
            while let Some(shared) = codec.decode(&mut buffer).unwrap() {
                topics.push(topic(&shared));
            }
        }
        assert!(buffer.is_empty());
        topics
    };
    assert_eq!(read(&mut whole.chunks(1)), expected);
    for at in 0..=whole.len() {
        let (front, back) = whole.split_at(at);
        assert_eq!(read(&mut [front, back].into_iter()), expected);
    }
}

#[test]
fn reading_a_message_copies_nothing() {
    let mut wire = frames_of(&[&[7; 1000], b"next"]);
    let within = wire.as_ptr_range();
    let shared = Server::new().decode(&mut wire).unwrap().unwrap();
    assert!(within.contains(&shared.as_bytes().as_ptr()));
}

#[test]
fn a_length_beyond_the_limit_is_refused_before_room_is_made() {
    for claimed in [u32::MAX, 16 * 1024 * 1024 + 1] {
        let mut wire = BytesMut::from(&[&claimed.to_be_bytes()[..], b"abc"].concat()[..]);
        let before = (wire.clone(), wire.capacity());
        let mut codec = Server::new();
        // It stays refused: what follows cannot be a frame.
        for _ in 0..2 {
            let info = measure(|| {
                let error = codec.decode(&mut wire).unwrap_err();
                let FrameError::TooLong { length, max } = error else { panic!("{error}") };
                assert_eq!((u32::try_from(length), max), (Ok(claimed), 16 * 1024 * 1024));
            });
            assert_eq!(info.count_total, 0);
        }
        assert_eq!((wire.clone(), wire.capacity()), before);
    }
}

#[test]
fn a_length_within_the_limit_gets_little_room_before_its_bytes_are_there() {
    let mut codec = Server::new().max_length(usize::MAX);
    let mut wire = BytesMut::from(&[0xff; 4][..]);
    assert!(codec.decode(&mut wire).unwrap().is_none());
    assert!(wire.capacity() <= 4 + 64 * 1024, "{}", wire.capacity());
    for _ in 0..1_000_000 {
        wire.put_u8(0);
        assert!(codec.decode(&mut wire).unwrap().is_none());
        assert!(wire.capacity() <= wire.len() + wire.len().max(64 * 1024), "{}", wire.capacity());
    }
}

#[test]
fn the_limit_is_the_longest_message_on_both_sides() {
    let message = subscribe(b"foo/bar");
    let mut exactly = Server::new().max_length(FRAME.len() - 4);
    let mut below = Server::new().max_length(FRAME.len() - 5);
    let mut wire = BytesMut::new();
    exactly.encode(&message, &mut wire).unwrap();
    assert_eq!(wire, FRAME);

    let refused = |error: &FrameError| matches!(error, FrameError::TooLong { length: 17, max: 16 });
    assert!(refused(&below.decode(&mut wire).unwrap_err()));
    assert_eq!(wire, FRAME);
    let shared = exactly.decode(&mut wire).unwrap().unwrap();

    let mut wire = BytesMut::from(&b"before"[..]);
    let capacity = wire.capacity();
    assert!(refused(&below.encode(&message, &mut wire).unwrap_err()));
    assert!(refused(&below.encode(&shared, &mut wire).unwrap_err()));
    assert!(refused(&below.encode(shared, &mut wire).unwrap_err()));
    assert_eq!((&wire[..], wire.capacity()), (&b"before"[..], capacity));
}

#[test]
fn after_a_bad_message_the_next_one_can_be_read() {
    let mut bad_topic = FRAME.to_vec();
    bad_topic[13] = 8;
    let mut unknown = FRAME.to_vec();
    unknown[7] = 99;
    let bad: [(&[u8], ErrorKind, u32); 5] = [
        (&bad_topic, ErrorKind::Truncated, 10),
        (&unknown, ErrorKind::UnknownType, 2),
        // Too short to be any message.
        (b"\0\0\0\0", ErrorKind::Truncated, 0),
        (b"\0\0\0\x03\0\x01\0", ErrorKind::Truncated, 2),
        // Another message of the same length as the frame says, but with nothing in it.
        (b"\0\0\0\x04\0\x01\0\x02", ErrorKind::Truncated, 4),
    ];
    for (frame, kind, offset) in bad {
        let mut wire = BytesMut::from(&[FRAME, frame, FRAME].concat()[..]);
        let mut codec = Server::new();
        assert_eq!(topic(&codec.decode(&mut wire).unwrap().unwrap()), b"foo/bar");
        let error = codec.decode(&mut wire).unwrap_err();
        let FrameError::Decode(error) = error else { panic!("{error}") };
        assert_eq!((error.kind(), error.offset()), (kind, offset));
        assert_eq!(topic(&codec.decode(&mut wire).unwrap().unwrap()), b"foo/bar");
        assert!(wire.is_empty());
    }
}

#[test]
fn a_stream_that_ends_within_a_frame_is_an_error() {
    for end in 1..FRAME.len() {
        let mut wire = BytesMut::from(&FRAME[..end]);
        let error = Server::new().decode_eof(&mut wire).unwrap_err();
        assert!(matches!(error, FrameError::Io(_)), "{error:?}");
    }
    let mut wire = BytesMut::from(FRAME);
    assert!(Server::new().decode_eof(&mut wire).unwrap().is_some());
    assert!(Server::new().decode_eof(&mut wire).unwrap().is_none());
}

#[test]
fn a_message_that_no_reader_would_accept_is_not_begun() {
    let long = s2b::ContinueReceive { identifier: &[0; 65], part_id: 0, authorization: None, tracing: b"" };
    let mut wire = BytesMut::from(&b"before"[..]);
    let error = Server::new().encode(&long, &mut wire).unwrap_err();
    let FrameError::Encode(encode) = &error else { panic!("{error}") };
    assert_eq!((encode.kind(), encode.at()), (ErrorKind::TooLong, Some("x-identifier")));
    assert_eq!(wire, b"before"[..]);
}

/// Says that it is shorter than it is.
struct Wrong;

impl<'a> LonelyMessage<'a> for Wrong {
    const DIRECTION: Direction = Direction::S2b;
    const TYPE_CODES: &'static [u16] = &[100];
    const HEADER_NAMES: &'static [&'static str] = &[];

    fn decode(_: &'a [u8]) -> Result<Self, DecodeError> {
        Ok(Self)
    }

    fn encode_into(&self, _: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        buffer.put_slice(b"\0\x01\0\x64more");
        Ok(())
    }

    fn encoded_len(&self, _: HeaderMode) -> usize {
        4
    }
}

#[test]
fn the_length_is_that_of_what_was_written() {
    let mut wire = BytesMut::new();
    Server::new().encode(&Wrong, &mut wire).unwrap();
    assert_eq!(wire, b"\0\0\0\x08\0\x01\0\x64more"[..]);
    let error = Server::new().max_length(7).encode(&Wrong, &mut wire).unwrap_err();
    assert!(matches!(error, FrameError::TooLong { length: 8, max: 7 }));
    assert_eq!(wire.len(), 12);
}

#[test]
fn errors_say_what_happened_and_why() {
    let chain = |error: &FrameError| {
        let source = error.source().map(ToString::to_string);
        (error.to_string(), source.unwrap_or_default())
    };
    let mut codec = Server::new();
    let error = codec.decode(&mut BytesMut::from(&[0xff; 4][..])).unwrap_err();
    let message = "a message of 4294967295 bytes is beyond the limit of 16777216 bytes";
    assert_eq!(chain(&error), (message.to_owned(), String::new()));
    let error = codec.decode(&mut BytesMut::from(&[0; 4][..])).unwrap_err();
    let source = "what should begin at byte 0 is cut off: the input ends too early (truncated)";
    assert_eq!(chain(&error), ("the frame holds no message".to_owned(), source.to_owned()));
    let error = codec.decode_eof(&mut BytesMut::from(&[0][..])).unwrap_err();
    assert_eq!(chain(&error), ("the stream failed".to_owned(), "bytes remaining on stream".to_owned()));
}

#[test]
fn a_codec_goes_wherever_a_connection_does() {
    fn check<T: Copy + Default + Send + Sync + Unpin + 'static>() {}
    check::<Codec<std::rc::Rc<u8>>>();
}

//! Two versions of a schema side by side: each reads its own bytes, a reader of both tries the newest first, and only whoever
//! uses what is deprecated is told so.
#![deny(warnings)]

use lonelypsp::HeaderMode::{Expanded, Minimal};

mod new {
    lonelypsp::schema!("tests/versions.yaml");
}

mod old {
    lonelypsp::schema!("tests/versions.yaml", protocol_version = "1.0.0");
}

/// A line of either version.
#[derive(Debug, PartialEq)]
struct Line {
    nick: String,
    count: Option<u32>,
}

fn read(bytes: &[u8]) -> Option<Line> {
    let new = new::talk::s2b::Line::decode(bytes);
    let new = new.map(|line| Line { nick: line.nick.to_owned(), count: Some(line.count) });
    let old =
        || old::talk::s2b::Line::decode(bytes).map(|line| Line { nick: line.nick.to_owned(), count: None });
    new.or_else(|_| old()).ok()
}

#[test]
fn a_reader_of_both_takes_the_newest_first() {
    // Flags, the code, then each value behind its length; put together by hand.
    let old = [0, 1, 0, 1, 0, 3, b'a', b'd', b'a'];
    let new = [&old[..], &[0, 1, 7]].concat();
    assert_eq!(read(&old), Some(Line { nick: "ada".to_owned(), count: None }));
    assert_eq!(read(&new), Some(Line { nick: "ada".to_owned(), count: Some(7) }));
    assert_eq!(read(&old[..7]), None);
    // Headers with names: the one that is missing tells.
    let named = [0, 0, 0, 1, 0, 1, 0, 6, b'x', b'-', b'n', b'i', b'c', b'k', 0, 1, b'a'];
    assert_eq!(read(&named), Some(Line { nick: "a".to_owned(), count: None }));
}

#[test]
fn a_number_is_that_of_its_version() {
    assert_eq!(old::talk::s2b::Type::Shout.code(), 2);
    assert_eq!(new::talk::s2b::Type::Shout.code(), 3);
}

#[test]
#[expect(deprecated, reason = "whoever uses what is deprecated is told so")]
fn what_is_deprecated_works_and_the_compiler_says_so() {
    let shout = new::talk::s2b::Shout { nick: "ada", text: b"", loud: true };
    for mode in [Minimal, Expanded] {
        assert_eq!(new::talk::s2b::Shout::decode(&shout.encode(mode).unwrap()).unwrap(), shout);
    }
}

/// Version 1.0.0 does not say that messages and variants are deprecated, which they are since 2.0.0.
#[test]
fn what_is_deprecated_later_is_not_yet() {
    let bytes = [0, 1, 0, 1, 0, 0, 0, 1, b'a'];
    let part = old::talk::b2s::PartFirst::decode(&bytes).unwrap();
    assert_eq!(part.encode(Minimal).unwrap()[..4], bytes[..4]);
}

//! Entries that are read one by one: the same ones, in whatever pieces, and the same error.

use std::collections::BTreeMap;

use lonelypsp::hashing::s2b::{StrongEtag, StrongEtagGlobs, StrongEtagTopics};
use lonelypsp::stateless::s2b::{SetSubscriptions, SetSubscriptionsGlobs, SetSubscriptionsTopics};
use lonelypsp::{DecodeError, IncrementalError};
use proptest::prelude::*;

use super::pieces;
use super::values::damaged;

/// Topics and patterns, each with its recovery url.
type Subscriptions = (BTreeMap<Vec<u8>, String>, BTreeMap<String, String>);

fn subscriptions() -> impl Strategy<Value = Subscriptions> {
    // Short ones, so that many are alike where they begin, and that literals behind groups look like entries.
    let topics = prop::collection::btree_map(prop::collection::vec(0..4_u8, 0..4), "[u]{0,3}", 0..5);
    (topics, prop::collection::btree_map("[a-b\n]{0,3}", "[u]{0,3}", 0..5))
}

/// What was read: topics, then patterns, then whether it was accepted.
type Outcome = (Vec<(Vec<u8>, Option<String>)>, Vec<(String, Option<String>)>, Result<String, DecodeError>);

macro_rules! read_in_pieces {
    ($name:ident, $message:ident, $topics:ident, $globs:ident) => {
        fn $name(input: &[u8], cuts: &[usize]) -> Outcome {
            let refused = |error| match error {
                IncrementalError::Refused(error) => error,
                IncrementalError::AboveLimit { .. } => panic!("there is no limit"),
            };
            let mut decoder = $message::incremental_entries();
            let (mut topics, mut globs) = (Vec::new(), Vec::new());
            for mut piece in pieces(input, cuts) {
                loop {
                    let entry = match decoder.read(&mut piece) {
                        Ok(Some(entry)) => entry,
                        Ok(None) => break,
                        Err(error) => return (topics, globs, Err(refused(error))),
                    };
                    let topic: Option<$topics<'_>> = entry.get().unwrap();
                    let glob: Option<$globs<'_>> = entry.get().unwrap();
                    assert!(topic.is_some() != glob.is_some());
                    assert_eq!(entry.index(), if topic.is_some() { topics.len() } else { globs.len() });
                    topics.extend(topic.map(|e| (e.topic.to_vec(), e.recovery.map(str::to_owned))));
                    globs.extend(glob.map(|e| (e.glob.to_owned(), e.recovery.map(str::to_owned))));
                }
                assert!(piece.is_empty());
            }
            let result = decoder.finish().map(|received| received.message().url.to_owned());
            (topics, globs, result.map_err(refused))
        }
    };
}

read_in_pieces!(set_in_pieces, SetSubscriptions, SetSubscriptionsTopics, SetSubscriptionsGlobs);
read_in_pieces!(etag_in_pieces, StrongEtag, StrongEtagTopics, StrongEtagGlobs);

macro_rules! whole {
    ($message:expr) => {
        $message.map(|message| {
            let topics = message.topics.iter().map(|e| (e.topic.to_vec(), e.recovery.map(str::to_owned)));
            let globs = message.globs.iter().map(|e| (e.glob.to_owned(), e.recovery.map(str::to_owned)));
            (topics.collect::<Vec<_>>(), globs.collect::<Vec<_>>(), message.url.to_owned())
        })
    };
}

fn check(
    (topics, globs, result): Outcome,
    whole: Result<(Vec<(Vec<u8>, Option<String>)>, Vec<(String, Option<String>)>, String), DecodeError>,
) {
    match whole {
        Ok((all_topics, all_globs, url)) => {
            assert_eq!((topics, globs, result), (all_topics, all_globs, Ok(url)));
        }
        Err(error) => {
            assert_eq!(result, Err(error));
        }
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn behind_counts((topics, globs) in subscriptions(), damage in damaged(), cuts in prop::collection::vec(any::<usize>(), 0..8)) {
        let topic = |(topic, recovery): (_, _)| SetSubscriptionsTopics { topic, recovery };
        let message = SetSubscriptions {
            tracing: b"abc",
            url: "http://h/",
            etag: &[9; 64],
            topics: topics.iter().map(|(t, r)| topic((&t[..], some(r)))).collect(),
            globs: globs.iter().map(|(glob, r)| SetSubscriptionsGlobs { glob, recovery: some(r) }).collect(),
        };
        let input = damage.apply(message.encode().unwrap());
        check(set_in_pieces(&input, &cuts), whole!(SetSubscriptions::decode(&input)));
        super::check(
            SetSubscriptions::incremental(),
            SetSubscriptions::decode(&input).map(|message| super::seen(&message)),
            &input,
            &cuts,
        );
    }

    #[test]
    fn up_to_literals((topics, globs) in subscriptions(), damage in damaged(), cuts in prop::collection::vec(any::<usize>(), 0..8)) {
        let message = StrongEtag {
            url: "http://h/",
            topics: topics.iter().map(|(topic, r)| StrongEtagTopics { topic, recovery: some(r) }).collect(),
            globs: globs.iter().map(|(glob, r)| StrongEtagGlobs { glob, recovery: some(r) }).collect(),
        };
        let input = damage.apply(message.encode().unwrap());
        check(etag_in_pieces(&input, &cuts), whole!(StrongEtag::decode(&input)));
        super::check(
            StrongEtag::incremental(),
            StrongEtag::decode(&input).map(|message| super::seen(&message)),
            &input,
            &cuts,
        );
    }

    #[test]
    fn any_bytes(input in prop::collection::vec(0..4_u8, 60..200), cuts in prop::collection::vec(any::<usize>(), 0..8)) {
        check(set_in_pieces(&input, &cuts), whole!(SetSubscriptions::decode(&input)));
        check(etag_in_pieces(&input, &cuts), whole!(StrongEtag::decode(&input)));
    }
}

#[test]
fn the_head_is_there_before_the_first_entry() {
    let message = SetSubscriptions {
        tracing: b"abc",
        url: "http://h/",
        etag: &[9; 64],
        topics: vec![SetSubscriptionsTopics { topic: b"t", recovery: None }],
        globs: Vec::new(),
    };
    let wire = message.encode().unwrap();
    let mut decoder = SetSubscriptions::incremental_entries();
    // tracing, url, format and etag, the count of topics
    let (mut head, mut rest) = wire.split_at(5 + 11 + 65 + 4);
    assert!(decoder.read(&mut head).unwrap().is_none());
    assert_eq!(decoder.head().map(|head| head.peek().url.to_owned()), Some("http://h/".to_owned()));
    assert!(decoder.read(&mut rest).unwrap().is_some());
    assert!(decoder.read(&mut rest).unwrap().is_none());
    assert!(decoder.finish().is_ok());
}

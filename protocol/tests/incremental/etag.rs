//! The strong etag: of all at once, one by one, and of a request in pieces.

use std::collections::BTreeMap;

use lonelypsp::ErrorKind;
use lonelypsp::etag::{StrongEtag, Subscription, Subscriptions, is_right, strong_etag};
use lonelypsp::hashing::s2b as hashing;
use lonelypsp::sha512;
use lonelypsp::stateless::s2b::{SetSubscriptions, SetSubscriptionsGlobs, SetSubscriptionsTopics};
use proptest::prelude::*;

use super::pieces;

/// The document by the description of the protocol: literals, and every value behind its length in two bytes.
fn document(url: &str, topics: &[(&[u8], Option<&str>)], globs: &[(&str, Option<&str>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut put = |literal: &[u8], values: &[&[u8]]| {
        out.extend_from_slice(literal);
        for value in values {
            out.extend_from_slice(&u16::try_from(value.len()).unwrap().to_be_bytes());
            out.extend_from_slice(value);
        }
    };
    put(b"URL", &[url.as_bytes()]);
    put(b"\nEXACT", &[]);
    topics.iter().for_each(|(topic, recovery)| put(b"", &[topic, recovery.unwrap_or_default().as_bytes()]));
    put(b"\nGLOB", &[]);
    globs
        .iter()
        .for_each(|(glob, recovery)| put(b"", &[glob.as_bytes(), recovery.unwrap_or_default().as_bytes()]));
    put(b"\n", &[]);
    out
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

proptest! {
    #[test]
    fn it_is_the_hash_of_the_document(
        topics in prop::collection::btree_map(prop::collection::vec(any::<u8>(), 0..200), "[a-z]{0,9}", 0..60),
        globs in prop::collection::btree_map("[a-z*]{0,9}", "[a-z]{0,9}", 0..60),
        cuts in prop::collection::vec(any::<usize>(), 0..9),
        changed in any::<bool>(),
    ) {
        let (topics, globs): (BTreeMap<Vec<u8>, String>, BTreeMap<String, String>) = (topics, globs);
        let topics: Vec<_> = topics.iter().map(|(topic, recovery)| (&topic[..], some(recovery))).collect();
        let globs: Vec<_> = globs.iter().map(|(glob, recovery)| (&glob[..], some(recovery))).collect();
        let etag = sha512(&document("http://h/", &topics, &globs));
        prop_assert_eq!(strong_etag("http://h/", topics.iter().copied(), globs.iter().copied()), Ok(etag));

        let generated = hashing::StrongEtag {
            url: "http://h/",
            topics: topics.iter().map(|&(topic, recovery)| hashing::StrongEtagTopics { topic, recovery }).collect(),
            globs: globs.iter().map(|&(glob, recovery)| hashing::StrongEtagGlobs { glob, recovery }).collect(),
        };
        prop_assert_eq!(sha512(&generated.encode().unwrap()), etag);

        let mut declared = etag;
        declared[0] ^= u8::from(changed);
        let request = SetSubscriptions {
            tracing: b"",
            url: "http://h/",
            etag: &declared,
            topics: topics.iter().map(|&(topic, recovery)| SetSubscriptionsTopics { topic, recovery }).collect(),
            globs: globs.iter().map(|&(glob, recovery)| SetSubscriptionsGlobs { glob, recovery }).collect(),
        };
        prop_assert_eq!(is_right(&request), !changed);
        let wire = request.encode().unwrap();
        let (mut subscriptions, mut count) = (Subscriptions::new(), 0);
        for mut piece in pieces(&wire, &cuts) {
            while let Some(subscription) = subscriptions.read(&mut piece).unwrap() {
                match subscription {
                    Subscription::Topic(entry) => prop_assert_eq!((entry.topic, entry.recovery), topics[count]),
                    Subscription::Glob(entry) => prop_assert_eq!((entry.glob, entry.recovery), globs[count - topics.len()]),
                }
                count += 1;
            }
        }
        prop_assert_eq!(count, topics.len() + globs.len());
        let (received, right) = subscriptions.finish().unwrap();
        prop_assert_eq!((received.message().url, right), ("http://h/", !changed));
    }
}

#[test]
fn order_is_checked_unless_it_is_not_to_be() {
    let mut etag = StrongEtag::new("u").unwrap();
    etag.topic(b"b", None).unwrap();
    for topic in [&b"b"[..], b"a", b""] {
        let error = etag.topic(topic, None).unwrap_err();
        assert_eq!(
            (error.kind(), error.place().unwrap().to_string()),
            (ErrorKind::Unsorted, "topics[1].topic".into())
        );
    }
    // A pattern is compared with patterns alone, and no topic comes behind one.
    etag.glob("a", None).unwrap();
    assert_eq!(etag.topic(b"c", None).unwrap_err().kind(), ErrorKind::Unsorted);
    // What was refused is not in it.
    assert_eq!(etag.finish(), sha512(&document("u", &[(b"b", None)], &[("a", None)])));

    let mut etag = StrongEtag::new("u").unwrap().without_order();
    let topics = [(&b"b"[..], None), (&b"a"[..], Some("r")), (&b"a"[..], None)];
    topics.into_iter().for_each(|(topic, recovery)| etag.topic(topic, recovery).unwrap());
    assert_eq!(etag.finish(), sha512(&document("u", &topics, &[])));
}

#[test]
fn what_no_document_can_hold_is_refused() {
    let long = "x".repeat(65536);
    assert_eq!(StrongEtag::new(&long).unwrap_err().kind(), ErrorKind::TooLong);
    let mut etag = StrongEtag::new("u").unwrap();
    assert_eq!(etag.topic(b"t", Some(&long)).unwrap_err().kind(), ErrorKind::TooLong);
    assert_eq!(etag.finish(), sha512(&document("u", &[], &[])));
}

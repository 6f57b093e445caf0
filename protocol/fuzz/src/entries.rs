//! Entries that are read one by one.

use lonelypsp::hashing::s2b::{StrongEtag, StrongEtagGlobs, StrongEtagTopics};
use lonelypsp::stateless::s2b::{SetSubscriptions, SetSubscriptionsGlobs, SetSubscriptionsTopics};

use crate::refused;

macro_rules! entries {
    ($(#[$doc:meta])* $name:ident, $message:ident, $topics:ident, $globs:ident) => {
        $(#[$doc])*
        pub fn $name(input: &[u8], pieces: &[&[u8]]) {
            let mut decoder = $message::incremental_entries();
            let (mut topics, mut globs) = (Vec::new(), Vec::new());
            let mut read = || {
                for piece in pieces {
                    let mut piece = *piece;
                    while let Some(entry) = decoder.read(&mut piece).map_err(refused)? {
                        let topic: Option<$topics<'_>> = entry.get()?;
                        let glob: Option<$globs<'_>> = entry.get()?;
                        assert!(topic.is_some() != glob.is_some());
                        topics.extend(topic.map(|entry| format!("{entry:?}")));
                        globs.extend(glob.map(|entry| format!("{entry:?}")));
                    }
                    assert!(piece.is_empty());
                }
                let received = decoder.finish().map_err(refused)?;
                // Without entries, which were given already.
                Ok(format!("{:?}", received.message()))
            };
            let found = read();
            match $message::decode(input) {
                Ok(message) => {
                    let all_topics: Vec<_> = message.topics.iter().map(|entry| format!("{entry:?}")).collect();
                    let all_globs: Vec<_> = message.globs.iter().map(|entry| format!("{entry:?}")).collect();
                    let without = $message { topics: Vec::new(), globs: Vec::new(), ..message };
                    assert_eq!((topics, globs, found), (all_topics, all_globs, Ok(format!("{without:?}"))));
                }
                Err(error) => assert_eq!(found, Err(error)),
            }
        }
    };
}

entries!(
    /// Behind counts.
    check_set, SetSubscriptions, SetSubscriptionsTopics, SetSubscriptionsGlobs
);
entries!(
    /// Up to literals.
    check_etag, StrongEtag, StrongEtagTopics, StrongEtagGlobs
);

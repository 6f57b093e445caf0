//! Everything that a subscriber can ask the real server for.

use std::sync::Arc;

use lonelypsp::auth::NoAuth;
use lonelypsp::hashing::s2b::{StrongEtag, StrongEtagGlobs, StrongEtagTopics};
use lonelypsp::sha512;
use lonelypsp::stateless::b2s::{ResponseCheckSubscriptions, ResponseGeneric};
use lonelypsp::stateless::s2b::{
    CheckSubscriptions, SetSubscriptions, SetSubscriptionsGlobs, SetSubscriptionsTopics, SubscribeExact,
    SubscribeGlob, UnsubscribeExact, UnsubscribeGlob,
};

use crate::client::Client;
use crate::kind::Kind;
use crate::python::RealServer;

/// Nobody is notified there: the test has ended all subscriptions before it notifies.
const URL: &str = "http://127.0.0.1:9/v1/receive";
const RECOVERY: &str = "http://127.0.0.1:9/v1/recover";
/// Not UTF-8, and not ASCII.
const TOPIC: &[u8] = b"foo/\xff";
const GLOB: &str = "f\u{f6}\u{f6}/*";

/// Each kind of request; what the server says of its subscriptions in between has to be what was asked for.
pub(crate) fn everything(kind: Kind) {
    let server = RealServer::start(kind);
    let client = Client::new(&server.url, kind.strategy());
    let nothing = etag(Vec::new(), Vec::new());

    assert_eq!(check(&client), nothing);
    subscribe_exact(&client);
    subscribe_glob(&client);
    let topics = vec![StrongEtagTopics { topic: TOPIC, recovery: Some(RECOVERY) }];
    let globs = vec![StrongEtagGlobs { glob: GLOB, recovery: None }];
    assert_eq!(check(&client), etag(topics, globs));

    unsubscribe_exact(&client);
    unsubscribe_glob(&client);
    assert_eq!(check(&client), nothing);

    let wanted = set(&client);
    assert_eq!(check(&client), wanted);
    for topic in [&b"a"[..], b"b"] {
        let message = UnsubscribeExact { url: URL, topic, tracing: b"" };
        client.ask(&message, &message.document().unwrap());
    }
    unsubscribe_glob(&client);
    assert_eq!(check(&client), nothing);

    assert_eq!(client.notify(b""), 0);
    assert_eq!(client.notify(&vec![0xff; 100_000]), 0);
    strangers_are_refused(kind, &server);
}

fn etag(topics: Vec<StrongEtagTopics<'_>>, globs: Vec<StrongEtagGlobs<'_>>) -> [u8; 64] {
    sha512(&StrongEtag { url: URL, topics, globs }.encode().unwrap())
}

/// The etag of the subscriptions that the server has.
fn check(client: &Client) -> [u8; 64] {
    let message = CheckSubscriptions { tracing: b"", url: URL };
    let body = client.ask(&message, &message.document().unwrap());
    let answer = ResponseCheckSubscriptions::decode(&body).unwrap();
    client.check(&answer.document().unwrap(), answer.authorization);
    *answer.etag
}

fn subscribe_exact(client: &Client) {
    let message = SubscribeExact { url: URL, topic: TOPIC, recovery: Some(RECOVERY), tracing: b"" };
    let body = client.ask(&message, &message.document().unwrap());
    let answer = ResponseGeneric::decode(&body).unwrap();
    let document = answer.document_for_subscribe_exact(URL, Some(RECOVERY), TOPIC).unwrap();
    client.check(&document, answer.authorization);
    // It is there already.
    assert_eq!(client.post(&message, &message.document().unwrap()).0, 409);
}

fn subscribe_glob(client: &Client) {
    let message = SubscribeGlob { url: URL, glob: GLOB, recovery: None, tracing: b"" };
    let body = client.ask(&message, &message.document().unwrap());
    let answer = ResponseGeneric::decode(&body).unwrap();
    client.check(&answer.document_for_subscribe_glob(URL, None, GLOB).unwrap(), answer.authorization);
}

fn unsubscribe_exact(client: &Client) {
    let message = UnsubscribeExact { url: URL, topic: TOPIC, tracing: b"" };
    let body = client.ask(&message, &message.document().unwrap());
    let answer = ResponseGeneric::decode(&body).unwrap();
    client.check(&answer.document_for_unsubscribe_exact(URL, TOPIC).unwrap(), answer.authorization);
    // It is there no more.
    assert_eq!(client.post(&message, &message.document().unwrap()).0, 409);
}

fn unsubscribe_glob(client: &Client) {
    let message = UnsubscribeGlob { url: URL, glob: GLOB, tracing: b"" };
    let body = client.ask(&message, &message.document().unwrap());
    let answer = ResponseGeneric::decode(&body).unwrap();
    client.check(&answer.document_for_unsubscribe_glob(URL, GLOB).unwrap(), answer.authorization);
}

/// The etag of what was set.
fn set(client: &Client) -> [u8; 64] {
    let all = [(&b"a"[..], None), (b"b", Some(RECOVERY))];
    let topics = all.map(|(topic, recovery)| StrongEtagTopics { topic, recovery });
    let etag = etag(topics.into(), vec![StrongEtagGlobs { glob: GLOB, recovery: Some(RECOVERY) }]);
    let topics = all.map(|(topic, recovery)| SetSubscriptionsTopics { topic, recovery }).into();
    let globs = vec![SetSubscriptionsGlobs { glob: GLOB, recovery: Some(RECOVERY) }];
    let message = SetSubscriptions { tracing: b"", url: URL, etag: &etag, topics, globs };
    let body = client.ask(&message, &message.document().unwrap());
    let answer = ResponseGeneric::decode(&body).unwrap();
    client.check(&answer.document_for_set_subscriptions(&etag).unwrap(), answer.authorization);
    etag
}

/// So that what was answered before means something.
fn strangers_are_refused(kind: Kind, server: &RealServer) {
    let stranger = Client::new(&server.url, Arc::new(NoAuth));
    let message = CheckSubscriptions { tracing: b"", url: URL };
    let (status, _) = stranger.post(&message, &message.document().unwrap());
    assert_eq!(status, if kind == Kind::None { 200 } else { 401 });
}

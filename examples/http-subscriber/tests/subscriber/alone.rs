//! The example without the reference's programs: what it takes, and what it refuses.

use axum::http::Request;
use lonelypsp::auth::{NoAuth, SyncStrategy};
use lonelypsp::http::{self, Headers};
use lonelypsp::sha512;
use lonelypsp::stateless::b2s::{Missed, Receive};
use lonelypsp::stateless::s2b::{ResponseConfirmMissed, ResponseConfirmReceive};
use ureq::Agent;

use crate::broadcaster::Broadcaster;
use crate::kind::{Kind, TOPIC, other_key};
use crate::subscriber::Subscriber;

/// Wire format, 2.5: the code 10 and nothing else.
const UNSUBSCRIBE: &[u8] = b"\0\x0a";

type Answer = (u16, Vec<u8>);

/// The program, subscribed at a broadcaster that needs no Python.
fn subscribed(kind: Kind) -> Subscriber {
    let broadcaster = Broadcaster::start(kind.strategy(), kind.strategy());
    Subscriber::start(&format!("http://{}", broadcaster.address), kind)
}

fn run<T: ureq::AsSendBody>(request: Request<T>) -> Answer {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let response = agent.run(request).unwrap();
    (response.status().as_u16(), response.into_body().read_to_vec().unwrap())
}

fn receive(payload: &[u8]) -> Receive<'_> {
    Receive { tracing: b"t", topic: TOPIC.as_bytes(), identifier: b"12345678", payload }
}

/// A delivery that declares this digest, which is signed too.
fn delivery(url: &str, strategy: &dyn SyncStrategy, payload: &[u8], digest: &[u8; 64]) -> Request<Vec<u8>> {
    let message = receive(payload);
    let authorization = strategy.authorize_now(&message.document(url, digest).unwrap()).unwrap();
    let headers = Headers { authorization: authorization.as_deref(), message_sha512: Some(digest) };
    http::request_to(url, &message, headers).unwrap()
}

#[test]
fn what_is_delivered_is_printed_and_confirmed() {
    for kind in [Kind::None, Kind::Token, Kind::Hmac] {
        let (mut subscriber, strategy) = (subscribed(kind), kind.strategy());
        let url = format!("{}/v1/receive", subscriber.host);
        let (status, body) = run(delivery(&url, &strategy, b"hello \xff", &sha512(b"hello \xff")));
        assert_eq!(status, 200, "{kind:?}");
        let answer = ResponseConfirmReceive::decode(&body).unwrap();
        assert_eq!((answer.identifier, answer.num_subscribers), (&b"12345678"[..], 1));
        strategy.check_now(&answer.document(&url).unwrap(), answer.authorization).unwrap();
        assert_eq!(subscriber.line(), format!("{TOPIC}: hello \\xff"));
    }
}

#[test]
fn what_was_missed_is_printed_and_confirmed() {
    let (mut subscriber, strategy) = (subscribed(Kind::Hmac), Kind::Hmac.strategy());
    let url = format!("{}/v1/recover", subscriber.host);
    let message = Missed { tracing: b"", topic: TOPIC.as_bytes() };
    let authorization = strategy.authorize_now(&message.document(&url).unwrap()).unwrap();
    let headers = Headers { authorization: authorization.as_deref(), message_sha512: None };
    let (status, body) = run(http::request_to(&url, &message, headers).unwrap());
    assert_eq!(status, 200);
    let answer = ResponseConfirmMissed::decode(&body).unwrap();
    let document = answer.document(message.topic, &url).unwrap();
    strategy.check_now(&document, answer.authorization).unwrap();
    assert_eq!(subscriber.line(), format!("{TOPIC}: something was missed"));
    // Without a signature nobody is believed.
    let (status, body) = run(http::request_to(&url, &message, Headers::default()).unwrap());
    assert_eq!((status, &body[..]), (403, UNSUBSCRIBE));
}

#[test]
fn what_is_not_right_is_refused_and_not_printed() {
    let (mut subscriber, strategy) = (subscribed(Kind::Hmac), Kind::Hmac.strategy());
    let url = format!("{}/v1/receive", subscriber.host);
    let digest = sha512(b"hello");
    let refused = |status: u16| (status, UNSUBSCRIBE.to_vec());

    assert_eq!(run(delivery(&url, &NoAuth, b"hello", &digest)), refused(403));
    assert_eq!(run(delivery(&url, &other_key(), b"hello", &digest)), refused(403));
    // Signed for another url.
    let mut elsewhere = delivery("http://127.0.0.1:9/v1/receive", &strategy, b"hello", &digest);
    *elsewhere.uri_mut() = url.parse().unwrap();
    assert_eq!(run(elsewhere), refused(403));
    // The digest is signed, but the message has another.
    assert_eq!(run(delivery(&url, &strategy, b"hell0", &digest)), refused(400));
    let mut without = delivery(&url, &strategy, b"hello", &digest);
    without.headers_mut().remove("repr-digest");
    assert_eq!(run(without), refused(400));
    let mut short = delivery(&url, &strategy, b"hello", &digest);
    short.body_mut().pop();
    assert_eq!(run(short), refused(400));

    let good = delivery(&url, &strategy, b"hello", &digest);
    assert_eq!(run(good.clone()).0, 200);
    // The same once more, as somebody who listens could send it.
    assert_eq!(run(good), refused(403));
    assert_eq!(run(delivery(&url, &strategy, b"the last", &sha512(b"the last"))).0, 200);
    assert_eq!(subscriber.line(), format!("{TOPIC}: hello"));
    assert_eq!(subscriber.line(), format!("{TOPIC}: the last"));
}

#[test]
fn the_readme_says_what_it_prints() {
    let broadcaster = Broadcaster::start(Kind::Hmac.strategy(), Kind::Hmac.strategy());
    let mut subscriber = Subscriber::start(&format!("http://{}", broadcaster.address), Kind::Hmac);
    let (host, url) = (subscriber.host.clone(), format!("{}/v1/receive", subscriber.host));
    run(delivery(&url, &Kind::Hmac.strategy(), b"hello", &sha512(b"hello")));
    let printed = subscriber.line();
    let all =
        [format!("listening on {host}"), format!("subscribed to {TOPIC}"), printed, subscriber.interrupt()];
    let all = all.join("\n").replace(&host, "http://127.0.0.1:40123");
    assert!(include_str!("../../README.md").contains(&format!("```text\n{all}\n```")), "{all}");
}

#[test]
fn a_broadcaster_that_signs_with_another_key_is_not_believed() {
    let broadcaster = Broadcaster::start(Kind::Hmac.strategy(), other_key());
    let output =
        Subscriber::command(&format!("http://{}", broadcaster.address), Kind::Hmac).output().unwrap();
    assert!(!output.status.success());
    assert!(!String::from_utf8(output.stdout).unwrap().contains("subscribed"));
}

#[test]
fn without_its_secrets_it_says_which_variable_is_missing() {
    let mut command = Subscriber::command("http://127.0.0.1:9", Kind::Token);
    let output = command.env_remove("LONELY_TO_BROADCASTER").output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("LONELY_TO_BROADCASTER"), "{said}");
}

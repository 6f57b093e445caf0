//! The example, and messages over HTTP between Rust and the reference's programs, on loopback: without authorization,
//! with a token, and with HMAC.
//!
//! `cargo xtask bindings real-programs-rust` runs all of these tests. Those with the reference's programs need a Python
//! that has them, which the variable `LONELY_INTEROP_PYTHON` names, and are left out of `cargo test` otherwise.

mod alone;
mod asked;
mod broadcaster;
mod client;
mod complaints;
mod kind;
mod python;
mod subscriber;

use broadcaster::Broadcaster;
use client::Client;
use kind::{Kind, TOPIC};
use python::{RealServer, notify_with_the_real_client};
use subscriber::Subscriber;

macro_rules! tests {
    ($($module:ident: $kind:ident;)*) => {$(
        mod $module {
            use super::*;

            #[test]
            #[ignore = "needs the reference's programs: cargo xtask bindings real-programs-rust"]
            fn the_real_server_answers_every_request_that_rust_makes() {
                asked::everything(Kind::$kind);
            }

            #[test]
            #[ignore = "needs the reference's programs: cargo xtask bindings real-programs-rust"]
            fn the_real_server_counts_what_the_example_receives_and_tells_it_what_it_missed() {
                received_and_missed(Kind::$kind);
            }

            #[test]
            #[ignore = "needs the reference's programs: cargo xtask bindings real-programs-rust"]
            fn the_real_client_is_content_with_the_answer_of_an_endpoint_in_rust() {
                answered(Kind::$kind);
            }
        }
    )*};
}

tests! {
    without_authorization: None;
    with_a_token: Token;
    with_hmac: Hmac;
}

fn received_and_missed(kind: Kind) {
    let server = RealServer::start(kind);
    let mut subscriber = Subscriber::start(&server.url, kind);
    let client = Client::new(&server.url, kind.strategy());
    // Nothing is there, so that what is delivered there is missed, of which the example is told.
    let nowhere = format!("{}/nowhere", subscriber.host);
    let recovery = format!("{}/v1/recover", subscriber.host);
    client.subscribe(&nowhere, Some(&recovery));

    assert_eq!(client.notify(b"hello"), 1);
    assert_eq!(subscriber.line(), format!("{TOPIC}: hello"));
    // The server looks for what was missed every ten seconds.
    assert_eq!(subscriber.line(), format!("{TOPIC}: something was missed"));

    client.unsubscribe(&nowhere);
    assert_eq!(subscriber.interrupt(), format!("unsubscribed from {TOPIC}"));
    assert_eq!(client.notify(b"nobody is there"), 0);
}

fn answered(kind: Kind) {
    let broadcaster = Broadcaster::start(kind.strategy(), kind.strategy());
    let said = notify_with_the_real_client(kind, &broadcaster.address, TOPIC, "hello").unwrap();
    assert_eq!(said.lines().last(), Some("notified 3"));
    let received: Vec<_> = broadcaster.received.try_iter().collect();
    assert_eq!(received, [(TOPIC.into(), "hello".into())]);
}

#[test]
#[ignore = "needs the reference's programs: cargo xtask bindings real-programs-rust"]
fn the_real_client_is_not_content_with_an_answer_that_is_signed_with_another_key() {
    let broadcaster = Broadcaster::start(Kind::Hmac.strategy(), kind::other_key());
    let error = notify_with_the_real_client(Kind::Hmac, &broadcaster.address, TOPIC, "hello").unwrap_err();
    assert!(!error.contains("notified"), "{error}");
    assert!(broadcaster.received.try_iter().count() > 0, "{error}");
}

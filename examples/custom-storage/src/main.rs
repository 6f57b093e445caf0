//! Messages of the schema in types of one's own: a program keeps what arrives, without the buffers that it came in.

mod hops;
mod request;
mod topic;

use std::collections::BTreeMap;

use bytes::Bytes;
use lonelypsp::stateful::s2b;
use lonelypsp::{EncodeError, HeaderMode, LonelyMessage, Other};
use request::{Acknowledge, Request, Subscribe};
use topic::Topic;

/// What a subscriber may send, written with the generated types.
fn arriving() -> Result<[Vec<u8>; 6], EncodeError> {
    let subscribe = |topic, tracing| s2b::SubscribeExact { authorization: Some("Bearer x"), tracing, topic };
    let mode = HeaderMode::Minimal;
    Ok([
        subscribe(b"/news/sport", b"edge,relay").encode(mode)?,
        subscribe(b"/news/sport", b"").encode(HeaderMode::Expanded)?,
        s2b::ContinueReceive { identifier: b"id01", part_id: 2, ..Default::default() }.encode(mode)?,
        s2b::SubscribeGlob { glob: "/news/*", ..Default::default() }.encode(mode)?,
        // Messages like any other, but not for the types of this program.
        subscribe(b"news", b"").encode(mode)?,
        subscribe(b"/news", b"\xff").encode(mode)?,
    ])
}

fn main() -> Result<(), EncodeError> {
    let mut subscriptions: BTreeMap<Topic, Subscribe> = BTreeMap::new();
    let mut to_pass_on: Vec<Other<Bytes>> = Vec::new();
    for wire in arriving()? {
        let request = match Request::decode(&wire) {
            Ok(request) => request,
            Err(error) => {
                println!("refused: {error}");
                continue;
            }
        };
        // A request borrows nothing.
        drop(wire);
        match request {
            Request::Subscribe(new) => {
                println!("subscribe to {}, by way of {:?}", new.topic, new.hops);
                let known = subscriptions.entry(new.topic.clone());
                known.and_modify(|known| known.renewals += 1).or_insert(new);
            }
            Request::Acknowledge(Acknowledge { identifier, part_id, .. }) => {
                println!("part {part_id} of {identifier:?} has arrived");
            }
            Request::Other(other) => {
                println!("a message of type {}, {} bytes, to pass on", other.type_code, other.encoded_len());
                to_pass_on.push(other);
            }
        }
    }

    for (topic, subscription) in &subscriptions {
        // What these types write is what the generated ones do.
        let same = subscription.encode(HeaderMode::Minimal)? == arriving()?[0];
        let renewals = subscription.renewals;
        println!("{topic}: renewals {renewals}, written as it came: {same}");
    }
    for other in &to_pass_on {
        println!("passed on as it came: {}", other.encode() == arriving()?[3]);
    }
    Ok(())
}

//! A broadcaster's view of some requests to subscribe, each with a token that is right or wrong in its own way.

mod jwt;

use std::error::Error;
use std::time::Duration;

use lonelypsp::auth::{AuthResult, SyncStrategy};
use lonelypsp::stateless::s2b::SubscribeExact;

use jwt::Jwt;

const KEY: &[u8] = b"32 random bytes, from a file say";
const HOUR: Duration = Duration::from_secs(3600);

fn main() -> Result<(), Box<dyn Error>> {
    let message =
        SubscribeExact { url: "https://here/v1/receive", topic: b"news", recovery: None, tracing: b"" };
    let other = SubscribeExact { topic: b"secrets", ..message.clone() };
    let now = Duration::from_secs(1_700_000_000);
    let strategy = |key: &[u8], time| Jwt::new(key, "login.example.org", HOUR).at(time);

    // What a subscriber sends, over HTTP or on a connection: the document says what is signed.
    let sent = strategy(KEY, now).authorize_now(&message.document()?)?;
    let forged = strategy(b"a key that somebody else has", now).authorize_now(&message.document()?)?;
    // {"alg":"none"}
    let unsigned = sent.as_deref().map(|token| {
        let claims = token.split('.').nth(1).unwrap_or_default();
        format!("Bearer eyJhbGciOiJub25lIn0.{claims}.")
    });

    // What the broadcaster makes of it. Any of these could be a `Box<dyn SyncStrategy>` that was chosen at the start.
    let broadcaster = strategy(KEY, now + HOUR / 2);
    let late = strategy(KEY, now + HOUR);
    let cases: [(&str, &dyn SyncStrategy, _, _); 6] = [
        ("as it was sent", &broadcaster, &message, &sent),
        ("with another topic", &broadcaster, &other, &sent),
        ("an hour later", &late, &message, &sent),
        ("signed by somebody else", &broadcaster, &message, &forged),
        ("not signed at all", &broadcaster, &message, &unsigned),
        ("without a token", &broadcaster, &message, &None),
    ];
    for (how, strategy, message, token) in cases {
        match strategy.check_now(&message.document()?, token.as_deref()) {
            Ok(()) => println!("{how}: {:?}", AuthResult::Ok),
            Err(refusal) => println!("{how}: {:?}, {refusal}", refusal.result()),
        }
    }
    Ok(())
}

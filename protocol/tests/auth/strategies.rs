//! Strategies as programs use them: by their traits, asynchronous or not, one for each direction.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use lonelypsp::auth::replay::{ReplayError, Seen};
use lonelypsp::auth::{
    AuthResult, AuthorizeError, BearerToken, ByDirection, Document, Hmac, Immediate, MemoryReplayStore,
    NoAuth, Refusal, ReplayStore, Strategy, SyncStrategy, Token,
};

use crate::vectors::{VECTORS, key};

/// Runs a future that never waits for long.
fn run<T>(future: impl Future<Output = T> + Send) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Waits once.
struct Later(bool);

impl Future for Later {
    type Output = ();

    fn poll(mut self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// What a peer sends itself is allowed, once if it is signed.
fn exchange(strategy: &impl Strategy) -> [Result<(), Refusal>; 2] {
    let document = VECTORS[0].raw();
    let sent = run(strategy.authorize(&document)).unwrap();
    [(); 2].map(|()| run(strategy.check(&document, sent.as_deref())))
}

#[test]
fn all_strategies_are_asynchronous_ones() {
    let token = Token::both(BearerToken::from_text("x").unwrap());
    let signed = || Hmac::new(key(), key(), MemoryReplayStore::new());
    let replayed = [Ok(()), Err(Refusal::Replayed)];
    assert_eq!(exchange(&NoAuth), [Ok(()), Ok(())]);
    assert_eq!(exchange(&token), [Ok(()), Ok(())]);
    assert_eq!(exchange(&signed()), replayed);
    assert_eq!(exchange(&Arc::new(signed())), replayed);
    let chosen: [Box<dyn SyncStrategy>; 2] = [Box::new(token), Box::new(signed())];
    let results = chosen.map(|chosen| exchange(&Immediate(chosen))[1].clone());
    assert_eq!(results, [Ok(()), Err(Refusal::Replayed)]);
}

#[test]
fn each_direction_can_have_its_own() {
    let token = Token::both(BearerToken::from_text("x").unwrap());
    let strategy = ByDirection { to_broadcaster: token, to_subscriber: NoAuth };
    let (to_broadcaster, to_subscriber) = (VECTORS[8].raw(), VECTORS[9].raw());
    assert_eq!(run(strategy.authorize(&to_broadcaster)).unwrap().as_deref(), Some("Bearer x"));
    assert_eq!(run(strategy.authorize(&to_subscriber)).unwrap(), None);
    let verdict = |document: &dyn Document| AuthResult::from(run(strategy.check(document, None)));
    assert_eq!(verdict(&to_broadcaster), AuthResult::Unauthorized);
    assert_eq!(verdict(&to_subscriber), AuthResult::Ok);
    assert_eq!(strategy.check_now(&to_broadcaster, None), Err(Refusal::Absent));
    assert_eq!(strategy.authorize_now(&to_subscriber).unwrap(), None);
}

/// A store that has to wait, and then does not work.
struct Broken;

impl ReplayStore for Broken {
    async fn remember(
        &self,
        _: &[u8; 64],
        _: std::time::Duration,
        _: std::time::Duration,
    ) -> Result<Seen, ReplayError> {
        Later(false).await;
        Err(ReplayError::Failed("no connection".into()))
    }
}

#[test]
fn a_store_may_wait_and_what_it_cannot_tell_is_unavailable() {
    let [first, _] = exchange(&Hmac::new(key(), key(), Broken));
    let refusal = first.unwrap_err();
    assert_eq!(refusal.result(), AuthResult::Unavailable);
    assert!(refusal.to_string().contains("no connection"));
}

/// A program's own, which asks a server and says why not.
struct Own;

impl Strategy for Own {
    async fn authorize(&self, _: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        Later(false).await;
        Err(AuthorizeError::other("the server is away"))
    }

    async fn check(&self, _: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        Later(false).await;
        let authorization = authorization.ok_or(Refusal::Absent)?;
        Err(Refusal::Other { result: AuthResult::Unavailable, reason: format!("{authorization}?") })
    }
}

#[test]
fn a_strategy_of_ones_own_has_its_own_reasons() {
    let document = VECTORS[0].raw();
    assert_eq!(run(Own.authorize(&document)).unwrap_err().to_string(), "the server is away");
    let refusal = run(Own.check(&document, Some("who"))).unwrap_err();
    assert_eq!((refusal.result(), refusal.as_str()), (AuthResult::Unavailable, "other"));
    assert_eq!(refusal.to_string(), "who? (other)");
    assert_eq!(run(Own.check(&document, None)), Err(Refusal::Absent));
    let nonsense = Refusal::Other { result: AuthResult::Ok, reason: String::new() };
    assert_eq!(nonsense.result(), AuthResult::Forbidden);
}

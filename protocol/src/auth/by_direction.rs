//! One strategy for each direction.

use std::string::String;

use super::{AuthorizeError, Document, Refusal, Strategy, SyncStrategy};
use crate::Direction;

/// Authorizes what subscribers send in one way and what the broadcaster sends in another.
///
/// ```
/// use lonelypsp::auth::{BearerToken, ByDirection, NoAuth, SyncStrategy, Token};
///
/// // Subscribers show a token; the broadcaster, which they reach by a url that only it knows, shows none.
/// let token = BearerToken::from_text("opensesame")?;
/// let strategy = ByDirection { to_broadcaster: Token::both(token), to_subscriber: NoAuth };
/// let strategy: &dyn SyncStrategy = &strategy;
/// # Ok::<(), lonelypsp::auth::SecretError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ByDirection<S, B> {
    /// For what a subscriber signs.
    pub to_broadcaster: S,
    /// For what the broadcaster signs.
    pub to_subscriber: B,
}

impl<S: SyncStrategy, B: SyncStrategy> SyncStrategy for ByDirection<S, B> {
    fn authorize_now(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        match document.direction() {
            Direction::S2b => self.to_broadcaster.authorize_now(document),
            Direction::B2s => self.to_subscriber.authorize_now(document),
        }
    }

    fn check_now(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        match document.direction() {
            Direction::S2b => self.to_broadcaster.check_now(document, authorization),
            Direction::B2s => self.to_subscriber.check_now(document, authorization),
        }
    }
}

impl<S: Strategy, B: Strategy> Strategy for ByDirection<S, B> {
    async fn authorize(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        match document.direction() {
            Direction::S2b => self.to_broadcaster.authorize(document).await,
            Direction::B2s => self.to_subscriber.authorize(document).await,
        }
    }

    async fn check(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        match document.direction() {
            Direction::S2b => self.to_broadcaster.check(document, authorization).await,
            Direction::B2s => self.to_subscriber.check(document, authorization).await,
        }
    }
}

//! The two traits of a strategy, and what makes one of the other.

use core::future::{Future, ready};
use std::boxed::Box;
use std::string::String;
use std::sync::Arc;

use super::{AuthorizeError, Document, Refusal};

/// How messages are authorized: what to send with each, and whether a received one is allowed. Both peers do both.
///
/// It belongs to no runtime: the futures are whatever an implementation makes. One that asks nobody writes `async fn`
/// and awaits nothing, or implements [`SyncStrategy`] and is wrapped in [`Immediate`]. One that has to ask a server
/// awaits that:
///
/// ```
/// use lonelypsp::auth::{AuthResult, AuthorizeError, Document, Refusal, Strategy};
///
/// struct Introspection {
///     token: String,
/// }
///
/// async fn ask_the_server(token: &str) -> std::io::Result<bool> {
///     Ok(token.len() > 7)
/// }
///
/// impl Strategy for Introspection {
///     async fn authorize(&self, _: &dyn Document) -> Result<Option<String>, AuthorizeError> {
///         Ok(Some(format!("Bearer {}", self.token)))
///     }
///
///     async fn check(&self, _: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
///         let token = authorization.ok_or(Refusal::Absent)?.strip_prefix("Bearer ").ok_or(Refusal::Scheme)?;
///         match ask_the_server(token).await {
///             Ok(true) => Ok(()),
///             Ok(false) => Err(Refusal::Mismatch),
///             Err(error) => Err(Refusal::Other { result: AuthResult::Unavailable, reason: error.to_string() }),
///         }
///     }
/// }
/// ```
pub trait Strategy: Send + Sync {
    /// What to send with the message of this document; none if nothing is to be sent.
    ///
    /// # Errors
    /// If there should be something, and it cannot be had.
    fn authorize(
        &self,
        document: &dyn Document,
    ) -> impl Future<Output = Result<Option<String>, AuthorizeError>> + Send;

    /// Whether the message of this document, which came with this authorization, is allowed. In a stateful message an
    /// empty value is no authorization, in HTTP it is an empty one.
    ///
    /// # Errors
    /// The reason, if it is not.
    fn check(
        &self,
        document: &dyn Document,
        authorization: Option<&str>,
    ) -> impl Future<Output = Result<(), Refusal>> + Send;
}

/// A strategy that answers at once. It can be used as `&dyn SyncStrategy`, so that a program chooses one when it starts.
///
/// ```
/// use lonelypsp::auth::{BearerToken, NoAuth, SyncStrategy, Token};
///
/// fn configured(token: Option<&str>) -> Result<Box<dyn SyncStrategy>, lonelypsp::auth::SecretError> {
///     Ok(match token {
///         Some(token) => Box::new(Token::both(BearerToken::from_text(token)?)),
///         None => Box::new(NoAuth),
///     })
/// }
/// # assert!(configured(None).is_ok());
/// ```
pub trait SyncStrategy: Send + Sync {
    /// What to send with the message of this document; none if nothing is to be sent.
    ///
    /// # Errors
    /// If there should be something, and it cannot be had.
    fn authorize_now(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError>;

    /// Whether the message of this document, which came with this authorization, is allowed.
    ///
    /// # Errors
    /// The reason, if it is not.
    fn check_now(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal>;
}

/// Makes a [`Strategy`] of one that answers at once.
///
/// ```
/// use lonelypsp::auth::{Immediate, NoAuth, Strategy, SyncStrategy};
///
/// fn serve(strategy: &impl Strategy) {}
///
/// let chosen: Box<dyn SyncStrategy> = Box::new(NoAuth);
/// serve(&Immediate(chosen));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Immediate<S>(
    /// What answers.
    pub S,
);

impl<S: SyncStrategy> Strategy for Immediate<S> {
    fn authorize(
        &self,
        document: &dyn Document,
    ) -> impl Future<Output = Result<Option<String>, AuthorizeError>> + Send {
        ready(self.0.authorize_now(document))
    }

    fn check(
        &self,
        document: &dyn Document,
        authorization: Option<&str>,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        ready(self.0.check_now(document, authorization))
    }
}

macro_rules! pass_on {
    ($($pointer:ty),*) => {$(
        impl<S: Strategy + ?Sized> Strategy for $pointer {
            fn authorize(
                &self,
                document: &dyn Document,
            ) -> impl Future<Output = Result<Option<String>, AuthorizeError>> + Send {
                (**self).authorize(document)
            }

            fn check(
                &self,
                document: &dyn Document,
                authorization: Option<&str>,
            ) -> impl Future<Output = Result<(), Refusal>> + Send {
                (**self).check(document, authorization)
            }
        }

        impl<S: SyncStrategy + ?Sized> SyncStrategy for $pointer {
            fn authorize_now(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
                (**self).authorize_now(document)
            }

            fn check_now(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
                (**self).check_now(document, authorization)
            }
        }
    )*};
}

pass_on!(&S, Box<S>, Arc<S>);

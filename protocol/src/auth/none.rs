//! No authorization.

use core::future::{Future, ready};
use std::string::String;

use super::{AuthorizeError, Document, Refusal, Strategy, SyncStrategy};

/// Sends nothing and allows everything, whatever was sent.
///
/// ```
/// use lonelypsp::auth::{AuthResult, Document, NoAuth, SyncStrategy};
/// # use lonelypsp::{Direction, EncodeError};
/// # struct Example;
/// # impl Document for Example {
/// #     fn direction(&self) -> Direction { Direction::S2b }
/// #     fn encode_with(&self, _: u64, _: &str, _: &mut Vec<u8>) -> Result<(), EncodeError> { Ok(()) }
/// # }
///
/// let document = Example;
/// assert_eq!(NoAuth.authorize_now(&document)?, None);
/// assert_eq!(AuthResult::from(NoAuth.check_now(&document, Some("whatever"))), AuthResult::Ok);
/// # Ok::<(), lonelypsp::auth::AuthorizeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoAuth;

impl SyncStrategy for NoAuth {
    fn authorize_now(&self, _: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        Ok(None)
    }

    fn check_now(&self, _: &dyn Document, _: Option<&str>) -> Result<(), Refusal> {
        Ok(())
    }
}

impl Strategy for NoAuth {
    fn authorize(
        &self,
        _: &dyn Document,
    ) -> impl Future<Output = Result<Option<String>, AuthorizeError>> + Send {
        ready(Ok(None))
    }

    fn check(&self, _: &dyn Document, _: Option<&str>) -> impl Future<Output = Result<(), Refusal>> + Send {
        ready(Ok(()))
    }
}

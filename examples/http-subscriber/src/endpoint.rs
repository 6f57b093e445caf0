//! Where the broadcaster delivers.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use lonelypsp::auth::{AuthResult, Refusal, SyncStrategy};
use lonelypsp::stateless::b2s::{Missed, Receive};
use lonelypsp::stateless::s2b::{
    ResponseConfirmMissed, ResponseConfirmReceive, ResponseUnsubscribeImmediate,
};
use lonelypsp::{LonelyMessage, http, sha512};

use crate::Failure;
use crate::broadcaster::Urls;

/// The longest request that is read. A subscriber knows what it expects: the less, the better.
const MAX_LENGTH: usize = 1024 * 1024;

/// What the answers depend on.
pub(crate) struct Endpoint {
    pub(crate) strategy: Arc<dyn SyncStrategy>,
    pub(crate) urls: Urls,
}

/// Serves until the program is interrupted.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn serve(listener: TcpListener, endpoint: Endpoint) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let router = Router::new()
        .route("/v1/receive", post(receive))
        .route("/v1/recover", post(recover))
        .layer(DefaultBodyLimit::max(MAX_LENGTH))
        .with_state(Arc::new(endpoint));
    let interrupted = async {
        // If the signal cannot be had, the program is ended by another.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router)
        .with_graceful_shutdown(interrupted)
        .await
}

async fn receive(State(endpoint): State<Arc<Endpoint>>, headers: HeaderMap, body: Bytes) -> Response {
    endpoint.receive(&headers, &body).unwrap_or_else(|reason| refuse(&reason))
}

async fn recover(State(endpoint): State<Arc<Endpoint>>, headers: HeaderMap, body: Bytes) -> Response {
    endpoint.recover(&headers, &body).unwrap_or_else(|reason| refuse(&reason))
}

impl Endpoint {
    /// A notification.
    fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Response, Failure> {
        let url = &self.urls.receive;
        let declared = http::repr_digest(headers)?;
        let message = Receive::decode(body)?;
        if sha512(message.payload) != declared {
            return Err("Repr-Digest is that of another message".into());
        }
        let document = message.document(url, &declared)?;
        self.strategy.check_now(&document, http::authorization(headers))?;
        println!("{}: {}", message.topic.escape_ascii(), message.payload.escape_ascii());
        let mut answer = ResponseConfirmReceive {
            authorization: None,
            tracing: b"",
            identifier: message.identifier,
            num_subscribers: 1,
        };
        let authorization = self.strategy.authorize_now(&answer.document(url)?)?;
        answer.authorization = authorization.as_deref();
        respond(StatusCode::OK, &answer)
    }

    /// A sign that there was a notification that did not arrive.
    fn recover(&self, headers: &HeaderMap, body: &[u8]) -> Result<Response, Failure> {
        let url = &self.urls.recovery;
        let message = Missed::decode(body)?;
        self.strategy.check_now(&message.document(url)?, http::authorization(headers))?;
        println!("{}: something was missed", message.topic.escape_ascii());
        let mut answer = ResponseConfirmMissed { authorization: None, tracing: b"" };
        let authorization = self.strategy.authorize_now(&answer.document(message.topic, url)?)?;
        answer.authorization = authorization.as_deref();
        respond(StatusCode::OK, &answer)
    }
}

fn respond<'a>(status: StatusCode, message: &impl LonelyMessage<'a>) -> Result<Response, Failure> {
    Ok(http::response(status, message)?.map(Body::from))
}

/// What whoever posted something else is answered. The reason is for this program's log, not for them.
fn refuse(reason: &Failure) -> Response {
    eprintln!("refused: {reason}");
    let status = match reason.downcast_ref::<Refusal>().map(Refusal::result) {
        // The broadcaster tries again later.
        Some(AuthResult::Unavailable) => return status_only(StatusCode::SERVICE_UNAVAILABLE),
        Some(_) => StatusCode::FORBIDDEN,
        None => StatusCode::BAD_REQUEST,
    };
    // Who posts such things is no broadcaster to be subscribed at.
    respond(status, &ResponseUnsubscribeImmediate::default()).unwrap_or_else(|_| status_only(status))
}

fn status_only(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

//! A small broadcaster: it answers, and remembers nothing but what it was notified of.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use lonelypsp::auth::SyncStrategy;
use lonelypsp::http;
use lonelypsp::stateless::b2s::{ResponseGeneric, ResponseNotify};
use lonelypsp::stateless::s2b::{Notify, SubscribeExact, UnsubscribeExact};
use lonelypsp::tracing::b2s::{Notified, NotifiedRecords};

/// A topic, and what it was notified with.
type Notification = (String, String);

/// It serves as long as the tests run.
pub(crate) struct Broadcaster {
    pub(crate) address: String,
    pub(crate) received: Receiver<Notification>,
}

#[derive(Clone)]
struct Endpoint {
    checks: Arc<dyn SyncStrategy>,
    signs: Arc<dyn SyncStrategy>,
    received: Sender<Notification>,
}

impl Broadcaster {
    /// With what it checks notifications with, and what it signs its answers with.
    pub(crate) fn start(checks: Arc<dyn SyncStrategy>, signs: Arc<dyn SyncStrategy>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, received) = mpsc::channel();
        thread::spawn(move || serve(listener, Endpoint { checks, signs, received: sender }));
        Self { address, received }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn serve(listener: TcpListener, endpoint: Endpoint) {
    listener.set_nonblocking(true).unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    let router = Router::new()
        .route("/v1/notify", post(notify))
        .route("/v1/subscribe/exact", post(subscribe))
        .route("/v1/unsubscribe/exact", post(unsubscribe))
        .with_state(endpoint);
    axum::serve(listener, router).await.unwrap();
}

async fn notify(State(endpoint): State<Endpoint>, headers: HeaderMap, body: Bytes) -> Response {
    let message = Notify::decode(&body).unwrap();
    endpoint.checks.check_now(&message.document().unwrap(), http::authorization(&headers)).unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.into()).unwrap();
    endpoint.received.send((text(message.topic), text(message.payload))).unwrap();

    // One record is what the real client needs.
    let record = NotifiedRecords { name: "received", data: "{}", ..Default::default() };
    let tracing = Notified { records: vec![record], ..Default::default() }.encode().unwrap();
    let mut answer = ResponseNotify {
        authorization: None,
        tracing: &tracing,
        subscribers: 3,
        identifier: message.identifier,
    };
    let document = answer.document(message.topic, message.message_sha512).unwrap();
    let authorization = endpoint.signs.authorize_now(&document).unwrap();
    answer.authorization = authorization.as_deref();
    http::response(StatusCode::OK, &answer).unwrap().map(Body::from)
}

async fn subscribe(State(endpoint): State<Endpoint>, headers: HeaderMap, body: Bytes) -> Response {
    let message = SubscribeExact::decode(&body).unwrap();
    endpoint.checks.check_now(&message.document().unwrap(), http::authorization(&headers)).unwrap();
    let SubscribeExact { url, topic, recovery, .. } = message;
    let mut answer = ResponseGeneric::default();
    let document = answer.document_for_subscribe_exact(url, recovery, topic).unwrap();
    let authorization = endpoint.signs.authorize_now(&document).unwrap();
    answer.authorization = authorization.as_deref();
    http::response(StatusCode::OK, &answer).unwrap().map(Body::from)
}

async fn unsubscribe(State(endpoint): State<Endpoint>, headers: HeaderMap, body: Bytes) -> Response {
    let message = UnsubscribeExact::decode(&body).unwrap();
    endpoint.checks.check_now(&message.document().unwrap(), http::authorization(&headers)).unwrap();
    let mut answer = ResponseGeneric::default();
    let document = answer.document_for_unsubscribe_exact(message.url, message.topic).unwrap();
    let authorization = endpoint.signs.authorize_now(&document).unwrap();
    answer.authorization = authorization.as_deref();
    http::response(StatusCode::OK, &answer).unwrap().map(Body::from)
}

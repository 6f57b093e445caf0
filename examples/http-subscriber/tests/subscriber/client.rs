//! Requests to the real server, and its answers.

use std::sync::Arc;
use std::time::Duration;

use lonelypsp::auth::{Document, SyncStrategy};
use lonelypsp::http::{self, Headers};
use lonelypsp::stateless::b2s::{ResponseGeneric, ResponseNotify};
use lonelypsp::stateless::s2b::{Notify, SubscribeExact, UnsubscribeExact};
use lonelypsp::tracing::b2s::Notified;
use lonelypsp::{HttpRequest, sha512};
use ureq::Agent;

use crate::kind::TOPIC;

pub(crate) struct Client {
    agent: Agent,
    server: String,
    strategy: Arc<dyn SyncStrategy>,
}

impl Client {
    pub(crate) fn new(server: &str, strategy: Arc<dyn SyncStrategy>) -> Self {
        let timeout = Some(Duration::from_secs(60));
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(timeout);
        Self { agent: config.build().into(), server: server.to_owned(), strategy }
    }

    /// The status and the body of the answer.
    pub(crate) fn post<'a>(&self, message: &impl HttpRequest<'a>, document: &dyn Document) -> (u16, Vec<u8>) {
        let authorization = self.strategy.authorize_now(document).unwrap();
        let headers = Headers { authorization: authorization.as_deref(), ..Headers::default() };
        let response = self.agent.run(http::request(&self.server, message, headers).unwrap()).unwrap();
        (response.status().as_u16(), response.into_body().read_to_vec().unwrap())
    }

    /// The body of an answer that has to be one of success.
    pub(crate) fn ask<'a>(&self, message: &impl HttpRequest<'a>, document: &dyn Document) -> Vec<u8> {
        let (status, body) = self.post(message, document);
        assert_eq!(status, 200, "{}", body.escape_ascii());
        body
    }

    /// That an answer is authorized.
    #[track_caller]
    pub(crate) fn check(&self, document: &dyn Document, authorization: Option<&str>) {
        self.strategy.check_now(document, authorization).unwrap();
    }

    pub(crate) fn subscribe(&self, url: &str, recovery: Option<&str>) {
        let topic = TOPIC.as_bytes();
        let message = SubscribeExact { url, topic, recovery, tracing: b"" };
        let body = self.ask(&message, &message.document().unwrap());
        let answer = ResponseGeneric::decode(&body).unwrap();
        let document = answer.document_for_subscribe_exact(url, recovery, topic).unwrap();
        self.check(&document, answer.authorization);
    }

    pub(crate) fn unsubscribe(&self, url: &str) {
        let topic = TOPIC.as_bytes();
        let message = UnsubscribeExact { url, topic, tracing: b"" };
        let (status, body) = self.post(&message, &message.document().unwrap());
        // The server ends a subscription by itself if what was missed is confirmed by nobody; it takes no confirmation.
        if status != 409 {
            assert_eq!(status, 200, "{}", body.escape_ascii());
            let answer = ResponseGeneric::decode(&body).unwrap();
            let document = answer.document_for_unsubscribe_exact(url, topic).unwrap();
            self.check(&document, answer.authorization);
        }
    }

    /// How many subscribers there were.
    pub(crate) fn notify(&self, payload: &[u8]) -> u32 {
        let (topic, identifier) = (TOPIC.as_bytes(), b"id01");
        let message_sha512 = &sha512(payload);
        let message = Notify { topic, message_sha512, tracing: b"", identifier, payload };
        let body = self.ask(&message, &message.document().unwrap());
        let answer = ResponseNotify::decode(&body).unwrap();
        assert_eq!(answer.identifier, identifier);
        self.check(&answer.document(topic, message_sha512).unwrap(), answer.authorization);
        assert!(!Notified::decode(answer.tracing).unwrap().records.is_empty());
        answer.subscribers
    }
}

//! What is asked of the broadcaster.

use std::sync::Arc;
use std::time::Duration;

use lonelypsp::HttpRequest;
use lonelypsp::auth::{Document, SyncStrategy};
use lonelypsp::http::{self, Headers};
use lonelypsp::stateless::b2s::ResponseGeneric;
use lonelypsp::stateless::s2b::{SubscribeExact, UnsubscribeExact};
use ureq::Agent;

use crate::Failure;

/// What is signed says these urls, so that they have to be the same, letter by letter, here and at the broadcaster.
#[derive(Clone)]
pub(crate) struct Urls {
    pub(crate) receive: String,
    pub(crate) recovery: String,
}

impl Urls {
    pub(crate) fn of(host: &str) -> Self {
        let host = host.trim_end_matches('/');
        Self { receive: format!("{host}/v1/receive"), recovery: format!("{host}/v1/recover") }
    }
}

pub(crate) struct Broadcaster {
    agent: Agent,
    base: String,
    strategy: Arc<dyn SyncStrategy>,
}

/// The status of an answer: the url has this subscription already, or it has none that could be ended.
const CONFLICT: u16 = 409;

impl Broadcaster {
    pub(crate) fn new(base: String, strategy: Arc<dyn SyncStrategy>) -> Self {
        let timeout = Some(Duration::from_secs(10));
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(timeout);
        Self { agent: config.build().into(), base, strategy }
    }

    /// Subscribes to a topic. It is no mistake if the subscription is there already, from a run that did not end well.
    pub(crate) fn subscribe(&self, urls: &Urls, topic: &[u8]) -> Result<(), Failure> {
        let (url, recovery) = (urls.receive.as_str(), Some(urls.recovery.as_str()));
        let message = SubscribeExact { url, topic, recovery, tracing: b"" };
        if let Some(body) = self.post(&message, &message.document()?)? {
            let answer = ResponseGeneric::decode(&body)?;
            let document = answer.document_for_subscribe_exact(url, recovery, topic)?;
            self.strategy.check_now(&document, answer.authorization)?;
        }
        Ok(())
    }

    /// Ends the subscription to a topic, if the broadcaster has not done so.
    pub(crate) fn unsubscribe(&self, urls: &Urls, topic: &[u8]) -> Result<(), Failure> {
        let url = urls.receive.as_str();
        let message = UnsubscribeExact { url, topic, tracing: b"" };
        if let Some(body) = self.post(&message, &message.document()?)? {
            let answer = ResponseGeneric::decode(&body)?;
            let document = answer.document_for_unsubscribe_exact(url, topic)?;
            self.strategy.check_now(&document, answer.authorization)?;
        }
        Ok(())
    }

    /// The body of the answer, or none if everything was as wanted before.
    fn post<'a>(
        &self,
        message: &impl HttpRequest<'a>,
        document: &dyn Document,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let authorization = self.strategy.authorize_now(document)?;
        let headers = Headers { authorization: authorization.as_deref(), ..Headers::default() };
        let response = self.agent.run(http::request(&self.base, message, headers)?)?;
        match response.status().as_u16() {
            200 => Ok(Some(response.into_body().read_to_vec()?)),
            CONFLICT => Ok(None),
            status => Err(format!("the broadcaster answers {status}").into()),
        }
    }
}

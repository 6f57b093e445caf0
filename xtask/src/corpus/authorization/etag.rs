//! Strong etags: the SHA-512 of the document that subscriptions make.

use serde_json::{Map, Value, json};

use crate::corpus::bodies::{fields, refusable, written};
use crate::corpus::case::{Judgement, Topic};
use crate::hex::hex;
use crate::wire::Expected;
use crate::wire::body::{Draft, Layout, typical};
use crate::wire::sha512;

pub(super) fn topic(hashed: Option<&Layout>) -> Topic {
    let mut topic = Topic::new("etag");
    let Some(layout) = hashed else { return topic };
    for (label, draft) in written(layout) {
        let answer = json!({ "hex": hex(&sha512(&draft.build().bytes)) });
        topic.push(&label, request(&fields(&draft)), Judgement::Exactly(answer));
    }
    for bad in refusable(layout) {
        topic.push(&bad.label, request(&bad.fields), bad.judgement);
    }
    requests(&mut topic, &typical(layout));
    topic
}

/// The fields stand beside the name of the operation.
fn request(fields: &Map<String, Value>) -> Value {
    let mut request = json!({ "op": "etag" });
    for (name, value) in fields {
        request[name] = value.clone();
    }
    request
}

/// Fields that there are not, and that are missing.
fn requests(topic: &mut Topic, draft: &Draft<'_>) {
    let right = request(&fields(draft));
    let mut reject = |what: String, request: Value| {
        topic.push(&what, request, Judgement::Refused(Expected::encoding("bad_value", None)));
    };
    for member in ["url", "topics", "globs"] {
        let mut request = right.clone();
        request.as_object_mut().map(|members| members.shift_remove(member));
        reject(format!("request/without-{member}"), request);
    }
    let mut request = right.clone();
    request["exact"] = json!([]);
    reject("request/with-exact".to_owned(), request);
}

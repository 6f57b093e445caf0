//! Messages as JSON.

use lonelypsp::stateful::s2b;
use serde_json::json;

#[test]
fn a_message_is_logged_with_its_names_and_without_its_secret() {
    let message = s2b::Message::decode(b"\0\x01\0\x02\0\x08Bearer x\0\x02\xaa\xbb\0\x07foo/bar").unwrap();
    let expected = json!({
        "message": "subscribe_exact",
        "variant": null,
        "fields": { "authorization": "[redacted]", "tracing": "aabb", "topic": "666f6f2f626172" },
    });
    assert_eq!(serde_json::to_value(&message).unwrap(), expected);
}

#[test]
fn integers_are_text_and_absence_is_null() {
    let message = s2b::NotifyStreamContinuation {
        authorization: None,
        tracing: b"",
        identifier: b"id",
        part_id: u64::MAX,
        payload: b"\xff",
    };
    let expected = json!({
        "message": "notify_stream",
        "variant": "continuation",
        "fields": {
            "authorization": null,
            "tracing": "",
            "identifier": "6964",
            "part_id": "18446744073709551615",
            "payload": "ff",
        },
    });
    assert_eq!(serde_json::to_value(&message).unwrap(), expected);
    assert_eq!(serde_json::to_value(s2b::NotifyStream::from(message)).unwrap(), expected);
}

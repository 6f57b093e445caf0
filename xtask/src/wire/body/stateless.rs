//! The bodies of HTTP requests and responses.

use lonelypsp_schema::Direction::{self, B2s, S2b};

use super::layout::{
    GLOBS, Layout, Part, TOPICS, bytes, digest, optional, rest_digest, rest_length, text, uint,
};

const TRACING: Part = Part::Value(bytes(2, "tracing"));
const AUTHORIZATION: Part = Part::Value(optional("authorization"));
const TOPIC: Part = Part::Value(bytes(2, "topic"));
const GLOB: Part = Part::Value(text(2, "glob"));
const URL: Part = Part::Value(text(2, "url"));
const RECOVERY: Part = Part::Value(optional("recovery"));
const IDENTIFIER: Part = Part::Value(bytes(1, "identifier"));
const LENGTH: Part = Part::Value(rest_length("message_length"));
const PAYLOAD: Part = Part::Rest("payload");
const ETAG_FORMAT: Part = Part::Literal(&[0]);
const ETAG: Part = Part::Value(digest("etag"));

pub(super) fn layouts() -> Vec<Layout> {
    let layout = |direction: Direction, name, parts: &[Part]| Layout {
        protocol: "stateless",
        direction,
        name,
        parts: parts.to_vec(),
    };
    vec![
        layout(
            S2b,
            "notify",
            &[TOPIC, Part::Value(rest_digest("message_sha512")), TRACING, IDENTIFIER, LENGTH, PAYLOAD],
        ),
        layout(S2b, "subscribe_exact", &[URL, TOPIC, RECOVERY, TRACING]),
        layout(S2b, "subscribe_glob", &[URL, GLOB, RECOVERY, TRACING]),
        layout(S2b, "unsubscribe_exact", &[URL, TOPIC, TRACING]),
        layout(S2b, "unsubscribe_glob", &[URL, GLOB, TRACING]),
        layout(S2b, "check_subscriptions", &[TRACING, URL]),
        layout(
            S2b,
            "set_subscriptions",
            &[
                TRACING,
                URL,
                ETAG_FORMAT,
                ETAG,
                Part::Group { name: "topics", count: 4, sorted: true, fields: TOPICS },
                Part::Group { name: "globs", count: 4, sorted: true, fields: GLOBS },
            ],
        ),
        layout(
            S2b,
            "response_confirm_receive",
            &[
                Part::Code(&[0, 8]),
                AUTHORIZATION,
                TRACING,
                IDENTIFIER,
                Part::Value(uint(4, "num_subscribers")),
            ],
        ),
        layout(S2b, "response_confirm_missed", &[Part::Code(&[0, 9]), AUTHORIZATION, TRACING]),
        layout(S2b, "response_unsubscribe_immediate", &[Part::Code(&[0, 10])]),
        layout(B2s, "receive", &[TRACING, TOPIC, IDENTIFIER, LENGTH, PAYLOAD]),
        layout(B2s, "missed", &[TRACING, TOPIC]),
        layout(B2s, "response_generic", &[Part::Code(&[0, 3]), AUTHORIZATION, TRACING]),
        layout(
            B2s,
            "response_notify",
            &[Part::Code(&[0, 4]), AUTHORIZATION, TRACING, Part::Value(uint(4, "subscribers")), IDENTIFIER],
        ),
        layout(
            B2s,
            "response_check_subscriptions",
            &[Part::Code(&[0, 5]), AUTHORIZATION, TRACING, ETAG_FORMAT, ETAG],
        ),
    ]
}

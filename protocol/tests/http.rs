//! Requests and responses of the crate `http`: what the description of the wire format says of them, and what is refused.

use ::http::{HeaderMap, HeaderValue, StatusCode};
use lonelypsp::http::{self, Headers, HttpError};
use lonelypsp::repr_digest::ReprDigestError;
use lonelypsp::stateless::{b2s, s2b};
use lonelypsp::{HttpRequest, sha512};

const CHECK: s2b::CheckSubscriptions<'static> = s2b::CheckSubscriptions { tracing: b"", url: "http://h/r" };
const NO_HEADERS: Headers<'static> = Headers { authorization: None, message_sha512: None };

/// Where a request goes, and what it is.
fn line<'a>(base: &str, message: &impl HttpRequest<'a>) -> String {
    let request = http::request(base, message, NO_HEADERS).unwrap();
    format!("{} {}", request.method(), request.uri())
}

/// Wire format, 2.2.
#[test]
fn requests_go_to_the_paths_of_the_protocol() {
    let (url, tracing, topic, identifier) = ("http://h/r", &b""[..], &b"foo"[..], &b"id01"[..]);
    let exact = s2b::SubscribeExact { url, topic, recovery: None, tracing };
    assert_eq!(line("http://b", &exact), "POST http://b/v1/subscribe/exact");
    let glob = s2b::SubscribeGlob { url, glob: "*", recovery: None, tracing };
    assert_eq!(line("http://b", &glob), "POST http://b/v1/subscribe/glob");
    let exact = s2b::UnsubscribeExact { url, topic, tracing };
    assert_eq!(line("http://b", &exact), "POST http://b/v1/unsubscribe/exact");
    let glob = s2b::UnsubscribeGlob { url, glob: "*", tracing };
    assert_eq!(line("http://b", &glob), "POST http://b/v1/unsubscribe/glob");
    assert_eq!(line("http://b", &CHECK), "POST http://b/v1/check_subscriptions");
    let set = s2b::SetSubscriptions { tracing, url, etag: &[0; 64], topics: Vec::new(), globs: Vec::new() };
    assert_eq!(line("http://b", &set), "POST http://b/v1/set_subscriptions");
    let message_sha512 = &sha512(b"hello");
    let notify = s2b::Notify { topic, message_sha512, tracing, identifier, payload: b"hello" };
    assert_eq!(line("http://b", &notify), "POST http://b/v1/notify");
    assert_eq!(line("http://s", &b2s::Missed { tracing, topic }), "POST http://s/v1/recover");
}

/// Wire format, 2.5: the digest is that of `hello`, captured from the real broadcaster.
#[test]
fn a_delivery_has_its_digest_in_a_header_and_nothing_else_has() {
    let receive = b2s::Receive { tracing: b"", topic: b"foo", identifier: b"id01", payload: b"hello" };
    let headers = Headers { authorization: None, message_sha512: Some(&sha512(b"hello")) };
    let request = http::request("http://s", &receive, headers).unwrap();
    assert_eq!(request.uri(), "http://s/v1/receive");
    let digest =
        "sha-512=m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";
    assert_eq!(request.headers()["repr-digest"], digest);
    assert_eq!(http::repr_digest(request.headers()), Ok(sha512(b"hello")));
    assert_eq!(http::request("http://s", &receive, NO_HEADERS).unwrap_err(), HttpError::NoDigest);
    let check = http::request("http://b", &CHECK, headers).unwrap();
    assert_eq!(http::repr_digest(check.headers()), Err(ReprDigestError::Absent));
    assert!(!check.headers().contains_key("authorization"));
}

#[test]
fn a_path_is_added_to_a_base_and_a_fragment_is_not_sent() {
    for base in ["http://b:1", "http://b:1/", "http://b:1#uid=x", "http://b:1/#uid=x"] {
        assert_eq!(line(base, &CHECK), "POST http://b:1/v1/check_subscriptions", "{base}");
    }
    assert_eq!(line("https://b/p", &CHECK), "POST https://b/p/v1/check_subscriptions");
    let request = http::request_to("http://b/p?q=1#f", &CHECK, NO_HEADERS).unwrap();
    assert_eq!(request.uri(), "http://b/p?q=1");
}

#[test]
fn what_is_no_absolute_url_is_refused() {
    for url in ["", "/v1", "b:1", "b", "http://", "http:// b", "http://b\n"] {
        assert_eq!(http::request(url, &CHECK, NO_HEADERS).unwrap_err(), HttpError::Url, "{url:?}");
        assert_eq!(http::request_to(url, &CHECK, NO_HEADERS).unwrap_err(), HttpError::Url, "{url:?}");
    }
    assert_eq!(http::request("http://b?q", &CHECK, NO_HEADERS).unwrap_err(), HttpError::Query);
}

#[test]
fn a_message_that_cannot_be_encoded_makes_no_request() {
    let long = "x".repeat(65536);
    let check = s2b::CheckSubscriptions { tracing: b"", url: &long };
    let error = http::request("http://b", &check, NO_HEADERS).unwrap_err();
    assert!(matches!(error, HttpError::Encode(_)), "{error}");
}

#[test]
fn an_authorization_goes_as_it_is_and_is_kept_out_of_logs() {
    let with = |authorization| {
        http::request(
            "http://b",
            &CHECK,
            Headers { authorization: Some(authorization), message_sha512: None },
        )
    };
    for text in ["Bearer x", "", "X-HMAC 1:\u{e9}:AAAA"] {
        let request = with(text).unwrap();
        assert_eq!(http::authorization(request.headers()), Some(text));
        assert!(request.headers()["authorization"].is_sensitive());
    }
    assert_eq!(with("Bearer x\r\nHost: y").unwrap_err(), HttpError::Authorization);
}

#[test]
fn an_authorization_that_is_no_text_is_empty_and_of_two_the_first_counts() {
    let mut headers = HeaderMap::new();
    headers.append("authorization", HeaderValue::from_bytes(b"Bearer \xff").unwrap());
    headers.append("authorization", HeaderValue::from_static("Bearer x"));
    assert_eq!(http::authorization(&headers), Some(""));
}

#[test]
fn several_lines_of_digests_are_one() {
    let mut headers = HeaderMap::new();
    headers.append("repr-digest", HeaderValue::from_static("sha-256=:AAAA:"));
    assert_eq!(http::repr_digest(&headers), Err(ReprDigestError::Absent));
    let zeros = format!("sha-512={}", "A".repeat(86));
    headers.append("repr-digest", zeros.parse().unwrap());
    assert_eq!(http::repr_digest(&headers), Ok([0; 64]));
}

/// Wire format, 2.5.
#[test]
fn a_response_is_its_message_and_a_status() {
    let (authorization, tracing) = (None, &b""[..]);
    let confirm =
        s2b::ResponseConfirmReceive { authorization, tracing, identifier: b"12345678", num_subscribers: 1 };
    let response = http::response(StatusCode::OK, &confirm).unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    assert_eq!(response.body(), b"\0\x08\0\0\0\0\x0812345678\0\0\0\x01");
}

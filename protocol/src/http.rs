//! Messages as requests and responses of the crate `http`, which most servers and clients share. Needs the feature `http`.
//!
//! [`request`] makes the request that a message travels in: method, path and headers are what the schema says of it.
//! [`request_to`] makes one for a url that is known as a whole, as the urls of subscriptions are. [`response`] makes the
//! answer. What arrives is read by [`authorization`] and [`repr_digest`]; the body is decoded by the message's own type.
//!
//! ```
//! use lonelypsp::http::{self, Headers};
//! use lonelypsp::stateless::s2b;
//!
//! let subscribe = s2b::SubscribeExact { url: "http://h/r", topic: b"foo", recovery: None, tracing: b"" };
//! let headers = Headers { authorization: Some("Bearer opensesame"), ..Headers::default() };
//! let request = http::request("http://127.0.0.1:3003", &subscribe, headers)?;
//! assert_eq!(request.method(), "POST");
//! assert_eq!(request.uri(), "http://127.0.0.1:3003/v1/subscribe/exact");
//! assert_eq!(request.headers()["content-type"], "application/octet-stream");
//! assert_eq!(request.headers()["authorization"], "Bearer opensesame");
//! assert_eq!(request.body(), b"\0\x0ahttp://h/r\0\x03foo\0\0\0\0");
//!
//! // The other side.
//! assert_eq!(http::authorization(request.headers()), Some("Bearer opensesame"));
//! assert_eq!(s2b::SubscribeExact::decode(request.body())?, subscribe);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

extern crate alloc;

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use ::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ::http::{Method, Request, Response, StatusCode, Uri};

use crate::repr_digest::{self as digest, ReprDigestError};
use crate::{EncodeError, HeaderMode, HttpRequest, LonelyMessage};

/// The type of every body. Nobody looks at that of a request; it is there because HTTP asks for one.
const OCTET_STREAM: HeaderValue = HeaderValue::from_static("application/octet-stream");

const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// The headers that a request has beside those that every request has.
#[derive(Clone, Copy, Default)]
pub struct Headers<'h> {
    /// What the strategy for authorization gives; no such header if it gives nothing.
    pub authorization: Option<&'h str>,
    /// The SHA-512 of the message's payload, for the header `Repr-Digest`. `RECEIVE` has to have it, which is signed with
    /// it too, so that it is there already; no other message has it, and it is left out there.
    pub message_sha512: Option<&'h [u8; 64]>,
}

/// The request of a message, to a server whose paths are those of the protocol: a broadcaster, or a subscriber that is
/// laid out as the reference's.
///
/// `base` is an absolute url without a query, such as `http://127.0.0.1:3003`. A path in it stands before the
/// message's. A fragment is not sent.
///
/// # Errors
/// [`HttpError`], if `base` is no such url, if the message cannot be encoded, or if a header is not one or is missing.
///
/// ```
/// use lonelypsp::http::{self, Headers};
/// use lonelypsp::stateless::s2b::CheckSubscriptions;
///
/// let check = CheckSubscriptions { tracing: b"", url: "http://h/r" };
/// let request = http::request("https://example.org/pubsub/", &check, Headers::default())?;
/// assert_eq!(request.uri(), "https://example.org/pubsub/v1/check_subscriptions");
/// # Ok::<(), http::HttpError>(())
/// ```
pub fn request<'a, M: HttpRequest<'a>>(
    base: &str,
    message: &M,
    headers: Headers<'_>,
) -> Result<Request<Vec<u8>>, HttpError> {
    let base = absolute(base)?;
    if base.query().is_some() {
        return Err(HttpError::Query);
    }
    let path = format!("{}{}", base.path().trim_end_matches('/'), M::PATH);
    let mut parts = base.into_parts();
    parts.path_and_query = Some(path.parse().map_err(|_| HttpError::Url)?);
    build(Uri::from_parts(parts).map_err(|_| HttpError::Url)?, message, headers)
}

/// The request of a message, to a url as it is: that of a subscription, or its recovery url. A fragment is not sent.
///
/// # Errors
/// [`HttpError`], if it is no absolute url, if the message cannot be encoded, or if a header is not one or is missing.
///
/// ```
/// use lonelypsp::http::{self, Headers};
/// use lonelypsp::{sha512, stateless::b2s::Receive};
///
/// let receive = Receive { tracing: b"", topic: b"foo", identifier: b"id01", payload: b"hello" };
/// let message_sha512 = Some(&sha512(receive.payload));
/// let request = http::request_to("http://h/r?of=me", &receive, Headers { message_sha512, authorization: None })?;
/// assert_eq!(request.uri(), "http://h/r?of=me");
/// assert!(request.headers()["repr-digest"].to_str()?.starts_with("sha-512=m3HSJL1i83hd"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn request_to<'a, M: HttpRequest<'a>>(
    url: &str,
    message: &M,
    headers: Headers<'_>,
) -> Result<Request<Vec<u8>>, HttpError> {
    build(absolute(url)?, message, headers)
}

fn absolute(url: &str) -> Result<Uri, HttpError> {
    let uri: Uri = url.parse().map_err(|_| HttpError::Url)?;
    if uri.scheme().is_some() && uri.authority().is_some() { Ok(uri) } else { Err(HttpError::Url) }
}

fn build<'a, M: HttpRequest<'a>>(
    uri: Uri,
    message: &M,
    headers: Headers<'_>,
) -> Result<Request<Vec<u8>>, HttpError> {
    let mut request = Request::new(message.encode(HeaderMode::Minimal).map_err(HttpError::Encode)?);
    *request.uri_mut() = uri;
    *request.method_mut() = Method::from_bytes(M::METHOD.as_bytes()).map_err(|_| HttpError::Method)?;
    let map = request.headers_mut();
    map.insert(CONTENT_TYPE, OCTET_STREAM);
    if let Some(text) = headers.authorization.filter(|_| has::<M>(&AUTHORIZATION)) {
        // In bytes, since whoever has other text than ASCII in it, has it in UTF-8.
        let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| HttpError::Authorization)?;
        value.set_sensitive(true);
        map.insert(AUTHORIZATION, value);
    }
    if has::<M>(&REPR_DIGEST) {
        let value = digest::emit(headers.message_sha512.ok_or(HttpError::NoDigest)?);
        map.insert(REPR_DIGEST, HeaderValue::try_from(value).map_err(|_| HttpError::NoDigest)?);
    }
    Ok(request)
}

fn has<'a, M: HttpRequest<'a>>(name: &HeaderName) -> bool {
    M::HTTP_HEADERS.iter().any(|header| *header == name.as_str())
}

/// The response that a message is. Its authorization is in the message, not in a header.
///
/// The reference's programs take a response that comes in pieces for a short one: what sends it should write the head and
/// the body at once, as `hyper` does with a body in one piece.
///
/// # Errors
/// If the message cannot be encoded.
///
/// ```
/// use lonelypsp::http;
/// use lonelypsp::stateless::s2b::ResponseUnsubscribeImmediate;
///
/// let response = http::response(::http::StatusCode::FORBIDDEN, &ResponseUnsubscribeImmediate::default())?;
/// assert_eq!(response.status(), 403);
/// assert_eq!(response.body(), b"\0\x0a");
/// # Ok::<(), lonelypsp::EncodeError>(())
/// ```
pub fn response<'a>(
    status: StatusCode,
    message: &impl LonelyMessage<'a>,
) -> Result<Response<Vec<u8>>, EncodeError> {
    let mut response = Response::new(message.encode(HeaderMode::Minimal)?);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, OCTET_STREAM);
    Ok(response)
}

/// The authorization that a request came with, to be given to a strategy: absent, or the text of the first such header.
/// One that is not UTF-8 is taken for empty text, which every strategy that looks refuses, as it would this.
///
/// ```
/// use http::HeaderMap;
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(lonelypsp::http::authorization(&headers), None);
/// headers.insert("authorization", "Bearer opensesame".parse()?);
/// assert_eq!(lonelypsp::http::authorization(&headers), Some("Bearer opensesame"));
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
pub fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION).map(|value| core::str::from_utf8(value.as_bytes()).unwrap_or_default())
}

/// The SHA-512 of the payload that a `RECEIVE` came with, in the header `Repr-Digest`; of several such headers, the last
/// `sha-512` counts. Whoever reads it compares it with the payload.
///
/// # Errors
/// [`ReprDigestError`], if there is none, or if it is not 64 bytes in base64.
///
/// ```
/// use http::HeaderMap;
/// use lonelypsp::repr_digest::{ReprDigestError, emit};
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(lonelypsp::http::repr_digest(&headers), Err(ReprDigestError::Absent));
/// headers.insert("repr-digest", emit(&[7; 64]).parse()?);
/// assert_eq!(lonelypsp::http::repr_digest(&headers), Ok([7; 64]));
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
pub fn repr_digest(headers: &HeaderMap) -> Result<[u8; 64], ReprDigestError> {
    let mut lines = headers.get_all(REPR_DIGEST).iter().map(HeaderValue::as_bytes);
    let first = lines.next().ok_or(ReprDigestError::Absent)?;
    let mut whole = Vec::from(first);
    for line in lines {
        whole.push(b',');
        whole.extend_from_slice(line);
    }
    digest::read(whole)
}

/// Why there is no request of a message.
///
/// ```
/// use lonelypsp::http::{self, Headers, HttpError};
/// use lonelypsp::stateless::b2s::Receive;
///
/// let receive = Receive { tracing: b"", topic: b"foo", identifier: b"id01", payload: b"hello" };
/// let error = http::request_to("http://h/r", &receive, Headers::default()).unwrap_err();
/// assert_eq!(error, HttpError::NoDigest);
/// assert_eq!(error.to_string(), "the request has to have Repr-Digest, and no digest was given");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HttpError {
    /// The url is not an absolute one, such as `http://127.0.0.1:3003`.
    Url,
    /// The url that a path is to be added to has a query.
    Query,
    /// The method of the message is none that HTTP could have. Those of the protocol are.
    Method,
    /// The authorization has a control character, which no header brings.
    Authorization,
    /// The request has to have the header `Repr-Digest`, and no digest was given.
    NoDigest,
    /// The message cannot be encoded.
    Encode(EncodeError),
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Url => "the url is not an absolute one, such as `http://127.0.0.1:3003`",
            Self::Query => "the url that a path is to be added to has a query",
            Self::Method => "the method of the message is none that HTTP could have",
            Self::Authorization => "the authorization has a control character, which no HTTP header brings",
            Self::NoDigest => "the request has to have Repr-Digest, and no digest was given",
            Self::Encode(error) => return write!(f, "the message cannot be encoded: {error}"),
        })
    }
}

impl core::error::Error for HttpError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            Self::Url | Self::Query | Self::Method | Self::Authorization | Self::NoDigest => None,
        }
    }
}

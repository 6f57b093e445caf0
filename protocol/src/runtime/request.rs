//! Messages that are the bodies of HTTP requests.

use super::message::LonelyMessage;

/// A message that travels as the body of an HTTP request: which one, the schema says.
///
/// ```
/// use lonelypsp::HttpRequest;
/// use lonelypsp::stateless::s2b;
///
/// fn line<'a, M: HttpRequest<'a>>(_: &M) -> String {
///     format!("{} {}", M::METHOD, M::PATH)
/// }
///
/// let notify = s2b::Notify {
///     topic: b"t", message_sha512: &lonelypsp::sha512(b""), tracing: b"", identifier: b"id01", payload: b"",
/// };
/// assert_eq!(line(&notify), "POST /v1/notify");
/// assert_eq!(s2b::Notify::HTTP_HEADERS, ["authorization"]);
/// ```
pub trait HttpRequest<'a>: LonelyMessage<'a> {
    /// The method, in capitals.
    const METHOD: &'static str;

    /// The path, from its `/`: that of the broadcaster, or the one that the reference subscriber adds to its own address,
    /// whose subscriptions may have any other url.
    const PATH: &'static str;

    /// The headers that belong to it beside those that every request has, in lower case.
    const HTTP_HEADERS: &'static [&'static str];
}

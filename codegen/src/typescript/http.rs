//! The HTTP request that carries a message.

use askama::Template;

use super::comment::comment;
use super::layout::{Call, signature, statement, string_list};
use super::names::message_type;
use super::runtime::Module;
use super::scope::Scope;
use crate::doc::summary;
use crate::spelling::screaming;

#[derive(Template)]
#[template(path = "typescript/http.ts", whitespace = "preserve")]
struct HttpView {
    doc: String,
    ty: String,
    method: String,
    path: String,
    /// The member with the names of its headers.
    headers: String,
    doc_request: String,
    signature: String,
    request: String,
}

/// The route of a message and the function that makes its request, if it is the body of one.
pub(super) fn http_text(scope: &Scope<'_>) -> Option<String> {
    let http = scope.message.http.as_ref()?;
    let (ty, name) = (message_type(scope.message), screaming(&scope.message.name));
    let headers: Vec<String> = http.headers.iter().map(|(name, _)| format!("\"{}\"", name.snake())).collect();
    let doc = format!("How a `{name}` travels over HTTP.");
    let what = http.headers.iter().map(|(name, doc)| format!("- `{}`: {}", name.snake(), summary(doc)));
    let what: Vec<String> = what.collect();
    let doc_request = match &what[..] {
        [] => format!("The HTTP request that has a `{name}` as its body."),
        what => format!(
            "The HTTP request that has a `{name}` as its body, with the headers\n\n{}",
            what.join("\n")
        ),
    };
    scope.uses_of(Module::Http, "httpRequest");
    let given = if headers.is_empty() { "{}" } else { "headers" }.to_owned();
    let arguments = [format!("httpOf{ty}"), format!("encode{ty}(message)"), given];
    let taken = (!headers.is_empty()).then(|| format!("headers: $HttpHeaders<typeof httpOf{ty}>"));
    let message = format!("message: {ty}");
    let parameters: Vec<&str> = std::iter::once(message.as_str()).chain(taken.as_deref()).collect();
    let view = HttpView {
        doc: comment(0, &doc),
        method: http.method.clone(),
        path: http.path.clone(),
        headers: string_list(2, "headers", &headers),
        doc_request: comment(0, &doc_request),
        signature: signature(&format!("export function requestOf{ty}"), &parameters, "$HttpRequest"),
        request: statement(2, None, &Call::of(Module::Http, "return httpRequest", arguments)),
        ty,
    };
    Some(super::part(&view))
}

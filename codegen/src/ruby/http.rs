//! The HTTP request that has a message as its body, as constants of the message's class.

use lonelypsp_schema::{Http, Message, Schema};

use super::comment::padded;
use super::constants::words;
use super::literal::string;
use crate::doc::summary;
use crate::spelling::pascal;

/// The modules of the runtime that make requests.
const MODULES: [&str; 2] = ["HttpRequest", "ReprDigest"];

/// Whether the runtime's class for requests can be there, and is needed.
pub(super) fn has_requests(schema: &Schema) -> bool {
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    let is_taken = schema.protocols.iter().any(|protocol| MODULES.contains(&pascal(&protocol.name).as_str()));
    messages.any(|message| message.http.is_some()) && !is_taken
}

/// The constants of a class that stands at that column; nothing, if the message is the body of no request.
pub(super) fn http_lines(message: &Message, column: usize) -> Option<String> {
    let Http { method, path, headers } = message.http.as_ref()?;
    let pad = " ".repeat(column);
    let what = "The headers that belong to it beside those that every request has.".to_owned();
    let listed = headers.iter().map(|(name, doc)| format!("- `{}`: {}", name.snake(), summary(doc)));
    let listed = listed.collect::<Vec<_>>().join("\n");
    let doc = [what, listed].join("\n\n");
    let headers = words(column, "HTTP_HEADERS", headers.iter().map(|(name, _)| name.snake()));
    Some(
        [
            format!("{pad}# The method of the HTTP request that has it as its body."),
            format!("{pad}HTTP_METHOD = {}", string(method)),
            format!("{pad}# The path of that request."),
            format!("{pad}HTTP_PATH = {}", string(path)),
            padded(doc.trim_end(), column),
            headers,
        ]
        .join("\n"),
    )
}

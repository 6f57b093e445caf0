//! Which message the body of an HTTP request or of an answer is: the schema says it by method and path.

use lonelypsp_capture::Exchange;
use lonelypsp_schema::{Message, Protocol, Schema};

/// The messages that it can be, of all protocols or of one. A path may have more before what the schema says, since whoever
/// serves it chooses where.
pub(super) fn messages<'s>(
    schema: &'s Schema,
    only: Option<&'s Protocol>,
    exchange: &Exchange,
) -> Vec<(&'s Protocol, &'s Message)> {
    let mut found = Vec::new();
    let protocols = schema.protocols.iter();
    for protocol in protocols.filter(|one| only.is_none_or(|only| only.name.snake() == one.name.snake())) {
        for message in protocol.messages.iter().filter(|message| is_carried(message, exchange)) {
            if exchange.status.is_none() {
                found.push((protocol, message));
            } else {
                let answers = protocol.messages.iter().filter(|answer| {
                    answer.direction != message.direction
                        && message.answered_by.iter().any(|name| name.snake() == answer.name.snake())
                });
                found.extend(answers.map(|answer| (protocol, answer)));
            }
        }
    }
    found
}

fn is_carried(message: &Message, exchange: &Exchange) -> bool {
    message
        .http
        .as_ref()
        .is_some_and(|http| http.method == exchange.method && exchange.path.ends_with(&http.path))
}

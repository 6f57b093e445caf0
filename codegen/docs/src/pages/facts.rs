//! What there is to know of a message at a glance.

use lonelypsp_schema::{Message, Protocol, Signature};

use crate::exchange::Exchange;
use crate::links::{Here, capitals};
use crate::phrases::{code, listed};

use super::has_code;

/// One line of what there is to know at a glance, as HTML.
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) text: String,
}

pub(super) fn facts(
    here: &Here<'_, '_>,
    protocol: &Protocol,
    message: &Message,
    exchange: Option<&Exchange<'_>>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |name: &'static str, text: &str| facts.push(Fact { name, text: here.inline(text) });
    let (sender, receiver) = (message.direction.sender(), message.direction.receiver());
    if protocol.stamp.is_some() {
        add("Made by", &format!("both: the {sender}, who signs with it, and the {receiver}, who checks"));
    } else {
        add("From", &format!("the {sender}, to the {receiver}"));
    }
    if has_code(protocol, message) {
        // Two hex digits for each byte of it.
        let digits = 2 * message.leading_code().map_or(2, |width| usize::from(width.bytes()));
        add("Type code", &format!("{0} (`{0:01$x}`)", message.code, digits));
    }
    let names = |messages: &[&Message]| listed(messages.iter().map(|m| code(&capitals(m))).collect(), "or");
    if let Some(exchange) = exchange {
        if !exchange.answers.is_empty() {
            add("Answers", &names(&exchange.answers));
        }
        if !exchange.answered_by.is_empty() {
            add("Answered by", &names(&exchange.answered_by));
        } else if exchange.are_answered {
            add("Answered by", "nothing");
        }
    }
    let mut documents: Vec<String> = message.signatures.iter().map(document).collect();
    documents.dedup();
    if !documents.is_empty() {
        add("Signed by", &listed(documents, "or"));
    }
    if let Some(http) = &message.http {
        add("HTTP", &code(&format!("{} {}", http.method, http.path)));
        for (name, doc) in &http.headers {
            add("HTTP header", &format!("{}: {doc}", code(name.snake())));
        }
    }
    let body = match &message.layout.body {
        Some(body) => format!("yes, {}", code(&body.at)),
        None => "none; what follows is ignored".to_owned(),
    };
    add("Body", &body);
    // Since when it is there is the last paragraph of its text.
    if let Some(deprecation) = &message.availability.deprecated {
        add("Deprecated", &deprecation.line());
    }
    facts
}

/// The document that it is signed with, as code.
pub(super) fn document(signature: &Signature) -> String {
    code(&format!("{}.{}", signature.protocol, signature.document))
}

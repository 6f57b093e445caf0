//! The page that decodes whatever is pasted, for those who do not know yet what they have.

use askama::Template;
use lonelypsp_schema::{Direction, Prefix, Protocol, Schema};

use crate::links::{Links, capitals};

use super::chrome::Chrome;
use super::message::DECODER;
use super::render;

#[derive(Template)]
#[template(path = "decode.html")]
struct DecodePage {
    chrome: Chrome,
    scripts: Vec<&'static str>,
    /// Who sends messages that say what they are.
    prefixed: Vec<Choice>,
    /// The messages that do not, by whoever sends them.
    others: Vec<Choices>,
}

struct Choices {
    title: String,
    messages: Vec<Choice>,
}

/// What pasted bytes can be.
struct Choice {
    /// `stateful.s2b`, or `stateless.s2b/notify`: the script with the model, and the message.
    value: String,
    title: String,
}

pub(crate) fn emit_decode(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("decode.html");
    let all = schema.protocols.iter().flat_map(|of| Direction::BOTH.map(|direction| (of, direction)));
    let (prefixed, others): (Vec<_>, Vec<_>) = all
        .filter(|(of, direction)| !of.messages_of(*direction).is_empty())
        .partition(|(of, _)| of.prefix == Prefix::FlagsAndCode);
    let prefixed = prefixed
        .into_iter()
        .map(|(of, direction)| Choice { value: side(of, direction), title: title(of, direction) });
    let others = others.into_iter().map(|(of, direction)| Choices {
        title: title(of, direction),
        messages: of
            .messages_of(direction)
            .into_iter()
            .map(|message| Choice {
                value: format!("{}/{}", side(of, direction), message.name),
                title: capitals(message),
            })
            .collect(),
    });
    render(&DecodePage {
        prefixed: prefixed.collect(),
        others: others.collect(),
        scripts: DECODER.into_iter().chain(["decoder.js"]).collect(),
        chrome: Chrome::new(schema, &here, None, None),
    })
}

fn side(of: &Protocol, direction: Direction) -> String {
    format!("{}.{}", of.name, direction.as_str())
}

fn title(of: &Protocol, direction: Direction) -> String {
    format!("{}, from the {}", of.name, direction.sender())
}

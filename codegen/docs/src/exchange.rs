//! Who says what to whom: a message with what answers it, or what it answers, between two lifelines.

use lonelypsp_schema::{Direction, Message, Protocol};

use crate::links::capitals;
use crate::phrases::listed;
use crate::svg::{Anchor, Picture, shortened, text_width};

/// The messages of the same protocol that this one answers, and those that answer it.
pub(crate) struct Exchange<'s> {
    pub(crate) answers: Vec<&'s Message>,
    pub(crate) answered_by: Vec<&'s Message>,
    /// Whether any message of the protocol is answered, so that it says something if this one is not.
    pub(crate) are_answered: bool,
}

/// What answers what in a protocol, by the position of its messages.
pub(crate) struct Exchanges<'s>(Vec<Exchange<'s>>);

impl<'s> Exchanges<'s> {
    pub(crate) fn of(protocol: &'s Protocol) -> Self {
        let are_answered = protocol.messages.iter().any(|message| !message.answered_by.is_empty());
        let empty = |_| Exchange { answers: Vec::new(), answered_by: Vec::new(), are_answered };
        let mut all: Vec<Exchange<'s>> = protocol.messages.iter().map(empty).collect();
        let index: std::collections::HashMap<(Direction, &str), usize> = protocol
            .messages
            .iter()
            .enumerate()
            .map(|(index, message)| ((message.direction, message.name.snake()), index))
            .collect();
        for (from, message) in protocol.messages.iter().enumerate() {
            let other = other(message.direction);
            for name in &message.answered_by {
                let Some(to) = index.get(&(other, name.snake())).copied() else { continue };
                if let (Some(answer), Some(exchange)) = (protocol.messages.get(to), all.get_mut(from)) {
                    exchange.answered_by.push(answer);
                }
                if let Some(exchange) = all.get_mut(to) {
                    exchange.answers.push(message);
                }
            }
        }
        Self(all)
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Exchange<'s>> {
        self.0.get(index)
    }
}

/// The one who is spoken to.
pub(crate) const fn other(direction: Direction) -> Direction {
    match direction {
        Direction::S2b => Direction::B2s,
        Direction::B2s => Direction::S2b,
    }
}

/// More than this are not drawn; the text below the picture names all.
const MOST: usize = 8;
const TOP: u32 = 34;
const STEP: u32 = 44;
const LEFT: u32 = 70;

/// The picture, if the message takes part in an exchange.
pub(crate) fn picture(message: &Message, exchange: &Exchange<'_>) -> Option<Picture> {
    if exchange.answers.is_empty() && exchange.answered_by.is_empty() {
        return None;
    }
    let arrows = arrows(message, exchange);
    let widest = arrows.iter().map(|arrow| text_width(&arrow.label)).max().unwrap_or_default();
    let right = LEFT + (widest + 40).max(260);
    let height = TOP + STEP * u32::try_from(arrows.len()).unwrap_or_default() + 14;
    let title = format!("The exchange that {} belongs to", capitals(message));
    let mut picture = Picture::new("exchange".to_owned(), title, describe(&arrows));
    picture.set_size(right + LEFT, height);
    for (x, name) in [(LEFT, Direction::S2b.sender()), (right, Direction::B2s.sender())] {
        picture.text("p-name", Anchor::Middle, [x, 16], name);
        picture.line("p-line", [x, 26, x, height - 4]);
    }
    let mut y = TOP + 24;
    for arrow in &arrows {
        let from_left = arrow.direction == Direction::S2b;
        let class = if arrow.is_answer { "p-back" } else { "p-arrow" };
        picture.line(class, [LEFT, y, right, y]);
        picture.tip(if from_left { right } else { LEFT }, y, from_left);
        let class = if arrow.is_this { "p-name p-this" } else { "p-name" };
        picture.text(class, Anchor::Middle, [LEFT.midpoint(right), y - 7], &arrow.label);
        y += STEP;
    }
    Some(picture)
}

struct Arrow {
    label: String,
    direction: Direction,
    is_answer: bool,
    /// Whether it is the message that the page is about.
    is_this: bool,
}

/// What this message answers, itself, and what answers it.
fn arrows(message: &Message, exchange: &Exchange<'_>) -> Vec<Arrow> {
    let arrow = |of: &Message, is_answer: bool, or: bool| Arrow {
        label: format!("{}{}", if or { "or " } else { "" }, shortened(&capitals(of), 36)),
        direction: of.direction,
        is_answer,
        is_this: std::ptr::eq(of, message),
    };
    let before = exchange.answers.iter().take(MOST).enumerate().map(|(at, of)| arrow(of, false, at > 0));
    let own = arrow(message, !exchange.answers.is_empty(), false);
    let after = exchange.answered_by.iter().take(MOST).enumerate().map(|(at, of)| arrow(of, true, at > 0));
    before.chain([own]).chain(after).collect()
}

fn describe(arrows: &[Arrow]) -> String {
    let lines = arrows.iter().map(|arrow| format!("the {} sends {}", arrow.direction.sender(), arrow.label));
    format!("{}.", listed(lines.collect(), "then"))
}

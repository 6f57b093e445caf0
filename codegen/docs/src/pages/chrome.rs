//! What stands around every page.

use lonelypsp_schema::{Direction, Message, Protocol, Schema};

use crate::links::{Here, capitals};
use crate::place::ASSETS;

/// What stands around a page.
pub(super) struct Chrome {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) home: String,
    pub(super) types: String,
    pub(super) errors: String,
    pub(super) names: String,
    pub(super) decode: String,
    /// The folder of what pages share.
    pub(super) assets: String,
    /// From here to the first page.
    pub(super) root: String,
    pub(super) groups: Vec<NavGroup>,
}

/// A protocol in the list at the side.
pub(super) struct NavGroup {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) is_here: bool,
    pub(super) sides: Vec<NavSide>,
}

/// Its messages in one direction.
pub(super) struct NavSide {
    pub(super) title: String,
    pub(super) items: Vec<NavItem>,
    /// How many more there are.
    pub(super) more: usize,
}

pub(super) struct NavItem {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) is_here: bool,
}

/// More messages of a direction than this are not listed beside each of them, or a site would grow with their square.
const MOST: usize = 40;
/// The same for protocols.
const MOST_PROTOCOLS: usize = 40;

impl Chrome {
    pub(super) fn new(
        schema: &Schema,
        here: &Here<'_, '_>,
        protocol: Option<&Protocol>,
        message: Option<&Message>,
    ) -> Self {
        let is_here = |other: &Protocol| protocol.is_some_and(|protocol| std::ptr::eq(protocol, other));
        let index = here.protocols().iter().position(|other| is_here(other)).unwrap_or_default();
        let shown = window(here.protocols(), index, MOST_PROTOCOLS);
        let groups = shown.iter().map(|other| NavGroup {
            name: other.name.snake().to_owned(),
            href: here.to_protocol(other),
            is_here: is_here(other) && message.is_none(),
            sides: if is_here(other) { sides(here, other, message) } else { Vec::new() },
        });
        Self {
            name: one_line(&schema.name),
            version: one_line(&schema.version),
            home: here.to("index.html"),
            types: here.to("types.html"),
            errors: here.to("errors.html"),
            names: here.to("names.html"),
            decode: here.to("decode.html"),
            assets: here.to(ASSETS),
            root: here.to(""),
            groups: groups.collect(),
        }
    }
}

fn sides(here: &Here<'_, '_>, protocol: &Protocol, message: Option<&Message>) -> Vec<NavSide> {
    let side = |direction: Direction| {
        let all = protocol.messages_of(direction);
        let is_here = |other: &Message| message.is_some_and(|message| std::ptr::eq(message, other));
        let index = all.iter().position(|other| is_here(other)).unwrap_or_default();
        let items = window(&all, index, MOST).iter().map(|other| NavItem {
            title: capitals(other),
            href: here.to_message(protocol, other),
            is_here: is_here(other),
        });
        let items: Vec<NavItem> = items.collect();
        let title = format!("From the {}", direction.sender());
        NavSide { title, more: all.len() - items.len(), items }
    };
    Direction::BOTH.into_iter().map(side).filter(|side| !side.items.is_empty()).collect()
}

/// At most so many, around one of them.
fn window<T>(all: &[T], around: usize, most: usize) -> &[T] {
    let start = around.saturating_sub(most / 2).min(all.len().saturating_sub(most));
    let end = (start + most).min(all.len());
    all.get(start..end).unwrap_or_default()
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_list_shows_what_is_near() {
        let all: Vec<usize> = (0..10).collect();
        assert_eq!(window(&all, 0, 4), [0, 1, 2, 3]);
        assert_eq!(window(&all, 5, 4), [3, 4, 5, 6]);
        assert_eq!(window(&all, 9, 4), [6, 7, 8, 9]);
        assert_eq!(window(&all, 9, 40), all);
    }
}

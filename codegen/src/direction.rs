//! The two directions of a protocol, as packages have them.

use lonelypsp_schema::{Direction, Protocol};

/// The directions that have messages.
pub(crate) fn directions(protocol: &Protocol) -> impl Iterator<Item = Direction> + Clone {
    Direction::BOTH.into_iter().filter(|direction| !protocol.messages_of(*direction).is_empty())
}

/// `S2B`
pub(crate) const fn capitals(direction: Direction) -> &'static str {
    match direction {
        Direction::S2b => "S2B",
        Direction::B2s => "B2S",
    }
}

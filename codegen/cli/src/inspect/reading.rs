//! What a message is read as: what the arguments say, or else what is seen of how it travelled.

use lonelypsp_capture::{Found as Given, Side};
use lonelypsp_conformance::json::Expectation;
use lonelypsp_interpret::{Trace, trace, trace_as};
use lonelypsp_schema::{Direction, Message, Protocol};

use crate::args::InspectArgs;

use super::{Inspector, Row, exchange, rows, title};

/// A message as it was read.
pub(super) struct Seen<'a, 'i> {
    protocol: &'a Protocol,
    direction: Direction,
    pub(super) trace: Trace<'a, 'i>,
    pub(super) bytes: &'i [u8],
}

impl Seen<'_, '_> {
    pub(super) fn rows(&self, args: &InspectArgs) -> Vec<Row<'_>> {
        rows(self.protocol, &self.trace, self.bytes, args.show_secrets)
    }

    pub(super) fn title(&self) -> String {
        title(self.protocol, self.direction, &self.trace, self.bytes.len())
    }
}

impl<'a> Inspector<'a> {
    /// What the body of a request or an answer can be.
    fn on_http(&self, given: &Given) -> Vec<(&'a Protocol, &'a Message)> {
        let only = self.args.side.protocol.is_some().then_some(self.protocol);
        given.exchange.as_ref().map(|one| exchange::messages(self.schema, only, one)).unwrap_or_default()
    }

    /// Whether it is one that was asked for: much else travels over HTTP.
    pub(super) fn concerns(&self, given: &Given) -> bool {
        given.exchange.is_none() || self.expected.is_some() || !self.on_http(given).is_empty()
    }

    /// Reads a message. Of one that was on a connection it is seen who sent it: subscribers ask for connections. Of several
    /// that it can be, it is the first that it is.
    pub(super) fn read<'i>(&self, given: &'i Given) -> Seen<'a, 'i> {
        let bytes = &given.bytes;
        let seen = |protocol, direction, trace| Seen { protocol, direction, trace, bytes };
        let as_one = |(protocol, message): (&'a Protocol, &'a Message)| {
            seen(protocol, message.direction, trace_as(protocol, message, bytes))
        };
        if self.expected.is_none() {
            let mut possible: Vec<_> = self.on_http(given).into_iter().map(as_one).collect();
            let index = possible.iter().position(|one| one.trace.outcome.is_ok()).unwrap_or_default();
            if index < possible.len() {
                return possible.swap_remove(index);
            }
        }
        let side = given.side.map(|side| match side {
            Side::Client => Direction::S2b,
            Side::Server => Direction::B2s,
        });
        match (self.expected, side) {
            (Some(Expectation::Message(message)), _) => as_one((self.protocol, message)),
            (_, Some(direction)) | (Some(Expectation::From(direction)), None) => {
                seen(self.protocol, direction, trace(self.protocol, direction, bytes))
            }
            // It was asked before.
            (None, None) => seen(self.protocol, Direction::S2b, trace(self.protocol, Direction::S2b, bytes)),
        }
    }
}

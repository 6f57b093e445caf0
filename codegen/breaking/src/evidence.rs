//! What shows that two schemas differ: bytes that both read, or lines that stand beside messages.

use lonelypsp_schema::Direction;

use crate::finding::Finding;
use crate::rule::{Way, Ways};

/// What shows a difference.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Who reads what whom has written; nothing if both refuse it.
    pub way: Option<Way>,
    /// What is shown.
    pub shown: Shown,
    /// What the old schema makes of it.
    pub old: Answer,
    /// What the new schema makes of it.
    pub new: Answer,
}

/// What is shown.
#[derive(Clone, Debug)]
pub enum Shown {
    /// The bytes of a message.
    Bytes {
        /// The bytes.
        bytes: Vec<u8>,
        /// What they are, in words: "`confirm_receive` in a minimal block".
        what: String,
        /// Who sent them.
        direction: Direction,
        /// The protocol in the old schema, and the message, if readers have to be told it.
        in_old: Option<(String, Option<String>)>,
        /// The same in the new schema.
        in_new: Option<(String, Option<String>)>,
    },
    /// A line beside the messages, such as that of an HTTP request; each answer has its own.
    Line,
}

/// What one schema makes of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether they are accepted.
    pub accepted: bool,
    /// What they are, or what is wrong with them, in one line.
    pub text: String,
}

impl Finding {
    /// Shows a finding by what the old and the new schema say in a line.
    pub(crate) fn with_lines(mut self, old: &str, new: &str) -> Self {
        let ways = match self.rule.ways() {
            Ways::None => &[][..],
            Ways::Only(Way::OldReader) => &[Way::OldReader],
            Ways::Only(Way::NewReader) => &[Way::NewReader],
            Ways::Both => &Way::BOTH,
        };
        // One pair of lines shows both.
        for way in ways.iter().take(1) {
            let answer = |text: &str| Answer { accepted: true, text: text.to_owned() };
            self.evidence.push(Evidence {
                way: Some(*way),
                shown: Shown::Line,
                old: answer(old),
                new: answer(new),
            });
        }
        self
    }
}

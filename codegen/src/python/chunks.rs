//! What a message is joined from when it is written.

use lonelypsp_schema::{Kind, Limit, Spelling};

use super::code::{Uses, from};
use super::text::bytes;

/// What is joined; neighbouring bytes that never change are one literal.
#[derive(Default)]
pub(super) struct Chunks {
    pub(super) fixed: Vec<u8>,
    parts: Vec<String>,
}

impl Chunks {
    pub(super) fn push(&mut self, part: String) {
        self.flush();
        self.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.fixed.is_empty() {
            self.parts.push(bytes(&self.fixed));
            self.fixed.clear();
        }
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.flush();
        self.parts
    }

    /// A value behind its length. Gives what the spelling uses.
    pub(super) fn value(&mut self, kind: Kind, x: &str) -> Uses {
        let mut uses = Uses::default();
        match kind {
            Kind::Bytes(Limit::None | Limit::Max(_)) | Kind::Text { .. } | Kind::OptionalText { .. } => {
                uses.add(from::FAST, "LENGTH");
                self.push(format!("LENGTH[len({x})]"));
                self.push(x.to_owned());
            }
            Kind::Bytes(Limit::Exact(length)) => {
                self.fixed.extend(length.to_be_bytes());
                self.push(x.to_owned());
            }
            Kind::Bool => {
                self.fixed.extend([0, 1]);
                self.push(format!("b\"\\x01\" if {x} else b\"\\x00\""));
            }
            Kind::Uint { spelling: Spelling::Minimal, .. } => {
                uses.add(from::FAST, "UINT");
                self.push(format!("UINT[{x}]"));
            }
            Kind::Uint { max_bytes, spelling: Spelling::Fixed } => {
                self.fixed.extend([0, max_bytes]);
                self.push(format!("{x}.to_bytes({max_bytes}, \"big\")"));
            }
            Kind::Int { max_bytes } => {
                self.fixed.extend([0, max_bytes]);
                self.push(format!("{x}.to_bytes({max_bytes}, \"big\", signed=True)"));
            }
            // A header is one value.
            Kind::Group(_) => {}
        }
        uses
    }
}

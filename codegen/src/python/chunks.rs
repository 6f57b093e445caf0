//! What a message is joined from when it is written.

use lonelypsp_schema::{Form, Kind, Spelling};

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
        let length = kind.fixed_length();
        self.fixed.extend(length.into_iter().flat_map(u16::to_be_bytes));
        let most = kind.length.most().unwrap_or_default();
        match kind.form {
            Form::Bytes | Form::Text => {
                if length.is_none() {
                    uses.add(from::FAST, "LENGTH");
                    self.push(format!("LENGTH[len({x})]"));
                }
                self.push(x.to_owned());
            }
            Form::Bool => self.push(format!("b\"\\x01\" if {x} else b\"\\x00\"")),
            Form::Uint(Spelling::Minimal) => {
                uses.add(from::FAST, "UINT");
                self.push(format!("UINT[{x}]"));
            }
            Form::Uint(Spelling::Fixed) => self.push(format!("{x}.to_bytes({most}, \"big\")")),
            Form::Int => self.push(format!("{x}.to_bytes({most}, \"big\", signed=True)")),
            Form::Float => {
                uses.add(from::FAST, "float_bytes");
                self.push(format!("float_bytes({x})"));
            }
            // A header is one value.
            Form::Group(_) => {}
        }
        uses
    }
}

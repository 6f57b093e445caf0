//! The scan program as text.

use crate::ir::ScanStep;

use super::{Printer, body, group_end, line};

impl Printer<'_> {
    pub(super) fn scan(self, out: &mut String, depth: usize, steps: &[ScanStep]) {
        for step in steps {
            match step {
                ScanStep::Bytes(length) => line(out, depth, &bytes(*length)),
                ScanStep::Counted(width) => {
                    line(out, depth, &format!("{} length, then as many bytes", width.as_str()));
                }
                ScanStep::Number { slot, prefix, most } => {
                    let length = match prefix {
                        Some(width) => format!("{} length, at most {}", width.as_str(), bytes(*most)),
                        None => bytes(*most),
                    };
                    line(out, depth, &format!("{length}, kept as {}", self.name(*slot)));
                }
                ScanStep::Block { minimal } => {
                    line(out, depth, "minimal");
                    self.scan(out, depth + 1, minimal);
                    line(out, depth, "expanded");
                    line(out, depth + 1, "count, then as many names and values");
                }
                ScanStep::Group { end, entry, .. } => {
                    line(out, depth, &group_end(end));
                    self.scan(out, depth + 1, entry);
                }
                ScanStep::When { on, equals, yes, no } => {
                    line(out, depth, &format!("when {}", self.condition(*on, *equals)));
                    self.scan(out, depth + 1, yes);
                    if !no.is_empty() {
                        line(out, depth, "otherwise");
                        self.scan(out, depth + 1, no);
                    }
                }
                ScanStep::Body(width) => line(out, depth, &body(*width)),
            }
        }
    }
}

fn bytes(count: impl Into<u64>) -> String {
    match count.into() {
        1 => "1 byte".to_owned(),
        count => format!("{count} bytes"),
    }
}

//! The fast path from bytes to a message, once for each kind of header block: values are cut out and checked in wire
//! order by arithmetic on indices. Whether they were all there is looked at once, at the end; whatever is otherwise gives
//! up.

use lonelypsp_schema::{Digest, Layout, Length, Message, Program, Slot, Step};

use super::code::{Code, from};
use super::context::Context;
use super::flags;
use super::forms;
use super::names::{self, BODY};
use super::program::{Path, Scope, put_program};
use super::text::{bytes, hex};
use crate::spelling::local;

pub(super) fn view_fast(
    context: &Context<'_>,
    message: &Message,
    layout: &Layout,
    program: &Program,
    expanded: bool,
) -> Code {
    let class = names::message_class(message);
    let (mode, block) = if expanded { ("expanded", "an expanded") } else { ("minimal", "a minimal") };
    let name = format!("read_{mode}_{}", names::message_function(message));
    let mut parameters = vec!["data: bytes".to_owned()];
    parameters.extend(context.has_flags().then(|| "flags: int".to_owned()));
    let doc = format!("Read {block} block on the fast path.");
    let mut code = Code::function(&name, &parameters, &class, &doc);
    if context.has_flags() {
        flags::take(context.protocol, layout, program, &mut code);
    }
    let scope = Scope { context, message, layout };
    let mut fast = Fast { scope, expanded, end: None, counted: None, code };
    put_program(&mut fast, 4, program);
    fast.code
}

struct Fast<'a> {
    scope: Scope<'a>,
    expanded: bool,
    /// Where the next value begins, while it is a number: nothing has been read so far.
    end: Option<()>,
    /// The number of headers, while it waits to be compared together with the first name.
    counted: Option<usize>,
    code: Code,
}

impl<'a> Path<'a> for Fast<'a> {
    fn scope(&self) -> Scope<'a> {
        self.scope
    }

    fn code(&mut self) -> &mut Code {
        &mut self.code
    }

    fn step(&mut self, depth: usize, step: &Step) {
        match *step {
            Step::OnlyFlags(known) => self.unless(depth, &format!("flags & ~{}", hex(known.into()))),
            Step::Count(count) => self.count(depth, count),
            Step::Read { slot, .. } => self.header(depth, slot),
            Step::Body(_) => {
                let end = self.end();
                self.unless(depth, &format!("len(data) < {end}"));
                self.put(depth, &format!("{BODY} = data[{end}:]"));
            }
            Step::BodyLength(slot) => {
                self.unless(depth, &format!("{} != len({BODY})", self.local(slot)));
            }
            Step::Same(slot, other) => {
                self.unless(depth, &format!("{} != {}", self.local(slot), self.local(other)));
            }
            Step::BodyDigest(slot, digest) => {
                let function = match digest {
                    Digest::Sha512 => "sha512",
                };
                self.code.uses(from::FAST, function);
                self.unless(depth, &format!("{function}({BODY}).digest() != {}", self.local(slot)));
            }
            // Here a header is read where it is checked; and only sequences have the others.
            Step::Check { .. } | Step::Group { .. } | Step::Ascending { .. } | Step::Literal { .. } => {}
        }
    }

    fn aside(&mut self, print: impl FnOnce(&mut Self)) {
        let before = (self.end, self.counted);
        print(self);
        (self.end, self.counted) = before;
    }

    /// What follows the block is a body, or nothing.
    fn last_look(&mut self, depth: usize) {
        if self.scope.layout.body.is_none() {
            let end = self.end();
            self.unless(depth, &format!("len(data) != {end}"));
        }
    }
}

impl Fast<'_> {
    /// Cuts out a value: `at` is where it begins, `end` where it ends.
    fn header(&mut self, depth: usize, index: usize) {
        let header = &self.scope.layout.slots[index];
        if self.expanded {
            self.name(depth, header);
        } else if self.end.is_none() {
            self.put(depth, "at = 6");
        } else {
            self.put(depth, "at = end + 2");
        }
        self.end = Some(());
        self.put(depth, "end = at + (data[at - 2] << 8 | data[at - 1])");
        if let Some(condition) = length_condition(header.kind.length) {
            self.unless(depth, &condition);
        }
        // A header is one value.
        let Some(values) = forms::values(header.kind) else { return };
        if let Some(function) = values.cut.uses {
            self.code.uses(values.module.name, function);
        }
        self.code.lines.extend(values.cut.assign(depth, &format!("{} =", local(header))));
    }

    /// Compares the name before a value, together with the number of headers if that is known.
    fn name(&mut self, depth: usize, header: &Slot) {
        let mut expected = header.counted_name();
        let (from, at) = if self.end.is_some() {
            ("end".to_owned(), format!("end + {}", expected.len() + 2))
        } else {
            let count = self.counted.take();
            let from = if count.is_some() { 4 } else { 6 };
            expected.splice(0..0, count.into_iter().flat_map(count_bytes));
            (from.to_string(), (from + expected.len() + 2).to_string())
        };
        self.unless(depth, &format!("not data.startswith({}, {from})", bytes(&expected)));
        self.put(depth, &format!("at = {at}"));
    }

    /// A number that is known before the first header is compared together with its name.
    fn count(&mut self, depth: usize, count: usize) {
        if !self.expanded {
            return;
        }
        if self.end.is_none() && count > 0 {
            self.counted = Some(count);
            return;
        }
        self.unless(depth, &format!("data[4:6] != {}", bytes(&count_bytes(count))));
    }

    fn end(&self) -> &'static str {
        match (self.end, self.expanded) {
            (Some(()), _) => "end",
            (None, true) => "6",
            (None, false) => "4",
        }
    }

    fn local(&self, slot: usize) -> String {
        self.scope.local(slot)
    }

    fn put(&mut self, depth: usize, text: &str) {
        self.code.put(depth, text);
    }

    fn unless(&mut self, depth: usize, condition: &str) {
        self.code.unless(depth, &[condition.to_owned()]);
    }
}

fn count_bytes(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_be_bytes()
}

fn length_condition(length: Length) -> Option<String> {
    match length {
        Length::Any => None,
        Length::AtMost(most) => Some(format!("end > at + {most}")),
        Length::Exactly(length) => Some(format!("end != at + {length}")),
    }
}

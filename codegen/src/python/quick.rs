//! The straight lines from bytes to a message, one for each kind of header block: values are cut out and checked in wire
//! order by arithmetic on indices. Whether they were all there is looked at once, at the end; what is not as usual gives
//! up.

use lonelypsp_schema::{CheckStep, Digest, End, Header, HeaderLayout, Kind, Limit, Message, Tree};

use super::class::maker_arguments;
use super::context::Context;
use super::names::{self, BODY};
use super::text::{assign, bytes, call, choose, docstring, unless};
use crate::spelling::local;
use crate::wire::counted_name;

pub(super) fn view_quick(
    context: &Context<'_>,
    message: &Message,
    layout: &HeaderLayout,
    expanded: bool,
) -> Vec<String> {
    let class = names::message_class(message);
    let (mode, block) = if expanded { ("expanded", "an expanded") } else { ("minimal", "a minimal") };
    let name = format!("def read_{mode}_{}", names::message_function(message));
    let mut lines = call(0, &name, &["data: bytes".to_owned()], &format!(" -> {class}:"));
    lines.extend(docstring(4, &format!("Read {block} block that is as usual.")));
    let mut line = Line { context, message, layout, expanded, end: None, lines };
    if expanded && layout.headers.is_empty() {
        line.count(4, 0);
    }
    line.tree(4, &layout.plan.check, &[]);
    line.lines
}

struct Line<'a> {
    context: &'a Context<'a>,
    message: &'a Message,
    layout: &'a HeaderLayout,
    expanded: bool,
    /// Where the next value begins, while it is a number: nothing has been read so far.
    end: Option<()>,
    lines: Vec<String>,
}

impl Line<'_> {
    /// The steps, then what follows them. Digests wait until all else is right, so that a body is hashed for nothing only
    /// if its digest is all that is wrong.
    fn tree(&mut self, depth: usize, tree: &Tree, digests: &[(usize, Digest)]) {
        let mut digests = digests.to_vec();
        for step in &tree.steps {
            self.step(depth, *step, &mut digests);
        }
        match &tree.end {
            End::Shape(shape) => self.leaf(depth, *shape, &digests),
            End::Branch { header, equals, yes, no } => {
                let tail = self.layout.tail.as_ref().map(|tail| tail.when);
                let decides = tail.is_some_and(|when| when.header == *header && when.equals == *equals);
                let decides = decides && self.expanded;
                self.put(depth, &format!("if {} == {equals}:", self.local(*header)));
                if decides {
                    self.count(depth + 4, self.layout.headers.len());
                }
                self.tree(depth + 4, yes, &digests);
                if decides {
                    self.count(depth, self.layout.head_len());
                }
                self.tree(depth, no, &digests);
            }
        }
    }

    fn step(&mut self, depth: usize, step: CheckStep, digests: &mut Vec<(usize, Digest)>) {
        match step {
            CheckStep::Header(header) => self.header(depth, header),
            CheckStep::TakeBody => {
                let end = self.end();
                self.unless(depth, &format!("len(data) < {end}"));
                self.put(depth, &format!("{BODY} = data[{end}:]"));
            }
            CheckStep::BodyLength(header) => {
                self.unless(depth, &format!("{} != len({BODY})", self.local(header)));
            }
            CheckStep::Same(header, other) => {
                self.unless(depth, &format!("{} != {}", self.local(header), self.local(other)));
            }
            CheckStep::BodyDigest(header, digest) => digests.push((header, digest)),
        }
    }

    fn leaf(&mut self, depth: usize, shape: usize, digests: &[(usize, Digest)]) {
        for (header, digest) in digests {
            let function = match digest {
                Digest::Sha512 => "sha512",
            };
            self.unless(depth, &format!("{function}({BODY}).digest() != {}", self.local(*header)));
        }
        if !self.layout.has_body {
            let end = self.end();
            self.unless(depth, &format!("len(data) != {end}"));
        }
        let shape = &self.layout.shapes[shape];
        let arguments = maker_arguments(self.context, self.message, self.layout, shape);
        let head = format!("return new_{}", names::shape_function(self.message, shape));
        self.lines.extend(call(depth, &head, &arguments, ""));
    }

    /// Cuts out a value: `at` is where it begins, `end` where it ends.
    fn header(&mut self, depth: usize, index: usize) {
        let header = &self.layout.headers[index];
        if self.expanded {
            self.name(depth, header);
        } else if self.end.is_none() {
            self.put(depth, "at = 6");
        } else {
            self.put(depth, "at = end + 2");
        }
        self.end = Some(());
        self.put(depth, "end = at + (data[at - 2] << 8 | data[at - 1])");
        if let Some(condition) = length_condition(header.kind) {
            self.unless(depth, &condition);
        }
        self.lines.extend(take_value(depth, &format!("{} =", local(header)), header.kind));
    }

    /// Compares the name before a value, together with the number of headers if that is known.
    fn name(&mut self, depth: usize, header: &Header) {
        let mut expected = counted_name(header);
        let (from, at) = if self.end.is_some() {
            ("end".to_owned(), format!("end + {}", expected.len() + 2))
        } else {
            let counted = self.layout.tail.is_none();
            let from = if counted { 4 } else { 6 };
            if counted {
                expected.splice(0..0, count_bytes(self.layout.headers.len()));
            }
            (from.to_string(), (from + expected.len() + 2).to_string())
        };
        self.unless(depth, &format!("not data.startswith({}, {from})", bytes(&expected)));
        self.put(depth, &format!("at = {at}"));
    }

    fn count(&mut self, depth: usize, count: usize) {
        self.unless(depth, &format!("data[4:6] != {}", bytes(&count_bytes(count))));
    }

    fn end(&self) -> &'static str {
        match (self.end, self.expanded) {
            (Some(()), _) => "end",
            (None, true) => "6",
            (None, false) => "4",
        }
    }

    fn local(&self, header: usize) -> String {
        local(&self.layout.headers[header])
    }

    fn put(&mut self, depth: usize, text: &str) {
        self.lines.push(format!("{:depth$}{text}", ""));
    }

    fn unless(&mut self, depth: usize, condition: &str) {
        self.lines.extend(unless(depth, &[condition.to_owned()]));
    }
}

fn count_bytes(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_be_bytes()
}

fn length_condition(kind: Kind) -> Option<String> {
    match kind {
        Kind::Bytes(Limit::None)
        | Kind::Text { max: None }
        | Kind::OptionalText { max: None }
        | Kind::Bool => None,
        Kind::Bytes(Limit::Exact(length)) => Some(format!("end != at + {length}")),
        Kind::Bytes(Limit::Max(max))
        | Kind::Text { max: Some(max) }
        | Kind::OptionalText { max: Some(max) } => Some(format!("end > at + {max}")),
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => Some(format!("end > at + {max_bytes}")),
    }
}

/// The assignment of a value that lies between `at` and `end`.
fn take_value(depth: usize, head: &str, kind: Kind) -> Vec<String> {
    let number = "UINT_OF(data[at:end], \"big\")";
    let value = match kind {
        Kind::Bytes(_) => "data[at:end]",
        Kind::Text { .. } => "data[at:end].decode()",
        Kind::OptionalText { .. } => {
            return choose(depth, head, ["data[at:end].decode()", "end > at", "None"]);
        }
        Kind::Bool => "data[at:end] == b\"\\x01\"",
        // Most numbers are small.
        Kind::Uint { .. } => return choose(depth, head, ["data[at]", "end == at + 1", number]),
        Kind::Int { .. } => "UINT_OF(data[at:end], \"big\", signed=True)",
    };
    assign(depth, head, value)
}

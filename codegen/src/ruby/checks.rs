//! The values of a message, or of an entry, checked one after the other in the order of the plan.

use lonelypsp_schema::{Condition, Message, Protocol, Shape, Slot, Source, Subject, WriteStep};

use super::flags;
use super::forms::put_function;
use super::lines::Lines;
use super::literal;
use super::names::{entry_path, local};

/// What is written.
#[derive(Clone, Copy)]
pub(super) struct Checks<'a> {
    pub(super) protocol: &'a Protocol,
    pub(super) message: &'a Message,
    /// The values that steps are about.
    pub(super) slots: &'a [Slot],
    /// The shape of the message; an entry has none.
    pub(super) shape: Option<&'a Shape>,
    pub(super) steps: &'a [WriteStep],
}

impl Checks<'_> {
    /// Prints what is checked; then the bytes of every value are in a local.
    pub(super) fn print(&self, lines: &mut Lines) {
        if let Some(body) = self.shape.and_then(|shape| shape.body.as_ref()) {
            lines.line(format!("body = message.{}", body.name));
        }
        for step in self.steps {
            self.step(step, lines);
        }
    }

    fn step(&self, step: &WriteStep, lines: &mut Lines) {
        match step {
            WriteStep::Field { slot, not } => {
                let field = self.field(*slot);
                self.checked(*slot, &field, lines);
                for number in not {
                    let arguments = [field.clone(), self.at(*slot), literal::integer(*number)];
                    lines.call("refuse_number(", &arguments, ")");
                }
            }
            WriteStep::Exclude { all } => self.exclude(all, lines),
            WriteStep::BodyLength { slot } => self.checked(*slot, "body_length(body)", lines),
            WriteStep::Copy { slot, other } => {
                if self.same_bytes(*slot, *other) {
                    lines.line(format!("{} = {}", self.local(*slot), self.local(*other)));
                } else {
                    self.checked(*slot, &self.number(*other), lines);
                }
            }
            WriteStep::Group { slot, group, unlike } => self.group(*slot, *group, unlike.as_deref(), lines),
            WriteStep::Ascending { slot } => {
                let name = &self.slots[*slot].at;
                let arguments = [format!("entry.{name}"), format!("previous.{name}"), self.at(*slot)];
                lines.call_if("check_ascending(", &arguments, ")", "previous");
            }
            WriteStep::Body => self.body(lines),
            // They are always the same.
            WriteStep::Constant { .. } | WriteStep::Literal(_) => {}
        }
    }

    /// A local with the bytes of a value, once it is checked.
    fn checked(&self, slot: usize, value: &str, lines: &mut Lines) {
        let is_header = self.message.layout.is_block();
        let Some((function, limit)) = put_function(&self.slots[slot], is_header) else { return };
        let mut arguments = vec![value.to_owned(), self.at(slot)];
        arguments.extend(limit.map(literal::integer));
        lines.call(&format!("{} = {function}(", self.local(slot)), &arguments, ")");
    }

    /// A local with the bytes of a group, once all its entries are checked.
    fn group(&self, slot: usize, group: usize, unlike: Option<&[u8]>, lines: &mut Lines) {
        let layout = &self.message.layout;
        let class = entry_path(self.message.direction, &self.message.name, &layout.groups[group]);
        let mut arguments = vec![self.field(slot), self.at(slot), class];
        arguments.extend(self.slots[slot].prefix.map(|width| literal::integer(width.max())));
        arguments.extend(unlike.map(literal::constant));
        let function = if unlike.is_some() { "put_entries_unlike" } else { "put_entries" };
        lines.call(&format!("{} = {function}(", self.local(slot)), &arguments, ")");
    }

    fn body(&self, lines: &mut Lines) {
        let layout = &self.message.layout;
        if layout.is_block() {
            return lines.line("check_body(body)");
        }
        let Some(body) = &layout.body else { return };
        let at = literal::string(&body.at);
        match body.prefix {
            Some(width) => lines.line(format!("put_bytes(body, {at}, {})", literal::integer(width.max()))),
            None => lines.line(format!("check_rest(body, {at})")),
        }
    }

    /// Refuses what must not hold together. Flags that are always the same in this shape are not looked at.
    fn exclude(&self, all: &[Condition], lines: &mut Lines) {
        let Some(open) = self.shape.and_then(|shape| shape.open(all)) else { return };
        let holds = |conditions: &[Condition]| -> Vec<String> {
            conditions.iter().map(|condition| self.holds(*condition)).collect()
        };
        // The value that it is about, if it is about one, is the last.
        match (open.split_last(), WriteStep::excluded(all)) {
            (Some((last, others)), Some(Subject::Slot(slot))) => {
                let arguments = [self.number(slot), self.at(slot), literal::integer(last.equals)];
                match holds(others).join(" && ") {
                    others if others.is_empty() => lines.call("refuse_number(", &arguments, ")"),
                    others => lines.call_if("refuse_number(", &arguments, ")", &others),
                }
            }
            (Some(_), Some(Subject::Flag(flag))) => {
                let at = literal::string(flags::name(self.protocol, flag));
                lines.call_if("refuse_flags(", &[at], ")", &holds(&open).join(" && "));
            }
            (None, _) | (_, None) => {}
        }
    }

    fn holds(&self, condition: Condition) -> String {
        match condition.on {
            Subject::Slot(slot) => literal::equals(&self.number(slot), condition.equals),
            Subject::Flag(flag) => {
                let not = if condition.equals == 0 { "!" } else { "" };
                format!("{not}message.{}", flags::name(self.protocol, flag))
            }
        }
    }

    /// Whether a header that repeats another's number has the same bytes, and so needs no check of its own.
    fn same_bytes(&self, slot: usize, other: usize) -> bool {
        let is_checked = self
            .steps
            .iter()
            .any(|step| step.slot() == Some(other) && !matches!(step, WriteStep::Constant { .. }));
        is_checked && self.slots[slot].kind == self.slots[other].kind
    }

    /// An expression for the number that a value was written with.
    fn number(&self, slot: usize) -> String {
        match self.shape.and_then(|shape| shape.slot(slot)).map(|slot| &slot.source) {
            Some(Source::Field(_)) => self.field(slot),
            Some(Source::Constant(value)) => literal::integer(*value),
            Some(Source::BodyLength) => "body_length(body)".to_owned(),
            Some(Source::Slot(other)) => self.number(*other),
            None => "0".to_owned(),
        }
    }

    /// An expression for what the message or the entry has.
    pub(super) fn field(&self, slot: usize) -> String {
        match self.shape {
            Some(shape) => {
                let name = shape.slot(slot).and_then(|slot| slot.field());
                name.map(|name| format!("message.{name}")).unwrap_or_default()
            }
            None => format!("entry.{}", self.slots[slot].at),
        }
    }

    /// The local that holds the bytes of a value.
    pub(super) fn local(&self, slot: usize) -> String {
        local(self.message.layout.is_block(), &self.slots[slot])
    }

    fn at(&self, slot: usize) -> String {
        literal::string(&self.slots[slot].at)
    }
}

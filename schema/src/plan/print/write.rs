//! The write steps as text.

use crate::ir::{Condition, FlagSource, GroupEnd, Name, Shape, WriteStep};

use super::{Printer, hex, line, none_if_empty};

impl Printer<'_> {
    /// What the values are called in code, and beside that what they are called on the wire, where that is another name.
    pub(super) fn fields(self, out: &mut String, shape: &Shape) {
        let named = |field: &Name, at: &str| {
            if field.snake() == at { at.to_owned() } else { format!("{field} ({at})") }
        };
        let slots = shape.slots.iter().filter_map(|slot| Some(named(slot.field()?, self.name(slot.slot))));
        let at = self.layout.body.as_ref().map_or("", |body| &body.at);
        let body = shape.body.iter().map(|body| named(&body.name, at));
        let fields: Vec<_> = slots.chain(body).collect();
        if !fields.is_empty() {
            line(out, 2, &format!("fields: {}", fields.join(", ")));
        }
    }

    pub(super) fn flags(self, out: &mut String, shape: &Shape) {
        for flag in &shape.flags {
            let name = self.flag(flag.flag);
            line(
                out,
                2,
                &match &flag.source {
                    FlagSource::Field(field) => format!("{name}: as the field {field} says"),
                    FlagSource::Constant(true) => format!("{name}: set"),
                    FlagSource::Constant(false) => format!("{name}: not set"),
                },
            );
        }
        if let Some(field) = &shape.unknown_flags {
            line(out, 2, &format!("other flags: as the field {field} says"));
        }
    }

    pub(super) fn write(self, out: &mut String, depth: usize, steps: &[WriteStep]) {
        for step in steps {
            line(out, depth, &self.write_step(step));
            if let WriteStep::Group { group, .. } = step {
                let group = &self.layout.groups[*group];
                self.entry(group).write(out, depth + 1, &group.write);
            }
        }
    }

    fn write_step(self, step: &WriteStep) -> String {
        match step {
            WriteStep::Field { slot, not } => {
                let not: Vec<_> = not.iter().map(|value| format!(", but not {value}")).collect();
                format!("{}{}", self.field(*slot), not.concat())
            }
            WriteStep::Exclude { all } => {
                let all: Vec<_> =
                    all.iter().map(|Condition { on, equals }| self.condition(*on, *equals)).collect();
                format!("not {}", all.join(" and "))
            }
            WriteStep::Constant { slot, value } => format!("{} = {value}, never empty", self.name(*slot)),
            WriteStep::BodyLength { slot } => format!("{} = the body's length", self.name(*slot)),
            WriteStep::Copy { slot, other } => format!("{} = {}", self.name(*slot), self.name(*other)),
            WriteStep::Group { slot, group, unlike } => {
                let name = self.name(*slot);
                match (&self.layout.groups[*group].end, unlike) {
                    (GroupEnd::Count(width), _) => {
                        format!("{name}: {} count, then the entries", width.as_str())
                    }
                    (GroupEnd::Literal(_), None) => format!("{name}: the entries"),
                    (GroupEnd::Literal(_), Some(end)) => {
                        format!("{name}: the entries, none of which begins like {}", hex(end))
                    }
                }
            }
            WriteStep::Ascending { slot } => {
                format!("{} is greater than in the entry before", self.name(*slot))
            }
            WriteStep::Literal(bytes) => format!("literal {}", hex(bytes)),
            WriteStep::Body => match self.layout.body.as_ref().and_then(|body| body.prefix) {
                Some(width) => format!("{} length, then the body", width.as_str()),
                None => "body".to_owned(),
            },
        }
    }

    fn field(self, slot: usize) -> String {
        let slot = &self.slots[slot];
        let spelling = match slot.kind.fixed_length() {
            _ if !slot.kind.form.is_integer() => "",
            None => ", in as few bytes as it needs",
            Some(_) => ", in all its bytes",
        };
        let length = match slot.prefix {
            Some(width) if !self.layout.is_block() => format!("{} length, ", width.as_str()),
            _ => String::new(),
        };
        format!("{}: {length}{}{}{spelling}", slot.at, slot.expectation(), none_if_empty(slot))
    }
}

//! The checks of a message in their order, each with the error that comes if it fails: the plan's exact program, in words.

use lonelypsp_interpret::Kind;
use lonelypsp_schema::{
    Condition, End, Form, Group, GroupEnd, Layout, Length, Message, Prefix, Program, Protocol, ReadStep,
    Reading, Slot, Step, Subject,
};

use crate::fields::name_of;
use crate::phrases::{are, code, condition, count, hex};

/// One line of the list. Texts are Markdown.
pub(crate) struct Row {
    /// How many conditions or groups it stands in.
    pub(crate) depth: usize,
    /// Its number; lines that check nothing have none.
    pub(crate) number: Option<usize>,
    pub(crate) what: String,
    /// The error, if it checks something.
    pub(crate) error: Option<Failing>,
}

/// The error of a check.
pub(crate) struct Failing {
    pub(crate) kind: Kind,
    /// What the error names, if anything.
    pub(crate) at: Option<String>,
    /// Where it points.
    pub(crate) offset: &'static str,
}

const READ: &str = "where that read began";
const VALUE: &str = "the value's first byte";
const END: &str = "the end of the header block";

/// All checks that reading this message makes.
pub(crate) fn checks(protocol: &Protocol, message: &Message) -> Vec<Row> {
    let layout = &message.layout;
    let mut list =
        List { protocol, layout, rows: Vec::new(), depth: 0, number: 0, is_block: layout.is_block() };
    if protocol.prefix == Prefix::FlagsAndCode {
        let sender = message.direction.sender();
        list.check("there are 2 bytes of flags", Kind::Truncated, None, "byte 0");
        list.check("there are 2 bytes of type code", Kind::Truncated, None, "byte 2");
        let what = format!("a {sender} sends messages of this type; here it is {}", message.code);
        list.check(&what, Kind::UnknownType, None, "byte 2");
    }
    match &layout.plan.read {
        Reading::Block(block) => {
            list.block(&block.minimal);
            list.say("Then, whichever block it was:");
            list.program(&block.exact);
        }
        Reading::Sequence(program) => list.program(program),
    }
    list.rows
}

struct List<'s> {
    protocol: &'s Protocol,
    layout: &'s Layout,
    rows: Vec<Row>,
    depth: usize,
    number: usize,
    is_block: bool,
}

impl List<'_> {
    fn say(&mut self, what: &str) {
        self.rows.push(Row { depth: self.depth, number: None, what: what.to_owned(), error: None });
    }

    fn check(&mut self, what: &str, kind: Kind, at: Option<&str>, offset: &'static str) {
        self.number += 1;
        let error = Some(Failing { kind, at: at.map(str::to_owned), offset });
        self.rows.push(Row { depth: self.depth, number: Some(self.number), what: what.to_owned(), error });
    }

    /// How values are cut out of a block.
    fn block(&mut self, minimal: &[ReadStep]) {
        self.say("In a minimal block:");
        self.depth += 1;
        self.minimal(minimal);
        self.depth -= 1;
        self.say("In an expanded block:");
        self.depth += 1;
        self.check(
            "the number of headers is there, and of each its name and its value",
            Kind::Truncated,
            None,
            READ,
        );
        self.check(
            "each name is ASCII, looked at before its value is read",
            Kind::HeaderName,
            None,
            "where the name begins",
        );
        self.depth -= 1;
    }

    fn minimal(&mut self, steps: &[ReadStep]) {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => {
                    for slot in self.layout.slots.get(*from..*to).unwrap_or_default() {
                        let what = format!("the length of {} is there, and as many bytes", code(&slot.at));
                        self.check(&what, Kind::Truncated, Some(&slot.at), READ);
                    }
                }
                ReadStep::When { on, equals, then } => {
                    if let Subject::Slot(slot) = on
                        && let Some(slot) = self.layout.slots.get(*slot)
                    {
                        self.length(slot);
                    }
                    self.when(Condition { on: *on, equals: *equals });
                    self.depth += 1;
                    self.minimal(then);
                    self.depth -= 1;
                }
            }
        }
    }

    fn when(&mut self, on: Condition) {
        let what = format!("If {}:", condition(self.protocol, self.layout, on));
        self.say(&what);
    }

    fn program(&mut self, program: &Program) {
        let layout = self.layout;
        self.steps(&program.steps, &layout.slots, None);
        match &program.end {
            End::Shape(shape) => {
                if let Some(variant) = layout.shapes.get(*shape).and_then(|shape| shape.variant.as_ref()) {
                    self.say(&format!("It is {}.", code(variant.snake())));
                }
            }
            End::Branch { on, equals, yes, no } => {
                self.when(Condition { on: *on, equals: *equals });
                self.depth += 1;
                self.program(yes);
                self.depth -= 1;
                self.say("Otherwise:");
                self.program(no);
            }
        }
    }

    /// Those of the message, or of an entry with the names of the groups around it.
    fn steps(&mut self, steps: &[Step], slots: &[Slot], path: Option<&str>) {
        let place = |slot: &Slot| path.map_or_else(|| slot.at.clone(), |path| format!("{path}.{}", slot.at));
        let mut ended: Option<&[u8]> = None;
        for step in steps {
            // Entries end where these bytes stand, and nowhere else: whatever else stands there, or is cut off, is one more.
            if let (Step::Literal { bytes, .. }, Some(end)) = (step, ended.take())
                && bytes == end
            {
                self.say(&format!("`{}` follows, or there would be one more entry.", hex(bytes)));
                continue;
            }
            match step {
                Step::OnlyFlags(known) => {
                    let what = format!("no flags are set but those of the mask `{known:04x}`");
                    self.check(&what, Kind::BadValue, None, "byte 0");
                }
                Step::Read { slot, .. } => {
                    let Some(slot) = slots.get(*slot) else { continue };
                    let at = place(slot);
                    self.there(slot, &at);
                    self.form(slot, &at);
                }
                Step::Check { slot, .. } => {
                    let Some(slot) = slots.get(*slot) else { continue };
                    if slot.default.is_none() {
                        let what = format!("an expanded block has {}", code(&slot.at));
                        self.check(&what, Kind::MissingHeader, Some(&slot.at), END);
                    }
                    self.form(slot, &slot.at);
                }
                Step::Group { slot, group, .. } => {
                    let found = slots.get(*slot).zip(self.layout.groups.get(*group));
                    let Some((slot, group)) = found else { continue };
                    self.group(&place(slot), group);
                    if let GroupEnd::Literal(end) = &group.end {
                        ended = Some(end);
                    }
                }
                Step::Ascending { slot } => {
                    let Some(slot) = slots.get(*slot) else { continue };
                    let at = place(slot);
                    let what = format!("{} is greater than in the entry before", code(&at));
                    self.check(&what, Kind::Unsorted, Some(&at), VALUE);
                }
                Step::Literal { bytes, is_code } => self.literal(bytes, *is_code),
                Step::Body(Some(width)) => {
                    let at = self.layout.body.as_ref().map_or("", |body| &body.at);
                    let what = format!(
                        "{} there for its length, and as many bytes behind",
                        are(width.bytes().into(), "byte")
                    );
                    self.check(&what, Kind::Truncated, Some(at), READ);
                }
                Step::BodyLength(slot) => {
                    self.compare(slots.get(*slot), "is the length of the body", Kind::LengthMismatch);
                }
                Step::BodyDigest(slot, digest) => {
                    let what = format!("is the {} of the body", name_of(*digest));
                    self.compare(slots.get(*slot), &what, Kind::DigestMismatch);
                }
                Step::Same(slot, other) => {
                    let other = slots.get(*other).map_or("", |slot| slot.at.as_str());
                    let what = format!("is the same as {}", code(other));
                    self.compare(slots.get(*slot), &what, Kind::LengthMismatch);
                }
                // What is left is the body, whatever it is; and only the fast way counts headers.
                Step::Body(None) | Step::Count(_) => {}
            }
        }
    }

    fn compare(&mut self, slot: Option<&Slot>, what: &str, kind: Kind) {
        let Some(slot) = slot else { return };
        self.check(&format!("{} {what}", code(&slot.at)), kind, Some(&slot.at), VALUE);
    }

    /// That the bytes of an item are there.
    fn there(&mut self, slot: &Slot, at: &str) {
        let what = match slot.prefix {
            Some(width) => {
                format!(
                    "{} there for the length of {}, and as many bytes behind",
                    are(width.bytes().into(), "byte"),
                    code(at)
                )
            }
            None => {
                let bytes = slot.kind.fixed_length().unwrap_or_default();
                format!("{} there for {}", are(bytes.into(), "byte"), code(at))
            }
        };
        self.check(&what, Kind::Truncated, Some(at), READ);
    }

    /// Length, then form. What was cut to its length cannot have another.
    fn form(&mut self, slot: &Slot, at: &str) {
        if self.is_block || slot.prefix.is_some() {
            self.length_of(slot, at);
        }
        if slot.kind.form == Form::Text {
            self.check(&format!("{} is UTF-8", code(at)), Kind::NotUtf8, Some(at), VALUE);
        }
    }

    fn length(&mut self, slot: &Slot) {
        self.length_of(slot, &slot.at);
    }

    fn length_of(&mut self, slot: &Slot, at: &str) {
        let (what, kind) = match slot.kind.length {
            Length::Any => return,
            // The length before it cannot say more.
            Length::AtMost(most) if slot.prefix.is_some_and(|width| width.max() <= most.into()) => return,
            Length::AtMost(most) => (format!("at most {}", count(most.into(), "byte")), Kind::TooLong),
            Length::Exactly(length) => {
                (format!("exactly {}", count(length.into(), "byte")), Kind::WrongLength)
            }
        };
        self.check(&format!("{} has {what}", code(at)), kind, Some(at), VALUE);
    }

    fn group(&mut self, at: &str, group: &Group) {
        match &group.end {
            GroupEnd::Count(width) => {
                let bytes = are(width.bytes().into(), "byte");
                let what = format!("{bytes} there for the number of {}", code(at));
                self.check(&what, Kind::Truncated, Some(at), READ);
                self.say(&format!("For each of the {}, counted from 0:", code(at)));
            }
            GroupEnd::Literal(bytes) => {
                self.say(&format!(
                    "Until `{}` follows, for each of the {}, counted from 0:",
                    hex(bytes),
                    code(at)
                ));
            }
        }
        self.depth += 1;
        self.steps(&group.read, &group.slots, Some(&format!("{at}[i]")));
        self.depth -= 1;
    }

    fn literal(&mut self, bytes: &[u8], is_code: bool) {
        let (noun, kind) = if is_code {
            ("the message's own code", Kind::UnexpectedType)
        } else {
            ("what is always the same", Kind::BadValue)
        };
        let (begin, they) =
            if bytes.len() == 1 { ("that byte", "it is") } else { ("where they begin", "they are") };
        let there = format!("{} there for {noun}", are(bytes.len() as u64, "byte"));
        self.check(&there, Kind::Truncated, None, begin);
        self.check(&format!("{they} `{}`", hex(bytes)), kind, None, begin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "
lonely: 1
name: ends
version: '1'
doc: Groups that end at a literal.
types:
  word: { kind: bytes, max: 5, doc: A word. }
protocols:
  ends: { doc: A protocol. }
protocol: ends
messages:
  list:
    from: subscriber
    code: 1
    doc: A message.
    sequence:
      - { group: words, doc: Words., items: [{ field: word, type: word, prefix: u8 }] }
      - { literal: '06' }
      - { literal: '07' }
";

    #[test]
    fn bytes_that_end_entries_are_no_check_of_their_own() {
        let schema = lonelypsp_schema::compile("ends.yaml", |_| Ok(SCHEMA.to_owned())).unwrap();
        let protocol = &schema.protocols[0];
        let rows = checks(protocol, &protocol.messages[0]);
        let wrong = rows.iter().filter(|row| row.error.is_some()).map(|row| row.what.as_str());
        let wrong: Vec<_> = wrong.filter(|what| what.contains("`06`") || what.contains("`07`")).collect();
        assert_eq!(wrong, ["it is `07`"]);
        assert!(rows.iter().any(|row| row.number.is_none() && row.what.starts_with("`06` follows")));
    }
}

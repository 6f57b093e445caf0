//! The checks of a message in their order, each with the error that comes if it fails: the plan's exact program, in words.

mod steps;

use lonelypsp_interpret::Kind;
use lonelypsp_schema::{
    Condition, Emit, Layout, Message, Prefix, Program, Protocol, ReadStep, Reading, Step, Subject,
};

use crate::phrases::{code, condition};

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
    let is_block = layout.is_block();
    let mut list = List { protocol, layout, rows: Vec::new(), depth: 0, number: 0, is_block, ended: None };
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
            block.exact.walk(&mut list);
        }
        Reading::Sequence(program) => program.walk(&mut list),
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
    /// The literal at which the group ends whose entries were said last.
    ended: Option<&'s [u8]>,
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
}

impl<'s> Emit<'s> for List<'s> {
    type Output = ();

    fn emit(&mut self, step: &Step) {
        let layout = self.layout;
        self.step(step, &layout.slots, None);
    }

    fn branch(&mut self, when: Condition, yes: &'s Program) {
        let ended = self.ended;
        self.when(when);
        self.depth += 1;
        yes.walk(self);
        self.depth -= 1;
        self.say("Otherwise:");
        self.ended = ended;
    }

    fn shape(&mut self, shape: usize) {
        if let Some(variant) = self.layout.shapes.get(shape).and_then(|shape| shape.variant.as_ref()) {
            self.say(&format!("It is {}.", code(variant.snake())));
        }
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

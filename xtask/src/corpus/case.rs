//! One case of the corpus, before and after the reference was asked.

use serde_json::{Value, json};

use crate::hex::hex;
use crate::model::Target;
use crate::wire::{Draft, Expected, Flaw, verdict};

/// What is known about the answer before the reference is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// The reference takes it, as this shape; the rest of its answer is what is expected.
    Accepted(String),
    /// The reference answers just this.
    Exactly(Value),
    /// The reference refuses it, too.
    Refused(Expected),
    /// The project refuses on purpose what the reference takes.
    RefusedHere(Expected),
    /// The answer is just this, and the reference has no code for it.
    Alone(Value),
    /// It is refused, and the reference has no code for it.
    RefusedAlone(Expected),
    /// The answer is just this, and the reference answers otherwise, or fails.
    Otherwise(Value),
}

/// A request and what is known about its answer.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) request: Value,
    pub(crate) judgement: Judgement,
}

/// The cases of one file.
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    pub(crate) cases: Vec<Case>,
}

impl Topic {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, cases: Vec::new() }
    }

    /// A case with a name of its own.
    pub(crate) fn push(&mut self, what: &str, request: Value, judgement: Judgement) {
        self.cases.push(Case { name: format!("{}/{what}", self.name), request, judgement });
    }

    /// A message that is read, as the shape it was made from.
    pub(crate) fn accept(&mut self, draft: &Draft<'_>, what: &str) {
        let judgement = Judgement::Accepted(draft.target.label());
        self.push(&named(draft, what), decode(&draft.target, &draft.build().bytes), judgement);
    }

    /// A message with flaws, and no others, that is not read.
    pub(crate) fn refuse(&mut self, draft: &Draft<'_>, what: &str, flaws: &[Flaw]) {
        let mut wire = draft.build();
        let expected = verdict(draft, &wire, flaws);
        for flaw in flaws {
            if let Flaw::Cut(length) = flaw {
                wire.bytes.truncate(*length);
            }
        }
        self.push(&named(draft, what), decode(&draft.target, &wire.bytes), Judgement::Refused(expected));
    }
}

fn named(draft: &Draft<'_>, what: &str) -> String {
    format!("{}/{}/{what}", draft.target.label(), draft.mode.as_str())
}

/// The request to decode bytes.
pub(crate) fn decode(target: &Target<'_>, bytes: &[u8]) -> Value {
    let (protocol, direction) = (target.protocol.name.snake(), target.direction().as_str());
    json!({ "op": "decode", "protocol": protocol, "direction": direction, "hex": hex(bytes) })
}

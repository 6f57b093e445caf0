//! The messages of one pair, tried on both schemas.

use lonelypsp_interpret::{HeaderMode, Target, Value};
use lonelypsp_schema::{Message, Slot};

use crate::compare::{Holder, fields_of};
use crate::evidence::{Answer, Evidence, Shown};
use crate::judge::{Difference, Sent, Sides, Verdict};
use crate::pair::MessagePair;
use crate::rule::Way;
use crate::sample::{Owned, Sample, Writer, damages, samples};
use crate::shown::hex;

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// A usual message, and what is about certain values.
    Focused,
    /// What is about any value.
    All,
    /// Also what is wrong.
    Damaged,
}

/// Whether bytes are as a writer writes them.
enum Damage {
    None,
    /// They are not, and it is about that value, if about any.
    Of(Option<String>),
}

/// Bytes on which the two schemas do not agree.
pub(super) struct Found {
    pub(super) verdict: Verdict,
    /// Whether a writer of the old schema wrote them, or what they were made from.
    pub(super) by_old: bool,
    pub(super) is_damaged: bool,
    pub(super) about: Option<String>,
    pub(super) bytes: Vec<u8>,
    pub(super) what: String,
    pub(super) sides: [(String, Option<String>); 2],
    pub(super) direction: lonelypsp_schema::Direction,
}

impl Found {
    /// Who reads otherwise; nothing if both refuse them.
    pub(super) fn way(&self) -> Option<Way> {
        match self.verdict.kind {
            Difference::NewRefuses => Some(Way::NewReader),
            Difference::Meaning if self.by_old => Some(Way::NewReader),
            Difference::OldRefuses | Difference::Meaning => Some(Way::OldReader),
            Difference::Error => None,
        }
    }

    pub(super) fn evidence(&self) -> Evidence {
        let [old, new] = self.sides.clone();
        Evidence {
            way: self.way(),
            shown: Shown::Bytes {
                bytes: self.bytes.clone(),
                what: self.what.clone(),
                direction: self.direction,
                in_old: Some(old),
                in_new: Some(new),
            },
            old: self.verdict.old.clone(),
            new: self.verdict.new.clone(),
        }
    }
}

pub(super) struct Examiner<'a, 's> {
    pub(super) sides: &'a Sides<'a, 's>,
    pub(super) pair: &'a MessagePair<'s>,
    /// The values that are looked at first.
    pub(super) first: &'a [String],
}

impl<'s> Examiner<'_, 's> {
    /// Tries the messages of that depth, but not those of a lower one again.
    pub(super) fn examine(&self, depth: Depth, each: &mut dyn FnMut(Found)) {
        for by_old in [true, false] {
            let writer = self.writer(by_old);
            for shape in 0..writer.message.layout.shapes.len() {
                for sample in samples(writer, shape, self.first, depth == Depth::Focused) {
                    if depth == Depth::Damaged {
                        self.damage(by_old, &sample, each);
                    } else {
                        self.valid(by_old, &sample, each);
                    }
                }
            }
        }
    }

    fn writer(&self, by_old: bool) -> Writer<'_> {
        let (protocols, pair) = (self.sides.pair, self.pair);
        let (protocol, message, other) =
            if by_old { (protocols.old, pair.old, pair.new) } else { (protocols.new, pair.new, pair.old) };
        Writer { protocol, message, other: Some(other), pair: Some((pair, by_old)) }
    }

    fn sent(&self, by_old: bool) -> Sent<'s> {
        let direction = if by_old { self.pair.old.direction } else { self.pair.new.direction };
        Sent { direction, old: Some(self.pair.old), new: Some(self.pair.new) }
    }

    pub(super) fn valid(&self, by_old: bool, sample: &Sample, each: &mut dyn FnMut(Found)) {
        let verdict =
            self.sides.judge(self.sent(by_old), &sample.bytes).or_else(|| self.rewritten(by_old, sample));
        if let Some(verdict) = verdict {
            each(self.found(by_old, sample, sample.bytes.clone(), verdict, Damage::None));
        }
    }

    /// Only messages that are not about an edge are damaged; what is damaged is about one itself.
    fn damage(&self, by_old: bool, sample: &Sample, each: &mut dyn FnMut(Found)) {
        if sample.about.is_some() {
            return;
        }
        let writer = self.writer(by_old);
        let limits = |name: &str| {
            limits(writer.message, name).chain(limits(writer.other.unwrap_or(writer.message), name)).collect()
        };
        for (about, bytes) in damages(writer.protocol, writer.message, &sample.bytes, &limits) {
            self.damaged(by_old, sample, bytes, about, each);
        }
    }

    pub(super) fn damaged(
        &self,
        by_old: bool,
        sample: &Sample,
        bytes: Vec<u8>,
        about: Option<String>,
        each: &mut dyn FnMut(Found),
    ) {
        if let Some(verdict) = self.sides.judge(self.sent(by_old), &bytes) {
            each(self.found(by_old, sample, bytes, verdict, Damage::Of(about)));
        }
    }

    /// What the other schema writes of the same values, if it can hold all of them and it is not the same.
    fn rewritten(&self, by_old: bool, sample: &Sample) -> Option<Verdict> {
        let (from, to) = if by_old { (self.pair.old, self.pair.new) } else { (self.pair.new, self.pair.old) };
        let shapes = &self.pair.shapes;
        let shape = if by_old { shapes.new_of(sample.shape) } else { shapes.old_of(sample.shape) }?;
        let (of, other) = (from.layout.shapes.get(sample.shape)?, to.layout.shapes.get(shape)?);
        let (fields, wanted) = (fields_of(from, of), fields_of(to, other));
        let flags = &self.sides.pair.flags;
        let in_new = |holder: Holder| if by_old { holder.translated(self.pair, flags) } else { Some(holder) };
        let in_new_of_other =
            |holder: Holder| if by_old { Some(holder) } else { holder.translated(self.pair, flags) };
        let given: Option<Vec<Value<'_>>> = wanted
            .iter()
            .map(|field| {
                let holder = in_new_of_other(field.holder)?;
                let place = fields.iter().position(|own| in_new(own.holder) == Some(holder))?;
                // Values of other kinds are looked at where they are read.
                let own = fields.get(place)?;
                (own.kind.as_group().is_some() == field.kind.as_group().is_some()).then_some(())?;
                sample.values.get(place).map(Owned::value)
            })
            .collect();
        let given = given.filter(|given| given.len() == fields.len())?;
        let protocol = if by_old { self.sides.pair.new } else { self.sides.pair.old };
        let target = Target::new(protocol, to, shape)?;
        let written = target.encode(sample.mode, &given);
        let own = Answer { accepted: true, text: format!("writes it as {}", hex(&sample.bytes)) };
        let (theirs, kind) = match written {
            Ok(bytes) if bytes == sample.bytes => return None,
            Ok(bytes) => (
                Answer { accepted: true, text: format!("writes it as {}", hex(&bytes)) },
                Difference::Meaning,
            ),
            // Of another kind, it is no value at all.
            Err(error)
                if error.kind == lonelypsp_interpret::Kind::BadValue
                    && error.expected != "an entry"
                    && !error.expected.starts_with("an entry that") =>
            {
                return None;
            }
            Err(error) => {
                let kind = if by_old { Difference::NewRefuses } else { Difference::OldRefuses };
                (Answer { accepted: false, text: format!("does not write it: {error}") }, kind)
            }
        };
        let (old, new) = if by_old { (own, theirs) } else { (theirs, own) };
        Some(Verdict { kind, old, new, at: [None, None] })
    }

    fn found(
        &self,
        by_old: bool,
        sample: &Sample,
        bytes: Vec<u8>,
        verdict: Verdict,
        damage: Damage,
    ) -> Found {
        let writer = self.writer(by_old);
        let sent = self.sent(by_old);
        let told = !self.sides.is_told_by_code(sent);
        let name = |message: &Message| told.then(|| message.name.snake().to_owned());
        let protocols = self.sides.pair;
        let variant = writer.message.layout.shapes.get(sample.shape).and_then(|shape| shape.variant.as_ref());
        let mut what = format!("`{}`", writer.message.name);
        if let Some(variant) = variant {
            what = format!("{what} ({variant})");
        }
        if writer.message.layout.is_block() {
            what = format!(
                "{what} with {} headers",
                if sample.mode == HeaderMode::Minimal { "minimal" } else { "expanded" }
            );
        }
        let (is_damaged, about) = match damage {
            Damage::None => (false, sample.about.clone()),
            Damage::Of(about) => (true, about),
        };
        if is_damaged {
            what = format!("{what}, not as it is written");
        }
        Found {
            verdict,
            by_old,
            is_damaged,
            about,
            bytes,
            what,
            sides: [
                (protocols.old.name.snake().to_owned(), name(self.pair.old)),
                (protocols.new.name.snake().to_owned(), name(self.pair.new)),
            ],
            direction: sent.direction,
        }
    }
}

/// The lengths at which a value of that name becomes too long or is exactly right.
fn limits<'m>(message: &'m Message, name: &str) -> impl Iterator<Item = u64> + use<'m> {
    let layout = &message.layout;
    let slots = layout.slots.iter().chain(layout.groups.iter().flat_map(|group| &group.slots));
    let slot: Option<&Slot> = slots.into_iter().find(|slot| slot.at == name);
    let most = slot.map(Slot::longest);
    most.into_iter().flat_map(|most| [most.saturating_sub(1), most, most.saturating_add(1)])
}

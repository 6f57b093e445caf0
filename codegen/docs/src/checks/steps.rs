//! The steps of an exact program in words.

use lonelypsp_interpret::Kind;
use lonelypsp_schema::{Form, Group, GroupEnd, Length, Slot, Step, Width};

use super::{END, List, READ, VALUE};
use crate::fields::name_of;
use crate::phrases::{are, code, count, hex};

impl List<'_> {
    /// One of the message, or of an entry with the names of the groups around it.
    pub(super) fn step(&mut self, step: &Step, slots: &[Slot], path: Option<&str>) {
        let place = |slot: &Slot| path.map_or_else(|| slot.at.clone(), |path| format!("{path}.{}", slot.at));
        // Entries end where these bytes stand, and nowhere else: whatever else stands there, or is cut off, is one more.
        if let (Step::Literal { bytes, .. }, Some(end)) = (step, self.ended.take())
            && bytes == end
        {
            return self.say(&format!("`{}` follows, or there would be one more entry.", hex(bytes)));
        }
        match step {
            Step::OnlyFlags(known) => {
                let what = format!("no flags are set but those of the mask `{known:04x}`");
                self.check(&what, Kind::BadValue, None, "byte 0");
            }
            Step::Read { slot, .. } => {
                let Some(slot) = slots.get(*slot) else { return };
                let at = place(slot);
                self.there(slot, &at);
                self.form(slot, &at);
            }
            Step::Check { slot, .. } => {
                let Some(slot) = slots.get(*slot) else { return };
                self.present(slot);
                self.form(slot, &slot.at);
            }
            Step::Group { slot, group, .. } => {
                let layout = self.layout;
                let found = slots.get(*slot).zip(layout.groups.get(*group));
                let Some((slot, group)) = found else { return };
                self.group(&place(slot), group);
                self.ended = match &group.end {
                    GroupEnd::Literal(end) => Some(end),
                    GroupEnd::Count(_) => None,
                };
            }
            Step::Ascending { slot } => {
                let Some(slot) = slots.get(*slot) else { return };
                let at = place(slot);
                let what = format!("{} is greater than in the entry before", code(&at));
                self.check(&what, Kind::Unsorted, Some(&at), VALUE);
            }
            Step::Literal { bytes, is_code } => self.literal(bytes, *is_code),
            Step::Body(Some(width)) => self.body(*width),
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

    fn body(&mut self, width: Width) {
        let at = self.layout.body.as_ref().map_or("", |body| &body.at);
        let bytes = are(width.bytes().into(), "byte");
        self.check(
            &format!("{bytes} there for its length, and as many bytes behind"),
            Kind::Truncated,
            Some(at),
            READ,
        );
    }

    fn compare(&mut self, slot: Option<&Slot>, what: &str, kind: Kind) {
        let Some(slot) = slot else { return };
        self.check(&format!("{} {what}", code(&slot.at)), kind, Some(&slot.at), VALUE);
    }

    /// That a header is there, if it must be.
    fn present(&mut self, header: &Slot) {
        if header.default.is_none() {
            let what = format!("an expanded block has {}", code(&header.at));
            self.check(&what, Kind::MissingHeader, Some(&header.at), END);
        }
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

    pub(super) fn length(&mut self, slot: &Slot) {
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
        let path = format!("{at}[i]");
        group.read.iter().for_each(|step| self.step(step, &group.slots, Some(&path)));
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

//! Two schemas → everything that is different between them and that somebody has to know about. Nothing is tried out here;
//! [`prove`](crate::prove) does that.

mod around;
mod fields;
mod group;
mod kind;
mod message;
mod protocol;
mod relation;
mod sequence;
mod slots;
mod wire;

use lonelypsp_schema::{Message, Name, Protocol, Span};

use crate::catalogue::Rule;
use crate::finding::{Finding, Only};
use crate::pair::{MessagePair, ProtocolPair, SchemaPair};

pub(crate) use fields::{Field, Holder, fields_of};

/// All differences, in the order of the old schema.
pub(crate) fn compare(pair: &SchemaPair<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if pair.old.name != pair.new.name {
        let message = format!("the schema `{}` is called `{}` now", pair.old.name, pair.new.name);
        let finding = Finding::new(Rule::SchemaRenamed, pair.old.name.as_str(), message);
        found.push(finding.in_languages(&crate::Language::ALL));
    }
    for protocol in &pair.removed {
        let message = format!("the protocol `{}` is gone", protocol.name);
        found.push(only(Rule::ProtocolRemoved, protocol, None, None, &message));
        found.push(
            only(Rule::TypeRemoved, protocol, None, None, &message).in_languages(&crate::Language::ALL),
        );
    }
    for protocol in &pair.added {
        let message = format!("the protocol `{}` is new", protocol.name);
        found.push(only(Rule::ProtocolAdded, protocol, None, None, &message));
    }
    for (index, protocols) in pair.protocols.iter().enumerate() {
        let start = found.len();
        protocol::compare_protocols(pair, protocols, &mut found);
        for finding in found.iter_mut().skip(start) {
            finding.focus.protocol = Some(index);
        }
    }
    found
}

/// A finding about what only one of the schemas has, at the place of what is around it in the other.
fn only(
    rule: Rule,
    protocol: &Protocol,
    message: Option<&Message>,
    around: Option<Span>,
    text: &str,
) -> Finding {
    let (subject, span) = match message {
        Some(message) => (format!("{}.{}", protocol.name, message.name), message.name.span),
        None => (protocol.name.to_string(), protocol.name.span),
    };
    let in_old = rule.ways() != crate::Ways::Only(crate::Way::OldReader);
    let finding = Finding::new(rule, subject, text);
    let mut finding = if in_old { finding.at(Some(span), around) } else { finding.at(around, Some(span)) };
    finding.focus.only = message.filter(|_| rule.category() == crate::Category::Wire).map(|message| Only {
        in_old,
        direction: message.direction,
        name: message.name.snake().to_owned(),
    });
    finding
}

/// Where findings about a message are put, with what all of them have in common.
struct Room<'a, 's> {
    schemas: &'a SchemaPair<'s>,
    protocols: &'a ProtocolPair<'s>,
    messages: &'a MessagePair<'s>,
    found: &'a mut Vec<Finding>,
}

impl Room<'_, '_> {
    fn subject(&self) -> String {
        format!("{}.{}", self.protocols.new.name, self.messages.new.name)
    }

    /// A finding about the message, at its name.
    fn finding(&self, rule: Rule, text: impl Into<String>) -> Finding {
        let (old, new) = (self.messages.old.name.span, self.messages.new.name.span);
        Finding::new(rule, self.subject(), text).at(Some(old), Some(new))
    }

    /// A finding about the message, at these places, or at its name where there is none.
    fn finding_at(
        &self,
        rule: Rule,
        old: Option<Span>,
        new: Option<Span>,
        text: impl Into<String>,
    ) -> Finding {
        let (name, new_name) = (self.messages.old.name.span, self.messages.new.name.span);
        self.finding(rule, text).at(Some(old.unwrap_or(name)), Some(new.unwrap_or(new_name)))
    }

    /// Puts it, unless the same was said of another variant.
    fn push(&mut self, finding: Finding) {
        let is_same = |known: &Finding| {
            known.rule == finding.rule && known.message == finding.message && known.subject == finding.subject
        };
        // Only what was said of this message can be the same.
        let mut of_message = self.found.iter().rev().take_while(|known| known.subject == finding.subject);
        if !of_message.any(is_same) {
            self.found.push(finding);
        }
    }
}

/// Which variant something is in, in words; nothing for a message with one shape.
fn variant_phrase(variant: Option<&Name>) -> String {
    variant.map(|name| format!(" in the variant `{name}`")).unwrap_or_default()
}

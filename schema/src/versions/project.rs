//! A schema as it is in one of its versions: the same syntax tree without what that version does not have.

use std::collections::{HashMap, HashSet};

use crate::ast::{Availability, Header, Item, Message, Named, Protocol, Text, Unit, Variant};

use super::Versions;

/// What is in the version at a position, with the numbers that hold in it.
pub(crate) fn project(versions: &Versions, at: usize, units: &[Unit]) -> Vec<Unit> {
    let projection = Projection { versions, at };
    let protocols = units.iter().flat_map(|unit| &unit.protocols);
    let gone: HashSet<&str> = protocols
        .filter(|(_, protocol)| !projection.has(&protocol.availability))
        .map(|(name, _)| name.as_str())
        .collect();
    let answers = projection.answers(units);
    let of_unit = |unit: &Unit| {
        let mut unit = unit.clone();
        let protocol = unit.protocol.as_ref().map(|name| name.value.clone()).unwrap_or_default();
        if gone.contains(protocol.as_str()) {
            unit.protocol = None;
            unit.messages.clear();
        }
        projection.unit(&mut unit);
        for (_, message) in &mut unit.messages {
            message
                .answered_by
                .retain(|answer| answers.get(&(protocol.as_str(), answer.as_str())).copied().unwrap_or(true));
        }
        unit
    };
    units.iter().map(of_unit).collect()
}

struct Projection<'a> {
    versions: &'a Versions,
    at: usize,
}

impl Projection<'_> {
    fn has(&self, said: &Availability) -> bool {
        self.versions.range(said).contains(self.at)
    }

    /// Whether a version is this one or an older one.
    fn is_past(&self, version: &Text) -> bool {
        self.versions.position(version).is_some_and(|at| at <= self.at)
    }

    /// Which messages there are at all, and whether they are there in this version.
    fn answers<'u>(&self, units: &'u [Unit]) -> HashMap<(&'u str, &'u str), bool> {
        let mut answers = HashMap::new();
        for unit in units {
            let Some(protocol) = &unit.protocol else { continue };
            for (name, message) in &unit.messages {
                *answers.entry((protocol.as_str(), name.as_str())).or_insert(false) |=
                    self.has(&message.availability);
            }
        }
        answers
    }

    fn unit(&self, unit: &mut Unit) {
        for (_, ty) in &mut unit.types {
            for number in [&mut ty.max, &mut ty.length, &mut ty.max_bytes] {
                number.settle(|version| self.is_past(version));
            }
        }
        unit.protocols.retain(|(_, protocol)| self.has(&protocol.availability));
        for (_, Protocol { flags, availability, .. }) in &mut unit.protocols {
            self.deprecation(availability);
            self.retain(flags, |flag| &mut flag.availability);
        }
        self.retain(&mut unit.messages, |message| &mut message.availability);
        for (_, message) in &mut unit.messages {
            self.message(message);
        }
    }

    fn message(&self, message: &mut Message) {
        message.code.settle(|version| self.is_past(version));
        let absent = self.absent(message);
        let several = message.variants.as_ref().is_some_and(|variants| variants.len() > 1);
        if let Some(headers) = &mut message.headers {
            self.retain(&mut headers.value, |header| &mut header.availability);
        }
        if let Some(items) = &mut message.sequence {
            self.items(&mut items.value);
        }
        let has_lost_body = message.body.as_ref().is_some_and(|body| !self.has(&body.availability));
        if has_lost_body {
            message.body = None;
        }
        message.signed.retain(|signed| self.has(&signed.availability));
        if let Some(variants) = &mut message.variants {
            self.retain(&mut variants.value, |variant| &mut variant.availability);
            for (_, variant) in &mut variants.value {
                variant.headers.retain(|(name, _)| !absent.contains(name.as_str()));
                if has_lost_body {
                    variant.body = None;
                }
            }
        }
        only_variant(message, several);
    }

    /// The names of values that this version does not have.
    fn absent(&self, message: &Message) -> HashSet<String> {
        let headers = message.headers.iter().flat_map(|headers| headers.iter());
        let headers = headers.map(|(name, header)| (Some(name), &header.availability));
        let items = message.sequence.iter().flat_map(|items| items.iter());
        let items = items.map(|item| (item.field.as_ref().or(item.group.as_ref()), &item.availability));
        let gone = headers.chain(items).filter(|(_, said)| !self.has(said));
        gone.filter_map(|(name, _)| Some(name?.value.clone())).collect()
    }

    fn items(&self, items: &mut Vec<Item>) {
        items.retain(|item| self.has(&item.availability));
        for item in items {
            self.deprecation(&mut item.availability);
            if let Some(inner) = &mut item.items {
                self.items(inner);
            }
        }
    }

    /// Keeps what is there.
    fn retain<T>(&self, named: &mut Named<T>, availability: impl Fn(&mut T) -> &mut Availability) {
        named.retain_mut(|(_, one)| {
            let said = availability(one);
            self.deprecation(said);
            self.has(said)
        });
    }

    /// What is deprecated later is not yet.
    fn deprecation(&self, said: &mut Availability) {
        let since = said.deprecated.as_ref().and_then(|deprecated| deprecated.since.as_ref());
        if since.is_some_and(|since| !self.is_past(since)) {
            said.deprecated = None;
        }
    }
}

/// If one of several variants is left, and asks for nothing, it is the one shape of the message. In a sequence, names are those
/// of the items, so that a variant with other ones stays, to be reported.
fn only_variant(message: &mut Message, had_several: bool) {
    let is_block = message.sequence.is_none();
    let is_plain = |variant: &Variant| {
        let names = variant.headers.iter().map(|(_, said)| &said.field);
        variant.when.is_none()
            && (is_block || names.chain(variant.body.iter().map(|body| &body.field)).all(Option::is_none))
    };
    let Some(variants) = message
        .variants
        .take_if(|variants| had_several && matches!(&variants[..], [(_, only)] if is_plain(only)))
    else {
        return;
    };
    let Some((_, variant)) = variants.value.into_iter().next() else { return };
    message.doc = variant.doc.or(message.doc.take());
    if let (Some(body), Some(said)) = (&mut message.body, &variant.body) {
        body.field = said.field.clone().or(body.field.take());
        body.doc = said.doc.clone().or(body.doc.take());
    }
    let mut said: HashMap<String, Header> =
        variant.headers.into_iter().map(|(name, said)| (name.value, said)).collect();
    for (name, header) in message.headers.iter_mut().flat_map(|headers| headers.value.iter_mut()) {
        let Some(said) = said.remove(name.as_str()) else { continue };
        // What is derived has no field.
        let field = said.field.or(header.field.take().filter(|_| said.equals.is_none()));
        let equals = said.equals.or(header.equals.take());
        let (doc, verify) = (said.doc.or(header.doc.take()), said.verify.or(header.verify.take()));
        *header = Header { field, doc, equals, verify, ..std::mem::take(header) };
    }
    for item in message.sequence.iter_mut().flat_map(|items| items.value.iter_mut()) {
        if let (Some(body), Some(_)) = (&variant.body, &item.rest) {
            item.doc = body.doc.clone().or(item.doc.take());
        }
        let name = item.field.as_ref().or(item.group.as_ref());
        let Some(said) = name.and_then(|name| said.remove(name.as_str())) else { continue };
        item.doc = said.doc.or(item.doc.take());
        item.equals = said.equals.or(item.equals.take());
        item.verify = said.verify.or(item.verify.take());
    }
}

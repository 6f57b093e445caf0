//! Whatever names something else is there in no version in which that is not.

use std::collections::HashMap;

use crate::ast::{Item, Message, Signed, Text, Unit, When};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::Span;

use super::{Range, Versions};

/// Something that can be named: where it stands, and in which versions it is.
type Place = (Span, Range);

/// What the whole schema knows by name.
pub(super) struct Documents<'a> {
    protocols: HashMap<&'a str, Range>,
    /// By protocol and name; messages of one name that replace one another are in all versions of all of them.
    messages: HashMap<(&'a str, &'a str), Place>,
    flags: HashMap<&'a str, HashMap<&'a str, Place>>,
}

impl<'a> Documents<'a> {
    pub(super) fn of(versions: &Versions, units: &'a [Unit]) -> Self {
        let mut all = Self { protocols: HashMap::new(), messages: HashMap::new(), flags: HashMap::new() };
        for (name, protocol) in units.iter().flat_map(|unit| &unit.protocols) {
            let range = versions.range(&protocol.availability);
            all.protocols.insert(name, range);
            let flags = protocol.flags.iter();
            let flags = flags.map(|(name, flag)| {
                (name.as_str(), (name.span, versions.range(&flag.availability).within(range)))
            });
            all.flags.insert(name, flags.collect());
        }
        for unit in units {
            let Some(protocol) = &unit.protocol else { continue };
            for (name, message) in &unit.messages {
                let range = versions.range(&message.availability).within(all.range_of(protocol, versions));
                let known = all.messages.entry((protocol, name)).or_insert((name.span, range));
                known.1 = Range { first: known.1.first.min(range.first), last: known.1.last.max(range.last) };
            }
        }
        all
    }

    fn range_of(&self, protocol: &str, versions: &Versions) -> Range {
        self.protocols.get(protocol).copied().unwrap_or_else(|| versions.all())
    }
}

pub(super) fn report_references(
    versions: &Versions,
    documents: &Documents<'_>,
    unit: &Unit,
    report: &mut Report,
) {
    let Some(protocol) = &unit.protocol else { return };
    let around = documents.range_of(protocol, versions);
    for (_, message) in &unit.messages {
        let range = versions.range(&message.availability).within(around);
        let mut names = documents.flags.get(protocol.as_str()).cloned().unwrap_or_default();
        names.extend(values(versions, message, range));
        let mut references = References { versions, names, report };
        references.message(message, range);
        for signed in &message.signed {
            references.signed(signed, message, documents, protocol, range);
        }
    }
}

/// The values of a message.
fn values<'a>(versions: &Versions, message: &'a Message, range: Range) -> Vec<(&'a str, Place)> {
    let place = |name: &'a Text, said| (name.as_str(), (name.span, versions.range(said).within(range)));
    let headers = message.headers.iter().flat_map(|headers| headers.iter());
    let headers = headers.map(|(name, header)| place(name, &header.availability));
    let items = message.sequence.iter().flat_map(|items| items.iter());
    let items = items.filter_map(|item| {
        let name = item.field.as_ref().or(item.group.as_ref()).or(item.rest.as_ref())?;
        Some(place(name, &item.availability))
    });
    headers.chain(items).collect()
}

struct References<'a, 'r> {
    versions: &'a Versions,
    /// The values and flags of the message at hand.
    names: HashMap<&'a str, Place>,
    report: &'r mut Report,
}

impl References<'_, '_> {
    fn message(&mut self, message: &Message, range: Range) {
        for (name, header) in message.headers.iter().flat_map(|headers| headers.iter()) {
            let user = format!("the header `{}`", name.value);
            let range = self.versions.range(&header.availability).within(range);
            self.relations(header.equals.as_ref(), header.when.as_ref(), &user, range);
        }
        for (name, variant) in message.variants.iter().flat_map(|variants| variants.iter()) {
            let user = format!("the variant `{}`", name.value);
            let range = self.versions.range(&variant.availability).within(range);
            self.relations(None, variant.when.as_ref(), &user, range);
        }
        for item in message.sequence.iter().flat_map(|items| items.iter()) {
            let range = self.versions.range(&item.availability).within(range);
            self.relations(item.equals.as_ref(), item.when.as_ref(), &item.called(), range);
            self.order(item, range);
        }
    }

    fn relations(&mut self, equals: Option<&Text>, when: Option<&When>, user: &str, range: Range) {
        let asked = when.iter().flat_map(|when| when.iter()).map(|(name, _)| name);
        for name in equals.into_iter().chain(asked) {
            if let Some(needed) = self.names.get(name.as_str()) {
                let needed = *needed;
                self.report_outlived(name, needed, user, range);
            }
        }
    }

    /// What entries ascend by, in this group and in those in it.
    fn order(&mut self, group: &Item, range: Range) {
        for item in group.items.iter().flatten() {
            let of_item = self.versions.range(&item.availability).within(range);
            if let (Some(field), Some(sorted)) = (&item.field, &group.sorted)
                && field.value == sorted.value
            {
                self.report_outlived(sorted, (field.span, of_item), &group.called(), range);
            }
            self.order(item, of_item);
        }
    }

    fn signed(
        &mut self,
        signed: &Signed,
        message: &Message,
        documents: &Documents<'_>,
        protocol: &str,
        range: Range,
    ) {
        let range = self.versions.range(&signed.availability).within(range);
        let user = "what signs the message";
        if let Some(document) = &signed.document
            && let Some((of, name)) = document.split_once('.')
            && let Some(needed) = documents.messages.get(&(of, name))
        {
            self.report_outlived(document, *needed, user, range);
        }
        if let Some(answers) = &signed.answers
            && let Some(needed) = documents.messages.get(&(protocol, answers.as_str()))
        {
            self.report_outlived(answers, *needed, user, range);
        }
        let variants = message.variants.iter().flat_map(|variants| variants.iter());
        let named = signed.variant.as_ref();
        let named = named.and_then(|wanted| {
            variants.into_iter().find(|(name, _)| name.value == wanted.value).zip(Some(wanted))
        });
        if let Some(((name, variant), wanted)) = named {
            let needed = self.versions.range(&variant.availability).within(range);
            self.report_outlived(wanted, (name.span, needed), user, range);
        }
    }

    /// Reports what is used in a version in which it is not there.
    fn report_outlived(&mut self, name: &Text, (place, needed): Place, user: &str, range: Range) {
        let versions = self.versions;
        let (missing, help) = if needed.first > range.first {
            (range.first, format!("`since: {}`", versions.name(needed.first)))
        } else if needed.last < range.last {
            (needed.last + 1, format!("`until: {}`", versions.name(needed.last)))
        } else {
            return;
        };
        let message = format!(
            "{user} is there in version `{}`, in which `{}` is not",
            versions.name(missing),
            name.value
        );
        self.report.push(
            Diagnostic::new(Code::Outlived, name.span, message)
                .related(place, "what it needs")
                .help(format!("add {help} to {user}")),
        );
    }
}

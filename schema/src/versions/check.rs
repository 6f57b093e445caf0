//! What is wrong with `since`, `until` and `deprecated`, and with numbers that change.

use std::collections::BTreeSet;

use crate::ast::{Availability, Body, Changing, Item, Message, Protocol, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;

use super::references::{Documents, report_references};
use super::{Range, Versions};

/// The positions of versions that differ from the one before.
pub(crate) type Changes = BTreeSet<usize>;

/// Reports what is wrong, and says which versions differ from the one before.
pub(crate) fn check_availability(
    version: Option<&Text>,
    versions: Option<&Versions>,
    units: &[Unit],
    report: &mut Report,
) -> Changes {
    let newest = version.map_or("1.0.0", |version| version.as_str());
    let mut check = Check { newest, versions, changes: BTreeSet::from([0]), report };
    for unit in units {
        check.unit(unit);
    }
    let changes = check.changes;
    if let Some(versions) = versions {
        let documents = Documents::of(versions, units);
        for unit in units {
            report_references(versions, &documents, unit, report);
        }
    }
    changes
}

struct Check<'a> {
    newest: &'a str,
    versions: Option<&'a Versions>,
    changes: Changes,
    report: &'a mut Report,
}

impl Check<'_> {
    fn unit(&mut self, unit: &Unit) {
        let all = self.versions.map_or(Range { first: 0, last: 0 }, Versions::all);
        for (name, ty) in &unit.types {
            let owner = format!("the type `{}`", name.value);
            for (key, number) in [("max", &ty.max), ("length", &ty.length), ("max_bytes", &ty.max_bytes)] {
                self.changing(key, number, &owner, all);
            }
        }
        for (name, protocol) in &unit.protocols {
            self.protocol(name, protocol, all);
        }
        for (name, message) in &unit.messages {
            let range = self.range(&message.availability, &format!("the message `{}`", name.value), all);
            self.message(name, message, range);
        }
    }

    fn protocol(&mut self, name: &Text, protocol: &Protocol, all: Range) {
        let range = self.range(&protocol.availability, &format!("the protocol `{}`", name.value), all);
        for (name, flag) in &protocol.flags {
            self.range(&flag.availability, &format!("the flag `{}`", name.value), range);
        }
    }

    fn message(&mut self, name: &Text, message: &Message, range: Range) {
        self.changing("code", &message.code, &format!("the message `{}`", name.value), range);
        for (name, header) in message.headers.iter().flat_map(|headers| headers.iter()) {
            self.range(&header.availability, &format!("the header `{}`", name.value), range);
        }
        for (name, variant) in message.variants.iter().flat_map(|variants| variants.iter()) {
            self.range(&variant.availability, &format!("the variant `{}`", name.value), range);
        }
        if let Some(Body { availability, .. }) = &message.body {
            self.range(availability, "the body", range);
        }
        for signed in &message.signed {
            self.range(&signed.availability, "what signs the message", range);
        }
        self.items(message.sequence.as_ref().map(|items| &items[..]).unwrap_or_default(), range);
    }

    fn items(&mut self, items: &[Item], range: Range) {
        for item in items {
            let range = self.range(&item.availability, &item.called(), range);
            self.items(item.items.as_deref().unwrap_or_default(), range);
        }
    }

    /// In which versions something is, that is a part of something that is in `around`.
    fn range(&mut self, said: &Availability, owner: &str, around: Range) -> Range {
        let deprecated = said.deprecated.as_ref().and_then(|deprecated| deprecated.since.as_ref());
        let [since, until, deprecated] = [&said.since, &said.until, &deprecated.cloned()]
            .map(|version| Some((version.clone()?, self.find(version.as_ref()?)?)));
        let Some(versions) = self.versions else { return around };
        let mut say = |version: &Text, message: String, help: String| {
            self.report.push(Diagnostic::new(Code::Availability, version.span, message).help(help));
        };
        let in_words = |range: Range| {
            format!("from `{}` to `{}`", versions.name(range.first), versions.name(range.last))
        };
        let said = versions.range(said);
        match (&since, &until) {
            (Some((since, first)), Some((until, last))) if first > last => say(
                since,
                format!("{owner} is there since `{}`, but only until `{}`", since.value, until.value),
                "`until` is the last version that has it, and not older than `since`".to_owned(),
            ),
            (Some((since, 0)), _) => say(
                since,
                format!("`{}` is the first version, from which on everything is there", since.value),
                "leave out `since`".to_owned(),
            ),
            (_, Some((until, last))) if *last == versions.newest() => say(
                until,
                format!("`{}` is the newest version, which has whatever has no `until`", until.value),
                "leave it out; it is said when there is a version that does not have it any more".to_owned(),
            ),
            (Some((since, first)), _) if *first < around.first || *first > around.last => say(
                since,
                format!("{owner} is there since `{}`, but what it belongs to is not there then", since.value),
                format!("that is there {}", in_words(around)),
            ),
            (_, Some((until, last))) if *last < around.first || *last > around.last => say(
                until,
                format!("{owner} is there until `{}`, but what it belongs to is not there then", until.value),
                format!("that is there {}", in_words(around)),
            ),
            _ => {}
        }
        let range = said.within(around);
        if let Some((version, _)) = deprecated.filter(|(_, at)| !range.contains(*at)) {
            say(
                &version,
                format!("{owner} is deprecated since `{}`, in which it is not there", version.value),
                format!("it is there {}", in_words(range)),
            );
        }
        self.changes.extend(since.map(|(_, at)| at));
        self.changes.extend(until.map(|(_, at)| at + 1).filter(|at| *at <= versions.newest()));
        range
    }

    /// A number that changes is said for each version of what it belongs to.
    fn changing(&mut self, key: &str, number: &Changing, owner: &str, range: Range) {
        let said: Vec<_> =
            number.by_version.iter().map(|(version, _)| (version, self.find(version))).collect();
        let (Some(versions), Some((first, _))) = (self.versions, said.first()) else { return };
        let known: Vec<_> = said.iter().filter_map(|(version, at)| Some((*version, (*at)?))).collect();
        if known.len() < said.len() {
            return;
        }
        self.changes.extend(known.iter().map(|(_, at)| *at));
        for pair in known.windows(2) {
            let [(one, before), (next, at)] = pair else { continue };
            if at < before {
                let message = format!("`{}` stands behind `{}`, which is newer", next.value, one.value);
                self.report.push(
                    Diagnostic::new(Code::VersionOrder, next.span, message)
                        .related(one.span, "the newer one")
                        .help(format!("say the `{key}` of the oldest version first")),
                );
            }
        }
        if known.iter().all(|(_, at)| *at > range.first) {
            let oldest = versions.name(range.first);
            let message = format!("the `{key}` of {owner} is not said for version `{oldest}`");
            self.report.push(
                Diagnostic::new(Code::Availability, first.span, message)
                    .help(format!("begin with it: `{key}: {{ {oldest}: …, {}: … }}`", first.value)),
            );
        }
        if let Some((version, _)) = known.iter().find(|(_, at)| *at > range.last) {
            let message = format!("{owner} is not there any more in version `{}`", version.value);
            self.report.push(
                Diagnostic::new(Code::Availability, version.span, message)
                    .help(format!("its last version is `{}`; leave this out", versions.name(range.last))),
            );
        }
    }

    /// The position of a version by its name; an unknown one is reported.
    fn find(&mut self, version: &Text) -> Option<usize> {
        let Some(versions) = self.versions else {
            let message = format!("this schema does not say that it has a version `{}`", version.value);
            let newest = self.newest;
            let help =
                format!("list all of them beside `version`, the oldest first: `versions: […, {newest}]`");
            self.report.push(Diagnostic::new(Code::UnknownVersion, version.span, message).help(help));
            return None;
        };
        let found = versions.position(version);
        if found.is_none() {
            let message = format!("there is no version `{}`", version.value);
            self.report.push(
                Diagnostic::new(Code::UnknownVersion, version.span, message)
                    .help(versions.listed("there are")),
            );
        }
        found
    }
}

impl Item {
    /// What problems call it.
    pub(super) fn called(&self) -> String {
        let named = [("field", &self.field), ("group", &self.group), ("rest", &self.rest)];
        let named =
            named.into_iter().find_map(|(what, name)| Some(format!("the {what} `{}`", name.as_ref()?.value)));
        named.unwrap_or_else(|| "the item".to_owned())
    }
}

//! What stands on a field of a struct.

use lonelypsp_schema::language::KindOf;
use proc_macro2::{Span, TokenStream};
use syn::Attribute;
use syn::ext::IdentExt;

use super::given::Given;
use super::item::{Item, Number, Text};
use super::keys::Owner;
use crate::problems::Problems;

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldAttributes {
    /// The name that the schema has for it.
    pub(crate) rename: Option<Text>,
    /// The header that it holds, by its name on the wire.
    pub(crate) header: Option<Text>,
    /// It holds the body.
    pub(crate) body: Option<Span>,
    /// It holds nothing of the message.
    pub(crate) skip: Option<Span>,
    /// The module whose functions convert it.
    pub(crate) with: Option<TokenStream>,
    /// Of a message of one's own: what the header holds.
    pub(crate) kind: Option<KindAttribute>,
    /// Of a message of one's own: what it is derived from.
    pub(crate) equals: Option<Text>,
    /// Of a message of one's own: the digest that it is.
    pub(crate) verify: Option<Text>,
    /// Of a sequence of one's own: the width of the length before it.
    pub(crate) prefix: Option<Text>,
    /// Of a sequence of one's own: the bytes before it, and behind it.
    pub(crate) literal: Option<Text>,
    pub(crate) literal_after: Option<Text>,
    /// Of a sequence of one's own: the width of the type code before it.
    pub(crate) type_code: Option<Text>,
    /// Of a sequence of one's own: it holds what is left.
    pub(crate) rest: Option<Span>,
    /// Of a sequence of one's own: it holds the entries of a group.
    pub(crate) group: Option<Span>,
    /// The width of the number of entries that stands before them.
    pub(crate) count: Option<Text>,
    /// The value by which they ascend.
    pub(crate) sorted: Option<Text>,
    /// Of a message of one's own: its value when an expanded block lacks it.
    pub(crate) default: Option<Number>,
    given: Given,
    /// Some of it is wrong, so that the field may hold something else than it seems to.
    pub(crate) in_doubt: bool,
}

/// How the values lie that fields of one's own describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// In a block of headers.
    Headers,
    /// One after another without names.
    Sequence,
    /// The same, in each entry of a group.
    Entry,
}

/// A kind of value with its limits, such as `uint(max_bytes = 4, write = fixed)`.
pub(crate) struct KindAttribute {
    pub(crate) kind: Text,
    pub(crate) max: Option<Number>,
    pub(crate) length: Option<Number>,
    pub(crate) max_bytes: Option<Number>,
    pub(crate) write: Option<Text>,
}

/// What only describes a message of one's own, beside kinds.
const OWN: &[&str] = &[
    "equals",
    "verify",
    "default",
    "prefix",
    "literal",
    "literal_after",
    "type_code",
    "rest",
    "group",
    "count",
    "sorted",
];

/// What only describes an item of a sequence.
pub(crate) const ITEM: &[&str] =
    &["prefix", "literal", "literal_after", "type_code", "rest", "group", "count", "sorted"];

/// What only describes a header.
const HEADER: &[&str] = &["header", "default", "body"];

/// What only describes a value of a message, and none of an entry.
const OF_MESSAGE: &[&str] = &["header", "default", "body", "type_code", "rest", "equals", "verify"];

/// What a field that holds a group can say beside that.
const WITH_GROUP: &[&str] = &["group", "count", "sorted", "literal", "literal_after", "type_code", "with"];

impl FieldAttributes {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let before = problems.len();
        let mut field = Self::default();
        let items = Item::all(attributes, problems);
        let given = Given::sort(&items, Owner::Field, problems, |key, item, problems| match key {
            "rename" => field.rename = problems.note(item.name()),
            "header" => field.header = problems.note(item.text()),
            "body" => field.body = problems.note(item.word()),
            "skip" => field.skip = problems.note(item.word()),
            "with" => field.with = problems.note(item.path()),
            "equals" => field.equals = problems.note(item.text()),
            "verify" => field.verify = problems.note(item.text()),
            "default" => field.default = problems.note(item.number()),
            "prefix" => field.prefix = problems.note(item.width()),
            "literal" => field.literal = problems.note(item.text()),
            "literal_after" => field.literal_after = problems.note(item.text()),
            "type_code" => field.type_code = problems.note(item.width()),
            "rest" => field.rest = problems.note(item.word()),
            "group" => field.group = problems.note(item.word()),
            "count" => field.count = problems.note(item.width()),
            "sorted" => field.sorted = problems.note(item.name()),
            _ => field.set_kind(item, problems),
        });
        field.given = given;
        field.report_contradictions(problems);
        field.in_doubt = problems.len() > before;
        field
    }

    fn set_kind(&mut self, item: &Item, problems: &mut Problems) {
        if let Some(first) = &self.kind {
            let message = format!("a header is of one kind; this one is `{}` already", first.kind.value);
            problems.push(item.span(), message);
            // Which of the two was meant, the type may tell.
            self.kind = None;
            return;
        }
        let kind = Text { value: item.key.unraw().to_string(), span: item.span() };
        let mut details = KindAttribute { kind, max: None, length: None, max_bytes: None, write: None };
        if let Some(items) = problems.note(item.list()) {
            Given::sort(items, Owner::Kind, problems, |key, item, problems| match key {
                "max" => details.max = problems.note(item.number()),
                "length" => details.length = problems.note(item.number()),
                "max_bytes" => details.max_bytes = problems.note(item.number()),
                _ => details.write = problems.note(item.name()),
            });
        }
        self.kind = Some(details);
    }

    /// A field has one source; one that is derived has nothing to convert or verify; and one that is left out has nothing
    /// else.
    fn report_contradictions(&self, problems: &mut Problems) {
        let skipped = self.given.among(&["skip"]).next().is_some();
        if skipped {
            return self.report_exclusive(Owner::Field.keys(), Some("skip"), problems);
        }
        self.report_group(problems);
        for keys in [&["body", "rest", "header", "rename"][..], &["equals", "with"], &["equals", "verify"]] {
            self.report_exclusive(keys, None, problems);
        }
    }

    /// A group is no single value; and what is said of a group needs one.
    fn report_group(&self, problems: &mut Problems) {
        if self.given.among(&["group"]).next().is_some() {
            for (key, span) in self.given.all().filter(|(key, _)| !WITH_GROUP.contains(key)) {
                let message = format!("`{key}` describes a single value, but `group` a row of entries");
                problems.push(span, message);
            }
            return;
        }
        for (key, span) in self.given.among(&["count", "sorted"]) {
            problems.push(span, format!("`{key}` goes with `group`, as in `group, count = u16`"));
        }
    }

    /// Keys of which there can be one, or only this one.
    fn report_exclusive(&self, keys: &[&str], only: Option<&'static str>, problems: &mut Problems) {
        let mut given = self.given.among(keys);
        let Some((mut first, _)) = given.next() else { return };
        for (key, span) in given {
            problems
                .push(span, format!("`{first}` and `{key}` exclude each other: leave out one of the two"));
            first = only.unwrap_or(first);
        }
    }

    /// Whether there is no attribute at all.
    pub(crate) fn are_none(&self) -> bool {
        self.given.is_empty() && !self.in_doubt
    }

    /// The place of `rename`.
    pub(crate) fn renamed(&self) -> Option<Span> {
        self.given.among(&["rename"]).next().map(|(_, span)| span)
    }

    /// The attributes that do not go with a layout.
    pub(crate) fn misplaced(&self, layout: Layout) -> impl Iterator<Item = (&str, Span)> {
        self.given.among(match layout {
            Layout::Headers => ITEM,
            Layout::Sequence => HEADER,
            Layout::Entry => OF_MESSAGE,
        })
    }

    /// The literal and the type code before it, in the order in which they are given.
    pub(crate) fn before(&self) -> impl Iterator<Item = (&str, &Text)> {
        let given = self.given.among(&["literal", "type_code"]);
        given.filter_map(|(key, _)| {
            Some((key, if key == "literal" { self.literal.as_ref() } else { self.type_code.as_ref() }?))
        })
    }

    /// The attributes that only describe a message of one's own, by name and place.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&str, Span)> {
        self.given.all().filter(|(key, _)| OWN.contains(key) || KindOf::named(key).is_some())
    }
}

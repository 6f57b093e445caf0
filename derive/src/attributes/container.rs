//! What stands on a struct or an enum.

use proc_macro2::{Span, TokenStream};
use syn::Attribute;
use syn::ext::IdentExt;

use super::given::Given;
use super::item::{Item, Number, Text};
use super::keys::Owner;
use crate::problems::Problems;

/// The attributes of a type.
#[derive(Default)]
pub(crate) struct Container {
    /// The message of a schema, as `protocol.message`.
    pub(crate) message: Option<Text>,
    /// Which variant of it.
    pub(crate) variant: Option<Text>,
    /// Which group of it, where the struct holds an entry.
    pub(crate) group: Option<Text>,
    /// The schema's file, relative to the crate's manifest.
    pub(crate) schema: Option<Text>,
    /// The path of the crate `lonelypsp`.
    pub(crate) krate: Option<TokenStream>,
    /// Who sends it.
    pub(crate) from: Option<Text>,
    /// The type code of a message of one's own.
    pub(crate) code: Option<Number>,
    /// The bit that selects the minimal header block of a message of one's own.
    pub(crate) minimal_bit: Option<Number>,
    /// Whether the values of a message of one's own lie one after another without names.
    pub(crate) sequence: Option<Span>,
    /// The flags of a message of one's own, each with its bit.
    pub(crate) flags: Vec<(Text, Number)>,
    /// What a message of one's own does about flags without a name.
    pub(crate) unknown_flags: Option<Text>,
    /// All that there is of a sequence or an entry without values: these bytes, and the type code in that width.
    literal: Option<Text>,
    type_code: Option<Text>,
    /// Whether it describes an entry of a message of one's own.
    pub(crate) entry: Option<Span>,
    pub(crate) given: Given,
    /// Some of it is wrong, so that what seems to be missing may be what was meant.
    pub(crate) in_doubt: bool,
}

/// What a message or an entry without values consists of.
const WITHOUT_VALUES: &[&str] = &["literal", "type_code"];

impl Container {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let before = problems.len();
        let mut container = Self::default();
        let items = Item::all(attributes, problems);
        container.given = Given::sort(&items, Owner::Message, problems, |key, item, problems| match key {
            "message" => container.message = problems.note(item.text()),
            "variant" => container.variant = problems.note(item.name()),
            "group" => container.group = problems.note(item.name()),
            "schema" => container.schema = problems.note(item.text()),
            "crate" => container.krate = problems.note(item.path()),
            "from" => container.from = problems.note(item.name()),
            "code" => container.code = problems.note(item.number()),
            "sequence" => container.sequence = problems.note(item.word()),
            "flags" => container.flags = flags(item, problems),
            "unknown_flags" => container.unknown_flags = problems.note(item.name()),
            "literal" => container.literal = problems.note(item.text()),
            "type_code" => container.type_code = problems.note(item.width()),
            "entry" => container.entry = problems.note(item.word()),
            _ => container.minimal_bit = minimal_bit(item, problems),
        });
        container.in_doubt = problems.len() > before;
        container
    }
}

/// `minimal_headers(bit = 0)`.
fn minimal_bit(item: &Item, problems: &mut Problems) -> Option<Number> {
    let mut bit = None;
    let items = problems.note(item.list())?;
    let before = problems.len();
    Given::sort(items, Owner::MinimalHeaders, problems, |_, item, problems| {
        bit = problems.note(item.number());
    });
    if bit.is_none() && problems.len() == before {
        problems
            .push(item.span(), "`minimal_headers` does not say its bit, as in `minimal_headers(bit = 0)`");
    }
    bit
}

/// `flags(urgent = 3)`.
fn flags(item: &Item, problems: &mut Problems) -> Vec<(Text, Number)> {
    let mut flags = Vec::new();
    for item in problems.note(item.list()).into_iter().flatten() {
        let name = Text { value: item.key.unraw().to_string(), span: item.span() };
        flags.extend(problems.note(item.number()).map(|bit| (name, bit)));
    }
    flags
}

impl Container {
    /// The attributes that describe a message, which an entry does not, by name and place.
    pub(crate) fn of_message(&self) -> impl Iterator<Item = (&str, Span)> {
        self.given.all().filter(|(key, _)| !["entry", "literal", "crate"].contains(key))
    }

    /// What there is of a message or an entry without values, in the order in which it is given, each with its place.
    pub(crate) fn without_values(&self) -> impl Iterator<Item = (&str, &Text, Span)> {
        self.given.among(WITHOUT_VALUES).filter_map(|(key, span)| {
            let text = if key == "literal" { self.literal.as_ref() } else { self.type_code.as_ref() };
            Some((key, text?, span))
        })
    }

    /// The attributes that only go with a message of one's own, by name and place.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&str, Span)> {
        self.given.among(&[
            "code",
            "minimal_headers",
            "sequence",
            "flags",
            "unknown_flags",
            "literal",
            "type_code",
            "entry",
        ])
    }
}

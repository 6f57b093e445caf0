//! A message that is described by something else than YAML, such as the attributes of a struct.
//!
//! It takes the same way as a message of a schema: a syntax tree, lowering, a wire plan. So the same limits hold, and
//! the same mistakes are reported; only the places of problems are the caller's.

mod unit;

use std::collections::HashMap;

use crate::ast::Root;
use crate::check::check_wire_name;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Schema;
use crate::lower::lower;
use crate::report::Report;
use crate::source::{FileId, SourceMap, Span, Spanned};

use unit::unit_of;

/// A part of a description, and the number by which the caller finds it again: what is wrong with it is reported as a
/// [`Span`] that starts with that number.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The part.
    pub value: T,
    /// The caller's number for it.
    pub place: u32,
}

impl<T> Placed<T> {
    fn spanned<U>(self, convert: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(convert(self.value), place(self.place))
    }
}

fn place(place: u32) -> Span {
    Span { file: FileId::FIRST, start: place, end: place }
}

/// A message with one shape.
#[derive(Clone, Debug)]
pub struct MessageDescription {
    /// Its name, in `snake_case`.
    pub name: Placed<String>,
    /// `subscriber` or `broadcaster`.
    pub from: Placed<String>,
    /// Its type code.
    pub code: Placed<i128>,
    /// Its flags of the prefix, each with its bit.
    pub flags: Vec<(Placed<String>, Placed<i128>)>,
    /// What readers do about flags that have no name, if that is said: `ignore`, `refuse` or `keep`.
    pub unknown_flags: Option<Placed<String>>,
    /// What follows the prefix.
    pub layout: LayoutDescription,
}

/// What follows the prefix of a message.
#[derive(Clone, Debug)]
pub enum LayoutDescription {
    /// A block of headers.
    Block {
        /// The bit of the flags that selects the minimal header block.
        minimal_bit: Placed<i128>,
        /// Its headers, in the order of the minimal block.
        headers: Vec<HeaderDescription>,
        /// The name of the field that holds the body, if it has one.
        body: Option<Placed<String>>,
    },
    /// Items one after another.
    Sequence(Vec<ItemDescription>),
}

/// An item of a sequence.
#[derive(Clone, Debug)]
pub enum ItemDescription {
    /// Bytes that are always the same, as hex digits.
    Literal(Placed<String>),
    /// The message's own type code, in that width: `u8`.
    Code(Placed<String>),
    /// A value; what a header's name is on the wire is that of the item. The length before it is as wide as that.
    Value(Box<HeaderDescription>, Option<Placed<String>>),
    /// The rest under that name, with a length of that width before it, if there is one.
    Rest(Placed<String>, Option<Placed<String>>),
    /// Entries that all consist of the same items.
    Group {
        /// Its name.
        name: Placed<String>,
        /// The width of their number, which stands before them; without it, the literal that follows ends the group.
        count: Option<Placed<String>>,
        /// What an entry consists of; none if the entries describe themselves. The group that the message then has is
        /// without any [values](crate::Group::slots).
        entry: Option<Vec<ItemDescription>>,
    },
}

/// A header. The keys are those of the schema language, those of the header's type among them.
#[derive(Clone, Debug)]
pub struct HeaderDescription {
    /// Its name on the wire.
    pub wire: Placed<String>,
    /// The field that holds its value; none for a header that is derived.
    pub field: Option<Placed<String>>,
    /// The kind of its value: `bytes`, `text`, `optional_text`, `bool`, `uint`, `int` or `float`.
    pub kind: Placed<String>,
    /// The most bytes of a value.
    pub max: Option<Placed<i128>>,
    /// The exact number of bytes of a value.
    pub length: Option<Placed<i128>>,
    /// The most bytes of an integer.
    pub max_bytes: Option<Placed<i128>>,
    /// How an integer is written: `minimal` or `fixed`.
    pub write: Option<Placed<String>>,
    /// What it is derived from.
    pub equals: Option<Placed<String>>,
    /// The digest that it is.
    pub verify: Option<Placed<String>>,
    /// The value that it has when an expanded block lacks it.
    pub default: Option<Placed<i128>>,
}

/// Compiles a description into a schema with one protocol and one message.
///
/// # Errors
/// Every problem at once, in the order of places. The schema's text they point into does not exist; what they point at
/// is the number that the caller gave the part.
///
/// ```
/// use lonelypsp_schema::{LayoutDescription, MessageDescription, Placed, describe};
///
/// let at = |value| Placed { value, place: 7 };
/// let ping = MessageDescription {
///     name: Placed { value: "ping".to_owned(), place: 0 },
///     from: Placed { value: "subscriber".to_owned(), place: 0 },
///     code: at(100),
///     flags: Vec::new(),
///     unknown_flags: None,
///     layout: LayoutDescription::Block { minimal_bit: at(16), headers: Vec::new(), body: None },
/// };
/// let problems = describe(ping).unwrap_err();
/// assert_eq!((problems[0].span.start, problems[0].message.as_str()), (7, "a flag's bit cannot be 16"));
/// ```
pub fn describe(message: MessageDescription) -> Result<Schema, Vec<Diagnostic>> {
    let report = &mut Report::default();
    report_doubled_names(&message.layout, report);
    report_doubled_bits(&message, report);
    let name = message.name.clone().spanned(|name| name);
    let root =
        Root { name: Some(name), version: None, versions: None, doc: None, documented: true, span: place(0) };
    let unit = unit_of(message);
    let (schema, _) = lower(root, &[unit], SourceMap::default(), report);
    let (problems, _) = std::mem::take(report).into_sorted();
    if problems.is_empty() { Ok(schema) } else { Err(problems) }
}

fn report_doubled_names(layout: &LayoutDescription, report: &mut Report) {
    match layout {
        LayoutDescription::Block { headers, .. } => {
            report_doubled("header", headers.iter().map(|header| &header.wire), report);
            for HeaderDescription { wire, .. } in headers {
                check_wire_name(&wire.value, place(wire.place), report);
            }
        }
        LayoutDescription::Sequence(items) => report_doubled_items(items, report),
    }
}

fn report_doubled_items(items: &[ItemDescription], report: &mut Report) {
    let names = items.iter().filter_map(|item| match item {
        ItemDescription::Value(value, _) => Some(&value.wire),
        ItemDescription::Group { name, entry, .. } => {
            report_doubled_items(entry.as_deref().unwrap_or_default(), report);
            Some(name)
        }
        ItemDescription::Literal(_) | ItemDescription::Code(_) | ItemDescription::Rest(..) => None,
    });
    let names: Vec<_> = names.collect();
    report_doubled("item", names.into_iter(), report);
}

fn report_doubled<'d>(what: &str, names: impl Iterator<Item = &'d Placed<String>>, report: &mut Report) {
    let mut first: HashMap<&str, u32> = HashMap::new();
    for name in names {
        if let Some(before) = first.insert(&name.value, name.place) {
            let message = format!("the {what} `{}` stands twice", name.value);
            report.push(
                Diagnostic::new(Code::DuplicateKey, place(name.place), message)
                    .related(place(before), "first given here")
                    .help("give one of the two another name"),
            );
        }
    }
}

/// Flags that lie in one bit; the one that selects the minimal block is one of them.
fn report_doubled_bits(message: &MessageDescription, report: &mut Report) {
    let minimal = match &message.layout {
        LayoutDescription::Block { minimal_bit, .. } => Some(("minimal_headers", minimal_bit)),
        LayoutDescription::Sequence(_) => None,
    };
    let flags = message.flags.iter().map(|(name, bit)| (name.value.as_str(), bit));
    let mut taken: HashMap<i128, &str> = HashMap::new();
    for (name, bit) in minimal.into_iter().chain(flags) {
        if let Some(first) = taken.insert(bit.value, name) {
            let message = format!("bit {} is that of `{first}` already", bit.value);
            let problem = Diagnostic::new(Code::DuplicateBit, place(bit.place), message);
            report.push(problem.help("give each flag a bit of its own"));
        }
    }
}

//! Values between JSON and the messages, through reflection.

use lonelypsp::reflect::{Entries, Field, Group, Kind, Value};
use lonelypsp_conformance::json::{Given, Problem, Refusal, from_json};
use lonelypsp_interpret::{Form, Value as Plain};
use serde_json::{Map, Value as Json};

use crate::forms;

/// A value for a field.
pub(crate) enum Owned<'j> {
    /// It was given, and there is no group in it.
    Given(Given<'j>),
    /// The entries of a group.
    Rows(Rows<'j>),
    /// Something harmless in the place of what is wrong.
    Placeholder(Box<Self>),
}

/// The entries of a group, each with the values of these fields.
pub(crate) struct Rows<'j> {
    fields: &'static [Field],
    entries: Vec<Vec<Owned<'j>>>,
}

/// What is wrong with a field: for a group, in which of its entries and fields, by their indices.
pub(crate) struct Noted {
    pub(crate) position: Vec<usize>,
    pub(crate) problem: Problem,
}

impl<'j> Owned<'j> {
    /// A flag.
    pub(crate) fn flag(is_set: bool) -> Self {
        Self::Given(Given::Value(Plain::Bool(is_set)))
    }

    /// Reads a value; what is none is noted, and something harmless takes its place. `at` is what errors name it by, and
    /// `position` where it lies in groups.
    pub(crate) fn parse(
        field: &Field,
        json: &'j Json,
        at: &str,
        position: &mut Vec<usize>,
        note: &mut Option<Noted>,
    ) -> Self {
        let parsed = match field.kind {
            Kind::Group(fields) => rows(fields, json, at, position, note),
            kind => from_json(forms::form(kind), json).map(Self::Given),
        };
        parsed.unwrap_or_else(|refusal| {
            let problem = Problem::from(refusal.at(at));
            note.get_or_insert(Noted { position: position.clone(), problem });
            Self::placeholder(field)
        })
    }

    /// A value that any field of that kind can have, whatever its limits.
    pub(crate) fn placeholder(field: &Field) -> Self {
        let value = match field.kind {
            Kind::Bytes => Self::Given(Given::Bytes(vec![0; field.length.unwrap_or_default()])),
            Kind::Uint if field.name == "unknown_flags" => Self::plain(Plain::Uint(0)),
            Kind::Group(fields) => Self::Rows(Rows { fields, entries: Vec::new() }),
            kind => Self::plain(forms::placeholder(kind).unwrap_or(Plain::Bool(false))),
        };
        Self::Placeholder(Box::new(value))
    }

    fn plain(value: Plain<'j>) -> Self {
        Self::Given(Given::Value(value))
    }

    /// Whether it stands for what is wrong.
    pub(crate) fn is_placeholder(&self) -> bool {
        matches!(self, Self::Placeholder(_))
    }

    /// As reflection takes it.
    pub(crate) fn as_value(&self) -> Value<'_> {
        match self {
            Self::Given(given) => forms::reflected(&given.as_value()),
            Self::Rows(rows) => Value::Group(Group::new(rows)),
            Self::Placeholder(value) => value.as_value(),
        }
    }
}

impl Entries for Rows<'_> {
    fn name(&self) -> &'static str {
        "entry"
    }

    fn count(&self) -> usize {
        self.entries.len()
    }

    fn visit<'s>(&'s self, index: usize, visit: &mut dyn FnMut(&'static Field, Value<'s>)) {
        let values = self.entries.get(index).into_iter().flatten();
        self.fields.iter().zip(values).for_each(|(field, value)| visit(field, value.as_value()));
    }
}

/// Reads the entries of a group; what is wrong within them is noted.
fn rows<'j>(
    fields: &'static [Field],
    json: &'j Json,
    at: &str,
    position: &mut Vec<usize>,
    note: &mut Option<Noted>,
) -> Result<Owned<'j>, Refusal> {
    let objects: Option<Vec<&Map<String, Json>>> = json.as_array().and_then(|list| {
        list.iter().map(|entry| entry.as_object().filter(|object| has_fields(object, fields))).collect()
    });
    let Some(objects) = objects else { return from_json(Form::Group, json).map(Owned::Given) };
    let mut entries = Vec::with_capacity(objects.len());
    for (index, object) in objects.into_iter().enumerate() {
        position.push(index);
        let mut values = Vec::with_capacity(fields.len());
        for (of, field) in fields.iter().enumerate() {
            position.push(of);
            let json = object.get(field.name).unwrap_or(&Json::Null);
            values.push(Owned::parse(field, json, &format!("{at}[{index}].{}", field.at), position, note));
            position.pop();
        }
        position.pop();
        entries.push(values);
    }
    Ok(Owned::Rows(Rows { fields, entries }))
}

fn has_fields(object: &Map<String, Json>, fields: &[Field]) -> bool {
    object.len() == fields.len() && fields.iter().all(|field| object.contains_key(field.name))
}

/// Where in a field a place is that an error names, if it is in there: `a[1].b` in the field `a` is its entry 1, and in that
/// the field called `b`.
pub(crate) fn position(field: &Field, at: &str) -> Option<Vec<usize>> {
    let Some(rest) = at.strip_prefix(field.at)?.strip_prefix('[') else {
        return (at == field.at).then(Vec::new);
    };
    let Kind::Group(fields) = field.kind else { return None };
    let (index, inner) = rest.split_once("].")?;
    let found = fields.iter().enumerate().find_map(|(of, field)| Some((of, position(field, inner)?)));
    let (of, behind) = found?;
    Some([&[index.parse().ok()?, of][..], &behind].concat())
}

/// A value of a message as JSON.
pub(crate) fn to_json(value: Value<'_>) -> Json {
    match value {
        Value::Group(group) => (0..group.len()).map(|index| entry_to_json(group, index)).collect(),
        value => forms::to_json(value),
    }
}

fn entry_to_json(group: Group<'_>, index: usize) -> Json {
    let mut fields = Map::new();
    group.visit(index, &mut |field, value| drop(fields.insert(field.name.to_owned(), to_json(value))));
    Json::Object(fields)
}

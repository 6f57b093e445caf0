//! What signs a message: a method for each document that is made of it.

use lonelypsp_schema::{
    Direction, DocumentSource, DocumentValue, Message, Protocol, Schema, Shape, Signature, Source,
};

use super::comment::{comment, padded};
use super::constants::list;
use super::lines::{Lines, WIDTH};
use super::literal;
use super::names::entry_class;
use super::types::Type;
use crate::direction::capitals;
use crate::doc::summary;
use crate::spelling::pascal;

/// What a class is generated within: other protocols can be found in it by their full names.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) schema: &'a Schema,
    /// The gem's module.
    pub(super) root: &'a str,
}

/// Whether a message of the schema is signed.
pub(super) fn has_signatures(schema: &Schema) -> bool {
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    messages.any(|message| !message.signatures.is_empty())
}

/// A method that gives what is signed.
pub(super) struct SignedView {
    pub(super) doc: String,
    pub(super) name: String,
    /// The head of the method.
    pub(super) head: String,
    pub(super) lines: String,
    /// Its parameters with their types, and its type.
    pub(super) parameters: Vec<String>,
    pub(super) result: String,
}

/// The methods of a class that stands at that column. Names that the class has already are its own.
pub(super) fn view_signed(
    around: Around<'_>,
    message: &Message,
    shape: &Shape,
    taken: &[&str],
    column: usize,
) -> Vec<SignedView> {
    let signatures = message.signatures_of(shape);
    let of = |signature| Method { around, message, shape, signature }.view(taken, column);
    signatures.into_iter().filter_map(of).collect()
}

struct Method<'a> {
    around: Around<'a>,
    message: &'a Message,
    shape: &'a Shape,
    signature: &'a Signature,
}

impl Method<'_> {
    fn view(&self, taken: &[&str], column: usize) -> Option<SignedView> {
        let protocol = self.around.schema.protocol(&self.signature.protocol)?;
        let document = protocol.by_name(self.message.direction, self.signature.document.snake())?;
        let name = self.name(taken);
        let class = self.class(protocol, self.message.direction);
        let given: Vec<&DocumentValue> = self.given().collect();
        let types: Vec<Type> = given.iter().map(|value| type_of(value, document, &class)).collect();
        let named = || given.iter().map(|value| value.name.as_str()).zip(&types);
        // Those that have a default come last.
        let required = named().filter(|(_, ty)| ty.default.is_none()).map(|(name, _)| format!("{name}:"));
        let optional = named().filter_map(|(name, ty)| Some(format!("{name}: {}", ty.default?)));
        let parameters = required.chain(optional);
        let promised = named().map(|(name, ty)| {
            let maybe = if ty.default.is_some() { "?" } else { "" };
            format!("{maybe}{name}: {}", ty.signature)
        });
        Some(SignedView {
            doc: self.doc(document, &given, &types, &class, column),
            head: list(column, &format!("def {name}("), &parameters.collect::<Vec<_>>(), ")"),
            lines: self.lines(&class, column + 2),
            parameters: promised.collect(),
            result: format!("::{}::Runtime::Unstamped[{class}]", self.around.root),
            name,
        })
    }

    /// No name of a schema ends with `_`.
    fn name(&self, taken: &[&str]) -> String {
        let mut name = match &self.signature.answers {
            Some(answered) => format!("document_for_{answered}"),
            None => "document".to_owned(),
        };
        if taken.contains(&name.as_str()) {
            name.push('_');
        }
        name
    }

    fn class(&self, protocol: &Protocol, direction: Direction) -> String {
        let document = pascal(&self.signature.document);
        format!("::{}::{}::{}::{document}", self.around.root, pascal(&protocol.name), capitals(direction))
    }

    /// Where a value is found in the message; nothing, if it has to be given.
    fn source(&self, value: &DocumentValue) -> Option<&Source> {
        match value.source {
            DocumentSource::Slot(slot) => {
                let source = self.shape.slot(slot).map(|slot| &slot.source);
                source.filter(|source| matches!(source, Source::Field(_) | Source::Constant(_)))
            }
            DocumentSource::Given | DocumentSource::Absent => None,
        }
    }

    /// The values that have to be given, in the order of the document.
    fn given(&self) -> impl Iterator<Item = &DocumentValue> {
        let is_given =
            |value: &&DocumentValue| value.source != DocumentSource::Absent && self.source(value).is_none();
        self.signature.values.iter().filter(is_given)
    }

    /// How the method is documented.
    fn doc(
        &self,
        document: &Message,
        given: &[&DocumentValue],
        types: &[Type],
        class: &str,
        column: usize,
    ) -> String {
        let pad = " ".repeat(column);
        let what = match &self.signature.answers {
            Some(answered) => format!("What signs it as an answer to `{}`", answered.snake()),
            None => "What signs it".to_owned(),
        };
        let text = format!("{what}, but for the time and the nonce, which whoever signs adds.");
        let mut lines = vec![padded(&text, column), format!("{pad}#")];
        for (value, ty) in given.iter().zip(types) {
            let doc = document.layout.slots.get(value.index).map_or("", |slot| slot.doc.as_str());
            let text = format!("{} [{}] {}", value.name, ty.documented, summary(doc));
            lines.extend(tag(&text, "@param", column));
        }
        let class = class.trim_start_matches("::");
        lines.extend(tag(&format!("[Runtime::Unstamped] a {class}"), "@return", column));
        lines.join("\n")
    }

    fn lines(&self, class: &str, column: usize) -> String {
        let mut lines = Lines::at(column);
        let values = self.signature.values.iter().filter_map(|value| self.argument(value));
        let values: Vec<String> = values.collect();
        let one =
            format!("Runtime::Unstamped.new({})", [&[class.to_owned()], &values[..]].concat().join(", "));
        if column + one.len() <= WIDTH {
            lines.line(one);
            return lines.text();
        }
        lines.line("Runtime::Unstamped.new(");
        lines.nested(|lines| {
            lines.line(format!("{class},"));
            lines.filled(&values);
        });
        lines.line(")");
        lines.text()
    }

    /// What the document is given; nothing for a value that is not there.
    fn argument(&self, value: &DocumentValue) -> Option<String> {
        let name = &value.name;
        match (value.source, self.source(value)) {
            (DocumentSource::Absent, _) => None,
            (_, Some(Source::Constant(number))) => Some(format!("{name}: {}", literal::integer(*number))),
            (_, Some(Source::Field(field))) => {
                let field = field.snake();
                let is_hidden = self.given().any(|given| given.name == field);
                Some(match (is_hidden, field == name) {
                    (true, _) => format!("{name}: self.{field}"),
                    (false, true) => format!("{name}:"),
                    (false, false) => format!("{name}: {field}"),
                })
            }
            (_, _) => Some(format!("{name}:")),
        }
    }
}

/// The type of a value of a document, which has that class.
fn type_of(value: &DocumentValue, document: &Message, class: &str) -> Type {
    Type::of(value.kind, |group| {
        let module = class.rsplit_once("::").map_or("", |(module, _)| module);
        let entry = entry_class(&document.name, &document.layout.groups[group]);
        Type::entries(&format!("{module}::{entry}"))
    })
}

/// A tag of YARD with its text, whose later lines are indented.
fn tag(text: &str, tag: &str, column: usize) -> Vec<String> {
    let pad = " ".repeat(column);
    let lines = comment(text, column + 2).into_iter().enumerate();
    let lines = lines.map(|(index, line)| match index {
        0 => line.replacen("# ", &format!("{pad}# {tag} "), 1),
        _ => line.replacen("# ", &format!("{pad}#   "), 1),
    });
    lines.collect()
}

//! What signs a message: the functions that make a document of it.

use std::collections::BTreeSet;

use askama::Template;
use lonelypsp_schema::{DocumentSource, DocumentValue, Message, Shape, Signature, Source};

use super::comment::comment;
use super::forms::is_wide;
use super::layout::{Call, Generic, Parameter, generic_signature, import, member};
use super::names::{file_name, folder_name, given_text, message_type, quoted};
use super::runtime::Module;
use super::scope::Scope;
use super::value::{check_own, number};
use crate::spelling::{camel, camel_text, pascal, screaming};

#[derive(Template)]
#[template(path = "typescript/documents.ts", whitespace = "preserve")]
struct DocumentsView {
    functions: Vec<FunctionView>,
    /// Those of answers, by what is answered.
    answers: Vec<AnswersView>,
    dispatch: Option<DispatchView>,
}

struct FunctionView {
    doc: String,
    signature: String,
    lines: Vec<String>,
}

struct AnswersView {
    doc: String,
    name: String,
    functions: Vec<FunctionView>,
}

/// The function for any variant of a message, if all are given the same.
struct DispatchView {
    doc: String,
    signature: String,
    message: String,
    cases: Vec<CaseView>,
}

struct CaseView {
    variant: String,
    call: String,
}

/// The text of the functions; nothing if nothing signs the message.
pub(super) fn documents_text(scope: &Scope<'_>) -> Option<String> {
    if scope.message.signatures.is_empty() {
        return None;
    }
    let shapes = || scope.layout.shapes.iter();
    let alone = shapes().flat_map(|shape| {
        let methods =
            Method::of(scope, shape).into_iter().filter(|method| method.signature.answers.is_none());
        methods.map(|method| method.view(scope))
    });
    let answers = shapes().filter_map(|shape| view_answers(scope, shape));
    let view = DocumentsView {
        functions: alone.collect(),
        answers: answers.collect(),
        dispatch: view_dispatch(scope),
    };
    Some(super::part(&view).trim_start().to_owned())
}

/// The types of the documents, and what is made of them.
pub(super) fn document_imports(scope: &Scope<'_>) -> Vec<String> {
    let message = scope.message;
    let documents = message.signatures.iter().map(|signature| {
        let name = format!("{} as {}", pascal(&signature.document), document_type(signature));
        let folder = format!("../../{}/{}", folder_name(&signature.protocol), message.direction.as_str());
        import("import type", &[&name], &format!("{folder}/{}.ts", file_name(&signature.document)))
    });
    let documents: BTreeSet<String> = documents.collect();
    let is_any_given = scope.used().contains_key(&Module::Document);
    let types = [is_any_given.then_some("Given as $Given"), Some("Unsigned as $Unsigned")];
    let types: Vec<&str> = types.into_iter().flatten().collect();
    let types = import("import type", &types, &format!("../../runtime/{}", Module::Document.file()));
    (!documents.is_empty()).then_some(types).into_iter().chain(documents).collect()
}

/// What a document is called where a message has a type of the same name.
fn document_type(signature: &Signature) -> String {
    format!("${}Document", pascal(&signature.document))
}

/// What makes one document of one shape.
struct Method<'s> {
    message: &'s Message,
    shape: &'s Shape,
    ty: String,
    signature: &'s Signature,
}

impl<'s> Method<'s> {
    fn of(scope: &Scope<'s>, shape: &'s Shape) -> Vec<Self> {
        let message = scope.message;
        let signatures = message.signatures_of(shape).into_iter();
        signatures.map(|signature| Self { message, shape, ty: scope.shape_type(shape), signature }).collect()
    }

    /// The field that holds a value, or what it always is; nothing, if it has to be given.
    fn source(&self, value: &DocumentValue) -> Option<&'s Source> {
        match value.source {
            DocumentSource::Slot(slot) => {
                let source = self.shape.slot(slot).map(|slot| &slot.source);
                source.filter(|source| matches!(source, Source::Field(_) | Source::Constant(_)))
            }
            DocumentSource::Given | DocumentSource::Absent => None,
        }
    }

    /// The names of the values that have to be given, as the document has them.
    fn given(&self) -> Vec<String> {
        let is_given =
            |value: &&DocumentValue| value.source != DocumentSource::Absent && self.source(value).is_none();
        self.signature.values.iter().filter(is_given).map(|value| camel_text(&value.name)).collect()
    }

    /// What tells it from those of other variants.
    fn head(&self) -> (Option<&str>, &str, Vec<String>) {
        let answers = self.signature.answers.as_ref().map(lonelypsp_schema::Name::snake);
        (answers, self.signature.document.snake(), self.given())
    }

    /// The function, on its own or in an object.
    fn view(&self, scope: &Scope<'_>) -> FunctionView {
        let (indent, start, doc) = match &self.signature.answers {
            None => {
                let variant = self.shape.variant.as_ref();
                let variant = variant.map(|name| format!(" of the variant `{}`", name.snake()));
                let what = format!("`{}`{}", self.screaming(), variant.unwrap_or_default());
                let doc = format!("The document that signs a {what}, before it is signed.");
                (0, format!("export function documentOf{}", self.ty), doc)
            }
            Some(answered) => (2, camel(answered), format!("Where it answers a `{}`.", screaming(answered))),
        };
        FunctionView {
            doc: comment(indent, &doc),
            signature: self.signature_text(indent, &start, &self.ty),
            lines: self.lines(scope, indent + 2),
        }
    }

    fn screaming(&self) -> String {
        screaming(&self.message.name)
    }

    fn signature_text(&self, indent: usize, start: &str, ty: &str) -> String {
        let document = document_type(self.signature);
        let given = self.given();
        let given = (!given.is_empty()).then(|| Generic::of("$Given", &document, &given));
        let message = std::iter::once(Parameter::Plain("message", ty));
        let parameters: Vec<_> = message.chain(given.map(|ty| Parameter::Generic("given", ty))).collect();
        let stamp = &self.signature.stamp;
        let stamp = [camel_text(&stamp.time), camel_text(&stamp.nonce)];
        let result = Generic::of("$Unsigned", &document, &stamp);
        generic_signature(indent, start, &parameters, &result)
    }

    fn lines(&self, scope: &Scope<'_>, indent: usize) -> Vec<String> {
        let name = quoted(&self.message.name);
        let mut lines = vec![scope.run(indent, &Call::new("checkType", ["message".to_owned(), name]))];
        if !self.given().is_empty() {
            lines.push(scope.run(indent, &Call::of(Module::Document, "checkGiven", ["given".to_owned()])));
        }
        let values = self.signature.values.iter();
        let values: Vec<(String, String)> = values
            .map(|value| (camel_text(&value.name), self.value(scope, indent, value, &mut lines)))
            .collect();
        lines.push(format!("{}return {{", " ".repeat(indent)));
        let ty = [("type".to_owned(), quoted(&self.signature.document))];
        lines.extend(ty.iter().chain(&values).map(|(name, value)| member(indent + 2, name, value)));
        lines.push(format!("{}}};", " ".repeat(indent)));
        lines
    }

    /// An expression for a value. A number is checked before.
    fn value(
        &self,
        scope: &Scope<'_>,
        indent: usize,
        value: &DocumentValue,
        lines: &mut Vec<String>,
    ) -> String {
        let name = camel_text(&value.name);
        match (value.source, self.source(value)) {
            (DocumentSource::Absent, _) => "null".to_owned(),
            (_, Some(Source::Constant(constant))) if is_wide(value.kind) => format!("{constant}n"),
            (_, Some(Source::Constant(constant))) => number(*constant),
            (DocumentSource::Slot(slot), Some(Source::Field(field))) => {
                let field = format!("message.{}", camel(field));
                if !value.kind.form.is_integer() {
                    return field;
                }
                let (local, kind) = (given_text(&value.name), scope.slot(slot).kind);
                let call = check_own(kind, field, &value.name);
                lines.push(scope.bind(indent, &local, &call));
                converted(scope, is_wide(kind), value, local)
            }
            (_, _) => format!("given.{name}"),
        }
    }
}

/// A checked number as the document has it.
fn converted(scope: &Scope<'_>, is_from_wide: bool, value: &DocumentValue, local: String) -> String {
    if is_wide(value.kind) {
        scope.uses("toBigInt");
        format!("toBigInt({local})")
    } else if is_from_wide {
        format!("Number({local})")
    } else {
        local
    }
}

fn view_answers<'s>(scope: &Scope<'s>, shape: &'s Shape) -> Option<AnswersView> {
    let methods = Method::of(scope, shape).into_iter().filter(|method| method.signature.answers.is_some());
    let functions: Vec<FunctionView> = methods.map(|method| method.view(scope)).collect();
    let doc = format!(
        "The documents that sign a `{}`, by what it answers, before they are signed.",
        screaming(&scope.message.name)
    );
    let name = format!("documentsOf{}", scope.shape_type(shape));
    (!functions.is_empty()).then(|| AnswersView { doc: comment(0, &doc), name, functions })
}

fn view_dispatch(scope: &Scope<'_>) -> Option<DispatchView> {
    let shapes = &scope.layout.shapes;
    let of = |shape| {
        let mut methods = Method::of(scope, shape).into_iter();
        methods.next().filter(|method| method.signature.answers.is_none() && methods.next().is_none())
    };
    let methods: Vec<Method<'_>> = shapes.iter().map(of).collect::<Option<_>>()?;
    let (first, others) = methods.split_first()?;
    first.shape.variant.as_ref()?;
    if others.iter().any(|other| other.head() != first.head()) {
        return None;
    }
    scope.uses("checkType");
    scope.uses("unknownVariant");
    let ty = message_type(scope.message);
    let more = if first.given().is_empty() { "" } else { ", given" };
    let cases = methods.iter().filter_map(|method| {
        let variant = quoted(method.shape.variant.as_ref()?);
        Some(CaseView { variant, call: format!("documentOf{}(message{more})", method.ty) })
    });
    let doc = format!("The document that signs a `{}`, before it is signed.", first.screaming());
    Some(DispatchView {
        doc: comment(0, &doc),
        signature: first.signature_text(0, &format!("export function documentOf{ty}"), &ty),
        message: quoted(&scope.message.name),
        cases: cases.collect(),
    })
}

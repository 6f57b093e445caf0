//! The module of a protocol that makes documents of messages: what signs each of them, with which values.

use askama::Template;
use lonelypsp_schema::{
    DocumentSource, DocumentValue, Message, Name, Protocol, Schema, Shape, Signature, Source,
};

use super::code::Code;
use super::context::Context;
use super::fields::annotation;
use super::module::all;
use super::names;
use super::text::{call, import};

#[derive(Template)]
#[template(path = "python/documents.py", whitespace = "preserve")]
struct DocumentsView {
    stamp: String,
    imports: String,
    exported: String,
    functions: Vec<Code>,
}

/// The module, if a message of the protocol is signed.
pub(super) fn emit_documents(context: &Context<'_>, schema: &Schema) -> Option<String> {
    let signed = signed_messages(context, schema);
    if signed.is_empty() {
        return None;
    }
    let exported = signed.iter().map(Signed::document_function).collect();
    let view = DocumentsView {
        stamp: context.stamp.clone(),
        imports: imports(context, &signed).join("\n"),
        exported: all(exported).join("\n"),
        functions: signed.iter().map(Signed::document_code).collect(),
    };
    Some(view.to_string())
}

/// A message, or a variant of one, as one document signs it.
pub(super) struct Signed<'s> {
    /// The end of the names of its functions: `b2s_response_generic_for_subscribe_exact`.
    pub(super) function: String,
    pub(super) message: &'s Message,
    /// The shape; all of the message's, if it is about them.
    shape: Option<&'s Shape>,
    signature: &'s Signature,
    of: &'s Protocol,
    pub(super) document: &'s Message,
    /// What a message of variants goes on to.
    variants: Vec<(String, String)>,
}

/// Every way in which messages of a protocol are signed, in the order of messages.
pub(super) fn signed_messages<'s>(context: &Context<'s>, schema: &'s Schema) -> Vec<Signed<'s>> {
    let messages = context.protocol.messages.iter();
    messages.flat_map(|message| signed_shapes(context.protocol, message, schema)).collect()
}

fn signed_shapes<'s>(protocol: &Protocol, message: &'s Message, schema: &'s Schema) -> Vec<Signed<'s>> {
    let shapes = message.layout.shapes.iter();
    let by_shape: Vec<Vec<_>> = shapes
        .map(|shape| {
            let signatures = message.signatures_of(shape).into_iter();
            signatures
                .filter_map(|signature| Signed::of(protocol, message, shape, signature, schema))
                .collect()
        })
        .collect();
    let unions = union_of(protocol, message, &by_shape, schema);
    by_shape.into_iter().flatten().chain(unions).collect()
}

/// For a message of variants, if all of them are signed alike and are given the same.
fn union_of<'s>(
    protocol: &Protocol,
    message: &'s Message,
    by_shape: &[Vec<Signed<'s>>],
    schema: &'s Schema,
) -> Vec<Signed<'s>> {
    let (Some(first), Some(shape)) = (by_shape.first(), message.layout.shapes.first()) else {
        return Vec::new();
    };
    if shape.variant.is_none()
        || !by_shape.iter().all(|other| other.iter().map(Signed::head).eq(first.iter().map(Signed::head)))
    {
        return Vec::new();
    }
    let of_all = |(index, signed): (usize, &Signed<'s>)| {
        let function = name(protocol, message, None, signed.signature);
        let variants = message.layout.shapes.iter().zip(by_shape).filter_map(|(shape, signed)| {
            Some((names::shape_class(message, shape), signed.get(index)?.function.clone()))
        });
        Signed::of(protocol, message, shape, signed.signature, schema).map(|one| Signed {
            function,
            shape: None,
            variants: variants.collect(),
            ..one
        })
    };
    first.iter().enumerate().filter_map(of_all).collect()
}

/// The end of a function's name. Where `for` is a word of a name as well, two could end alike; so it is set apart by what no
/// name of a schema has.
fn name(protocol: &Protocol, message: &Message, shape: Option<&Shape>, signature: &Signature) -> String {
    let of =
        shape.map_or_else(|| names::message_function(message), |shape| names::shape_function(message, shape));
    let Some(answered) = &signature.answers else { return of };
    let has_word = |name: &Name| name.snake().split('_').any(|word| word == "for");
    let is_ambiguous = protocol.messages.iter().any(|other| {
        let mut variants = other.layout.shapes.iter().filter_map(|shape| shape.variant.as_ref());
        has_word(&other.name) || variants.any(has_word)
    });
    let joined = if is_ambiguous { "__for__" } else { "_for_" };
    format!("{of}{joined}{answered}")
}

impl<'s> Signed<'s> {
    fn of(
        protocol: &Protocol,
        message: &'s Message,
        shape: &'s Shape,
        signature: &'s Signature,
        schema: &'s Schema,
    ) -> Option<Self> {
        let of = schema.protocol(&signature.protocol)?;
        let document = of.by_name(message.direction, signature.document.snake())?;
        let function = name(protocol, message, Some(shape), signature);
        let variants = Vec::new();
        Some(Self { function, message, shape: Some(shape), signature, of, document, variants })
    }

    /// What has to be the same in all variants.
    fn head(&self) -> (Option<&str>, &str, Vec<&str>) {
        let answered = self.signature.answers.as_ref().map(Name::snake);
        let given = self.given().map(|value| value.name.as_str());
        (answered, self.signature.document.snake(), given.collect())
    }

    pub(super) fn document_function(&self) -> String {
        format!("document_of_{}", self.function)
    }

    /// The class of the message, or of the variant.
    pub(super) fn class(&self) -> String {
        self.shape.map_or_else(
            || names::message_class(self.message),
            |shape| names::shape_class(self.message, shape),
        )
    }

    /// Whether the message carries its authorization itself.
    pub(super) fn has_authorization(&self) -> bool {
        let is_it = |shape: &Shape| shape.field_names().any(|name| name.snake() == "authorization");
        self.shape.map_or_else(|| self.message.layout.shapes.iter().all(is_it), is_it)
    }

    /// The fields of the document that are about the message.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        self.signature.values.iter().map(|value| value.name.as_str())
    }

    /// What has to be given, in the order of the document: name and type.
    pub(super) fn parameters(&self) -> Vec<(String, String)> {
        let parameter = |value: &DocumentValue| {
            let ty = annotation(self.document, &self.document.layout, value.kind);
            (value.name.clone(), ty.of_module(&self.module()).to_string())
        };
        self.given().map(parameter).collect()
    }

    /// The module that has the document's class, as it is imported.
    fn module(&self) -> String {
        format!("_{}_{}", self.of.name, self.message.direction.as_str())
    }

    fn source(&self, value: &DocumentValue) -> Option<&'s Source> {
        let shape = self.shape.or(self.message.layout.shapes.first())?;
        match value.source {
            DocumentSource::Slot(slot) => {
                let source = shape.slot(slot).map(|slot| &slot.source);
                source.filter(|source| match source {
                    Source::Field(_) | Source::Constant(_) => true,
                    Source::BodyLength | Source::Slot(_) => false,
                })
            }
            DocumentSource::Given | DocumentSource::Absent => None,
        }
    }

    /// The values that have to be given.
    fn given(&self) -> impl Iterator<Item = &'s DocumentValue> {
        self.signature
            .values
            .iter()
            .filter(|value| value.source != DocumentSource::Absent && self.source(value).is_none())
    }

    fn document_class(&self) -> String {
        format!("{}.{}", self.module(), names::message_class(self.document))
    }

    fn document_code(&self) -> Code {
        let mut parameters = vec![format!("message: {}", self.class())];
        let given = self.parameters();
        parameters.extend((!given.is_empty()).then(|| "*".to_owned()));
        parameters.extend(given.iter().map(|(name, ty)| format!("{name}: {ty}")));
        let answered = self.signature.answers.as_ref();
        let answered = answered.map(|name| format!(", as an answer to `{name}`")).unwrap_or_default();
        let doc = format!("Return the document that signs the message{answered}.");
        let head = self.document_function();
        let mut code = Code::function(&head, &parameters, &self.document_class(), &doc);
        if self.shape.is_none() {
            let arguments = ["message".to_owned()].into_iter();
            let arguments: Vec<_> =
                arguments.chain(given.iter().map(|(name, _)| format!("{name}={name}"))).collect();
            self.by_variant(&mut code, |function| {
                call(4, &format!("return document_of_{function}"), &arguments, "")
            });
            return code;
        }
        let stamp = &self.signature.stamp;
        let head = [format!("{}=0", stamp.time), format!("{}=\"\"", stamp.nonce)].into_iter();
        let values =
            self.signature.values.iter().map(|value| format!("{}={}", value.name, self.value(value)));
        let arguments: Vec<_> = head.chain(values).collect();
        code.lines.extend(call(4, &format!("return {}", self.document_class()), &arguments, ""));
        code
    }

    /// Goes on with each variant in its own way; the lines are those of the outermost depth.
    fn by_variant(&self, code: &mut Code, lines: impl Fn(&str) -> Vec<String>) {
        let last = self.variants.len().saturating_sub(1);
        for (index, (class, function)) in self.variants.iter().enumerate() {
            let lines = lines(function);
            if index == last {
                code.lines.extend(lines);
                continue;
            }
            code.put(4, &format!("if isinstance(message, {class}):"));
            code.lines.extend(lines.into_iter().map(|line| format!("    {line}")));
        }
    }

    /// The expression for a value.
    fn value(&self, value: &DocumentValue) -> String {
        match (value.source, self.source(value)) {
            (DocumentSource::Absent, _) => "None".to_owned(),
            (_, Some(Source::Constant(number))) => number.to_string(),
            (_, Some(Source::Field(field))) => format!("message.{field}"),
            (_, _) => value.name.clone(),
        }
    }

    /// The names that it imports of the message's module.
    pub(super) fn imported(&self) -> Vec<String> {
        let variants = self.variants.iter().map(|(class, _)| class.clone());
        variants.chain([self.class()]).collect()
    }
}

fn imports(context: &Context<'_>, signed: &[Signed<'_>]) -> Vec<String> {
    let mut modules: Vec<_> = signed
        .iter()
        .map(|one| (one.of.name.snake(), one.message.direction.as_str(), one.module()))
        .collect();
    modules.sort_by_cached_key(|(protocol, direction, _)| (super::text::natural(protocol), *direction));
    modules.dedup();
    let of_document = |(protocol, direction, module): (&str, &str, String)| {
        import(&format!("..{protocol}"), &[format!("{direction} as {module}")])
    };
    let mut lines: Vec<_> = modules.into_iter().flat_map(of_document).collect();
    lines.extend(imports_of_messages(context, signed, Signed::imported));
    lines
}

/// Names of the modules of signed messages.
pub(super) fn imports_of_messages<'s>(
    context: &Context<'s>,
    signed: &[Signed<'s>],
    names_of: impl Fn(&Signed<'s>) -> Vec<String>,
) -> Vec<String> {
    let of = |(module, messages): &(String, Vec<&Message>)| {
        let is_inside =
            |one: &&Signed<'_>| messages.iter().any(|message| std::ptr::eq(*message, one.message));
        let names: Vec<_> = signed.iter().filter(is_inside).flat_map(&names_of).collect();
        if names.is_empty() { Vec::new() } else { import(&format!(".messages.{module}"), &names) }
    };
    context.modules(&context.protocol.messages).iter().flat_map(of).collect()
}

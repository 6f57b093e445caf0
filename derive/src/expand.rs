//! From a type to its implementations, or to everything that is wrong with it.

use lonelypsp_codegen_rust::{
    Dispatch, Holds, Options, Struct, Target, Wire, emit_codec, emit_dispatch, emit_fallback,
    emit_fallback_builds,
};
use lonelypsp_schema::{Name, Schema};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Data, DataEnum, DataStruct, DeriveInput};

use crate::attributes::{Container, Text};
use crate::fields::Field;
use crate::matching::{Matched, Matching, Of};
use crate::own::compile_own;
use crate::packed::refuse_packed;
use crate::parameters::{Parameters, lives_for_ever};
use crate::problems::Problems;
use crate::schemas::{Loaded, builtin_schema, find};
use crate::variants::{Arms, Shapes, no_variant};

/// Everything that the derive adds to a type.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let problems = &mut Problems::default();
    let container = Container::parse(&input.attrs, problems);
    let options = match &container.krate {
        Some(krate) => Options::default().runtime(quote!(#krate::runtime)),
        None => Options::default(),
    };
    let code = expand_with(input, &container, &options, problems);
    if problems.is_empty() {
        return in_its_own_scope(&code);
    }
    let errors = std::mem::take(problems).into_tokens();
    let fallback = emit_fallback(&Parameters::new(&input.ident, &input.generics).generics, &options);
    let rest = in_its_own_scope(&quote!(#code #fallback));
    quote!(#errors #rest)
}

/// Where what is defined beside the implementations is seen by nobody else.
fn in_its_own_scope(code: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(
            deprecated,
            non_snake_case,
            unused_imports,
            unused_qualifications,
            unused_lifetimes,
            single_use_lifetimes,
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            clippy::restriction
        )]
        const _: () = {
            #code
        };
    }
}

/// The implementations, and what they need beside them.
pub(crate) fn expand_with(
    input: &DeriveInput,
    container: &Container,
    options: &Options,
    problems: &mut Problems,
) -> TokenStream {
    for bound in lives_for_ever(&input.generics) {
        let message =
            "what is decoded borrows from an input, and no input lives for `'static`; leave out this bound";
        problems.push_at(bound, message);
    }
    let expansion = Expansion { input, container, options };
    match &input.data {
        Data::Struct(data) => expansion.expand_struct(data, problems),
        Data::Enum(data) => expansion.expand_enum(data, problems),
        Data::Union(data) => {
            problems.push(data.union_token.span, "a message is a struct or an enum, not a union");
            TokenStream::new()
        }
    }
}

pub(crate) struct Expansion<'i> {
    pub(crate) input: &'i DeriveInput,
    pub(crate) container: &'i Container,
    pub(crate) options: &'i Options,
}

impl Expansion<'_> {
    pub(crate) fn span(&self) -> Span {
        self.input.ident.span()
    }

    fn expand_struct(&self, data: &DataStruct, problems: &mut Problems) -> TokenStream {
        let mut fields = Field::all(&data.fields, problems);
        if self.container.entry.is_some() {
            return self.expand_own_entry(&mut fields, problems);
        }
        let Some(message) = &self.container.message else {
            return self.expand_own(&mut fields, problems);
        };
        self.refuse_own(&fields, problems);
        self.with_schema(problems, |schema, problems| {
            let wire = problems.note(find(schema, message, self.container))?;
            if let Some(group) = &self.container.group {
                return Some(self.expand_entry(schema, wire, message, group, &fields, problems));
            }
            let shape = self.find_shape(wire, message, problems);
            let code =
                shape.map(|shape| self.expand_fields(schema, wire, shape, &message.value, &fields, problems));
            let fallback = (!problems.is_empty()).then(|| {
                let parameters = Parameters::new(&self.input.ident, &self.input.generics);
                emit_fallback_builds(wire, &parameters.generics, self.options)
            });
            Some(quote!(#code #fallback))
        })
    }

    /// A message of one's own.
    fn expand_own(&self, fields: &mut [Field<'_>], problems: &mut Problems) -> TokenStream {
        let Container { given, in_doubt, .. } = self.container;
        self.refuse_without_message(&["variant", "group", "schema"], problems);
        if given.among(&["from", "code"]).next().is_none() {
            if !in_doubt {
                let message = "say which message this is: `#[lonely(message = \"stateful.…\")]` for one of the \
                               schema, `#[lonely(from = \"subscriber\", code = 100)]` for one of your own; an entry of a group is \
                               `#[lonely(entry)]`";
                problems.push(self.span(), message);
            }
            return TokenStream::new();
        }
        let schema = compile_own(&self.input.ident, self.container, fields, problems);
        let code = schema.as_ref().and_then(|schema| {
            let protocol = schema.protocols.first()?;
            let wire = Wire::new(protocol, protocol.messages.first()?);
            Some(self.expand_fields(schema, wire, 0, wire.message.name.snake(), fields, problems))
        });
        code.unwrap_or_default()
    }

    fn expand_fields(
        &self,
        schema: &Schema,
        wire: Wire<'_>,
        shape: usize,
        message: &str,
        fields: &[Field<'_>],
        problems: &mut Problems,
    ) -> TokenStream {
        let rt = self.options.path();
        let mut parameters = Parameters::new(&self.input.ident, &self.input.generics);
        let matching = Matching { schema, wire, of: Of::Shape(shape), message, span: self.span(), rt };
        let matched = matching.run(fields, &mut parameters, problems);
        refuse_packed(&self.input.attrs, fields, &matched.fields, problems);
        if !problems.is_empty() {
            // What only the compiler finds is reported all the same.
            return self.with_assertions(&matched.assertions, &TokenStream::new());
        }
        let Matched { fields, skipped, derived, .. } = matched;
        let held = Struct { shape, fields, skipped, derived };
        let target = Target { generics: parameters.generics, holds: Holds::Struct(held) };
        self.with_assertions(&matched.assertions, &emit_codec(wire, &target, self.options))
    }

    /// The implementations, and assertions about types that they use.
    pub(crate) fn with_assertions(&self, assertions: &TokenStream, code: &TokenStream) -> TokenStream {
        let rt = self.options.path();
        let answers_in_their_place =
            (!assertions.is_empty()).then(|| quote!(use #rt::NoEntry as _; use #rt::field::NoField as _;));
        quote!(#answers_in_their_place #assertions #code)
    }

    fn expand_enum(&self, data: &DataEnum, problems: &mut Problems) -> TokenStream {
        let rt = self.options.path();
        let arms = Arms::of(data, problems);
        let mut parameters = Parameters::new(&self.input.ident, &self.input.generics);
        for (key, span) in self.container.own() {
            let message =
                format!("`{key}` describes a struct; an enum holds messages that say it themselves");
            problems.push(span, message);
        }
        for (_, span) in self.container.given.among(&["variant"]) {
            problems.push(span, "`variant` goes with a struct; an enum has a variant for each");
        }
        for (_, span) in self.container.given.among(&["group"]) {
            problems.push(span, "`group` goes with a struct, which holds an entry of it");
        }
        if let Some(second) = self.input.generics.lifetimes().nth(1) {
            let message =
                "an enum of messages has one lifetime, which is that of the input; use it for all variants";
            problems.push_at(&second.lifetime, message);
        }
        let Some(message) = &self.container.message else {
            self.refuse_without_message(&["schema", "from"], problems);
            if self.container.in_doubt {
                return TokenStream::new();
            }
            let dispatch = arms.dispatch(&mut parameters, rt, self.span(), problems);
            if !problems.is_empty() {
                return TokenStream::new();
            }
            return self.checked_dispatch(&dispatch, &parameters);
        };
        self.with_schema(problems, |schema, problems| {
            let wire = problems.note(find(schema, message, self.container))?;
            let shapes = Shapes { schema, wire, message, rt, span: self.span() };
            let holds = shapes.held_by(&arms, &mut parameters, problems);
            let assertions = shapes.assertions(&holds, &parameters);
            let target = Target { generics: parameters.generics.clone(), holds };
            let codec = problems.is_empty().then(|| emit_codec(wire, &target, self.options));
            let not_held = (!assertions.is_empty()).then(|| quote!(use #rt::NoShape as _;));
            Some(quote!(#not_held #assertions #codec))
        })
    }

    /// What is wrong with type codes is found when they are looked at.
    fn checked_dispatch(&self, dispatch: &Dispatch, parameters: &Parameters) -> TokenStream {
        let rt = self.options.path();
        // As the compiler says it of the constant, so that it says it once.
        let looks = parameters.with_static_lifetimes().map(|ty| {
            let look = quote_spanned!(self.span()=> <#ty as #rt::LonelyMessage<'static>>::TYPE_CODES);
            quote!(const _: &[u16] = #look;)
        });
        let dispatch = emit_dispatch(dispatch, self.options);
        quote!(#dispatch #looks)
    }

    /// What only goes with a message of a schema.
    fn refuse_without_message(&self, keys: &[&str], problems: &mut Problems) {
        for (key, span) in self.container.given.among(keys) {
            problems.push(span, format!("`{key}` goes with `message`, the name of a message in a schema"));
        }
    }

    /// Runs with the schema that the attributes name; what it gives is followed by what keeps the schema in view.
    fn with_schema(
        &self,
        problems: &mut Problems,
        run: impl FnOnce(&Schema, &mut Problems) -> Option<TokenStream>,
    ) -> TokenStream {
        let Some(path) = &self.container.schema else {
            return match builtin_schema() {
                Ok(schema) => run(schema, problems).unwrap_or_default(),
                Err(message) => {
                    problems.push(self.span(), message);
                    TokenStream::new()
                }
            };
        };
        let Some(loaded) = problems.note(Loaded::read(path, None)) else { return TokenStream::new() };
        let code = run(&loaded.schema, problems);
        let tracked = loaded.tracked();
        quote!(#code #tracked)
    }

    /// The shape that a struct holds.
    fn find_shape(&self, wire: Wire<'_>, message: &Text, problems: &mut Problems) -> Option<usize> {
        let shapes = &wire.layout.shapes;
        let names = || shapes.iter().filter_map(|shape| shape.variant.as_ref());
        let Some(variant) = &self.container.variant else {
            if names().next().is_none() {
                return Some(0);
            }
            let names: Vec<&str> = names().map(Name::snake).collect();
            let message = format!(
                "`{}` has the variants {}; say which with `variant = \"{}\"`, or derive on an enum that holds them",
                message.value,
                names.join(", "),
                names.first().copied().unwrap_or_default()
            );
            problems.push(self.span(), message);
            return None;
        };
        let found =
            shapes.iter().position(|s| s.variant.as_ref().is_some_and(|name| name.snake() == variant.value));
        if found.is_none() {
            let leave_out = if names().next().is_none() { "; leave out `variant`" } else { "" };
            problems.push(variant.span, no_variant(wire, &message.value, &variant.value) + leave_out);
        }
        found
    }

    /// What describes a message of one's own says nothing about one of a schema.
    fn refuse_own(&self, fields: &[Field<'_>], problems: &mut Problems) {
        let of_fields = fields.iter().flat_map(|field| field.attributes.own());
        for (key, span) in self.container.own().chain(of_fields) {
            let message =
                format!("`{key}` describes a message of one's own; this one is described by the schema");
            problems.push(span, message);
        }
    }
}

//! Enums: one variant for each shape of a message, or for each message.

use heck::ToSnakeCase;
use lonelypsp_codegen_rust::{Dispatch, Holds, Variant, Wire, call_at};
use lonelypsp_schema::{Schema, Shape, nearest};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{DataEnum, Fields, Type};

use crate::attributes::{Text, VariantAttributes};
use crate::itself::is_named_in_a_box;
use crate::parameters::{Parameters, with_static_lifetimes};
use crate::problems::Problems;
use crate::schemas::locate;
use crate::spelled::spelled_tokens;

/// A variant of the user's enum.
pub(crate) struct Arm<'i> {
    ident: &'i Ident,
    ty: &'i Type,
    variant: Option<Text>,
}

/// The variants that hold messages, and the one that takes all others.
pub(crate) struct Arms<'i> {
    list: Vec<Arm<'i>>,
    other: Option<(&'i Ident, &'i Type)>,
    /// There are others, which are wrong.
    in_doubt: bool,
}

impl<'i> Arms<'i> {
    pub(crate) fn of(data: &'i DataEnum, problems: &mut Problems) -> Self {
        let mut arms = Self { list: Vec::new(), other: None, in_doubt: false };
        for variant in &data.variants {
            let attributes = VariantAttributes::parse(&variant.attrs, problems);
            let ty = match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
                fields => {
                    let ident = &variant.ident;
                    let message = format!("a variant holds one message, as in `{ident}({ident})`");
                    problems.push_at(&quote!(#ident #fields), message);
                    arms.in_doubt = true;
                    continue;
                }
            };
            let on_field = variant.fields.iter().flat_map(|field| &field.attrs);
            for attribute in on_field.filter(|attribute| attribute.path().is_ident("lonely")) {
                problems
                    .push_at(attribute, "what a variant holds takes no attributes; the variant itself does");
            }
            match (attributes.other, &arms.other) {
                (None, _) => arms.list.push(Arm { ident: &variant.ident, ty, variant: attributes.variant }),
                (Some(span), Some((first, _))) => {
                    problems.push(span, format!("`{first}` already takes what no other variant does"));
                }
                (Some(_), None) => arms.other = Some((&variant.ident, ty)),
            }
        }
        arms
    }

    /// The variant for others, and its type.
    fn other(&self) -> Option<(Ident, TokenStream)> {
        self.other.map(|(ident, ty)| (ident.clone(), ty.to_token_stream()))
    }

    /// For an enum of messages.
    pub(crate) fn dispatch(
        &self,
        parameters: &mut Parameters,
        rt: &TokenStream,
        span: Span,
        problems: &mut Problems,
    ) -> Dispatch {
        if self.list.is_empty() && !self.in_doubt {
            problems.push(span, "this enum holds no message; add a variant that does");
        }
        for arm in &self.list {
            let name = &parameters.generics.ident;
            if is_named_in_a_box(arm.ty, name) {
                let message = format!(
                    "`{name}` holds itself, so that nothing says which messages it can be; a variant holds a message, or \
                     another enum of messages"
                );
                problems.push_at(arm.ty, message);
            }
            if let Some(variant) = &arm.variant {
                let message = "`variant` names a shape of one message; say which with `#[lonely(message = \"…\")]` \
                               on the enum";
                problems.push(variant.span, message);
            }
            if parameters.occur_in(arm.ty) {
                let (ty, input) = (arm.ty, &parameters.generics.input);
                let bound = quote!(#ty: #rt::LonelyMessage<#input>);
                parameters.require(&bound);
            }
        }
        Dispatch {
            generics: parameters.generics.clone(),
            variants: self.list.iter().map(|arm| (arm.ident.clone(), arm.ty.to_token_stream())).collect(),
            other: self.other(),
        }
    }
}

/// The enum of the variants of one message.
pub(crate) struct Shapes<'m> {
    pub(crate) schema: &'m Schema,
    pub(crate) wire: Wire<'m>,
    /// The name by which the enum calls the message.
    pub(crate) message: &'m Text,
    pub(crate) rt: &'m TokenStream,
    /// Where a missing variant is reported.
    pub(crate) span: Span,
}

impl Shapes<'_> {
    /// Which variant of the enum holds which shape.
    pub(crate) fn held_by(
        &self,
        arms: &Arms<'_>,
        parameters: &mut Parameters,
        problems: &mut Problems,
    ) -> Holds {
        let shapes = &self.wire.layout.shapes;
        if shapes.iter().all(|shape| shape.variant.is_none()) {
            let text = format!(
                "`{}` has no variants, so that a struct holds it and not an enum",
                self.message.value
            );
            problems.push(self.message.span, text);
            return Holds::Variants { variants: Vec::new(), other: None };
        }
        let mut variants: Vec<Variant> = Vec::new();
        for arm in &arms.list {
            let name = arm.variant.clone().unwrap_or_else(|| Text {
                value: arm.ident.to_string().to_snake_case(),
                span: arm.ident.span(),
            });
            let Some(shape) = shapes.iter().position(|shape| name_of(shape) == Some(&name.value)) else {
                problems.push(name.span, no_variant(self.wire, &self.message.value, &name.value));
                continue;
            };
            if let Some(variant) = variants.iter().find(|variant| variant.shape == shape) {
                let first = &variant.ident;
                problems.push(name.span, format!("`{first}` already holds the variant `{}`", name.value));
                continue;
            }
            if parameters.occur_in(arm.ty) {
                let bounds = self.bounds(&shapes[shape], arm.ty, parameters);
                parameters.require(&bounds);
            }
            variants.push(Variant { ident: arm.ident.clone(), ty: arm.ty.to_token_stream(), shape });
        }
        if arms.other.is_none() && problems.is_empty() {
            self.report_missing(&variants, problems);
        }
        Holds::Variants { variants, other: arms.other() }
    }

    fn report_missing(&self, variants: &[Variant], problems: &mut Problems) {
        for (at, shape) in self.wire.layout.shapes.iter().enumerate() {
            if variants.iter().any(|variant| variant.shape == at) {
                continue;
            }
            let name = name_of(shape).unwrap_or_default();
            let place = shape.variant.as_ref().and_then(|name| locate(self.schema, name.span));
            let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
            let message = format!(
                "no variant holds `{name}` of `{}`{place}; add one, or one with `#[lonely(other)]`",
                self.message.value
            );
            problems.push(self.span, message);
        }
    }

    /// That the types hold the shapes. Their errors are the only ones that a wrong type leads to.
    pub(crate) fn assertions(&self, holds: &Holds, parameters: &Parameters) -> TokenStream {
        let Holds::Variants { variants, .. } = holds else { return TokenStream::new() };
        let known = variants.iter().filter(|variant| !parameters.occur_in(&variant.ty));
        known.map(|variant| self.assertion(variant)).collect()
    }

    fn assertion(&self, Variant { ty, shape, .. }: &Variant) -> TokenStream {
        let (rt, shape) = (self.rt, &self.wire.layout.shapes[*shape]);
        let (message, name) = (&self.message.value, name_of(shape).unwrap_or_default());
        let place = shape.variant.as_ref().and_then(|name| locate(self.schema, name.span));
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        let message = format!(
            "`{}` does not hold the variant `{name}` of `{message}`{place}; use a struct that derives \
             `LonelyMessage` with `#[lonely(message = \"{message}\", variant = \"{name}\")]`",
            spelled_tokens(ty)
        );
        let id = Literal::u64_unsuffixed(self.wire.shape_id(shape));
        let any = with_static_lifetimes(ty.clone());
        let asserted = quote!(#rt::ShapeProbe::<'static, #any, #id>::HOLDS, "{}", #message);
        let assert = call_at(ty, quote!(::core::assert!), asserted);
        quote!(const _: () = #assert;)
    }

    /// What a type that depends on parameters must be in order to hold a shape.
    fn bounds(&self, shape: &Shape, ty: &Type, parameters: &Parameters) -> TokenStream {
        let (rt, input) = (self.rt, &parameters.generics.input);
        let id = Literal::u64_unsuffixed(self.wire.shape_id(shape));
        let values = self.wire.values_type(shape, rt);
        quote! {
            #ty: #rt::LonelyMessage<#input> + for<'__w> #rt::Build<#input, #id, Values<'__w> = #values>
        }
    }
}

fn name_of(shape: &Shape) -> Option<&str> {
    shape.variant.as_ref().map(lonelypsp_schema::Name::snake)
}

/// That a message has no such variant.
pub(crate) fn no_variant(wire: Wire<'_>, message: &str, name: &str) -> String {
    let names: Vec<&str> = wire.layout.shapes.iter().filter_map(name_of).collect();
    if names.is_empty() {
        return format!("`{message}` has no variants");
    }
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; it has {}", names.join(", ")),
    };
    format!("`{message}` has no variant `{name}`{help}")
}

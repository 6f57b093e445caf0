//! How a field holds its value, and whether it can.

use lonelypsp_codegen_rust::{Held, call_at, field_kind};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;

use crate::fields::Field;
use crate::matching::Matching;
use crate::parameters::{Parameters, with_static_lifetimes};
use crate::problems::Problems;
use crate::ty::{Form, Types, borrows_for_ever, form_of, spelled, spelled_tokens};
use crate::values::Wanted;

impl Matching<'_, '_> {
    /// How a field holds its value.
    pub(crate) fn held(
        &self,
        field: &Field<'_>,
        wanted: &Wanted<'_>,
        parameters: &mut Parameters,
        assertions: &mut TokenStream,
        problems: &mut Problems,
    ) -> Held {
        let ty = field.ty;
        if let Some(module) = &field.attributes.with {
            return Held::With { ty: ty.to_token_stream(), module: module.to_token_stream() };
        }
        let form = form_of(ty);
        if let Some(form) = &form {
            if form.is_plain(wanted.kind, ty) {
                return Held::Plain;
            }
            if !form.fits(wanted.kind) {
                let message = format!(
                    "{} is of type `{}`, but {} holds {}{}; use {}",
                    field.title(),
                    spelled(ty),
                    wanted.carrier(),
                    wanted.is(),
                    wanted.place(),
                    Types(wanted.kind)
                );
                problems.push_at(ty, message);
                return Held::Plain;
            }
        }
        if borrows_for_ever(ty) {
            let message = format!(
                "{} borrows for `'static`, but what is decoded borrows from the input; use a lifetime of the struct, \
                 or a type that owns what it holds",
                field.title()
            );
            problems.push_at(ty, message);
            return Held::Plain;
        }
        let (rt, input) = (self.rt, parameters.generics.input.clone());
        let kind = field_kind(wanted.kind, rt);
        if parameters.occur_in(ty) {
            parameters.require(&quote!(#ty: #rt::field::Field<#input, #kind>));
            return Held::As(ty.to_token_stream());
        }
        match form {
            Some(form) if form != Form::Optional(None) => Held::As(ty.to_token_stream()),
            // Only the compiler knows what the name stands for; the assertion lets it say what the schema expects.
            _ => {
                assertions.extend(assertion(ty, wanted, &kind, rt));
                Held::Asserted(ty.to_token_stream())
            }
        }
    }
}

/// That a type can hold a value. Its error is the only one that a wrong type leads to.
fn assertion(ty: &Type, wanted: &Wanted<'_>, kind: &TokenStream, rt: &TokenStream) -> TokenStream {
    let message = format!(
        "`{}` cannot hold {}: {}{}; use {}, a type that implements `Field<'_, {}>`, or `#[lonely(with = module)]`",
        spelled(ty),
        wanted.carrier(),
        wanted.is(),
        wanted.place(),
        Types(wanted.kind),
        spelled_tokens(kind).replace(&format!("{}::", spelled_tokens(rt)), "")
    );
    let place = ty.to_token_stream();
    let ty = with_static_lifetimes(place.clone());
    let asserted = quote!(#rt::field::FieldProbe::<'static, #ty, #kind>::HOLDS, "{}", #message);
    let assert = call_at(&place, quote!(::core::assert!), asserted);
    quote!(const _: () = #assert;)
}

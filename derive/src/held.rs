//! How a field holds its value, and whether it can.

use lonelypsp_codegen_rust::{Held, call_at, field_kind};
use lonelypsp_schema::Kind;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;

use crate::fields::Field;
use crate::matching::{Matching, Of};
use crate::parameters::{Parameters, with_static_lifetimes};
use crate::problems::Problems;
use crate::spelled::{spelled, spelled_tokens};
use crate::ty::{Form, Types, borrows_for_ever, form_of};
use crate::values::{Part, Wanted};

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
            self.refuse_conversion(module, wanted, problems);
            return Held::With { ty: ty.to_token_stream(), module: module.to_token_stream() };
        }
        if let Some(group) = wanted.kind.as_group() {
            return self.held_entries(field, group, wanted, parameters, assertions, problems);
        }
        let form = form_of(ty);
        if matches!(wanted.part, Part::Flag(_) | Part::UnknownFlags) {
            check_flag(field, wanted, form.as_ref(), problems);
            return Held::Plain;
        }
        if form.as_ref().is_some_and(|form| form.is_plain(wanted.kind, ty))
            || is_refused(field, wanted, form.as_ref(), problems)
        {
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

    /// What is no value of a header or an item cannot be converted; nor can what entries are sorted by, since it is compared
    /// when the next one is written.
    fn refuse_conversion(&self, module: &TokenStream, wanted: &Wanted<'_>, problems: &mut Problems) {
        let sorted = match self.of {
            Of::Entry(group) => {
                let group = &self.wire.layout.groups[group];
                group.sorted.is_some_and(|sorted| wanted.part == Part::Item(&group.slots[sorted].at))
            }
            Of::Shape(_) => false,
        };
        let why = match (wanted.part, wanted.kind.as_group()) {
            (Part::Flag(_) | Part::UnknownFlags, _) => "a flag is not converted",
            (_, Some(_)) => "entries are converted one by one, in the struct that holds one",
            _ if sorted => "what entries are sorted by is not converted; use a type that implements `Field`",
            _ => return,
        };
        problems.push_at(module, format!("{}: {why}", wanted.carrier()));
    }
}

/// Whether a type is known not to hold a value, which is noted.
fn is_refused(field: &Field<'_>, wanted: &Wanted<'_>, form: Option<&Form>, problems: &mut Problems) -> bool {
    let ty = field.ty;
    let message = if form.is_some_and(|form| !form.fits(wanted.kind)) {
        format!(
            "{} is of type `{}`, but {} holds {}{}; use {}",
            field.title(),
            spelled(ty),
            wanted.carrier(),
            wanted.is(),
            wanted.place(),
            Types(wanted.kind)
        )
    } else if borrows_for_ever(ty) {
        format!(
            "{} borrows for `'static`, but what is decoded borrows from the input; use a lifetime of the struct, or a \
             type that owns what it holds",
            field.title()
        )
    } else {
        return false;
    };
    problems.push_at(ty, message);
    true
}

/// That a flag is a `bool`, and those without a name a number of as many bits.
fn check_flag(field: &Field<'_>, wanted: &Wanted<'_>, form: Option<&Form>, problems: &mut Problems) {
    let ty = field.ty;
    if form.is_some_and(|form| form.is_plain(wanted.kind, ty)) {
        return;
    }
    let (title, carrier) = (field.title(), wanted.carrier());
    let right = if wanted.kind == Kind::BOOL { "is a `bool`" } else { "are a `u16`" };
    problems.push_at(ty, format!("{title} is of type `{}`, but {carrier} {right}", spelled(ty)));
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

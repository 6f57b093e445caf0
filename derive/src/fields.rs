//! The fields of a struct beside the values of a shape: which holds which, and whether it can.

use lonelypsp_codegen_rust::{Field as Holder, Held, Struct, Wire};
use lonelypsp_schema::{Schema, nearest};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Member, Type};

use crate::attributes::FieldAttributes;
use crate::parameters::{Parameters, with_static_lifetimes};
use crate::problems::Problems;
use crate::ty::{Form, Types, form_of, spelled};
use crate::values::{Wanted, why_not_a_field};

/// A field of the user's struct.
pub(crate) struct Field<'i> {
    pub(crate) member: Member,
    pub(crate) ty: &'i Type,
    pub(crate) attributes: FieldAttributes,
    /// Its header is derived, so that it holds nothing.
    pub(crate) derived: bool,
}

impl<'i> Field<'i> {
    /// All fields, with their attributes.
    pub(crate) fn all(fields: &'i syn::Fields, problems: &mut Problems) -> Vec<Self> {
        let members = fields.members().zip(fields);
        members
            .map(|(member, field)| {
                let attributes = FieldAttributes::parse(&field.attrs, problems);
                Self { member, ty: &field.ty, attributes, derived: false }
            })
            .collect()
    }

    pub(crate) fn span(&self) -> Span {
        match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(_) => self.ty.span(),
        }
    }

    /// Its name, if it has one, without `r#`.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(ident) => Some(ident.unraw().to_string()),
            Member::Unnamed(_) => None,
        }
    }

    /// What a schema would call it.
    pub(crate) fn schema_name(&self) -> String {
        match &self.member {
            Member::Named(ident) => ident.unraw().to_string(),
            Member::Unnamed(index) => format!("field_{}", index.index),
        }
    }

    /// How errors call it.
    fn title(&self) -> String {
        match &self.member {
            Member::Named(ident) => format!("`{ident}`"),
            Member::Unnamed(index) => format!("field {}", index.index),
        }
    }

    /// What a field gets that holds nothing of the message.
    pub(crate) fn skipped(&self) -> Option<TokenStream> {
        let FieldAttributes { skip, header, body, rename, .. } = &self.attributes;
        let marker = form_of(self.ty) == Some(Form::Marker);
        match skip {
            Some(_) => Some(quote!(::core::default::Default::default())),
            None if marker && header.is_none() && body.is_none() && rename.is_none() => {
                Some(quote!(::core::marker::PhantomData))
            }
            None if self.derived => Some(quote!(())),
            None => None,
        }
    }
}

/// What a struct's fields hold, and the items that its implementations need beside them.
pub(crate) struct Matched {
    pub(crate) held: Struct,
    pub(crate) items: TokenStream,
    /// Code that does not compile if a field's type is not one for its value.
    pub(crate) probes: TokenStream,
}

/// Finds the field for each value.
pub(crate) struct Matching<'m, 's> {
    pub(crate) schema: &'s Schema,
    pub(crate) wire: Wire<'s>,
    pub(crate) shape: usize,
    /// The name by which errors call the message.
    pub(crate) message: &'m str,
    /// Where a missing field is reported: at the struct.
    pub(crate) span: Span,
    pub(crate) rt: &'m TokenStream,
}

impl Matching<'_, '_> {
    /// Matches fields with values; what does not match is noted.
    pub(crate) fn run(
        &self,
        fields: &[Field<'_>],
        parameters: &mut Parameters,
        problems: &mut Problems,
    ) -> Matched {
        let wanted = Wanted::all(self.schema, self.wire, &self.wire.layout.shapes[self.shape]);
        let mut holders: Vec<Option<&Field<'_>>> = wanted.iter().map(|_| None).collect();
        let mut strangers = Vec::new();
        let mut skipped = Vec::new();
        for field in fields {
            if let Some(value) = field.skipped() {
                skipped.push((field.member.to_token_stream(), value));
                continue;
            }
            match self.find(field, &wanted, problems) {
                Found::Value(at) => match holders[at] {
                    Some(first) => {
                        let (carrier, first) = (wanted[at].carrier(), first.title());
                        problems.push(field.span(), format!("{carrier} is held by {first} already"));
                    }
                    None => holders[at] = Some(field),
                },
                Found::Stranger => strangers.push(field),
                Found::Wrong => {}
            }
        }
        let missing: Vec<&Wanted<'_>> = wanted
            .iter()
            .zip(&holders)
            .filter(|(_, holder)| holder.is_none())
            .map(|(wanted, _)| wanted)
            .collect();
        self.report(&strangers, missing, problems);
        let (mut items, mut probes) = (TokenStream::new(), TokenStream::new());
        let held = wanted.iter().zip(holders).filter_map(|(wanted, field)| {
            let field = field?;
            let held = self.held(field, wanted, parameters, &mut items, problems);
            if let Held::As { ty, through: Some(through) } = &held {
                let ty = with_static_lifetimes(ty.clone());
                probes.extend(quote!(const _: () = { let _ = <#ty as #through>::to_wire; };));
            }
            Some(Holder { member: field.member.to_token_stream(), held })
        });
        let held = Struct { shape: self.shape, fields: held.collect(), skipped };
        Matched { held, items, probes }
    }

    fn find(&self, field: &Field<'_>, wanted: &[Wanted<'_>], problems: &mut Problems) -> Found {
        let FieldAttributes { header, body, rename, .. } = &field.attributes;
        let (span, text, found) = if let Some(header) = header {
            let found = wanted.iter().position(|wanted| wanted.header == Some(&header.value));
            (header.span, header.value.clone(), found)
        } else if let Some(span) = body {
            (*span, "body".to_owned(), wanted.iter().position(|wanted| wanted.header.is_none()))
        } else if let Some(name) = rename {
            (name.span, name.value.clone(), wanted.iter().position(|wanted| wanted.name == name.value))
        } else if let Some(name) = field.name() {
            match wanted.iter().position(|wanted| wanted.name == name) {
                Some(at) => return Found::Value(at),
                None => return Found::Stranger,
            }
        } else {
            let message = "a field without a name needs `#[lonely(header = \"…\")]`, `#[lonely(rename = \"…\")]`, \
                           `#[lonely(body)]` or `#[lonely(skip)]`";
            problems.push(field.span(), message);
            return Found::Wrong;
        };
        if let Some(at) = found {
            return Found::Value(at);
        }
        let names = wanted.iter().filter_map(|wanted| match (header, body) {
            (Some(_), _) => wanted.header,
            (None, Some(_)) => None,
            (None, None) => Some(wanted.name),
        });
        let what = if header.is_some() { "header" } else { "field" };
        problems.push(span, self.no_such(what, &text, names.collect()));
        Found::Wrong
    }

    /// Why the message has no such field, or what was probably meant.
    fn no_such(&self, what: &str, name: &str, names: Vec<&str>) -> String {
        if name == "body" && what == "field" && names.is_empty() {
            return format!("`{}` has no body", self.message);
        }
        let shape = &self.wire.layout.shapes[self.shape];
        let why = why_not_a_field(self.schema, self.wire, shape, name);
        let help = match (why, nearest(name, names.iter().copied())) {
            (Some(why), _) => format!(": {why}"),
            (None, Some(near)) => format!("; did you mean `{near}`?"),
            (None, None) if names.is_empty() => String::new(),
            (None, None) => format!("; it has {}", names.join(", ")),
        };
        format!("`{}` has no {what} `{name}`{help}", self.message)
    }

    /// Fields that hold nothing, and values that nothing holds. One that is near to the other is one mistake.
    fn report(&self, strangers: &[&Field<'_>], mut missing: Vec<&Wanted<'_>>, problems: &mut Problems) {
        for field in strangers {
            let name = field.name().unwrap_or_default();
            let near = nearest(&name, missing.iter().map(|wanted| wanted.name));
            if let Some(near) = near.and_then(|near| missing.iter().position(|wanted| wanted.name == near)) {
                let near = missing.remove(near);
                let message = format!(
                    "`{}` has no field `{name}`; did you mean `{}`, which holds {}?",
                    self.message,
                    near.name,
                    near.describe()
                );
                problems.push(field.span(), message);
                continue;
            }
            let names = missing.iter().map(|wanted| wanted.name).collect();
            let hint = "; `#[lonely(skip)]` leaves a field out";
            problems.push(field.span(), self.no_such("field", &name, names) + hint);
        }
        for wanted in missing {
            let message = format!(
                "`{}` needs a field `{}`, which holds {}",
                self.message,
                wanted.name,
                wanted.describe()
            );
            problems.push(self.span, message);
        }
    }

    /// How a field holds its value.
    fn held(
        &self,
        field: &Field<'_>,
        wanted: &Wanted<'_>,
        parameters: &mut Parameters,
        items: &mut TokenStream,
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
                    "{} is a `{}`, but {} holds {}{}; its type is {}",
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
        let (rt, input) = (self.rt, parameters.generics.input.clone());
        let kind = lonelypsp_codegen_rust::field_kind(wanted.kind, rt);
        if parameters.occur_in(ty) {
            parameters.require(&quote!(#ty: #rt::field::Field<#input, #kind>));
            return Held::As { ty: ty.to_token_stream(), through: None };
        }
        let through = match form {
            Some(form) if form != Form::Optional(None) => None,
            // Only the compiler knows what the name stands for; this trait lets it say what the schema expects.
            _ => {
                let name = format_ident!("__Field{}", wanted_index(items));
                items.extend(explaining_trait(&name, wanted, &kind, rt));
                Some(quote!(#name<'_>))
            }
        };
        Held::As { ty: ty.to_token_stream(), through }
    }
}

/// What a field was found to be.
enum Found {
    /// The holder of the value with this index.
    Value(usize),
    /// Not a name of the schema.
    Stranger,
    /// Wrong in a way that is noted.
    Wrong,
}

/// How many traits there are so far.
fn wanted_index(items: &TokenStream) -> usize {
    items.clone().into_iter().filter(|token| token.to_string() == "trait").count()
}

/// A trait that every type implements which can hold the value, and whose error says what the schema expects.
fn explaining_trait(
    name: &proc_macro2::Ident,
    wanted: &Wanted<'_>,
    kind: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    let message = format!("`{{Self}}` cannot hold {}: {}{}", wanted.carrier(), wanted.is(), wanted.place());
    let note = format!(
        "its type is {}, or one that implements `lonelypsp::field::Field`, or any with `#[lonely(with = module)]`",
        Types(wanted.kind)
    );
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = "not a type for this field", note = #note)]
        trait #name<'__w>: ::core::marker::Sized {
            fn from_wire(
                value: <#kind as #rt::field::Kind>::Wire<'__w>,
            ) -> #rt::Result<Self, #rt::field::Rejected>;
            fn to_wire(&self) -> <#kind as #rt::field::Kind>::Wire<'_>;
        }

        #[diagnostic::do_not_recommend]
        impl<'__w, __T: #rt::field::Field<'__w, #kind>> #name<'__w> for __T {
            #[inline(always)]
            fn from_wire(
                value: <#kind as #rt::field::Kind>::Wire<'__w>,
            ) -> #rt::Result<Self, #rt::field::Rejected> {
                <__T as #rt::field::Field<'__w, #kind>>::from_wire(value)
            }

            #[inline(always)]
            fn to_wire(&self) -> <#kind as #rt::field::Kind>::Wire<'_> {
                <__T as #rt::field::Field<'__w, #kind>>::to_wire(self)
            }
        }
    }
}

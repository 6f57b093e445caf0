//! The fields of a struct beside the values of a shape: which holds which, and whether it can.

use lonelypsp_codegen_rust::{Field as Holder, Held, Struct, Wire};
use lonelypsp_schema::{Schema, nearest};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Member, Type};

use crate::attributes::FieldAttributes;
use crate::parameters::{Parameters, with_static_lifetimes};
use crate::problems::Problems;
use crate::ty::{Form, Types, form_of, spelled, spelled_tokens};
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
            None => None,
        }
    }
}

/// What a struct's fields hold, and what only the compiler can know about their types.
pub(crate) struct Matched {
    pub(crate) held: Struct,
    /// That the types can hold it.
    pub(crate) assertions: TokenStream,
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
        let (mut skipped, mut derived) = (Vec::new(), Vec::new());
        for field in fields {
            if let Some(value) = field.skipped() {
                skipped.push((field.member.to_token_stream(), value));
                continue;
            }
            if field.derived {
                derived.push(field.member.to_token_stream());
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
        let mut assertions = TokenStream::new();
        let held = wanted.iter().zip(holders).filter_map(|(wanted, field)| {
            let field = field?;
            let held = self.held(field, wanted, parameters, &mut assertions, problems);
            Some(Holder { member: field.member.to_token_stream(), held })
        });
        let held = Struct { shape: self.shape, fields: held.collect(), skipped, derived };
        Matched { held, assertions }
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
        problems.push(span, self.no_such(what, &text, &names.collect::<Vec<_>>()));
        Found::Wrong
    }

    /// Why the message has no such field, or what was probably meant.
    fn no_such(&self, what: &str, name: &str, names: &[&str]) -> String {
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
            let names: Vec<&str> = missing.iter().map(|wanted| wanted.name).collect();
            let hint = "; `#[lonely(skip)]` leaves a field out";
            problems.push(field.span(), self.no_such("field", &name, &names) + hint);
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

/// What a field was found to be.
enum Found {
    /// The holder of the value with this index.
    Value(usize),
    /// Not a name of the schema.
    Stranger,
    /// Wrong in a way that is noted.
    Wrong,
}

/// That a type can hold a value. Its error is the only one that a wrong type leads to.
fn assertion(ty: &Type, wanted: &Wanted<'_>, kind: &TokenStream, rt: &TokenStream) -> TokenStream {
    let message = format!(
        "`{}` cannot hold {}: {}{}; its type is {}, one that implements `Field<'_, {}>`, or any with \
         `#[lonely(with = module)]`",
        spelled(ty),
        wanted.carrier(),
        wanted.is(),
        wanted.place(),
        Types(wanted.kind),
        spelled_tokens(kind).replace("::lonelypsp::runtime::", "")
    );
    // From the type's first token to its last, so that all of it is underlined.
    let tokens: Vec<TokenTree> = ty.to_token_stream().into_iter().collect();
    let place = |token: Option<&TokenTree>| token.map_or_else(Span::call_site, TokenTree::span);
    let ty = with_static_lifetimes(ty.to_token_stream());
    let asserted = quote!(#rt::field::Via::<'static, #ty, #kind>::HOLDS, "{}", #message);
    let mut asserted = Group::new(Delimiter::Parenthesis, asserted);
    asserted.set_span(place(tokens.last()));
    let assert = quote_spanned!(place(tokens.first())=> ::core::assert!);
    quote!(const _: () = #assert #asserted;)
}

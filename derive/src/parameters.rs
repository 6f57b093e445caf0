//! The parameters of a type: lifetimes, types and constants, and which lifetime is that of the input.

use lonelypsp_codegen_rust::{Family, Generics};
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Lifetime, WherePredicate};

/// The parameters of a type, and which of its names stand for types.
pub(crate) struct Parameters {
    /// What the emitter is told.
    pub(crate) generics: Generics,
    /// The type parameters, and the constants.
    types: Vec<Ident>,
    only_lifetimes: bool,
}

impl Parameters {
    pub(crate) fn new(ident: &Ident, given: &syn::Generics) -> Self {
        let lifetimes: Vec<&Lifetime> = given.lifetimes().map(|param| &param.lifetime).collect();
        // With one lifetime that is the input's; otherwise the input outlives them all.
        let (input, declared, outlives) = match lifetimes.as_slice() {
            [only] => (quote!(#only), TokenStream::new(), TokenStream::new()),
            [] => (quote!('__input), quote!('__input,), TokenStream::new()),
            several => (quote!('__input), quote!('__input,), quote!('__input: #(#several)+*,)),
        };
        let params = given.params.iter().map(without_default);
        let params = quote!(#(#params),*);
        let args = given.params.iter().map(argument);
        let args = if given.params.is_empty() { TokenStream::new() } else { quote!(<#(#args),*>) };
        let predicates = given.where_clause.iter().flat_map(|clause| &clause.predicates);
        let types = given.params.iter().filter_map(|param| match param {
            GenericParam::Type(param) => Some(param.ident.clone()),
            GenericParam::Const(param) => Some(param.ident.clone()),
            GenericParam::Lifetime(_) => None,
        });
        let types: Vec<Ident> = types.collect();
        let family = match lifetimes.len() {
            _ if lives_for_ever(given).next().is_some() => None,
            _ if given.params.len() > lifetimes.len() => None,
            0 => Some(Family::Owns),
            1 => Some(Family::Borrows),
            _ => None,
        };
        let generics = Generics {
            ident: ident.clone(),
            input,
            params: quote!(#declared #params),
            args,
            family,
            bounds: quote!(#(#predicates,)* #outlives),
        };
        Self { generics, types, only_lifetimes: given.params.len() == lifetimes.len() }
    }

    /// Whether a type depends on a parameter that is no lifetime.
    pub(crate) fn occur_in(&self, ty: &impl ToTokens) -> bool {
        fn any(tokens: TokenStream, names: &[Ident]) -> bool {
            tokens.into_iter().any(|token| match token {
                TokenTree::Ident(ident) => names.contains(&ident),
                TokenTree::Group(group) => any(group.stream(), names),
                _ => false,
            })
        }
        any(ty.to_token_stream(), &self.types)
    }

    /// The type with every lifetime `'static`, if it has no other parameters: constants have no others.
    pub(crate) fn with_static_lifetimes(&self) -> Option<TokenStream> {
        let Generics { ident, args, .. } = &self.generics;
        let args = with_static_lifetimes(args.clone());
        self.only_lifetimes.then(|| quote!(#ident #args))
    }

    /// Asks for something more.
    pub(crate) fn require(&mut self, predicate: &TokenStream) {
        self.generics.bounds.extend(quote!(#predicate,));
    }
}

/// The bounds that let a lifetime be `'static` alone, which no input lives for.
pub(crate) fn lives_for_ever(given: &syn::Generics) -> impl Iterator<Item = &Lifetime> {
    let clauses = given.where_clause.iter().flat_map(|clause| &clause.predicates);
    let clauses = clauses.filter_map(|predicate| match predicate {
        WherePredicate::Lifetime(predicate) => Some(&predicate.bounds),
        _ => None,
    });
    let bounds = given.lifetimes().map(|param| &param.bounds).chain(clauses).flatten();
    bounds.filter(|bound| bound.ident == "static")
}

fn without_default(param: &GenericParam) -> TokenStream {
    match param {
        GenericParam::Lifetime(param) => {
            let (lifetime, colon, bounds) = (&param.lifetime, &param.colon_token, &param.bounds);
            quote!(#lifetime #colon #bounds)
        }
        GenericParam::Type(param) => {
            let (ident, colon, bounds) = (&param.ident, &param.colon_token, &param.bounds);
            quote!(#ident #colon #bounds)
        }
        GenericParam::Const(param) => {
            let (ident, ty) = (&param.ident, &param.ty);
            quote!(const #ident: #ty)
        }
    }
}

fn argument(param: &GenericParam) -> TokenStream {
    match param {
        GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        GenericParam::Type(param) => param.ident.to_token_stream(),
        GenericParam::Const(param) => param.ident.to_token_stream(),
    }
}

/// A type with every lifetime `'static`.
pub(crate) fn with_static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(quote_mark) if quote_mark.as_char() == '\'' => {
                tokens.next();
                out.extend(quote!('static));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_static_lifetimes(group.stream()));
                inner.set_span(group.span());
                out.extend([TokenTree::Group(inner)]);
            }
            other => out.extend([other]),
        }
    }
    out
}

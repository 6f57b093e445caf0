//! Between the fields of a struct and the values of its shape. Nothing else knows the struct's fields.

use lonelypsp_schema::Kind;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::names::{ident, index};
use crate::options::Options;
use crate::target::{Field, Generics, Held, Struct, Wire};
use crate::types::width_bits;
use crate::values::{Value, field_kind, pattern_for, tuple, values_of};

/// `impl Build`: from values to fields.
pub(crate) fn emit_build(
    wire: Wire<'_>,
    generics: &Generics,
    held: &Struct,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let shape = &wire.layout.shapes[held.shape];
    let id = Literal::u64_unsuffixed(wire.shape_id(shape));
    let values = values_of(wire.layout, shape);
    let types = wire.values_type(shape, rt);
    let fields = values.iter().zip(&held.fields);
    let fields: Vec<_> = fields.map(|(value, field)| emit_from_wire(wire, *value, field, rt)).collect();
    let skipped = held.skipped.iter().map(|(member, value)| quote!(#member: #value,));
    let derived = &held.derived;
    let code = quote!(__done(Self { #(#fields)* #(#skipped)* #(#derived: (),)* }));
    let pattern = pattern_for(&code, &values, wire.layout);
    let refuse = if fields.iter().any(|field| field.to_string().contains("__refuse")) {
        quote!(__refuse)
    } else {
        quote!(_)
    };
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Build<#input, #id> for #ty #where_clause {
            type Values<'__w> = #types;

            #[inline(always)]
            fn build<__R>(
                #pattern: Self::Values<#input>,
                __done: impl ::core::ops::FnOnce(Self) -> __R,
                #refuse: impl ::core::ops::FnOnce(usize) -> __R,
            ) -> __R {
                #code
            }
        }
    }
}

/// A field's initialiser, from the local that holds its value.
fn emit_from_wire(wire: Wire<'_>, value: Value, field: &Field, rt: &TokenStream) -> TokenStream {
    let (member, local) = (&field.member, value.local(wire.layout));
    let convert = |conversion: TokenStream| {
        let at = index(value.index(wire.layout));
        quote! {
            #member: match #conversion(#local) {
                #rt::Ok(__value) => __value,
                #rt::Err(_) => return __refuse(#at),
            },
        }
    };
    match &field.held {
        Held::Plain => match narrow_type(value.kind) {
            Some(ty) => quote!(#member: #local as #ty,),
            None if local == member.to_string() => quote!(#member,),
            None => quote!(#member: #local,),
        },
        Held::As(ty) => {
            let kind = field_kind(value.kind, rt);
            convert(quote!(<#ty as #rt::field::Field<'_, #kind>>::from_wire))
        }
        Held::Asserted(ty) => {
            let kind = field_kind(value.kind, rt);
            convert(quote!(#rt::field::Via::<'_, #ty, #kind>::from_wire))
        }
        Held::With { module, .. } => convert(quote!(#module::from_wire)),
    }
}

/// The type of a plain field that is narrower than the value. What was read fits it.
fn narrow_type(kind: Kind) -> Option<TokenStream> {
    let (letter, max_bytes) = match kind {
        Kind::Uint { max_bytes, .. } => ('u', max_bytes),
        Kind::Int { max_bytes } => ('i', max_bytes),
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => return None,
    };
    let bits = width_bits(max_bytes);
    (bits < 64).then(|| ident(&format!("{letter}{bits}")).into_token_stream())
}

/// `with_values`: from fields to values.
pub(crate) fn emit_with_values(wire: Wire<'_>, held: &Struct, rt: &TokenStream) -> TokenStream {
    let shape = &wire.layout.shapes[held.shape];
    let values = values_of(wire.layout, shape);
    let lets = values.iter().zip(&held.fields).map(|(value, field)| {
        let (member, local) = (&field.member, value.local(wire.layout));
        match &field.held {
            Held::Plain => {
                let value = match (narrow_type(value.kind), value.kind) {
                    (Some(_), Kind::Uint { .. }) => {
                        quote!(<u64 as ::core::convert::From<_>>::from(self.#member))
                    }
                    (Some(_), _) => quote!(<i64 as ::core::convert::From<_>>::from(self.#member)),
                    (None, _) => quote!(self.#member),
                };
                quote!(let #local = #value;)
            }
            Held::As(ty) => {
                let kind = field_kind(value.kind, rt);
                quote!(let #local = <#ty as #rt::field::Field<'_, #kind>>::to_wire(&self.#member);)
            }
            Held::Asserted(ty) => {
                let kind = field_kind(value.kind, rt);
                quote!(let #local = #rt::field::Via::<'_, #ty, #kind>::to_wire(&self.#member);)
            }
            Held::With { module, .. } => {
                let kind = field_kind(value.kind, rt);
                quote! {
                    let #local = #module::to_wire(&self.#member);
                    let #local = #rt::field::AsWire::<#kind>::as_wire(&#local);
                }
            }
        }
    });
    let values = tuple(&values, wire.layout);
    // Read, so that nobody is told that they never are.
    let derived = held.derived.iter().map(|member| quote!(let () = self.#member;));
    quote! {
        #[inline(always)]
        fn with_values<__R>(&self, __then: impl ::core::ops::FnOnce(Self::Values<'_>) -> __R) -> __R {
            #(#derived)*
            #(#lets)*
            __then(#values)
        }
    }
}

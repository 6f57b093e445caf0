//! Between the fields of a struct and the values of its shape. Nothing else knows the struct's fields.

use lonelypsp_schema::{Kind, WriteStep};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::forms::{field_kind, narrow_type, value_type};
use crate::names::index;
use crate::options::Options;
use crate::place::{about, arguments_at, function_of, generic_at, generic_function_at, method_of};
use crate::target::{Field, Generics, Held, Struct, Wire};
use crate::values::{Value, pattern_for, tuple, values_of};

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
    let pattern = pattern_for(&code, &values, wire);
    // What is held as it is, is never refused.
    let converts = held.fields.iter().any(|field| !matches!(field.held, Held::Plain));
    let refuse = if converts { quote!(__refuse) } else { quote!(_) };
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
                #refuse: impl ::core::ops::FnOnce(#rt::Rejection) -> __R,
            ) -> __R {
                #code
            }
        }
    }
}

/// For a struct that has mistakes, so that an enum that holds it is not reported too, whichever variant it was to be.
pub fn emit_fallback_builds(wire: Wire<'_>, generics: &Generics, options: &Options) -> TokenStream {
    let rt = options.path();
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let builds = wire.layout.shapes.iter().map(|shape| {
        let (id, types) = (Literal::u64_unsuffixed(wire.shape_id(shape)), wire.values_type(shape, rt));
        quote! {
            impl<#params> #rt::Build<#input, #id> for #ty #where_clause {
                type Values<'__w> = #types;

                fn build<__R>(
                    _: Self::Values<#input>,
                    _: impl ::core::ops::FnOnce(Self) -> __R,
                    _: impl ::core::ops::FnOnce(#rt::Rejection) -> __R,
                ) -> __R {
                    ::core::unimplemented!()
                }
            }
        }
    });
    builds.collect()
}

/// A field's initialiser, from the local that holds its value.
fn emit_from_wire(wire: Wire<'_>, value: Value, field: &Field, rt: &TokenStream) -> TokenStream {
    let (member, local) = (&field.member, value.local(wire));
    if let Some(group) = value.kind.as_group()
        && let Some(read) = wire.entry_method(group, &field.held, "read", rt)
    {
        return quote! {
            #member: match #read(#local) {
                #rt::Ok(__entries) => __entries,
                #rt::Err(__error) => return __refuse(#rt::Rejection::Entry(__error)),
            },
        };
    }
    let at = index(value.index(wire.layout));
    let refuse = quote!(__refuse(#rt::Rejection::Value(#at)));
    match emit_conversion(value.kind, &local, field, &refuse, rt) {
        Some(value) => quote!(#member: #value,),
        None if local == member.to_string() => quote!(#member,),
        None => quote!(#member: #local,),
    }
}

/// What a field holds, from the local that holds the value on the wire, if that is not the same; no group is one. What the
/// field does not take returns with that.
pub(crate) fn emit_conversion(
    kind: Kind,
    local: &Ident,
    field: &Field,
    refuse: &TokenStream,
    rt: &TokenStream,
) -> Option<TokenStream> {
    let convert = |converted: &TokenStream| {
        quote! {
            match #converted {
                #rt::Ok(__held) => __held,
                #rt::Err(_) => return #refuse,
            }
        }
    };
    // What is wrong is wrong about the type, or about the module.
    let call = |place: &TokenStream, function: TokenStream| {
        let argument = arguments_at(place, about(place, local.to_token_stream()));
        quote!(#function #argument)
    };
    let of_kind = field_kind(kind, rt);
    Some(match &field.held {
        Held::Plain | Held::Entries(_) | Held::Own { .. } => {
            let ty = narrow_type(kind)?;
            quote!(#local as #ty)
        }
        Held::As(ty) => {
            let from_wire = method_of(ty, &quote!(#rt::field::Field<'_, #of_kind>), "from_wire");
            convert(&call(ty, from_wire))
        }
        Held::Asserted(ty) => {
            let (probe, arguments) = (quote!(#rt::field::FieldProbe), quote!('_, #ty, #of_kind));
            convert(&call(ty, generic_function_at(ty, probe, &arguments, "from_wire")))
        }
        Held::With { ty, module } => {
            let (given, value) = (call(module, function_of(module, "from_wire")), convert(&quote!(__given)));
            // With its type, for a function that gives another.
            let result = generic_at(ty, quote!(#rt::Result), &quote!(#ty, #rt::field::Rejected));
            quote! {
                {
                    let __given: #result = #given;
                    #value
                }
            }
        }
    })
}

/// `with_values`: from fields to values.
pub(crate) fn emit_with_values(wire: Wire<'_>, held: &Struct, rt: &TokenStream) -> TokenStream {
    let shape = &wire.layout.shapes[held.shape];
    let values = values_of(wire.layout, shape);
    let lets = values.iter().zip(&held.fields).map(|(value, field)| {
        let local = value.local(wire);
        if let Some(group) = value.kind.as_group()
            && let unlike = unlike(wire, held.shape, group)
            && let method = if unlike.is_some() { "written_unlike" } else { "written" }
            && let Some(written) = wire.entry_method(group, &field.held, method, rt)
        {
            let member = &field.member;
            let end = unlike.map(Literal::byte_string).map(|end| quote!(, #end));
            return quote!(let #local = &#written(&self.#member #end););
        }
        emit_to_wire(value.kind, &local, field, rt)
    });
    let values = tuple(&values, wire);
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

/// What no entry of a group may begin like, as the plan says.
fn unlike(wire: Wire<'_>, shape: usize, group: usize) -> Option<&[u8]> {
    let mut steps = wire.layout.plan.write.get(shape)?.iter();
    steps.find_map(|step| match step {
        WriteStep::Group { group: of, unlike, .. } if *of == group => unlike.as_deref(),
        _ => None,
    })
}

/// The local that holds the value of a field, which is no group.
pub(crate) fn emit_to_wire(kind: Kind, local: &Ident, field: &Field, rt: &TokenStream) -> TokenStream {
    let member = &field.member;
    let of_kind = field_kind(kind, rt);
    match &field.held {
        Held::Plain | Held::Entries(_) | Held::Own { .. } => {
            let value = match narrow_type(kind) {
                Some(_) => {
                    let ty = value_type(kind, rt);
                    quote!(<#ty as ::core::convert::From<_>>::from(self.#member))
                }
                None => quote!(self.#member),
            };
            quote!(let #local = #value;)
        }
        Held::As(ty) => {
            let to_wire = method_of(ty, &quote!(#rt::field::Field<'_, #of_kind>), "to_wire");
            quote!(let #local = #to_wire(&self.#member);)
        }
        Held::Asserted(ty) => {
            let (probe, arguments) = (quote!(#rt::field::FieldProbe), quote!('_, #ty, #of_kind));
            let to_wire = generic_function_at(ty, probe, &arguments, "to_wire");
            quote!(let #local = #to_wire(&self.#member);)
        }
        Held::With { module, .. } => {
            let to_wire = function_of(module, "to_wire");
            // A function that takes another type is an error at the field.
            let this = about(member, quote!(&self));
            let as_wire = about(module, quote!(#rt::field::AsWire::<#of_kind>::as_wire));
            let given = arguments_at(module, about(module, quote!(&#local)));
            quote! {
                let #local = #to_wire(#this.#member);
                let #local = #as_wire #given;
            }
        }
    }
}

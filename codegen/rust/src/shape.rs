//! The struct of one shape, and what is known of it without knowing its type.

use lonelypsp_schema::{Kind, Layout, Limit, Message, Shape, WriteStep};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::doc::emit_doc;
use crate::names::{ident, index, made_where_used, marker, shape_type, snake};
use crate::options::Options;
use crate::types::{field_type, reflect_kind, width_bits};

/// The struct itself. A shape that holds nothing keeps its lifetime all the same, so that every message has one.
pub(crate) fn emit_struct(
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    plan: &[WriteStep],
) -> TokenStream {
    let ty = shape_type(message, shape);
    let doc = emit_doc(&shape.doc);
    let fields = shape.slots.iter().filter_map(|header| {
        let (doc, name) = (emit_doc(&header.doc), snake(header.field()?));
        let ty = field_type(layout.slots[header.slot].kind);
        Some(quote!(#doc pub #name: #ty,))
    });
    let body = shape.body.iter().map(|body| {
        let (doc, name) = (emit_doc(or_what_a_body_is(&body.doc)), snake(&body.name));
        quote!(#doc pub #name: &'a [u8],)
    });
    let marker = (!borrows(layout, shape)).then(|| {
        let name = marker(shape);
        quote!(
            /// Nothing in this message borrows from the input; the lifetime is there so that all messages have one.
            pub #name: ::core::marker::PhantomData<&'a [u8]>,
        )
    });
    let default = has_default(layout, shape, plan).then(|| quote!(::core::default::Default,));
    quote! {
        #doc
        #[derive(::core::clone::Clone, #default ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub struct #ty<'a> {
            #(#fields)*
            #(#body)*
            #marker
        }
    }
}

/// A body's documentation may be given and empty.
fn or_what_a_body_is(doc: &str) -> &str {
    if doc.is_empty() { "The bytes after the header block." } else { doc }
}

/// Whether any field borrows from the input.
pub(crate) fn borrows(layout: &Layout, shape: &Shape) -> bool {
    let borrowing = |kind| matches!(kind, Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. });
    let by_header = shape.slots.iter().any(|h| h.field().is_some() && borrowing(layout.slots[h.slot].kind));
    by_header || shape.body.is_some()
}

/// Whether a message without any values is one: nobody means a digest of zeros, or a number that is refused.
fn has_default(layout: &Layout, shape: &Shape, plan: &[WriteStep]) -> bool {
    let exact = |header: usize| matches!(layout.slots[header].kind, Kind::Bytes(Limit::Exact(_)));
    let refused = |step: &WriteStep| matches!(step, WriteStep::Field { not, .. } if not.contains(&0));
    !shape.slots.iter().any(|h| h.field().is_some() && exact(h.slot)) && !plan.iter().any(refused)
}

fn emit_marker(layout: &Layout, shape: &Shape) -> Option<TokenStream> {
    let name = marker(shape);
    (!borrows(layout, shape)).then(|| quote!(#name: ::core::marker::PhantomData,))
}

/// Names, kinds and values of the fields; `Debug` and serde go through them.
pub(crate) fn emit_reflect(
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    options: &Options,
) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let ty = shape_type(message, shape);
    let title = ty.to_string();
    let shape_constant = emit_shape_constant(message, layout, shape, options);
    let fields: Vec<Field> = fields_of(layout, shape, rt);
    let visits = fields.iter().enumerate().map(|(at, field)| {
        let (at, value) = (index(at), &field.value);
        quote!(__visit(&#ty::SHAPE.fields[#at], #value);)
    });
    let builds = fields.iter().enumerate().map(|(at, field)| {
        let (at, name, take) = (index(at), &field.name, &field.take);
        let header = &field.header;
        quote!(#name: #rt::reflect::#take(__source(&Self::SHAPE.fields[#at]), #header)?,)
    });
    let marker = emit_marker(layout, shape);
    let serialize = emit_serialize(&quote!(#ty<'_>), options);
    quote! {
        impl<'a> #ty<'a> {
            #shape_constant

            #inline
            fn build(
                __source: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field) -> #rt::reflect::Value<'a>,
            ) -> Result<Self, #rt::EncodeError> {
                Ok(Self { #(#builds)* #marker })
            }
        }

        impl #rt::reflect::Reflect for #ty<'_> {
            #inline
            fn shape(&self) -> &'static #rt::reflect::Shape {
                Self::SHAPE
            }

            #inline
            fn visit(&self, __visit: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field, #rt::reflect::Value<'_>)) {
                #(#visits)*
            }
        }

        impl ::core::fmt::Debug for #ty<'_> {
            #inline
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #rt::show(#title, self, f)
            }
        }
        #serialize
    }
}

/// `Serialize` through the fields' names and values, if it was asked for.
pub(crate) fn emit_serialize(ty: &TokenStream, options: &Options) -> TokenStream {
    if !options.with_serde() {
        return TokenStream::new();
    }
    let (rt, inline) = (options.path(), made_where_used());
    quote! {
        impl #rt::serde::Serialize for #ty {
            #inline
            fn serialize<S: #rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #rt::serialize(self, serializer)
            }
        }
    }
}

fn emit_shape_constant(message: &Message, layout: &Layout, shape: &Shape, options: &Options) -> TokenStream {
    let rt = options.path();
    let name = message.name.snake();
    let variant = match &shape.variant {
        Some(variant) => {
            let variant = variant.snake();
            quote!(Some(#variant))
        }
        None => quote!(None),
    };
    let headers = shape.slots.iter().filter_map(|shape_header| {
        let header = &layout.slots[shape_header.slot];
        let (field, at, kind) = (shape_header.field()?.snake(), &header.at, reflect_kind(header));
        let length = match header.kind {
            Kind::Bytes(Limit::Exact(length)) => {
                let length = index(length.into());
                quote!(Some(#length))
            }
            _ => quote!(None),
        };
        let secret = header.secret;
        Some(quote! {
            #rt::reflect::Field {
                name: #field, at: #at, kind: #rt::reflect::Kind::#kind, length: #length, secret: #secret,
            }
        })
    });
    let body = shape.body.iter().map(|body| {
        let field = body.name.snake();
        quote! {
            #rt::reflect::Field {
                name: #field, at: "body", kind: #rt::reflect::Kind::Bytes, length: None,
                secret: false,
            }
        }
    });
    quote! {
        /// What the schema calls it, and the names and kinds of its fields.
        pub const SHAPE: &'static #rt::reflect::Shape = &#rt::reflect::Shape {
            message: #name,
            variant: #variant,
            fields: &[#(#headers,)* #(#body,)*],
        };
    }
}

/// A field as reflection sees it.
struct Field {
    name: Ident,
    /// Its value as a `reflect::Value`.
    value: TokenStream,
    /// The runtime's function that takes it out of a `reflect::Value`.
    take: Ident,
    /// What an error about it names.
    header: TokenStream,
}

fn fields_of(layout: &Layout, shape: &Shape, rt: &TokenStream) -> Vec<Field> {
    let headers = shape.slots.iter().filter_map(|shape_header| {
        let name = snake(shape_header.field()?);
        let at = index(shape_header.slot);
        let header = quote!(&<Self as #rt::Parse<'_>>::HEADERS[#at]);
        let kind = layout.slots[shape_header.slot].kind;
        Some(Field { value: value_of(kind, &name, rt), take: ident(take_of(kind)), header, name })
    });
    let body = shape.body.iter().map(|body| {
        let name = snake(&body.name);
        let value = quote!(#rt::reflect::Value::Bytes(self.#name));
        Field { value, take: ident("take_bytes"), header: quote!(&#rt::BODY), name }
    });
    headers.chain(body).collect()
}

fn value_of(kind: Kind, name: &Ident, rt: &TokenStream) -> TokenStream {
    match kind {
        Kind::Bytes(_) => quote!(#rt::reflect::Value::Bytes(self.#name)),
        Kind::Text { .. } => quote!(#rt::reflect::Value::Text(self.#name)),
        Kind::OptionalText { .. } => quote!(#rt::reflect::Value::OptionalText(self.#name)),
        Kind::Bool => quote!(#rt::reflect::Value::Bool(self.#name)),
        Kind::Uint { max_bytes, .. } if width_bits(max_bytes) == 64 => {
            quote!(#rt::reflect::Value::Uint(self.#name))
        }
        Kind::Uint { .. } => quote!(#rt::reflect::Value::Uint(::core::convert::From::from(self.#name))),
        Kind::Int { max_bytes } if width_bits(max_bytes) == 64 => {
            quote!(#rt::reflect::Value::Int(self.#name))
        }
        Kind::Int { .. } => quote!(#rt::reflect::Value::Int(::core::convert::From::from(self.#name))),
        Kind::Group(_) => TokenStream::new(),
    }
}

fn take_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Bytes(Limit::Exact(_)) => "take_exactly",
        Kind::Bytes(_) => "take_bytes",
        Kind::Text { .. } => "take_text",
        Kind::OptionalText { .. } => "take_optional_text",
        Kind::Bool => "take_bool",
        Kind::Uint { .. } => "take_uint",
        Kind::Int { .. } => "take_int",
        Kind::Group(_) => "take_entries",
    }
}

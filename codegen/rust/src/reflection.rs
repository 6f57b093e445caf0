//! What is known of a struct without knowing its type: names, kinds and values of fields.

mod entry;

use lonelypsp_schema::{FlagSource, Kind, Shape, Slot, UnknownFlags};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::borrows::{borrows, entry_generics};
use crate::forms::{narrow_type, values};
use crate::names::{ident, index, made_where_used, marker, shape_type};
use crate::options::Options;
use crate::places::emit_flag_place;
use crate::target::Wire;
use crate::values::UNKNOWN_FLAGS;

pub(crate) use entry::emit_entry_reflection;

/// Names, kinds and values of the fields; `Debug` and serde go through them.
pub(crate) fn emit_reflect(wire: Wire<'_>, shape: &Shape, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let ty = shape_type(wire.message, shape);
    let title = ty.to_string();
    let fields = fields_of(wire, shape, rt);
    let shape_constant = emit_shape_constant(wire, shape, &fields, options);
    let visits = fields.iter().enumerate().map(|(at, field)| {
        let (at, value) = (index(at), &field.value);
        quote!(__visit(&#ty::SHAPE.fields[#at], #value);)
    });
    let builds = fields.iter().enumerate().map(|(at, field)| {
        let at = index(at);
        field.emit_build(&quote!(Self::SHAPE.fields[#at]), rt)
    });
    let marker = (!borrows(wire, shape)).then(|| {
        let name = marker(shape);
        quote!(#name: ::core::marker::PhantomData,)
    });
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

fn emit_shape_constant(wire: Wire<'_>, shape: &Shape, fields: &[Field], options: &Options) -> TokenStream {
    let rt = options.path();
    let name = wire.message.name.snake();
    let variant = match &shape.variant {
        Some(variant) => {
            let variant = variant.snake();
            quote!(Some(#variant))
        }
        None => quote!(None),
    };
    let is_sequence = !wire.layout.is_block();
    let flags = shape.flags.iter().map(|flag| {
        let name = wire.protocol.flags[flag.flag].name.snake();
        let always = match flag.source {
            FlagSource::Field(_) => quote!(None),
            FlagSource::Constant(is_set) => quote!(Some(#is_set)),
        };
        quote!(#rt::reflect::Flag { name: #name, always: #always })
    });
    let descriptions = fields.iter().map(|field| &field.description);
    quote! {
        /// What the schema calls it, and the names and kinds of its fields.
        pub const SHAPE: &'static #rt::reflect::Shape = &#rt::reflect::Shape {
            message: #name,
            variant: #variant,
            is_sequence: #is_sequence,
            flags: &[#(#flags,)*],
            fields: &[#(#descriptions,)*],
        };
    }
}

/// A field as reflection sees it.
struct Field {
    name: Ident,
    /// The `reflect::Field`.
    description: TokenStream,
    /// Its value as a `reflect::Value`.
    value: TokenStream,
    /// The runtime's function that takes it out of a `reflect::Value`.
    take: Ident,
    /// What an error about it names.
    place: TokenStream,
}

/// What holds a value, as far as reflection tells.
struct Described<'a> {
    name: &'a str,
    at: &'a str,
    kind: Kind,
    secret: bool,
}

impl Field {
    fn new(wire: Wire<'_>, described: &Described<'_>, place: TokenStream, rt: &TokenStream) -> Self {
        let Described { name, at, kind, secret } = *described;
        let length = match kind.length.exactly().filter(|_| kind.is_exact_bytes()) {
            Some(length) => {
                let length = index(length.into());
                quote!(Some(#length))
            }
            None => quote!(None),
        };
        let values = values(kind, rt);
        let of = match (kind.as_group(), &values) {
            (Some(group), _) => {
                let ty = entry_generics(wire, group).ident;
                quote!(Group(#ty::FIELDS))
            }
            (None, values) => values.as_ref().map(|values| ident(values.reflected)).into_token_stream(),
        };
        let take = ident(values.map_or("take_entries", |values| values.take));
        let description = quote! {
            #rt::reflect::Field {
                name: #name, at: #at, kind: #rt::reflect::Kind::#of, length: #length, secret: #secret,
            }
        };
        let name = ident(name);
        Self { value: value_of(kind, &name, rt), take, place, name, description }
    }

    fn of_slot(wire: Wire<'_>, slot: &Slot, name: &str, place: TokenStream, rt: &TokenStream) -> Self {
        let described = Described { name, at: &slot.at, kind: slot.kind, secret: slot.secret };
        Self::new(wire, &described, place, rt)
    }

    /// Its initialiser, from what a source has for the field that is described there.
    fn emit_build(&self, described: &TokenStream, rt: &TokenStream) -> TokenStream {
        let Self { name, take, place, .. } = self;
        quote!(#name: #rt::reflect::#take(__source(&#described), #place)?,)
    }
}

fn fields_of(wire: Wire<'_>, shape: &Shape, rt: &TokenStream) -> Vec<Field> {
    let plain = |name: &str, at: &str, kind: Kind, place: TokenStream| {
        Field::new(wire, &Described { name, at, kind, secret: false }, place, rt)
    };
    let flags = shape.flag_fields().map(|(flag, name)| {
        let flag = &wire.protocol.flags[flag];
        let place = emit_flag_place(flag, rt);
        plain(name.snake(), flag.name.snake(), Kind::BOOL, quote!(&#place))
    });
    let unknown = shape
        .unknown_flags
        .iter()
        .map(|name| plain(name.snake(), UnknownFlags::FIELD, UNKNOWN_FLAGS, quote!(&#rt::UNKNOWN_FLAGS)));
    let slots = shape.slots.iter().filter_map(|of| {
        let (slot, at) = (&wire.layout.slots[of.slot], index(of.slot));
        let place = quote!(&<Self as #rt::Parse<'_>>::PLACES[#at]);
        Some(Field::of_slot(wire, slot, of.field()?.snake(), place, rt))
    });
    let body = shape.body.iter().map(|body| {
        let at = wire.layout.body.as_ref().map_or("body", |body| body.at.as_str());
        let place = if wire.layout.is_block() {
            quote!(&#rt::BODY)
        } else {
            let at = index(wire.layout.slots.len());
            quote!(&<Self as #rt::Parse<'_>>::PLACES[#at])
        };
        plain(body.name.snake(), at, Kind::BYTES, place)
    });
    flags.chain(unknown).chain(slots).chain(body).collect()
}

/// The field of that name as a `reflect::Value`.
fn value_of(kind: Kind, name: &Ident, rt: &TokenStream) -> TokenStream {
    let Some(values) = values(kind, rt) else {
        return quote!(#rt::reflect::Value::Group(#rt::reflect::Group::new(&self.#name)));
    };
    let of = ident(values.reflected);
    let value = match narrow_type(kind) {
        Some(_) => quote!(::core::convert::From::from(self.#name)),
        None => quote!(self.#name),
    };
    quote!(#rt::reflect::Value::#of(#value))
}

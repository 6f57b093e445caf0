//! What signs a message: the document that is made of it, and what makes a message of a schema a document.

use lonelypsp_schema::{
    DocumentSource, DocumentValue, Kind, Message, Name, Protocol, Schema, Shape, Signature, Source,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::borrows::given_type;
use crate::forms::integer_type;
use crate::lonely_message::emit_direction;
use crate::names::{
    direction as direction_name, document_method, ident, index, made_where_used, message_type, shape_type,
    snake,
};
use crate::options::Options;
use crate::target::Wire;

/// The implementation of `Document`, for a message that is one.
pub(crate) fn emit_document(
    protocol: &Protocol,
    message: &Message,
    options: &Options,
) -> Option<TokenStream> {
    let stamp = protocol.stamp.as_ref()?;
    let rt = options.path();
    let (time, nonce) = (ident(&stamp.time), ident(&stamp.nonce));
    let direction = emit_direction(message.direction, rt);
    let implementations = message.layout.shapes.iter().map(|shape| {
        let ty = shape_type(message, shape);
        quote! {
            impl #rt::Document for #ty<'_> {
                fn direction(&self) -> #rt::Direction {
                    #direction
                }

                fn encode_with(
                    &self,
                    timestamp: u64,
                    nonce: &str,
                    buffer: &mut #rt::Vec<u8>,
                ) -> Result<(), #rt::EncodeError> {
                    let document = #ty { #time: timestamp, #nonce: nonce, ..::core::clone::Clone::clone(self) };
                    document.encode_into(buffer)
                }

                fn fields(&self) -> Option<&dyn #rt::reflect::Reflect> {
                    Some(self)
                }
            }
        }
    });
    Some(implementations.collect())
}

/// The methods that give the documents of a struct that holds a shape.
pub(crate) fn emit_documents(
    schema: &Schema,
    message: &Message,
    shape: &Shape,
    options: &Options,
) -> TokenStream {
    let methods = Method::of(schema, message, shape);
    let methods: Vec<_> = methods.iter().map(|method| method.emit(options)).collect();
    in_impl(&shape_type(message, shape), &methods)
}

/// The same for the enum of a message's variants, if all of them are given the same.
pub(crate) fn emit_delegated_documents(
    schema: &Schema,
    ty: &Ident,
    variants: &[Ident],
    message: &Message,
    options: &Options,
) -> TokenStream {
    let mut all = message.layout.shapes.iter().map(|shape| Method::of(schema, message, shape));
    let first = all.next().unwrap_or_default();
    if !all.all(|other| other.iter().map(Method::head).eq(first.iter().map(Method::head))) {
        return TokenStream::new();
    }
    let methods = first.iter().map(|method| {
        let (head, name) = (method.emit_head(options), &method.name);
        let names: Vec<_> = method.given().map(|value| ident(&value.name)).collect();
        let call = quote!(message.#name(#(#names),*));
        let arms = variants.iter().map(|variant| quote!(Self::#variant(message) => #call,));
        quote! {
            #head {
                match self {
                    #(#arms)*
                }
            }
        }
    });
    let methods: Vec<_> = methods.collect();
    in_impl(ty, &methods)
}

fn in_impl(ty: &Ident, methods: &[TokenStream]) -> TokenStream {
    if methods.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl<'a> #ty<'a> {
            #(#methods)*
        }
    }
}

/// A method that gives a document.
struct Method<'m> {
    name: Ident,
    message: &'m Message,
    shape: &'m Shape,
    signature: &'m Signature,
    document: Wire<'m>,
}

impl<'m> Method<'m> {
    fn of(schema: &'m Schema, message: &'m Message, shape: &'m Shape) -> Vec<Self> {
        let signatures = message.signatures_of(shape).into_iter();
        let method = |signature: &'m Signature| {
            let protocol = schema.protocol(&signature.protocol)?;
            let document = protocol.by_name(message.direction, signature.document.snake())?;
            let name = document_method(signature.answers.as_ref());
            Some(Self { name, message, shape, signature, document: Wire::new(protocol, document) })
        };
        signatures.filter_map(method).collect()
    }

    /// The field that holds a value, or what it always is; nothing, if it has to be given.
    fn source(&self, value: &DocumentValue) -> Option<&'m Source> {
        match value.source {
            DocumentSource::Slot(slot) => {
                let source = self.shape.slot(slot).map(|slot| &slot.source);
                source.filter(|source| matches!(source, Source::Field(_) | Source::Constant(_)))
            }
            DocumentSource::Given | DocumentSource::Absent => None,
        }
    }

    /// The values that have to be given, in the order of the document.
    fn given(&self) -> impl Iterator<Item = &'m DocumentValue> {
        let is_given = |value: &&'m DocumentValue| {
            value.source != DocumentSource::Absent && self.source(value).is_none()
        };
        self.signature.values.iter().filter(is_given)
    }

    /// What tells it from others: its name and what it is given.
    fn head(&self) -> (String, &'m str, Vec<&'m str>) {
        let given = self.given().map(|value| value.name.as_str());
        (self.name.to_string(), self.signature.document.snake(), given.collect())
    }

    /// The module of the document, from a module of a direction.
    fn module(&self) -> TokenStream {
        let (protocol, direction) =
            (snake(&self.document.protocol.name), direction_name(self.document.direction()));
        quote!(super::super::#protocol::#direction)
    }

    /// The type of the document, from there.
    fn ty(&self) -> TokenStream {
        let (module, document) = (self.module(), message_type(self.document.message));
        quote!(#module::#document)
    }

    fn emit_head(&self, options: &Options) -> TokenStream {
        let (rt, inline, name, ty) = (options.path(), made_where_used(), &self.name, self.ty());
        let answered =
            self.signature.answers.as_ref().map(|name| format!(", as an answer to `{}`", Name::snake(name)));
        let doc = format!(
            " The document that signs it{}. Its time and nonce are for whoever signs.",
            answered.unwrap_or_default()
        );
        let module = self.module();
        let given = self.given().map(|value| {
            let (name, ty) = (ident(&value.name), given_type(self.document, &module, value.kind, rt));
            quote!(#name: #ty)
        });
        quote! {
            #[doc = #doc]
            ///
            /// # Errors
            /// `out_of_range`, if a number is too large for the document.
            #inline
            pub fn #name<'d>(&'d self, #(#given),*) -> Result<#ty<'d>, #rt::EncodeError>
        }
    }

    fn emit(&self, options: &Options) -> TokenStream {
        let (rt, head, ty) = (options.path(), self.emit_head(options), self.ty());
        let (time, nonce) = (ident(&self.signature.stamp.time), ident(&self.signature.stamp.nonce));
        let values = self.signature.values.iter().map(|value| {
            let (name, expression) = (ident(&value.name), self.emit_value(value, &ty, rt));
            quote!(#name: #expression,)
        });
        quote! {
            #head {
                Ok(#ty {
                    #time: 0,
                    #nonce: "",
                    #(#values)*
                })
            }
        }
    }

    fn emit_value(&self, value: &DocumentValue, ty: &TokenStream, rt: &TokenStream) -> TokenStream {
        let given = ident(&value.name);
        match (value.source, self.source(value)) {
            (DocumentSource::Absent, _) => quote!(None),
            (_, Some(Source::Constant(number))) => {
                let number = Literal::u64_unsuffixed(*number);
                quote!(#number)
            }
            (DocumentSource::Slot(slot), Some(Source::Field(field))) => {
                let of = self.message.layout.slots[slot].kind;
                emit_field(value, of, &snake(field), ty, rt)
            }
            (_, _) => quote!(#given),
        }
    }
}

fn emit_field(
    value: &DocumentValue,
    of: Kind,
    field: &Ident,
    ty: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    if value.kind.empty_is_absent && !of.empty_is_absent {
        return quote!(Some(self.#field));
    }
    let Some(width) = integer_type(value.kind) else { return quote!(self.#field) };
    let at = index(value.index);
    quote! {
        <#width as ::core::convert::TryFrom<_>>::try_from(self.#field).map_err(|_| {
            #rt::EncodeError::new(
                #rt::ErrorKind::OutOfRange,
                Some(&<#ty<'_> as #rt::Parse<'_>>::PLACES[#at]),
            )
        })?
    }
}

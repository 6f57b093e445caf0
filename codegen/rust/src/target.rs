//! What gets codecs: the description that the build script and the derive both fill.
//!
//! It says of a struct only which field holds which value, and of an enum which variant holds which shape. The bytes are
//! the schema's business; so the two front ends cannot disagree about them.

use lonelypsp_schema::{Direction, Group, Layout, Message, Name, Protocol, Shape, Slot};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A message of a schema, with what its protocol says of every message.
#[derive(Clone, Copy, Debug)]
pub struct Wire<'m> {
    /// The protocol it belongs to.
    pub protocol: &'m Protocol,
    /// The message.
    pub message: &'m Message,
    /// Its headers and body.
    pub layout: &'m Layout,
}

impl<'m> Wire<'m> {
    /// The message.
    pub fn new(protocol: &'m Protocol, message: &'m Message) -> Self {
        Self { protocol, message, layout: &message.layout }
    }

    /// Who sends it.
    pub fn direction(&self) -> Direction {
        self.message.direction
    }

    /// The type codes of its direction, ascending.
    pub(crate) fn known_codes(&self) -> Vec<u16> {
        let messages = self.protocol.messages_of(self.direction());
        messages.into_iter().map(|message| message.code).collect()
    }

    /// What tells a shape from every other: a hash over all that the values of the shape depend on.
    pub fn shape_id(&self, shape: &Shape) -> u64 {
        let slots = shape.slots.iter().map(|header| {
            let Slot { at, kind, .. } = &self.layout.slots[header.slot];
            (at, kind, header.field().is_some())
        });
        let variant = shape.variant.as_ref().map(Name::snake);
        let mut text = format!(
            "{:?}",
            (
                (self.direction().as_str(), self.message.code, self.message.name.snake(), variant),
                slots.collect::<Vec<_>>(),
                shape.body.is_some(),
            )
        );
        // What only some messages have.
        let flags: Vec<usize> = shape.flag_fields().map(|(flag, _)| flag).collect();
        let groups: Vec<u64> = (0..self.layout.groups.len()).map(|group| self.group_id(group)).collect();
        if !flags.is_empty() || shape.unknown_flags.is_some() {
            text = format!("{text}{:?}", (flags, shape.unknown_flags.is_some()));
        }
        if !groups.is_empty() {
            text = format!("{text}{groups:?}");
        }
        hash(&text)
    }

    /// What tells a group from every other: a hash over all that its entries depend on.
    pub fn group_id(&self, group: usize) -> u64 {
        let Group { name, slots, read, .. } = &self.layout.groups[group];
        let slots = slots.iter().map(|slot| match slot.kind.as_group() {
            // Inner groups have higher indices.
            Some(inner) => format!("{:?}", (&slot.at, self.group_id(inner))),
            None => format!("{:?}", (&slot.at, slot.kind, slot.prefix)),
        });
        let message = (self.direction().as_str(), self.message.code, self.message.name.snake());
        hash(&format!("{:?}", (message, name.snake(), slots.collect::<Vec<_>>(), read)))
    }
}

/// 64-bit FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A type that gets codecs.
#[derive(Clone, Debug)]
pub struct Target {
    /// The type, with its parameters.
    pub generics: Generics,
    /// What of the message it holds.
    pub holds: Holds,
}

/// The parameters of a type.
#[derive(Clone, Debug)]
pub struct Generics {
    /// The type's name.
    pub ident: Ident,
    /// The lifetime of the input, such as `'a`.
    pub input: TokenStream,
    /// What stands between the angle brackets of `impl`, the input's lifetime among it.
    pub params: TokenStream,
    /// What stands behind the type's name, angle brackets included.
    pub args: TokenStream,
    /// What stands behind the type's name if the input's lifetime is another one, or nothing if the type's parameters
    /// are more than that lifetime.
    pub family: Option<Family>,
    /// What `where` asks for, each with a comma behind it.
    pub bounds: TokenStream,
}

/// How a type names itself for other lifetimes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// It borrows for the input's lifetime.
    Borrows,
    /// It has no parameter at all.
    Owns,
}

impl Generics {
    /// Those of a type that has no parameter, as the derive has them.
    pub(crate) fn owning(ident: Ident) -> Self {
        Self {
            input: quote!('__input),
            params: quote!('__input,),
            args: TokenStream::new(),
            family: Some(Family::Owns),
            ..Self::borrowing(ident)
        }
    }

    /// Those of a type that borrows for `'a` and has no other parameter.
    pub(crate) fn borrowing(ident: Ident) -> Self {
        Self {
            ident,
            input: quote!('a),
            params: quote!('a),
            args: quote!(<'a>),
            family: Some(Family::Borrows),
            bounds: TokenStream::new(),
        }
    }

    /// The type as it is written.
    pub(crate) fn ty(&self) -> TokenStream {
        let (ident, args) = (&self.ident, &self.args);
        quote!(#ident #args)
    }

    /// The type of a generated struct, whatever it borrows for.
    pub(crate) fn any_ty(&self) -> TokenStream {
        let ident = &self.ident;
        if self.args.is_empty() { quote!(#ident) } else { quote!(#ident<'_>) }
    }

    pub(crate) fn where_clause(&self) -> TokenStream {
        let bounds = &self.bounds;
        if bounds.is_empty() { TokenStream::new() } else { quote!(where #bounds) }
    }
}

/// What a type holds of a message.
#[derive(Clone, Debug)]
pub enum Holds {
    /// One shape, in the fields of a struct.
    Struct(Struct),
    /// Several shapes, each in a variant of an enum.
    Variants {
        /// The variants that hold a shape.
        variants: Vec<Variant>,
        /// The variant that takes the shapes that no other one holds, and its type.
        other: Option<(Ident, TokenStream)>,
    },
}

/// A struct that holds one shape.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Index of the shape in its message.
    pub shape: usize,
    /// A field for each value of the shape, in wire order, the body's last.
    pub fields: Vec<Field>,
    /// Fields that hold nothing of the message, each with the value that it gets.
    pub skipped: Vec<(TokenStream, TokenStream)>,
    /// Fields of the type `()`, which stand where a header is derived.
    pub derived: Vec<TokenStream>,
}

/// A field that holds a value.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, or its number in a tuple struct.
    pub member: TokenStream,
    /// How its type relates to the value.
    pub held: Held,
}

/// How a field holds a value.
#[derive(Clone, Debug)]
pub enum Held {
    /// As the value is, in the type that generated structs have.
    Plain,
    /// In this type, which implements the trait `Field`.
    As(TokenStream),
    /// In this type, of which the compiler has to find out whether it implements the trait `Field`; beside the
    /// implementations stands an assertion that it does.
    Asserted(TokenStream),
    /// As a vector of this type, which holds an entry of the group.
    Entries(TokenStream),
    /// As a vector of this type, which holds an entry and describes it.
    Own {
        /// The type.
        ty: TokenStream,
        /// The value of an entry by which they ascend.
        sorted: Option<String>,
    },
    /// In this type, converted by the functions `from_wire` and `to_wire` of this module.
    With {
        /// The type.
        ty: TokenStream,
        /// The module.
        module: TokenStream,
    },
}

/// A struct that holds an entry of a group.
#[derive(Clone, Debug)]
pub struct EntryStruct {
    /// Index of the group in its message.
    pub group: usize,
    /// A field for each value of an entry, in wire order.
    pub fields: Vec<Field>,
    /// Fields that hold nothing of the entry, each with the value that it gets.
    pub skipped: Vec<(TokenStream, TokenStream)>,
}

/// A variant of an enum that holds one shape.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub ident: Ident,
    /// The type that it holds.
    pub ty: TokenStream,
    /// Index of the shape in its message.
    pub shape: usize,
}

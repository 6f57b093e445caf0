//! What a derived struct or enum needs besides its codec in order to be a testee: its fields by name.

use lonelypsp::reflect::{Field, Shape, Value};
use lonelypsp::{EncodeError, Place};

/// A type that can be built from the values of a shape.
pub(crate) trait FromValues<'a>: Sized {
    /// The shapes that it can have.
    fn shapes() -> Vec<&'static Shape>;

    /// Builds one; for another shape there is nothing.
    fn from_values(
        shape: &Shape,
        source: &mut dyn FnMut(&'static Field) -> Value<'a>,
    ) -> Option<Result<Self, EncodeError>>;
}

/// What errors about the fields of a shape name.
pub(crate) const fn places<const N: usize>(shape: &Shape) -> [Place; N] {
    let mut places = [const { Place::new("", "") }; N];
    let mut at = 0;
    while at < N {
        places[at].name = shape.fields[at].at;
        at += 1;
    }
    places
}

/// Where a field stands in its shape.
pub(crate) fn position(shape: &'static Shape, name: &str) -> usize {
    let found = shape.fields.iter().position(|field| field.name == name);
    found.unwrap_or_else(|| unreachable!("{} has no field {name}", shape.message))
}

/// Structs, each with the attributes of its derive, the generated type that has its shape, and its fields.
macro_rules! records {
    ($(
        #[$attributes:meta]
        $name:ident $(<$a:lifetime>)? like $generated:ident { $($field:ident: $ty:ty,)* }
    )*) => {$(
        #[derive(lonelypsp::LonelyMessage)]
        #[$attributes]
        pub(crate) struct $name $(<$a>)? { $($field: $ty,)* }

        impl $(<$a>)? lonelypsp::reflect::Reflect for $name $(<$a>)? {
            fn shape(&self) -> &'static lonelypsp::reflect::Shape {
                generated::$generated::SHAPE
            }

            fn visit(
                &self,
                visit: &mut dyn FnMut(&'static lonelypsp::reflect::Field, lonelypsp::reflect::Value<'_>),
            ) {
                let shape = generated::$generated::SHAPE;
                $(
                    let field = &shape.fields[$crate::record::position(shape, stringify!($field))];
                    visit(field, $crate::held::Held::value(&self.$field));
                )*
            }
        }

        impl<'i $(: $a, $a)?> $crate::record::FromValues<'i> for $name $(<$a>)? {
            fn shapes() -> Vec<&'static lonelypsp::reflect::Shape> {
                vec![generated::$generated::SHAPE]
            }

            fn from_values(
                shape: &lonelypsp::reflect::Shape,
                source: &mut dyn FnMut(&'static lonelypsp::reflect::Field) -> lonelypsp::reflect::Value<'i>,
            ) -> Option<Result<Self, lonelypsp::EncodeError>> {
                const SHAPE: &lonelypsp::reflect::Shape = generated::$generated::SHAPE;
                static PLACES: [lonelypsp::Place; SHAPE.fields.len()] = $crate::record::places(SHAPE);
                let mut build = || Ok(Self {
                    $($field: {
                        let at = $crate::record::position(SHAPE, stringify!($field));
                        $crate::held::Held::take(source(&SHAPE.fields[at]), &PLACES[at])?
                    },)*
                });
                (shape == SHAPE).then(|| build())
            }
        }
    )*};
}

/// Enums of them, each with the attributes of its derive, if it has any.
macro_rules! enums {
    ($($(#[$attributes:meta])? $name:ident { $($variant:ident: $ty:ty,)* })*) => {$(
        #[derive(lonelypsp::LonelyMessage)]
        $(#[$attributes])?
        pub(crate) enum $name<'a> { $($variant($ty),)* }

        impl lonelypsp::reflect::Reflect for $name<'_> {
            fn shape(&self) -> &'static lonelypsp::reflect::Shape {
                match self { $(Self::$variant(message) => message.shape(),)* }
            }

            fn visit(
                &self,
                visit: &mut dyn FnMut(&'static lonelypsp::reflect::Field, lonelypsp::reflect::Value<'_>),
            ) {
                match self { $(Self::$variant(message) => message.visit(visit),)* }
            }
        }

        impl<'a> $crate::record::FromValues<'a> for $name<'a> {
            fn shapes() -> Vec<&'static lonelypsp::reflect::Shape> {
                [$(<$ty as $crate::record::FromValues<'_>>::shapes(),)*].concat()
            }

            fn from_values(
                shape: &lonelypsp::reflect::Shape,
                source: &mut dyn FnMut(&'static lonelypsp::reflect::Field) -> lonelypsp::reflect::Value<'a>,
            ) -> Option<Result<Self, lonelypsp::EncodeError>> {
                $(if let Some(built) = <$ty as $crate::record::FromValues<'a>>::from_values(shape, source) {
                    return Some(built.map(Self::$variant));
                })*
                None
            }
        }
    )*};
}

/// The enum of all messages of a direction. No macro can know how one is decoded in pieces that may be any of several types;
/// the type code says which one it is, and each of them is decoded in pieces for itself.
macro_rules! messages {
    ($first:ident: $first_ty:ty, $($variant:ident: $ty:ty,)*) => {
        $crate::record::enums! {
            Message { $first: $first_ty, $($variant: $ty,)* }
        }

        impl Message<'_> {
            /// Decodes a message with this type code that is given in pieces.
            pub(crate) fn decode_pieces(
                code: u16,
                pieces: &mut dyn Iterator<Item = &[u8]>,
                visit: &mut dyn FnMut(&dyn lonelypsp::reflect::Reflect),
            ) -> Result<Vec<u8>, Option<lonelypsp::DecodeError>> {
                type First<'a> = $first_ty;
                $({
                    type Of<'a> = $ty;
                    if <Of<'static> as lonelypsp::LonelyMessage>::TYPE_CODES.contains(&code) {
                        let decoder = lonelypsp::Decoder::<Of<'static>>::new();
                        return lonelypsp_testee::decode_all(decoder, pieces, visit);
                    }
                })*
                // It has this code, or one that each of them refuses.
                lonelypsp_testee::decode_all(lonelypsp::Decoder::<First<'static>>::new(), pieces, visit)
            }
        }
    };
}

pub(crate) use {enums, messages, records};

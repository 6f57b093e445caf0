//! Everything that could be in the way of an expansion.
#![no_std]
#![no_implicit_prelude]
#![deny(missing_docs, unused, unused_qualifications, unused_lifetimes, single_use_lifetimes, unreachable_pub)]
#![deny(let_underscore_drop, missing_copy_implementations, missing_debug_implementations, trivial_casts)]
#![deny(trivial_numeric_casts, unused_results, variant_size_differences, elided_lifetimes_in_paths)]
#![forbid(unsafe_code)]

extern crate alloc;

/// What generated code might take for something else.
pub mod shadows {
    /// Not the standard library's.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct Option;
    /// Not the standard library's.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct Result;
    /// Not the standard library's.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct Some;
    /// Not the standard library's.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct None;
    /// Not the standard library's.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct Ok;
    /// Not the standard library's.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct Err;
    /// Not the standard library's.
    pub trait Fn {}
    /// Not the runtime.
    pub mod runtime {}
    /// Not a crate.
    pub mod core {}
    /// Not a crate.
    pub mod lonelypsp {}
    /// Not that of the runtime.
    pub trait LonelyMessage {}

    /// A message beside all that.
    #[derive(::core::fmt::Debug, ::lonely::LonelyMessage)]
    #[lonely(crate = "::lonely", message = "stateful.subscribe_exact")]
    pub struct Subscribe<'a> {
        /// Or none.
        pub authorization: ::core::option::Option<&'a str>,
        /// Any.
        pub tracing: &'a [u8],
        /// Any.
        pub topic: Topic,
    }

    /// A type of the user's.
    #[derive(::core::fmt::Debug)]
    pub struct Topic(pub ::alloc::vec::Vec<u8>);

    impl<'a> ::lonely::field::Field<'a, ::lonely::field::Bytes> for Topic {
        fn from_wire(value: &'a [u8]) -> ::core::result::Result<Self, ::lonely::field::Rejected> {
            ::core::result::Result::Ok(Self(::core::convert::From::from(value)))
        }

        fn to_wire(&self) -> &[u8] {
            &self.0
        }
    }
}

/// Parameters that are called like those of the generated code.
#[derive(::core::fmt::Debug, ::lonely::LonelyMessage)]
#[lonely(crate = ::lonely, message = "stateful.confirm_notify")]
pub struct Parameters<'w, 'input: 'w, T, R, S, const EXPANDED: bool, const VERIFY: bool = true>
where
    S: ::core::fmt::Debug,
{
    /// Some.
    pub identifier: T,
    /// Some.
    pub subscribers: u64,
    /// Some.
    pub authorization: ::core::option::Option<R>,
    /// Some.
    pub tracing: ::alloc::borrow::Cow<'w, [u8]>,
    /// Nothing of the message.
    pub marker: ::core::marker::PhantomData<(&'input (), S)>,
}

/// Fields that are called like locals and keywords.
#[derive(::core::fmt::Debug, ::lonely::LonelyMessage)]
#[lonely(crate = "::lonely", from = "subscriber", code = 9)]
pub struct Names<'a> {
    /// A keyword.
    pub r#type: u8,
    /// A keyword.
    pub r#match: &'a str,
    /// A name of the runtime's.
    pub input: u16,
    /// A name of the runtime's.
    #[lonely(header = "x-sink", with = sevens)]
    pub x_sink: u64,
    /// A name of the runtime's.
    #[lonely(body)]
    pub mode: &'a [u8],
    #[allow(missing_docs, reason = "it has none")]
    #[doc(hidden)]
    #[lonely(skip)]
    pub buffer: bool,
}

/// Times seven.
pub mod sevens {
    /// Divides.
    ///
    /// # Errors
    /// If it is no multiple.
    pub const fn from_wire(value: u64) -> ::core::result::Result<u64, ::lonely::field::Rejected> {
        if value.is_multiple_of(7) {
            ::core::result::Result::Ok(value / 7)
        } else {
            ::core::result::Result::Err(::lonely::field::Rejected)
        }
    }

    /// Multiplies.
    #[must_use]
    pub const fn to_wire(value: &u64) -> u64 {
        value.wrapping_mul(7)
    }
}

/// A struct that a macro makes, with types, names, literals and paths given to it.
macro_rules! message {
    ($(#[$meta:meta])* $name:ident, $code:literal, $wire:literal, $field:ident: $ty:ty, $other:ty, $with:path) => {
        $(#[$meta])*
        #[derive(::core::fmt::Debug, ::lonely::LonelyMessage)]
        #[lonely(crate = "::lonely", from = "broadcaster", code = $code)]
        pub struct $name<'a> {
            /// Given.
            #[lonely(header = $wire)]
            pub $field: $ty,
            /// Given.
            pub other: $other,
            /// Given.
            #[lonely(with = $with, uint(max_bytes = 8))]
            pub sevens: u64,
            /// Not given.
            pub text: &'a str,
        }
    };
}

message! {
    /// Made.
    Made, 12, "x-given", given: [u8; 4], ::core::option::Option<::alloc::string::String>, crate::sevens
}

/// Nobody should use it.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::lonely::LonelyMessage)]
#[lonely(crate = "::lonely", from = "subscriber", code = 77)]
#[deprecated]
pub struct Old {
    /// One.
    pub one: u8,
}

/// A type that is called like one of the standard library.
pub mod own {
    /// Not text.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    pub struct String(pub u8);

    impl ::lonely::field::Field<'_, ::lonely::field::Uint<1>> for String {
        fn from_wire(value: u64) -> ::core::result::Result<Self, ::lonely::field::Rejected> {
            <u8 as ::core::convert::TryFrom<u64>>::try_from(value).map(Self).map_err(|_| ::lonely::field::Rejected)
        }

        fn to_wire(&self) -> u64 {
            <u64 as ::core::convert::From<u8>>::from(self.0)
        }
    }
}

/// It holds such a type.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::lonely::LonelyMessage)]
#[lonely(crate = "::lonely", from = "subscriber", code = 78)]
pub struct Holds {
    /// Not text.
    #[lonely(uint(max_bytes = 1))]
    pub own: own::String,
}

/// An enum of them all.
#[derive(::core::fmt::Debug, ::lonely::LonelyMessage)]
#[lonely(crate = "::lonely")]
pub enum Any<'a> {
    /// By name.
    Names(Names<'a>),
    /// On the heap.
    Holds(::alloc::boxed::Box<Holds>),
    /// By macro.
    Subscribe(shadows::Subscribe<'a>),
    /// What is left.
    #[lonely(other)]
    Other(::lonely::Other<&'a [u8]>),
}

/// The variants of a message.
#[derive(::core::fmt::Debug, ::lonely::LonelyMessage)]
#[lonely(crate = "::lonely", message = "stateful.notify")]
pub enum Notify<'a> {
    /// One.
    Uncompressed(::lonely::stateful::s2b::NotifyUncompressed<'a>),
    /// What is left.
    #[lonely(other)]
    Rest(::lonely::Other<&'a [u8]>),
}

/// A whole module.
pub mod whole {
    ::lonely::schema!("schema/mine.yaml", crate = ::lonely);
}

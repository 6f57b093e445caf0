//! Types of fields as far as they can be recognised by their spelling. What a name stands for, a macro cannot know; only
//! names that everybody uses for one thing are taken for that thing.

use std::fmt;

use lonelypsp_schema::{Form as WireForm, Kind};
use syn::{Expr, GenericArgument, Lifetime, Lit, PathArguments, PathSegment, Type};

/// A type that holds a known kind of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `&[u8]`, `Vec<u8>` and the like.
    Bytes { borrowed: bool },
    /// `[u8; N]`, `&[u8; N]` and the like; the length, if it is a number.
    Array { length: Option<usize>, borrowed: bool },
    /// `&str`, `String` and the like.
    Text { borrowed: bool },
    /// An `Option`, with what it holds if that is known.
    Optional(Option<Box<Form>>),
    /// `bool`.
    Bool,
    /// An unsigned integer of so many bits.
    Uint(u32),
    /// A signed integer of so many bits.
    Int(u32),
    /// `f64`.
    Float,
    /// `Float64`, by whatever path.
    Float64,
    /// `()`.
    Unit,
    /// `PhantomData`.
    Marker,
    /// Something that no field can be.
    Nothing,
}

/// A type without the groups that macros put around it.
pub(crate) fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}

/// What a type holds, or nothing if it is only a name.
pub(crate) fn form_of(ty: &Type) -> Option<Form> {
    match peel(ty) {
        Type::Reference(reference) if reference.mutability.is_none() => {
            let borrowed = !reference.lifetime.as_ref().is_some_and(is_static);
            form_behind_reference(&reference.elem, borrowed)
        }
        Type::Array(array) => {
            let length = match &array.len {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Int(number) => number.base10_parse().ok(),
                    _ => None,
                },
                _ => None,
            };
            let of_bytes = name_of(&array.elem).as_deref() == Some("u8");
            Some(if of_bytes { Form::Array { length, borrowed: false } } else { Form::Nothing })
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => Some(Form::Unit),
        Type::Tuple(_)
        | Type::Reference(_)
        | Type::Ptr(_)
        | Type::FnPtr(_)
        | Type::Slice(_)
        | Type::Never(_) => Some(Form::Nothing),
        Type::Path(_) => form_of_path(ty),
        _ => None,
    }
}

/// Whether a type borrows its bytes for `'static`, which no part of an input lives for.
pub(crate) fn borrows_for_ever(ty: &Type) -> bool {
    match peel(ty) {
        Type::Reference(reference) => reference.lifetime.as_ref().is_some_and(is_static),
        Type::Path(_) => match name_of(ty).as_deref() {
            Some("Option") => argument_of(ty).is_some_and(borrows_for_ever),
            Some("Cow") => lifetimes_of(ty).any(is_static),
            _ => false,
        },
        _ => false,
    }
}

fn is_static(lifetime: &Lifetime) -> bool {
    lifetime.ident == "static"
}

/// What stands behind a `&`, or in a `Box`, `Arc` or `Cow`.
fn form_behind_reference(ty: &Type, borrowed: bool) -> Option<Form> {
    match peel(ty) {
        Type::Slice(slice) if name_of(&slice.elem).as_deref() == Some("u8") => Some(Form::Bytes { borrowed }),
        Type::Slice(_) => Some(Form::Nothing),
        Type::Array(_) => match form_of(ty) {
            Some(Form::Array { length, .. }) => Some(Form::Array { length, borrowed }),
            other => other,
        },
        ty if name_of(ty).as_deref() == Some("str") => Some(Form::Text { borrowed }),
        _ if borrowed => Some(Form::Nothing),
        _ => None,
    }
}

fn form_of_path(ty: &Type) -> Option<Form> {
    let argument = argument_of(ty);
    if last_segment(ty).is_some_and(|last| last.ident == "Float64" && last.arguments.is_none()) {
        return Some(Form::Float64);
    }
    let name = name_of(ty)?;
    match name.as_str() {
        "bool" => Some(Form::Bool),
        "u8" | "u16" | "u32" | "u64" | "u128" => name[1..].parse().ok().map(Form::Uint),
        "i8" | "i16" | "i32" | "i64" | "i128" => name[1..].parse().ok().map(Form::Int),
        "f64" => Some(Form::Float),
        "f32" | "char" | "usize" | "isize" | "str" => Some(Form::Nothing),
        "String" if argument.is_none() => Some(Form::Text { borrowed: false }),
        "Vec" => match name_of(argument?).as_deref() {
            Some("u8") => Some(Form::Bytes { borrowed: false }),
            Some(_) => Some(Form::Nothing),
            None => None,
        },
        "Box" | "Arc" | "Cow" => form_behind_reference(argument?, false),
        "Option" => Some(Form::Optional(form_of(argument?).map(Box::new))),
        "PhantomData" => Some(Form::Marker),
        _ => None,
    }
}

/// What a `Vec` is made of, by whatever path it is named.
pub(crate) fn entry_of_vec(ty: &Type) -> Option<&Type> {
    let is_vec = last_segment(ty).is_some_and(|last| last.ident == "Vec");
    argument_of(ty).filter(|_| is_vec)
}

/// The last part of a path.
fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match peel(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// The last word of a path that is one word, or begins with a crate of the standard library.
pub(crate) fn name_of(ty: &Type) -> Option<String> {
    let Type::Path(path) = peel(ty) else { return None };
    let segments = &path.path.segments;
    let of_std =
        ["std", "core", "alloc"].iter().any(|name| segments.first().is_some_and(|s| s.ident == name));
    let is_known = path.qself.is_none() && (segments.len() == 1 || of_std);
    segments.last().filter(|_| is_known).map(|segment| segment.ident.to_string())
}

/// The arguments of a path.
fn arguments_of(ty: &Type) -> impl Iterator<Item = &GenericArgument> {
    let last = match peel(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let arguments = last.and_then(|segment| match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    });
    arguments.into_iter().flatten()
}

/// The only type argument of a path.
pub(crate) fn argument_of(ty: &Type) -> Option<&Type> {
    let mut types = arguments_of(ty).filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.next().filter(|_| types.next().is_none())
}

/// The lifetimes among the arguments of a path.
fn lifetimes_of(ty: &Type) -> impl Iterator<Item = &Lifetime> {
    arguments_of(ty).filter_map(|argument| match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime),
        _ => None,
    })
}

impl Form {
    /// Whether it is exactly the type that a generated struct has for this kind.
    pub(crate) fn is_plain(&self, kind: Kind, ty: &Type) -> bool {
        let reference = |ty: &Type| matches!(peel(ty), Type::Reference(_));
        match self {
            _ if !self.fits(kind) => false,
            Self::Array { length, borrowed } => length.is_some() && *borrowed && reference(ty),
            Self::Bytes { borrowed } | Self::Text { borrowed } => *borrowed && reference(ty),
            Self::Optional(inner) => {
                inner.as_deref() == Some(&Self::Text { borrowed: true })
                    && argument_of(ty).is_some_and(reference)
            }
            Self::Bool | Self::Float64 => true,
            Self::Uint(bits) | Self::Int(bits) => {
                let most = kind.integer_bytes().unwrap_or(8);
                *bits == u32::from(most).next_power_of_two() * 8
            }
            Self::Float | Self::Unit | Self::Marker | Self::Nothing => false,
        }
    }

    /// The kind that a type tells, and its width or exact length if it tells that too.
    pub(crate) fn tells(&self) -> Option<(&'static str, Option<u32>)> {
        match self {
            Self::Bytes { .. } => Some(("bytes", None)),
            Self::Array { length, .. } => Some(("bytes", length.and_then(|n| u32::try_from(n).ok()))),
            Self::Text { .. } => Some(("text", None)),
            Self::Optional(_) => Some(("optional_text", None)),
            Self::Bool => Some(("bool", None)),
            Self::Uint(bits) => Some(("uint", Some((bits / 8).min(8)))),
            Self::Int(bits) => Some(("int", Some((bits / 8).min(8)))),
            Self::Float | Self::Float64 => Some(("float", None)),
            // What is derived is a length or the copy of one.
            Self::Unit => Some(("uint", Some(8))),
            Self::Marker | Self::Nothing => None,
        }
    }

    /// Whether it can hold this kind of value.
    pub(crate) fn fits(&self, kind: Kind) -> bool {
        if kind.empty_is_absent {
            let Self::Optional(inner) = self else { return false };
            let present = Kind { empty_is_absent: false, ..kind };
            return inner.as_ref().is_none_or(|inner| inner.fits(present));
        }
        match (kind.form, self) {
            (WireForm::Bytes, Self::Array { length, .. }) => {
                let wanted = kind.length.exactly().map(usize::from);
                wanted.is_some() && (length.is_none() || *length == wanted)
            }
            (WireForm::Bytes, Self::Bytes { .. }) => kind.length.exactly().is_none(),
            (WireForm::Text, Self::Text { .. })
            | (WireForm::Bool, Self::Bool)
            | (WireForm::Float, Self::Float | Self::Float64) => true,
            (WireForm::Uint(_), Self::Uint(bits)) | (WireForm::Int, Self::Int(bits)) => {
                let most = kind.integer_bytes().unwrap_or(8);
                *bits >= 8 * u32::from(most) && *bits <= 64
            }
            _ => false,
        }
    }
}

/// A kind of value, and the types that hold it, as errors say it.
pub(crate) struct Types(pub(crate) Kind);

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.0.integer_bytes().unwrap_or(8);
        match self.0.form {
            WireForm::Bytes => match self.0.length.exactly() {
                Some(n) => write!(f, "`[u8; {n}]` or `&'a [u8; {n}]`"),
                None => f.write_str("`&'a [u8]`, `Vec<u8>`, `Cow<'a, [u8]>`, `Box<[u8]>` or `Bytes`"),
            },
            WireForm::Text if self.0.empty_is_absent => {
                f.write_str("`Option<&'a str>`, `Option<String>` or `Option<Cow<'a, str>>`")
            }
            WireForm::Text => f.write_str("`&'a str`, `String`, `Cow<'a, str>` or `Box<str>`"),
            WireForm::Bool => f.write_str("`bool`"),
            WireForm::Uint(_) => integers(f, 'u', most),
            WireForm::Int => integers(f, 'i', most),
            WireForm::Float => f.write_str("`f64` or `Float64`"),
            WireForm::Group(_) => f.write_str("a `Vec` of a struct for its entries"),
        }
    }
}

fn integers(f: &mut fmt::Formatter<'_>, letter: char, max_bytes: u8) -> fmt::Result {
    let widths = [8, 16, 32, 64].into_iter().filter(|bits| *bits >= 8 * u32::from(max_bytes));
    let names: Vec<String> = widths.map(|bits| format!("`{letter}{bits}`")).collect();
    let (last, others) = names.split_last().unwrap_or((&names[0], &[]));
    match others {
        [] => f.write_str(last),
        _ => write!(f, "{} or {last}", others.join(", ")),
    }
}

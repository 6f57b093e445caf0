//! The forms of values in Rust: the one file of this back end that tells them apart. The others ask it.

use lonelypsp_schema::{Form, Kind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::names::{ident, index};

/// What Rust says of the values of a kind.
pub(crate) struct Values {
    /// What stands between bytes and fields: the type, or what a reference is to if it [borrows](borrows).
    ty: TokenStream,
    /// The variant of `reflect::Value` and of `reflect::Kind`, and the type of `field` that stands for it.
    pub(crate) reflected: &'static str,
    /// The function of `reflect` that takes it.
    pub(crate) take: &'static str,
    /// The functions of the runtime that read it, without what is said of its length.
    pub(crate) read: &'static str,
    /// The method of the runtime that writes it.
    pub(crate) write: Write,
    /// What that is given of the local of that name; of a number, something else.
    pub(crate) written: fn(&Ident) -> TokenStream,
    /// A value of a program in documentation, which JSON has as this word.
    literal: fn(&str) -> String,
}

/// The method of the runtime that writes a value.
pub(crate) enum Write {
    /// One of that name.
    By(&'static str),
    /// That for an integer of so many bytes.
    Fixed(usize),
    /// That for a number, as the kind says how it is spelled.
    Number,
}

/// What Rust says of the values of a kind; nothing of a group, whose entries have a type of their own.
pub(crate) fn values(kind: Kind, rt: &TokenStream) -> Option<Values> {
    Some(match kind.form {
        Form::Bytes => bytes(kind.length.exactly()),
        Form::Text if kind.empty_is_absent => Values {
            ty: quote!(str),
            reflected: "OptionalText",
            take: "take_optional_text",
            read: "optional_text",
            write: Write::By("bytes"),
            written: |local| quote!(#local.map_or(&[][..], str::as_bytes)),
            literal: |word| format!("Some({word:?})"),
        },
        Form::Text => Values {
            ty: quote!(str),
            reflected: "Text",
            take: "take_text",
            read: "text",
            write: Write::By("bytes"),
            written: |local| quote!(#local.as_bytes()),
            literal: |word| format!("{word:?}"),
        },
        Form::Bool => Values {
            ty: quote!(bool),
            reflected: "Bool",
            take: "take_bool",
            read: "boolean",
            write: Write::By("boolean"),
            written: |local| quote!(#local),
            literal: str::to_owned,
        },
        Form::Uint(_) => Values {
            ty: quote!(u64),
            reflected: "Uint",
            take: "take_uint",
            read: "uint",
            write: Write::Number,
            written: |local| quote!(#local),
            literal: str::to_owned,
        },
        Form::Int => Values {
            ty: quote!(i64),
            reflected: "Int",
            take: "take_int",
            read: "int",
            write: Write::Number,
            written: |local| quote!(#local as u64),
            literal: str::to_owned,
        },
        Form::Float => Values {
            ty: quote!(#rt::Float64),
            reflected: "Float",
            take: "take_float",
            read: "float",
            write: Write::Fixed(8),
            written: |local| quote!(#local.to_bits()),
            literal: real,
        },
        Form::Group(_) => return None,
    })
}

/// Bytes, exactly so many or any number of them.
fn bytes(length: Option<u16>) -> Values {
    let (ty, take, write) = match length {
        Some(length) => {
            let length = index(length.into());
            (quote!([u8; #length]), "take_exactly", "array")
        }
        None => (quote!([u8]), "take_bytes", "bytes"),
    };
    let written = |local: &Ident| quote!(#local);
    let (write, literal) = (Write::By(write), byte_string);
    Values { ty, reflected: "Bytes", take, read: "bytes", write, written, literal }
}

/// Whether a value that is no group borrows from the input.
pub(crate) const fn borrows(kind: Kind) -> bool {
    kind.form.is_octets()
}

/// The type of a field that holds a value; it borrows for that lifetime. What holds an entry of a group is said by whoever knows
/// the message.
pub(crate) fn field_type(
    kind: Kind,
    lifetime: &TokenStream,
    rt: &TokenStream,
    entry: impl FnOnce(usize) -> TokenStream,
) -> TokenStream {
    if let Some(ty) = narrow_type(kind) {
        return quote!(#ty);
    }
    let entries = || {
        let entry = kind.as_group().map(entry);
        quote!(#rt::Vec<#entry>)
    };
    borrowed(kind, lifetime, &quote!(Option), rt).unwrap_or_else(entries)
}

/// The type of a value between bytes and fields; it borrows for `'__w`.
pub(crate) fn value_type(kind: Kind, rt: &TokenStream) -> TokenStream {
    let entries = || quote!(#rt::Entries<'__w>);
    borrowed(kind, &quote!('__w), &quote!(#rt::Option), rt).unwrap_or_else(entries)
}

fn borrowed(
    kind: Kind,
    lifetime: &TokenStream,
    option: &TokenStream,
    rt: &TokenStream,
) -> Option<TokenStream> {
    let ty = values(kind, rt)?.ty;
    Some(match (borrows(kind), kind.empty_is_absent) {
        (false, _) => ty,
        (true, false) => quote!(&#lifetime #ty),
        (true, true) => quote!(#option<&#lifetime #ty>),
    })
}

/// The narrowest Rust integer that holds an integer of that kind, and its bits; nothing if it is something else.
fn narrowest(kind: Kind) -> Option<(Ident, u32)> {
    let bits = u32::from(kind.integer_bytes()?).next_power_of_two() * 8;
    let letter = if kind.form == Form::Int { 'i' } else { 'u' };
    Some((ident(&format!("{letter}{bits}")), bits))
}

/// The type of a plain field that holds an integer; nothing if it holds something else.
pub(crate) fn integer_type(kind: Kind) -> Option<Ident> {
    narrowest(kind).map(|(ty, _)| ty)
}

/// The type of a plain field that is narrower than the value. What was read fits it.
pub(crate) fn narrow_type(kind: Kind) -> Option<Ident> {
    narrowest(kind).filter(|(_, bits)| *bits < 64).map(|(ty, _)| ty)
}

/// The kind of a value as the trait `Field` of the runtime has it. The entries of a group are held by a type of their own, not
/// by one that is a field.
pub fn field_kind(kind: Kind, rt: &TokenStream) -> TokenStream {
    let most = index(kind.length.most().unwrap_or_default().into());
    if kind.is_exact_bytes() {
        return quote!(#rt::field::Exactly<#most>);
    }
    let name = ident(values(kind, rt).map_or("Bytes", |values| values.reflected));
    if kind.form.is_integer() { quote!(#rt::field::#name<#most>) } else { quote!(#rt::field::#name) }
}

/// A value of a program in documentation, which JSON has as this word; there are no entries in it, and none is absent.
pub fn literal(kind: Kind, word: &str) -> String {
    values(kind, &TokenStream::new()).map_or_else(String::new, |values| (values.literal)(word))
}

fn real(word: &str) -> String {
    word.parse::<f64>().map_or_else(|_| word.to_owned(), |number| format!("{number:?}.into()"))
}

/// The bytes of these digits.
fn byte_string(digits: &str) -> String {
    let pairs: Vec<&str> = (0..digits.len()).step_by(2).filter_map(|at| digits.get(at..at + 2)).collect();
    let letter = |pair: &&str| {
        let byte = u8::from_str_radix(pair, 16).ok()?;
        (byte.is_ascii_graphic() || byte == b' ').then(|| char::from(byte))
    };
    match pairs.iter().map(letter).collect::<Option<String>>() {
        Some(text) => format!("b{text:?}"),
        None => {
            let lines = pairs.chunks(16).map(|line| format!("\\x{}", line.join("\\x")));
            format!("b\"{}\"", lines.collect::<Vec<_>>().join("\\\n        "))
        }
    }
}

//! Tokens, text and tokens again.

use lonelypsp_schema::builtin;
use proc_macro2::TokenStream;
use quote::quote;

use super::printer::Printer;
use crate::{Options, emit};

fn print(tokens: &TokenStream) -> String {
    let mut printer = Printer::default();
    printer.items(tokens);
    printer.text()
}

#[test]
fn what_is_printed_is_read_as_the_same_tokens() {
    let tokens = emit(&builtin().unwrap(), &Options::default());
    let text = print(&tokens);
    let again: TokenStream = text.parse().unwrap();
    let without_blanks = |tokens: TokenStream| {
        let text = tokens.to_string().replace([' ', '\n'], "");
        text.replace("=r\"", "=\"")
    };
    let (again, tokens) = (without_blanks(again), without_blanks(tokens));
    let same = again.bytes().zip(tokens.bytes()).take_while(|(a, b)| a == b).count();
    assert!(again == tokens, "{}\nis not\n{}", &again[same..][..200], &tokens[same..][..200]);
}

#[test]
fn code_looks_as_people_write_it() {
    let tokens = quote! {
        #[doc = " Two."]
        #[derive(::core::clone::Clone)]
        pub struct Pair<'a, T: ::core::fmt::Debug + 'a> { pub left: &'a [u8; 2], right: Option<T>, }
        impl<'a, T> ::core::fmt::Debug for Pair<'a, T> where T: Clone {
            fn sum(&self, other: &mut impl FnMut(&u8) -> usize) -> Result<u64, ()> {
                let (left, _) = rt::split::<2>(self.left)?;
                if left != 3 && !other.is_empty() { return Err(*left); } else { call(|it| it + 1); }
                match *self { Self::One(it) => it.done(), Self::Two { .. } => 1..=2, }
            }
        }
    };
    let expected = "\
/// Two.
#[derive(::core::clone::Clone)]
pub struct Pair<'a, T: ::core::fmt::Debug + 'a> {
    pub left: &'a [u8; 2],
    right: Option<T>,
}

impl<'a, T> ::core::fmt::Debug for Pair<'a, T> where T: Clone {
    fn sum(&self, other: &mut impl FnMut(&u8) -> usize) -> Result<u64, ()> {
        let (left, _) = rt::split::<2>(self.left)?;
        if left != 3 && !other.is_empty() {
            return Err(*left);
        } else {
            call(|it| it + 1);
        }
        match *self {
            Self::One(it) => it.done(),
            Self::Two {
                ..
            } => 1..=2,
        }
    }
}
";
    assert_eq!(print(&tokens), expected);
}

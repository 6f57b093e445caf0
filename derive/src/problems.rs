//! What is wrong with a type: collected, so that all of it is reported at once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

/// How many problems of one type are shown; the compiler takes its time with each.
const SHOWN: usize = 100;

/// The problems of one derive.
#[derive(Default)]
pub(crate) struct Problems {
    list: Vec<Error>,
}

impl Problems {
    /// Notes a problem at a place.
    pub(crate) fn push(&mut self, span: Span, message: impl Display) {
        self.list.push(Error::new(span, message));
    }

    /// Notes a problem with all of some code.
    pub(crate) fn push_at(&mut self, tokens: &impl ToTokens, message: impl Display) {
        self.list.push(Error::new_spanned(tokens, message));
    }

    /// Notes a problem that syn found.
    pub(crate) fn push_error(&mut self, error: Error) {
        self.list.push(error);
    }

    /// Gives the value, or notes why there is none.
    pub(crate) fn note<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push_error(error)).ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Each problem as a `compile_error!` at its place; of very many the first, and how many others there are.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        if let Some(next) = self.list.get(SHOWN) {
            let rest = Error::new(next.span(), format!("and {} more problems", self.list.len() - SHOWN));
            self.list.truncate(SHOWN);
            self.list.push(rest);
        }
        self.list.into_iter().map(Error::into_compile_error).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Problems, Span};

    #[test]
    fn of_very_many_problems_the_first_are_errors() {
        let errors = |count: usize| {
            let mut problems = Problems::default();
            (0..count).for_each(|index| problems.push(Span::call_site(), format!("problem {index}")));
            problems.into_tokens().to_string()
        };
        assert_eq!(errors(100).matches("compile_error").count(), 100);
        let said = errors(30_000);
        assert_eq!(said.matches("compile_error").count(), 101);
        assert!(said.contains("problem 99") && !said.contains("problem 100"));
        assert!(said.contains("and 29900 more problems"));
    }
}

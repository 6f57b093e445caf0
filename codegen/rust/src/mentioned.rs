//! Which names a piece of code mentions, so that what it does not use gets no name.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream, TokenTree};

/// The identifiers of some code.
#[derive(Default)]
pub(crate) struct Mentioned(HashSet<String>);

impl Mentioned {
    /// Those of this code.
    pub(crate) fn by(code: &TokenStream) -> Self {
        let mut mentioned = Self::default();
        mentioned.add(code);
        mentioned
    }

    /// Those of this code too.
    pub(crate) fn add(&mut self, code: &TokenStream) {
        for token in code.clone() {
            match token {
                TokenTree::Ident(ident) => drop(self.0.insert(ident.to_string())),
                TokenTree::Group(group) => self.add(&group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    pub(crate) fn has(&self, ident: &Ident) -> bool {
        self.0.contains(&ident.to_string())
    }
}

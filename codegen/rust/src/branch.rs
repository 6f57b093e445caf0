//! A decision as code: `if` and `else`, or, where that would nest too deep, a way out and what follows it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// How deep decisions are nested in each other. Beyond it, the less deep of what a decision leads to returns, so that the
/// depth grows with the logarithm of their number.
const MOST_NESTED: usize = 4;

/// Statements and the value behind them.
pub(crate) struct Code {
    pub(crate) statements: TokenStream,
    pub(crate) end: TokenStream,
    /// How deep decisions are nested in it.
    depth: usize,
}

impl Code {
    /// A value.
    pub(crate) fn of(end: TokenStream) -> Self {
        Self { statements: TokenStream::new(), end, depth: 0 }
    }

    fn inner(&self) -> TokenStream {
        let Self { statements, end, .. } = self;
        quote!(#statements #end)
    }

    fn returned(&self) -> TokenStream {
        let Self { statements, end, .. } = self;
        quote!(#statements return #end;)
    }
}

/// The code that looks at a number and goes on as it says.
pub(crate) fn decision(number: &Ident, equals: u64, yes: Code, no: Code) -> Code {
    let equals = Literal::u64_unsuffixed(equals);
    if yes.depth.max(no.depth) < MOST_NESTED {
        let depth = 1 + yes.depth.max(no.depth);
        let (yes, no) = (yes.inner(), no.inner());
        return Code { depth, ..Code::of(quote!(if #number == #equals { #yes } else { #no })) };
    }
    let (is, leaves, follows) =
        if yes.depth > no.depth { (quote!(!=), no, yes) } else { (quote!(==), yes, no) };
    let (leave, behind) = (leaves.returned(), follows.statements);
    Code {
        statements: quote!(if #number #is #equals { #leave } #behind),
        end: follows.end,
        depth: follows.depth.max(1 + leaves.depth),
    }
}

//! A decision as code: `if` and `else`, a `match`, or, where that would nest too deep, a way out and what follows it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// How deep decisions are nested in each other. Beyond it, all but the deepest of what a decision leads to returns, so
/// that the depth grows with the logarithm of their number.
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

/// What a decision looks at, by the local that holds it.
pub(crate) enum Asked {
    Number(Ident),
    Flag(Ident),
}

impl Asked {
    fn is(&self, equals: u64) -> TokenStream {
        match self {
            Self::Number(number) => {
                let equals = Literal::u64_unsuffixed(equals);
                quote!(#number == #equals)
            }
            Self::Flag(flag) if equals == 0 => quote!(!#flag),
            Self::Flag(flag) => quote!(#flag),
        }
    }

    fn is_not(&self, equals: u64) -> TokenStream {
        match self {
            Self::Number(number) => {
                let equals = Literal::u64_unsuffixed(equals);
                quote!(#number != #equals)
            }
            Self::Flag(_) => self.is(u64::from(equals == 0)),
        }
    }

    fn number(&self) -> TokenStream {
        match self {
            Self::Number(number) => quote!(#number),
            Self::Flag(flag) => quote!(<u64 as ::core::convert::From<bool>>::from(#flag)),
        }
    }
}

/// What a number leads to if it is one of these.
pub(crate) struct Arm {
    pub(crate) values: Vec<u64>,
    pub(crate) code: Code,
}

/// The code that looks at a number or a flag and goes on as it says.
pub(crate) fn decision(asked: &Asked, arms: Vec<Arm>, otherwise: Code) -> Code {
    let (patterns, mut codes): (Vec<Vec<u64>>, Vec<Code>) =
        arms.into_iter().map(|arm| (arm.values, arm.code)).unzip();
    codes.push(otherwise);
    let depth = 1 + codes.iter().map(|code| code.depth).max().unwrap_or_default();
    if depth <= MOST_NESTED {
        let blocks: Vec<_> = codes.iter().map(|code| Some(code.inner())).collect();
        return Code { depth, ..Code::of(choice(asked, &patterns, &blocks)) };
    }
    let deepest = (0..codes.len()).max_by_key(|at| codes[*at].depth).unwrap_or_default();
    let follows = codes.remove(deepest);
    let depth = follows.depth.max(1 + codes.iter().map(|code| code.depth).max().unwrap_or_default());
    let mut blocks: Vec<_> = codes.iter().map(|code| Some(code.returned())).collect();
    blocks.insert(deepest, None);
    let (leave, behind) = (choice(asked, &patterns, &blocks), follows.statements);
    Code { statements: quote!(#leave #behind), end: follows.end, depth }
}

/// The decision itself. There is one more block than patterns, and nothing for the one that is passed over.
fn choice(asked: &Asked, patterns: &[Vec<u64>], blocks: &[Option<TokenStream>]) -> TokenStream {
    if let ([values], [yes, no]) = (patterns, blocks)
        && let [equals] = values[..]
    {
        let (is, is_not) = (asked.is(equals), asked.is_not(equals));
        return match (yes, no) {
            (Some(yes), Some(no)) => quote!(if #is { #yes } else { #no }),
            (Some(yes), None) => quote!(if #is { #yes }),
            (None, no) => quote!(if #is_not { #no }),
        };
    }
    let patterns = patterns.iter().map(|values| pattern(values)).chain([quote!(_)]);
    let number = asked.number();
    quote!(match #number { #(#patterns => { #blocks })* })
}

/// A pattern for numbers; those in a row become a range.
fn pattern(values: &[u64]) -> TokenStream {
    let runs = values.chunk_by(|before, next| before.checked_add(1) == Some(*next)).map(|run| {
        let literal = |value: Option<&u64>| value.copied().map(Literal::u64_unsuffixed);
        let (first, last) = (literal(run.first()), literal(run.last()));
        if run.len() == 1 { quote!(#first) } else { quote!(#first..=#last) }
    });
    quote!(#(#runs)|*)
}

//! Generated code piece by piece, so that whoever makes a text of it holds the tokens of one message at a time, not
//! those of them all.

use proc_macro2::TokenStream;

/// A part of generated code.
pub(crate) enum Piece {
    /// What stands before the braces of a module, whose items follow.
    Open(TokenStream),
    /// Whole items.
    Items(TokenStream),
    /// The end of the module that was opened last.
    Close,
}

/// Who is given the pieces.
pub(crate) type Taker<'a> = dyn FnMut(Piece) + 'a;

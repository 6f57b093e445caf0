//! All that a type needs in order to be read and written, from its description: the one function behind the build
//! script and the derive.

use proc_macro2::TokenStream;
use quote::quote;

use crate::build::emit_build;
use crate::encode::emit_encode;
use crate::lonely_message::emit_for_message;
use crate::options::Options;
use crate::own::emit_own_groups;
use crate::parse::emit_parse;
use crate::target::{Holds, Target, Wire};

/// Emits the implementations for a type that holds a message, or a shape of it.
pub fn emit_codec(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let message = emit_for_message(wire, target, options);
    let parse = emit_parse(wire, target, options);
    let of_struct = match &target.holds {
        Holds::Struct(held) => {
            let build = emit_build(wire, &target.generics, held, options);
            let encode = emit_encode(wire, &target.generics, held, options);
            let groups = emit_own_groups(wire, held, options.path());
            quote!(#groups #build #encode)
        }
        Holds::Variants { .. } => TokenStream::new(),
    };
    quote!(#message #parse #of_struct)
}

//! Lints that have nothing to say about generated modules.
//!
//! Generated code follows the schema: it has all that a message can do, whatever the crate around it uses and however private
//! the module is that it is in. It is compiled under other crates' lints, so that those which are not about mistakes are
//! allowed, on by themselves or not. `codegen/build/tests/strict.rs` shows it.

use proc_macro2::TokenStream;
use quote::quote;

/// The attribute for a module, in which something may be deprecated.
pub(crate) fn allow_lints(has_deprecated: bool) -> TokenStream {
    let deprecated = has_deprecated.then(|| quote!(deprecated,));
    quote! {
        #[allow(
            #deprecated dead_code, unused_imports, unused_qualifications, unused_results, unreachable_pub, unnameable_types,
            non_snake_case, elided_lifetimes_in_paths, single_use_lifetimes, redundant_lifetimes, missing_docs,
            missing_copy_implementations, missing_debug_implementations, trivial_casts, trivial_numeric_casts,
            variant_size_differences, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction,
            reason = "generated code follows the schema, not the style of the crate it is in"
        )]
    }
}

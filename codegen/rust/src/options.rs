//! What a caller can choose.

use proc_macro2::TokenStream;
use quote::quote;

/// How the code is emitted.
#[derive(Clone, Debug)]
pub struct Options {
    runtime: TokenStream,
    /// What holds the type codes of a direction, where that is not said of each message again.
    known_codes: Option<TokenStream>,
    /// Whether that path counts modules upwards.
    relative: bool,
    /// Whether the code is a file of somebody's sources, not one that a build script makes again and again.
    kept: bool,
    serde: bool,
}

impl Default for Options {
    /// For a crate that depends on `lonelypsp`, without serde.
    fn default() -> Self {
        Self {
            runtime: quote!(::lonelypsp::runtime),
            known_codes: None,
            relative: false,
            kept: false,
            serde: false,
        }
    }
}

impl Options {
    /// The absolute path of the runtime: `::lonelypsp::runtime` unless the crate is renamed.
    #[must_use]
    pub fn runtime(mut self, path: TokenStream) -> Self {
        self.runtime = path;
        self
    }

    /// Whether messages implement `serde::Serialize`. The crate must then depend on `serde`, and the runtime have its
    /// feature `serde`.
    #[must_use]
    pub fn serde(mut self, serde: bool) -> Self {
        self.serde = serde;
        self
    }

    /// The runtime's path, or what the module of a direction calls it.
    pub fn path(&self) -> &TokenStream {
        &self.runtime
    }

    /// As the module of a direction has it, which holds what is the same in all its messages: the runtime's name, and the
    /// type codes.
    #[must_use]
    pub fn inside_direction(self) -> Self {
        Self { runtime: quote!(rt), known_codes: Some(quote!(Type::CODES)), ..self }
    }

    /// What stands for the type codes of a direction, if anything does.
    pub(crate) fn known_codes(&self) -> Option<&TokenStream> {
        self.known_codes.as_ref()
    }

    /// For the module of a direction, where the runtime is `rt`: what declares that, and the options.
    pub(crate) fn in_direction(&self) -> (TokenStream, Self) {
        let runtime = &self.runtime;
        (quote!(use #runtime as rt;), self.clone().inside_direction())
    }

    pub(crate) fn is_kept(&self) -> bool {
        self.kept
    }

    /// An item of the runtime as seen from a protocol's module, one above a direction's.
    pub(crate) fn seen_from_protocol(&self, item: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        if self.relative { quote!(super::runtime::#item) } else { quote!(#runtime::#item) }
    }

    /// For a runtime that is a module beside those of the protocols.
    #[cfg(feature = "format")]
    pub(crate) fn with_own_runtime() -> Self {
        Self { runtime: quote!(super::super::runtime), relative: true, kept: true, ..Self::default() }
    }

    pub(crate) fn with_serde(&self) -> bool {
        self.serde
    }
}

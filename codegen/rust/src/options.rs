//! What a caller can choose.

use proc_macro2::TokenStream;
use quote::quote;

/// How the code is emitted.
#[derive(Clone, Debug)]
pub struct Options {
    runtime: TokenStream,
    serde: bool,
}

impl Default for Options {
    /// For a crate that depends on `lonelypsp`, without serde.
    fn default() -> Self {
        Self { runtime: quote!(::lonelypsp::runtime), serde: false }
    }
}

impl Options {
    /// The path of the runtime, as seen from two modules below where the code is included. It is
    /// `::lonelypsp::runtime` unless the crate is renamed or the runtime is copied.
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

    pub(crate) fn path(&self) -> &TokenStream {
        &self.runtime
    }

    pub(crate) fn with_serde(&self) -> bool {
        self.serde
    }
}

//! `schema!("path.yaml")`: the whole generated module in place.

use lonelypsp_codegen_rust::{Options, emit};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Path, Token};

use crate::attributes::Text;
use crate::schemas::Loaded;

/// What stands between the parentheses.
pub(crate) struct Arguments {
    path: LitStr,
    krate: Option<Path>,
    serde: bool,
    protocol_version: Option<LitStr>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let expected = |error: syn::Error| {
            syn::Error::new(
                error.span(),
                "expected the path of a schema, as in `schema!(\"schema/mine.yaml\")`",
            )
        };
        let path = input.parse().map_err(expected)?;
        let mut arguments = Self { path, krate: None, serde: false, protocol_version: None };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key = input.call(Ident::parse_any)?;
            if key == "crate" {
                input.parse::<Token![=]>()?;
                arguments.krate = Some(input.call(Path::parse_mod_style)?);
            } else if key == "serde" {
                arguments.serde = true;
            } else if key == "protocol_version" {
                input.parse::<Token![=]>()?;
                arguments.protocol_version = Some(input.parse()?);
            } else {
                let message = format!(
                    "`schema!` takes no `{key}`; behind the path there can be `crate = PATH`, `serde` and \
                     `protocol_version = \"VERSION\"`"
                );
                return Err(syn::Error::new(key.span(), message));
            }
        }
        Ok(arguments)
    }
}

/// All protocols of the schema, each in its module.
pub(crate) fn expand_module(arguments: &Arguments) -> syn::Result<TokenStream> {
    let path = Text { value: arguments.path.value(), span: arguments.path.span() };
    let version = arguments.protocol_version.as_ref();
    let version = version.map(|version| Text { value: version.value(), span: version.span() });
    let loaded = Loaded::read(&path, version.as_ref())?;
    let mut options = Options::default().serde(arguments.serde);
    if let Some(krate) = &arguments.krate {
        options = options.runtime(quote!(#krate::runtime));
    }
    let (code, tracked) = (emit(&loaded.schema, &options), loaded.tracked());
    Ok(quote!(#code #tracked))
}

//! Generated code as somebody keeps it: one module with the runtime in it, as rustfmt would have it.

use lonelypsp_schema::Schema;
use proc_macro2::TokenStream;
use quote::quote;

use crate::Options;
use crate::lints::allow_lints;
use crate::pieces::Piece;
use crate::runtime::in_one_module;
use crate::text::header;
use crate::whole::emit_pieces;

/// Emits a module that needs no runtime crate beside it: the runtime is part of it. It depends on the crates `bytes` and
/// `sha2` alone; its first lines say in which versions.
pub fn emit_standalone(schema: &Schema) -> String {
    let options = Options::with_own_runtime();
    let mut out = header(schema)
        + "\n//\n// Needs two crates. In `Cargo.toml`, under `[dependencies]`:\n//\n//     bytes = \"1.12\"\n//     sha2 = { version = \"0.11\", default-features = false }\n\n";
    push_pretty(&mut out, schema, &options);
    // The runtime is linted where it stands.
    let doc = "/// What the messages are read and written with.\n#[rustfmt::skip]\n";
    let lints = format!("{}\n", allow_lints(false));
    out.extend(["\n", doc, &lints, "pub mod runtime {\n", &in_one_module(), "}\n"]);
    out
}

/// Formatted piece by piece: the syntax tree of many messages takes a hundred times the memory of their text.
fn push_pretty(out: &mut String, schema: &Schema, options: &Options) {
    let mut depth = 0;
    emit_pieces(schema, options, &mut |piece| match piece {
        Piece::Open(head) => {
            let module = pretty_within(depth, &quote!(#head {}));
            out.extend([module.trim_end().trim_end_matches('}'), "\n"]);
            depth += 1;
        }
        Piece::Items(items) if items.is_empty() => {}
        Piece::Items(items) => *out += &pretty_within(depth, &items),
        Piece::Close => {
            depth -= 1;
            out.extend(["    ".repeat(depth).as_str(), "}\n"]);
        }
    });
}

/// Items as they look within so many modules: with all of them around, so that lines break where they should.
fn pretty_within(depth: usize, items: &TokenStream) -> String {
    let file = (0..depth).fold(items.clone(), |items, _| quote!(mod around { #items }));
    match syn::parse2(file) {
        Ok(file) => {
            let text = prettyplease::unparse(&file);
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            lines.get(depth..lines.len() - depth).unwrap_or_default().concat()
        }
        // Emission cannot fail; if it ever does, the compiler that reads the text says where.
        Err(_) => format!("{items}\n"),
    }
}

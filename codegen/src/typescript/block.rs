//! Reading of a block of headers: what stands around its two paths.

use askama::Template;
use lonelypsp_schema::{Block, Layout};

use super::exact::{exact_view, read_lines};
use super::fast::fast_view;
use super::flags::flags_line;
use super::layout::{array, signature};
use super::message::Head;
use super::program::ProgramView;
use super::scope::Scope;

#[derive(Template)]
#[template(path = "typescript/block.ts", whitespace = "preserve")]
struct BlockView<'h> {
    head: &'h Head,
    code: u16,
    direction: &'static str,
    headers: String,
    /// How many headers every shape has.
    head_count: usize,
    signature_fast: String,
    signature_exact: String,
    /// The flags of the prefix on either path, if anything looks at them.
    fast_flags: Option<String>,
    exact_flags: Option<String>,
    fast: ProgramView,
    reads: Vec<String>,
    exact: ProgramView,
}

/// The constants and functions that read the message.
pub(super) fn block_text<'s>(scope: &Scope<'s>, block: &'s Block, head: &Head) -> String {
    let Scope { message, layout, .. } = scope;
    for function in ["block", "fast", "spellNames"] {
        scope.uses(function);
    }
    let hash: &[&str] = if head.has_digest { &["hash: Hash | undefined"] } else { &[] };
    let with_hash: Vec<&str> = std::iter::once("bytes: Uint8Array").chain(hash.iter().copied()).collect();
    let view = BlockView {
        head,
        code: message.code,
        direction: message.direction.as_str(),
        headers: headers(layout),
        head_count: layout.head_len(),
        signature_fast: signature("function onFastPath", &with_hash, &format!("{} | undefined", head.ty)),
        signature_exact: signature("function onExactPath", &with_hash, &head.ty),
        fast_flags: flags_line(scope, "f"),
        exact_flags: flags_line(scope, "b"),
        fast: fast_view(scope, &block.fast),
        reads: read_lines(scope, 4, block),
        exact: exact_view(scope, block),
    };
    super::part(&view)
}

fn headers(layout: &Layout) -> String {
    let names: Vec<String> = layout.slots.iter().map(|header| format!("\"{}\"", header.at)).collect();
    array("const headers: readonly string[]", &names)
}

//! The modules that read and write the parts of messages: prefixes and header blocks.

use askama::Template;

use super::context::Context;
use super::direction_view::DirectionView;
use super::module::all;
use super::text::import;

#[derive(Template)]
#[template(path = "python/parser_helpers.py", whitespace = "preserve")]
struct ParserHelpersView<'a> {
    stamp: String,
    constants: String,
    exported: String,
    flags_class: String,
    minimal_flag: u16,
    has_blocks: bool,
    directions: &'a [DirectionView],
}

#[derive(Template)]
#[template(path = "python/serializer_helpers.py", whitespace = "preserve")]
struct SerializerHelpersView {
    stamp: String,
    constants: String,
    any_type: String,
    minimal_flag: u16,
    has_blocks: bool,
    has_flags: bool,
}

/// The modules by their names, without `.py`.
pub(super) fn emit_helpers(
    context: &Context<'_>,
    directions: &[DirectionView],
) -> [(&'static str, String); 2] {
    let types: Vec<_> = directions.iter().map(|direction| direction.type_class.clone()).collect();
    let flags_class = context.flags_class();
    let minimal_flag = context.protocol.minimal_flag();
    let has_blocks = context.protocol.messages.iter().any(|message| message.layout.is_block());
    let parser = ParserHelpersView {
        stamp: context.stamp.clone(),
        constants: import(".constants", &[&types[..], std::slice::from_ref(&flags_class)].concat())
            .join("\n"),
        exported: exported_helpers(directions, has_blocks),
        flags_class,
        minimal_flag,
        has_blocks,
        directions,
    };
    let serializer = SerializerHelpersView {
        stamp: context.stamp.clone(),
        constants: import(".constants", &types).join("\n"),
        any_type: types.join(" | "),
        minimal_flag,
        has_blocks,
        has_flags: context.has_flags(),
    };
    [("parser_helpers", parser.to_string()), ("serializer_helpers", serializer.to_string())]
}

/// The names that `parser_helpers` has, its own and those of the runtime.
fn exported_helpers(directions: &[DirectionView], has_blocks: bool) -> String {
    let mut names: Vec<String> =
        ["GeneratorContextManager", "parse_expanded_headers", "parse_minimal_message_headers"]
            .into_iter()
            .chain(["parse_simple_headers"])
            .filter(|_| has_blocks)
            .chain(["read_exact"])
            .map(str::to_owned)
            .collect();
    for direction in directions {
        names.push(format!("{}_MessagePrefix", direction.upper));
        names.push(format!("parse_{}_message_prefix", direction.lower));
    }
    all(names).join("\n")
}

//! A module of messages: classes, parsers, serializers, and the functions and tables behind them.

use askama::Template;
use lonelypsp_schema::{Direction, Message};

use super::code::{Uses, from};
use super::context::Context;
use super::message::{MessageView, view_message};
use super::names;
use super::text::{docstring, list, string, union};

#[derive(Template)]
#[template(path = "python/messages/module.py", whitespace = "preserve")]
struct ModuleView {
    stamp: String,
    doc: String,
    imports: String,
    exported: String,
    /// Whether messages have a prefix, and parsers that are told what it says.
    has_prefix: bool,
    messages: Vec<MessageView>,
    unions: Vec<String>,
}

/// The text of a module that holds these messages.
pub(super) fn emit_module(context: &Context<'_>, messages: &[&Message]) -> String {
    let views: Vec<_> =
        messages.iter().map(|message| view_message(context, message, &message.layout)).collect();
    let titles: Vec<_> =
        messages.iter().map(|message| format!("`{}`", names::type_member(message))).collect();
    let unions = view_unions(context, messages);
    let mut exported: Vec<String> = views.iter().flat_map(|view| exports(context, view)).collect();
    exported.extend(unions.iter().map(|(name, _)| name.clone()));
    let view = ModuleView {
        stamp: context.stamp.clone(),
        doc: docstring(
            0,
            &format!("Messages of the protocol `{}`: {}.", context.protocol.name, titles.join(", ")),
        )
        .join("\n"),
        imports: imports(context, messages, &views, !unions.is_empty()).join("\n"),
        exported: all(exported).join("\n"),
        has_prefix: context.has_prefix(),
        messages: views,
        unions: unions.into_iter().map(|(_, lines)| lines.join("\n")).collect(),
    };
    view.to_string()
}

/// The assignment of `__all__`.
pub(super) fn all(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_cached_key(|name| super::text::export_order(name));
    names.dedup();
    let names: Vec<_> = names.iter().map(|name| string(name)).collect();
    list(0, "__all__ = ", &names)
}

fn exports(context: &Context<'_>, message: &MessageView) -> Vec<String> {
    let functions = if context.has_prefix() {
        vec![message.parser.clone(), format!("serialize_{}", message.function)]
    } else {
        let functions = ["decode", "encode", "incremental", "read"];
        functions.map(|what| format!("{what}_{}", message.function)).to_vec()
    };
    let mut names = [vec![message.class.clone()], functions].concat();
    names.extend(message.classes.iter().map(|class| class.name.clone()));
    names.extend(message.spells.iter().cloned());
    names.extend(message.alias.map(str::to_owned));
    names
}

/// Unions of the messages that share this module, by name, unless a message is called so.
fn view_unions(context: &Context<'_>, messages: &[&Message]) -> Vec<(String, Vec<String>)> {
    let mut unions = Vec::new();
    for direction in Direction::BOTH {
        let grouped: Vec<_> = messages
            .iter()
            .filter(|message| message.direction == direction && context.dropin.union(message).is_some())
            .collect();
        let Some(name) = grouped.first().and_then(|message| context.dropin.union(message)) else { continue };
        let classes: Vec<_> = grouped.iter().map(|message| names::message_class(message)).collect();
        if messages.iter().any(|message| names::message_class(message) == name) {
            continue;
        }
        unions.push((name.to_owned(), union(&format!("{name}: TypeAlias ="), &classes)));
    }
    unions
}

/// The imports of a module, in the order of a sorter.
fn imports(
    context: &Context<'_>,
    messages: &[&Message],
    views: &[MessageView],
    has_unions: bool,
) -> Vec<String> {
    let mut uses = Uses::default();
    for view in views {
        view.classes.iter().for_each(|class| uses.extend(&class.uses));
        let code = view.readers.iter().chain(&view.writers).chain(&view.entries).chain(&view.shapes);
        let parsing = context.has_prefix().then_some(&view.parse_body);
        code.chain(parsing).chain([&view.scan]).for_each(|code| uses.extend(&code.uses));
    }
    if has_unions || views.iter().any(|view| !view.union.is_empty()) {
        uses.add(from::TYPING, "TypeAlias");
    }
    uses.add(from::SHAPES, "Shapes");
    uses.add(from::STREAMS, "SyncReadableBytesIO");
    if context.has_prefix() {
        uses.add(from::SHAPES, "encode_with");
        uses.add(from::CONSTANTS, context.flags_class());
        for message in messages {
            uses.add(from::CONSTANTS, context.type_class(message.direction));
        }
    } else {
        uses.add(from::BODIES, "decode_body");
        uses.add(from::BODIES, "encode_body");
        uses.add(from::INCREMENTAL, "Incremental");
        uses.add(from::INCREMENTAL, "Start");
    }
    let mut lines = Vec::new();
    if uses.has(from::BUILTINS) {
        lines.push("import builtins as _builtins".to_owned());
    }
    lines.extend([from::DATACLASSES, from::TYPING].iter().flat_map(|module| uses.imports(module)));
    lines.push(String::new());
    lines.extend(uses.own_imports());
    lines
}

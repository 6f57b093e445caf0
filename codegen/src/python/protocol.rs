//! The modules of a protocol that are not about one message.

use askama::Template;
use lonelypsp_schema::{Direction, Flag, Message, Protocol, Schema, UnknownFlags};

use super::context::Context;
use super::direction_view::{DirectionView, view_direction};
use super::helpers::emit_helpers;
use super::module::all;
use super::names;
use super::text::{assign, docstring, import, list};
use crate::direction::capitals;
use crate::doc::told;
use crate::spelling::screaming;

#[derive(Template)]
#[template(path = "python/constants.py", whitespace = "preserve")]
struct ConstantsView {
    stamp: String,
    doc: String,
    enums: &'static str,
    exported: String,
    prefix: Option<PrefixView>,
    types: Vec<TypesView>,
}

/// What stands before every message, if anything does.
struct PrefixView {
    class: String,
    base: &'static str,
    doc: String,
    flags: Vec<FlagView>,
}

struct TypesView {
    class: String,
    sender: &'static str,
    receiver: &'static str,
    members: Vec<MemberView>,
}

struct FlagView {
    declaration: String,
    doc: String,
}

struct MemberView {
    name: String,
    value: u16,
    doc: String,
}

#[derive(Template)]
#[template(path = "python/generic_parser.py", whitespace = "preserve")]
struct GenericParserView<'a> {
    stamp: String,
    exported: String,
    constants: String,
    flags_class: String,
    directions: &'a [DirectionView],
}

#[derive(Template)]
#[template(path = "python/message.py", whitespace = "preserve")]
struct MessageView<'a> {
    stamp: String,
    imports: String,
    exported: String,
    directions: &'a [DirectionView],
}

#[derive(Template)]
#[template(path = "python/parser.py", whitespace = "preserve")]
struct ParserView<'a> {
    stamp: String,
    imports: String,
    exported: String,
    flags_class: String,
    directions: &'a [DirectionView],
}

/// The modules by their names, without `.py`.
pub(super) fn emit_modules(context: &Context<'_>) -> Vec<(&'static str, String)> {
    let mut files = vec![("constants", emit_constants(context))];
    let directions: Vec<_> = context.directions().into_iter().map(|d| view_direction(context, d)).collect();
    if directions.is_empty() {
        return files;
    }
    let imports = message_imports(context).join("\n");
    let exported = all(of_directions(&directions, &["Message"])).join("\n");
    let unions = MessageView { stamp: context.stamp.clone(), imports, exported, directions: &directions };
    files.push(("message", unions.to_string()));
    // What has no prefix is read by nobody who was told what it says.
    if context.has_prefix() {
        files.extend(emit_parsers(context, &directions));
    }
    files
}

/// The modules that read messages from streams, and put together their parts.
fn emit_parsers(context: &Context<'_>, directions: &[DirectionView]) -> Vec<(&'static str, String)> {
    let mut files = Vec::new();
    let types: Vec<_> = directions.iter().map(|direction| direction.type_class.clone()).collect();
    let flags_class = context.flags_class();
    let with_flags =
        import(".constants", &[&types[..], std::slice::from_ref(&flags_class)].concat()).join("\n");
    let generic = GenericParserView {
        stamp: context.stamp.clone(),
        exported: all(of_directions(directions, &["MessageParser"])).join("\n"),
        constants: with_flags,
        flags_class: flags_class.clone(),
        directions,
    };
    files.push(("generic_parser", generic.to_string()));
    let imports = parser_imports(context).join("\n");
    let exported = all(of_directions(directions, &["AnyMessageParser", "MESSAGE_PARSERS"])).join("\n");
    let parser = ParserView { stamp: context.stamp.clone(), imports, exported, flags_class, directions };
    files.push(("parser", parser.to_string()));
    files.extend(emit_helpers(context, directions));
    files
}

/// Names that there are for each direction.
fn of_directions(directions: &[DirectionView], names: &[&str]) -> Vec<String> {
    let of =
        |direction: &DirectionView| names.iter().map(|name| format!("{}_{name}", direction.upper)).collect();
    directions.iter().flat_map(|direction| -> Vec<_> { of(direction) }).collect()
}

fn emit_constants(context: &Context<'_>) -> String {
    let directions = context.directions();
    let flag = |flag: &Flag| FlagView {
        declaration: assign(4, &format!("{} =", screaming(&flag.name)), &format!("1 << {}", flag.bit))
            .join("\n"),
        doc: docstring(4, &told(&flag.doc, &flag.availability)).join("\n"),
    };
    let types = |direction: &Direction| TypesView {
        class: context.type_class(*direction),
        sender: direction.sender(),
        receiver: direction.receiver(),
        members: context
            .protocol
            .messages_of(*direction)
            .into_iter()
            .map(|message| MemberView {
                name: names::type_member(message),
                value: message.code,
                doc: docstring(4, &message.doc).join("\n"),
            })
            .collect(),
    };
    let prefix = || PrefixView {
        class: context.flags_class(),
        base: if is_flagless(context.protocol) { "int" } else { "IntFlag" },
        doc: docstring(4, flags_doc(context.protocol)).join("\n"),
        flags: context.protocol.flags.iter().map(flag).collect(),
    };
    let prefix = context.has_prefix().then(prefix);
    let mut exported: Vec<_> = prefix.iter().map(|prefix| prefix.class.clone()).collect();
    exported.extend(directions.iter().map(|direction| context.type_class(*direction)));
    let of = if context.has_prefix() { "in the prefix" } else { "of the messages" };
    let doc = format!("The numbers {of} of the protocol `{}`.", context.protocol.name);
    let view = ConstantsView {
        stamp: context.stamp.clone(),
        doc: docstring(0, &doc).join("\n"),
        enums: match (directions.is_empty(), prefix.as_ref().is_none_or(|prefix| prefix.base == "int")) {
            (true, true) => "",
            (true, false) => "IntFlag",
            (false, true) => "IntEnum",
            (false, false) => "IntEnum, IntFlag",
        },
        exported: all(exported).join("\n"),
        prefix,
        types: directions.iter().map(types).collect(),
    };
    view.to_string()
}

/// Whether messages have flags of which none has a name: an enum without members has no instances.
const fn is_flagless(protocol: &Protocol) -> bool {
    protocol.flags.is_empty() && !protocol.messages.is_empty()
}

const fn flags_doc(protocol: &Protocol) -> &'static str {
    match (is_flagless(protocol), protocol.unknown_flags) {
        (false, UnknownFlags::Ignore) => {
            "The flags of the prefix. Bits without a name are kept, and ignored."
        }
        (false, UnknownFlags::Refuse) => {
            "The flags of the prefix. A message with a bit that has no name is refused."
        }
        (false, UnknownFlags::Keep) => {
            "The flags of the prefix. Bits without a name are a field of every message."
        }
        (true, UnknownFlags::Ignore) => "The flags of the prefix, which have no names, and are ignored.",
        (true, UnknownFlags::Refuse) => "The flags of the prefix, none of which may be set.",
        (true, UnknownFlags::Keep) => {
            "The flags of the prefix, which have no names: a field of every message."
        }
    }
}

fn message_imports(context: &Context<'_>) -> Vec<String> {
    imports_of_messages(context, names::message_class)
}

fn parser_imports(context: &Context<'_>) -> Vec<String> {
    let directions = context.directions();
    let named = |suffix: &str| -> Vec<_> {
        directions.iter().map(|direction| format!("{}_{suffix}", capitals(*direction))).collect()
    };
    let mut constants: Vec<_> = directions.iter().map(|direction| context.type_class(*direction)).collect();
    constants.push(context.flags_class());
    let mut lines = import(".constants", &constants);
    lines.extend(import(".generic_parser", &named("MessageParser")));
    lines.extend(import(".message", &named("Message")));
    lines.extend(imports_of_messages(context, |message| context.parser_class(message)));
    lines
}

fn imports_of_messages(context: &Context<'_>, name: impl Fn(&Message) -> String) -> Vec<String> {
    let of = |(module, messages): &(String, Vec<&Message>)| {
        let names: Vec<_> = messages.iter().map(|message| name(message)).collect();
        import(&format!(".messages.{module}"), &names)
    };
    context.modules(&context.protocol.messages).iter().flat_map(of).collect()
}

#[derive(Template)]
#[template(path = "python/init.py", whitespace = "preserve")]
struct InitView {
    stamp: String,
    doc: String,
    imports: String,
    exported: String,
}

/// The package of a protocol, which loads nothing by itself.
pub(super) fn emit_protocol_init(context: &Context<'_>) -> String {
    init(context.stamp.clone(), &context.protocol.doc, String::new(), String::new())
}

/// The package of its messages.
pub(super) fn emit_messages_init(context: &Context<'_>) -> String {
    let doc = format!("The messages of the protocol `{}`, a module for each.", context.protocol.name);
    init(context.stamp.clone(), &doc, String::new(), String::new())
}

/// The package itself.
pub(super) fn emit_package_init(schema: &Schema) -> String {
    let imports = import(".errors", &["ErrorKind".to_owned(), "LonelyError".to_owned()]).join("\n");
    let exported =
        list(0, "__all__ = ", &["\"ErrorKind\"".to_owned(), "\"LonelyError\"".to_owned()]).join("\n");
    init(crate::stamp::stamp(schema), &schema.doc, imports, exported)
}

fn init(stamp: String, doc: &str, imports: String, exported: String) -> String {
    InitView { stamp, doc: docstring(0, doc).join("\n"), imports, exported }.to_string()
}

//! What a package has beside its messages if they are those of the protocol: signatures, the etag, and what belongs to them.
//! A schema has them under the names that the conformance protocol gives them.

use askama::Template;
use lonelypsp_schema::{Direction, Form, Message, Prefix, Protocol, Schema};

use super::forms::is_wide;
use super::layout::{array, import};
use super::names::file_name;
use crate::backend::Files;
use crate::direction::directions;
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/auth.ts", whitespace = "preserve")]
struct AuthView {
    stamp: String,
    imports: Vec<String>,
    document: String,
    types: String,
    directions: Vec<DirectionView>,
}

struct DirectionView {
    name: &'static str,
    is_last: bool,
}

#[derive(Template)]
#[template(path = "typescript/etag.ts", whitespace = "preserve")]
struct EtagView {
    stamp: String,
    module: String,
}

/// The modules that programs can import, by their files without ending.
pub(super) fn modules(schema: &Schema) -> Vec<&'static str> {
    let auth: &[&str] =
        if signing(schema).is_some() { &["auth", "connection", "repr-digest", "trace-context"] } else { &[] };
    auth.iter().copied().chain(etag_document(schema).map(|_| "etag")).collect()
}

pub(super) fn emit_authorization(schema: &Schema, files: &mut Files) {
    if let Some(protocol) = signing(schema) {
        files.insert("src/auth.ts".to_owned(), emit_auth(schema, protocol));
    }
    if let Some((protocol, message)) = etag_document(schema) {
        let module = format!(
            "{}/{}/{}",
            file_name(&protocol.name),
            message.direction.as_str(),
            file_name(&message.name)
        );
        files.insert("src/etag.ts".to_owned(), super::render(&EtagView { stamp: stamp(schema), module }));
    }
}

/// The protocol of documents that are signed, if all of its messages are such.
pub(super) fn signing(schema: &Schema) -> Option<&Protocol> {
    let protocol = bare(schema, "signing")?;
    let is_unique = |message: &Message| protocol.by_unique_name(message.name.snake()).is_some();
    let fits = |message: &Message| is_document(message) && is_unique(message);
    let is_signing = !protocol.messages.is_empty() && protocol.messages.iter().all(fits);
    (is_signing && is_free(schema)).then_some(protocol)
}

/// The document that a strong etag is the hash of.
pub(super) fn etag_document(schema: &Schema) -> Option<(&Protocol, &Message)> {
    const GROUPS: [(&str, Form); 2] = [("topics", Form::Bytes), ("globs", Form::Text)];
    let protocol = bare(schema, "hashing")?;
    let message = protocol.by_unique_name("strong_etag")?;
    let layout = &message.layout;
    let places: Vec<&str> = layout.slots.iter().map(|slot| slot.at.as_str()).collect();
    let is_group = |(group, (name, form)): (&lonelypsp_schema::Group, (&str, Form))| {
        let sorted = group.sorted.map(|slot| group.slots[slot].kind);
        group.name.snake() == name && sorted.is_some_and(|kind| kind.form == form && !kind.empty_is_absent)
    };
    let has_groups = layout.groups.len() == GROUPS.len() && layout.groups.iter().zip(GROUPS).all(is_group);
    let fits =
        places == ["url", "topics", "globs"] && has_groups && message.entry_by_entry(protocol).is_some();
    (fits && is_free(schema) && signing(schema).is_some()).then_some((protocol, message))
}

fn bare<'s>(schema: &'s Schema, name: &str) -> Option<&'s Protocol> {
    schema.protocol(name).filter(|protocol| protocol.prefix == Prefix::None)
}

/// Whether no protocol has a module that is called like one of those here.
fn is_free(schema: &Schema) -> bool {
    let taken = ["auth", "connection", "etag", "repr-digest", "trace-context"];
    !schema.protocols.iter().any(|protocol| taken.contains(&file_name(&protocol.name).as_str()))
}

/// Whether it has one shape, with a time and a nonce among its fields.
fn is_document(message: &Message) -> bool {
    let [shape] = &message.layout.shapes[..] else { return false };
    let kind = |name: &str| {
        let mut slots =
            shape.slots.iter().filter(|slot| slot.field().is_some_and(|field| field.snake() == name));
        slots.next().map(|slot| message.layout.slots[slot.slot].kind)
    };
    shape.variant.is_none()
        && kind("timestamp").is_some_and(|kind| matches!(kind.form, Form::Uint(_)) && is_wide(kind))
        && kind("nonce").is_some_and(|kind| kind.form == Form::Text && !kind.empty_is_absent)
        && !message.layout.plan.has_digest()
}

fn emit_auth(schema: &Schema, protocol: &Protocol) -> String {
    let sides: Vec<Direction> = directions(protocol).collect();
    let last = sides.len().saturating_sub(1);
    let names: Vec<&'static str> = sides.iter().map(|direction| name(*direction)).collect();
    let types = protocol.messages_of(Direction::S2b);
    let types: Vec<String> = types.iter().map(|message| format!("\"{}\"", message.name.snake())).collect();
    let view = AuthView {
        stamp: stamp(schema),
        imports: imports(protocol, &sides),
        document: format!("export type Document = Unstamped<{}>;", names.join(" | ")),
        types: array("const ofSubscriber: readonly string[]", &types),
        directions: names
            .iter()
            .enumerate()
            .map(|(index, name)| DirectionView { name, is_last: index == last })
            .collect(),
    };
    super::render(&view)
}

/// What the messages of a direction are called where both are at hand.
const fn name(direction: Direction) -> &'static str {
    match direction {
        Direction::S2b => "S2b",
        Direction::B2s => "B2s",
    }
}

fn imports(protocol: &Protocol, sides: &[Direction]) -> Vec<String> {
    let types = ["Documents", "HmacOptions", "TokenOptions", "Unstamped"];
    let mut imports = vec![
        import("import type", &types, "./runtime/auth/index.ts"),
        import("import", &["Hmac", "NoAuth", "Token"], "./runtime/auth/index.ts"),
        import("import", &["checkMessage"], "./runtime/index.ts"),
    ];
    for direction in sides {
        let path = format!("./{}/{}.ts", file_name(&protocol.name), direction.as_str());
        let name = name(*direction);
        imports.push(import("import type", &[&format!("Message as {name}")], &path));
        imports.push(import("import", &[&format!("encode as encode{name}")], &path));
    }
    imports
}

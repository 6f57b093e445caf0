//! Everything that has documentation.

use lonelypsp_schema::yaml::Node;

use crate::outline::{Decl, Message, Outline};
use crate::tree::{get, get_entries, get_text, text};

/// A text and what it is about.
pub(crate) struct Documented<'t> {
    /// What it is about, for people: "the type `topic`".
    pub(crate) owner: String,
    /// Its name, if it has one.
    pub(crate) name: Option<&'t str>,
    pub(crate) doc: &'t Node,
    /// What stands there.
    pub(crate) text: &'t str,
    /// The mapping that has the text.
    pub(crate) mapping: Option<&'t Node>,
    /// Of a value, the name of its type and the text of that.
    pub(crate) ty: Option<(&'t str, &'t Node)>,
}

/// Everything that has documentation, in the order of the files.
pub(crate) fn documented<'t>(outline: &Outline<'t>) -> Vec<Documented<'t>> {
    let mut all = Vec::new();
    for file in &outline.files {
        add("the schema".to_owned(), None, file.root, None, &mut all);
    }
    for ty in &outline.types {
        named("type", *ty, &mut all);
    }
    for protocol in &outline.protocols {
        named("protocol", protocol.decl, &mut all);
        for flag in &protocol.flags {
            named("flag", *flag, &mut all);
        }
    }
    for message in &outline.messages {
        of_message(outline, message, &mut all);
    }
    all
}

fn of_message<'t>(outline: &Outline<'t>, message: &Message<'t>, all: &mut Vec<Documented<'t>>) {
    named("message", message.decl, all);
    for header in &message.headers {
        let ty = get_text(header.node, "type").and_then(|name| type_doc(outline, name));
        let owner = format!("the header `{}`", header.name.value);
        add(owner, Some(header.name.value.trim_start_matches("x-")), header.node, ty, all);
    }
    if let Some(body) = get(message.decl.node, "body") {
        add("the body".to_owned(), None, body, None, all);
    }
    for item in &message.items {
        let ty = get_text(item.node, "type").and_then(|name| type_doc(outline, name));
        let name = text(item.name);
        let owner = format!("the {} `{}`", item.key.value, name.unwrap_or_default());
        add(owner, name, item.node, ty, all);
    }
    for variant in &message.variants {
        named("variant", *variant, all);
        let values = ["headers", "fields"].into_iter().flat_map(|key| get_entries(variant.node, key));
        for (name, node) in values {
            add(
                format!("`{}` in a variant", name.value),
                Some(name.value.trim_start_matches("x-")),
                node,
                None,
                all,
            );
        }
    }
}

fn type_doc<'t>(outline: &Outline<'t>, name: &'t str) -> Option<(&'t str, &'t Node)> {
    Some((name, get(outline.ty(name)?.node, "doc")?))
}

fn named<'t>(what: &str, decl: Decl<'t>, all: &mut Vec<Documented<'t>>) {
    let name = decl.name.value.as_str();
    add(format!("the {what} `{name}`"), Some(name), decl.node, None, all);
}

fn add<'t>(
    owner: String,
    name: Option<&'t str>,
    mapping: &'t Node,
    ty: Option<(&'t str, &'t Node)>,
    all: &mut Vec<Documented<'t>>,
) {
    if let Some(doc) = get(mapping, "doc")
        && let Some(text) = text(doc)
    {
        all.push(Documented { owner, name, doc, text, mapping: Some(mapping), ty });
    }
}

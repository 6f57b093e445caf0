//! Rules about what nothing uses.

use std::collections::BTreeSet;

use lonelypsp_schema::yaml::Node;

use crate::outline::Outline;
use crate::tree::{entries, get, get_entries, get_text, items, text};
use crate::words::words;
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    let used: BTreeSet<&str> = outline.values().filter_map(|value| text(value.ty)).collect();
    for ty in outline.types.iter().filter(|ty| !used.contains(ty.name.value.as_str())) {
        let message = format!("the type `{}` is used by nothing", ty.name.value);
        found.add(Lint::UnusedType, ty.name.span, message, |f| f.help("use it or leave it out"));
    }
    let spoken: BTreeSet<&str> = outline.messages.iter().map(|message| message.protocol).collect();
    for protocol in outline.protocols.iter().filter(|one| !spoken.contains(one.decl.name.value.as_str())) {
        let message = format!("the protocol `{}` has no messages", protocol.decl.name.value);
        found.add(Lint::UnusedProtocol, protocol.decl.name.span, message, |f| {
            f.help("add messages, or include the file that has them")
        });
    }
    look_at_documents(outline, found);
    look_at_flags(outline, found);
    look_at_groups(outline, found);
    look_at_includes(outline, &used, found);
}

fn look_at_documents(outline: &Outline<'_>, found: &mut Found<'_>) {
    let stamped = outline.protocols.iter().filter(|protocol| get(protocol.decl.node, "stamp").is_some());
    let stamped: BTreeSet<&str> = stamped.map(|protocol| protocol.decl.name.value.as_str()).collect();
    let signed: BTreeSet<(&str, &str)> =
        outline.messages.iter().flat_map(|m| documents(m.decl.node)).collect();
    for message in outline.messages.iter().filter(|message| stamped.contains(message.protocol)) {
        let name = message.decl.name.value.as_str();
        if !signed.contains(&(message.protocol, name)) {
            let text = format!("the document `{}.{name}` signs nothing", message.protocol);
            found.add(Lint::UnusedDocument, message.decl.name.span, text, |f| {
                f.help("name it under `signed` of a message, or leave it out")
            });
        }
    }
}

/// The documents that sign a message, each as protocol and name.
fn documents(message: &Node) -> Vec<(&str, &str)> {
    let Some(signed) = get(message, "signed") else { return Vec::new() };
    let all = if entries(signed).is_empty() { items(signed) } else { std::slice::from_ref(signed) };
    all.iter().filter_map(|one| get_text(one, "document")?.split_once('.')).collect()
}

fn look_at_flags(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let mut mentioned: BTreeSet<String> = BTreeSet::new();
    for message in &outline.messages {
        let values = message
            .headers
            .iter()
            .map(|header| header.node)
            .chain(message.items.iter().map(|item| item.node));
        for node in values.chain(message.variants.iter().map(|variant| variant.node)) {
            asked.extend(get_entries(node, "when").iter().map(|(name, _)| name.value.as_str()));
            mentioned.extend(words_of_doc(node));
        }
        mentioned.extend(words_of_doc(message.decl.node));
    }
    for protocol in &outline.protocols {
        mentioned.extend(words_of_doc(protocol.decl.node));
    }
    for flag in outline.protocols.iter().flat_map(|protocol| &protocol.flags) {
        let name = flag.name.value.as_str();
        let is_mentioned = name.split('_').all(|word| mentioned.contains(word));
        if get(flag.node, "selects").is_none() && !asked.contains(name) && !is_mentioned {
            found.add(
                Lint::UnusedFlag,
                flag.name.span,
                format!("nothing depends on the flag `{name}`"),
                |f| f.help("say in the documentation of the messages what it changes, or leave it out"),
            );
        }
    }
}

fn words_of_doc(node: &Node) -> Vec<String> {
    get_text(node, "doc").map(|doc| words(doc).collect()).unwrap_or_default()
}

fn look_at_groups(outline: &Outline<'_>, found: &mut Found<'_>) {
    for item in
        outline.messages.iter().flat_map(|message| &message.items).filter(|item| item.key.value == "group")
    {
        let inner = get(item.node, "items").map(items).unwrap_or_default();
        let holds = |item: &Node| ["field", "group", "rest"].iter().any(|key| get(item, key).is_some());
        if !inner.iter().any(holds) {
            let message = format!("the entries of `{}` hold no values", text(item.name).unwrap_or_default());
            found.add(Lint::UnusedGroup, item.name.span, message, |f| f.help("use a number instead"));
        }
    }
}

/// Files that define nothing, or only types that nothing uses. Of a file it is known by which entry of `include` it is read:
/// files are read depth first, each in the order in which it is named.
fn look_at_includes(outline: &Outline<'_>, used: &BTreeSet<&str>, found: &mut Found<'_>) {
    let mut files = outline.files.iter().map(|file| file.root);
    let Some(root) = files.next() else { return };
    let mut open: Vec<std::slice::Iter<'_, Node>> = vec![includes(root).iter()];
    while let Some(top) = open.last_mut() {
        let Some(include) = top.next() else {
            open.pop();
            continue;
        };
        let Some(file) = files.next() else { return };
        open.push(includes(file).iter());
        let defines = ["messages", "protocols", "include"].iter().any(|key| get(file, key).is_some());
        let types = get_entries(file, "types");
        if !defines && !types.iter().any(|(name, _)| used.contains(name.value.as_str())) {
            let what =
                if types.is_empty() { "defines nothing" } else { "defines only types that nothing uses" };
            let message = format!("`{}` {what}", text(include).unwrap_or_default());
            found.add(Lint::UnusedInclude, include.span, message, |f| f.help("leave it out of `include`"));
        }
    }
}

fn includes(file: &Node) -> &[Node] {
    get(file, "include").map(items).unwrap_or_default()
}

//! What a schema declares, with the places where it does. The model has resolved all of this, and no longer says what stood
//! in the text; rules about how something is said need just that.

use std::collections::BTreeMap;

use lonelypsp_schema::yaml::{Node, parse_yaml};
use lonelypsp_schema::{FileId, SourceMap, Spanned};

use crate::tree::{entries, get, get_entries, get_number, get_text, is_true, items, text};

/// The files of a schema as trees.
pub(crate) struct Trees {
    list: Vec<(FileId, Node)>,
}

impl Trees {
    /// Those that can be read; of a sound schema, that is all.
    pub(crate) fn of(sources: &SourceMap) -> Self {
        let tree = |(id, text): (FileId, &str)| Some((id, parse_yaml(id, text).ok()?));
        Self { list: sources.iter().map(|(id, file)| (id, file.text.as_str())).filter_map(tree).collect() }
    }
}

/// Something with a name, and what is said of it.
#[derive(Clone, Copy)]
pub(crate) struct Decl<'t> {
    pub(crate) name: &'t Spanned<String>,
    pub(crate) node: &'t Node,
}

pub(crate) struct Protocol<'t> {
    pub(crate) decl: Decl<'t>,
    pub(crate) flags: Vec<Decl<'t>>,
}

pub(crate) struct Message<'t> {
    pub(crate) protocol: &'t str,
    pub(crate) decl: Decl<'t>,
    pub(crate) headers: Vec<Decl<'t>>,
    /// Those of its sequence and of all groups in it.
    pub(crate) items: Vec<Item<'t>>,
    pub(crate) variants: Vec<Decl<'t>>,
}

/// An item of a sequence.
#[derive(Clone, Copy)]
pub(crate) struct Item<'t> {
    pub(crate) node: &'t Node,
    /// The key that says what it is, such as `field`, and the name behind it.
    pub(crate) key: &'t Spanned<String>,
    pub(crate) name: &'t Node,
}

impl Item<'_> {
    /// Whether what stands behind its key is a name.
    pub(crate) fn has_name(&self) -> bool {
        matches!(self.key.value.as_str(), "field" | "group" | "rest")
    }
}

/// A file, and what it defines.
pub(crate) struct File<'t> {
    pub(crate) root: &'t Node,
}

/// Everything that is declared, in the order of the files.
pub(crate) struct Outline<'t> {
    pub(crate) files: Vec<File<'t>>,
    pub(crate) types: Vec<Decl<'t>>,
    pub(crate) protocols: Vec<Protocol<'t>>,
    pub(crate) messages: Vec<Message<'t>>,
    by_name: BTreeMap<&'t str, Decl<'t>>,
}

impl<'t> Outline<'t> {
    pub(crate) fn of(trees: &'t Trees) -> Self {
        let mut outline = Self {
            files: Vec::new(),
            types: Vec::new(),
            protocols: Vec::new(),
            messages: Vec::new(),
            by_name: BTreeMap::new(),
        };
        for (_, root) in &trees.list {
            outline.files.push(File { root });
            outline.types.extend(get_entries(root, "types").iter().map(decl));
            outline.protocols.extend(get_entries(root, "protocols").iter().map(|entry| {
                let flags = get_entries(&entry.1, "flags").iter().map(decl).collect();
                Protocol { decl: decl(entry), flags }
            }));
            let protocol = get_text(root, "protocol").unwrap_or_default();
            let messages = get_entries(root, "messages").iter();
            outline.messages.extend(messages.map(|entry| message(protocol, entry)));
        }
        outline.by_name = outline.types.iter().map(|ty| (ty.name.value.as_str(), *ty)).collect();
        outline
    }

    pub(crate) fn ty(&self, name: &str) -> Option<Decl<'t>> {
        self.by_name.get(name).copied()
    }

    /// Every value that has a type, with that: headers and fields.
    pub(crate) fn values(&self) -> impl Iterator<Item = Typed<'t>> {
        self.messages.iter().flat_map(|message| {
            let headers = message.headers.iter().filter_map(move |header| {
                let ty = type_of_header(header.node)?;
                Some(Typed { message: message.decl, name: &header.name.value, decl: *header, ty })
            });
            let fields =
                message.items.iter().filter(|item| item.key.value == "field").filter_map(move |item| {
                    let decl = Decl { name: item.key, node: item.node };
                    Some(Typed {
                        message: message.decl,
                        name: text(item.name)?,
                        decl,
                        ty: get(item.node, "type")?,
                    })
                });
            headers.chain(fields).collect::<Vec<_>>()
        })
    }
}

/// A value with a type.
pub(crate) struct Typed<'t> {
    pub(crate) message: Decl<'t>,
    pub(crate) name: &'t str,
    pub(crate) decl: Decl<'t>,
    /// The name of its type.
    pub(crate) ty: &'t Node,
}

fn decl((name, node): &(Spanned<String>, Node)) -> Decl<'_> {
    Decl { name, node }
}

fn message<'t>(protocol: &'t str, entry: &'t (Spanned<String>, Node)) -> Message<'t> {
    let node = &entry.1;
    let mut all = Vec::new();
    collect(get(node, "sequence"), &mut all);
    Message {
        protocol,
        decl: decl(entry),
        headers: get_entries(node, "headers").iter().map(decl).collect(),
        items: all,
        variants: get_entries(node, "variants").iter().map(decl).collect(),
    }
}

fn collect<'t>(list: Option<&'t Node>, all: &mut Vec<Item<'t>>) {
    for node in list.map(items).unwrap_or_default() {
        let of_kind = |key: &str| ["literal", "code", "field", "group", "rest"].contains(&key);
        if let Some((key, name)) = entries(node).iter().find(|(key, _)| of_kind(&key.value)) {
            all.push(Item { node, key, name });
        }
        collect(get(node, "items"), all);
    }
}

/// The type that a header has: its value, or what is said there.
fn type_of_header(node: &Node) -> Option<&Node> {
    if text(node).is_some() { Some(node) } else { get(node, "type") }
}

/// What a type says of its values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Says<'t> {
    pub(crate) kind: &'t str,
    pub(crate) max: Option<i128>,
    pub(crate) length: Option<i128>,
    pub(crate) max_bytes: Option<i128>,
    pub(crate) is_fixed: bool,
    pub(crate) is_secret: bool,
}

impl<'t> Says<'t> {
    pub(crate) fn of(ty: Decl<'t>) -> Self {
        Self {
            kind: get_text(ty.node, "kind").unwrap_or_default(),
            max: get_number(ty.node, "max"),
            length: get_number(ty.node, "length"),
            max_bytes: get_number(ty.node, "max_bytes"),
            is_fixed: get_text(ty.node, "write") == Some("fixed"),
            is_secret: is_true(ty.node, "secret"),
        }
    }

    pub(crate) fn is_number(self) -> bool {
        matches!(self.kind, "uint" | "int" | "float")
    }

    /// Whether its values are bytes or text of any kind.
    pub(crate) fn is_text_or_bytes(self) -> bool {
        matches!(self.kind, "bytes" | "text" | "optional_text")
    }

    /// How many different values there are, if they can be counted.
    pub(crate) fn values(self) -> Option<u128> {
        let bytes = match self.kind {
            "uint" | "int" => self.max_bytes?,
            "bytes" => self.length.or(self.max)?,
            _ => return None,
        };
        let of =
            |bytes: i128| 1_u128.checked_shl(u32::try_from(bytes).ok()?.checked_mul(8)?).filter(|n| *n > 0);
        match (self.kind, self.length) {
            // Of every length up to the longest.
            ("bytes", None) => (0..=bytes).try_fold(0_u128, |sum, bytes| sum.checked_add(of(bytes)?)),
            _ => of(bytes),
        }
    }
}

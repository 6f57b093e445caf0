//! A whole schema around one key of the language, so that its example can be compiled.

use lonelypsp_schema::language::{Key, Mapping};

use crate::messages;

/// Files by name, of which the first is the root.
pub(crate) type Files = Vec<(&'static str, String)>;

pub(crate) const ROOT: &str =
    "lonely: 1\nname: chat\nversion: 1.0.0\nversions: [0.9.0, 1.0.0]\ndoc: Lines of a chat.\n";
const TYPES: &str = "\
types:
  nick: { kind: text, max: 20, doc: Who. }
  topic: { kind: bytes, doc: What. }
  count: { kind: uint, max_bytes: 4, doc: How many. }
  digest: { kind: bytes, length: 64, doc: A digest. }
  time: { kind: uint, max_bytes: 8, write: fixed, doc: When. }
";
pub(crate) const PROTOCOLS: &str = "\
protocols:
  chat: { doc: A chat., flags: { minimal_headers: { bit: 0, selects: minimal, doc: Headers. } } }
  web: { doc: Bodies., prefix: none }
  signing: { doc: Documents., prefix: none, stamp: { time: timestamp, nonce: nonce } }
";
const DOCUMENT: &str = "\
protocol: signing
messages:
  line:
    from: subscriber
    code: 1
    doc: A document.
    sequence:
      - { field: timestamp, type: time }
      - { field: nonce, type: nick, prefix: u8 }
";
/// What a line can be answered by, and answer.
const OTHERS: &str = "  heard: { from: broadcaster, code: 1, doc: Heard., sequence: [] }
  ask: { from: broadcaster, code: 2, doc: Asked., sequence: [] }
";
const LINE: &str = "    from: subscriber
    code: 1
    doc: Said.
    headers: { x-count: count, x-nick: nick }
";

/// Lines of one mapping: of those that give the same key, the last. One that ends in `: -` only takes another one away.
pub(crate) fn merged(base: &[&str], more: &[&str], example: &str, indent: usize) -> String {
    let key = |line: &str| line.split(':').next().unwrap().to_owned();
    let mut lines: Vec<&str> = Vec::new();
    for line in base.iter().chain(more).chain([&example]) {
        lines.retain(|other| key(other) != key(line));
        lines.push(line);
    }
    lines.retain(|line| !line.ends_with(": -"));
    let mut text = String::new();
    for line in lines {
        text.extend([&" ".repeat(indent), line, "\n"]);
    }
    text
}

/// A schema with a message `line` of that protocol, of which these are the lines.
pub(crate) fn in_message(protocol: &str, lines: &str) -> Files {
    let root = format!("{ROOT}include: [messages.yaml, signing.yaml]\n{TYPES}{PROTOCOLS}");
    let messages = format!("protocol: {protocol}\nmessages:\n{OTHERS}  line:\n{lines}");
    vec![("root.yaml", root), ("messages.yaml", messages), ("signing.yaml", DOCUMENT.to_owned())]
}

/// The whole schema around a key of a mapping with its example.
pub(crate) fn around(mapping: &Mapping, key: &Key, example: &str) -> Files {
    match mapping.name {
        "the schema" => in_root(key, example),
        "an included file" => {
            let root = ("root.yaml", format!("{ROOT}include: [unit.yaml]\n"));
            vec![root, ("unit.yaml", unit(key, example)), ("types.yaml", String::new())]
        }
        "a type" => {
            let more: &[&str] = match key.name {
                "max_bytes" => &["kind: uint"],
                "write" => &["kind: uint", "max_bytes: 4"],
                _ => &[],
            };
            with("types:\n", &merged(&["kind: bytes", "doc: X."], more, example, 4))
        }
        "a protocol" => {
            let more: &[&str] = if key.name == "stamp" { &["prefix: none"] } else { &[] };
            with("protocols:\n", &merged(&["doc: X."], more, example, 4))
        }
        "a flag" => {
            let flag = merged(&["bit: 3", "doc: X."], &[], example, 8);
            with("protocols:\n", &format!("    doc: X.\n    flags:\n      flag:\n{flag}"))
        }
        "a stamp" => {
            let stamp = merged(&["time: timestamp", "nonce: nonce"], &[], example, 6);
            with("protocols:\n", &format!("    doc: X.\n    prefix: none\n    stamp:\n{stamp}"))
        }
        name => messages::around(name, key, example),
    }
}

/// A schema with something more under one of the root's keys.
fn with(key: &str, lines: &str) -> Files {
    let mut files = in_message("chat", LINE);
    files[0].1 = files[0].1.replace(key, &format!("{key}  odd:\n{lines}"));
    files
}

fn in_root(key: &Key, example: &str) -> Files {
    let is_head = ["lonely", "name", "version", "versions", "doc"].contains(&key.name);
    let head = if is_head { merged(&ROOT.lines().collect::<Vec<_>>(), &[], example, 0) } else { ROOT.into() };
    vec![("root.yaml", head + &unit(key, example)), ("types.yaml", String::new())]
}

/// What any file can hold, with the example of one key.
fn unit(key: &Key, example: &str) -> String {
    let mut parts = vec![
        ("types", TYPES.to_owned()),
        ("protocols", PROTOCOLS.to_owned()),
        ("protocol", "protocol: chat\n".to_owned()),
        ("messages", format!("messages:\n  line:\n{LINE}")),
    ];
    let part = parts.iter_mut().find(|(name, _)| *name == key.name);
    match (key.name, part) {
        // What the others name stays beside what the example defines.
        ("types" | "protocols", Some((_, text))) => {
            let inner = example.split_once("{ ").unwrap().1.strip_suffix(" }").unwrap();
            let name = format!("  {}:", inner.split(':').next().unwrap());
            *text = text.split_inclusive('\n').filter(|line| !line.starts_with(&name)).collect();
            text.extend(["  ", inner, "\n"]);
        }
        (_, Some((_, text))) => *text = format!("{example}\n"),
        ("include", None) => parts.push(("include", format!("{example}\n"))),
        _ => {}
    }
    parts.into_iter().map(|(_, text)| text).collect()
}

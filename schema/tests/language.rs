//! `LANGUAGE.md` against the compiler: its tables are those of the code, its examples compile, and so does every example of
//! the table. `BLESS=1 cargo test -p lonelypsp-schema --test language` writes the tables.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lonelypsp_schema::compile;
use lonelypsp_schema::language::{KINDS, Key, LIMITS, MAPPINGS, Mapping, Takes};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("LANGUAGE.md")
}

/// A mapping by the words of a marker.
fn mapping(words: &str) -> &'static Mapping {
    let (name, nth) = match words {
        "a variant of a sequence" => ("a variant", 1),
        words => (words, 0),
    };
    let mut found = MAPPINGS.iter().filter(|mapping| mapping.name == name);
    found.nth(nth).unwrap_or_else(|| panic!("there is no mapping `{words}`"))
}

/// What may stand behind a key, in words.
fn takes(takes: &Takes) -> String {
    match takes {
        Takes::Prose => "a text for people".to_owned(),
        Takes::Text(what) => (*what).to_owned(),
        Takes::Word(words) => {
            let words = words.iter().map(|(word, meaning)| match *meaning {
                "" => format!("`{word}`"),
                meaning => format!("`{word}`: {meaning}"),
            });
            words.collect::<Vec<_>>().join("; ")
        }
        Takes::Integer(from, to) if from == to => format!("{from}"),
        Takes::Integer(from, to) => format!("{from} to {to}"),
        Takes::Boolean => "`true` or `false`".to_owned(),
        Takes::Condition => {
            "values and what they must be: a number, or `true` or `false` for a flag".to_owned()
        }
        Takes::List(of) => format!("a list: {}", self::takes(of)),
        Takes::One(mapping) => format!("a mapping: {}", mapping.name),
        Takes::OneOrMore(mapping) => format!("a mapping, or a list of such: {}", mapping.name),
        Takes::TextOr(what, mapping) => format!("{what}; or a mapping: {}", mapping.name),
        Takes::Named(name, of) => format!("{name}, and behind it {}", self::takes(of)),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn table(mapping: &Mapping) -> String {
    let mut out = format!("{}\n\n| key | takes | without it | |\n| --- | --- | --- | --- |\n", mapping.about);
    for Key { name, takes: takes_what, default, about, example } in mapping.keys {
        let without = default.unwrap_or("*it must be there*");
        let row =
            [format!("`{name}`"), takes(takes_what), without.to_owned(), format!("{about}: `{example}`")];
        writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | ")).unwrap();
    }
    out
}

fn kinds() -> String {
    let mut out = String::from(
        "| kind | keys | a reader takes | a writer gives | |\n| --- | --- | --- | --- | --- |\n",
    );
    for kind in KINDS {
        let keys = kind.keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let row = [
            format!("`{}`", kind.name),
            keys,
            kind.read.into(),
            kind.written.into(),
            format!("`{}`", kind.example),
        ];
        writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | ")).unwrap();
    }
    out
}

fn limits() -> String {
    let mut out = String::from("| | |\n| ---: | --- |\n");
    for limit in LIMITS {
        writeln!(out, "| {} | {} |", limit.most, limit.of).unwrap();
    }
    out
}

/// The page with its tables as the code has them.
fn renewed(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (marker, after) = after.split_once(" -->\n").expect("the end of a marker");
        let (_, after) = after.split_once("<!-- end -->\n").expect("the end of a table");
        let made = match marker {
            "kinds" => kinds(),
            "limits" => limits(),
            marker => table(mapping(marker.strip_prefix("table: ").expect("a marker"))),
        };
        write!(out, "{before}<!-- {marker} -->\n{made}<!-- end -->\n").unwrap();
        rest = after;
    }
    out + rest
}

#[test]
fn tables_of_the_page_are_those_of_the_code() {
    let written = fs::read_to_string(page()).unwrap().replace("\r\n", "\n");
    let renewed = renewed(&written);
    if env::var_os("BLESS").is_some() {
        fs::write(page(), &renewed).unwrap();
        return;
    }
    assert!(written == renewed, "LANGUAGE.md is not up to date; BLESS=1 writes its tables");
    for mapping in MAPPINGS {
        assert!(
            written.contains(mapping.about),
            "the page has no table of {}: {}",
            mapping.name,
            mapping.about
        );
    }
}

/// Compiles files, of which the first is the root.
fn sound(files: &[(&str, String)], what: &str) {
    let load = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.clone()).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    if let Err(problems) = compile(files[0].0, load) {
        let all: Vec<_> = files.iter().map(|(name, text)| format!("--- {name}\n{text}")).collect();
        panic!("{what}\n{problems}\n{}", all.join("\n"));
    }
}

#[test]
fn every_example_of_the_page_compiles() {
    let page = fs::read_to_string(page()).unwrap().replace("\r\n", "\n");
    let (mut types, mut protocols, mut whole) = (String::new(), String::new(), 0);
    let mut messages: Vec<(&str, String)> = Vec::new();
    for block in page.split("```yaml").skip(1) {
        let (head, text) = block.split_once('\n').unwrap();
        let text = text.split_once("```").unwrap().0;
        match head.trim() {
            "" => {
                sound(&[("whole.yaml", text.to_owned())], "an example of the page");
                whole += 1;
            }
            "of=types" => types.push_str(text),
            "of=protocols" => protocols.push_str(text),
            head => {
                let protocol = head.strip_prefix("of=messages protocol=").expect("what a block is part of");
                match messages.iter_mut().find(|(name, _)| *name == protocol) {
                    Some((_, all)) => all.push_str(text),
                    None => messages.push((protocol, text.to_owned())),
                }
            }
        }
    }
    let nick = "  nick: { kind: text, max: 20, doc: Who is speaking. }\n";
    let included: Vec<_> = messages.iter().map(|(name, _)| format!("{name}.yaml")).collect();
    let root = format!(
        "lonely: 1\nname: page\nversion: 1.0.0\ndoc: The page.\ninclude: [{}]\ntypes:\n{nick}{types}protocols:\n{protocols}",
        included.join(", ")
    );
    let mut files = vec![("root.yaml", root)];
    for ((protocol, text), name) in messages.iter().zip(&included) {
        files.push((name, format!("protocol: {protocol}\nmessages:\n{text}")));
    }
    sound(&files, "the examples of the page, together");
    assert!(
        whole == 1 && messages.len() == 3,
        "{whole} whole schemas, messages of {} protocols",
        messages.len()
    );
}

/// The lines of a mapping, the last of those that give the same key.
fn merged(base: &[&str], more: &[&str], example: &str, indent: usize) -> String {
    let key = |line: &str| line.split(':').next().unwrap().to_owned();
    let mut lines: Vec<String> = Vec::new();
    for line in base.iter().chain(more).chain([&example]) {
        lines.retain(|other| key(other) != key(line));
        lines.push((*line).to_owned());
    }
    // A line that only takes another one away.
    lines.retain(|line| !line.ends_with(": -"));
    lines.iter().map(|line| format!("{}{line}\n", " ".repeat(indent))).collect()
}

const ROOT: &str = "lonely: 1\nname: chat\nversion: 1.0.0\ndoc: Lines of a chat.\n";
const TYPES: &str = "\
types:
  nick: { kind: text, max: 20, doc: Who. }
  topic: { kind: bytes, doc: What. }
  count: { kind: uint, max_bytes: 4, doc: How many. }
  digest: { kind: bytes, length: 64, doc: A digest. }
  time: { kind: uint, max_bytes: 8, write: fixed, doc: When. }
";
const PROTOCOLS: &str = "\
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

/// The whole schema around a key of a mapping with its example.
fn around(mapping: &Mapping, key: &Key, example: &str) -> Vec<(&'static str, String)> {
    let message: &[&str] =
        &["from: subscriber", "code: 1", "doc: Said.", "headers: { x-count: count, x-nick: nick }"];
    let in_message = |protocol: &str, lines: String| {
        let root = format!("{ROOT}include: [messages.yaml, signing.yaml]\n{TYPES}{PROTOCOLS}");
        let messages = format!("protocol: {protocol}\nmessages:\n{OTHERS}  line:\n{lines}");
        vec![("root.yaml", root), ("messages.yaml", messages), ("signing.yaml", DOCUMENT.to_owned())]
    };
    let of_message = |more: &[&str]| in_message("chat", merged(message, more, "code: 1", 4));
    let line = merged(message, &[], "code: 1", 4);
    match mapping.name {
        "the schema" => root_around(key, example, &line),
        "an included file" => {
            let root = format!("{ROOT}include: [unit.yaml]\n");
            let mut files = root_around(key, example, &line);
            files[0] = ("root.yaml", root);
            let text = unit_text(key, example, &line);
            files.push(("unit.yaml", text));
            files
        }
        "a type" => {
            let more: &[&str] = match key.name {
                "max_bytes" => &["kind: uint"],
                "write" => &["kind: uint", "max_bytes: 4"],
                _ => &[],
            };
            let odd = merged(&["kind: bytes", "doc: X."], more, example, 4);
            let mut files = of_message(&[]);
            files[0].1 = files[0].1.replace("types:\n", &format!("types:\n  odd:\n{odd}"));
            files
        }
        "a protocol" => {
            let odd =
                merged(&["doc: X."], if key.name == "stamp" { &["prefix: none"] } else { &[] }, example, 4);
            let mut files = of_message(&[]);
            files[0].1 = files[0].1.replace("protocols:\n", &format!("protocols:\n  odd:\n{odd}"));
            files
        }
        "a flag" => {
            let odd = merged(&["bit: 3", "doc: X."], &[], example, 8);
            let mut files = of_message(&[]);
            let text = format!("protocols:\n  odd:\n    doc: X.\n    flags:\n      flag:\n{odd}");
            files[0].1 = files[0].1.replace("protocols:\n", &text);
            files
        }
        "a stamp" => {
            let odd = merged(&["time: timestamp", "nonce: nonce"], &[], example, 6);
            let mut files = of_message(&[]);
            let text = format!("protocols:\n  odd:\n    doc: X.\n    prefix: none\n    stamp:\n{odd}");
            files[0].1 = files[0].1.replace("protocols:\n", &text);
            files
        }
        "a message" => {
            let (protocol, more): (_, &[&str]) = match key.name {
                "sequence" => ("chat", &["headers: -"]),
                "http" => ("web", &["headers: -", "sequence: [{ field: count, type: time }]"]),
                _ => ("chat", &[]),
            };
            in_message(protocol, merged(message, more, example, 4))
        }
        "a header" => {
            let more: &[&str] = match key.name {
                "equals" | "default" => &["type: count"],
                "verify" => &["type: digest"],
                _ => &[],
            };
            let header = merged(&["type: nick"], more, example, 8);
            let mut lines = merged(message, &["headers: -", "body: bytes"], "code: 1", 4);
            write!(lines, "    headers:\n      x-count: count\n      x-other:\n{header}").unwrap();
            if key.name == "when" {
                lines.push_str(
                    "    variants: { first: { when: { x-count: 0 }, doc: F. }, rest: { doc: R. } }\n",
                );
            }
            in_message("chat", lines)
        }
        "a body" => {
            let body = merged(&["field: text"], &[], example, 6);
            in_message("chat", format!("{line}    body:\n{body}"))
        }
        "a variant" => variant_around(key, example, &in_message, message),
        "a header of a variant" => {
            let more: &[&str] = match key.name {
                "equals" => &["headers: { x-count: count, x-nick: count }", "body: bytes"],
                "verify" => &["headers: { x-count: count, x-nick: digest }", "body: bytes"],
                _ => &[],
            };
            let lines = merged(message, more, "code: 1", 4);
            let variants = format!(
                "    variants:\n      first:\n        when: {{ x-count: 0 }}\n        doc: F.\n        headers: {{ x-nick: {{ {example} }} }}\n      rest: {{ doc: R. }}\n"
            );
            in_message("chat", lines + &variants)
        }
        "an item of a sequence" => item_around(key, example, &in_message),
        "a field of a variant" => {
            let ty = match key.name {
                "equals" => "type: time",
                "verify" => "type: digest",
                _ => "type: topic, prefix: u8",
            };
            in_message(
                "chat",
                format!(
                    "    from: subscriber\n    code: 1\n    doc: Said.\n    sequence: [{{ field: count, type: time }}, {{ field: nick, {ty} }}, {{ rest: text, doc: T. }}]\n    variants:\n      first: {{ when: {{ count: 0 }}, doc: F., fields: {{ nick: {{ {example} }} }} }}\n      rest: {{ doc: R. }}\n"
                ),
            )
        }
        "an HTTP request" => {
            let http = merged(&["method: POST", "path: /v1/x"], &[], example, 6);
            in_message(
                "web",
                format!(
                    "    from: subscriber\n    code: 1\n    doc: Said.\n    sequence: [{{ field: count, type: time }}]\n    http:\n{http}"
                ),
            )
        }
        "what signs a message" => {
            let more: &[&str] = match key.name {
                "variant" => &["variants: { first: { when: { x-count: 0 }, doc: F. }, rest: { doc: R. } }"],
                _ => &[],
            };
            let signed = merged(&["document: signing.line"], &[], example, 6);
            let lines = merged(message, more, "code: 1", 4);
            let mut files = in_message("chat", format!("{lines}    signed:\n{signed}"));
            if key.name == "values" {
                files[2].1.push_str("      - { field: url, type: topic, prefix: u16 }\n");
            }
            files
        }
        name => panic!("no schema is known around {name}"),
    }
}

fn root_around(key: &Key, example: &str, line: &str) -> Vec<(&'static str, String)> {
    let text = unit_text(key, example, line);
    let head = ["lonely", "name", "version", "doc"].contains(&key.name);
    let root =
        if head { merged(&ROOT.lines().collect::<Vec<_>>(), &[], example, 0) } else { ROOT.to_owned() };
    vec![("root.yaml", root + &text), ("types.yaml", String::new())]
}

/// What any file can hold, with the example of one key.
fn unit_text(key: &Key, example: &str, line: &str) -> String {
    let messages = format!("messages:\n  line:\n{line}");
    let mut parts = vec![
        ("types", TYPES.to_owned()),
        ("protocols", PROTOCOLS.to_owned()),
        ("protocol", "protocol: chat\n".to_owned()),
        ("messages", messages),
    ];
    match key.name {
        // What the others name stays beside what the example defines.
        "types" | "protocols" => {
            let inner = example.split_once("{ ").unwrap().1.strip_suffix(" }").unwrap();
            let (_, text) = parts.iter_mut().find(|(name, _)| *name == key.name).unwrap();
            let whole = format!("  {inner}\n");
            let name = inner.split(':').next().unwrap();
            let kept = text.lines().filter(|line| !line.trim_start().starts_with(&format!("{name}:")));
            *text = kept.map(|line| format!("{line}\n")).collect::<String>() + &whole;
        }
        "protocol" | "messages" => {
            parts.iter_mut().find(|(name, _)| *name == key.name).unwrap().1 = format!("{example}\n");
        }
        "include" => parts.push(("include", format!("{example}\n"))),
        _ => {}
    }
    parts.into_iter().map(|(_, text)| text).collect()
}

type InMessage<'a> = &'a dyn Fn(&str, String) -> Vec<(&'static str, String)>;

fn variant_around(
    key: &Key,
    example: &str,
    in_message: InMessage<'_>,
    message: &[&str],
) -> Vec<(&'static str, String)> {
    let is_sequence = example.contains("{ count:") || key.name == "fields";
    let when = if is_sequence { "when: { count: 0 }" } else { "when: { x-count: 0 }" };
    let variant = merged(&[when, "doc: F."], &[], example, 8);
    let variants = format!("    variants:\n      first:\n{variant}      rest: {{ doc: R. }}\n");
    let lines = if is_sequence {
        let items = "sequence: [{ field: count, type: time }, { field: nick, type: nick, prefix: u8 }]";
        merged(message, &["headers: -"], items, 4)
    } else {
        merged(message, &[], "body: bytes", 4)
    };
    in_message("chat", lines + &variants)
}

fn item_around(key: &Key, example: &str, in_message: InMessage<'_>) -> Vec<(&'static str, String)> {
    let field: &[&str] = &["field: other", "type: topic", "prefix: u8"];
    let group: &[&str] =
        &["group: others", "count: u8", "doc: O.", "items: [{ field: topic, type: topic, prefix: u8 }]"];
    let (base, more): (&[&str], &[&str]) = match key.name {
        "literal" | "code" => (&[], &[]),
        "rest" => (&["doc: R."], &[]),
        "group" | "count" | "sorted" | "items" => (group, &[]),
        "ambiguous" => (group, &["count: -"]),
        "equals" => (field, &["type: time", "prefix: -"]),
        "verify" => (field, &["type: digest", "prefix: -"]),
        _ => (field, &[]),
    };
    let item = merged(base, more, example, 8).replacen("        ", "      - ", 1);
    let mut lines = String::from(
        "    from: subscriber\n    code: 1\n    doc: Said.\n    sequence:\n      - { field: count, type: time }\n",
    );
    lines.push_str(&item);
    match key.name {
        "rest" => {}
        "ambiguous" => lines.push_str("      - literal: \"00\"\n"),
        _ => lines.push_str("      - { rest: text, doc: T. }\n"),
    }
    if key.name == "when" {
        lines.push_str("    variants: { first: { when: { count: 0 }, doc: F. }, rest: { doc: R. } }\n");
    }
    in_message("chat", lines)
}

#[test]
fn every_key_has_an_example_that_compiles() {
    for mapping in MAPPINGS {
        for key in mapping.keys {
            let start = format!("{}: ", key.name);
            assert!(key.example.starts_with(&start), "{}: `{}`", mapping.name, key.example);
            sound(&around(mapping, key, key.example), &format!("{}: {}", mapping.name, key.example));
        }
    }
}

#[test]
fn every_word_that_a_key_takes_is_accepted_and_every_other_is_refused() {
    for mapping in MAPPINGS {
        for key in mapping.keys {
            let Takes::Word(words) = key.takes else { continue };
            for (word, _) in words {
                // The other side sends the messages around this one.
                if *word == "broadcaster" {
                    continue;
                }
                let example = format!("{}: {word}", key.name);
                sound(&around(mapping, key, &example), &format!("{}: {example}", mapping.name));
            }
            let files = around(mapping, key, &format!("{}: nonsense", key.name));
            let load = |path: &str| Ok(files.iter().find(|(name, _)| *name == path).unwrap().1.clone());
            let problems = compile("root.yaml", load).expect_err("a word that no key takes");
            assert!(problems.to_string().contains("LS040"), "{}: {}\n{problems}", mapping.name, key.name);
        }
    }
}

#[test]
fn every_number_that_a_key_takes_is_accepted_and_those_beside_are_refused() {
    for mapping in MAPPINGS {
        for key in mapping.keys {
            let Takes::Integer(from, to) = key.takes else { continue };
            for number in [from, to] {
                if (key.name, number) == ("default", to) {
                    continue; // What its type holds is less.
                }
                let example = format!("{}: {number}", key.name);
                sound(&around(mapping, key, &example), &format!("{}: {example}", mapping.name));
            }
            for number in [from - 1, to + 1] {
                let files = around(mapping, key, &format!("{}: {number}", key.name));
                let load = |path: &str| Ok(files.iter().find(|(name, _)| *name == path).unwrap().1.clone());
                assert!(compile("root.yaml", load).is_err(), "{}: {} {number}", mapping.name, key.name);
            }
        }
    }
}

#[test]
fn every_kind_has_an_example_that_compiles_and_takes_exactly_its_keys() {
    let limited = [
        ("max", "max: 9"),
        ("length", "length: 9"),
        ("max_bytes", "max_bytes: 2"),
        ("write", "write: fixed"),
    ];
    for kind in KINDS {
        let root = format!("{ROOT}{}", PROTOCOLS);
        let message = "protocol: chat\nmessages:\n  m: { from: subscriber, code: 1, doc: M., headers: {} }\n";
        let with = |ty: &str| vec![("root.yaml", format!("{root}types:\n  {ty}\n{message}"))];
        sound(&with(kind.example), kind.example);
        for (key, text) in limited {
            let needed =
                if kind.keys.contains(&"max_bytes") && key != "max_bytes" { "max_bytes: 4, " } else { "" };
            let needed = if kind.keys.contains(&"max_bytes") || key != "max_bytes" { needed } else { "" };
            let ty = format!("odd: {{ kind: {}, {needed}{text}, doc: X. }}", kind.name);
            let files = with(&ty);
            let load = |path: &str| Ok(files.iter().find(|(name, _)| *name == path).unwrap().1.clone());
            let compiles = compile("root.yaml", load).is_ok();
            assert_eq!(compiles, kind.keys.contains(&key), "{ty}");
        }
    }
}

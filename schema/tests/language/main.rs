//! `LANGUAGE.md` against the compiler: its tables are those of the code, its examples compile, and so does every example of
//! the table. `BLESS=1 cargo test -p lonelypsp-schema --test language` writes the tables.

mod around;
mod json_schema;
mod messages;
mod tables;
mod validator;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lonelypsp_schema::compile;
use lonelypsp_schema::language::{KINDS, MAPPINGS, Takes};

use around::{PROTOCOLS, ROOT, around};
use tables::renewed;

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("LANGUAGE.md")
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
        "lonely: 1\nname: page\nversion: 1.0.0\nversions: [0.9.0, 1.0.0]\ndoc: The page.\ninclude: [{}]\ntypes:\n{nick}{types}protocols:\n{protocols}",
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
            let (Takes::Integer(from, to) | Takes::Changing(from, to)) = key.takes else { continue };
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
        let root = format!("{ROOT}{PROTOCOLS}");
        let message = "protocol: chat\nmessages:\n  m: { from: subscriber, code: 1, doc: M., headers: {} }\n";
        let with = |ty: &str| vec![("root.yaml", format!("{root}types:\n  {ty}\n{message}"))];
        sound(&with(kind.example), kind.example);
        for (key, text) in limited {
            let needed =
                if kind.keys.contains(&"max_bytes") && key != "max_bytes" { "max_bytes: 4, " } else { "" };
            let ty = format!("odd: {{ kind: {}, {needed}{text}, doc: X. }}", kind.name);
            let files = with(&ty);
            let load = |path: &str| Ok(files.iter().find(|(name, _)| *name == path).unwrap().1.clone());
            let compiles = compile("root.yaml", load).is_ok();
            assert_eq!(compiles, kind.keys.contains(&key), "{ty}");
        }
    }
}

//! Every name of generated code that begins with `__`, so that it meets no name of a schema or of a user, with the one thing that
//! it means. Code spells them out where it is quoted; a test holds all sources that write Rust to this list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

/// Each name once, in the order of letters; those of lifetimes follow.
const HYGIENIC: &[(&str, &str)] = &[
    ("__EXPANDED", "whether the block of headers is the expanded one"),
    ("__G", "the type that stands for the group whose entries are meant"),
    ("__Group", "a type that stands for a group; its number is behind it"),
    ("__K", "who answers what is known of the body and of entries"),
    ("__Places", "the type whose constant has the places of an entry, which depend on its group"),
    ("__R", "what a caller makes of what it is handed"),
    ("__S", "where written bytes go"),
    ("__VERIFY", "whether the fast program compares the digest"),
    ("__before", "the key of the entry before"),
    ("__body", "the body"),
    ("__buffer", "the caller's buffer that a message is appended to"),
    ("__code", "the type code of a message"),
    ("__constant", "the length of what is the same in every message"),
    ("__done", "what is to become of the message that was read"),
    ("__entries", "the entries that a field holds"),
    ("__error", "why entries could not be read"),
    ("__fast", "the reader of the fast program"),
    ("__flags", "the flags that the prefix says"),
    ("__given", "what a function of the user's gave for a value"),
    ("__group", "the number of a group among those of a message"),
    ("__hash", "the hash of the body, if it is known"),
    ("__held", "what a field holds, once a value was converted"),
    ("__input", "the bytes that are read"),
    ("__known", "the answer to what is known of the body and of entries"),
    ("__message", "the message that a variant holds"),
    ("__mode", "which block of headers is to be written"),
    ("__reader", "the reader of the exact program, or of an entry"),
    ("__refuse", "what is to become of a value that a field does not take"),
    ("__rejection", "which value a field did not take, and why"),
    ("__row", "the writer of values without names"),
    ("__shape", "the message that was read, before it is one of several shapes"),
    ("__sink", "where written bytes go, as a value"),
    ("__source", "who gives each field its value"),
    ("__then", "what is to become of values that were taken out of fields"),
    ("__unknown_flags", "the bits of the prefix that no flag names"),
    ("__value", "the bytes of a value that were cut out"),
    ("__values", "the bytes of each header's value, as far as they were read"),
    ("__verify", "whether the exact program compares the digest"),
    ("__visit", "who is shown each field"),
    ("__writer", "the writer of a block of headers"),
    ("'__input", "how long the bytes live that are read"),
    ("'__of", "another lifetime for which a type can borrow"),
    ("'__s", "how long an entry lives whose fields are shown"),
    ("'__w", "how long values live between bytes and fields"),
];

/// What writes Rust; the derive quotes as this crate does.
const SOURCES: [&str; 2] =
    [concat!(env!("CARGO_MANIFEST_DIR"), "/src"), concat!(env!("CARGO_MANIFEST_DIR"), "/../../derive/src")];

#[test]
fn the_list_has_every_name_that_sources_use_and_no_other() {
    let mut used = BTreeMap::new();
    for folder in SOURCES {
        add_folder(Path::new(folder), &mut used);
    }
    let listed: BTreeSet<&str> = HYGIENIC.iter().map(|(name, _)| *name).collect();
    let missing: Vec<_> = used.iter().filter(|(name, _)| !listed.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "the list lacks {missing:?}");
    let idle: Vec<_> = listed.iter().filter(|name| !used.contains_key(**name)).collect();
    assert!(idle.is_empty(), "nothing uses {idle:?}");
}

#[test]
fn each_name_is_listed_once_with_a_meaning_of_its_own() {
    let names: BTreeSet<_> = HYGIENIC.iter().map(|(name, _)| name).collect();
    let meanings: BTreeSet<_> = HYGIENIC.iter().map(|(_, meaning)| meaning).collect();
    assert_eq!((names.len(), meanings.len()), (HYGIENIC.len(), HYGIENIC.len()));
    assert!(HYGIENIC.is_sorted_by_key(|(name, _)| (name.starts_with('\''), *name)));
}

/// The names in all files of a folder, each with the last file that has it.
fn add_folder(folder: &Path, used: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_folder(&path, used);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("names/hygienic.rs")
        {
            let code: TokenStream = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            add(code, &mut |name| drop(used.insert(name, path.display().to_string())));
        }
    }
}

/// The names in some code, and those at the beginning of its texts, of which identifiers are made.
fn add(code: TokenStream, found: &mut impl FnMut(String)) {
    let mut is_lifetime = false;
    for token in code {
        let begins_lifetime = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '\'');
        match token {
            TokenTree::Group(group) => add(group.stream(), found),
            TokenTree::Ident(ident) if is_hygienic(&ident.to_string()) => {
                found(format!("{}{ident}", if is_lifetime { "'" } else { "" }));
            }
            TokenTree::Literal(text) => {
                let text = text.to_string();
                let word = text.trim_matches('"').split(|c: char| c != '_' && !c.is_alphanumeric()).next();
                word.filter(|word| is_hygienic(word)).into_iter().for_each(|word| found(word.to_owned()));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
        is_lifetime = begins_lifetime;
    }
}

fn is_hygienic(name: &str) -> bool {
    name.starts_with("__") && name.len() > 2
}

//! A derive and a build script that describe the same message produce the same code.

use std::collections::BTreeMap;

use lonelypsp_codegen_rust::{Options, emit};
use lonelypsp_schema::{Direction, Message, Name, Schema, builtin, compile};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, File, Item, ItemMod, Type};

use crate::attributes::Container;
use crate::expand::expand_with;
use crate::problems::Problems;

/// The options of the modules that are generated.
fn options() -> Options {
    Options::default().inside_direction()
}

/// What the derive adds to a type, with these attributes.
fn derived(item: &TokenStream, attributes: &TokenStream) -> String {
    let input: DeriveInput = syn::parse2(quote!(#attributes #item)).unwrap();
    let problems = &mut Problems::default();
    let container = Container::parse(&input.attrs, problems);
    let code = expand_with(&input, &container, &options(), problems);
    assert!(problems.is_empty(), "{}", std::mem::take(problems).into_tokens());
    // Parsed and printed as the other side is, so that both have the same blanks between tokens. What is asserted about
    // types of the user's, a build script knows.
    let items = syn::parse2::<File>(code).unwrap().items;
    let items = items.iter().filter(|item| matches!(item, Item::Impl(_)));
    items.map(|item| item.to_token_stream().to_string()).collect::<Vec<_>>().join(" ")
}

/// A direction's module as it is generated: the types by name, and what is implemented for each.
struct Module {
    types: BTreeMap<String, TokenStream>,
    implementations: BTreeMap<String, String>,
}

fn module(schema: &Schema, protocol: &str, direction: Direction) -> Module {
    let file: File = syn::parse2(emit(schema, &Options::default())).unwrap();
    let protocol = find_module(file.items, protocol);
    let mut module = Module { types: BTreeMap::new(), implementations: BTreeMap::new() };
    let inner = protocol.content.unwrap().1;
    if !inner.iter().any(|item| matches!(item, Item::Mod(module) if module.ident == direction.as_str())) {
        return module;
    }
    for item in find_module(inner, direction.as_str()).content.unwrap().1 {
        match item {
            Item::Struct(item) => drop(module.types.insert(item.ident.to_string(), item.into_token_stream())),
            Item::Enum(item) => drop(module.types.insert(item.ident.to_string(), item.into_token_stream())),
            Item::Impl(item) if item.attrs.iter().any(|a| a.path().is_ident("automatically_derived")) => {
                let Type::Path(ty) = &*item.self_ty else { panic!("{}", item.into_token_stream()) };
                let name = ty.path.segments.last().unwrap().ident.to_string();
                let text = module.implementations.entry(name).or_default();
                if !text.is_empty() {
                    text.push(' ');
                }
                *text += &item.into_token_stream().to_string();
            }
            _ => {}
        }
    }
    module
}

fn find_module(items: Vec<Item>, name: &str) -> ItemMod {
    let found = items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(module),
        _ => None,
    });
    found.unwrap()
}

/// Names as the emitter makes them.
fn type_name(message: &Message, behind: Option<&Name>) -> String {
    let words = message.name.words().chain(behind.into_iter().flat_map(Name::words));
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// Compares what the derive gives for every type that is generated from a schema with what the build script gives; how
/// many messages, shapes and entries that were.
fn compare_all(schema: &Schema, file: &TokenStream) -> [usize; 3] {
    let mut compared = [0; 3];
    for protocol in &schema.protocols {
        let modules =
            Direction::BOTH.map(|direction| (direction, module(schema, protocol.name.snake(), direction)));
        for message in &protocol.messages {
            let (_, module) = modules.iter().find(|(direction, _)| *direction == message.direction).unwrap();
            let path = format!("{}.{}", protocol.name, message.name);
            let compare = |name: &str, attributes: &TokenStream| {
                let expected = &module.implementations[name];
                let found =
                    derived(&module.types[name], &quote!(#[lonely(message = #path #attributes #file)]));
                let same =
                    found.bytes().zip(expected.bytes()).take_while(|(found, expected)| found == expected);
                let same = same.count();
                assert!(found == *expected, "{name}:\n{}\nis not\n{}", &found[same..], &expected[same..]);
            };
            let shapes = &message.layout.shapes;
            for shape in shapes {
                let variant = shape.variant.as_ref();
                let attribute = variant.map(Name::snake).map(|name| quote!(, variant = #name));
                compare(&type_name(message, variant), &quote!(#attribute));
                compared[1] += 1;
            }
            if shapes.len() > 1 {
                compare(&type_name(message, None), &TokenStream::new());
            }
            for group in &message.layout.groups {
                let name = group.name.snake();
                compare(&type_name(message, Some(&group.name)), &quote!(, group = #name));
                compared[2] += 1;
            }
            compared[0] += 1;
        }
    }
    compared
}

#[test]
fn the_derive_on_every_generated_type_gives_the_tokens_of_the_build_script() {
    // 21 stateful messages, 18 of them with one shape, one with two, two with three; 15 bodies, 21 signed documents, a hashed
    // one and the records of tracing. Two have two groups each, and one has one.
    let expected = [21 + 15 + 21 + 1 + 1, 18 + 2 + 3 + 3 + 15 + 21 + 1 + 1, 2 + 2 + 1];
    assert_eq!(compare_all(&builtin().unwrap(), &TokenStream::new()), expected);
}

#[test]
fn so_it_does_for_sequences_entries_of_groups_and_flags() {
    let path = "../codegen/build/tests/torture/torture.yaml";
    let schema = compile(path, |path| std::fs::read_to_string(path)).unwrap();
    let [_, _, entries] = compare_all(&schema, &quote!(, schema = #path));
    // Five in a row, four in each other, two more, and four in documents that sign.
    assert_eq!(entries, 5 + 4 + 2 + 4);
}

/// The messages that the next test describes by attributes.
const OWN: &str = r#"
lonely: 1
name: own
version: "1"
doc: D.
types:
  blob: { kind: bytes, doc: D. }
  note: { kind: optional_text, max: 9, doc: D. }
  word: { kind: text, doc: D. }
  size: { kind: uint, max_bytes: 4, doc: D. }
  number: { kind: uint, max_bytes: 4, write: fixed, doc: D. }
  level: { kind: int, max_bytes: 2, doc: D. }
  nonce: { kind: bytes, length: 4, doc: D. }
  sha512: { kind: bytes, length: 64, doc: D. }
protocols:
  own:
    doc: D.
    unknown_flags: keep
    flags: { urgent: { bit: 3, doc: D. }, minimal_headers: { bit: 1, selects: minimal, doc: D. } }
protocol: own
messages:
  ping:
    from: subscriber
    code: 100
    doc: D.
    headers:
      x-size: { type: size, default: 7 }
      x-note: note
      x-digest: { type: sha512, verify: sha512(body) }
    body: { field: payload, doc: D. }
"#;

/// A sequence, and flags without the bit of the header mode.
const OWN_SEQUENCE: &str = r#"
protocol: own
messages:
  put:
    from: subscriber
    code: 7
    doc: D.
    sequence:
      - literal: "4c50"
      - code: u8
      - { field: topic, type: blob, prefix: u16 }
      - { field: note, type: note, prefix: u8 }
      - { field: number, type: number }
      - { field: level, type: level }
      - literal: "ff"
      - { field: nonce, type: nonce }
      - { rest: payload, prefix: u32, doc: D. }
"#;

/// What the build script gives for the only message of a schema.
fn built(text: &str, name: &str) -> String {
    let schema = compile("own.yaml", |_| Ok(text.to_owned())).unwrap_or_else(|problems| panic!("{problems}"));
    module(&schema, "own", Direction::S2b).implementations.remove(name).unwrap()
}

#[test]
fn so_it_does_for_messages_that_attributes_describe() {
    let own = derived(
        &quote! {
            struct Ping<'a> {
                urgent: bool,
                unknown_flags: u16,
                #[lonely(default = 7)]
                size: u32,
                #[lonely(optional_text(max = 9))]
                note: ::core::option::Option<&'a str>,
                #[lonely(verify = "sha512(body)", header = "x-digest")]
                digest: &'a [u8; 64],
                #[lonely(body)]
                payload: &'a [u8],
            }
        },
        &quote! {
            #[lonely(from = subscriber, code = 100, flags(urgent = 3), unknown_flags = keep)]
            #[lonely(minimal_headers(bit = 1))]
        },
    );
    assert_eq!(own, built(OWN, "Ping"));

    let own = derived(
        &quote! {
            struct Put<'a> {
                urgent: bool,
                #[lonely(literal = "4c50", type_code = u8, prefix = u16)]
                topic: &'a [u8],
                #[lonely(prefix = u8, optional_text(max = 9))]
                note: ::core::option::Option<&'a str>,
                number: u32,
                level: i16,
                #[lonely(literal = "ff")]
                nonce: &'a [u8; 4],
                #[lonely(rest, prefix = u32)]
                payload: &'a [u8],
            }
        },
        &quote!(#[lonely(from = subscriber, code = 7, sequence, flags(urgent = 3), unknown_flags = refuse)]),
    );
    let (head, _) = OWN.split_once("protocol: own\n").unwrap();
    let head = head
        .replace("keep", "refuse")
        .replace(", minimal_headers: { bit: 1, selects: minimal, doc: D. }", "");
    assert_eq!(own, built(&(head + OWN_SEQUENCE.trim_start()), "Put"));
}

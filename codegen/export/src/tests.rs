//! What whoever reads an export may rely on.

use std::collections::BTreeSet;
use std::path::Path;

use lonelypsp_schema::{Schema, builtin, builtin_version, compile, files::read_schema_file};
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use crate::{Export, JSON_SCHEMA, export};

fn exported(schema: &Schema) -> Json {
    serde_json::to_value(export(schema)).unwrap()
}

/// The schema made of everything that could go wrong.
fn torture() -> Schema {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build/tests/torture/torture.yaml");
    compile(root.to_str().unwrap(), |path| read_schema_file(path)).unwrap()
}

/// A schema with so many variants, one of which alone has a second header.
fn many_variants(count: usize) -> Schema {
    let variants = (0..count - 1).map(|n| format!("      v{n}: {{ when: {{ x-n: {n} }}, doc: One. }}\n"));
    let variants: String = variants.collect();
    let text = format!(
        "lonely: 1\nname: many\nversion: 1.0.0\ndoc: Many.\nprotocols:\n  p:\n    doc: P.\n    flags:\n      \
         minimal_headers: {{ bit: 0, selects: minimal, doc: M. }}\ntypes:\n  n: {{ kind: uint, max_bytes: 4, doc: N. }}\n\
         protocol: p\nmessages:\n  m:\n    from: subscriber\n    code: 1\n    doc: M.\n    headers:\n      x-n: n\n      \
         x-late: {{ type: n, when: {{ x-n: {} }} }}\n    variants:\n{variants}      other: {{ doc: All others. }}\n",
        count / 2
    );
    compile("many.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_json_schema_that_is_kept_is_that_of_the_structs() {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.inline_subschemas = false;
    let mut schema = settings.into_generator().into_root_schema_for::<Export<'static>>();
    schema.insert("title".to_owned(), "What `lonely export` prints".into());
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("export.schema.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, text).unwrap();
    } else {
        // As data: the order of members is up to features of `serde_json` that other crates may ask for.
        let [made, kept]: [serde_json::Value; 2] =
            [&text, JSON_SCHEMA].map(|text| serde_json::from_str(text).unwrap());
        assert!(made == kept, "run this test with BLESS=1, and read what changes: does it raise VERSION?");
    }
}

#[test]
fn the_same_schema_gives_the_same_text() {
    let text = |schema: Schema| serde_json::to_string(&export(&schema)).unwrap();
    assert_eq!(text(builtin().unwrap()), text(builtin().unwrap()));
    let path = env!("CARGO_MANIFEST_DIR");
    assert!(!text(torture()).contains(path), "an export has a path in it");
}

#[test]
fn nothing_nests_deeper_than_readers_of_json_allow() {
    // The least that common readers go down to: 128 of serde_json, 100 of Ruby's.
    for schema in [builtin().unwrap(), torture(), many_variants(1000)] {
        let text = serde_json::to_string(&export(&schema)).unwrap();
        assert!(depth(&text) < 40, "{}: {}", schema.name, depth(&text));
        serde_json::from_str::<Json>(&text).unwrap();
    }
}

/// How deep objects and lists nest in JSON.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut is_escaped) = (0_usize, 0, false, false);
    for char in text.chars() {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' if in_text => is_escaped = true,
            '"' => in_text = !in_text,
            '{' | '[' if !in_text => depth += 1,
            '}' | ']' if !in_text => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[test]
fn an_export_grows_as_its_schema_does() {
    let size = |count| serde_json::to_string(&export(&many_variants(count))).unwrap().len();
    assert!(size(1000) < 12 * size(100), "{} and {}", size(100), size(1000));
}

#[test]
fn blocks_and_rows_are_trees_in_which_every_index_leads_somewhere() {
    for schema in [builtin().unwrap(), torture(), many_variants(50)] {
        let export = exported(&schema);
        let mut programs = 0;
        for message in messages(&export) {
            let (slots, shapes) = (len(&message["slots"]), len(&message["shapes"]));
            let read = &message["plan"]["read"];
            for program in
                ["fast", "exact", "program"].map(|name| &read[name]).into_iter().filter(|p| !p.is_null())
            {
                programs += 1;
                let mut reached = BTreeSet::new();
                walk(program["blocks"].as_array().unwrap(), 0, &mut reached, slots, shapes);
                assert_eq!(reached.len(), len(&program["blocks"]), "{}", message["name"]);
                assert!(reached.len() >= 2 * shapes - 1, "{}", message["name"]);
            }
            let rows = message["plan"]["scan"]["rows"].as_array().unwrap();
            let named: Vec<u64> =
                rows.iter().flat_map(|row| row.as_array().unwrap()).flat_map(rows_of).collect();
            assert_eq!(named, (1..rows.len() as u64).collect::<Vec<_>>(), "{}", message["name"]);
            assert_eq!(len(&message["plan"]["write"]), shapes);
        }
        assert!(programs > 0);
    }
}

fn messages(export: &Json) -> impl Iterator<Item = &Json> {
    export["protocols"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|protocol| protocol["messages"].as_array().unwrap())
}

fn len(list: &Json) -> usize {
    list.as_array().unwrap().len()
}

fn walk(blocks: &[Json], at: usize, reached: &mut BTreeSet<usize>, slots: usize, shapes: usize) {
    assert!(reached.insert(at), "block {at} is named twice");
    for step in blocks[at]["steps"].as_array().unwrap() {
        assert!(step["slot"].as_u64().is_none_or(|slot| slot < slots as u64), "{step}");
    }
    let end = &blocks[at]["end"];
    match end["end"].as_str().unwrap() {
        "shape" => assert!(end["shape"].as_u64().unwrap() < shapes as u64),
        "branch" => {
            for way in ["yes", "no"] {
                let next = usize::try_from(end[way].as_u64().unwrap()).unwrap();
                assert!(next > at);
                walk(blocks, next, reached, slots, shapes);
            }
        }
        other => panic!("{other}"),
    }
}

/// The rows that a step of a scan names, in order.
fn rows_of(step: &Json) -> Vec<u64> {
    ["minimal", "entry", "yes", "no"].iter().filter_map(|key| step[key].as_u64()).collect()
}

/// The message of the protocol `stateful` as the description of its wire format has it: three length-prefixed values in order.
#[test]
fn a_message_of_the_protocol_is_exported_as_its_wire_format_is_described() {
    let export = exported(&builtin().unwrap());
    let stateful = export["protocols"].as_array().unwrap().iter().find(|p| p["name"] == "stateful").unwrap();
    assert_eq!((&stateful["prefix"], &stateful["prefix_length"]), (&"flags_and_code".into(), &4.into()));
    let is_it = |m: &&Json| m["name"] == "subscribe_exact" && m["direction"] == "s2b";
    let message = stateful["messages"].as_array().unwrap().iter().find(is_it).unwrap();
    assert_eq!(message["code"], 2);
    let names: Vec<_> =
        message["slots"].as_array().unwrap().iter().map(|slot| slot["at"].as_str().unwrap()).collect();
    assert_eq!(names, ["authorization", "x-tracing", "x-topic"]);
    let (authorization, topic) = (&message["slots"][0], &message["slots"][2]);
    assert_eq!(
        (&authorization["kind"]["form"], &authorization["kind"]["empty_is_absent"]),
        (&"text".into(), &true.into())
    );
    assert_eq!((&authorization["secret"], &topic["secret"]), (&true.into(), &false.into()));
    assert_eq!((&topic["kind"]["form"], &topic["prefix"]), (&"bytes".into(), &"u16".into()));
    assert_eq!(
        message["plan"]["read"]["minimal"],
        serde_json::json!([{ "step": "values", "from": 0, "to": 3 }])
    );
    let fields: Vec<_> = message["shapes"][0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["name"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["authorization", "tracing", "topic"]);
}

#[test]
fn numbers_that_values_can_have_are_texts() {
    let export = exported(&many_variants(4));
    let message = messages(&export).next().unwrap();
    assert_eq!(
        message["slots"][0]["kind"]["range"],
        serde_json::json!({ "least": "0", "most": "4294967295" })
    );
    let constants =
        message["shapes"].as_array().unwrap().iter().map(|shape| &shape["slots"][0]["source"]["value"]);
    assert_eq!(constants.collect::<Vec<_>>(), [&"0".into(), &"1".into(), &"2".into(), &Json::Null]);
    assert_eq!(message["tail"]["when"], serde_json::json!({ "on": "slot", "index": 0, "equals": "2" }));
}

#[test]
fn what_is_exported_is_one_version_and_says_since_when_things_are_there() {
    let (old, new) = (builtin_version("0.0.33").unwrap(), builtin().unwrap());
    let [old, new] = [exported(&old), exported(&new)];
    assert_eq!((&old["schema"]["version"], &new["schema"]["version"]), (&"0.0.33".into(), &"0.0.47".into()));
    assert_eq!(old["schema"]["versions"], serde_json::json!(["0.0.33", "0.0.47"]));
    let slots = |export: &Json| {
        let confirm =
            messages(export).find(|message| message["name"] == "confirm_receive" && message["code"] == 9);
        confirm.unwrap()["slots"].as_array().unwrap().clone()
    };
    assert_eq!((slots(&old).len(), slots(&new).len()), (3, 4));
    let since = serde_json::json!({ "since": "0.0.47", "until": null, "deprecated": null });
    assert_eq!(slots(&new)[3]["availability"], since);
}

//! Messages with groups and flags as JSON: generated code answers as the interpreter does.

use lonelypsp_conformance::{Interpreted, answer};
use lonelypsp_schema::compile;
use lonelypsp_testee::{Codecs, codec, testee};
use serde_json::{Value as Json, json};

/// What the macro makes of the schema that tests everything.
mod torture {
    lonelypsp::schema!("../../codegen/build/tests/torture/torture.yaml");
}

use torture::{flagged, rows, strict};

codec!(rows::s2b::Message<'a> rows::b2s::Message<'a> flagged::s2b::Message<'a> flagged::b2s::Message<'a>);
codec!(strict::s2b::Message<'a> strict::b2s::Message<'a>);

macro_rules! protocols {
    ($($name:ident $module:ident;)*) => {$(
        struct $name;

        impl Codecs for $name {
            const PROTOCOL: &'static str = stringify!($module);

            fn is_minimal(flags: u16) -> Option<bool> {
                Some($module::Flags(flags).is_minimal())
            }

            type S2b<'a> = $module::s2b::Message<'a>;
            type B2s<'a> = $module::b2s::Message<'a>;
        }
    )*};
}

protocols! {
    Rows rows;
    Flagged flagged;
    Strict strict;
}

/// What both answer.
#[track_caller]
fn both<C: Codecs + 'static>(mut request: Json) -> Json {
    request["protocol"] = C::PROTOCOL.into();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../codegen/build/tests/torture/torture.yaml");
    let schema = compile(root, |path| std::fs::read_to_string(path)).unwrap();
    let line = request.to_string();
    let generated = answer(&*testee::<C>(schema.version.clone()), line.as_bytes());
    assert_eq!(generated, answer(&Interpreted::new(schema), line.as_bytes()), "{line}");
    generated
}

/// A message from the broadcaster that is written, and read again.
#[track_caller]
fn round_trip<C: Codecs + 'static>(direction: &str, message: &Json) -> Json {
    let mut request = message.clone();
    request["op"] = "encode".into();
    request["direction"] = direction.into();
    let written = both::<C>(request);
    let hex = written["ok"]["hex"].as_str().unwrap_or_else(|| panic!("{written}"));
    let read = both::<C>(json!({ "op": "decode", "direction": direction, "hex": hex, "reencode": true }));
    for key in ["message", "variant", "fields", "flags", "minimal_headers"] {
        assert_eq!(read["ok"][key], message[key], "{key}");
    }
    written
}

fn deep() -> Json {
    json!({
        "message": "deep", "variant": null,
        "fields": {
            "unknown_flags": "32769",
            "a": [
                { "key": "00", "a": [], "last": "0" },
                {
                    "key": "6b", "last": "300",
                    "a": [
                        { "name": "é", "b": [] },
                        { "name": "", "b": [{ "name": "x", "c": [
                            { "number": "1", "secret": "s" },
                            { "number": "770", "secret": null },
                        ] }] },
                    ],
                },
            ],
            "value": "72657374",
        },
    })
}

#[test]
fn groups_are_lists_of_objects() {
    let written = round_trip::<Rows>("b2s", &deep());
    let outer = ["80010000", "02", "00", "0000", "00", "6b", "0002"].concat();
    let inner = ["02c3a9", "7c", "ff", "00", "7c", "0178", "02", "0001", "0173", "0302", "00", "ff"].concat();
    let end = ["02012c", "0004", "72657374"].concat();
    assert_eq!(written["ok"]["hex"], outer + &inner + &end);
}

#[test]
fn the_first_of_several_problems_in_a_group_counts() {
    let encode = |change: &dyn Fn(&mut Json)| {
        let mut request = deep();
        request["op"] = "encode".into();
        request["direction"] = "b2s".into();
        change(&mut request["fields"]);
        let answer = both::<Rows>(request);
        (answer["error"]["kind"].clone(), answer["error"]["at"].clone())
    };
    let innermost = |fields: &mut Json| fields["a"][1]["a"][1]["b"][0]["c"].take();
    let is = |kind: &str, at: &str| (Json::from(kind), Json::from(at));
    assert_eq!(encode(&|f| f["a"][1]["key"] = "00".into()), is("unsorted", "a[1].key"));
    assert_eq!(encode(&|f| f["a"][1]["key"] = "0000".into()), is("wrong_length", "a[1].key"));
    assert_eq!(encode(&|f| f["a"][1]["key"] = 7.into()), is("bad_value", "a[1].key"));
    assert_eq!(encode(&|f| drop(innermost(f))), is("bad_value", "a[1].a[1].b[0].c"));
    assert_eq!(encode(&|f| f["a"][0] = json!({ "key": "00" })), is("bad_value", "a"));
    assert_eq!(encode(&|f| f["a"] = json!({})), is("bad_value", "a"));
    assert_eq!(encode(&|f| f["a"][0]["last"] = "65536".into()), is("out_of_range", "a[0].last"));
    // One that JSON shows, and one that only the codecs find, before it and behind it.
    let both_ways = |before: bool| {
        move |fields: &mut Json| {
            let (json, codec) = if before { (1, 0) } else { (0, 1) };
            fields["a"][1]["a"][json]["name"] = 7.into();
            fields["a"][1]["a"][codec]["name"] = "x".repeat(256).into();
        }
    };
    assert_eq!(encode(&both_ways(true)), is("too_long", "a[1].a[0].name"));
    assert_eq!(encode(&both_ways(false)), is("bad_value", "a[1].a[0].name"));
    // More entries than their number can say, which is looked at before them.
    let entry = json!({ "key": "00", "a": [], "last": "0" });
    assert_eq!(encode(&|f| f["a"] = vec![entry.clone(); 256].into()), is("too_long", "a"));
    assert_eq!(encode(&|f| f["unknown_flags"] = "65536".into()), is("out_of_range", "unknown_flags"));
}

#[test]
fn flags_stand_beside_the_fields() {
    let list = json!({
        "message": "list", "variant": "soon", "flags": ["urgent", "has_part"],
        "fields": { "unknown_flags": "2", "entries": [{ "value": "" }, { "value": "616263" }], "after": "7" },
    });
    assert_eq!(round_trip::<Flagged>("b2s", &list)["ok"]["hex"], "020a000002000361626307");
    let block = json!({
        "message": "plain", "variant": null, "minimal_headers": true, "flags": [],
        "fields": { "unknown_flags": "0", "any": "", "number": "-1", "body": "" },
    });
    assert_eq!(round_trip::<Flagged>("s2b", &block)["ok"]["hex"], "0001000000000003ffffff");
    let row = json!({ "message": "row", "variant": null, "flags": ["first"], "fields": { "number": "1" } });
    assert_eq!(round_trip::<Strict>("s2b", &row)["ok"]["hex"], "00010008010001");

    let refused = |flags: Json| {
        let mut request = list.clone();
        request["op"] = "encode".into();
        request["direction"] = "b2s".into();
        request["flags"] = flags;
        both::<Flagged>(request)["error"]["kind"].clone()
    };
    assert_eq!(refused(json!(["has_part"])), "bad_value");
    assert_eq!(refused(json!(["urgent", "minimal"])), "bad_value");
    assert_eq!(refused(json!("urgent")), "bad_value");
    assert_eq!(refused(json!(["urgent"])), Json::Null);
}

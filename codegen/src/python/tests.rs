//! What cannot be seen in the package itself: literals, order, tables, names that meet, and how long it takes.

use std::fmt::Write;

use lonelypsp_schema::{Schema, builtin, compile};

use super::dropin::DropIn;
use super::text::{bytes, docstring, import, string};
use super::{Python, names};
use crate::backend::{Backend, Files};
use crate::package::Package;

const HEAD: &str = "
lonely: 1
name: other
version: '1'
doc: D.
protocols:
  p:
    doc: D.
    flags: { short: { bit: 0, selects: minimal, doc: D. } }
types:
  t: { kind: bytes, doc: D. }
  n: { kind: uint, max_bytes: 8, doc: D. }
protocol: p
messages:
";

/// A schema with these messages: a name, a colon, and some of their keys.
fn schema(messages: &[String]) -> Schema {
    let mut text = HEAD.to_owned();
    for (index, message) in messages.iter().enumerate() {
        let _ = write!(text, "  {message}\n    from: subscriber\n    code: {}\n    doc: D.\n", index + 1);
    }
    let load = |path: &str| {
        if path == "a.yaml" { Ok(text.clone()) } else { Err(std::io::ErrorKind::NotFound.into()) }
    };
    compile("a.yaml", load).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A message with neither headers nor body.
fn plain(name: &str) -> String {
    format!("{name}:\n    headers: {{}}")
}

fn emit(schema: &Schema) -> Files {
    Python.emit(schema, &Package::of(&Python, schema))
}

#[test]
fn literals_hold_whatever_bytes_and_texts_there_are() {
    assert_eq!(bytes(b"\0\x07x-topic\"'\\\xff"), r#"b"\x00\x07x-topic\x22\x27\x5c\xff""#);
    assert_eq!(string("a\"b\\c\n\u{7f}"), r#""a\"b\\c\u000a\u007f""#);
}

#[test]
fn docstrings_end_where_they_should() {
    assert_eq!(docstring(4, "One line."), [r#"    """One line.""""#]);
    assert_eq!(docstring(0, "Ends with \"a\""), [r#""""Ends with "a" """"#]);
    assert_eq!(docstring(0, "\"\"\" and \\"), [r#""""\"\"\" and \\""""#]);
    assert_eq!(docstring(0, "a\n\n      code"), [r#""""a"#, "", "code", r#"""""#]);
}

#[test]
fn names_are_imported_in_the_order_of_a_sorter() {
    let names = ["read_a", "S2B_Bit", "SHAPES_A", "S2B_Ab10", "S2B_Ab9", "S2B_A"].map(str::to_owned);
    let sorted = "from a import S2B_A, SHAPES_A, S2B_Ab9, S2B_Ab10, S2B_Bit, read_a";
    assert_eq!(import("a", &names), [sorted]);
}

#[test]
fn the_drop_in_tables_name_what_is_in_the_schema() {
    let schema = builtin().unwrap();
    let protocol = schema.protocol("stateful").unwrap();
    let dropin = DropIn::of(&schema, protocol);
    let (mut grouped, mut ordered, mut aliased) = (0, 0, 0);
    for message in &protocol.messages {
        grouped += usize::from(dropin.module(message).is_some());
        aliased += usize::from(dropin.parser_alias(message).is_some());
        for shape in &message.layout.shapes {
            let order = dropin.field_order(message, shape);
            ordered += usize::from(!order.is_empty());
            let missing = shape.field_names().find(|name| !order.contains(&name.snake()));
            assert!(order.is_empty() || missing.is_none(), "{} {missing:?}", message.name);
        }
    }
    assert_eq!((grouped, ordered, aliased), (8, 3, 1));
}

#[test]
fn other_schemas_have_the_same_structure_under_names_that_follow_a_rule() {
    let files = emit(&schema(&["subscribe_exact", "import"].map(plain)));
    for path in ["messages/subscribe_exact.py", "messages/import_.py", "s2b.py", "constants.py"] {
        assert!(files.contains_key(&format!("src/other_bindings/p/{path}")), "{path}");
    }
    assert!(!files.contains_key("src/other_bindings/p/b2s.py"));
    assert!(files["src/other_bindings/p/constants.py"].contains("class PMessageFlags(IntFlag)"));
}

#[test]
fn a_parser_gives_way_to_a_message_of_its_name() {
    let schema = schema(&["note", "note_parser"].map(plain));
    let taken = names::parser_likes(&schema.protocols[0]);
    let parsers: Vec<_> =
        schema.protocols[0].messages.iter().map(|message| names::parser_class(message, &taken)).collect();
    assert_eq!(parsers, ["S2B_Note_Parser", "S2B_NoteParserParser"]);
}

#[test]
fn a_field_keeps_its_name_from_what_another_variant_calls_a_number() {
    let text = "m: { from: subscriber, code: 1, doc: D., headers: { x-a: { type: n, field: foo }, x-b: t }, variants: \
                { one: { doc: D., when: { x-a: 0 }, headers: { x-b: { field: foo } } }, two: { doc: D. } } }";
    let schema = compile("s", |_| Ok(format!("{HEAD}  {text}\n"))).unwrap();
    let files = Python.emit(&schema, &Package::of(&Python, &schema));
    let module = &files["src/other_bindings/p/messages/m.py"];
    assert!(module.contains("    foo: bytes\n") && !module.contains("foo: Literal[None]"), "{module}");
}

#[test]
fn names_of_packages_can_be_imported() {
    for fine in ["a", "lonelypsp_bindings", "a1_b2"] {
        assert_eq!(Python.check_package_name(fine), Ok(()), "{fine}");
    }
    for wrong in ["typing", "dataclasses", "", "A", "1a", "a-b", "a.b", "_a", "a_", "a__b", "class", "ä"] {
        assert!(Python.check_package_name(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Python.default_package_name("My schema\n"), "my_schema_bindings");
}

#[test]
fn a_thousand_messages_take_no_time() {
    let message = |number| format!("m{number}:\n    headers: {{ x-a: t, x-b: n, x-c: t }}\n    body: bytes");
    let schema = schema(&(1..=1000).map(message).collect::<Vec<_>>());
    let start = std::time::Instant::now();
    let files = emit(&schema);
    // Ample for a build that is not optimized on a machine that is busy.
    assert!(start.elapsed().as_secs() < 8, "{:?}", start.elapsed());
    assert!(files.len() > 1000);
    assert_eq!(emit(&schema), files);
}

/// As ruff's rule I001 has it.
#[test]
fn an_import_that_is_too_long_is_broken_and_stays_in_order() {
    let long = "a_name_with_which_the_line_of_an_import_is_too_long";
    let text =
        HEAD.replace("  p:", &format!("  {long}:")).replace("protocol: p", &format!("protocol: {long}"))
            + "  m: { from: subscriber, code: 1, doc: D., headers: {} }\n"
            + "  n: { from: broadcaster, code: 1, doc: D., headers: {} }\n";
    let schema = compile("a.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"));
    let (_, conformance) =
        emit(&schema).into_iter().find(|(path, _)| path.ends_with("conformance.py")).unwrap();
    let wanted = format!(
        "from .{long} import (\n    b2s as {long}_b2s,\n)\nfrom .{long} import (\n    s2b as {long}_s2b,\n)\n"
    );
    assert!(conformance.contains(&wanted), "{conformance}");
}

/// A schema of one protocol `p`, with what is said of its flags.
fn protocol_schema(flags: &str, messages: &str) -> Schema {
    let text = HEAD.replace("flags: { short: { bit: 0, selects: minimal, doc: D. } }", flags) + messages;
    compile("a.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"))
}

const SEQUENCE: &str =
    "  m: { from: subscriber, code: 1, doc: D., sequence: [{ field: a, type: t, prefix: u8 }] }\n";
const HEADERS: &str = "  n: { from: subscriber, code: 2, doc: D., headers: { x-a: t } }\n";
const MINIMAL: &str = "flags: { short: { bit: 0, selects: minimal, doc: D. } }";

fn has(files: &Files, runtime: &str) -> bool {
    files.contains_key(&format!("src/other_bindings/runtime/{runtime}.py"))
}

#[test]
fn a_sequence_is_read_by_one_function_and_has_no_header_mode() {
    let files = emit(&protocol_schema("unknown_flags: ignore", SEQUENCE));
    let module = &files["src/other_bindings/p/messages/m.py"];
    assert!(module.contains("def read_s2b_m(stream: SyncReadableBytesIO) -> S2B_M:"), "{module}");
    assert!(!module.contains("read_minimal") && !module.contains("_HEADERS_"), "{module}");
    assert!(module.contains("minimal_headers: bool = True"), "{module}");
    assert!(!files["src/other_bindings/p/serializer_helpers.py"].contains("minimal: bool"));
}

#[test]
fn packages_have_what_they_need_at_run_time_and_no_more() {
    let needs = |flags: &str, messages: &str| {
        let files = emit(&protocol_schema(flags, messages));
        ["sequence", "items", "flags", "exclusions"].map(|name| has(&files, name))
    };
    assert_eq!(needs(MINIMAL, HEADERS), [false, false, false, false]);
    assert_eq!(needs(MINIMAL, &[SEQUENCE, HEADERS].concat()), [true, true, false, false]);
    assert_eq!(needs(&format!("unknown_flags: keep\n    {MINIMAL}"), HEADERS), [false, false, true, false]);
    let several = "  m: { from: subscriber, code: 1, doc: D., headers: { x-a: n, x-b: n }, variants: \
                   { one: { doc: D., when: { x-a: 1, x-b: 1 } }, two: { doc: D. } } }\n";
    assert_eq!(needs(MINIMAL, several), [false, false, false, true]);
}

#[test]
fn packages_have_the_forms_that_their_messages_have() {
    let number = "  n: { from: subscriber, code: 1, doc: D., headers: { x-a: f } }\n";
    let has_float = |messages: &str| {
        let text = HEAD.replace("types:", "types:\n  f: { kind: float, doc: D. }") + messages;
        let schema = compile("a.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"));
        let files = emit(&schema);
        assert!(has(&files, "forms/octets") && !has(&files, "forms/text"));
        has(&files, "forms/float")
    };
    assert!(has_float(number) && !has_float(HEADERS));
}

#[test]
fn only_messages_that_carry_flags_are_given_them() {
    let urgent = "flags: { short: { bit: 0, selects: minimal, doc: D. }, urgent: { bit: 3, doc: D. } }";
    for (flags, carries) in [(MINIMAL, false), (urgent, true)] {
        let files = emit(&protocol_schema(flags, &[SEQUENCE, HEADERS].concat()));
        for module in ["messages/m.py", "messages/n.py"] {
            let text = &files[&format!("src/other_bindings/p/{module}")];
            assert_eq!(text.contains("flags: int"), carries, "{module}");
            assert_eq!(text.contains("    urgent: bool\n"), carries, "{module}");
        }
    }
}

#[test]
fn a_class_of_entries_is_called_after_the_message_and_all_groups_around_it() {
    let nested = "  m: { from: subscriber, code: 1, doc: D., sequence: [{ group: a, count: u8, doc: D., items: \
                  [{ group: b, count: u8, doc: Inner., items: [{ field: c, type: t, prefix: u8 }] }] }] }\n";
    let files = emit(&protocol_schema(MINIMAL, nested));
    let module = &files["src/other_bindings/p/messages/m.py"];
    for declared in
        ["class S2B_MAB:\n    \"\"\"Inner.\"\"\"", "    b: tuple[S2B_MAB, ...]", "    a: tuple[S2B_MA, ...]"]
    {
        assert!(module.contains(declared), "{declared}: {module}");
    }
    assert!(files["src/other_bindings/p/s2b.py"].contains("\"S2B_MAB\""));
}

#[test]
fn locals_are_as_short_as_lines_are() {
    let long = format!("flags: {{ {}: {{ bit: 3, doc: D. }} }}", ["long"; 20].join("_"));
    let files = emit(&protocol_schema(&long, SEQUENCE));
    assert!(files["src/other_bindings/p/messages/m.py"].contains("    flag_3 = flags & 0x8 != 0\n"));
}

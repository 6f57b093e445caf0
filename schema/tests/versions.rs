//! A schema of several versions is, in each of them, as if only that one were described.

use std::fmt::Write as _;
use std::io;

use lonelypsp_schema::{
    Availability, Code, Deprecation, Diagnostics, Direction, Kind, Message, Schema, compile, compile_version,
    print_plan,
};

const HEAD: &str = "\
lonely: 1
name: many
version: 3.0.0
versions: [1.0.0, 2.0.0, 3.0.0]
doc: Several versions.
types:
  topic: { kind: bytes, max: { 1.0.0: 64, 3.0.0: 255 }, doc: A topic. }
  count: { kind: uint, max_bytes: { 1.0.0: 2, 2.0.0: 4 }, doc: A number. }
protocols:
  chat:
    doc: A chat.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
      urgent: { bit: 1, since: 2.0.0, until: 2.0.0, doc: Whether it cannot wait. }
  bodies: { prefix: none, since: 2.0.0, doc: Bodies. }
include: [bodies.yaml]
protocol: chat
messages:
";

const BODIES: &str = "\
protocol: bodies
messages:
  post:
    from: subscriber
    code: 1
    doc: A body.
    sequence:
      - literal: \"00\"
      - { literal: \"01\", since: 3.0.0 }
      - group: topics
        count: u8
        doc: Topics.
        items:
          - { field: topic, type: topic, prefix: u8 }
          - { field: note, type: topic, prefix: u8, since: 3.0.0, doc: A note. }
      - { rest: text, since: 3.0.0, doc: What else. }
";

fn compiled(messages: &str, version: Option<&str>) -> Result<Schema, Diagnostics> {
    let load = |path: &str| match path {
        "root.yaml" => Ok(format!("{HEAD}{messages}")),
        "bodies.yaml" => Ok(BODIES.to_owned()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    match version {
        Some(version) => compile_version("root.yaml", version, load),
        None => compile("root.yaml", load),
    }
}

fn schema(messages: &str, version: &str) -> Schema {
    compiled(messages, Some(version)).unwrap_or_else(|problems| panic!("{problems}"))
}

const LINE: &str = "  line:
    from: subscriber
    code: { 1.0.0: 7, 2.0.0: 8, 3.0.0: 9 }
    doc: A line.
    answered_by: [heard, refused]
    headers:
      x-topic: topic
      x-count: { type: count, since: 2.0.0 }
      x-part: { type: count, since: 3.0.0, doc: Which part it is. }
    body: { field: text, since: 2.0.0, doc: What was said. }
    variants:
      first: { when: { x-part: 0 }, since: 3.0.0, doc: The first part., body: { field: beginning } }
      later:
        doc: Another part.
        headers:
          x-topic: { field: subject, doc: Of the first part. }
          x-part: { doc: \"The number, from 1.\" }
  heard: { from: broadcaster, code: 1, doc: It was heard., headers: {} }
  refused: { from: broadcaster, code: 2, since: 3.0.0, doc: It was not., headers: {} }
";

fn line(version: &str) -> Message {
    schema(LINE, version).protocol("chat").unwrap().by_name(Direction::S2b, "line").unwrap().clone()
}

fn names(message: &Message) -> Vec<&str> {
    message.layout.slots.iter().map(|slot| slot.at.as_str()).collect()
}

#[test]
fn a_message_has_the_headers_the_body_and_the_number_of_the_version() {
    let [one, two, three] = ["1.0.0", "2.0.0", "3.0.0"].map(line);
    assert_eq!((one.code, names(&one), one.layout.body.is_some()), (7, vec!["x-topic"], false));
    assert_eq!((two.code, names(&two), two.layout.body.is_some()), (8, vec!["x-topic", "x-count"], true));
    assert_eq!(three.code, 9);
    assert_eq!((names(&three), three.layout.body.is_some()), (vec!["x-topic", "x-count", "x-part"], true));
}

#[test]
fn the_only_variant_that_is_left_is_the_shape_of_the_message() {
    let (two, three) = (line("2.0.0"), line("3.0.0"));
    let [only] = &two.layout.shapes[..] else { panic!("{:?}", two.layout.shapes) };
    let fields: Vec<_> = only.field_names().map(|name| name.snake().to_owned()).collect();
    assert_eq!(
        (only.variant.is_none(), fields),
        (true, ["urgent", "subject", "count", "text"].map(String::from).into())
    );
    assert_eq!((only.doc.as_str(), only.slots[0].doc.as_str()), ("Another part.", "Of the first part."));
    let variants: Vec<_> =
        three.layout.shapes.iter().map(|shape| shape.variant.as_ref().unwrap().snake()).collect();
    assert_eq!(variants, ["first", "later"]);
}

#[test]
fn answers_that_are_not_there_are_left_out() {
    let answers =
        |version| -> Vec<String> { line(version).answered_by.iter().map(ToString::to_string).collect() };
    assert_eq!(answers("2.0.0"), ["heard"]);
    assert_eq!(answers("3.0.0"), ["heard", "refused"]);
}

#[test]
fn flags_types_and_protocols_are_those_of_the_version() {
    let flags = |version| schema(LINE, version).protocol("chat").unwrap().flags.len();
    assert_eq!(["1.0.0", "2.0.0", "3.0.0"].map(flags), [1, 2, 1]);
    let longest = |version| line(version).layout.slots[0].longest();
    assert_eq!(["1.0.0", "2.0.0", "3.0.0"].map(longest), [64, 64, 255]);
    let count = |version| line(version).layout.slots[1].kind;
    let bytes = |width| Kind::uint(width, lonelypsp_schema::Spelling::Minimal);
    assert_eq!(count("2.0.0"), bytes(4));
    assert!(schema(LINE, "1.0.0").protocol("bodies").is_none());
}

#[test]
fn a_sequence_has_the_items_of_the_version_in_its_groups_too() {
    let post = |version| {
        let schema = schema(LINE, version);
        let post = schema.protocol("bodies").unwrap().by_unique_name("post").unwrap().clone();
        let entry: Vec<_> = post.layout.groups[0].slots.iter().map(|slot| slot.at.clone()).collect();
        (entry, post.layout.body.is_some(), print_plan(&schema).contains("literal 01"))
    };
    assert_eq!(post("2.0.0"), (vec!["topic".to_owned()], false, false));
    assert_eq!(post("3.0.0"), (vec!["topic".to_owned(), "note".to_owned()], true, true));
}

#[test]
fn documentation_says_since_when_and_up_to_when() {
    let schema = schema(LINE, "2.0.0");
    let chat = schema.protocol("chat").unwrap();
    assert_eq!(chat.flags[1].doc, "Whether it cannot wait.\n\nIn version 2.0.0 alone.");
    let line = chat.by_name(Direction::S2b, "line").unwrap();
    assert_eq!(line.layout.slots[1].doc, "A number.\n\nSince version 2.0.0.");
    assert_eq!(line.layout.slots[1].availability.since.as_deref(), Some("2.0.0"));
    assert_eq!(line.layout.shapes[0].body.as_ref().unwrap().doc, "What was said.\n\nSince version 2.0.0.");
    assert!(!line.doc.contains("version"));
}

#[test]
fn what_is_deprecated_later_is_not_yet() {
    let message = "  old:
    from: subscriber
    code: 1
    deprecated: { since: 2.0.0, note: \"Nobody reads it,\\nuse `line`.\" }
    doc: Old.
    headers: { x-topic: { type: topic, deprecated: Why it is. } }
";
    let old = |version| {
        let schema = schema(message, version);
        let old = schema.protocol("chat").unwrap().by_unique_name("old").unwrap().clone();
        (old.availability, old.layout.slots[0].availability.clone())
    };
    let always = Deprecation { since: None, note: "Why it is.".to_owned() };
    let header = Availability { deprecated: Some(always), ..Availability::default() };
    assert_eq!(old("1.0.0"), (Availability::default(), header.clone()));
    let since =
        Deprecation { since: Some("2.0.0".to_owned()), note: "Nobody reads it,\nuse `line`.".to_owned() };
    assert_eq!(since.line(), "Nobody reads it, use `line`.");
    assert_eq!(old("2.0.0"), (Availability { deprecated: Some(since), ..Availability::default() }, header));
}

#[test]
fn the_newest_version_is_what_is_compiled_unless_another_one_is_wanted() {
    let newest = compiled(LINE, None).unwrap();
    assert_eq!(
        (newest.version.as_str(), newest.fingerprint()),
        ("3.0.0", schema(LINE, "3.0.0").fingerprint())
    );
    assert_eq!(schema(LINE, "1.0.0").version, "1.0.0");
    let problems = compiled(LINE, Some("4.0.0")).unwrap_err();
    assert_eq!(problems.list.len(), 1, "{problems}");
    assert_eq!(problems.list[0].code, Code::UnknownVersion);
    assert_eq!(problems.list[0].help.as_deref(), Some("it has 1.0.0, 2.0.0, 3.0.0"));
}

#[test]
fn a_problem_of_an_older_version_is_found_whichever_is_wanted() {
    let twice = format!("{LINE}  same: {{ from: subscriber, code: 7, doc: Same., headers: {{}} }}\n");
    for version in [None, Some("1.0.0"), Some("3.0.0")] {
        let problems = compiled(&twice, version).unwrap_err();
        let said: Vec<_> = problems.list.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(said, ["two messages from the subscriber have code 7 (in version 1.0.0)"]);
    }
}

#[test]
fn two_messages_of_one_name_take_turns() {
    let old = "  line: { from: subscriber, code: 1, until: 2.0.0, doc: Old., headers: {} }\n";
    let load = |path: &str| match path {
        "root.yaml" => Ok(format!("{}{old}", HEAD.replace("[bodies.yaml]", "[new.yaml]"))),
        "new.yaml" => {
            Ok("protocol: chat\nmessages:\n  line: { from: subscriber, code: 1, since: 3.0.0, doc: New., \
                          sequence: [{ rest: all, doc: All. }] }\n"
                .to_owned())
        }
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    for (version, is_block) in [("1.0.0", true), ("2.0.0", true), ("3.0.0", false)] {
        let schema =
            compile_version("root.yaml", version, load).unwrap_or_else(|problems| panic!("{problems}"));
        let line = schema.protocol("chat").unwrap().by_unique_name("line").unwrap();
        assert_eq!(line.layout.is_block(), is_block, "{version}");
    }
}

#[test]
fn a_hundred_versions_are_taken_and_no_more() {
    let text = |count: usize, key: &str| {
        let versions: Vec<_> = (1..=count).map(|number| format!("{number}.0.0")).collect();
        let newest = versions.last().unwrap();
        let mut text = format!(
            "lonely: 1\nname: many\nversion: {newest}\nversions: [{}]\ndoc: D.\nprotocols:\n  p: {{ prefix: none, doc: P. }}\n\
             protocol: p\nmessages:\n",
            versions.join(", ")
        );
        for (at, version) in versions.iter().enumerate() {
            let since = if at == 0 || key.is_empty() { String::new() } else { format!("{key}: {version}, ") };
            writeln!(text, "  m{at}: {{ from: subscriber, code: {at}, {since}doc: M., sequence: [] }}")
                .unwrap();
        }
        text
    };
    let hundred = text(100, "since");
    let schema = compile("s", |_| Ok(hundred.clone())).unwrap();
    assert_eq!((schema.versions.len(), schema.protocols[0].messages.len()), (100, 100));
    let old = compile_version("s", "40.0.0", |_| Ok(hundred.clone())).unwrap();
    assert_eq!(old.protocols[0].messages.len(), 40);
    let problems = compile("s", |_| Ok(text(101, ""))).unwrap_err();
    assert_eq!(problems.list[0].code, Code::TooLarge, "{problems}");
}

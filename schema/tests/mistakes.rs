//! Slips that YAML makes of ordinary text, and what is said of them: where, and what would be right.

use std::io;

use lonelypsp_schema::{Code, Diagnostics, compile};

/// A schema with a line for the documentation of its message, and one for a type.
fn schema(doc: &str, ty: &str) -> String {
    format!(
        "lonely: 1\nname: chat\nversion: 1.0.0\ndoc: Lines of a chat.\nprotocols:\n  chat:\n    doc: One line per message.\n    \
         flags: {{ minimal_headers: {{ bit: 0, selects: minimal, doc: Headers. }} }}\ntypes:\n  odd: {ty}\n  nick: {{ kind: text, \
         doc: Who. }}\n  count: {{ kind: uint, max_bytes: 4, doc: A count. }}\nprotocol: chat\nmessages:\n  line:\n    {doc}\n    \
         from: subscriber\n    code: 1\n    headers: {{ x-count: count, x-nick: nick }}\n"
    )
}

const SOUND_TYPE: &str = "{ kind: text, doc: Odd. }";

fn problems(text: &str) -> Option<Diagnostics> {
    compile("s.yaml", |_| Ok(text.to_owned())).err()
}

/// The only problem, its place being that of a marked part of the text.
fn expect_at(text: &str, at: &str, code: Code, help: &str) {
    let problems = problems(text).unwrap_or_else(|| panic!("nothing is said of\n{text}"));
    let problem = &problems.list[0];
    assert_eq!(problem.code, code, "{problems}");
    let start = problem.span.start as usize;
    assert!(text[start..].starts_with(at), "expected `{at}`\n{problems}");
    let said = problem.help.as_deref().unwrap_or_else(|| panic!("no help\n{problems}"));
    assert!(said.contains(help), "expected `{help}`\n{problems}");
}

#[test]
fn a_text_that_yaml_would_cut_is_reported_where_it_is_cut() {
    for (doc, at) in [
        ("doc: See issue #5 for the reason.", "#5 for"),
        ("doc: See issue\t#5 for the reason.", "#5 for"),
        ("doc: See #5", "#5"),
        ("doc: First line\n      and a second #5 of it.", "#5 of"),
        ("doc: First line\n      #5 is the reason.", "#5 is"),
        ("doc: &ref is the reason.", "is the"),
    ] {
        expect_at(&schema(doc, SOUND_TYPE), at, Code::CutText, "in quotes");
    }
    let http = "doc: Said.\n    http: { method: POST, path: /x }";
    assert!(!problems(&schema(http, SOUND_TYPE)).unwrap().to_string().contains("LS047"));
    let headers = "doc: Said.\n    http:\n      method: POST\n      path: /x\n      headers:\n        authorization: Proof #1 of it.";
    let said = problems(&schema(headers, SOUND_TYPE)).unwrap().to_string();
    assert!(said.contains("LS047"), "{said}");
}

#[test]
fn a_comment_that_cuts_nothing_is_none_of_our_business() {
    for doc in [
        "doc: \"See issue #5 for the reason.\"",
        "doc: 'See issue.'  # 5",
        "doc: See issue#5 for the reason.",
        "doc: |  # a text of several lines\n      See issue #5.",
        "# a comment\n    doc: Something.\n    # another one",
        "doc: Something.\n\n      # further in, behind an empty line",
    ] {
        let found = problems(&schema(doc, "{ kind: text, doc: Odd. } # a type"));
        assert!(found.is_none(), "{doc}\n{}", found.unwrap());
    }
    let counted = schema("doc: Something.", SOUND_TYPE)
        .replace("code: 1", "code: 1  # the first")
        .replace("subscriber", "subscriber # asks");
    assert!(problems(&counted).is_none());
}

#[test]
fn text_that_needs_quotes_is_told_to_have_them() {
    for (doc, at, help) in [
        ("doc: A counter: how often.", ": how", "quotes"),
        ("doc: It ends in a colon:", ":", "quotes"),
        ("doc: `code` is first.", "`code`", "quotes"),
        ("doc: @home is where.", "@home", "quotes"),
        ("doc: %d is a number.", "%d", "quotes"),
        ("doc: *bold* text.", "*bold", "quotes"),
        ("doc: !important is.", "is.", "quotes"),
        ("doc: ! is.", "is.", "quotes"),
        ("doc: [sic] is said.", "is said", "quotes"),
        ("doc: {x} is said.", "is said", "quotes"),
        ("doc: | text behind.", "| text", "next line"),
        ("doc: > text behind.", "> text", "next line"),
        ("doc: - a dash.", "- a", "quotes"),
        ("doc: ? a question.", "? a", "quotes"),
        ("doc: , a comma.", ", a", "quotes"),
        ("doc: \"Quoted\" and more.", "and more", "quotes of the other kind"),
        ("doc: 'tis the season.", "'tis", "quotes of the other kind"),
        ("doc: \"a \\d digit\"", "\"a", "single quotes"),
        ("doc:Something.", "doc:", "a blank behind the colon"),
        ("just words", "just", "a blank behind the colon"),
    ] {
        expect_at(&schema(doc, SOUND_TYPE), at, Code::Syntax, help);
    }
    for (doc, at, help) in [
        ("doc: 12", "12", "such as `doc:"),
        ("doc: true", "true", "such as `doc:"),
        ("doc: #5 is it.", "", "unless it is in quotes"),
    ] {
        expect_at(&schema(doc, SOUND_TYPE), at, Code::WrongShape, help);
    }
}

#[test]
fn between_braces_a_comma_a_colon_and_a_comment_are_known_for_what_they_are() {
    for (ty, at, code, help) in [
        ("{ kind: text, doc: A counter: how often. }", ": how", Code::Syntax, "goes in quotes"),
        ("{ kind: text, doc: See [this] one. }", "[this]", Code::Syntax, "goes in quotes"),
        ("{ kind: text, doc: See {this} one. }", "{this}", Code::Syntax, "goes in quotes"),
        ("{ kind: text, doc: See issue #5. }", "#5", Code::Syntax, "` #` in quotes"),
        ("{ kind: text, doc: A remark, short. }", "short.", Code::UnknownKey, "put all of that in quotes"),
        ("{ kind: bytes, doc: The length, max, too. }", "", Code::WrongShape, "put all of that in quotes"),
        ("{ kind:text, doc: Odd. }", "odd", Code::MissingKey, "`kind:`"),
        ("{ kind: text, doc: Is closed. }}", "}", Code::Syntax, "leave it out"),
        ("{ kind: text, doc: \"It\" is. }", "is. }", Code::Syntax, "quotes of the other kind"),
        ("{ kind: optional_uint, doc: Odd. }", "optional_uint", Code::UnknownType, "the kinds are"),
        ("{ kind: optional_txt, doc: Odd. }", "optional_txt", Code::UnknownType, "`optional_text`"),
        ("{ kind: uint, max_bytes: many, doc: Odd. }", "many", Code::WrongShape, "`max_bytes: 4`"),
    ] {
        expect_at(&schema("doc: Something.", ty), at, code, help);
    }
    let said = problems(&schema("doc: Something.", "{ kind:text, doc: Odd. }")).unwrap().to_string();
    assert!(said.contains("put a blank behind the colon: `kind: text`"), "{said}");
    let unclosed = problems(&schema("doc: Something.", "{ kind: text, doc: Odd.")).unwrap();
    assert_eq!(unclosed.list[0].related.len(), 1, "where the brace stands is shown\n{unclosed}");
}

#[test]
fn words_of_other_languages_are_told_what_says_the_same_here() {
    for (kind, help) in [
        ("string", "`kind: text`"),
        ("uint8", "`kind: uint, max_bytes: 1`"),
        ("int64", "`kind: int, max_bytes: 8`"),
        ("u32", "`kind: uint, max_bytes: 4`"),
        ("boolean", "`kind: bool`"),
        ("double", "`kind: float`"),
        ("enum", "whose `doc` says what the numbers mean"),
        ("timestamp", "the unit"),
        ("list", "a `group` in a `sequence`"),
        ("struct", "a message within a message is `bytes`"),
        ("oneof", "`variants`"),
        ("flag", "`flags` of the protocol"),
    ] {
        let ty = format!("{{ kind: {kind}, doc: Odd. }}");
        expect_at(&schema("doc: Something.", &ty), kind, Code::UnknownType, help);
    }
    for (key, help) in [
        ("min: 1", "no least value"),
        ("pattern: x", "no patterns"),
        ("max_length: 3", "did you mean `max`?"),
        ("optional: true", "`kind: optional_text`"),
        ("endian: big", "their high byte first"),
    ] {
        let ty = format!("{{ kind: text, {key}, doc: Odd. }}");
        expect_at(&schema("doc: Something.", &ty), key, Code::UnknownKey, help);
    }
    let described = schema("description: Something.", SOUND_TYPE);
    expect_at(&described, "description", Code::UnknownKey, "did you mean `doc`?");
    assert_eq!(problems(&described).unwrap().list.len(), 1, "one slip is one problem");
    for (header, at, help) in [
        ("{ kind: bytes, max: 64 }", "kind", "define one under `types`"),
        ("{ type: nick, repeated: true }", "repeated", "a `group` in a `sequence`"),
        ("{ type: nick, required: false }", "required", "`kind: optional_text`"),
    ] {
        let text =
            schema("doc: Something.", SOUND_TYPE).replace("x-nick: nick", &format!("x-nick: {header}"));
        expect_at(&text, at, Code::UnknownKey, help);
    }
    let nested = schema("doc: Something.", SOUND_TYPE).replace("x-nick: nick", "x-nick: line");
    expect_at(&nested, "line", Code::UnknownType, "`line` is a message");
    let client = schema("doc: Something.", SOUND_TYPE).replace("from: subscriber", "from: client");
    expect_at(&client, "client", Code::UnknownWord, "the client is the `subscriber`");
}

#[test]
fn helps_do_not_lead_into_the_next_problem() {
    let item = |item: &str| {
        let headers = "headers: { x-count: count, x-nick: nick }";
        schema("doc: Something.", SOUND_TYPE).replace(headers, &format!("sequence: [{item}]"))
    };
    expect_at(&item("{ field: a, type: nick, prefix: 8 }"), "8", Code::WrongShape, "u8, u16, u32, u64");
    let sorted =
        "{ group: a, count: u8, sorted: true, doc: A., items: [{ field: b, type: nick, prefix: u8 }] }";
    let said = problems(&item(sorted)).unwrap().to_string();
    assert!(
        said.contains("`sorted` is a boolean, expected text\n") && said.contains("`sorted: topic`"),
        "{said}"
    );
    let when = "{ type: nick, when: { urgent: true, x-count: 0 } }";
    let text = schema("doc: Something.", SOUND_TYPE).replace("x-nick: nick", &format!("x-nick: {when}"));
    expect_at(&text, "urgent", Code::BadCondition, "`when: { urgent: true }`");
    let deep = schema("doc: Something.", SOUND_TYPE).replace("    code: 1", "      code: 1");
    expect_at(&deep, ": 1", Code::Syntax, "in the column of those before it");
}

#[test]
fn merge_keys_are_named() {
    expect_at(
        &schema("doc: Something.\n    <<: { from: subscriber }", SOUND_TYPE),
        "<<",
        Code::UnknownKey,
        "merge keys are not part of YAML 1.2",
    );
}

#[test]
fn a_tab_is_marked_in_its_own_line() {
    let text = schema("doc: Something.", SOUND_TYPE).replace("    code: 1", "\tcode: 1");
    expect_at(&text, "\tcode", Code::Syntax, "indent with spaces");
}

#[test]
fn conditions_say_what_they_could_be() {
    let with = |header: &str| schema("doc: Something.", SOUND_TYPE).replace("x-nick: nick", header);
    let nick = |when: &str| with(&format!("x-nick: {{ type: nick, when: {when} }}"));
    expect_at(&nick("{ x: true }"), "x: true", Code::BadCondition, "none to ask for");
    expect_at(&nick("x-count"), "x-count", Code::WrongShape, "`when: { x-count: 0 }`");
    expect_at(&nick("{ x-count: often }"), "often", Code::WrongShape, "`when: { x-count: 0 }`");
    let default = with("x-nick: nick, x-other: { type: count, default: hi }");
    expect_at(&default, "hi", Code::WrongShape, "`default: 0`");
}

#[test]
fn a_last_variant_without_when_is_not_told_to_leave_it_out() {
    let text = schema("doc: Something.", SOUND_TYPE)
        .replace("x-nick: nick", "x-nick: { type: nick, when: { x-count: 0 } }")
        + "    variants:\n      one: { when: { x-count: 1 }, doc: One. }\n      rest: { doc: The others. }\n";
    expect_at(&text, "line", Code::MissingVariant, "the last one, which says nothing");
}

#[test]
fn files_outside_the_folder_of_the_root_are_not_read() {
    let load = |files: &'static [(&str, &str)]| {
        move |path: &str| match files.iter().find(|(name, _)| *name == path) {
            Some((_, text)) => Ok((*text).to_owned()),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        }
    };
    for path in
        ["/etc/passwd", "../../etc/passwd", "sub/../../x", "C:/x", "\\\\host\\x", "..\\x", "../schemas/x"]
    {
        let root = schema("doc: Something.", SOUND_TYPE) + &format!("include: ['{path}']\n");
        let asked = std::cell::RefCell::new(Vec::new());
        let compiled = compile("schema/s.yaml", |path| {
            asked.borrow_mut().push(path.to_owned());
            if path == "schema/s.yaml" { Ok(root.clone()) } else { Ok("root:x:0:0".to_owned()) }
        });
        let said = compiled.unwrap_err().to_string();
        assert!(
            said.contains("outside the folder of the schema's root file") && !said.contains("root:x"),
            "{path}\n{said}"
        );
        assert_eq!(asked.into_inner(), ["schema/s.yaml"], "{path}");
    }
    // From below, a file beside the root file is inside.
    let inside = load(&[
        ("../a/s.yaml", "lonely: 1\nname: x\nversion: 1.0.0\ndoc: X.\ninclude: [b/c.yaml]\n"),
        ("../a/b/c.yaml", "include: [../d.yaml]\n"),
        (
            "../a/d.yaml",
            "protocols: { p: { doc: P., prefix: none } }\nprotocol: p\nmessages: { m: { from: subscriber, code: 1, doc: M., sequence: [] } }\n",
        ),
    ]);
    assert!(compile("../a/s.yaml", inside).is_ok());
    let folder = schema("doc: Something.", SOUND_TYPE) + "include: [.]\n";
    let said = compile("s.yaml", |path| {
        if path == "s.yaml" { Ok(folder.clone()) } else { lonelypsp_schema::files::read_schema_file(path) }
    });
    let said = said.unwrap_err().to_string();
    assert!(said.contains("`.` cannot be read: it is a folder"), "{said}");
}

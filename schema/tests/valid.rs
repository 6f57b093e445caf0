//! What looks like a mistake and is none.

use lonelypsp_schema::{Direction, compile};

const SCHEMA: &str = "
lonely: 1
name: unusual
version: 1.0.0
doc: Unusual, but sound.
types:
  bytes: { kind: bytes, doc: A type may be called like its kind. }
  number: { kind: uint, max_bytes: 1, doc: A number. }
protocols:
  chat: { doc: A protocol., flags: { short: { bit: 15, selects: minimal, doc: Short. } } }
  mail: { doc: Another., flags: { short: { bit: 0, selects: minimal, doc: Short. } } }
  idle: { doc: A protocol without messages. }
protocol: chat
messages:
  send:
    from: subscriber
    code: 0
    doc: The lowest code; a conditional header may have a default.
    headers:
      x-kind: { type: number, default: 255 }
      x-level: { type: number, when: { x-kind: 255 }, default: 0 }
      x-any: { type: bytes, when: { x-kind: 255 } }
    body: bytes
    variants:
      full: { doc: With a level., when: { x-kind: 255 }, headers: { x-level: { equals: x-kind } } }
      bare: { doc: Without one., body: { field: rest } }
  nothing: { from: broadcaster, code: 65535, doc: The highest code; no header at all., headers: {} }
include: [mail.yaml]
";

const MAIL: &str = "
protocol: mail
messages:
  send: { from: subscriber, code: 0, doc: The same name and code as in the other protocol., headers: {} }
";

#[test]
fn unusual_schemas_compile() {
    let load = |path: &str| Ok(if path == "mail.yaml" { MAIL } else { SCHEMA }.to_owned());
    let schema = compile("unusual.yaml", load).unwrap_or_else(|problems| panic!("{problems}"));
    let shapes = |protocol: &str, direction, name: &str| {
        let message = schema.protocol(protocol).unwrap().by_name(direction, name).unwrap();
        message.layout.shapes.len()
    };
    assert_eq!(shapes("chat", Direction::S2b, "send"), 2);
    assert_eq!(shapes("mail", Direction::S2b, "send"), 1);
    assert_eq!(shapes("chat", Direction::B2s, "nothing"), 1);
    assert_eq!(schema.protocol("chat").unwrap().minimal_flag(), 0x8000);
}

#[test]
fn a_comment_for_tools_behind_a_text_cuts_nothing_off() {
    let text = "lonely: 1\nname: mine\nversion: 1.0.0\ndoc: One message. # lonely:allow LL020 because it is one\n\
                protocols: { mine: { prefix: none, doc: It. } }\nprotocol: mine\nmessages:\n  one:\n    from: subscriber\n    \
                code: 1\n    doc: It. COMMENT\n    sequence: [{ rest: all, doc: All. }]\n";
    let compiled = |comment: &str| compile("mine.yaml", |_| Ok(text.replace("COMMENT", comment)));
    assert_eq!(compiled("#lonely:allow LL020 because it is").unwrap().doc, "One message.");
    let problems = compiled("# is it?").unwrap_err();
    assert_eq!(problems.list.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["LS047"]);
}

//! What breaks between two schemas, and the bytes that show it.

mod common;

use common::{lonely, root};

/// The protocol as its oldest release had it.
const OLD: &str = "schema/history/0.0.33/lonelypsp.yaml";

const CHAT: &str = "\
lonely: 1
name: chat
version: 1.0.0
doc: Lines of a chat.
protocols:
  chat:
    doc: One line per message.
    flags: { short: { bit: 0, selects: minimal, doc: Headers without names. } }
types:
  nick: { kind: text, max: 20, doc: Who is speaking. }
protocol: chat
messages:
  line:
    from: subscriber
    code: 1
    doc: Something was said.
    headers:
      x-nick: nick
    body: bytes
";

fn files(old: &str, new: &str) -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let paths = (write("old.yaml", old), write("new.yaml", new));
    (folder, paths.0, paths.1)
}

/// A report without the lines of the schemas, which move with every edit of these, and whose numbers indent what is around them.
fn without_places(report: &str) -> String {
    let is_place = |line: &&str| ["-->", ":::", " |", "= help:"].iter().any(|mark| line.contains(mark));
    report.lines().filter(|line| !is_place(line)).fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn since_release_33_there_is_a_fourth_header_and_documents_are_new_and_renumbered() {
    let ran = lonely(&["breaking", "--against", OLD]).exits(100);
    let path = root().join("codegen/cli/tests/breaking/since-0.0.33.txt");
    let actual = without_places(&ran.stdout);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(actual == expected, "BLESS=1 accepts it\n{actual}");
    // What the release notes say.
    for said in [
        "the header `x-num-subscribers` is new",
        "`stateful_confirm_configure` was 16 and is 17",
        "`stateful_enable_zstd_preset` was 17 and is 18",
        "`stateful_enable_zstd_custom` was 18 and is 19",
        "`stateful_disable_zstd_custom` was 19 and is 20",
        "the message `set_subscriptions_response` (code 16) is new",
        "the message `stateful_continue_notify` (code 21) is new",
        "expected 2 bytes for the length of its value, found 0 bytes",
        "trailing: ignored: this message has no body",
    ] {
        assert!(ran.stdout.contains(said), "{said}\n{}", ran.stdout);
    }
    assert!(ran.stderr.contains(&format!("since {OLD}")), "{}", ran.stderr);
}

#[test]
fn a_schema_has_nothing_against_itself_whatever_is_tried() {
    let itself = "schema/lonelypsp/lonelypsp.yaml";
    for args in
        [&["breaking", "--against", itself][..], &["breaking", "--against", itself, "--prove", "--seed", "7"]]
    {
        let ran = lonely(args).exits(0);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains("nothing breaks"), "{}", ran.stderr);
    }
}

#[test]
fn both_descriptions_of_release_33_say_the_same() {
    let version = ["--protocol-version", "0.0.33"];
    lonely(&[&["breaking", "--against", OLD, "--prove"], &version[..]].concat()).exits(0);
    let one = lonely(&["breaking", "--against-version", "0.0.33", "--category", "wire", "--format", "json"])
        .exits(100);
    let other = lonely(&["breaking", "--against", OLD, "--category", "wire", "--format", "json"]).exits(100);
    let messages = |text: &str| -> Vec<String> {
        let list: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
        list.iter().map(|one| one["message"].to_string()).collect()
    };
    assert_eq!(messages(&one.stdout), messages(&other.stdout));
}

#[test]
fn findings_are_chosen_by_category_reader_language_and_rule() {
    let codes = |args: &[&str]| -> Vec<String> {
        let base = ["breaking", "--against", OLD, "--format", "json"];
        let ran = lonely(&[&base, args].concat());
        let list: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(ran.status, Some(if list.is_empty() { 0 } else { 100 }));
        let mut codes: Vec<_> = list.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    assert_eq!(codes(&["--category", "source"]), ["LB085", "LB090"]);
    assert_eq!(codes(&["--category", "errors"]), [""; 0]);
    assert_eq!(codes(&["--category", "wire", "--reader", "old"]), ["LB014", "LB015", "LB019"]);
    assert_eq!(codes(&["--category", "wire", "--reader", "new"]), ["LB015", "LB019", "LB066"]);
    assert_eq!(codes(&["--rule", "header-added", "--rule", "lb015"]), ["LB015", "LB019"]);
    assert_eq!(
        codes(&["--except", "LB015", "--except", "message-added", "--category", "wire"]),
        ["LB019", "LB066"]
    );
    let new = CHAT.replace("max: 20", "length: 20").replace("kind: text", "kind: bytes");
    let (_folder, old, new) = files(&CHAT.replace("kind: text", "kind: bytes"), &new);
    let ran = |lang| {
        lonely(&["breaking", "--schema", &new, "--against", &old, "--category", "source", "--lang", lang])
    };
    ran("rust").exits(100);
    ran("python").exits(0);
}

#[test]
fn an_exception_with_a_reason_is_taken_and_one_that_nothing_needs_is_reported() {
    let narrow = CHAT.replace("max: 20", "max: 10");
    let allowed =
        narrow.replace("x-nick: nick", "x-nick: nick # lonely:allow LB026 because nobody is called so");
    let (_folder, old, new) = files(CHAT, &narrow);
    let ran = lonely(&["breaking", "--schema", &new, "--against", &old]).exits(100);
    assert!(
        ran.stdout.contains("error[LB026]: `x-nick` had at most 20 bytes and has at most 10"),
        "{}",
        ran.stdout
    );
    let (_folder, old, new) = files(CHAT, &allowed);
    lonely(&["breaking", "--schema", &new, "--against", &old]).exits(0);
    // Without the change, the exception is one too many.
    let wide = allowed.replace("max: 10", "max: 20");
    let (_folder, old, new) = files(CHAT, &wide);
    let ran = lonely(&["breaking", "--schema", &new, "--against", &old]).exits(100);
    assert!(ran.stdout.contains("this exception from LB026 is not needed"), "{}", ran.stdout);
    // Unless the rule was not looked at.
    lonely(&["breaking", "--schema", &new, "--against", &old, "--category", "source"]).exits(0);
}

#[test]
fn findings_are_data_for_programs_and_their_rules_are_explained() {
    let ran =
        lonely(&["breaking", "--against", OLD, "--rule", "header-added", "--format", "json"]).exits(100);
    let list: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
    let finding = &list[0];
    assert_eq!((&finding["name"], &finding["severity"]), (&"header-added".into(), &"error".into()));
    assert_eq!(finding["related"][0]["version"], OLD);
    assert!(finding["evidence"].as_str().unwrap().contains("x-num-subscribers"), "{finding:#}");
    let ran = lonely(&["breaking", "--against", OLD, "--format", "sarif"]).exits(100);
    let sarif: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 11);
    let ran = lonely(&["explain", "header-added"]).exits(0);
    assert!(
        ran.stdout.starts_with("LB019: a header is new\n") && ran.stdout.contains("category WIRE"),
        "{}",
        ran.stdout
    );
}

#[test]
fn wrong_arguments_are_told_what_is_right() {
    for (args, said) in [
        (&["breaking"][..], "--against"),
        (&["breaking", "--against", OLD, "--rule", "header-aded"], "did you mean `header-added`?"),
        (&["breaking", "--against", OLD, "--seed", "1"], "--prove"),
        (&["breaking", OLD], "stands behind `--against`"),
        (&["breaking", "--against", "https://example.org/x.git#tag=1"], "on this machine only"),
    ] {
        let ran = lonely(args).exits(2);
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
    let (folder, old, _) = files(&CHAT.replace("kind: text", "kind: txet"), CHAT);
    let ran = lonely(&["breaking", "--against", &old]).exits(1);
    assert!(ran.stderr.contains("did you mean `text`?") && ran.stdout.is_empty(), "{}", ran.stderr);
    let ran = lonely(&["breaking", "--against", folder.path().to_str().unwrap()]).exits(1);
    assert!(ran.stderr.contains("has no `lonelypsp.yaml`"), "{}", ran.stderr);
    let ran = lonely(&["breaking", "--against", "no/such.yaml"]).exits(1);
    assert!(ran.stderr.contains("is not there"), "{}", ran.stderr);
}

//! Arguments, help, completions and closed pipes.

mod common;

use std::process::Stdio;

use common::{command, lonely};

#[test]
fn usage_mistakes_exit_with_2() {
    for args in [
        &[][..],
        &["nope"],
        &["decode"],
        &["decode", "--from", "somebody"],
        &["decode", "--from", "subscriber", "--hex", "00", "--file", "x"],
        &["decode", "--from", "subscriber", "--protocol", "nope", "--hex", "00"],
        &["conformance", "run"],
        &["conformance", "serve", "--interpret"],
        &["completions", "nope"],
        &["completions", "bash", "--schema", "x.yaml"],
    ] {
        let ran = lonely(args).exits(2);
        assert_eq!(ran.stdout, "");
        assert_ne!(ran.stderr, "");
    }
}

/// Every verb that has a help of its own.
const VERBS: &[&[&str]] = &[
    &[],
    &["check"],
    &["breaking"],
    &["fmt"],
    &["decode"],
    &["encode"],
    &["inspect"],
    &["generate"],
    &["export"],
    &["init"],
    &["new"],
    &["tour"],
    &["sign"],
    &["verify"],
    &["etag"],
    &["conformance"],
    &["conformance", "serve"],
    &["conformance", "run"],
];

#[test]
fn help_of_every_verb_has_examples_and_exit_status() {
    for verb in VERBS.iter().copied().chain([&["completions"][..]]) {
        let ran = lonely(&[verb, &["--help"]].concat()).exits(0);
        assert!(ran.stdout.contains("Examples:") && ran.stdout.contains("Exit status:"), "{}", ran.stdout);
    }
    assert!(lonely(&["--version"]).exits(0).stdout.starts_with("lonely "));
}

/// Two commits with a schema, and a tag.
#[cfg(unix)]
fn history(folder: &std::path::Path) {
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let mut command = std::process::Command::new("git");
        let output = command.arg("-C").arg(folder).args(identity).args(args).output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "mine.yaml"]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["tag", "v1"]);
    git(&["commit", "-q", "--allow-empty", "-m", "two"]);
}

/// What the examples speak of: files, and programs that are somebody else's.
#[cfg(unix)]
fn workplace() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    let subscribe = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar";
    // The subscriber's CONFIRM of a subscription is the broadcaster's message with the same headers.
    let confirm = "0001 0002 0007 666f6f2f626172 0000 0000";
    write("a.hex", b"00010002000000000007666f6f2f626172");
    write("message.hex", confirm.as_bytes());
    write("message.bin", subscribe);
    write("stream.bin", &[&u32::try_from(subscribe.len()).unwrap().to_be_bytes()[..], subscribe].concat());
    write("messages.log", b"00010002000000000007666f6f2f626172\n");
    write("body.bin", b"");
    let topic = r#""fields": {"authorization": null, "tracing": "", "topic": "666f6f2f626172"}"#;
    write("message.json", format!(r#"{{"message": "subscribe_exact", {topic}}}"#).as_bytes());
    write("fields.json", br#"{"tracing": "", "url": "http://h/r"}"#);
    write("subscriptions.json", br#"{"url": "http://h/r", "topics": [], "globs": []}"#);
    write("key", "A".repeat(86).as_bytes());
    let schema = "\
lonely: 1
name: mine
version: 0.1.0
doc: One message.
protocols:
  stateful:
    doc: The only one.
    flags: { minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. } }
protocol: stateful
messages:
  beat: { from: subscriber, code: 1, doc: A beat., headers: {} }
";
    write("mine.yaml", schema.as_bytes());
    write("old.yaml", schema.as_bytes());
    history(folder.path());
    write("schema/types.yaml", b"types: {a: {kind: text, doc: A.}}\n");
    write(
        "lonely.gen.yaml",
        b"lonely: 1\nschema: mine.yaml\ngenerate: [{ lang: python, out: bindings/python }]\n",
    );
    let case = r#"{"name": "notify", "request": {"op": "encode", "protocol": "none"}, "expect": {"error": {"kind": "bad_value", "at": null, "offset": null}}}"#;
    write("protocol/vectors/a.jsonl", case.as_bytes());
    for folders in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"] {
        std::fs::create_dir_all(folder.path().join(folders)).unwrap();
    }
    let serve = format!("#!/bin/sh\nexec '{}' conformance serve\n", env!("CARGO_BIN_EXE_lonely"));
    // A response of the code 4 to a NOTIFY: three subscribers, and an identifier of one byte.
    let curl = "#!/bin/sh\nprintf '\\000\\004\\000\\000\\000\\000\\000\\000\\000\\003\\001a'\n";
    write("templates/{{ protocol.name }}.txt.j2", b"{{ options.prefix }}\n");
    let emit = "#!/bin/sh\ncat > /dev/null\necho '{\"files\": {}}'\n";
    for (path, script) in [
        ("bin/python3", &*serve),
        ("bin/node", &serve),
        ("bin/curl", curl),
        ("bin/less", "#!/bin/sh\nexec cat\n"),
        ("emit-go", emit),
    ] {
        write(path, script.as_bytes());
        let path = folder.path().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_lonely"), folder.path().join("bin/lonely")).unwrap();
    folder
}

/// The examples of a help as a script; remarks stand behind many spaces. What goes on until it is ended is, once it waits.
#[cfg(unix)]
fn examples(help: &str) -> String {
    let lines = help.split_once("Examples:\n").unwrap().1.lines();
    let lines = lines.map(|line| {
        let (indent, text) = line.split_at(line.len() - line.trim_start().len());
        let command = text.split("    ").next().unwrap();
        let until_it_waits = if command.contains("--watch") {
            " 2> said & until grep -q 'waiting for' said; do kill -0 $!; sleep 0.02; done; kill $!"
        } else {
            ""
        };
        format!("{indent}{command}{until_it_waits}\n")
    });
    lines.collect()
}

#[cfg(unix)]
#[test]
fn every_example_of_every_help_works_as_it_stands() {
    for verb in VERBS.iter().copied().chain([&["completions"][..]]) {
        let help = lonely(&[verb, &["--help"]].concat()).exits(0).stdout;
        let (folder, script) = (workplace(), examples(&help));
        // They are about the built-in schema; in a project it would be that of the project.
        let about_builtin =
            ["breaking", "decode", "encode", "inspect", "sign", "verify", "etag", "conformance"];
        if verb.first().is_none_or(|verb| about_builtin.contains(verb)) {
            std::fs::remove_file(folder.path().join("lonely.gen.yaml")).unwrap();
        }
        let path = format!("{}:{}", folder.path().join("bin").display(), std::env::var("PATH").unwrap());
        let mut shell = std::process::Command::new("sh");
        let shell = shell.args(["-e", "-c", &script]).current_dir(folder.path());
        let output =
            shell.env("HOME", folder.path()).env("PATH", path).stdin(Stdio::null()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{verb:?}: {stderr}\n{script}");
        assert!(script.contains("lonely") && !stderr.contains("error: "), "{verb:?}: {stderr}\n{script}");
    }
}

#[test]
fn a_slip_in_a_word_is_answered_with_the_right_one() {
    for (args, near) in [
        (&["decod"][..], "'decode'"),
        (&["insepct"], "'inspect'"),
        (&["conformance", "serv"], "'serve'"),
        (&["decode", "--form", "subscriber"], "'--from'"),
        (&["decode", "--from", "subscribr"], "'subscriber'"),
        (&["decode", "--from", "subscriber", "--show-secret"], "'--show-secrets'"),
        (&["generate", "--lang", "pyton"], "'python'"),
        (&["generate", "--chek"], "'--check'"),
        (&["check", "--print", "sumary"], "'summary'"),
        (&["check", "--explain", "LS4"], "see `lonely explain`"),
        (&["completions", "bsh"], "'bash'"),
        (&["decode", "--message", "subscribe_exat", "--hex", "00"], "did you mean `subscribe_exact`?"),
        (&["inspect", "--protocol", "statless", "--message", "notify"], "did you mean `stateless`?"),
    ] {
        let ran = lonely(args).exits(2);
        assert!(ran.stderr.contains(near), "{args:?}: {}", ran.stderr);
    }
    let key = ["--key-env", "LONELY_TEST_KEY"];
    let mut command = command();
    let command =
        command.args(["sign", "check_subscription"]).args(key).arg("{}").env(key[1], "A".repeat(86));
    let stderr = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(stderr.contains("did you mean `check_subscriptions`?"), "{stderr}");
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(lonely(&["completions", shell]).exits(0).stdout.contains("conformance"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_accident() {
    let mut child = command()
        .args(["check", "--print", "plan"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !stderr.contains("panicked"), "{stderr}");
}

#[test]
fn options_about_a_schema_are_listed_where_they_mean_something() {
    for verb in [&["explain"][..], &["lsp"], &["completions"], &["conformance", "run"], &["init"]] {
        let help = lonely(&[verb, &["--help"]].concat()).exits(0).stdout;
        let options = help.split("Examples:").next().unwrap();
        assert!(!options.contains("--schema <") && !options.contains("--protocol-version"), "{help}");
        assert!(options.contains("--color"), "{help}");
        for option in ["--schema", "--protocol-version"] {
            // Before the verb and behind it; what a verb needs besides is there.
            let more: &[&str] = match verb {
                ["completions"] => &["bash"],
                ["conformance", "run"] => &["--", "true"],
                _ => &[],
            };
            for arguments in [[&[option, "x"], verb, more].concat(), [verb, &[option, "x"], more].concat()] {
                let ran = lonely(&arguments).exits(2);
                let said = format!("error: {option} has no meaning for this verb; leave it out\n");
                assert_eq!(ran.stderr, said, "{arguments:?}");
            }
        }
    }
    for arguments in [&["fmt", "--schema", "x.yaml"][..], &["export", "--json-schema"]] {
        let ran = lonely(&[arguments, &["--protocol-version", "x"]].concat()).exits(2);
        assert!(
            ran.stderr.contains("--protocol-version has no meaning")
                || ran.stderr.contains("leave --protocol-version out"),
            "{ran:?}"
        );
    }
    assert!(lonely(&["conformance", "serve", "--help"]).exits(0).stdout.contains("--protocol-version"));
}

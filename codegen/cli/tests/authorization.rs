//! `sign`, `verify` and `etag`, with the published vectors.

mod common;

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use common::lonely;

/// Bytes 00 to 3f.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";
const URL: &str = "http://127.0.0.1:3002/v1/receive";
const RECOVERY: &str = r#""http://127.0.0.1:3002/v1/recover""#;
/// What signs `SUBSCRIBE_EXACT` of the topic `foo/bar` with that key, url and recovery url.
const HEADER: &str = "X-HMAC 1700000000:abcDEF:3eH8FyfGNzaSpWveHp1bAx2BJFtzoHd2Aaikz8Gw/MC81glsZwJbSXkHNF0pbHki0JEvmrLjzizHcInLhoDwZA==";

fn fields(recovery: &str, head: &str) -> String {
    format!(
        r#"{{{head} "tracing": "aabb", "url": "{URL}", "recovery": {recovery}, "exact": "666f6f2f626172"}}"#
    )
}

/// A folder with the key in a file, and the path of that.
fn key() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, format!("{KEY}\n")).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[track_caller]
fn verify(recovery: &str, now: &str, more: &[&str], exit: i32) -> String {
    let (_folder, key) = key();
    let fields = fields(recovery, "");
    let usual = ["verify", "subscribe_exact", "--key-file", &key, "--now", now];
    let arguments = [&usual[..], more, &[&fields]].concat();
    lonely(&arguments).exits(exit).stdout
}

#[test]
fn a_document_is_signed_as_the_reference_signs_it() {
    let (_folder, key) = key();
    let fields = fields(RECOVERY, r#""timestamp": "1700000000", "nonce": "abcDEF","#);
    let ran = lonely(&["sign", "subscribe_exact", "--key-file", &key, &fields]).exits(0);
    assert_eq!(ran.stdout.trim_end(), HEADER);
}

#[test]
fn what_is_signed_now_is_accepted_now() {
    let (_folder, key) = key();
    let fields = fields("null", "");
    let header = lonely(&["sign", "subscribe_exact", "--key-file", &key, &fields]).exits(0).stdout;
    let arguments = ["verify", "subscribe_exact", "--key-file", &key, "--header", header.trim_end(), &fields];
    assert_eq!(lonely(&arguments).exits(0).stdout, "ok\n");
}

#[test]
fn three_headers_that_are_refused_for_three_reasons_say_which() {
    let with = ["--header", HEADER];
    assert_eq!(verify(RECOVERY, "1700000120", &with, 0), "ok\n");
    let old = verify(RECOVERY, "1700000121", &with, 100);
    assert_eq!(old, "forbidden, too_old: it is too old, by 1 s\n");
    let wrong = verify("null", "1700000000", &with, 100);
    assert!(wrong.starts_with("forbidden, mismatch: "), "{wrong}");
    assert!(wrong.contains("Here `recovery` is empty"), "{wrong}");
    assert!(wrong.contains("signing.subscribe_exact, from subscriber to broadcaster, 65 bytes"), "{wrong}");
    let (folder, _) = key();
    let seen = folder.path().join("seen").to_str().unwrap().to_owned();
    let once = ["--seen", &seen, "--header", HEADER];
    assert_eq!(verify(RECOVERY, "1700000000", &once, 0), "ok\n");
    let replayed = verify(RECOVERY, "1700000000", &once, 100);
    assert!(replayed.starts_with("forbidden, replayed: "), "{replayed}");
    // Another spelling of the same code is the same code.
    let unpadded = ["--seen", &seen, "--header", HEADER.trim_end_matches('=')];
    assert!(verify(RECOVERY, "1700000000", &unpadded, 100).starts_with("forbidden, replayed: "));
}

#[test]
fn every_rule_of_the_header_has_its_name() {
    let code = HEADER.rsplit(':').next().unwrap();
    let header = |text: &str| format!("{text}{code}");
    let long = format!("X-HMAC 1700000000:{}:", "n".repeat(256));
    for (text, reason) in [
        ("x-hmac 1700000000:abcDEF:", "scheme"),
        ("X-HMAC  1700000000:abcDEF:", "timestamp"),
        ("X-HMAC +1700000000:abcDEF:", "timestamp"),
        ("X-HMAC 1_700000000:abcDEF:", "timestamp"),
        ("X-HMAC :abcDEF:", "timestamp"),
        ("X-HMAC 18446744073709551616:abcDEF:", "timestamp"),
        ("X-HMAC 000000000001700000000:abcDEF:", "timestamp"),
        ("X-HMAC 1700000121:abcDEF:", "too_new"),
        ("X-HMAC 1699999879:abcDEF:", "too_old"),
        ("X-HMAC 1700000000:", "nonce"),
        (long.as_str(), "nonce"),
        ("X-HMAC 1700000000:abcDEF::", "encoding"),
        ("X-HMAC 1700000000:abcDEF: ", "encoding"),
        ("X-HMAC 00000000001700000000:abcDEF:", "ok"),
        ("X-HMAC 1700000000:abcDEG:", "mismatch"),
    ] {
        let given = header(text);
        let exit = if reason == "ok" { 0 } else { 100 };
        let more = ["--header", &given, "--format", "json"];
        let answer: serde_json::Value =
            serde_json::from_str(&verify(RECOVERY, "1700000000", &more, exit)).unwrap();
        let expected = if reason == "ok" { serde_json::Value::Null } else { reason.into() };
        assert_eq!(answer["reason"], expected, "{text}");
    }
    for code in [&code[..86], &code[..87], &code[..85], &format!("{code}="), &code.replace("ZA==", "ZB==")] {
        let given = format!("X-HMAC 1700000000:abcDEF:{code}");
        let is_right = code.len() == 86;
        let more = ["--header", &given, "--format", "json"];
        let answer: serde_json::Value =
            serde_json::from_str(&verify(RECOVERY, "1700000000", &more, if is_right { 0 } else { 100 }))
                .unwrap();
        assert_eq!(answer["reason"].as_str(), (!is_right).then_some("encoding"), "{code}");
    }
}

#[test]
fn a_key_that_is_none_says_why_and_is_never_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let right = "; a key is 64 bytes in base64: 86 characters, A-Z, a-z, 0-9 and either `-` and `_` or `+` and `/`, with \
                 `==` behind them or without\n";
    let end = |end: &str| format!("{}{end}", &KEY[..86 - end.len()]);
    for (key, why) in [
        (String::new(), "there is nothing in it"),
        ("c2VjcmV0".to_owned(), "8 characters are 6 bytes"),
        (format!("{KEY}="), "character 87 is none of base64"),
        (KEY.replacen('I', " ", 1), "character 12 is none of base64"),
        (KEY.replacen('I', "é", 1), "character 12 is none of base64"),
        (end("+Pw").replacen('A', "_", 1), "it has signs of both alphabets, `+` or `/` and `-` or `_`"),
        (end("x"), "its last character has to be A, Q, g or w, since only two of its bits count"),
        ("0a".repeat(64), "it is hex digits; write the same bytes in base64"),
    ] {
        std::fs::write(&path, &key).unwrap();
        let arguments = ["check_subscriptions", "--key-file", path.to_str().unwrap(), "{}"];
        for verb in ["sign", "verify"] {
            let ran = lonely(&[&[verb], &arguments[..]].concat()).exits(1);
            let expected = format!("error: {} holds no key: {why}{right}", path.display());
            assert_eq!(ran.stderr, expected);
        }
    }
    std::fs::write(&path, [7; 64]).unwrap();
    let ran = lonely(&["sign", "check_subscriptions", "--key-file", path.to_str().unwrap(), "{}"]).exits(1);
    assert!(ran.stderr.contains("has the bytes of a key themselves; write them in base64"), "{}", ran.stderr);
}

/// The arguments of a `verify` that accepts [`HEADER`], with a file of what was seen.
fn verify_seen(seen: &std::path::Path) -> (tempfile::TempDir, Vec<String>) {
    let (folder, key) = key();
    let fields = fields(RECOVERY, "");
    let args = ["verify", "subscribe_exact", "--key-file", &key, "--now", "1700000000", "--header", HEADER];
    let args = args.into_iter().chain(["--seen", seen.to_str().unwrap(), &fields]).map(str::to_owned);
    (folder, args.collect())
}

#[test]
fn the_file_of_codes_is_locked_while_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let seen = folder.path().join("seen");
    let (_key, args) = verify_seen(&seen);
    let held = std::fs::File::create(&seen).unwrap();
    held.lock().unwrap();
    let mut child =
        common::command().args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(said, format!("waiting for another program, which has {} locked\n", seen.display()));
    assert_eq!(child.try_wait().unwrap(), None);
    assert_eq!(std::fs::read(&seen).unwrap(), b"");
    drop(held);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &output.stdout[..]), (Some(0), &b"ok\n"[..]));
}

#[test]
fn of_many_who_bring_a_header_at_once_one_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let seen = folder.path().join("seen");
    // Its last line has no end.
    std::fs::write(&seen, "another").unwrap();
    let (_key, args) = verify_seen(&seen);
    let run = || common::command().args(&args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let children: Vec<_> = std::iter::repeat_with(run).take(12).collect();
    let ended = children.into_iter().map(|child| child.wait_with_output().unwrap().status.code());
    let mut ended: Vec<_> = ended.collect();
    ended.sort_unstable();
    assert_eq!(ended, [&[Some(0)][..], &[Some(100); 11]].concat());
    let code = HEADER.rsplit(':').next().unwrap().trim_end_matches('=');
    assert_eq!(std::fs::read_to_string(&seen).unwrap(), format!("another\n{code}\n"));
}

#[test]
fn codes_are_kept_in_an_ordinary_file() {
    let folder = tempfile::tempdir().unwrap();
    let (_key, args) = verify_seen(folder.path());
    let ran = lonely(&args.iter().map(String::as_str).collect::<Vec<_>>()).exits(1);
    assert!(ran.stderr.contains("where an ordinary file is wanted"), "{}", ran.stderr);
}

#[test]
fn an_etag_is_that_of_the_reference_and_lists_have_to_be_sorted() {
    let etag = |topics: &str| format!(r#"{{"url": "http://h/r", "topics": [{topics}], "globs": []}}"#);
    let foo = r#"{"topic": "666f6f", "recovery": null}"#;
    let ran = lonely(&["etag", &etag(foo)]).exits(0);
    let expected = "45eb47bccde7290e478129d5418c3b4c101091e15b029c881a5f175f4f37449d\
                    2106a8a6e298b36f7c641b37a81daa57935e1cbd2e692e160f5fbee8b0e6dd64";
    assert_eq!(ran.stdout.trim_end(), expected);
    let ran = lonely(&["etag", &etag(&format!("{foo}, {foo}"))]).exits(100);
    assert!(ran.stderr.contains("`topics[1].topic`"), "{}", ran.stderr);
}

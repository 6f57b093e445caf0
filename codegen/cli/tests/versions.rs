//! A schema of several versions: each verb works on the one that is asked for.

mod common;

use common::lonely;
use common::project::Project;

/// `CONFIRM_RECEIVE` of release 0.0.33: an identifier of two bytes, no authorization, one byte of tracing; no count.
const OLD_CONFIRMATION: &str = "0001 0009 0002 6964 0000 0001 aa";

fn python(version: Option<&str>, out: &str) -> String {
    let version = version.map(|version| format!(", protocol_version: {version}")).unwrap_or_default();
    format!("  - {{ lang: python, out: {out}{version} }}\n")
}

#[test]
fn check_speaks_of_the_version_that_is_asked_for() {
    let old = lonely(&["check", "--protocol-version", "0.0.33"]).exits(0);
    assert!(old.stderr.contains("lonelypsp 0.0.33 is sound: 19 files, 57 messages"), "{}", old.stderr);
    let new = lonely(&["check"]).exits(0);
    assert!(new.stderr.contains("lonelypsp 0.0.47 is sound: 19 files, 59 messages"), "{}", new.stderr);
}

#[test]
fn a_message_of_an_older_release_is_read_by_its_version_alone() {
    let read = |more: &[&str]| {
        let arguments = [&["decode", "--from", "subscriber", "--hex", OLD_CONFIRMATION], more].concat();
        lonely(&arguments)
    };
    let decoded = read(&["--protocol-version", "0.0.33"]).exits(0);
    assert!(!decoded.stdout.contains("num_subscribers"), "{}", decoded.stdout);
    assert!(decoded.stdout.contains("\"tracing\": \"aa\""), "{}", decoded.stdout);
    let refused = read(&[]).exits(100);
    assert!((refused.stdout + &refused.stderr).contains("x-num-subscribers"));
}

#[test]
fn two_versions_are_generated_side_by_side() {
    let entries = [python(None, "new"), python(Some("0.0.33"), "old")].concat();
    let project = Project::new(&format!("lonely: 1\ngenerate:\n{entries}"));
    project.generate(&[]).exits(0);
    let confirmation = |folder: &str| {
        project.read(&format!("{folder}/src/lonelypsp_bindings/stateful/messages/confirm_receive.py"))
    };
    assert!(confirmation("new").contains("num_subscribers"));
    assert!(!confirmation("old").contains("num_subscribers"));
    // What the command says counts for all of them.
    project.generate(&["--protocol-version", "0.0.33"]).exits(0);
    assert!(!confirmation("new").contains("num_subscribers"));
}

#[test]
fn a_version_that_there_is_not_is_refused_with_those_that_there_are() {
    let ran = lonely(&["generate", "--lang", "rust", "--protocol-version", "0.0.34"]).exits(1);
    assert!(
        ran.stderr.contains("version `0.0.34` is wanted, which this schema does not have"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("it has 0.0.33, 0.0.47"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    let usage = lonely(&["completions", "bash", "--protocol-version", "0.0.33"]).exits(2);
    assert!(usage.stderr.contains("--protocol-version has no meaning for this verb"), "{}", usage.stderr);
}

/// The differences that the description of the protocol lists, and what follows from them.
#[test]
fn what_differs_between_versions_is_printed_with_what_tells_them_apart() {
    let printed = lonely(&["check", "--print", "versions"]).exits(0).stdout;
    let expected = "\
0.0.33 -> 0.0.47
  signing.stateful_confirm_configure (broadcaster): code 16, then 17
    cannot be told apart by the code: in 0.0.47, code 16 is set_subscriptions_response; in 0.0.33, code 17 is stateful_enable_zstd_preset
  signing.stateful_enable_zstd_preset (broadcaster): code 17, then 18
    cannot be told apart by the code: in 0.0.47, code 17 is stateful_confirm_configure; in 0.0.33, code 18 is stateful_enable_zstd_custom
  signing.stateful_enable_zstd_custom (broadcaster): code 18, then 19
    cannot be told apart by the code: in 0.0.47, code 18 is stateful_enable_zstd_preset; in 0.0.33, code 19 is stateful_disable_zstd_custom
  signing.stateful_disable_zstd_custom (broadcaster): code 19, then 20
    cannot be told apart by the code: in 0.0.47, code 19 is stateful_enable_zstd_custom
  signing.set_subscriptions_response (broadcaster): a message of 0.0.47 alone
  signing.stateful_continue_notify (broadcaster): a message of 0.0.47 alone
  stateful.confirm_receive (subscriber): x-num-subscribers is new
    told apart by reading as 0.0.47 first: what 0.0.33 writes ends before x-num-subscribers, or lacks it
  stateful.continue_notify (broadcaster): signed otherwise, with the same bytes
  stateless.response_generic (broadcaster): signed otherwise, with the same bytes
";
    assert_eq!(printed, expected);
}

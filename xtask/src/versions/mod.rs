//! `cargo xtask versions`: old bytes through new code in every language, and new bytes through old code.
//!
//! The corpus of the older version goes through what is generated for that version, where nothing may differ, and through
//! what is generated for the newest. There exactly those messages may differ of which `lonely breaking` says that their
//! bytes break, and each case has to differ in the way that is worked out from its bytes in [`changed`].

mod changed;
mod named;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::Outcome;
use crate::child::{Peer, parse};
use crate::corpus::{OLD_VERSION, folder, old_folder};
use crate::testee::{Which, lonely};
use crate::workspace::{root, run_quietly};

use changed::{to_new, to_old};
use named::{Named, named};

/// The languages, and the interpreter beside them.
const TESTEES: [Which; 5] = [Which::Interpreted, Which::Rust, Which::Python, Which::TypeScript, Which::Ruby];

/// What is generated for a version first.
const PACKAGES: [Which; 3] = [Which::Python, Which::TypeScript, Which::Ruby];

/// How many wrong answers are shown.
const SHOWN: usize = 5;

/// A case of either corpus.
struct Case {
    name: String,
    /// The message that it is about, with its protocol in front: `signing.receive`.
    message: String,
    request: Value,
    /// What is expected in the version that the case was made for.
    expect: Value,
}

/// Runs both ways.
pub(crate) fn run() -> Result<Outcome> {
    let packages = generate()?;
    let Named { old_bytes, new_bytes } = named()?;
    let old = cases(&old_folder())?;
    let (forth, back) = (to_new(&old)?, to_old(cases(&folder())?, &new_bytes)?);
    is_named("old bytes through new code", &old, &forth, &old_bytes)?;
    let mut wrong = 0;
    for which in TESTEES {
        let mut before = Peer::start_as(which, which.command_before(OLD_VERSION, &packages)?)?;
        wrong += put(&mut before, "old bytes, old code", &old, &unchanged(&old))?;
        wrong += put(&mut before, "new bytes, old code", &back.cases, &back.expected)?;
        before.finish()?;
        let mut now = Peer::start(which)?;
        wrong += put(&mut now, "old bytes, new code", &old, &forth)?;
        now.finish()?;
    }
    Ok(if wrong == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// Generates the packages of the older version; the folder that they are in.
fn generate() -> Result<PathBuf> {
    let packages = root().join("target/versions").join(OLD_VERSION);
    if packages.exists() {
        fs::remove_dir_all(&packages).with_context(|| format!("cannot remove {}", packages.display()))?;
    }
    for which in PACKAGES {
        let language = which.as_str();
        let mut command =
            lonely(&["generate", "--protocol-version", OLD_VERSION, "--lang", language, "--out"])?;
        run_quietly(command.arg(packages.join(language)).current_dir(root()))?;
    }
    Ok(packages)
}

/// The cases of a corpus.
fn cases(folder: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    let failed = || format!("cannot read {}; `cargo xtask corpus` makes it", folder.display());
    let entries = fs::read_dir(folder).with_context(failed)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(failed)?;
        for line in text.lines() {
            let mut line: Value = serde_json::from_str(line).with_context(|| format!("not JSON: {line}"))?;
            let (request, expect) = (line["request"].take(), line["expect"].take());
            let name = line["name"].as_str().unwrap_or_default().to_owned();
            let protocol = match request["op"].as_str() {
                Some("sign" | "verify") => "signing",
                _ => request["protocol"].as_str().unwrap_or("hashing"),
            };
            let message = format!("{protocol}.{}", name.split('/').nth(1).unwrap_or_default());
            cases.push(Case { name, message, request, expect });
        }
    }
    ensure!(!cases.is_empty(), "{} has no cases", folder.display());
    Ok(cases)
}

fn unchanged(cases: &[Case]) -> Vec<Value> {
    cases.iter().map(|case| case.expect.clone()).collect()
}

/// The messages of the cases that are to differ have to be those that `breaking` names.
fn is_named(what: &str, cases: &[Case], expected: &[Value], names: &BTreeSet<String>) -> Result<()> {
    let pairs = cases.iter().zip(expected).filter(|(case, expected)| case.expect != **expected);
    let differing: BTreeSet<String> = pairs.map(|(case, _)| case.message.clone()).collect();
    ensure!(
        differing == *names,
        "{what}: {differing:?} differ by what has changed, and `lonely breaking` names {names:?}"
    );
    println!("{what}: {} messages differ, which `lonely breaking` names:", names.len());
    for name in names {
        println!("  {name}");
    }
    Ok(())
}

/// Asks for all cases; how many answers are not as expected.
fn put(peer: &mut Peer, what: &str, cases: &[Case], expected: &[Value]) -> Result<usize> {
    let requests: Vec<String> = cases
        .iter()
        .map(|case| {
            let mut request = case.request.clone();
            request["id"] = json!(0);
            request.to_string()
        })
        .collect();
    let answers = peer.ask(&requests)?;
    let (mut wrong, mut differing) = (0, 0);
    for ((case, expected), answer) in cases.iter().zip(expected).zip(&answers) {
        let answer = parse(peer.which, answer)?;
        differing += usize::from(told(&case.expect) != told(&answer));
        if told(expected) != told(&answer) {
            wrong += 1;
            if wrong <= SHOWN {
                println!("{}: {}\n  wanted {expected}\n  found  {answer}", case.name, case.request);
            }
        }
    }
    let who = peer.which.as_str();
    println!(
        "{who:>12}  {what}  {:>5} cases, {differing:>4} differ, {wrong} otherwise than they should",
        cases.len()
    );
    Ok(wrong)
}

/// What must be the same: all but the words for people.
fn told(answer: &Value) -> (Option<&Value>, [&Value; 3]) {
    (answer.get("ok"), ["kind", "at", "offset"].map(|member| &answer["error"][member]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_has_to_be_named_and_what_is_named_has_to_differ() {
        let case = |message: &str| Case {
            name: String::new(),
            message: message.to_owned(),
            request: json!({}),
            expect: json!({ "ok": 1 }),
        };
        let (cases, expected) = ([case("a.b"), case("a.c")], [json!({ "ok": 2 }), json!({ "ok": 1 })]);
        let named = |names: &[&str]| {
            is_named("", &cases, &expected, &names.iter().map(|name| (*name).to_owned()).collect())
        };
        assert!(named(&["a.b"]).is_ok());
        assert!(named(&[]).is_err());
        assert!(named(&["a.b", "a.c"]).is_err());
    }
}

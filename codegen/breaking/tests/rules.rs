//! Every rule, with two schemas that differ in it and what is said about them: the folders of `tests/rules`, each with
//! `old.yaml`, `new.yaml` and `report.txt`.
//!
//! After a change, look at what `BLESS=1 cargo test -p lonelypsp-breaking --test rules` makes of the reports.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

use lonelypsp_breaking::{Category, Finding, Options, Rule, compare, in_words};
use lonelypsp_schema::{Schema, compile};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

fn names() -> BTreeSet<String> {
    fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn load(case: &str, file: &str) -> Schema {
    let read = |path: &str| fs::read_to_string(folder().join(case).join(path));
    compile(file, read).unwrap_or_else(|problems| panic!("{case}: {problems}"))
}

/// A case, and what is found in it.
struct Case {
    name: String,
    old: Schema,
    new: Schema,
    found: Vec<Finding>,
}

/// The rule of that name.
fn find(name: &str) -> Rule {
    *Rule::ALL.iter().find(|rule| rule.rule().name == name).unwrap()
}

/// Everything is tried, also what no rule is about; once for all tests.
const ALL: Options = Options { prove: true, seed: 1, rounds: 20 };

fn all() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let case = |name: String| {
            let (old, new) = (load(&name, "old.yaml"), load(&name, "new.yaml"));
            let found = compare(&old, &new, ALL);
            Case { name, old, new, found }
        };
        names().into_iter().map(case).collect()
    })
}

#[test]
fn every_case_is_reported_as_expected() {
    let bless = env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for Case { name: case, old, new, found } in all() {
        let actual: String = found.iter().map(|finding| in_words(finding, old, new)).collect();
        let path = folder().join(case).join("report.txt");
        // A checkout may have turned the line ends.
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if expected != actual {
            if bless {
                fs::write(&path, &actual).unwrap();
            }
            wrong.push(format!("--- {case}: expected\n{expected}\n--- {case}: actual\n{actual}"));
        }
    }
    assert!(bless || wrong.is_empty(), "{} (BLESS=1 accepts them)\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_and_every_case_has_the_rule_of_its_name() {
    let mut seen: BTreeSet<Rule> = BTreeSet::from([Rule::Unexplained, Rule::UnexplainedError]);
    for Case { name: case, found, .. } in all() {
        let name = case.split_once('-').unwrap().1;
        assert!(found.iter().any(|finding| finding.rule.rule().name == name), "{case}");
        assert!(case.starts_with(&find(name).rule().code.to_lowercase()), "{case}");
        seen.insert(find(name));
    }
    let unseen: Vec<_> = Rule::ALL.iter().filter(|rule| !seen.contains(rule)).collect();
    assert!(unseen.is_empty(), "no case for {unseen:?}");
}

#[test]
fn what_touches_wire_or_errors_is_shown_and_nothing_is_left_unexplained() {
    for Case { name: case, old, new, found } in all() {
        for finding in found {
            let is_shown = finding.rule.category() == Category::Source || !finding.evidence.is_empty();
            let is_known = !matches!(finding.rule, Rule::Unexplained | Rule::UnexplainedError);
            assert!(is_shown && is_known, "{case}: {}", in_words(finding, old, new));
        }
    }
}

#[test]
fn a_schema_has_nothing_against_itself() {
    let mut met = BTreeSet::new();
    for Case { name: case, old, new, .. } in all() {
        for schema in [old, new] {
            // Many cases begin with the same schema.
            if met.insert(schema.fingerprint()) {
                assert!(compare(schema, schema, Options { rounds: 10, ..ALL }).is_empty(), "{case}");
            }
        }
    }
}

//! Every mistake a schema can have, and what is said about it: `tests/invalid/*.yaml` and, beside each, the rendering.
//!
//! A case is a file, or a folder whose root file is `schema.yaml`. After a change, look at what
//! `BLESS=1 cargo test -p lonelypsp-schema --test invalid` makes of the expectations.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lonelypsp_schema::{Code, Diagnostics, compile};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")
}

fn names() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).expect("the folder of the cases");
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The names of the cases: files without `.yaml`, and folders.
fn cases() -> Vec<String> {
    let case = |name: &String| match name.strip_suffix(".yaml") {
        Some(case) => Some(case.to_owned()),
        None => folder().join(name).is_dir().then(|| name.clone()),
    };
    names().iter().filter_map(case).collect()
}

fn problems_of(case: &str) -> Diagnostics {
    let root =
        if folder().join(case).is_dir() { format!("{case}/schema.yaml") } else { format!("{case}.yaml") };
    match compile(&root, |path| fs::read_to_string(folder().join(path)).map_err(|error| error.kind().into()))
    {
        Ok(_) => panic!("{case}: the schema compiles, although something is wrong with it"),
        Err(problems) => problems,
    }
}

#[test]
fn every_case_is_reported_as_expected() {
    let bless = env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let path = folder().join(format!("{case}.txt"));
        let actual = problems_of(&case).to_string();
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
fn every_code_occurs_and_every_case_has_the_code_of_its_name() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        let problems = problems_of(&case);
        seen.extend(problems.list.iter().map(|problem| problem.code));
        if let Some(code) = case.strip_prefix("ls").and_then(|rest| rest.split('-').next()) {
            let wanted = format!("LS{code}");
            let found = problems.list.iter().any(|problem| problem.code.as_str() == wanted);
            assert!(found, "{case}: {wanted} is not among its problems\n{problems}");
        }
    }
    let unseen: Vec<_> = Code::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert!(unseen.is_empty(), "no case for {unseen:?}");
}

#[test]
fn whoever_is_told_of_a_wrong_form_is_told_a_right_one() {
    for case in cases() {
        let problems = problems_of(&case);
        for problem in &problems.list {
            let is_form =
                matches!(problem.code, Code::Syntax | Code::WrongShape | Code::UnknownKey | Code::MissingKey);
            assert!(!is_form || problem.help.is_some(), "{case}: {}\n{problems}", problem.message);
        }
    }
}

#[test]
fn codes_ascend_and_none_is_used_again() {
    let retired = ["LS033".to_owned()];
    let numbers = (1..).map(|number| format!("LS{number:03}")).filter(|code| !retired.contains(code));
    assert!(Code::ALL.iter().map(|code| code.as_str()).eq(numbers.take(Code::ALL.len())));
}

#[test]
fn there_is_no_expectation_without_a_case() {
    let cases = cases();
    for name in names() {
        if let Some(case) = name.strip_suffix(".txt") {
            assert!(cases.iter().any(|c| c == case), "{name} belongs to no case");
        } else {
            assert!(cases.iter().any(|c| name.starts_with(c.as_str())), "{name} is no case");
        }
    }
}

#[test]
fn three_mistakes_are_three_diagnostics_with_line_column_and_help() {
    let problems = problems_of("three-mistakes");
    assert_eq!(problems.list.len(), 3, "{problems}");
    for problem in &problems.list {
        assert!(problem.help.is_some(), "{problems}");
        assert!(problems.sources.position(problem.span).line > 1, "{problems}");
    }
}

/// Where a mistake can be corrected in more than one way, the help says how; it is hardly ever impossible to say.
#[test]
fn nearly_every_problem_has_a_help() {
    let all: Vec<_> = cases().iter().flat_map(|case| problems_of(case).list).collect();
    let helpless: Vec<_> = all
        .iter()
        .filter(|problem| problem.help.is_none())
        .filter(|problem| !matches!(problem.code, Code::Syntax | Code::WrongShape))
        .map(|problem| format!("{}: {}", problem.code, problem.message))
        .collect();
    assert!(helpless.is_empty(), "{}", helpless.join("\n"));
}

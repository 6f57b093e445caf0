//! Every rule on a schema that breaks it and no other: `tests/rules/*.yaml` and, beside each, what is said.
//!
//! A case is a file, or a folder whose root file is `schema.yaml`; its name is the code. After a change, look at what
//! `BLESS=1 cargo test -p lonelypsp-lint --test rules` makes of the expectations.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lonelypsp_findings::{Exceptions, Finding, Place, Tool, apply};
use lonelypsp_lint::{Lint, Selection, lint};
use lonelypsp_schema::{Schema, compile, print_plan};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

fn root_of(case: &str) -> String {
    if folder().join(case).is_dir() { format!("{case}/schema.yaml") } else { format!("{case}.yaml") }
}

fn schema_of(case: &str) -> Schema {
    let load = |path: &str| fs::read_to_string(folder().join(path)).map_err(|error| error.kind().into());
    compile(&root_of(case), load).unwrap_or_else(|problems| panic!("{case}: {problems}"))
}

fn cases() -> BTreeSet<String> {
    let names =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let case = |name: String| match name.strip_suffix(".txt") {
        Some(_) => None,
        None => Some(name.trim_end_matches(".yaml").to_owned()),
    };
    names.filter_map(case).collect()
}

fn rendered(finding: &Finding, schema: &Schema) -> String {
    let place = |place: &Place| match place {
        Place::Here(span) => {
            let end = lonelypsp_schema::Span { start: span.end, ..*span };
            format!("{}-{}", schema.sources.locate(*span), schema.sources.position(end))
        }
        other => format!("{other:?}"),
    };
    let mut text = format!("{}: {}: {}\n", place(&finding.place), finding.rule.code, finding.message);
    for related in &finding.related {
        let _ = writeln!(text, "  {}: {}", place(&related.place), related.remark);
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "  help: {help}");
    }
    if let Some(fix) = &finding.fix {
        let _ = writeln!(text, "  fix: {}", fix.what);
    }
    text
}

#[test]
fn every_rule_has_a_case_that_breaks_it_and_no_other() {
    let codes: BTreeSet<_> = Lint::ALL.iter().map(|rule| rule.rule().code.to_owned()).collect();
    assert_eq!(cases(), codes);
    for case in cases() {
        let found = lint(&schema_of(&case), &Selection::default());
        let codes: Vec<_> = found.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, [case.as_str()], "{found:#?}");
    }
}

#[test]
fn what_is_said_is_as_expected() {
    let bless = env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let schema = schema_of(&case);
        let found = lint(&schema, &Selection::default());
        let actual: String = found.iter().map(|finding| rendered(finding, &schema)).collect();
        let path = folder().join(format!("{case}.txt"));
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if expected != actual {
            if bless {
                fs::write(&path, &actual).unwrap();
            }
            wrong.push(format!("--- {case}: expected\n{expected}--- {case}: actual\n{actual}"));
        }
    }
    assert!(bless || wrong.is_empty(), "{} (BLESS=1 accepts them)\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_cure_leaves_nothing_to_find_the_wire_as_it_is_and_every_comment_where_it_is() {
    let mut cured = BTreeSet::new();
    for case in cases() {
        let schema = schema_of(&case);
        let found = lint(&schema, &Selection::default());
        let Some(fix) = found.iter().find_map(|finding| finding.fix.as_ref()) else { continue };
        let (file, before) = schema.sources.iter().next().unwrap();
        let (text, count) = apply(&schema.sources, file, [fix]);
        assert_eq!(count, 1, "{case}");
        let load = |path: &str| {
            if path == root_of(&case) { Ok(text.clone()) } else { fs::read_to_string(folder().join(path)) }
        };
        let again = compile(&root_of(&case), load).unwrap_or_else(|problems| panic!("{case}: {problems}"));
        assert!(lint(&again, &Selection::default()).is_empty(), "{case}:\n{text}");
        assert_eq!(print_plan(&again), print_plan(&schema), "{case}");
        let comments = |text: &str| {
            let all = lonelypsp_findings::comments(text).into_iter();
            all.map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(comments(&text), comments(&before.text), "{case}");
        cured.insert(case);
    }
    assert_eq!(cured.into_iter().collect::<Vec<_>>(), ["LL022", "LL029", "LL073"]);
}

#[test]
fn rules_are_explained_in_sentences_and_their_names_are_unlike() {
    let mut names = BTreeSet::new();
    for rule in Lint::ALL.iter().map(|rule| rule.rule()) {
        assert!(rule.reason.ends_with('.') && rule.cure.ends_with('.'), "{}", rule.code);
        assert!(!rule.title.ends_with('.'), "{}", rule.code);
        assert!(names.insert(rule.name), "{}", rule.name);
    }
    let codes: Vec<_> = Lint::ALL.iter().map(|rule| rule.rule().code).collect();
    assert!(codes.is_sorted(), "{codes:?}");
}

#[test]
fn an_exception_in_the_schema_covers_the_finding() {
    let text = fs::read_to_string(folder().join("LL080.yaml")).unwrap();
    let text =
        text.replace("x-password: words", "x-password: words # lonely:allow LL080 because all know it");
    let schema = compile("mine.yaml", |_| Ok(text.clone())).unwrap();
    let found = lint(&schema, &Selection::default());
    assert_eq!(found.len(), 1);
    let families = [Lint::FAMILY];
    let tool = Tool { family: Lint::FAMILY, all: &families, ran: &|_| true };
    let left = Exceptions::read(&schema.sources).apply(found, &schema.sources, &tool);
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn only_what_is_selected_is_looked_at() {
    let schema = schema_of("LL080");
    let select = |wanted: &[&str], unwanted: &[&str]| {
        lint(&schema, &Selection::new(wanted, unwanted).unwrap())
            .iter()
            .map(|it| it.rule.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(select(&["security"], &[]), ["LL080"]);
    assert_eq!(select(&["secret-not-said"], &[]), ["LL080"]);
    assert_eq!(select(&["NAMING"], &[]), [""; 0]);
    assert_eq!(select(&[], &["LL080"]), [""; 0]);
    assert!(Selection::new(&["NAMNG"], &[]).is_err_and(|unknown| unknown.near == Some("NAMING")));
}

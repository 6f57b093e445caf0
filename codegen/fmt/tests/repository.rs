//! All schemas of the repository, those with mistakes among them, say after formatting what they said before.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{root, verdict, yaml_files};
use lonelypsp_fmt::{Unformatted, format};

/// The files of the repository, formatted where they are YAML; those that are not are left out.
fn formatted() -> BTreeMap<String, (String, Option<String>)> {
    let files = yaml_files(&root()).into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("it is text");
        let path = path.to_str().expect("it is UTF-8").to_owned();
        let formatted = match format(&path, &text) {
            Ok(formatted) => Some(formatted),
            Err(Unformatted::Syntax(_)) => None,
            Err(Unformatted::NotKept(problem)) => panic!("{path}: {problem}"),
        };
        (path, (text, formatted))
    });
    files.collect()
}

#[test]
fn formatting_changes_nothing_that_the_compiler_reads() {
    let files = formatted();
    let before = files.iter().map(|(path, (text, _))| (path.clone(), text.clone())).collect();
    let after = files
        .iter()
        .map(|(path, (text, formatted))| (path.clone(), formatted.clone().unwrap_or_else(|| text.clone())));
    let after: BTreeMap<_, _> = after.collect();
    let (mut sound, mut wrong) = (0, 0);
    for (path, (text, _)) in &files {
        // Only a root file says so.
        if !text.contains("lonely:") {
            continue;
        }
        let verdict_before = verdict(path, &before);
        assert_eq!(verdict(path, &after), verdict_before, "{path}");
        if verdict_before.is_ok() { sound += 1 } else { wrong += 1 }
    }
    assert!(sound >= 12 && wrong >= 100, "{sound} sound schemas, {wrong} with mistakes");
}

#[test]
fn formatting_twice_changes_nothing() {
    let files = formatted();
    assert!(files.values().filter(|(_, formatted)| formatted.is_some()).count() > 150);
    for (path, formatted) in
        files.iter().filter_map(|(path, (_, formatted))| Some((path, formatted.as_ref()?)))
    {
        assert_eq!(&format(path, formatted).expect("it was formatted"), formatted, "{path}");
    }
}

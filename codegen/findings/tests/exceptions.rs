//! What exceptions cover, and what is said of those that are not right.

use lonelypsp_findings::{
    Configured, Exceptions, Family, Finding, Place, Rule, Tool, apply, catalogue, schema_family,
};
use lonelypsp_schema::{FileId, SourceMap, Span};

catalogue! {
    /// Rules that a word breaks.
    enum Word: "LW", "words", "Rules about words." {
        Bad = "LW001", "bad-word", "WORDS", Warning: "a bad word", "It is bad.", "Leave it out.";
        Worse = "LW002", "worse-word", "WORDS", Error: "a worse word", "It is worse.", "Leave it out.";
    }
}

catalogue! {
    /// Rules of another tool.
    enum Other: "LB", "other", "Other rules." {
        Gone = "LB001", "gone", "WIRE", Error: "gone", "It is gone.", "Put it back.";
    }
}

/// Every `bad` and `worse` in a text breaks a rule.
fn found(file: FileId, text: &str) -> Vec<Finding> {
    let words = [("bad", Word::Bad), ("worse", Word::Worse)];
    let all = words.into_iter().flat_map(|(word, rule)| {
        text.match_indices(word).map(move |(at, word)| {
            let start = u32::try_from(at).unwrap();
            let span = Span { file, start, end: start + u32::try_from(word.len()).unwrap() };
            Finding::new(rule.rule(), Place::Here(span), format!("{word} in {at}"))
        })
    });
    all.collect()
}

struct Looked {
    sources: SourceMap,
    file: FileId,
    findings: Vec<Finding>,
}

fn look_with(text: &str, configured: Vec<Configured>, ran: &dyn Fn(&Rule) -> bool) -> Looked {
    let mut sources = SourceMap::default();
    let file = sources.add("mine.yaml".to_owned(), text.to_owned());
    let all: [Family; 4] = [schema_family(), Word::FAMILY, Other::FAMILY, lonelypsp_findings::Allow::FAMILY];
    let tool = Tool { family: Word::FAMILY, all: &all, ran };
    let exceptions = Exceptions::read(&sources).with_configured(configured);
    let findings = exceptions.apply(found(file, text), &sources, &tool);
    Looked { sources, file, findings }
}

/// What is left, as `LINE CODE`.
fn left(text: &str) -> Vec<String> {
    let looked = look_with(text, Vec::new(), &|_| true);
    let line = |finding: &Finding| looked.sources.position(finding.span().unwrap()).line;
    let mut left: Vec<_> =
        looked.findings.iter().map(|finding| format!("{} {}", line(finding), finding.rule.code)).collect();
    left.sort();
    left
}

#[test]
fn behind_a_key_an_exception_covers_it_and_all_that_is_in_it() {
    assert_eq!(left("a: bad # lonely:allow LW001 because x\nb: bad\n"), ["2 LW001"]);
    let nested = "a: # lonely:allow LW001 because x\n  b: bad\n  c:\n    - bad\n    - { d: bad }\ne: bad\n";
    assert_eq!(left(nested), ["6 LW001"]);
    assert_eq!(left("- { a: bad, b: worse } # lonely:allow LW001, lw002 because x\n- bad\n"), ["2 LW001"]);
    assert_eq!(
        left("a: [\n  bad\n] # lonely:allow LW001 because of what is in there\nb: bad\n"),
        ["4 LW001"]
    );
}

#[test]
fn before_a_key_it_covers_the_next_one() {
    let text = "z: 1\n# lonely:allow LW001 because x\n# and so on\na:\n  - bad\nb: bad\n";
    assert_eq!(left(text), ["6 LW001"]);
    assert_eq!(
        left("z:\n  - bad\n  # lonely:allow LW001 because x\n  - bad\n  - bad\n"),
        ["2 LW001", "5 LW001"]
    );
}

#[test]
fn at_the_head_of_a_file_it_covers_all_of_it() {
    assert_eq!(
        left("# About it.\n# lonely:allow LW001 because x\n\na: bad\nb: bad\nc: worse\n"),
        ["6 LW002"]
    );
    assert_eq!(left("# lonely:allow LW001 because x\na: bad\nb: bad\n"), ["3 LW001"]);
}

#[test]
fn what_stands_in_text_is_no_exception() {
    assert_eq!(left("a: \"# lonely:allow LW001 because x\"\nb: bad\n"), ["2 LW001"]);
    assert_eq!(left("a: |\n  # lonely:allow LW001 because x\nb: bad\n"), ["3 LW001"]);
}

#[test]
fn exceptions_that_are_not_right_are_reported_themselves() {
    assert_eq!(left("a: bad # lonely:allow LW001\n"), ["1 LA001"]);
    assert_eq!(left("a: bad # lonely:allow LW009 because x\n"), ["1 LA002", "1 LW001"]);
    assert_eq!(left("a: good # lonely:allow LW001 because x\n"), ["1 LA003"]);
    assert_eq!(left("a: bad # lonely:alow LW001 because x\n"), ["1 LA004", "1 LW001"]);
    assert_eq!(left("a: bad\n# lonely:allow LW001 because x\n"), ["1 LW001", "2 LA004"]);
    assert_eq!(left("a: good # lonely:allow LS004 because x\n"), ["1 LA002"]);
}

#[test]
fn of_two_around_each_other_the_inner_one_is_needed() {
    let text = "a: # lonely:allow LW001 because x\n  b: bad # lonely:allow LW001 because y\n";
    assert_eq!(left(text), ["1 LA003"]);
}

#[test]
fn exceptions_from_rules_of_other_tools_are_theirs_to_judge() {
    assert_eq!(left("a: good # lonely:allow LB001 because x\n"), [""; 0]);
    assert_eq!(left("a: good # lonely:allow LB999\n"), [""; 0]);
    let only_worse =
        look_with("a: bad # lonely:allow LW002 because x\n", Vec::new(), &|rule| rule.code == "LW001");
    assert_eq!(only_worse.findings.len(), 1, "LW002 was not looked at, and may be needed");
}

#[test]
fn an_unneeded_exception_can_be_taken_out() {
    let text =
        "# head\n\na: good # lonely:allow LW001 because x\n  # lonely:allow LW002 because y\nb: good\n";
    let looked = look_with(text, Vec::new(), &|_| true);
    let cures = looked.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let fixed = apply(&looked.sources, looked.file, cures);
    assert_eq!(fixed, ("# head\n\na: good\nb: good\n".to_owned(), 2));
}

#[test]
fn a_configuration_excepts_files() {
    let configured = |rule: &str, file: &str, because: &str| Configured {
        rule: rule.to_owned(),
        files: vec![file.to_owned()],
        because: because.to_owned(),
        place: Place::File("lonely.gen.yaml".to_owned()),
    };
    let codes = |configured: Configured| {
        let looked = look_with("a: bad\nb: worse\n", vec![configured], &|_| true);
        looked.findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(configured("LW001", "mine.yaml", "x")), ["LW002"]);
    assert_eq!(codes(configured("bad-word", "mine.yaml", " ")), ["LW002", "LA001"]);
    assert_eq!(codes(configured("LW001", "other.yaml", "x")), ["LW001", "LW002", "LA003"]);
    assert_eq!(codes(configured("LW1", "mine.yaml", "x")), ["LW001", "LW002", "LA002"]);
}

#[test]
fn very_many_exceptions_cost_what_they_are_long() {
    let text = "- bad # lonely:allow LW001 because x\n".repeat(20_000);
    assert_eq!(look_with(&text, Vec::new(), &|_| true).findings.len(), 0);
    let around = format!(
        "a: # lonely:allow LW001 because x\n{}",
        "  - bad # lonely:allow LW002 because x\n".repeat(20_000)
    );
    assert_eq!(look_with(&around, Vec::new(), &|_| true).findings.len(), 20_000);
}

//! Findings as text, for tests and logs: each with its places and, in short, what shows it.

use std::fmt::Write as _;

use lonelypsp_schema::{Schema, Span};

use crate::evidence::{Answer, Evidence, Shown};
use crate::finding::Finding;
use crate::rule::{Category, Way};
use crate::shown::hex;

/// A finding in a few lines: the rule, what has changed, where it stands in both schemas, and the bytes that show it.
pub fn in_words(finding: &Finding, old: &Schema, new: &Schema) -> String {
    let rule = finding.rule;
    let mut text = format!(
        "{rule} {} ({}): {}: {}\n",
        rule.rule().name,
        rule.category(),
        finding.subject,
        finding.message
    );
    let mut line = |name: &str, said: &str| {
        // Writing to a String does not fail.
        let _ = writeln!(text, "  {name}: {said}");
    };
    let place = |schema: &Schema, span: Option<Span>| span.map(|span| schema.sources.locate(span));
    for (name, place) in [("old", place(old, finding.old)), ("new", place(new, finding.new))] {
        if let Some(place) = place {
            line(name, &place);
        }
    }
    match rule.category() {
        Category::Wire => line("hits", finding.ways().phrase()),
        Category::Errors => {}
        Category::Source => {
            let names: Vec<_> = finding.languages.iter().map(|language| language.as_str()).collect();
            line("in", &names.join(", "));
        }
    }
    for evidence in &finding.evidence {
        let _ = write!(text, "{}", shown(evidence));
    }
    text
}

fn shown(evidence: &Evidence) -> String {
    let way = evidence.way.map_or("read by both", Way::phrase);
    let head = match &evidence.shown {
        Shown::Bytes { bytes, what, .. } => format!("  {way}: {what}\n    {}\n", hex(bytes)),
        Shown::Line => String::new(),
    };
    let answer = |name: &str, answer: &Answer| {
        let mark = if answer.accepted { "" } else { "refused: " };
        format!("    {name}: {mark}{}\n", answer.text)
    };
    format!("{head}{}{}", answer("old", &evidence.old), answer("new", &evidence.new))
}

//! `lonely breaking`: what of another schema programs of this one read otherwise, refuse, or do not compile against.

mod against;
mod args;
mod beside;
mod git;
mod options;
mod reading;
mod tree;

use lonelypsp_breaking::{Category, Evidence, Finding, Options, Rule, Shown, Way, compare};
use lonelypsp_findings::{Exceptions, Finding as Reported, Findings, Place, Tool};
use lonelypsp_schema::{Schema, Span};

use crate::args::Global;
use crate::exit::{Found, Outcome};
use crate::families::families;
use crate::inputs::Inputs;
use crate::report::conclude;
use crate::schema;
use crate::terminal::{Colors, say};
use crate::words::count;

pub(crate) use args::BreakingArgs;

/// How often each message is damaged at random with `--prove`.
const ROUNDS: u32 = 200;

pub(crate) fn run(global: &Global, args: &BreakingArgs, colors: Colors) -> Outcome {
    let chosen = args.chosen()?;
    let report = (args.report.format, colors);
    let version = global.protocol_version.as_deref();
    let inputs = Inputs::default();
    let own = schema::root(global, &inputs)?;
    let new = schema::load_at(own.as_deref(), version, &inputs, report)?;
    let (old, label) = against::load(own.as_deref(), args, report)?;
    let options = Options { prove: args.prove, seed: args.seed, rounds: ROUNDS };
    let found = compare(&old, &new, options);
    let list: Vec<Reported> = found
        .iter()
        .filter(|finding| chosen.has(finding))
        .map(|finding| reported(finding, &old, &new, &label))
        .collect();
    let all = families();
    let ran = |rule: &lonelypsp_findings::Rule| chosen.ran(rule);
    let tool = Tool { family: Rule::FAMILY, all: &all, ran: &ran };
    let list = Exceptions::read(&new.sources).apply(list, &new.sources, &tool);
    let findings = Findings::new(list, new.sources).compared_with(&*label, old.sources);
    let outcome = conclude(&findings, args.report, colors, &format!("since {label}"))?;
    if outcome == Found::Nothing {
        say(&format!("nothing breaks since {label}"));
    }
    Ok(outcome)
}

/// A finding as all verbs report theirs: at its place in the new schema, with its place in the old one beside it.
fn reported(finding: &Finding, old: &Schema, new: &Schema, label: &str) -> Reported {
    let rule = finding.rule.rule();
    let place = match (finding.new, finding.old) {
        (Some(span), _) => Place::Here(span),
        // What is gone as a whole is about all of the schema.
        (None, _) => new.sources.iter().next().map_or_else(
            || Place::File(label.to_owned()),
            |(file, _)| Place::Here(Span { file, start: 0, end: 0 }),
        ),
    };
    let mut reported = Reported::new(rule, place, format!("{} ({})", finding.message, whom(finding)));
    if let Some(span) = finding.old {
        reported = reported.related(Place::Before(span), "as it was");
    }
    reported = reported.help(rule.cure);
    let evidence: Vec<String> = finding.evidence.iter().map(|evidence| shown(evidence, old, new)).collect();
    if evidence.is_empty() { reported } else { reported.evidence(evidence.join("\n")) }
}

/// Whom a finding hits.
fn whom(finding: &Finding) -> String {
    match finding.rule.category() {
        Category::Wire => format!("WIRE: {}", finding.ways().phrase()),
        Category::Errors => "ERRORS".to_owned(),
        Category::Source => {
            let languages: Vec<_> = finding.languages.iter().map(|language| language.as_str()).collect();
            format!("SOURCE: {}", languages.join(", "))
        }
    }
}

/// What shows a finding: a message as `inspect` shows it, with what each schema makes of its bytes.
fn shown(evidence: &Evidence, old: &Schema, new: &Schema) -> String {
    let answer = |name: &str, answer: &lonelypsp_breaking::Answer| {
        let mark = if answer.accepted { "" } else { "error: " };
        format!("{name}: {mark}{}", answer.text)
    };
    let answers = format!("{}\n{}", answer("old", &evidence.old), answer("new", &evidence.new));
    let Shown::Bytes { bytes, what, direction, in_old, in_new } = &evidence.shown else { return answers };
    let way = evidence.way.map_or("refused by both", Way::phrase);
    let table = beside::table(
        [reading::of(old, in_old.as_ref(), *direction), reading::of(new, in_new.as_ref(), *direction)],
        bytes,
    );
    format!("{way}: {what}, {}\n{table}\n{answers}\n", count(bytes.len(), "byte"))
}

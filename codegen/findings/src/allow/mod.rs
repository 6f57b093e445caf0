//! Exceptions with a reason: `# lonely:allow LL012 because the reason`.
//!
//! Behind something, the comment is about the first key or list item of its line; in a line of its own it is about the
//! next key or item. It covers that and all that is in it. Before everything else in a file, with an empty line behind
//! it, it is about the whole file.

mod comment;
mod rules;
mod target;

use std::collections::BTreeMap;

use lonelypsp_schema::{FileId, SourceMap, Span};

use crate::{Family, Finding, Fix, Place, Rule, comments};

use comment::Said;
pub use rules::Allow;
use target::Targets;

/// The exceptions that the files of a schema make.
#[derive(Debug, Default)]
pub struct Exceptions {
    comments: Vec<Exception>,
    configured: Vec<Configured>,
}

/// One comment.
#[derive(Debug)]
struct Exception {
    /// The comment.
    span: Span,
    /// The comment with what must go with it if it goes: the blanks before it, or its line.
    whole: Span,
    said: Said,
    /// What it covers; nothing, if it stands before nothing.
    covers: Option<Span>,
}

/// An exception that a configuration makes for files.
#[derive(Clone, Debug)]
pub struct Configured {
    /// The code or name of the rule.
    pub rule: String,
    /// The files, by the paths that they have in the schema; none for all of them.
    pub files: Vec<String>,
    /// The reason.
    pub because: String,
    /// Where it is said.
    pub place: Place,
}

/// Who asks: exceptions from rules of other tools are not looked at.
pub struct Tool<'t> {
    /// The rules of the tool.
    pub family: Family,
    /// All families that there are, so that codes of other tools can be told from slips.
    pub all: &'t [Family],
    /// Whether a rule was looked at; an exception from one that was not may be needed.
    pub ran: &'t dyn Fn(&Rule) -> bool,
}

/// An exception from one rule.
struct Waiver {
    covers: Span,
    is_used: bool,
    /// The index of its comment.
    comment: usize,
}

impl Exceptions {
    /// Those that stand in comments of these files.
    pub fn read(sources: &SourceMap) -> Self {
        let comments = sources.iter().flat_map(|(id, file)| read_file(id, &file.text)).collect();
        Self { comments, configured: Vec::new() }
    }

    /// With those of a configuration.
    #[must_use]
    pub fn with_configured(mut self, configured: impl IntoIterator<Item = Configured>) -> Self {
        self.configured.extend(configured);
        self
    }

    /// Takes out what is excepted from the rules of a tool, and adds what is wrong with the exceptions themselves: that
    /// there is no reason, no such rule, or nothing any more that would need them.
    pub fn apply(&self, findings: Vec<Finding>, sources: &SourceMap, tool: &Tool<'_>) -> Vec<Finding> {
        let mut problems = Vec::new();
        let mut waivers = self.waivers(tool, &mut problems);
        let mut configured: Vec<_> =
            self.configured.iter().map(|one| (one, tool.rule(&one.rule), false)).collect();
        let mut rest = Vec::with_capacity(findings.len());
        let mut by_rule: BTreeMap<(&str, FileId), Vec<Finding>> = BTreeMap::new();
        for finding in findings {
            let file = finding.span().map(|span| sources.file(span.file).path.as_str());
            let covering = configured.iter_mut().find(|(one, rule, _)| {
                rule.is_some_and(|rule| rule.code == finding.rule.code) && one.covers(file)
            });
            match (covering, finding.span()) {
                (Some((.., is_used)), _) => *is_used = true,
                (None, Some(span)) => {
                    by_rule.entry((finding.rule.code, span.file)).or_default().push(finding);
                }
                (None, None) => rest.push(finding),
            }
        }
        for (key, list) in by_rule {
            match waivers.get_mut(&key) {
                Some(waivers) => rest.extend(uncovered(list, waivers)),
                None => rest.extend(list),
            }
        }
        self.report_unneeded(&waivers, tool, &mut problems);
        for (one, rule, is_used) in configured {
            problems.extend(one.problem(rule, is_used, tool));
        }
        rest.extend(problems);
        rest
    }

    /// The exceptions by rule and file.
    fn waivers(
        &self,
        tool: &Tool<'_>,
        problems: &mut Vec<Finding>,
    ) -> BTreeMap<(&'static str, FileId), Vec<Waiver>> {
        let mut waivers: BTreeMap<_, Vec<Waiver>> = BTreeMap::new();
        for (index, exception) in self.comments.iter().enumerate() {
            let codes = match &exception.said {
                Said::Allow { codes, .. } => codes,
                Said::Other(problem) => {
                    problems.push(malformed(exception.span, problem));
                    continue;
                }
            };
            if !tool.is_concerned(codes.iter().map(|(code, _)| code.as_str())) {
                continue;
            }
            problems.extend(exception.flaws());
            for (code, span) in codes {
                match (tool.rule(code), exception.covers) {
                    (Some(rule), Some(covers)) => waivers
                        .entry((rule.code, covers.file))
                        .or_default()
                        .push(Waiver { covers, is_used: false, comment: index }),
                    (None, _) if !tool.belongs_to_another(code) => {
                        problems.push(unknown(Place::Here(*span), code, tool));
                    }
                    _ => {}
                }
            }
        }
        waivers
    }

    /// Of a comment whose exceptions are all unneeded, that it can go.
    fn report_unneeded(
        &self,
        waivers: &BTreeMap<(&'static str, FileId), Vec<Waiver>>,
        tool: &Tool<'_>,
        problems: &mut Vec<Finding>,
    ) {
        let ran = |code: &str| tool.rule(code).is_some_and(|rule| (tool.ran)(rule));
        for ((code, _), list) in waivers.iter().filter(|((code, _), _)| ran(code)) {
            for waiver in list.iter().filter(|waiver| !waiver.is_used) {
                let Some(exception) = self.comments.get(waiver.comment) else { continue };
                let message = format!(
                    "this exception from {code} is not needed: nothing in what it covers breaks the rule"
                );
                let finding = Finding::new(Allow::Unneeded.rule(), Place::Here(exception.span), message);
                problems.push(if exception.is_of_one_rule() {
                    let fix = Fix::replace("leave out the exception", exception.whole, "");
                    finding.help("leave it out").fix(fix)
                } else {
                    finding.help(format!("leave out `{code}`"))
                });
            }
        }
    }
}

impl Exception {
    fn is_of_one_rule(&self) -> bool {
        matches!(&self.said, Said::Allow { codes, .. } if codes.len() == 1)
    }

    /// What is wrong with the comment, whatever the rules are.
    fn flaws(&self) -> Vec<Finding> {
        let mut flaws = Vec::new();
        if self.covers.is_none() {
            flaws.push(malformed(
                self.span,
                "this exception stands behind everything, and so is about nothing",
            ));
        }
        if matches!(&self.said, Said::Allow { reason: None, .. }) {
            let message = "this exception says no reason";
            let finding = Finding::new(Allow::NoReason.rule(), Place::Here(self.span), message);
            flaws.push(
                finding.help(
                    "say it behind `because`, as in `# lonely:allow LL012 because old readers need it`",
                ),
            );
        }
        flaws
    }
}

impl Tool<'_> {
    fn rule(&self, code: &str) -> Option<&'static Rule> {
        self.family.rule(code)
    }

    /// Whether a code is one of another tool's, or looks like one.
    fn belongs_to_another(&self, code: &str) -> bool {
        self.all.iter().any(|family| {
            let has_prefix = code.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case(family.prefix));
            family.prefix != self.family.prefix
                && family.prefix != "LS"
                && (has_prefix || family.rule(code).is_some())
        })
    }

    /// Whether this tool looks at a comment: one with a code of its own, or with none of anybody's.
    fn is_concerned<'c>(&self, mut codes: impl Iterator<Item = &'c str>) -> bool {
        codes.any(|code| !self.belongs_to_another(code))
    }
}

impl Configured {
    fn covers(&self, file: Option<&str>) -> bool {
        self.files.is_empty() || file.is_some_and(|file| self.files.iter().any(|covered| covered == file))
    }

    fn problem(&self, rule: Option<&Rule>, is_used: bool, tool: &Tool<'_>) -> Option<Finding> {
        match rule {
            None if tool.belongs_to_another(&self.rule) => None,
            None => Some(unknown(self.place.clone(), &self.rule, tool)),
            Some(_) if self.because.trim().is_empty() => {
                let message = format!("the exception from {} says no reason", self.rule);
                Some(
                    Finding::new(Allow::NoReason.rule(), self.place.clone(), message)
                        .help("say it under `because`"),
                )
            }
            Some(rule) if !is_used && (tool.ran)(rule) => {
                let message = format!(
                    "the exception from {} is not needed: nothing in its files breaks the rule",
                    rule.code
                );
                Some(Finding::new(Allow::Unneeded.rule(), self.place.clone(), message).help("leave it out"))
            }
            Some(_) => None,
        }
    }
}

fn read_file(file: FileId, text: &str) -> Vec<Exception> {
    let said = comments(text).into_iter().filter_map(|range| {
        let said = comment::parse(file, text.get(range.clone())?, range.start)?;
        Some((range, said))
    });
    let said: Vec<_> = said.collect();
    if said.is_empty() {
        return Vec::new();
    }
    let targets = Targets::of(file, text);
    let exceptions = said.into_iter().map(|(range, said)| Exception {
        span: target::span(file, &range),
        whole: target::whole(file, text, &range),
        covers: targets.find(text, &range),
        said,
    });
    exceptions.collect()
}

/// Those that no exception covers, all of one rule in one file. What covers parts of a file lies beside or within one
/// another, so that a stack has those around a place.
fn uncovered(mut findings: Vec<Finding>, waivers: &mut [Waiver]) -> Vec<Finding> {
    findings.sort_by_key(Finding::span);
    // An outer one before the inner ones.
    waivers.sort_by_key(|waiver| (waiver.covers.start, std::cmp::Reverse(waiver.covers.end)));
    let (mut open, mut next) = (Vec::new(), 0);
    findings.retain(|finding| {
        let Some(at) = finding.span() else { return true };
        while let Some(waiver) = waivers.get(next).filter(|waiver| waiver.covers.start <= at.start) {
            open.push((next, waiver.covers.end));
            next += 1;
        }
        while open.pop_if(|(_, end)| *end < at.start).is_some() {}
        let innermost = open.last().and_then(|(index, _)| waivers.get_mut(*index));
        let is_covered = innermost.is_some();
        if let Some(waiver) = innermost {
            waiver.is_used = true;
        }
        !is_covered
    });
    findings
}

fn malformed(span: Span, problem: &str) -> Finding {
    Finding::new(Allow::Malformed.rule(), Place::Here(span), problem).help(
        "an exception reads `# lonely:allow LL012 because the reason`; several codes are separated by commas",
    )
}

fn unknown(place: Place, code: &str, tool: &Tool<'_>) -> Finding {
    let is_schemas = code.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("LS"));
    let message = if is_schemas {
        format!("there are no exceptions from `{code}`: without a sound schema there is nothing to look at")
    } else {
        format!("there is no rule `{code}`")
    };
    let finding = Finding::new(Allow::UnknownRule.rule(), place, message);
    let codes = tool.all.iter().flat_map(|family| family.rules).flat_map(|rule| [rule.code, rule.name]);
    match lonelypsp_schema::nearest(code, codes).filter(|_| !is_schemas) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("`lonely explain` lists all rules"),
    }
}

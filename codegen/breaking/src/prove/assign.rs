//! Which bytes show which finding best.

use lonelypsp_schema::{Direction, Message, Protocol};

use crate::catalogue::Rule;
use crate::evidence::{Answer, Evidence, Shown};
use crate::finding::{Finding, Only};
use crate::judge::{Sent, Sides};
use crate::pair::ProtocolPair;
use crate::rule::{Category, Way};
use crate::sample::{Writer, samples};

use super::examine::{Depth, Found};

/// Gives bytes to the findings about one message.
pub(super) struct Assigner<'f> {
    findings: &'f mut [Finding],
    wanted: Vec<usize>,
    /// The best so far, by finding and way.
    best: Vec<[Option<(u8, usize, Evidence)>; 2]>,
}

impl<'f> Assigner<'f> {
    pub(super) fn new(findings: &'f mut [Finding], wanted: &[usize]) -> Self {
        let best = wanted.iter().map(|_| [None, None]).collect();
        Self { findings, wanted: wanted.to_vec(), best }
    }

    /// The names of the values that the findings are about.
    pub(super) fn focus(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for finding in self.wanted.iter().filter_map(|index| self.findings.get(*index)) {
            names.extend(
                finding.focus.values.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>(),
            );
        }
        names
    }

    /// Whether nothing better is to be expected at that depth.
    pub(super) fn is_content(&self, depth: Depth) -> bool {
        self.wanted.iter().zip(&self.best).all(|(index, best)| {
            let Some(finding) = self.findings.get(*index) else { return true };
            if finding.rule.category() == Category::Errors {
                return best[0].is_some();
            }
            let has = |way: Way| best[place(Some(way))].as_ref().map(|(score, ..)| *score);
            let ways = Way::BOTH.into_iter().filter(|way| finding.rule.ways().has(*way));
            let mut scores = ways.map(has);
            // What is wrong with a message is looked for only if nothing that is right shows the finding.
            if depth == Depth::Damaged {
                scores.any(|score| score.is_some())
            } else {
                scores.all(|score| score.is_some_and(|score| score >= 2))
            }
        })
    }

    pub(super) fn take(&mut self, found: &Found) {
        for (index, best) in self.wanted.iter().zip(&mut self.best) {
            let Some(finding) = self.findings.get(*index) else { continue };
            let way = found.way();
            let fits = match (finding.rule.category(), way) {
                (Category::Wire, Some(way)) => finding.rule.ways().has(way),
                (Category::Errors, None) => true,
                (Category::Wire | Category::Errors | Category::Source, _) => false,
            };
            if !fits {
                continue;
            }
            let Some(best) = best.get_mut(place(way)) else { continue };
            let score = score(finding, found);
            let is_better = best.as_ref().is_none_or(|(known, length, _)| {
                (score, usize::MAX - found.bytes.len()) > (*known, usize::MAX - *length)
            });
            if is_better {
                *best = Some((score, found.bytes.len(), found.evidence()));
            }
        }
    }

    /// Hands out what was found.
    pub(super) fn settle(self) {
        for (index, best) in self.wanted.iter().zip(self.best) {
            if let Some(finding) = self.findings.get_mut(*index) {
                finding.evidence.extend(best.into_iter().flatten().map(|(_, _, evidence)| evidence));
            }
        }
    }
}

fn place(way: Option<Way>) -> usize {
    usize::from(way == Some(Way::NewReader))
}

/// How well bytes show a finding: those about its value best, and what a writer writes better than what none does.
fn score(finding: &Finding, found: &Found) -> u8 {
    let values = &finding.focus.values;
    let is_about = |name: &Option<String>| {
        name.as_ref().is_some_and(|name| {
            values.iter().any(|value| name == value || name.ends_with(&format!(".{value}")))
        })
    };
    let of_value = is_about(&found.about) || found.verdict.at.iter().any(is_about) || values.is_empty();
    match (of_value, found.is_damaged) {
        (true, false) => 3,
        (true, true) => 2,
        (false, false) => 1,
        (false, true) => 0,
    }
}

/// Shows what only one of the schemas has by what the other makes of it.
pub(super) fn lonely_message(protocols: &ProtocolPair<'_>, sides: &Sides<'_, '_>, finding: &mut Finding) {
    let Some(Only { in_old, direction, name }) = finding.focus.only.clone() else { return };
    let protocol = if in_old { protocols.old } else { protocols.new };
    let Some(message) = protocol.by_name(direction, &name) else { return };
    let Some(bytes) = usual_bytes(protocol, message) else { return };
    let sent = Sent { direction, old: in_old.then_some(message), new: (!in_old).then_some(message) };
    let told = !sides.is_told_by_code(sent);
    let way = if in_old { Way::NewReader } else { Way::OldReader };
    let evidence = if told {
        let no = Answer { accepted: false, text: format!("there is no message `{name}`") };
        one_sided(protocol, message, in_old, way, bytes, no)
    } else {
        let verdict = sides.judge(sent, &bytes);
        let no = Answer { accepted: false, text: format!("there is no message `{name}`") };
        let mut evidence = one_sided(protocol, message, in_old, way, bytes, no);
        // If both refuse them alike, the difference is that one writes them.
        if let Some(verdict) = verdict {
            (evidence.old, evidence.new) = (verdict.old, verdict.new);
        }
        if let Shown::Bytes { in_old, in_new, .. } = &mut evidence.shown {
            *in_old = Some((protocols.old.name.snake().to_owned(), None));
            *in_new = Some((protocols.new.name.snake().to_owned(), None));
        }
        evidence
    };
    finding.evidence.push(evidence);
}

/// Shows a protocol that only one of the schemas has by its first message.
pub(super) fn lonely_protocol(protocol: &Protocol, in_old: bool, findings: &mut [Finding]) {
    let (rule, way) =
        if in_old { (Rule::ProtocolRemoved, Way::NewReader) } else { (Rule::ProtocolAdded, Way::OldReader) };
    let finding =
        findings.iter_mut().find(|finding| finding.rule == rule && finding.subject == protocol.name.snake());
    let Some(finding) = finding else { return };
    let no = Answer { accepted: false, text: format!("there is no protocol `{}`", protocol.name) };
    let found = protocol.messages.iter().find_map(|message| Some((message, usual_bytes(protocol, message)?)));
    finding.evidence.push(match found {
        Some((message, bytes)) => one_sided(protocol, message, in_old, way, bytes, no),
        None => {
            let yes = Answer {
                accepted: true,
                text: format!("the protocol `{}`, without messages", protocol.name),
            };
            let (old, new) = if in_old { (yes, no) } else { (no, yes) };
            Evidence { way: Some(way), shown: Shown::Line, old, new }
        }
    });
}

/// What a message is written as: something usual if that can be written and read again, else something at an edge.
fn usual_bytes(protocol: &Protocol, message: &Message) -> Option<Vec<u8>> {
    let writer = Writer { protocol, message, other: None, pair: None };
    let is_read = |bytes: &Vec<u8>| lonelypsp_interpret::decode_as(protocol, message, bytes).is_ok();
    let mut first = None;
    for is_usual in [true, false] {
        for shape in 0..message.layout.shapes.len() {
            for sample in samples(writer, shape, &[], is_usual) {
                if is_read(&sample.bytes) {
                    return Some(sample.bytes);
                }
                first = first.or(Some(sample.bytes));
            }
        }
    }
    first
}

fn one_sided(
    protocol: &Protocol,
    message: &Message,
    in_old: bool,
    way: Way,
    bytes: Vec<u8>,
    no: Answer,
) -> Evidence {
    let yes = match lonelypsp_interpret::decode_as(protocol, message, &bytes) {
        Ok(decoded) => Answer { accepted: true, text: crate::shown::message_in_words(&decoded) },
        // There are groups that cannot be read as they were written.
        Err(error) => {
            Answer { accepted: true, text: format!("writes this, and does not read it again: {error}") }
        }
    };
    let told = protocol.prefix == lonelypsp_schema::Prefix::None && message.leading_code().is_none();
    let side = (protocol.name.snake().to_owned(), told.then(|| message.name.snake().to_owned()));
    let (old, new, in_old, in_new) =
        if in_old { (yes, no, Some(side), None) } else { (no, yes, None, Some(side)) };
    let direction: Direction = message.direction;
    let shown = Shown::Bytes { bytes, what: format!("`{}`", message.name), direction, in_old, in_new };
    Evidence { way: Some(way), shown, old, new }
}

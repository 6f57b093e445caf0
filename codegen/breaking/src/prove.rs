//! Differences → bytes that show them, and bytes that show a difference that no rule has found.

mod assign;
mod examine;
mod whole;

use crate::Options;
use crate::finding::Finding;
use crate::judge::Sides;
use crate::pair::{ProtocolPair, SchemaPair};
use crate::rule::Category;

use assign::{Assigner, lonely_message, lonely_protocol};
use examine::{Depth, Examiner};

/// Of what hits all messages of a protocol, so many are tried.
const TRIED: usize = 24;

pub(crate) fn prove(pair: &SchemaPair<'_>, findings: &mut Vec<Finding>, options: Options) {
    for protocol in pair
        .removed
        .iter()
        .map(|protocol| (*protocol, true))
        .chain(pair.added.iter().map(|protocol| (*protocol, false)))
    {
        lonely_protocol(protocol.0, protocol.1, findings);
    }
    for (index, protocols) in pair.protocols.iter().enumerate() {
        let mut of_protocol: Vec<usize> = (0..findings.len())
            .filter(|at| findings.get(*at).is_some_and(|finding| finding.focus.protocol == Some(index)))
            .collect();
        of_protocol.retain(|at| {
            findings.get(*at).is_some_and(|finding| {
                finding.rule.category() != Category::Source && finding.evidence.is_empty()
            })
        });
        if of_protocol.is_empty() && !options.prove {
            continue;
        }
        let sides = Sides::new(protocols);
        show(protocols, &sides, &of_protocol, findings);
        if options.prove {
            whole::prove_all(index, &sides, findings, options);
        }
    }
}

/// Finds bytes for these findings.
fn show(protocols: &ProtocolPair<'_>, sides: &Sides<'_, '_>, wanted: &[usize], findings: &mut [Finding]) {
    let mut at = 0;
    // Those of one message follow one another.
    while let Some(first) = wanted.get(at) {
        let message = findings.get(*first).and_then(|finding| finding.focus.message);
        let same = |index: &&usize| {
            findings
                .get(**index)
                .is_some_and(|finding| finding.focus.message == message && finding.focus.only.is_none())
        };
        let count = wanted.get(at..).unwrap_or_default().iter().take_while(same).count();
        if count == 0 {
            if let Some(finding) = findings.get_mut(*first) {
                lonely_message(protocols, sides, finding);
            }
            at += 1;
            continue;
        }
        let group = wanted.get(at..at + count).unwrap_or_default();
        let mut assigner = Assigner::new(findings, group);
        let messages = match message {
            Some(message) => vec![message],
            None => (0..protocols.messages.len()).take(TRIED).collect(),
        };
        for message in messages {
            for depth in [Depth::Focused, Depth::All, Depth::Damaged] {
                if assigner.is_content(depth) {
                    break;
                }
                let Some(pair) = protocols.messages.get(message) else { break };
                let examiner = Examiner { sides, pair, first: &assigner.focus() };
                examiner.examine(depth, &mut |found| assigner.take(&found));
            }
        }
        assigner.settle();
        at += count;
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use lonelypsp_schema::{Schema, compile};

    use super::prove;
    use crate::pair::SchemaPair;
    use crate::{Finding, Options, Rule, Way, Ways, compare};

    fn schema(nick: &str, field: &str) -> Schema {
        let text = format!(
            "lonely: 1\nname: log\nversion: 1.0.0\ndoc: Lines.\nprotocols:\n  log: {{ prefix: none, doc: Lines. }}\ntypes:\n  \
             nick: {{ kind: text, max: {nick}, doc: Who. }}\nprotocol: log\nmessages:\n  line:\n    from: subscriber\n    \
             code: 1\n    doc: A line.\n    sequence:\n      - {{ field: {field}, type: nick, prefix: u8 }}\n"
        );
        compile("log.yaml", move |_| Ok(text.clone())).unwrap()
    }

    /// What is found by bytes alone, as if there were no rules.
    fn without_rules(old: &Schema, new: &Schema) -> Vec<Finding> {
        let mut findings = Vec::new();
        prove(&SchemaPair::new(old, new), &mut findings, Options { prove: true, ..Options::default() });
        findings
    }

    #[test]
    fn a_change_that_no_rule_knows_is_found_by_its_bytes() {
        let found = without_rules(&schema("20", "nick"), &schema("10", "nick"));
        assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::Unexplained]);
        assert_eq!(found[0].ways(), Ways::Only(Way::NewReader));
        assert!(found[0].evidence[0].new.text.contains("at most 10 bytes, found 11 bytes"), "{found:?}");
    }

    #[test]
    fn an_error_that_no_rule_knows_is_found_by_its_bytes() {
        let found = without_rules(&schema("20", "nick"), &schema("20", "name"));
        assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::UnexplainedError]);
    }

    /// A message of names, and other ones; the usual name begins like what ends them, so that it cannot be written.
    fn names(messages: &[&str]) -> Schema {
        let mut text = String::from(
            "lonely: 1\nname: log\nversion: 1.0.0\ndoc: Lines.\nprotocols:\n  log: { prefix: none, doc: Lines. }\ntypes:\n  \
             name: { kind: text, doc: Who. }\nprotocol: log\nmessages:\n",
        );
        for (code, message) in messages.iter().enumerate() {
            let _ = write!(
                text,
                "  {message}:\n    from: subscriber\n    code: {code}\n    doc: Names.\n    sequence:\n      - group: people\n        \
                 doc: Who.\n        items:\n          - {{ field: name, type: name, prefix: u8 }}\n      \
                 - literal: \"0261\"\n"
            );
        }
        compile("log.yaml", move |_| Ok(text.clone())).unwrap()
    }

    #[test]
    fn a_new_message_is_shown_although_its_usual_value_cannot_be_written() {
        let found = compare(&names(&["one"]), &names(&["one", "two"]), Options::default());
        assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::MessageAdded]);
        let evidence = &found[0].evidence[0];
        assert!(!evidence.old.accepted && evidence.new.accepted, "{evidence:?}");
    }
}

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
                examiner.examine(depth, &mut |found| assigner.take(found));
            }
        }
        assigner.settle();
        at += count;
    }
}

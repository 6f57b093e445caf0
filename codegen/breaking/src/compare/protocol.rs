//! What all messages of a protocol have in common: the prefix and its flags, the stamp; and which messages there are.

use lonelypsp_schema::{Flag, Prefix, UnknownFlags};

use crate::catalogue::Rule;
use crate::finding::Finding;
use crate::pair::{ProtocolPair, SchemaPair};
use crate::rule::Language;

use super::message::compare_messages;
use super::{Room, only};

pub(super) fn compare_protocols<'s>(
    schemas: &SchemaPair<'s>,
    pair: &ProtocolPair<'s>,
    found: &mut Vec<Finding>,
) {
    let (old, new) = (pair.old, pair.new);
    let finding = |rule, text: String| {
        Finding::new(rule, new.name.snake(), text).at(Some(old.name.span), Some(new.name.span))
    };
    if old.name.snake() != new.name.snake() {
        let text = format!("the protocol `{}` is called `{}` now", old.name, new.name);
        found.push(finding(Rule::ProtocolRenamed, text).in_languages(&Language::ALL));
    }
    if old.prefix != new.prefix {
        let text = format!("the prefix was `{}` and is `{}`", old.prefix.as_str(), new.prefix.as_str());
        found.push(finding(Rule::PrefixChanged, text));
    } else if old.prefix == Prefix::FlagsAndCode {
        compare_flags(pair, found);
        found.extend(
            unknown_flags(old.unknown_flags, new.unknown_flags).map(|(rule, text)| finding(rule, text)),
        );
    }
    if old.stamp != new.stamp && old.stamp.is_some() && new.stamp.is_some() {
        let carries = |stamp: &Option<lonelypsp_schema::Stamp>| {
            stamp.as_ref().map_or_else(String::new, |stamp| format!("`{}` and `{}`", stamp.time, stamp.nonce))
        };
        let text = format!(
            "the header of a signature carries {} instead of {}",
            carries(&new.stamp),
            carries(&old.stamp)
        );
        found.push(finding(Rule::StampChanged, text).with_lines(&carries(&old.stamp), &carries(&new.stamp)));
    }
    for message in &pair.removed {
        let text = format!("the message `{}` (code {}) is gone", message.name, message.code);
        found.push(only(Rule::MessageRemoved, old, Some(message), Some(new.name.span), &text));
        let gone = only(Rule::TypeRemoved, old, Some(message), Some(new.name.span), &text);
        found.push(gone.in_languages(&Language::ALL));
    }
    for message in &pair.added {
        let text = format!("the message `{}` (code {}) is new", message.name, message.code);
        found.push(only(Rule::MessageAdded, new, Some(message), Some(old.name.span), &text));
    }
    for (index, messages) in pair.messages.iter().enumerate() {
        let start = found.len();
        compare_messages(&mut Room { schemas, protocols: pair, messages, found });
        for finding in found.iter_mut().skip(start) {
            finding.focus.message = Some(index);
        }
    }
}

fn compare_flags(pair: &ProtocolPair<'_>, found: &mut Vec<Finding>) {
    let (old, new) = (pair.old, pair.new);
    let finding =
        |rule, flag: &Flag, text: String| Finding::new(rule, new.name.snake(), text).about(flag.name.snake());
    for (one, other) in pair.flags.iter().map(|(one, other)| (&old.flags[one], &new.flags[other])) {
        let at = |finding: Finding| finding.at(Some(one.name.span), Some(other.name.span));
        if one.name.snake() != other.name.snake() {
            let text = format!("the flag `{}` is called `{}` now", one.name, other.name);
            // The one that selects the block is no field.
            if !one.selects_minimal {
                found.push(at(finding(Rule::FlagRenamed, one, text)).in_languages(&Language::ALL));
            }
        }
        if one.selects_minimal != other.selects_minimal || (one.selects_minimal && one.bit != other.bit) {
            let said = |flag: &Flag| {
                if flag.selects_minimal {
                    format!("selected the header block by bit {}", flag.bit)
                } else {
                    "did not select the header block".to_owned()
                }
            };
            let text = format!("the flag `{}` {}, and is bit {} now", other.name, said(one), other.bit);
            found.push(at(finding(Rule::MinimalFlagChanged, one, text)));
        } else if one.bit != other.bit {
            let text = format!("the flag `{}` was bit {} and is bit {}", other.name, one.bit, other.bit);
            found.push(at(finding(Rule::FlagMoved, one, text)));
        }
    }
    for flag in pair.flags.removed().map(|index| &old.flags[index]) {
        let (rule, what) = gone(flag, true);
        found.push(
            finding(rule, flag, format!("the flag `{}` (bit {}) {what}", flag.name, flag.bit))
                .at(Some(flag.name.span), Some(new.name.span)),
        );
    }
    for flag in pair.flags.added().map(|index| &new.flags[index]) {
        let (rule, what) = gone(flag, false);
        found.push(
            finding(rule, flag, format!("the flag `{}` (bit {}) {what}", flag.name, flag.bit))
                .at(Some(old.name.span), Some(flag.name.span)),
        );
    }
}

fn gone(flag: &Flag, in_old: bool) -> (Rule, &'static str) {
    match (flag.selects_minimal, in_old) {
        (true, true) => (Rule::MinimalFlagChanged, "no longer selects the header block"),
        (true, false) => (Rule::MinimalFlagChanged, "selects the header block"),
        (false, true) => (Rule::FlagRemoved, "is gone"),
        (false, false) => (Rule::FlagAdded, "is new"),
    }
}

fn unknown_flags(old: UnknownFlags, new: UnknownFlags) -> Option<(Rule, String)> {
    let (rule, text) = match (old, new) {
        (UnknownFlags::Ignore | UnknownFlags::Keep, UnknownFlags::Refuse) => {
            (Rule::UnknownFlagsRefused, "flags without a name are refused now")
        }
        (UnknownFlags::Refuse, UnknownFlags::Ignore | UnknownFlags::Keep) => {
            (Rule::UnknownFlagsAccepted, "flags without a name are accepted now")
        }
        (UnknownFlags::Keep, UnknownFlags::Ignore) => {
            (Rule::UnknownFlagsLost, "flags without a name are lost now, where they were kept")
        }
        (UnknownFlags::Ignore, UnknownFlags::Keep) => {
            (Rule::UnknownFlagsKept, "flags without a name are kept now, where they were lost")
        }
        (UnknownFlags::Ignore, UnknownFlags::Ignore)
        | (UnknownFlags::Refuse, UnknownFlags::Refuse)
        | (UnknownFlags::Keep, UnknownFlags::Keep) => return None,
    };
    Some((rule, text.to_owned()))
}

//! Messages that are given in pieces: the answer is that to the whole.
//!
//! Cases of the other files once more, with `splits`. Nothing is expected of them but what is expected without.

use fastrand::Rng;
use serde_json::json;

use super::case::{Case, Topic};

/// Of what is cut at random, one case in so many.
const SHARES: [(&str, usize); 8] = [
    ("valid", 7),
    ("boundary", 40),
    ("headers", 30),
    ("prefix", 20),
    ("broken", 20),
    ("order", 40),
    ("truncated", 100),
    ("stateless", 7),
];
/// What is longer is cut only into few pieces, so that the corpus stays small.
const LONGEST: usize = 400;
/// Messages that are cut in two at every byte: bodies behind digests and behind lengths, groups, and values in any order.
const CUT_EVERYWHERE: [&str; 6] = [
    "valid/notify/compressed/minimal/typical",
    "valid/notify_stream/start_uncompressed/expanded/typical",
    "broken/notify/uncompressed/minimal/digest/amid",
    "stateless/notify/read/typical",
    "stateless/set_subscriptions/read/typical",
    "stateless/set_subscriptions/broken/globs/descending",
];

pub(crate) fn topic<'t>(others: impl IntoIterator<Item = &'t Topic>) -> Topic {
    let mut topic = Topic::new("splits");
    for other in others {
        let Some((_, share)) = SHARES.iter().find(|(name, _)| *name == other.name) else { continue };
        let mut rng = Rng::with_seed(other.name.len() as u64);
        for (index, case) in other.cases.iter().enumerate() {
            let Some(length) = length(case) else { continue };
            if CUT_EVERYWHERE.contains(&&*case.name) {
                (1..length).for_each(|at| push(&mut topic, case, &format!("at-{at:03}"), &[at]));
            }
            let is_typical = case.name.ends_with("/typical") && length <= LONGEST;
            if is_typical {
                push(&mut topic, case, "bytes", &(1..length).collect::<Vec<_>>());
            }
            if index % share == 0 {
                push(&mut topic, case, "random", &random(&mut rng, length));
            }
        }
    }
    topic
}

/// How many bytes there are to decode, if there are any.
fn length(case: &Case) -> Option<usize> {
    let hex = case.request.get("hex").filter(|_| case.request["op"] == "decode")?.as_str()?;
    // What is wrong with a request has nothing to do with its bytes.
    (hex.len() > 2 && !case.name.contains("/request/")).then_some(hex.len() / 2)
}

/// Offsets within so many bytes; pieces may be empty where these begin and end.
fn random(rng: &mut Rng, length: usize) -> Vec<usize> {
    let mut splits: Vec<_> = (0..rng.usize(1..9)).map(|_| rng.usize(0..=length)).collect();
    splits.sort_unstable();
    splits.dedup();
    splits
}

fn push(topic: &mut Topic, case: &Case, how: &str, splits: &[usize]) {
    let mut request = case.request.clone();
    request["splits"] = json!(splits);
    topic.push(&format!("{}/{how}", case.name), request, case.judgement.clone());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_offsets_ascend_within_the_input() {
        let mut rng = Rng::with_seed(1);
        for length in 2..200 {
            let splits = random(&mut rng, length);
            assert!(!splits.is_empty() && splits.is_sorted_by(|one, next| one < next));
            assert!(splits.iter().all(|at| *at <= length));
        }
    }
}

//! `lonely conformance run`.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::compare::{Strictness, outcome};
use super::corpus::{Case, read_corpus};
use super::process::{Process, WINDOW};
use crate::args::RunArgs;
use crate::exit::{Failure, Found, Outcome};
use crate::schema::count;
use crate::terminal::{Colors, ERROR, paint, print};

/// How many differences are shown in full.
const SHOWN: usize = 20;

pub(crate) fn run(args: &RunArgs, colors: Colors) -> Outcome {
    let cases = read_corpus(&args.corpus, args.filter.as_deref())?;
    let mut process = Process::start(&args.command, args.timeout)?;
    let description = describe(&mut process)?;
    print(&format!("testee: {description}"))?;
    let (asked, skipped): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| speaks(&description, case));
    let mut tally = Tally::new(Strictness::of(&description));
    ask_all(&mut process, &asked, &mut tally)?;
    process.finish()?;
    tally.print(&asked, skipped.len(), colors.stdout)
}

fn describe(process: &mut Process) -> Result<Json, Failure> {
    process.send(json!({ "id": 0, "op": "describe" }).to_string());
    let line = process.receive_first("`describe`")?;
    let answer = parse_answer(&line, 0)?;
    let description = answer.get("ok").filter(|ok| ok["language"].is_string() && ok["protocols"].is_array());
    description.cloned().ok_or_else(|| {
        Failure::new(format!(
            "the testee does not describe itself with a language and its protocols: {answer}"
        ))
    })
}

/// A testee is not asked about protocols that it does not claim to speak; the number of such cases is printed. Cases
/// that everybody has to refuse are put to everybody.
fn speaks(description: &Json, case: &Case) -> bool {
    let spoken = description["protocols"].as_array();
    let known = |protocol| spoken.is_some_and(|all| all.iter().any(|one| one == protocol));
    case.protocol().is_none_or(known) || case.expect["error"]["kind"] == "bad_value"
}

fn ask_all(process: &mut Process, cases: &[Case], tally: &mut Tally) -> Result<(), Failure> {
    let mut sent = 0;
    for (index, case) in cases.iter().enumerate() {
        for next in cases.iter().take(index + WINDOW).skip(sent) {
            sent += 1;
            process.send(request(next, sent));
        }
        let line = process.receive(&format!("the case `{}`", case.name))?;
        tally.add(index, case, parse_answer(&line, index + 1)?);
    }
    Ok(())
}

fn request(case: &Case, id: usize) -> String {
    let mut request = case.request.clone();
    request.insert("id".to_owned(), id.into());
    Json::Object(request).to_string()
}

fn parse_answer(line: &[u8], id: usize) -> Result<Json, Failure> {
    let text = || clip(String::from_utf8_lossy(line).trim_end());
    let answer: Json = serde_json::from_slice(line)
        .map_err(|error| Failure::new(format!("the testee's answer is not JSON ({error}): {}", text())))?;
    if answer.get("id") == Some(&id.into()) {
        Ok(answer)
    } else {
        Err(Failure::new(format!("the testee's answer is not the one to request {id}: {}", text())))
    }
}

/// What was answered.
struct Tally {
    strictness: Strictness,
    outcomes: BTreeMap<String, usize>,
    /// The first differences: index of the case, and the answer.
    shown: Vec<(usize, Json)>,
    differences: usize,
}

impl Tally {
    const fn new(strictness: Strictness) -> Self {
        Self { strictness, outcomes: BTreeMap::new(), shown: Vec::new(), differences: 0 }
    }

    fn add(&mut self, index: usize, case: &Case, answer: Json) {
        *self.outcomes.entry(outcome(&answer).to_owned()).or_default() += 1;
        if self.strictness.agree(self.strictness.expected(case), &answer) {
            return;
        }
        self.differences += 1;
        if self.shown.len() < SHOWN {
            self.shown.push((index, answer));
        }
    }

    fn print(&self, cases: &[Case], skipped: usize, colors: bool) -> Outcome {
        for (index, answer) in &self.shown {
            if let Some(case) = cases.get(*index) {
                print(&self.difference(case, answer, colors))?;
            }
        }
        if self.differences > self.shown.len() {
            print(&format!("and {}\n", count(self.differences - self.shown.len(), "more difference")))?;
        }
        for (outcome, number) in &self.outcomes {
            print(&format!("{number:>8} {outcome}"))?;
        }
        if skipped > 0 {
            print(&format!("{skipped:>8} not asked: the testee does not speak their protocol"))?;
        }
        print(&format!("{}, {}", count(cases.len(), "case"), count(self.differences, "difference")))?;
        Ok(if self.differences == 0 { Found::Nothing } else { Found::Something })
    }

    fn difference(&self, case: &Case, answer: &Json, colors: bool) -> String {
        let mut got = answer.clone();
        if let Json::Object(got) = &mut got {
            got.remove("id");
        }
        format!(
            "{} {}\n  request:  {}\n  expected: {}\n  got:      {}\n",
            paint(colors, ERROR, "difference:"),
            case.name,
            clip(&json!(case.request).to_string()),
            clip(&self.strictness.expected(case).to_string()),
            clip(&got.to_string()),
        )
    }
}

fn clip(text: &str) -> String {
    const MOST: usize = 2000;
    match text.char_indices().nth(MOST) {
        Some((index, _)) => {
            format!("{}… ({} bytes in all)", text.get(..index).unwrap_or_default(), text.len())
        }
        None => text.to_owned(),
    }
}

//! What every language makes of the same messages: all have to answer as the interpreter does, which shares no code with
//! any of them; and what was written has to be read as what it was.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use lonelypsp_schema::{Group, GroupEnd, Schema, Step, WriteStep};
use serde_json::Value;

use crate::workspace::{cannot_start, shown};

use super::settle::BY_HAND;
use super::values::{decode_request, decode_requests, encode_requests, prefixes};

/// How many messages of each shape.
const ROUNDS: usize = 3;
/// The same for the schema that is there for its messages.
const ROUNDS_BY_HAND: usize = 25;
/// The longest of its messages that are cut at every byte.
const LONGEST_CUT: usize = 100;

/// Who answers: a language, and how to start it.
pub(super) type Testee = (&'static str, Command);

/// How many messages were compared, and what was found.
#[derive(Default)]
pub(super) struct Agreement {
    pub(super) compared: usize,
    pub(super) problems: Vec<String>,
}

/// Compares the testees on one schema; the first is the one that the others have to agree with.
pub(super) fn agree(schema: &Schema, seed: u64, testees: &mut [Testee]) -> Result<Agreement> {
    let mut rng = Rng::with_seed(seed);
    let mut agreement = Agreement::default();
    let rounds = if seed == BY_HAND { ROUNDS_BY_HAND } else { ROUNDS };
    let encode = encode_requests(schema, rounds, &mut rng);
    let written = agreement.ask(testees, &encode)?;
    let mut decode = Vec::new();
    let mut origins = Vec::new();
    for (request, answer) in encode.iter().zip(&written) {
        if let Some(bytes) = answer["ok"]["hex"].as_str().and_then(unhex) {
            origins.push((decode.len(), request, answer));
            decode_requests(request, &bytes, &mut rng, &mut decode);
            if seed == BY_HAND && bytes.len() <= LONGEST_CUT {
                (0..bytes.len()).for_each(|length| decode_request(request, &bytes[..length], &mut decode));
            }
        }
    }
    schema.protocols.iter().for_each(|protocol| prefixes(protocol, &mut decode));
    let read = agreement.ask(testees, &decode)?;
    for (at, request, written) in origins {
        if !is_ambiguous(schema, request) {
            agreement.compare_origin(request, written, &read[at]["ok"]);
        }
    }
    Ok(agreement)
}

/// Whether the schema says of the message that is to be encoded that it may be read as another (`ambiguous: true`): an entry of
/// a group that ends at a literal can begin like that, and is written all the same.
fn is_ambiguous(schema: &Schema, request: &Value) -> bool {
    let protocol = schema.protocols.iter().find(|it| request["protocol"] == it.name.snake());
    let messages = protocol.into_iter().flat_map(|protocol| &protocol.messages);
    let mut found = messages.filter(|message| {
        request["direction"] == message.direction.as_str() && request["message"] == message.name.snake()
    });
    found.next().is_some_and(|message| {
        let groups = &message.layout.groups;
        let of_groups = groups.iter().map(|group| &group.write);
        let mut steps = message.layout.plan.write.iter().chain(of_groups).flatten();
        steps.any(|step| match step {
            WriteStep::Group { group, unlike: None, .. } => match &groups[*group].end {
                GroupEnd::Literal(end) => !always_differs(&groups[*group], end),
                GroupEnd::Count(_) => false,
            },
            _ => false,
        })
    })
}

/// Whether all entries begin with other bytes than that.
fn always_differs(group: &Group, end: &[u8]) -> bool {
    let Some(Step::Literal { bytes, .. }) = group.read.first() else { return false };
    bytes.iter().zip(end).any(|(one, other)| one != other)
}

impl Agreement {
    /// The answers of the first testee, after those of the others were compared with them.
    fn ask(&mut self, testees: &mut [Testee], requests: &[Value]) -> Result<Vec<Value>> {
        let mut expected: Option<Vec<Value>> = None;
        for (language, command) in testees {
            let answers = match ask(command, requests) {
                Ok(answers) => answers,
                Err(problem) => {
                    self.problems.push(format!("{language}: {problem:#}"));
                    continue;
                }
            };
            let Some(expected) = &expected else {
                expected = Some(answers);
                continue;
            };
            for ((request, expected), answer) in requests.iter().zip(expected).zip(&answers) {
                if told(expected) != told(answer) {
                    let text =
                        format!("{language}: answers otherwise\n  {request}\n  {expected}\n  {answer}");
                    self.problems.push(text);
                }
            }
        }
        self.compared += requests.len();
        expected.context("the interpreter does not answer")
    }

    /// What was written is read as what it was, and written again as it was.
    fn compare_origin(&mut self, request: &Value, written: &Value, read: &Value) {
        let mode = if request["minimal_headers"] == true { "minimal" } else { "expanded" };
        let keys = ["message", "variant", "minimal_headers", "flags", "fields"];
        let same = keys.iter().all(|key| request[key] == read[key]);
        if !same || read[mode] != written["ok"]["hex"] {
            self.problems
                .push(format!("interpreter: reads otherwise than was written\n  {request}\n  {read}"));
        }
    }
}

/// What must be the same: all but the words for people.
fn told(answer: &Value) -> (Option<&Value>, Option<&Value>, [&Value; 3]) {
    let error = ["kind", "at", "offset"].map(|member| &answer["error"][member]);
    (answer.get("id"), answer.get("ok"), error)
}

/// All requests at once, in one run of the testee.
pub(super) fn ask(command: &mut Command, requests: &[Value]) -> Result<Vec<Value>> {
    let input = requests.iter().fold(String::new(), |input, request| input + &request.to_string() + "\n");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let mut pipe = child.stdin.take().context("the testee has no input")?;
    // If it is gone before it has read all, its answers are too few.
    let sender = thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    let _ = sender.join();
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success() && said.is_empty(),
        "`{}`, {}, says:\n{said}",
        shown(command),
        output.status
    );
    let text = String::from_utf8(output.stdout).context("an answer is not UTF-8")?;
    let answers: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    ensure!(answers.len() == requests.len(), "{} answers to {} requests", answers.len(), requests.len());
    Ok(answers)
}

pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}

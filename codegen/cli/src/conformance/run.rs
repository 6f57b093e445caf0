//! `lonely conformance run`.

use lonelypsp_conformance::json::parse;
use serde_json::{Value as Json, json};

use super::claims::{Claims, LeftOut};
use super::compare::Strictness;
use super::corpus::{Case, read_corpus};
use super::process::{Process, WINDOW};
use super::tally::{Tally, shorten};
use crate::args::RunArgs;
use crate::exit::{Failure, Outcome};
use crate::terminal::{Colors, print};

pub(crate) fn run(args: &RunArgs, colors: Colors) -> Outcome {
    let cases = read_corpus(&args.corpus, args.filter.as_deref())?;
    let mut process = Process::start(&args.command, args.timeout)?;
    let description = describe(&mut process)?;
    print(&format!("testee: {}", shorten(&description.to_string())))?;
    let claims = Claims::of(&description, &cases);
    let mut left_out = LeftOut::default();
    let asked: Vec<_> = cases.into_iter().filter(|case| left_out.is_asked(&claims, case)).collect();
    let mut tally = Tally::new(Strictness::of(&description));
    ask_all(&mut process, &asked, &mut tally)?;
    process.finish()?;
    tally.print(&asked, &claims, &left_out, colors.stdout)
}

fn describe(process: &mut Process) -> Result<Json, Failure> {
    process.send(json!({ "id": 0, "op": "describe" }).to_string());
    let line = process.receive_first("`describe`")?;
    let answer = parse_answer(&line, 0)?;
    let description = answer.get("ok").filter(|ok| ok["language"].is_string() && ok["protocols"].is_array());
    description.cloned().ok_or_else(|| {
        Failure::new(format!(
            "the testee does not describe itself with a language and its protocols: {}",
            shorten(&answer.to_string())
        ))
    })
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
    let text = || shorten(String::from_utf8_lossy(line).trim_end());
    let answer = parse(line)
        .map_err(|problem| Failure::new(format!("the testee's answer {problem}; it is {}", text())))?;
    if answer.get("id") == Some(&id.into()) {
        Ok(answer)
    } else {
        Err(Failure::new(format!("the testee's answer is not the one to request {id}: {}", text())))
    }
}

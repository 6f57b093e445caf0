//! `lonely verify`: whether a header authorizes a document, and if not, which rule it breaks.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use lonelypsp_conformance::authorization::{self, Clock, Nanoseconds, Refusal, Verified};
use lonelypsp_conformance::json::{Problem, hex};
use lonelypsp_schema::Protocol;
use serde_json::{Map, Value as Json, json};

use crate::args::{Format, Global};
use crate::exit::{Failure, Found, Outcome};
use crate::terminal::{Colors, print, print_json};
use crate::{inspect, schema};

use super::args::VerifyArgs;
use super::{SIGNING, given, seen};

pub(crate) fn run(global: &Global, args: &VerifyArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = given::protocol(&schema, SIGNING)?;
    let (fields, key) = (given::fields(&args.fields, protocol, &args.document)?, given::key(&args.key)?);
    let fields = match fields {
        Ok(fields) => fields,
        Err(problem) => return complain(problem, args.format, colors),
    };
    for name in ["timestamp", "nonce"] {
        if fields.contains_key(name) {
            return Err(Failure::new(format!("the field `{name}` comes from the header; leave it out")));
        }
    }
    let now = args.now.map_or_else(now, Ok)?;
    let clock = Clock { now, lifetime: args.lifetime };
    let header = args.header.as_deref();
    let verified = match authorization::verify(protocol, &args.document, &key, clock, header, &fields) {
        Ok(verified) => verified,
        Err(problem) => return complain(problem, args.format, colors),
    };
    let verdict = Verdict::of(&verified, header, args.seen.as_deref())?;
    match args.format {
        Format::Text => verdict.show(protocol, &args.document, &fields, colors)?,
        Format::Json => print_json(&verdict.to_json())?,
    }
    Ok(if verdict.reason.is_none() { Found::Nothing } else { Found::Something })
}

fn complain(problem: Problem, format: Format, colors: Colors) -> Outcome {
    let problem = given::explained(problem);
    match format {
        Format::Text => colors.complain(&problem.message),
        Format::Json => print_json(&json!({ "error": problem.to_explained_json() }))?,
    }
    Ok(Found::Something)
}

fn now() -> Result<Nanoseconds, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let text = since.map(|since| format!("{}.{:09}", since.as_secs(), since.subsec_nanos()));
    let parsed = text.and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| Failure::new("the clock stands before 1970".to_owned()))
}

/// What came of it.
struct Verdict<'v> {
    result: &'static str,
    /// The name of the rule, and what it says.
    reason: Option<(&'static str, String)>,
    refusal: Option<Refusal>,
    document: Option<&'v [u8]>,
}

impl<'v> Verdict<'v> {
    fn of(verified: &'v Verified, header: Option<&str>, seen: Option<&Path>) -> Result<Self, Failure> {
        let document = verified.document.as_deref();
        if let Some(refusal) = verified.refusal {
            let reason = Some((refusal.as_str(), refusal.to_string()));
            return Ok(Self { result: refusal.result(), reason, refusal: Some(refusal), document });
        }
        // The code is what is remembered: the same one can be written with and without padding.
        let code =
            header.and_then(|header| header.rsplit(':').next()).unwrap_or_default().trim_end_matches('=');
        let is_new = seen.map_or(Ok(true), |path| seen::add(path, code))?;
        if is_new {
            return Ok(Self { result: "ok", reason: None, refusal: None, document });
        }
        let reason = Some(("replayed", "its code was accepted before: somebody sends it again".to_owned()));
        Ok(Self { result: "forbidden", reason, refusal: None, document })
    }

    fn show(
        &self,
        protocol: &Protocol,
        name: &str,
        fields: &Map<String, Json>,
        colors: Colors,
    ) -> Result<(), Failure> {
        let Some((rule, text)) = &self.reason else { return print("ok") };
        print(&format!("{}, {rule}: {text}", self.result))?;
        if self.refusal == Some(Refusal::Absent) {
            return print("--header gives the one to be looked at");
        }
        if self.refusal != Some(Refusal::Mismatch) {
            return Ok(());
        }
        if let Some(hint) = hint(fields) {
            print(&hint)?;
        }
        let message = protocol.by_unique_name(name);
        match (message, self.document) {
            (Some(message), Some(document)) => {
                print("\nThe document that it was compared with:\n")?;
                inspect::show_as(protocol, message, document, colors)
            }
            _ => Ok(()),
        }
    }

    fn to_json(&self) -> Json {
        json!({
            "result": self.result,
            "reason": self.reason.as_ref().map(|(rule, _)| *rule),
            "message": self.reason.as_ref().map(|(_, text)| text),
            "document": self.document.map(hex::format),
        })
    }
}

/// What is most often not as it was signed: values that are not there.
fn hint(fields: &Map<String, Json>) -> Option<String> {
    let is_nothing = |value: &Json| value.is_null() || value.as_str() == Some("");
    let names: Vec<_> =
        fields.iter().filter(|(_, value)| is_nothing(value)).map(|(name, _)| format!("`{name}`")).collect();
    (!names.is_empty())
        .then(|| format!("Here {} is empty: was it so when it was signed?", names.join(" and ")))
}

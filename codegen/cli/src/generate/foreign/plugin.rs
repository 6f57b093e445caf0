//! Files that a program makes: it is given the export on its standard input, and answers on its standard output, in JSON.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use lonelypsp_export::Export;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::exit::Failure;
use crate::input::shown;
use crate::printable;

use super::Made;
use super::process::{Ended, run};

/// What it answers. Other members are for those who come later.
#[derive(Debug, Deserialize)]
struct Answer {
    files: Option<Pairs>,
    error: Option<String>,
}

/// The members of an object, also those that stand there twice.
#[derive(Debug)]
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the text of each file by its path")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// The most bytes of an answer: JSON spells some characters with several.
const LARGEST: u64 = 512 << 20;

/// The longest error that is shown whole.
const LONGEST: usize = 10_000;

pub(super) fn made(program: &Path, export: &Export<'_>, timeout: Duration) -> Result<Vec<Made>, Failure> {
    let name = format!("the plug-in {}", shown(program));
    let mut question =
        serde_json::to_vec(export).map_err(|error| Failure::new(format!("no export: {error}")))?;
    question.push(b'\n');
    let Ended { status, answer } =
        run(program, question, timeout, LARGEST).map_err(|why| Failure::new(format!("{name} {why}")))?;
    let parsed = serde_json::from_slice::<Answer>(&answer);
    // It may say what is wrong and end with another status than 0, as programs do.
    if let Ok(Answer { error: Some(error), .. }) = &parsed {
        let error = printable::block(error.trim_end());
        return Err(Failure::new(format!("{name} says: {}", clipped(&error))));
    }
    if !status.success() {
        return Err(Failure::new(format!("{name} ended with {status}; what it said is above, if anything")));
    }
    let right = "a plug-in answers with `{\"files\": {\"path\": \"text\"}}` or `{\"error\": \"text\"}`";
    match parsed {
        Ok(Answer { files: Some(Pairs(files)), error: _ }) => {
            Ok(files.into_iter().map(|(path, text)| Made { from: name.clone(), path, text }).collect())
        }
        Ok(_) => Err(Failure::new(format!("{name} answered with neither `files` nor `error`; {right}"))),
        Err(_) if answer.trim_ascii().is_empty() => {
            Err(Failure::new(format!("{name} answered nothing; {right}")))
        }
        Err(error) => {
            let start =
                printable::clipped(String::from_utf8_lossy(answer.get(..200).unwrap_or(&answer)).trim(), 60);
            Err(Failure::new(format!(
                "{name} answered what is not right: {error}; it begins with `{start}`; {right}"
            )))
        }
    }
}

fn clipped(text: &str) -> String {
    let cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

//! `lonely tour`: what there is to see in the first minute. One message of the schema as the YAML says it and as bytes,
//! then the packages of all languages, written to a folder, and that message in each of them.

mod bytes;
mod code;
mod packages;
mod yaml;

use std::time::{Duration, Instant};

use lonelypsp_schema::{Sample, Schema};

use crate::args::{Global, TourArgs};
use crate::exit::{Failure, Found, Outcome};
use crate::schema;
use crate::terminal::{Colors, STRONG, paint, print, print_styled};
use crate::words::count;
use crate::{generate, inspect};

pub(crate) fn run(global: &Global, args: &TourArgs, colors: Colors) -> Outcome {
    let begun = Instant::now();
    let schema = schema::load(global, colors)?;
    let sample = schema.sample().ok_or_else(|| {
        Failure::new(format!("the schema {} has no message with headers to show", schema.name))
    })?;
    let title = |number: u8, text: &str| {
        print_styled(&format!("\n{}\n", paint(colors.stdout, STRONG, &format!("{number}. {text}"))))
    };
    let message = format!("{}.{}", sample.protocol.name, sample.message.name);
    title(1, &format!("{} says what {message} is", yaml::place(&schema, sample)))?;
    print(&yaml::lines(&schema, sample))?;

    let bytes = bytes::encode(sample)?;
    title(2, "what one such message is on the wire, byte for byte (lonely inspect)")?;
    inspect::show(sample.protocol, sample.message.direction, &bytes, colors)?;

    let written = generate::write_all(&schema, &args.out).map_err(|failure| match failure {
        Failure::CouldNotRun(problem) => {
            Failure::new(format!("{problem}\na tour overwrites nothing: give it another folder with --out"))
        }
        usage @ Failure::Usage(_) => usage,
    })?;
    title(3, &format!("what was written to {} (lonely generate)", args.out.display()))?;
    print(&packages::table(&written))?;

    title(4, "the same message in each of them")?;
    for package in &written {
        if let Some(found) = code::of(package, sample) {
            print_styled(&format!("   {}", paint(colors.stdout, STRONG, &found.title)))?;
            print(&found.text)?;
        }
    }
    print(&closing(&schema, sample, begun.elapsed()))?;
    Ok(Found::Nothing)
}

fn closing(schema: &Schema, sample: Sample<'_>, took: Duration) -> String {
    let messages = schema.protocols.iter().map(|protocol| protocol.messages.len()).sum();
    let from = sample.message.direction.sender();
    format!(
        "That took {:.1} s, and was one of {}. Further: `lonely inspect --from {from}` with bytes of your own, `lonely \
         check --print plan`, `lonely --help`.",
        took.as_secs_f64(),
        count(messages, "message")
    )
}

//! `lonely check`.

use std::fmt::Write as _;

use lonelypsp_schema::{Direction, Layout, Message, Schema, Shape, Source, print_plan};

use crate::args::{CheckArgs, Format, Global, Print};
use crate::diagnostics::{Which, write_json, write_text};
use crate::exit::{Found, Outcome};
use crate::explain;
use crate::schema::{compile_schema, count};
use crate::terminal::{Colors, print, say, write_with};

pub(crate) fn run(global: &Global, args: &CheckArgs, colors: Colors) -> Outcome {
    if let Some(code) = &args.explain {
        return explain::run(code);
    }
    let schema = match compile_schema(global)? {
        Ok(schema) => schema,
        Err(problems) => {
            match args.format {
                Format::Text => write_with(|out| write_text(&problems, args.which(), colors.stdout, out))?,
                Format::Json => write_with(|out| write_json(&problems, out))?,
            }
            let hint = if problems.rest().is_some() && args.which() == Which::First {
                "; --all prints all of them"
            } else {
                ""
            };
            say(&format!("{} in the schema{hint}", problems.count()));
            return Ok(Found::Something);
        }
    };
    match (args.print, args.format) {
        (Some(Print::Plan), _) => print(print_plan(&schema).trim_end())?,
        (Some(Print::Summary), _) => print(summary(&schema).trim_end())?,
        (None, Format::Json) => print("[]")?,
        (None, Format::Text) => {}
    }
    let messages = schema.protocols.iter().map(|protocol| protocol.messages.len()).sum();
    say(&format!(
        "the schema {} {} is sound: {}, {}",
        schema.name,
        schema.version,
        count(schema.sources.files().len(), "file"),
        count(messages, "message"),
    ));
    Ok(Found::Nothing)
}

impl CheckArgs {
    /// Programs are given all problems in any case.
    fn which(&self) -> Which {
        if self.all || self.format == Format::Json { Which::All } else { Which::First }
    }
}

fn summary(schema: &Schema) -> String {
    let mut out = String::new();
    for protocol in &schema.protocols {
        for message in Direction::BOTH.into_iter().flat_map(|direction| protocol.messages_of(direction)) {
            let (name, sender) = (&protocol.name, message.direction.sender());
            let _ = writeln!(out, "{name}.{} ({sender}, code {})", message.name, message.code);
            summarise_message(&mut out, message);
            out.push('\n');
        }
    }
    out
}

fn summarise_message(out: &mut String, message: &Message) {
    let Some(layout) = message.headers() else { return };
    for shape in &layout.shapes {
        if let Some(variant) = &shape.variant {
            let _ = writeln!(out, "  {variant}");
        }
        summarise_shape(out, layout, shape);
    }
}

fn summarise_shape(out: &mut String, layout: &Layout, shape: &Shape) {
    for shape_header in &shape.slots {
        let header = &layout.slots[shape_header.header];
        let holds = match &shape_header.source {
            Source::Field(name) => format!("{name}: {}", header.kind.expectation()),
            Source::Constant(value) => format!("always {value}"),
            Source::BodyLength => "the length of the body".to_owned(),
            Source::Header(other) => format!("as {}", layout.slots[*other].at),
        };
        let _ = writeln!(out, "    {:<24} {holds}", header.at);
    }
    if let Some(body) = &shape.body {
        let _ = writeln!(out, "    {:<24} {}: bytes", "(body)", body.name);
    }
}

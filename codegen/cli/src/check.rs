//! `lonely check`.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use lonelypsp_findings::Findings;
use lonelypsp_schema::{
    Direction, FlagSource, Group, Layout, Message, Protocol, Schema, Shape, Source, print_plan,
};

use crate::args::Global;
use crate::exit::{Failure, Found, Outcome};
use crate::explain;
use crate::inputs::Inputs;
use crate::report::{ReportArgs, ReportFormat, conclude, print_findings};
use crate::schema::compile_noting;
use crate::terminal::{Colors, print, say};
use crate::versions::versions;
use crate::watch;
use crate::words::count;

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// What to print of a sound schema.
    #[arg(long, value_name = "WHAT")]
    pub(crate) print: Option<Print>,
    /// The same as `lonely explain`, instead of checking; `all` lists the codes, `language` prints the description of the schema language.
    #[arg(long, value_name = "CODE", conflicts_with = "print")]
    pub(crate) explain: Option<String>,
    /// Checks again after each change of a file of the schema, until Ctrl-C.
    #[arg(long, conflicts_with = "explain")]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Print {
    /// In which order the bytes of each message are read, checked and written.
    Plan,
    /// The messages with their headers and fields, one table per message.
    Summary,
    /// What differs from one version to the next, and whether the bytes tell which it is.
    Versions,
}

pub(crate) fn run(global: &Global, args: &CheckArgs, colors: Colors) -> Outcome {
    if let Some(code) = &args.explain {
        return explain::explain(code);
    }
    if !args.watch {
        return check(global, args, &Inputs::default(), colors);
    }
    if args.report.format != ReportFormat::Text {
        let text = "--watch is for people, and has no end that a program could wait for; leave out --watch or --format";
        return Err(Failure::Usage(text.to_owned()));
    }
    watch::expect_schema(global)?;
    watch::watch(colors, false, |inputs| check(global, args, inputs, colors))
}

/// Checks once.
fn check(global: &Global, args: &CheckArgs, inputs: &Inputs, colors: Colors) -> Outcome {
    let schema = match compile_noting(global, inputs)? {
        Ok(schema) => schema,
        Err(problems) => return conclude(&problems.into(), args.report, colors, "in the schema"),
    };
    match args.print {
        Some(Print::Plan) => print(print_plan(&schema).trim_end())?,
        Some(Print::Summary) => print(summary(&schema).trim_end())?,
        Some(Print::Versions) => print(versions(global, &schema)?.trim_end())?,
        None => print_findings(&Findings::default(), args.report, colors)?,
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

fn summary(schema: &Schema) -> String {
    let mut out = String::new();
    for protocol in &schema.protocols {
        for message in Direction::BOTH.into_iter().flat_map(|direction| protocol.messages_of(direction)) {
            let (name, sender) = (&protocol.name, message.direction.sender());
            let _ = writeln!(out, "{name}.{} ({sender}, code {})", message.name, message.code);
            summarise_message(&mut out, protocol, message);
            out.push('\n');
        }
    }
    out
}

fn summarise_message(out: &mut String, protocol: &Protocol, message: &Message) {
    let layout = &message.layout;
    for shape in &layout.shapes {
        if let Some(variant) = &shape.variant {
            let _ = writeln!(out, "  {variant}");
        }
        summarise_shape(out, protocol, layout, shape);
    }
}

fn summarise_shape(out: &mut String, protocol: &Protocol, layout: &Layout, shape: &Shape) {
    for flag in &shape.flags {
        let holds = match &flag.source {
            FlagSource::Field(name) => format!("{name}: true or false"),
            FlagSource::Constant(true) => "always set".to_owned(),
            FlagSource::Constant(false) => "never set".to_owned(),
        };
        let _ = writeln!(out, "    {:<24} {holds}", format!("(flag {})", protocol.flags[flag.flag].name));
    }
    if let Some(name) = &shape.unknown_flags {
        let _ = writeln!(out, "    {:<24} {name}: an unsigned integer of 2 bytes", "(other flags)");
    }
    for shape_slot in &shape.slots {
        let slot = &layout.slots[shape_slot.slot];
        let holds = match &shape_slot.source {
            Source::Field(name) => format!("{name}: {}", slot.expectation()),
            Source::Constant(value) => format!("always {value}"),
            Source::BodyLength => "the length of the body".to_owned(),
            Source::Slot(other) => format!("as {}", layout.slots[*other].at),
        };
        let _ = writeln!(out, "    {:<24} {holds}", slot.at);
        if let Some(group) = layout.group(slot) {
            summarise_group(out, layout, group, 1);
        }
    }
    if let Some(body) = &shape.body {
        let _ = writeln!(out, "    {:<24} {}: bytes", "(body)", body.name);
    }
}

fn summarise_group(out: &mut String, layout: &Layout, group: &Group, depth: usize) {
    for slot in &group.slots {
        let name = format!("{:depth$}{}", "", slot.at, depth = 2 * depth);
        let _ = writeln!(out, "    {name:<24} {}", slot.expectation());
        if let Some(inner) = layout.group(slot) {
            summarise_group(out, layout, inner, depth + 1);
        }
    }
}

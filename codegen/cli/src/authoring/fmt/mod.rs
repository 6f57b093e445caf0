//! `lonely fmt`.

mod diff;
mod files;

use std::path::PathBuf;

use clap::Args;
use lonelypsp_findings::{Finding, Findings, Place};
use lonelypsp_fmt::{Style, Unformatted, format};
use lonelypsp_schema::files::read_schema_file;
use lonelypsp_schema::yaml::parse_yaml;
use lonelypsp_schema::{FileId, SourceMap, Span};

use crate::args::Global;
use crate::exit::{Failure, Found, Outcome};
use crate::input;
use crate::report::{ReportArgs, ReportFormat, conclude, in_words, say_findings};
use crate::terminal::{Colors, print_raw, print_styled, say};

use files::Input;

#[derive(Args, Debug)]
pub(crate) struct FmtArgs {
    /// Files and folders of schemas; `-` is standard input, which is formatted to standard output [default: the files of
    /// --schema, or standard input].
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Writes nothing, and reports the files that are not formatted.
    #[arg(long)]
    check: bool,
    /// Writes nothing, and prints what would change.
    #[arg(long, conflicts_with = "check")]
    diff: bool,
    #[command(flatten)]
    report: ReportArgs,
    /// Texts are formatted, whichever version they speak of.
    #[arg(long, hide = true)]
    protocol_version: Option<String>,
}

/// A text, before and after.
struct Text {
    input: Input,
    /// What reports call it.
    name: String,
    file: FileId,
    before: String,
    after: String,
}

impl Text {
    fn changes(&self) -> bool {
        self.before != self.after
    }
}

pub(crate) fn run(global: &Global, args: &FmtArgs, colors: Colors) -> Outcome {
    if args.protocol_version.is_some() {
        let text = "--protocol-version has no meaning for this verb; leave it out";
        return Err(Failure::Usage(text.to_owned()));
    }
    if args.diff && args.report.format != ReportFormat::Text {
        return Err(Failure::Usage("--diff is for people: leave --format out, or take --check".to_owned()));
    }
    let mut formatted = Formatted::default();
    for input in files::find(global, args)? {
        formatted.add(input)?;
    }
    let Formatted { texts, mut problems, sources } = formatted;
    let changed: Vec<_> = texts.iter().filter(|text| text.changes()).collect();
    if args.check {
        problems.extend(changed.iter().map(|text| unformatted(text, &sources)));
        let problems = Findings::new(problems, sources);
        let outcome = conclude(&problems, args.report, colors, "in how schemas are written")?;
        if outcome == Found::Nothing && args.report.format == ReportFormat::Text {
            say(&are_formatted(&texts));
        }
        return Ok(outcome);
    }
    let problems = Findings::new(problems, sources);
    if args.diff {
        for text in &changed {
            print_styled(&diff::unified(&text.name, &text.before, &text.after, colors.stdout))?;
        }
        return Ok(ending(&problems, !changed.is_empty(), colors));
    }
    if let Some(text) = texts.iter().find(|text| matches!(text.input, Input::Standard)) {
        print_raw(text.after.as_bytes())?;
        return Ok(Found::Nothing);
    }
    if texts.is_empty() && problems.list.is_empty() {
        say(&are_formatted(&texts));
    }
    for text in &changed {
        if let Input::File(path) = &text.input {
            crate::replace::replace(path, &text.after)?;
            say(&format!("formatted {}", text.name));
        }
    }
    if args.report.format == ReportFormat::Text {
        return Ok(ending(&problems, false, colors));
    }
    conclude(&problems, args.report, colors, "in the YAML")
}

/// That nothing has to change, in words.
fn are_formatted(texts: &[Text]) -> String {
    match texts {
        [] => "there is no file of a schema, and nothing was looked at".to_owned(),
        [only] => format!("{} is formatted", only.name),
        _ => format!("{} files are formatted", texts.len()),
    }
}

/// Says what is wrong beside the result, which standard output is for.
fn ending(problems: &Findings, has_found: bool, colors: Colors) -> Found {
    if !problems.list.is_empty() {
        say_findings(problems, colors);
        say(&format!("{} in the YAML", in_words(problems)));
    }
    if has_found || !problems.list.is_empty() { Found::Something } else { Found::Nothing }
}

/// What is found of a text that would change: the first line that does.
fn unformatted(text: &Text, sources: &SourceMap) -> Finding {
    let before = &sources.file(text.file).text;
    let lines = before.split_inclusive('\n').zip(text.after.split_inclusive('\n'));
    let same: usize = lines.take_while(|(before, after)| before == after).map(|(line, _)| line.len()).sum();
    let line = before.get(same..).unwrap_or_default().lines().next().unwrap_or_default();
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span { file: text.file, start: place(same), end: place(same + line.len()) };
    let help = match &text.input {
        Input::File(_) => {
            format!("`lonely fmt {0}` puts it right, `lonely fmt --diff {0}` shows how", text.name)
        }
        Input::Standard => "`lonely fmt --diff -` shows what would be right".to_owned(),
    };
    Finding::new(Style::Unformatted.rule(), Place::Here(span), "this is not in the style of schemas")
        .help(help)
}

#[derive(Default)]
struct Formatted {
    texts: Vec<Text>,
    problems: Vec<Finding>,
    sources: SourceMap,
}

impl Formatted {
    /// Formats what comes from one place.
    fn add(&mut self, input: Input) -> Result<(), Failure> {
        let (before, name) = match &input {
            Input::Standard => {
                let (bytes, name) = input::read(None)?;
                let text = input::text(bytes).map_err(|problem| Failure::new(format!("{name} {problem}")))?;
                (text, name)
            }
            Input::File(path) => {
                let text = read_schema_file(path).map_err(|error| {
                    Failure::new(format!("{} cannot be read: {error}", input::shown(path)))
                })?;
                (text, path.display().to_string())
            }
        };
        let whole = before.strip_prefix('\u{feff}').unwrap_or(&before).to_owned();
        let file = self.sources.add(name.clone(), whole);
        match format(&name, &before) {
            Ok(after) => self.texts.push(Text { input, name, file, before, after }),
            Err(Unformatted::NotKept(message)) => {
                self.problems.push(Finding::new(Style::NotKept.rule(), Place::File(name), message));
            }
            // Read once more, among the other files.
            Err(Unformatted::Syntax(_)) => {
                let problem = parse_yaml(file, &self.sources.file(file).text).err();
                self.problems.extend(problem.map(Finding::from));
            }
        }
        Ok(())
    }
}

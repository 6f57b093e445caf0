//! `lonely lint`.

mod fix;

use std::path::PathBuf;

use clap::Args;
use lonelypsp_findings::{Exceptions, Finding, Findings, Tool};
use lonelypsp_lint::{Lint, Selection, UnknownSelector, lint};
use lonelypsp_schema::Schema;

use crate::args::Global;
use crate::config::Config;
use crate::exit::{Failure, Outcome};
use crate::families::families;
use crate::report::{ReportArgs, conclude};
use crate::schema::compile_from;
use crate::terminal::{Colors, say};
use crate::words::count;

#[derive(Args, Debug)]
pub(crate) struct LintArgs {
    /// Only the rules of this category; can be given several times. The categories are NAMING, DOCS, LIMITS, UNUSED, BASIC and
    /// SECURITY.
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<String>,
    /// Only this rule, by code or name; can be given several times, also beside categories.
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,
    /// Without this rule or category; can be given several times.
    #[arg(long, value_name = "RULE")]
    except: Vec<String>,
    /// Mends what has a certain cure, and reports the rest.
    #[arg(long)]
    fix: bool,
    /// Says what --fix would do, and writes nothing.
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// The file with the settings [default: `lonely.gen.yaml` here, if there is one].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArgs,
}

pub(crate) fn run(global: &Global, args: &LintArgs, colors: Colors) -> Outcome {
    let config = Config::find(args.config.as_deref())?;
    let linter = Linter::of(args, config.as_ref())?;
    let root = global.schema.clone().or_else(|| config.as_ref().and_then(Config::schema));
    let schema = match compile_from(root.as_deref(), global.protocol_version.as_deref())? {
        Ok(schema) => schema,
        Err(problems) => return conclude(&problems.into(), args.report, colors, "in the schema"),
    };
    let mut findings = linter.findings(&schema);
    let mut sources = schema.sources.clone();
    if args.fix {
        let Some(root) = root.as_deref() else {
            return Err(Failure::Usage(
                "the built-in schema has no files that could be mended; --schema names one".to_owned(),
            ));
        };
        let fixed = fix::fix(root, &schema, &findings, &linter, args.dry_run)?;
        if let (Some(fixed), false) = (fixed, args.dry_run) {
            findings = linter.findings(&fixed);
            sources = fixed.sources;
        }
    }
    if findings.is_empty() {
        let (rules, files) = (count(linter.selection.len(), "rule"), count(sources.files().len(), "file"));
        say(&format!("nothing to complain about: {rules}, {files}"));
    }
    conclude(&Findings::new(findings, sources), args.report, colors, "in the schema")
}

/// Which rules are looked at, and what is excepted.
struct Linter<'c> {
    selection: Selection,
    config: Option<&'c Config>,
}

impl<'c> Linter<'c> {
    fn of(args: &LintArgs, config: Option<&'c Config>) -> Result<Self, Failure> {
        let mut wanted = [args.category.as_slice(), &args.rule].concat();
        let mut except = args.except.clone();
        if let Some(settings) = config.map(Config::lint) {
            // What is asked for here is asked for instead of what is usual.
            if wanted.is_empty() {
                wanted.clone_from(&settings.r#use);
                except.extend_from_slice(&settings.except);
            }
        }
        let selection = Selection::new(&wanted, &except).map_err(|unknown| unknown_selector(&unknown))?;
        Ok(Self { selection, config })
    }

    /// What is found and not excepted.
    fn findings(&self, schema: &Schema) -> Vec<Finding> {
        let all = families();
        let ran = |rule: &lonelypsp_findings::Rule| self.selection.has(rule);
        let tool = Tool { family: Lint::FAMILY, all: &all, ran: &ran };
        let configured = self.config.into_iter().flat_map(Config::allowed);
        let exceptions = Exceptions::read(&schema.sources).with_configured(configured);
        exceptions.apply(lint(schema, &self.selection), &schema.sources, &tool)
    }
}

fn unknown_selector(unknown: &UnknownSelector) -> Failure {
    let instead = match unknown.near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("categories are {}; `lonely explain` lists the rules", Selection::categories().join(", "))
        }
    };
    Failure::Usage(format!("there is no rule or category `{}`; {instead}", unknown.given))
}

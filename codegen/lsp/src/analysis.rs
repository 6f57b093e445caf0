//! One schema as it is now, and what is wrong with it.

use std::collections::BTreeMap;

use lonelypsp_findings::{Edit, Exceptions, Finding, Findings, Place, Severity, Tool};
use lonelypsp_lint::{Lint, lint};
use lonelypsp_schema::{Diagnostics, Schema, SourceMap, Span, compile, yaml::parse_yaml};
use lsp_types as lsp;

use crate::index::{Mention, index};
use crate::text::Text;
use crate::uri::normal;
use crate::workspace::{Workspace, is_root};

/// More problems of one schema than anybody looks at.
const MOST_PROBLEMS: usize = 1000;

/// A file of a schema.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) text: Text,
    /// Its names, as they were when it could be read last.
    pub(crate) mentions: Vec<Mention>,
    /// Whether they are those of this text.
    pub(crate) is_read: bool,
}

impl File {
    /// What stands at a range of it, as if its first line began in the first column.
    pub(crate) fn said(&self, range: &std::ops::Range<usize>) -> String {
        let body = self.text.body();
        let column = body
            .get(..range.start)
            .unwrap_or_default()
            .chars()
            .rev()
            .take_while(|letter| *letter != '\n')
            .count();
        let dedented = |line: &str| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line.get(blanks.min(column)..).unwrap_or_default().to_owned()
        };
        let lines = body.get(range.clone()).unwrap_or_default().lines().enumerate();
        let lines = lines.map(|(nth, line)| if nth == 0 { line.to_owned() } else { dedented(line) });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A problem, and what would mend it.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) path: String,
    pub(crate) diagnostic: lsp::Diagnostic,
    /// What that does, and the edits: where, and what stands there then.
    pub(crate) fix: Option<(String, Vec<(String, lsp::TextEdit)>)>,
}

/// A schema and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    /// Its files by path.
    pub(crate) files: BTreeMap<String, File>,
    pub(crate) problems: Vec<Problem>,
    /// The schema when it was sound last.
    pub(crate) schema: Option<Schema>,
}

impl Analysis {
    /// Looks at the schema of a root. What cannot be read now is as it was before.
    pub(crate) fn of(root: &str, workspace: &Workspace, before: Option<Self>) -> Self {
        let mut before = before.unwrap_or_default();
        let (findings, sources, schema) = findings(root, workspace);
        let mut files = BTreeMap::new();
        for file in sources.files() {
            let path = normal(&file.path);
            let text = match workspace.documents.get(&path) {
                Some(document) => document.text.clone(),
                None => Text::new(file.text.clone(), workspace.encoding),
            };
            let read = index(text.body());
            let old = before.files.remove(&path).map(|file| file.mentions);
            let is_read = read.is_some();
            files.insert(path, File { text, mentions: read.or(old).unwrap_or_default(), is_read });
        }
        let mut analysis = Self { files, problems: Vec::new(), schema: schema.or(before.schema) };
        let all = findings.iter().take(MOST_PROBLEMS);
        analysis.problems =
            all.filter_map(|finding| analysis.problem(finding, &sources, workspace)).collect();
        analysis
    }

    fn problem(&self, finding: &Finding, sources: &SourceMap, workspace: &Workspace) -> Option<Problem> {
        // What is said of other files is said where those are looked at.
        let span = finding.span().filter(|_| matches!(finding.place, Place::Here(_)))?;
        let (path, range) = self.place(span, sources)?;
        let related = finding.related.iter().filter_map(|related| {
            let Place::Here(span) = related.place else { return None };
            let (path, range) = self.place(span, sources)?;
            let location = lsp::Location { uri: workspace.uri(&path)?, range };
            Some(lsp::DiagnosticRelatedInformation { location, message: related.remark.clone() })
        });
        let message = match &finding.help {
            Some(help) => format!("{}\n{help}", finding.message),
            None => finding.message.clone(),
        };
        let diagnostic = lsp::Diagnostic {
            range,
            severity: Some(match finding.severity {
                Severity::Error => lsp::DiagnosticSeverity::ERROR,
                Severity::Warning => lsp::DiagnosticSeverity::WARNING,
                Severity::Note => lsp::DiagnosticSeverity::INFORMATION,
            }),
            code: Some(lsp::NumberOrString::String(finding.rule.code.to_owned())),
            source: Some("lonely".to_owned()),
            message,
            related_information: Some(related.collect()),
            ..lsp::Diagnostic::default()
        };
        Some(Problem { fix: self.fix(finding, span, sources), path, diagnostic })
    }

    fn place(&self, span: Span, sources: &SourceMap) -> Option<(String, lsp::Range)> {
        let path = normal(&sources.files().get(sources.iter().position(|(id, _)| id == span.file)?)?.path);
        let range = self.files.get(&path)?.text.span(span);
        Some((path, range))
    }

    /// What certainly mends it.
    fn fix(
        &self,
        finding: &Finding,
        span: Span,
        sources: &SourceMap,
    ) -> Option<(String, Vec<(String, lsp::TextEdit)>)> {
        let edit = |edit: &Edit| {
            let (path, range) = self.place(edit.span, sources)?;
            Some((path, lsp::TextEdit { range, new_text: edit.text.clone() }))
        };
        if let Some(fix) = &finding.fix {
            return Some((fix.what.clone(), fix.edits.iter().map(edit).collect::<Option<_>>()?));
        }
        let help = finding.help.as_deref()?;
        let meant = help.strip_prefix("did you mean `").and_then(|rest| rest.strip_suffix("`?"));
        // A word of another language, for which there is one here.
        let word =
            || help.strip_prefix("write `kind: ")?.strip_suffix('`').filter(|word| !word.contains(','));
        let meant = meant.or_else(word)?;
        let text = sources.file(span.file).text.get(span.start as usize..span.end as usize)?;
        let said = text.trim_matches(['"', '\'']);
        // The place is the name itself, not something around it.
        let is_name = !said.is_empty() && finding.message.contains(&format!("`{said}`"));
        let edits = vec![edit(&Edit { span, text: meant.to_owned() })?];
        is_name.then(|| (format!("say `{meant}`"), edits))
    }
}

/// What is found in a schema, its files, and itself if it is sound.
fn findings(root: &str, workspace: &Workspace) -> (Vec<Finding>, SourceMap, Option<Schema>) {
    let text = workspace.load(root).unwrap_or_default();
    if !is_root(&text) && !text.trim().is_empty() {
        let (findings, sources) = alone(root, text.trim_start_matches('\u{feff}'));
        return (findings, sources, None);
    }
    match compile(root, |path| workspace.load(path)) {
        Ok(schema) => {
            let list = lints(root, &schema, workspace);
            (list, schema.sources.clone(), Some(schema))
        }
        Err(problems) => {
            let Findings { list, sources, .. } = problems.into();
            (list, sources, None)
        }
    }
}

/// A file that no schema includes: whether it can be read.
fn alone(path: &str, text: &str) -> (Vec<Finding>, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add(path.to_owned(), text.to_owned());
    match parse_yaml(file, text) {
        Ok(_) => (Vec::new(), sources),
        Err(problem) => {
            let problems = Diagnostics { list: vec![problem], has_more: false, sources };
            let Findings { list, sources, .. } = problems.into();
            (list, sources)
        }
    }
}

fn lints(root: &str, schema: &Schema, workspace: &Workspace) -> Vec<Finding> {
    let settings = workspace.settings(root).unwrap_or_default();
    let found = lint(schema, &settings.selection);
    let ran = |rule: &lonelypsp_findings::Rule| settings.selection.has(rule);
    let tool = Tool { family: Lint::FAMILY, all: &workspace.environment().families, ran: &ran };
    Exceptions::read(&schema.sources).with_configured(settings.allowed).apply(found, &schema.sources, &tool)
}

//! `lonely explain CODE`: what a code means, why it is a problem, and what is right.

use lonelypsp_findings::{Family, Rule};
use lonelypsp_schema::{language, nearest};

use crate::args::ExplainArgs;
use crate::exit::{Failure, Found, Outcome};
use crate::families::families;
use crate::terminal::print;

pub(crate) fn run(args: &ExplainArgs) -> Outcome {
    explain(args.code.as_deref().unwrap_or("all"))
}

pub(crate) fn explain(code: &str) -> Outcome {
    if code.eq_ignore_ascii_case("all") {
        print(&list())?;
        return Ok(Found::Nothing);
    }
    if code.eq_ignore_ascii_case("language") {
        print(language::PAGE.trim_end())?;
        return Ok(Found::Nothing);
    }
    let families = families();
    let found = families.iter().find_map(|family| Some((family, family.rule(code)?)));
    let (family, rule) = found.ok_or_else(|| unknown(code, &families))?;
    print(&text(family, rule))?;
    Ok(Found::Nothing)
}

/// All codes, by family.
fn list() -> String {
    let lines = |family: Family| {
        family.rules.iter().fold(String::new(), |text, rule| text + rule.code + "  " + rule.title + "\n")
    };
    families().into_iter().map(lines).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

fn text(family: &Family, rule: &Rule) -> String {
    let Rule { code, name, category, severity, title, .. } = rule;
    let facts = format!("{name} ({}, category {category}, {})", family.name, severity.as_str());
    let more = match family.prefix {
        "LS" => "\n\nAll of the language: schema/LANGUAGE.md, or `lonely explain language`.",
        _ => "",
    };
    format!("{code}: {title}\n\n{}\n\n{facts}{more}", rule.explanation())
}

fn unknown(code: &str, families: &[Family]) -> Failure {
    let names = families.iter().flat_map(|family| family.rules).flat_map(|rule| [rule.code, rule.name]);
    let upper = code.to_ascii_uppercase();
    let near = nearest(&upper, names.clone()).or_else(|| nearest(code, names.chain(["language"])));
    let near = near.map(|near| format!(" did you mean `{near}`?")).unwrap_or_default();
    let ranges = families.iter().filter_map(|family| {
        Some(format!("{} to {}", family.rules.first()?.code, family.rules.last()?.code))
    });
    let ranges = ranges.collect::<Vec<_>>().join(", ");
    Failure::Usage(format!(
        "there is no code `{code}`;{near} they go from {ranges}, see `lonely explain`; `lonely explain language` describes the language"
    ))
}

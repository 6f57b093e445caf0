//! Which findings are wanted.

use lonelypsp_breaking::{Category as Of, Finding, Language, Rule, Way};
use lonelypsp_schema::nearest;

use crate::exit::Failure;

use super::args::{BreakingArgs, Category, Lang, Reader};

/// What of the findings is reported.
pub(super) struct Chosen<'a> {
    args: &'a BreakingArgs,
    only: Vec<&'static str>,
    except: Vec<&'static str>,
}

impl BreakingArgs {
    pub(super) fn chosen(&self) -> Result<Chosen<'_>, Failure> {
        let codes = |given: &[String]| given.iter().map(|rule| code(rule)).collect::<Result<Vec<_>, _>>();
        Ok(Chosen { args: self, only: codes(&self.rule)?, except: codes(&self.except)? })
    }
}

/// The code of a rule that is given by code or name.
fn code(given: &str) -> Result<&'static str, Failure> {
    if let Some(rule) = Rule::FAMILY.rule(given) {
        return Ok(rule.code);
    }
    let names = Rule::FAMILY.rules.iter().flat_map(|rule| [rule.code, rule.name]);
    let near = nearest(given, names.clone()).or_else(|| nearest(&given.to_ascii_uppercase(), names));
    let near = near.map(|near| format!(" did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::Usage(format!("there is no rule `{given}`;{near} `lonely explain` lists them")))
}

impl Chosen<'_> {
    /// Whether a rule was looked at, so that an exception from it that nothing needs is one too many.
    pub(super) fn ran(&self, rule: &lonelypsp_findings::Rule) -> bool {
        let category = match rule.category {
            "ERRORS" => Category::Errors,
            "SOURCE" => Category::Source,
            _ => Category::Wire,
        };
        // What is only seen with more effort may be there.
        let is_tried = self.args.prove || !matches!(rule.name, "unexplained" | "unexplained-error");
        let is_whole = self.args.reader.is_none() && self.args.lang.is_empty();
        is_tried && is_whole && self.is_wanted(rule.code, category)
    }

    fn is_wanted(&self, code: &str, category: Category) -> bool {
        let is_chosen = self.only.is_empty() || self.only.contains(&code);
        let is_of_category = self.args.category.is_empty() || self.args.category.contains(&category);
        is_chosen && is_of_category && !self.except.contains(&code)
    }

    pub(super) fn has(&self, finding: &Finding) -> bool {
        let category = match finding.rule.category() {
            Of::Wire => Category::Wire,
            Of::Errors => Category::Errors,
            Of::Source => Category::Source,
        };
        let is_seen = match finding.rule.category() {
            Of::Errors => true,
            Of::Wire => self.args.reader.is_none_or(|reader| {
                finding.ways().has(match reader {
                    Reader::Old => Way::OldReader,
                    Reader::New => Way::NewReader,
                })
            }),
            Of::Source => {
                self.args.lang.is_empty()
                    || self.args.lang.iter().any(|lang| finding.languages.contains(&language(*lang)))
            }
        };
        is_seen && self.is_wanted(finding.rule.rule().code, category)
    }
}

const fn language(lang: Lang) -> Language {
    match lang {
        Lang::Rust => Language::Rust,
        Lang::TypeScript => Language::TypeScript,
        Lang::Python => Language::Python,
        Lang::Ruby => Language::Ruby,
    }
}

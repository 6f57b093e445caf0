//! The problems that the compiler of schemas reports, as a family of rules.

use std::sync::LazyLock;

use lonelypsp_schema::{Code, Diagnostic};

use crate::{Family, Finding, Place, Related, Rule, Severity};

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| Code::ALL.iter().map(|code| rule(*code)).collect());

/// The codes of the compiler: `LS001` and on. They are all errors, and none of them can be excepted.
pub fn schema_family() -> Family {
    Family {
        prefix: "LS",
        name: "schema",
        about: "What keeps a schema from being one.",
        rules: RULES.as_slice(),
    }
}

fn rule(code: Code) -> Rule {
    Rule {
        code: code.as_str(),
        // Once for each code, and kept for as long as the program runs.
        name: kebab(code.name()).leak(),
        category: "SCHEMA",
        severity: Severity::Error,
        title: code.title(),
        reason: code.explanation(),
        cure: "",
    }
}

/// `UnknownKey` as `unknown-key`.
fn kebab(camel: &str) -> String {
    let mut name = String::new();
    for c in camel.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        let Diagnostic { code, message, span, related, help } = diagnostic;
        // Codes and rules have one order.
        let rule = RULES.iter().find(|rule| rule.code == code.as_str());
        let related = related.into_iter().map(|(span, remark)| Related { place: Place::Here(span), remark });
        Self {
            help,
            related: related.collect(),
            ..Self::new(rule.unwrap_or(&UNLISTED), Place::Here(span), message)
        }
    }
}

/// What a problem without a rule would be; there is none, since the rules are made of all codes.
static UNLISTED: Rule = Rule {
    code: "LS000",
    name: "problem",
    category: "SCHEMA",
    severity: Severity::Error,
    title: "a problem",
    reason: "",
    cure: "",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_compiler_is_a_rule_with_a_name_of_its_own() {
        let family = schema_family();
        let mut names: Vec<_> = family.rules.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), family.rules.len()), (Code::ALL.len(), Code::ALL.len()));
        assert_eq!(family.rule("ls004").map(|rule| rule.name), Some("unknown-key"));
    }
}

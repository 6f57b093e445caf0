//! `lonely check --explain CODE`: what a code means, why it is a problem, and what is right.

use lonelypsp_schema::{Code, language};

use crate::exit::{Failure, Found, Outcome};
use crate::terminal::print;

pub(crate) fn run(code: &str) -> Outcome {
    if code.eq_ignore_ascii_case("all") {
        let lines: Vec<_> = Code::ALL.iter().map(|code| format!("{code}  {}", code.title())).collect();
        print(&lines.join("\n"))?;
        return Ok(Found::Nothing);
    }
    if code.eq_ignore_ascii_case("language") {
        print(language::PAGE.trim_end())?;
        return Ok(Found::Nothing);
    }
    let found = Code::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(code));
    let code = found.ok_or_else(|| {
        let last = Code::ALL.last().map_or("", |code| code.as_str());
        Failure::Usage(format!("there is no code `{code}`; they go from LS001 to {last}, see --explain all; --explain language describes the language"))
    })?;
    let title = code.title();
    let more = "All of the language: schema/LANGUAGE.md, or `lonely check --explain language`.";
    print(&format!("{code}: {title}\n\n{}\n\n{more}", code.explanation()))?;
    Ok(Found::Nothing)
}

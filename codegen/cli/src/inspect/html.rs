//! Messages as one page of HTML that needs nothing else: no script, no file beside it, no network.

use std::io::{self, Write};

use lonelypsp_interpret::Trace;

use crate::printable;

use super::rows::Row;

/// How many bytes of a value stand on the page unless all are wanted.
const SHORT: usize = 64;

const STYLE: &str = "\
:root{color-scheme:light dark;--paper:#fff;--ink:#1d2733;--line:#dde2e8;--bad:#a3190d;--name:#0a5bb5;--quiet:#4a5563}\
@media(prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e7ecf2;--line:#313943;--bad:#ff9d92;--name:#7db8ff;--quiet:#b4bfcc}}\
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;background:var(--paper);color:var(--ink)}\
h1{font-size:1.6rem;line-height:1.25;overflow-wrap:anywhere}h2{font-size:1.1rem;margin-top:2.5rem;overflow-wrap:anywhere}\
div{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}a{color:var(--name)}\
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem;border-bottom:1px solid var(--line)}td{overflow-wrap:anywhere}\
th[scope=row]{font-weight:400;white-space:nowrap}code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}\
td+td{min-width:8rem}td.name{color:var(--name);white-space:nowrap}.ignored td,footer{color:var(--quiet)}footer{margin-top:3rem;font-size:.9rem}\
.bad td,.bad th,.error{color:var(--bad);font-weight:600}\
@media(max-width:40rem){thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
tr{display:grid;grid-template-columns:5rem minmax(0,1fr);padding:.4rem 0;border-bottom:1px solid var(--line)}\
th,td{border:0;padding:0}td{grid-column:2}td+td{min-width:0}td.name{grid-row:1;white-space:normal}td:nth-child(2){grid-row:3}td:last-child{grid-row:2}}\
@media print{body{margin:0;max-width:none}div{overflow:visible}tr{break-inside:avoid}h2{break-after:avoid}}";

/// More bad messages than this are not named at the beginning.
const MOST_NAMED: usize = 100;

/// The page up to the first message: what it is, and which messages are bad, by their number from 1 and their place.
pub(super) fn begin(out: &mut dyn Write, what: &str, bad: &[(usize, &str)]) -> io::Result<()> {
    let what = escaped(what);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{what}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>{what}</h1>\n"
    )?;
    if bad.is_empty() {
        return Ok(());
    }
    writeln!(out, "<p class=\"error\">{} of them bad:</p>\n<ul>", bad.len())?;
    for (number, place) in bad.iter().take(MOST_NAMED) {
        writeln!(out, "<li><a href=\"#message-{number}\">{}</a></li>", escaped(place))?;
    }
    if bad.len() > MOST_NAMED {
        writeln!(out, "<li>and {} more</li>", bad.len() - MOST_NAMED)?;
    }
    writeln!(out, "</ul>")
}

/// One message: its number from 1, its title, its bytes, and what is wrong with it.
pub(super) fn message(
    out: &mut dyn Write,
    (number, title): (usize, &str),
    trace: &Trace<'_, '_>,
    rows: &[Row<'_>],
    full: bool,
) -> io::Result<()> {
    writeln!(out, "<section id=\"message-{number}\">\n<h2>{}</h2>", escaped(title))?;
    if let Err(error) = &trace.outcome {
        let kind = error.kind.as_str();
        writeln!(
            out,
            "<p class=\"error\"><code>{kind}</code>: {}</p>",
            escaped(&error.to_string().replace('`', ""))
        )?;
    }
    let head = "<thead><tr><th scope=\"col\">Range</th><th scope=\"col\">Bytes</th><th scope=\"col\">Part</th><th \
                scope=\"col\">Meaning</th></tr></thead>\n<tbody>";
    writeln!(
        out,
        "<div tabindex=\"0\" role=\"region\" aria-label=\"Bytes of message {number}\"><table>\n{head}"
    )?;
    rows.iter().try_for_each(|row| self::row(out, row, full))?;
    writeln!(out, "</tbody>\n</table></div>\n</section>")
}

/// The rest of the page: what it was made by, and from which schema.
pub(super) fn end(out: &mut dyn Write, schema: &str) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        out,
        "</main>\n<footer><p>Made by lonely inspect {version} from the schema {}.</p></footer>",
        escaped(schema)
    )?;
    writeln!(out, "</body>\n</html>")
}

fn row(out: &mut dyn Write, row: &Row<'_>, full: bool) -> io::Result<()> {
    let class = match (row.bad, row.ignored) {
        (true, _) => " class=\"bad\"",
        (false, true) => " class=\"ignored\"",
        (false, false) => "",
    };
    let end = row.start + row.bytes.len();
    write!(out, "<tr{class}><th scope=\"row\">{}..{end}</th><td><code>", row.start)?;
    let shown = if full { row.bytes.len() } else { row.bytes.len().min(SHORT) };
    for (index, byte) in row.bytes.iter().take(shown).enumerate() {
        let space = if index == 0 { "" } else { " " };
        if row.hidden { write!(out, "{space}**")? } else { write!(out, "{space}{byte:02x}")? }
    }
    let more = row.bytes.len() - shown;
    if more > 0 {
        write!(out, " … {more} more")?;
    }
    let part = escaped(row.header.as_deref().unwrap_or(row.part));
    let mark = if row.bad { "Wrong: " } else { "" };
    writeln!(out, "</code></td><td class=\"name\">{part}</td><td>{mark}{}</td></tr>", escaped(&row.meaning))
}

/// Text that is nothing but text, whoever wrote it.
fn escaped(text: &str) -> String {
    let text = printable::line(text);
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            char => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escaped("<script>'\"&"), "&lt;script&gt;&#39;&quot;&amp;");
    }
}

//! Messages as one page of HTML that needs nothing else: no script, no file beside it, no network.

use std::io::{self, Write};

use lonelypsp_interpret::Trace;

use crate::printable;

use super::rows::Row;

/// How many bytes of a value stand on the page unless all are wanted.
const SHORT: usize = 64;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8886;--bad:#b00020;--name:#005a9c;--quiet:#5c5c5c}\
@media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--name:#8ab4f8;--quiet:#b0b0b0}}\
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
h2{font-size:1.1rem;margin-top:2.5rem;overflow-wrap:anywhere}\
div{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}\
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem;border-bottom:1px solid var(--line)}\
th[scope=row]{font-weight:400;white-space:nowrap}code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}\
.name{color:var(--name)}.ignored td{color:var(--quiet)}.bad td,.bad th,.error{color:var(--bad);font-weight:600}\
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}";

/// The page up to the first message.
pub(super) fn begin(out: &mut dyn Write, what: &str) -> io::Result<()> {
    let what = escaped(what);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{what}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>{what}</h1>\n"
    )
}

/// One message: its title, its bytes, and what is wrong with it.
pub(super) fn message(
    out: &mut dyn Write,
    title: &str,
    trace: &Trace<'_, '_>,
    rows: &[Row<'_>],
    full: bool,
) -> io::Result<()> {
    writeln!(out, "<section>\n<h2>{}</h2>", escaped(title))?;
    if let Err(error) = &trace.outcome {
        writeln!(out, "<p class=\"error\">{}</p>", escaped(&error.to_string()))?;
    }
    let head = "<div tabindex=\"0\" role=\"region\" aria-label=\"Bytes\"><table>\n<thead><tr><th scope=\"col\">Range</th><th \
                scope=\"col\">Bytes</th><th scope=\"col\">Part</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>";
    writeln!(out, "{head}")?;
    rows.iter().try_for_each(|row| self::row(out, row, full))?;
    writeln!(out, "</tbody>\n</table></div>\n</section>")
}

/// The rest of the page.
pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</main>\n</body>\n</html>")
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

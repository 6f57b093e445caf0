//! What HTTP asks for: bodies that have no prefix, paths, the names of headers.

use crate::ast::{Http, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Prefix, Protocol};
use crate::report::Report;

/// Checks how a message of that protocol, if it is known, travels over HTTP.
pub(crate) fn check_http(ast: &Http, protocol: Option<&Protocol>, report: &mut Report) {
    if let Some(protocol) = protocol.filter(|protocol| protocol.prefix != Prefix::None) {
        report.push(
            Diagnostic::new(
                Code::NotApplicable,
                ast.span,
                "a message with a prefix is not the body of an HTTP request",
            )
            .related(protocol.name.span, "the protocol")
            .help("the path says what a body is: add `prefix: none` to the protocol, or leave out `http`"),
        );
    }
    for (name, _) in &ast.headers {
        check_header_name(name, report);
    }
}

/// What a path may consist of (RFC 3986, `pchar` and `/`), but for percent-encoding, which nobody needs here.
pub(crate) fn check_path(path: &Text, report: &mut Report) -> bool {
    let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte);
    let fits = path.starts_with('/') && path.bytes().all(is_fine);
    if !fits {
        let message = format!("`{}` is not the path of a url", path.value);
        report
            .push(Diagnostic::new(Code::BadName, path.span, message).help(
                "it begins with `/` and has no blanks, no query and no fragment, such as `/v1/notify`",
            ));
    }
    fits
}

fn check_header_name(name: &Text, report: &mut Report) {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.value.is_empty() || !name.value.chars().all(fine) {
        let message = format!("`{}` is not spelled as HTTP headers are", name.value);
        report.push(
            Diagnostic::new(Code::BadName, name.span, message)
                .help("lower-case ASCII letters, digits and `-`; their case means nothing"),
        );
    }
}

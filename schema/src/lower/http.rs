//! How messages travel over HTTP.

use crate::ast::{Http as Ast, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Http, Name, Prefix};
use crate::report::Report;

use super::{Around, doc, report_unknown_word};

/// The methods of RFC 9110 whose requests have a body.
const METHODS: &[&str] = &["POST", "PUT", "PATCH", "DELETE"];

pub(super) fn lower_http(ast: &Ast, around: Around<'_>, report: &mut Report) -> Option<Http> {
    if let Some(protocol) = around.protocol.filter(|protocol| protocol.prefix != Prefix::None) {
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
        report_header_name(name, report);
    }
    let headers =
        ast.headers.iter().map(|(name, text)| (Name::new(name.value.clone(), name.span), doc(text.as_ref())));
    let method = ast.method.as_ref().filter(|method| is_method(method, report));
    let path = ast.path.as_ref().filter(|path| is_path(path, report));
    Some(Http { method: method?.value.clone(), path: path?.value.clone(), headers: headers.collect() })
}

fn is_method(method: &Text, report: &mut Report) -> bool {
    let is_known = METHODS.contains(&method.as_str());
    if !is_known {
        let message = format!("`{}` is no method of a request with a body", method.value);
        report_unknown_word(method, message, "it is POST, PUT, PATCH or DELETE", METHODS, report);
    }
    is_known
}

/// What a path may consist of (RFC 3986, `pchar` and `/`), but for percent-encoding, which nobody needs here.
fn is_path(path: &Text, report: &mut Report) -> bool {
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

fn report_header_name(name: &Text, report: &mut Report) {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.value.is_empty() || !name.value.chars().all(fine) {
        let message = format!("`{}` is not spelled as HTTP headers are", name.value);
        report.push(
            Diagnostic::new(Code::BadName, name.span, message)
                .help("lower-case ASCII letters, digits and `-`; their case means nothing"),
        );
    }
}

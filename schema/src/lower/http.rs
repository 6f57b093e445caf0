//! How messages travel over HTTP.

use crate::ast::{Http as Ast, Text};
use crate::check::{check_http, check_path};
use crate::ir::{Http, Name};
use crate::report::Report;

use super::{Around, doc, report_unknown_word};

/// The methods of RFC 9110 whose requests have a body.
const METHODS: &[&str] = &["POST", "PUT", "PATCH", "DELETE"];

pub(super) fn lower_http(ast: &Ast, around: Around<'_>, report: &mut Report) -> Option<Http> {
    check_http(ast, around.protocol, report);
    let headers =
        ast.headers.iter().map(|(name, text)| (Name::new(name.value.clone(), name.span), doc(text.as_ref())));
    let method = ast.method.as_ref().filter(|method| is_method(method, report));
    let path = ast.path.as_ref().filter(|path| check_path(path, report));
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

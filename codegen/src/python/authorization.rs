//! The module of a protocol that has messages authorized and checked: by the methods that a strategy has for their documents.

use askama::Template;
use lonelypsp_schema::{Message, Schema};

use super::code::Code;
use super::context::Context;
use super::documents::{Signed, imports_of_messages, signed_messages};
use super::dropin::{self, Carrier};
use super::module::all;
use super::text::{call, docstring, import};

/// The strategies for each direction.
const CONFIGS: [(&str, &str); 2] = [("s2b", "ToBroadcasterAuthConfig"), ("b2s", "ToSubscriberAuthConfig")];

#[derive(Template)]
#[template(path = "python/authorization.py", whitespace = "preserve")]
struct AuthorizationView {
    stamp: String,
    imports: String,
    exported: String,
    functions: Vec<Code>,
}

/// The module, if there are strategies and messages that they are about.
pub(super) fn emit_authorization(context: &Context<'_>, schema: &Schema) -> Option<String> {
    dropin::signed(schema)?;
    let signed = signed_messages(context, schema);
    if signed.is_empty() {
        return None;
    }
    let functions = signed.iter().flat_map(|one| [authorize(one), is_allowed(schema, one)]);
    let exported = signed
        .iter()
        .flat_map(|one| [format!("authorize_{}", one.function), format!("is_{}_allowed", one.function)]);
    let view = AuthorizationView {
        stamp: context.stamp.clone(),
        imports: imports(context, &signed).join("\n"),
        exported: all(exported.collect()).join("\n"),
        functions: functions.collect(),
    };
    Some(view.to_string())
}

/// Whether a document is signed at a time that is told.
fn has_clock(document: &Message) -> bool {
    !dropin::SIGNED_WITHOUT_CLOCK.contains(&document.name.snake())
}

fn authorize(one: &Signed<'_>) -> Code {
    let doc = "Return what to send with the message, if anything.";
    let mut given = one.parameters();
    given.extend(has_clock(one.document).then(|| ("now".to_owned(), "float".to_owned())));
    let mut code = function(one, &format!("authorize_{}", one.function), &given, "str | None", doc);
    let method = format!("authorize_{}", one.document.name);
    let fields: Vec<_> = one.fields().collect();
    let now = has_clock(one.document).then(|| "now=now".to_owned());
    end(one, &method, &fields, now.into_iter().collect(), &mut code);
    code
}

fn is_allowed(schema: &Schema, one: &Signed<'_>) -> Code {
    let doc = "Say whether the message is allowed, which was received.";
    let name = one.document.name.snake();
    let carrier = Carrier::of(schema, one.document);
    let further = || dropin::CHECKED_WITH.iter().filter(|(of, ..)| *of == name);
    let mut given = one.parameters();
    given.extend(further().map(|(_, parameter, ty)| ((*parameter).to_owned(), (*ty).to_owned())));
    given.extend((!one.has_authorization()).then(|| ("authorization".to_owned(), "str | None".to_owned())));
    given.push(("now".to_owned(), "float".to_owned()));
    let called = format!("is_{}_allowed", one.function);
    let mut code = function(one, &called, &given, "AuthResult", doc);
    let held = |field: &&str| carrier.is_none_or(|carrier| carrier.field(field).is_none());
    let fields: Vec<_> = one.fields().filter(held).collect();
    let mut others: Vec<_> = further().map(|(_, parameter, _)| format!("{parameter}={parameter}")).collect();
    others.push("now=now".to_owned());
    if carrier.is_some() {
        others.push("message=message".to_owned());
    } else if one.has_authorization() {
        others.push("authorization=message.authorization".to_owned());
    } else {
        others.push("authorization=authorization".to_owned());
    }
    end(one, &dropin::is_allowed(name), &fields, others, &mut code);
    code
}

/// The head of a function.
fn function(one: &Signed<'_>, name: &str, given: &[(String, String)], returns: &str, doc: &str) -> Code {
    let config = CONFIGS.iter().find(|(direction, _)| *direction == one.message.direction.as_str());
    let config = config.map_or("object", |(_, class)| *class);
    let mut parameters = vec![format!("auth: {config}"), format!("message: {}", one.class()), "*".to_owned()];
    if given.is_empty() {
        parameters.pop();
    }
    parameters.extend(given.iter().map(|(name, ty)| format!("{name}: {ty}")));
    let mut code = Code::default();
    code.lines.extend(call(0, &format!("async def {name}"), &parameters, &format!(" -> {returns}:")));
    code.lines.extend(docstring(4, doc));
    code
}

/// Makes the document, unless no field is taken from it, and asks the strategy.
fn end(one: &Signed<'_>, method: &str, fields: &[&str], others: Vec<String>, code: &mut Code) {
    if !fields.is_empty() {
        let given = one.parameters().into_iter().map(|(name, _)| format!("{name}={name}"));
        let arguments: Vec<_> = ["message".to_owned()].into_iter().chain(given).collect();
        code.lines.extend(call(4, &format!("document = {}", one.document_function()), &arguments, ""));
    }
    let values: Vec<_> = fields.iter().map(|field| value(field)).chain(others).collect();
    code.lines.extend(call(4, &format!("return await auth.{method}"), &values, ""));
}

/// A field of the document, as methods take it.
fn value(field: &str) -> String {
    let otherwise = dropin::SIGNED_OTHERWISE.iter().find(|(of, ..)| *of == field);
    match otherwise {
        Some((_, parameter, class, _)) => format!("{parameter}={class}(format=0, {field}=document.{field})"),
        None => format!("{field}=document.{field}"),
    }
}

fn imports(context: &Context<'_>, signed: &[Signed<'_>]) -> Vec<String> {
    let owned = |name: &str| name.to_owned();
    let fields = || signed.iter().flat_map(Signed::fields);
    let directions =
        |config: &&(&str, &str)| signed.iter().any(|one| one.message.direction.as_str() == config.0);
    let configs: Vec<_> = CONFIGS.iter().filter(directions).map(|(_, class)| owned(class)).collect();
    let mut lines = import("..auth.config", &[configs, vec![owned("AuthResult")]].concat());
    let is_used = |document: &str| signed.iter().any(|one| one.document.name.snake() == document);
    if dropin::CHECKED_WITH.iter().any(|(document, ..)| is_used(document)) {
        lines.extend(import("..auth.set_subscriptions_info", &[owned("SetSubscriptionsInfo")]));
    }
    if fields().any(|field| dropin::SIGNED_OTHERWISE.iter().any(|(of, ..)| *of == field)) {
        lines.extend(import("..stateless.make_strong_etag", &[owned("StrongEtag")]));
    }
    let functions: Vec<_> = signed.iter().map(Signed::document_function).collect();
    lines.extend(import(".documents", &functions));
    lines.extend(imports_of_messages(context, signed, |one| vec![one.class()]));
    lines
}

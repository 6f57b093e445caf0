//! The module of a protocol that makes HTTP requests of messages, as plain data.

use askama::Template;
use lonelypsp_schema::{Http, Message};

use super::context::Context;
use super::module::all;
use super::names;
use super::text::{argument, call, docstring, import, string, tuple, union};

#[derive(Template)]
#[template(path = "python/requests.py", whitespace = "preserve")]
struct RequestsView {
    stamp: String,
    imports: String,
    exported: String,
    routes: Vec<RouteView>,
    union: String,
}

/// How a message travels.
struct RouteView {
    definition: String,
    doc: String,
    entries: Vec<String>,
    constant: String,
}

/// The module, if messages of the protocol travel over HTTP.
pub(super) fn emit_requests(context: &Context<'_>) -> Option<String> {
    let messages = context.protocol.messages.iter();
    let routed: Vec<_> = messages.filter_map(|message| Some((message, message.http.as_ref()?))).collect();
    if routed.is_empty() {
        return None;
    }
    let classes: Vec<_> = routed.iter().map(|(message, _)| names::message_class(message)).collect();
    let mut exported: Vec<_> = routed.iter().map(|(message, _)| constant(message)).collect();
    exported.extend(["ROUTES", "RequestMessage", "request", "request_to"].map(str::to_owned));
    let view = RequestsView {
        stamp: context.stamp.clone(),
        imports: imports(context, &routed).join("\n"),
        exported: all(exported).join("\n"),
        routes: routed.iter().map(|(message, http)| view_route(message, http)).collect(),
        union: union("RequestMessage: TypeAlias =", &classes).join("\n"),
    };
    Some(view.to_string())
}

fn constant(message: &Message) -> String {
    format!("ROUTE_{}", names::message_function(message).to_uppercase())
}

fn view_route(message: &Message, http: &Http) -> RouteView {
    let headers: Vec<_> = http.headers.iter().map(|(name, _)| string(name.snake())).collect();
    let headers = argument(&tuple(4, "", &headers));
    let arguments = [
        string(message.name.snake()),
        string(message.direction.sender()),
        string(&http.method),
        string(&http.path),
        headers,
    ];
    let told = http.headers.iter().map(|(name, doc)| format!("\n- `{name}`: {}", doc.trim()));
    let told: String = told.collect();
    let doc = format!(
        "{} {}, the request of a `{}`.{}",
        http.method,
        http.path,
        names::type_member(message),
        if told.is_empty() { String::new() } else { format!(" Its headers:\n{told}") }
    );
    let constant = constant(message);
    let function = names::message_function(message);
    let entries =
        message.layout.shapes.iter().map(|shape| {
            format!("    {}: ({constant}, encode_{function}),", names::shape_class(message, shape))
        });
    RouteView {
        definition: call(0, &format!("{constant}: Final = Route"), &arguments, "").join("\n"),
        doc: docstring(0, &doc).join("\n"),
        entries: entries.collect(),
        constant,
    }
}

fn imports(context: &Context<'_>, routed: &[(&Message, &Http)]) -> Vec<String> {
    let of = |(module, messages): &(String, Vec<&Message>)| {
        let is_routed = |message: &&&Message| message.http.is_some();
        let names = messages.iter().filter(is_routed).flat_map(|message| {
            let shapes = message.layout.shapes.iter().map(|shape| names::shape_class(message, shape));
            let function = format!("encode_{}", names::message_function(message));
            shapes.chain([names::message_class(message), function]).collect::<Vec<_>>()
        });
        import(&format!(".messages.{module}"), &names.collect::<Vec<_>>())
    };
    context.modules(routed.iter().map(|(message, _)| *message)).iter().flat_map(of).collect()
}

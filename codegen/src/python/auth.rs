//! What authorizes messages: for each signed document one method that says what to send, and one that says whether what was
//! received is allowed. Protocols, and the three strategies, are the same methods with other bodies.

use askama::Template;
use lonelypsp_schema::{Direction, Layout, Message, Name, Protocol, Schema, Stamp};

use super::dropin::{self, Carrier, DropIn, SIGNING};
use super::fields::annotation;
use super::names;
use super::text::{call, docstring, import, spread};
use crate::stamp::stamp;

/// The parties that check documents, with what they are called.
const PARTIES: [(Direction, &str, &str); 2] =
    [(Direction::S2b, "ToBroadcaster", "to_broadcaster"), (Direction::B2s, "ToSubscriber", "to_subscriber")];

#[derive(Template)]
#[template(path = "python/auth/config.py", whitespace = "preserve")]
struct ConfigView<'a> {
    stamp: String,
    imports: String,
    parties: &'a [PartyView],
}

#[derive(Template)]
#[template(path = "python/auth/none_auth_config.py", whitespace = "preserve")]
struct NoneView<'a> {
    stamp: String,
    imports: String,
    parties: &'a [PartyView],
}

#[derive(Template)]
#[template(path = "python/auth/token_auth_config.py", whitespace = "preserve")]
struct TokenView<'a> {
    stamp: String,
    imports: String,
    parties: &'a [PartyView],
}

#[derive(Template)]
#[template(path = "python/auth/hmac_auth_config.py", whitespace = "preserve")]
struct HmacView<'a> {
    stamp: String,
    imports: String,
    parties: &'a [PartyView],
}

#[derive(Template)]
#[template(path = "python/auth/set_subscriptions_info.py", whitespace = "preserve")]
struct SubscriptionsView {
    stamp: String,
}

#[derive(Template)]
#[template(path = "python/auth/make_strong_etag.py", whitespace = "preserve")]
struct EtagView {
    stamp: String,
}

/// Who checks the documents of a direction.
struct PartyView {
    /// `ToBroadcaster`
    class: &'static str,
    /// `to_broadcaster`
    function: &'static str,
    sender: &'static str,
    receiver: &'static str,
    documents: Vec<DocumentView>,
}

/// A document with its two methods.
struct DocumentView {
    member: String,
    code: u16,
    authorize_head: String,
    authorize_doc: String,
    allowed_head: String,
    allowed_doc: String,
    /// The calls that hand both on.
    authorize_delegation: String,
    allowed_delegation: String,
    /// What the time is, where it is not given.
    clock: &'static str,
    /// The bytes of the document, for whoever sends and whoever checks.
    authorize_spelled: String,
    allowed_spelled: String,
    /// The expression for the authorization that was received.
    authorization: &'static str,
}

/// The files by their paths.
pub(super) fn emit_auth(schema: &Schema, protocol: &Protocol) -> Vec<(&'static str, String)> {
    let parties = PARTIES.map(|(direction, class, function)| PartyView {
        class,
        function,
        sender: direction.sender(),
        receiver: direction.receiver(),
        documents: protocol
            .messages_of(direction)
            .into_iter()
            .map(|document| view_document(schema, protocol, document, function))
            .collect(),
    });
    let parties = &parties[..];
    let stamp = stamp(schema);
    let config = ConfigView { stamp: stamp.clone(), imports: imports(schema, protocol, Of::Config), parties };
    let none = NoneView { stamp: stamp.clone(), imports: imports(schema, protocol, Of::None), parties };
    let token = TokenView { stamp: stamp.clone(), imports: imports(schema, protocol, Of::Token), parties };
    let hmac = HmacView { stamp: stamp.clone(), imports: imports(schema, protocol, Of::Hmac), parties };
    vec![
        ("auth/config.py", config.to_string()),
        ("auth/set_subscriptions_info.py", SubscriptionsView { stamp: stamp.clone() }.to_string()),
        ("auth/helpers/__init__.py", format!("# {stamp}\n\"\"\"The ways to authorize messages.\"\"\"\n")),
        ("auth/helpers/none_auth_config.py", none.to_string()),
        ("auth/helpers/token_auth_config.py", token.to_string()),
        ("auth/helpers/hmac_auth_config.py", hmac.to_string()),
        ("stateless/make_strong_etag.py", EtagView { stamp }.to_string()),
    ]
}

/// A value of a document, as its methods have it.
struct Value {
    /// How whoever signs says it: name and type.
    authorize: Option<(String, String)>,
    /// How whoever checks says it, unless it is in the message.
    allowed: Option<(String, String)>,
    authorize_from: String,
    allowed_from: String,
}

fn view_value(
    stamp: Option<&Stamp>,
    document: &Message,
    carrier: Option<Carrier<'_>>,
    layout: &Layout,
    field: &Name,
    slot: usize,
) -> Value {
    let name = field.snake();
    // The header carries these two.
    let of_header = stamp.and_then(|stamp| match name {
        _ if *name == stamp.time => Some("timestamp"),
        _ if *name == stamp.nonce => Some("nonce"),
        _ => None,
    });
    if let Some(of_header) = of_header {
        return Value {
            authorize: None,
            allowed: None,
            authorize_from: of_header.to_owned(),
            allowed_from: format!("header.{of_header}"),
        };
    }
    if let Some((parameter, ty, value)) = dropin::SIGNED_OTHERWISE
        .iter()
        .find_map(|(of, parameter, ty, value)| (*of == name).then_some((parameter, ty, value)))
    {
        let parameter = ((*parameter).to_owned(), (*ty).to_owned());
        return Value {
            authorize: Some(parameter.clone()),
            allowed: Some(parameter),
            authorize_from: (*value).to_owned(),
            allowed_from: (*value).to_owned(),
        };
    }
    let parameter = (name.to_owned(), annotation(document, layout, layout.slots[slot].kind).to_string());
    let held = carrier.and_then(|carrier| carrier.field(name));
    Value {
        authorize: Some(parameter.clone()),
        allowed_from: held.as_ref().map_or_else(|| name.to_owned(), |field| format!("message.{field}")),
        allowed: held.is_none().then_some(parameter),
        authorize_from: name.to_owned(),
    }
}

fn view_document(schema: &Schema, protocol: &Protocol, document: &Message, party: &str) -> DocumentView {
    let (layout, name) = (&document.layout, document.name.snake());
    let carrier = Carrier::of(schema, document);
    let stamp = protocol.stamp.as_ref();
    let fields = layout.shapes.iter().flat_map(|shape| &shape.slots);
    let fields = fields.filter_map(|slot| Some((slot.field()?, slot.slot)));
    let values: Vec<_> =
        fields.map(|(field, slot)| view_value(stamp, document, carrier, layout, field, slot)).collect();
    let now = ("now".to_owned(), "float".to_owned());
    let has_clock = !dropin::SIGNED_WITHOUT_CLOCK.contains(&name);
    let mut authorize: Vec<_> = values.iter().filter_map(|value| value.authorize.clone()).collect();
    authorize.extend(has_clock.then(|| now.clone()));
    let mut allowed: Vec<_> = values.iter().filter_map(|value| value.allowed.clone()).collect();
    allowed.extend(
        dropin::CHECKED_WITH
            .iter()
            .filter(|(of, ..)| *of == name)
            .map(|(_, parameter, ty)| ((*parameter).to_owned(), (*ty).to_owned())),
    );
    allowed.extend(carrier.map(|carrier| ("message".to_owned(), names::message_class(carrier.message))));
    allowed.push(now);
    allowed.extend(carrier.is_none().then(|| ("authorization".to_owned(), "str | None".to_owned())));
    let is_allowed = dropin::is_allowed(name);
    let spelled = |depth: usize, of: fn(&Value) -> &String| {
        let arguments: Vec<_> = values.iter().map(|value| of(value).clone()).collect();
        let function = format!("document = spell_{}", names::message_function(document));
        call(depth, &function, &arguments, "").join("\n")
    };
    let member = names::type_member(document);
    DocumentView {
        code: document.code,
        authorize_head: head(&format!("authorize_{name}"), &authorize, "str | None"),
        authorize_doc: documented("Return what to send with a message, if anything.", document),
        allowed_head: head(&is_allowed, &allowed, "AuthResult"),
        allowed_doc: documented("Say whether a message is allowed that was received.", document),
        authorize_delegation: delegation(party, &format!("authorize_{name}"), &authorize),
        allowed_delegation: delegation(party, &is_allowed, &allowed),
        clock: if has_clock { "now" } else { "time()" },
        authorize_spelled: spelled(8, |value| &value.authorize_from),
        allowed_spelled: spelled(12, |value| &value.allowed_from),
        authorization: if carrier.is_some() { "message.authorization" } else { "authorization" },
        member,
    }
}

fn head(name: &str, parameters: &[(String, String)], returns: &str) -> String {
    let fixed = ["self", "/", "*"].map(str::to_owned).into_iter();
    let parameters = parameters.iter().map(|(name, ty)| format!("{name}: {ty}"));
    let all: Vec<_> = fixed.chain(parameters).collect();
    spread(4, &format!("async def {name}"), &all, &format!(" -> {returns}:")).join("\n")
}

fn delegation(party: &str, name: &str, parameters: &[(String, String)]) -> String {
    let arguments: Vec<_> = parameters.iter().map(|(name, _)| format!("{name}={name}")).collect();
    call(8, &format!("return await self.{party}.{name}"), &arguments, "").join("\n")
}

/// What a method does, and what its document is for.
fn documented(does: &str, document: &Message) -> String {
    docstring(8, &format!("{does}\n\n{}", document.doc)).join("\n")
}

/// Which file it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Config,
    None,
    Token,
    Hmac,
}

fn imports(schema: &Schema, protocol: &Protocol, of: Of) -> String {
    // Relative to the package of strategies, or to that of authorization.
    let up = if of == Of::Config { ".." } else { "..." };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut modules: Vec<(String, Vec<String>)> = Vec::new();
    for document in &protocol.messages {
        if of == Of::Hmac {
            let module = format!("{up}{SIGNING}.messages.{}", document.name);
            modules.push((module, vec![format!("spell_{}", names::message_function(document))]));
        }
        if let Some(Carrier { message, .. }) = Carrier::of(schema, document) {
            let stateful = format!("{up}{}.messages", dropin::STATEFUL);
            let module = schema.protocol(dropin::STATEFUL).map(|protocol| DropIn::of(schema, protocol));
            let module = module.map(|dropin| names::module(message, dropin)).unwrap_or_default();
            let module = format!("{stateful}.{module}");
            modules.push((module, vec![names::message_class(message)]));
        }
    }
    let etag = if of == Of::Hmac { owned(&["StrongEtag", "etag_of"]) } else { owned(&["StrongEtag"]) };
    modules.push((format!("{up}stateless.make_strong_etag"), etag));
    let own = |module: &str| if of == Of::Config { format!(".{module}") } else { format!("..{module}") };
    modules.push((own("set_subscriptions_info"), owned(&["SetSubscriptionsInfo"])));
    match of {
        Of::Config => modules.push((own("verdict"), owned(&["AuthResult", "BadAuthResult"]))),
        Of::None => modules.push((own("verdict"), owned(&["AuthResult"]))),
        Of::Token => {
            modules.push((own("token"), owned(&["check_token"])));
            modules.push((own("verdict"), owned(&["AuthResult"])));
        }
        Of::Hmac => {
            let stores = ["", "Memory", "None", "Reentrant", "Sqlite"];
            let stores = stores.map(|kind| match kind {
                "Memory" | "None" | "Sqlite" => format!("IncomingHmacAuth{kind}DBConfig"),
                _ => format!("IncomingHmacAuthDB{kind}Config"),
            });
            modules.push((format!("{up}errors"), owned(&["LonelyError"])));
            modules.push((own("header"), owned(&["Header", "make_nonce", "read_header", "write_header"])));
            modules.push((own("keys"), owned(&["Key"])));
            modules.push((own("replay"), owned(&["Seen"])));
            modules.push((own("stores"), stores.to_vec()));
            modules.push((own("verdict"), owned(&["AuthResult"])));
        }
    }
    // Those further up come first.
    modules.sort_by_cached_key(|(module, _)| {
        let dots = module.chars().take_while(|c| *c == '.').count();
        (std::cmp::Reverse(dots), super::text::natural(module))
    });
    modules.iter().flat_map(|(module, names)| import(module, names)).collect::<Vec<_>>().join("\n")
}

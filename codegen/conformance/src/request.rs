//! One line of input → one line of output. Whatever the line is, there is an answer.

use lonelypsp_schema::Direction;
use serde_json::{Map, Value as Json, json};

use crate::authorization::Clock;
use crate::json::{self, Problem, Wanted, hex};
use crate::testee::{Document, Expected, Input, Presented, Testee};

/// The most bytes that a line can have: twice as many as a message in it. It is the same in every language.
pub const LONGEST: usize = 32 << 20;

const OPS: &str = "describe, decode, encode, sign, verify, token and etag";

/// Answers a longer line, of which nobody knows the id.
pub(crate) fn answer_too_long() -> Json {
    let problem = Problem::request(format!("the line is longer than {LONGEST} bytes, the most that is read"));
    json!({ "id": null, "error": problem.to_explained_json() })
}

/// Answers a line.
pub fn answer(testee: &dyn Testee, line: &[u8]) -> Json {
    let not_one = |problem: Problem| json!({ "id": null, "error": problem.to_json() });
    let request = match json::parse(line) {
        Ok(Json::Object(request)) => request,
        Ok(_) => return not_one(Problem::request("a request is an object")),
        Err(problem) => return not_one(Problem::request(format!("the line {problem}"))),
    };
    let id = request.get("id").cloned().unwrap_or_default();
    if id.is_f64() || id.is_array() || id.is_object() {
        return not_one(Problem::request("`id` has to be an integer, a string or null"));
    }
    match perform(testee, &request) {
        Ok(result) => json!({ "id": id, "ok": result }),
        Err(problem) => json!({ "id": id, "error": problem.to_json() }),
    }
}

fn perform(testee: &dyn Testee, request: &Map<String, Json>) -> Result<Json, Problem> {
    match text(request, "op")? {
        "describe" => Ok(describe(testee)),
        "decode" => decode(testee, request),
        "encode" => encode(testee, request),
        "sign" => {
            let authorization = testee.sign(&document(request)?)?;
            Ok(json!({ "authorization": authorization }))
        }
        "verify" => verify(testee, request),
        "token" => {
            let result = testee.token(text(request, "token")?, authorization(request)?)?;
            Ok(json!({ "result": result }))
        }
        "etag" => etag(testee, request),
        op => Err(Problem::request(format!("there is no op `{op}`; the ops are {OPS}"))),
    }
}

fn describe(testee: &dyn Testee) -> Json {
    json!({ "language": "rust", "protocol_version": testee.version(), "protocols": testee.protocols() })
}

fn decode(testee: &dyn Testee, request: &Map<String, Json>) -> Result<Json, Problem> {
    let (protocol, direction) = (text(request, "protocol")?, direction(request)?);
    let message = request.get("message").map(|_| text(request, "message")).transpose()?;
    let input = hex::parse_strict(text(request, "hex")?);
    let input =
        input.ok_or_else(|| Problem::request("`hex` has to be lower-case hex digits, two for each byte"))?;
    let input = Input::new(input, splits(request)?).ok_or_else(|| {
        Problem::request("`splits` have to be offsets within the input, in ascending order")
    })?;
    let reencode = request.get("reencode") == Some(&Json::Bool(true));
    testee.decode(protocol, Expected { direction, message }, &input, reencode)
}

/// Where a message is cut that is to be decoded in pieces.
fn splits(request: &Map<String, Json>) -> Result<Option<Vec<usize>>, Problem> {
    let offset = |json: &Json| json.as_u64().and_then(|offset| usize::try_from(offset).ok());
    let parse = |json: &Json| json.as_array()?.iter().map(offset).collect();
    let splits = request.get("splits").map(parse);
    let not_offsets = || Problem::request("`splits` has to be an array of offsets");
    splits.map(|splits: Option<_>| splits.ok_or_else(not_offsets)).transpose()
}

fn encode(testee: &dyn Testee, request: &Map<String, Json>) -> Result<Json, Problem> {
    let (protocol, direction) = (text(request, "protocol")?, direction(request)?);
    let written = testee.encode(protocol, direction, &Wanted::parse(request, None)?)?;
    Ok(json!({ "hex": hex::format(&written) }))
}

fn document(request: &Map<String, Json>) -> Result<Document<'_>, Problem> {
    let fields = request.get("fields").and_then(Json::as_object);
    let fields = fields.ok_or_else(|| Problem::request("`fields` has to be an object"))?;
    Ok(Document { name: text(request, "message")?, secret: text(request, "secret")?, fields })
}

fn verify(testee: &dyn Testee, request: &Map<String, Json>) -> Result<Json, Problem> {
    let document = document(request)?;
    let authorization = authorization(request)?;
    let seconds = |name: &str| {
        let parsed = text(request, name)?.parse();
        parsed.map_err(|expected| Problem::request(format!("`{name}` {expected}")))
    };
    let clock = Clock { now: seconds("now")?, lifetime: seconds("token_lifetime")? };
    let result = testee.verify(&document, Presented { authorization, clock })?;
    Ok(json!({ "result": result }))
}

fn authorization(request: &Map<String, Json>) -> Result<Option<&str>, Problem> {
    match request.get("authorization") {
        Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text)),
        _ => Err(Problem::request("`authorization` has to be a string or null")),
    }
}

/// The members of the request are the fields of the document.
fn etag(testee: &dyn Testee, request: &Map<String, Json>) -> Result<Json, Problem> {
    let mut fields = request.clone();
    fields.shift_remove("id");
    fields.shift_remove("op");
    Ok(json!({ "hex": hex::format(&testee.etag(&fields)?) }))
}

/// It may be left out where the message's name says it.
fn direction(request: &Map<String, Json>) -> Result<Option<Direction>, Problem> {
    if !request.contains_key("direction") {
        return Ok(None);
    }
    let name = text(request, "direction")?;
    let found = Direction::BOTH.into_iter().find(|direction| direction.as_str() == name);
    found
        .map(Some)
        .ok_or_else(|| Problem::request(format!("there is no direction `{name}`; it is s2b or b2s")))
}

fn text<'r>(request: &'r Map<String, Json>, name: &str) -> Result<&'r str, Problem> {
    let text = request.get(name).and_then(Json::as_str);
    text.ok_or_else(|| Problem::request(format!("`{name}` has to be a string")))
}

//! Random requests.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::corpus::{KEY, bad_values, document_fields, schema_kind};
use crate::forms::random;
use crate::wire::body::{Draft, Field, Item, Kind, Layout, Part, Piece, typical};
use crate::wire::signature::{base64_url, header, hmac};

use super::Case;
use super::header::{damage, is_strict};

pub(super) struct Generator<'l> {
    documents: Vec<&'l Layout>,
    hashed: Vec<&'l Layout>,
    rng: Rng,
}

impl<'l> Generator<'l> {
    pub(super) fn new(layouts: &'l [Layout], seed: u64) -> Self {
        let of = |protocol| layouts.iter().filter(|layout| layout.protocol == protocol).collect();
        Self { documents: of("signing"), hashed: of("hashing"), rng: Rng::with_seed(seed) }
    }

    /// The next case.
    pub(super) fn case(&mut self) -> Case {
        let op = ["encode", "sign", "verify", "verify", "etag", "token"][self.rng.usize(..6)];
        let is_hashed = op == "etag" || op == "encode" && self.rng.u8(..5) == 0;
        let layouts = if is_hashed { &self.hashed } else { &self.documents };
        let layout = layouts[self.rng.usize(..layouts.len())];
        let rng = &mut self.rng;
        match op {
            "token" => Case { request: token(rng), is_strict: true },
            "verify" => verify(rng, layout),
            "etag" => {
                let mut request = document_fields(&document(rng, layout));
                spoil(rng, layout, &mut request);
                request.insert("op".to_owned(), json!("etag"));
                Case { request: Value::Object(request), is_strict: true }
            }
            _ => {
                let mut fields = document_fields(&document(rng, layout));
                spoil(rng, layout, &mut fields);
                let mut request = json!({ "op": op, "message": layout.name, "fields": fields });
                match op {
                    "sign" => request["secret"] = json!(base64_url(&KEY)),
                    _ => request["protocol"] = json!(layout.protocol),
                }
                Case { request, is_strict: true }
            }
        }
    }
}

/// A document that is right, but for the order of entries now and then.
pub(in crate::differential) fn document<'l>(rng: &mut Rng, layout: &'l Layout) -> Draft<'l> {
    let mut draft = typical(layout);
    for (part, item) in layout.parts.iter().zip(&mut draft.items) {
        match (part, item) {
            (Part::Value(field), Item::Value(piece)) => *piece = Piece::new(any(rng, field)),
            (Part::Group { fields, .. }, Item::Entries(entries, _)) => *entries = any_entries(rng, fields),
            _ => {}
        }
    }
    draft
}

fn any(rng: &mut Rng, field: &Field) -> Vec<u8> {
    let mut bytes = random(rng, schema_kind(field.kind));
    match field.kind {
        // A number of the schema may have fewer bytes, a boolean more.
        Kind::Uint(width) => [vec![0; width - bytes.len().min(width)], bytes].concat(),
        Kind::Bool => vec![rng.u8(..2)],
        // A header has no colon in its nonce.
        Kind::Text if field.name == "nonce" => {
            let text = String::from_utf8_lossy(&bytes).replace(':', "");
            text.chars().take(60).collect::<String>().into_bytes()
        }
        Kind::Bytes => {
            bytes.truncate(field.most());
            bytes
        }
        Kind::Text | Kind::OptionalText | Kind::Exact(_) | Kind::Float => bytes,
    }
}

fn any_entries(rng: &mut Rng, fields: &[Field]) -> Vec<Vec<Piece>> {
    let count = rng.usize(..6);
    let entry = |rng: &mut Rng| fields.iter().map(|field| Piece::new(any(rng, field))).collect::<Vec<_>>();
    let mut entries: Vec<_> = (0..count).map(|_| entry(rng)).collect();
    if rng.u8(..6) != 0 {
        entries.sort_by(|one, other| one[0].bytes.cmp(&other[0].bytes));
        entries.dedup_by(|one, other| one[0].bytes == other[0].bytes);
    }
    entries
}

/// Now and then, a field gets a value that it cannot have.
fn spoil(rng: &mut Rng, layout: &Layout, fields: &mut Map<String, Value>) {
    let all = layout.fields();
    if all.is_empty() || rng.u8(..8) != 0 {
        return;
    }
    let field = all[rng.usize(..all.len())];
    if let Some(slot) = fields.get_mut(field.name)
        && let Some(value) = rng.choice(bad_values(layout, &field))
    {
        *slot = value;
    }
}

fn verify(rng: &mut Rng, layout: &Layout) -> Case {
    let mut draft = document(rng, layout);
    let time = if rng.u8(..20) == 0 { rng.u64(..1000) } else { 1_700_000_000 + rng.u64(..1000) };
    draft.set("timestamp", &time.to_be_bytes());
    let nonce = draft
        .piece("nonce")
        .map_or_else(String::new, |piece| String::from_utf8_lossy(&piece.bytes).into_owned());
    let mut text = header(time, &nonce, &hmac(&KEY, &draft.build().bytes));
    (0..rng.u8(..4).saturating_sub(1)).for_each(|_| text = damage(rng, &text));
    let (lifetime, quarter) = (rng.u64(..200), [".25", ".5", ".75", ""][rng.usize(..4)]);
    let now = (time + rng.u64(..450)).saturating_sub(225);
    let mut fields = document_fields(&draft);
    fields.shift_remove("timestamp");
    fields.shift_remove("nonce");
    // Another document, or one that cannot be.
    match rng.u8(..10) {
        0 => drop(fields.insert("tracing".to_owned(), json!("00ff"))),
        1 => spoil(rng, layout, &mut fields),
        _ => {}
    }
    let is_absent = rng.u8(..30) == 0;
    let authorization = if is_absent { Value::Null } else { json!(text) };
    let request = json!({
        "op": "verify", "message": layout.name, "secret": base64_url(&KEY), "now": format!("{now}{quarter}"),
        "token_lifetime": lifetime.to_string(), "authorization": authorization, "fields": fields,
    });
    Case { request, is_strict: is_absent || is_strict(&text) }
}

/// Visible ASCII, which is all that both sides take.
fn token(rng: &mut Rng) -> Value {
    let length = rng.usize(1..40);
    let token: String = (0..length).map(|_| rng.char('!'..='~')).collect();
    let right = format!("Bearer {token}");
    let authorization = match rng.u8(..10) {
        0 => Value::Null,
        1 => json!(""),
        2 => json!(token),
        3 => json!(right.to_ascii_lowercase()),
        4 => json!(format!("{right} ")),
        5 => json!(right[..right.len() - 1]),
        _ => json!(right),
    };
    json!({ "op": "token", "token": token, "authorization": authorization })
}

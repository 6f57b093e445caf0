//! Random messages: headers, relations between them, a tail, variants.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::forms::choose;

use super::generate::Generator;
use super::texts::text;
use super::words::{self, is_spelled, letters};

/// A header as far as it is decided.
struct Header {
    wire: String,
    /// The index of its type.
    ty: usize,
    /// Whether the message says what it equals.
    derived: bool,
    verified: bool,
    /// The value by which a variant is recognised.
    decides: Option<u64>,
    yaml: Value,
}

struct Builder<'g, 'b> {
    generator: &'g mut Generator<'b>,
    headers: Vec<Header>,
    /// What fields are called, in any variant.
    fields: HashSet<String>,
    has_body: bool,
    /// The first header that is not always there, and the one that decides about it.
    tail: Option<(usize, usize)>,
}

/// A message.
pub(super) fn message(generator: &mut Generator<'_>, from: &str, code: u16) -> Value {
    let count = choose(&mut generator.rng, &[0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8]);
    let count = if generator.rng.u8(..40) == 0 { generator.rng.usize(20..60) } else { count };
    let has_body = generator.rng.bool();
    let fields = generator.flags.clone();
    let mut builder = Builder { generator, headers: Vec::new(), fields, has_body, tail: None };
    let body = has_body.then(|| builder.body(true));
    builder.declare(count);
    builder.decide();
    builder.relate();
    let mut message = json!({ "from": from, "code": code, "doc": text(&mut builder.generator.rng) });
    let variants = builder.variants();
    message["headers"] =
        builder.headers.into_iter().map(|header| (header.wire, header.yaml)).collect::<Map<_, _>>().into();
    if let Some(body) = body {
        message["body"] = body;
    }
    if let Some(variants) = variants {
        message["variants"] = variants;
    }
    message
}

impl Builder<'_, '_> {
    /// One in so many times.
    fn once_in(&mut self, times: u8) -> bool {
        self.generator.rng.u8(..times) == 0
    }

    fn text(&mut self) -> Value {
        text(&mut self.generator.rng).into()
    }

    fn field(&mut self) -> String {
        self.generator.name(&mut self.fields)
    }

    fn most(&self, header: usize) -> Option<u64> {
        self.generator.types[self.headers[header].ty].most
    }

    /// The name `body` is there unless another is given, so that nothing else can have it.
    fn body(&mut self, own: bool) -> Value {
        if own && self.once_in(2) {
            self.fields.insert("body".to_owned());
            return if self.generator.rng.bool() { "bytes".into() } else { json!({ "doc": self.text() }) };
        }
        let mut body = json!({ "field": self.field() });
        if self.generator.rng.bool() {
            body["doc"] = self.text();
        }
        body
    }

    /// Headers, each with its type.
    fn declare(&mut self, count: usize) {
        let mut wires = HashSet::new();
        while self.headers.len() < count {
            let wire = words::wire(&mut self.generator.rng);
            if !wires.insert(wire.clone()) {
                continue;
            }
            let ty = self.generator.rng.usize(..self.generator.types.len());
            let mut yaml = json!({ "type": self.generator.types[ty].name });
            let usual = wire.strip_prefix("x-").unwrap_or(&wire).replace('-', "_");
            let is_free = is_spelled(&usual) && !self.generator.is_banned(&wire);
            if !is_free || self.once_in(3) || !self.fields.insert(letters(&usual)) {
                yaml["field"] = self.field().into();
            }
            if self.once_in(2) {
                yaml["doc"] = self.text();
            }
            let (derived, verified, decides) = (false, false, None);
            self.headers.push(Header { wire, ty, derived, verified, decides, yaml });
        }
    }

    /// Which headers decide about the tail and about variants.
    fn decide(&mut self) {
        let numbers: Vec<usize> =
            (0..self.headers.len()).filter(|index| self.most(*index).is_some()).collect();
        let earliest = numbers.first().copied().filter(|first| first + 1 < self.headers.len());
        if let Some(decider) = earliest.filter(|_| self.once_in(3)) {
            let start = self.generator.rng.usize(decider + 1..self.headers.len());
            self.tail = Some((start, decider));
            self.headers[decider].decides = self.number(decider);
        }
        let often = choose(&mut self.generator.rng, &[0, 0, 1, 2, 4]);
        for index in numbers {
            if self.generator.rng.u8(..4) < often && self.headers[index].decides.is_none() {
                self.headers[index].decides = self.number(index);
            }
        }
        if let Some((start, decider)) = self.tail {
            let when = json!({ self.headers[decider].wire.clone(): self.headers[decider].decides });
            self.headers[start..].iter_mut().for_each(|header| header.yaml["when"] = when.clone());
        }
    }

    /// A number that the header can hold, often one at an edge.
    fn number(&mut self, header: usize) -> Option<u64> {
        let most = self.most(header)?;
        let edges = [0, 0, 1, 127, 128, 255, 256, 65535, 65536, u64::from(u32::MAX), 1 << 53, most - 1, most];
        let number = choose(&mut self.generator.rng, &edges);
        Some(if number <= most { number } else { self.generator.rng.u64(..=most) })
    }

    /// Defaults, and what the message says for all its variants.
    fn relate(&mut self) {
        for index in 0..self.headers.len() {
            if self.headers[index].decides.is_none()
                && self.once_in(4)
                && let Some(equals) = self.equal(index)
            {
                let header = &mut self.headers[index];
                header.yaml["equals"] = equals.into();
                header.yaml.as_object_mut().into_iter().for_each(|yaml| drop(yaml.remove("field")));
                header.derived = true;
                continue;
            }
            if self.most(index).is_some() && self.once_in(4) {
                self.headers[index].yaml["default"] = self.number(index).into();
            }
            if self.can_verify(index) && self.once_in(2) {
                self.headers[index].yaml["verify"] = "sha512(body)".into();
                self.headers[index].verified = true;
            }
        }
    }

    fn can_verify(&self, header: usize) -> bool {
        self.has_body && self.generator.types[self.headers[header].ty].is_digest
    }

    /// What a header can equal.
    fn equal(&mut self, header: usize) -> Option<String> {
        self.most(header)?;
        let mut others: Vec<String> = (0..header)
            .filter(|other| self.most(*other).is_some())
            .map(|other| self.headers[other].wire.clone())
            .collect();
        others.extend(self.has_body.then(|| "length(body)".to_owned()));
        self.generator.rng.choice(others)
    }

    /// A chain: each variant has a number that the later ones do not have, and the last has none. Those with the tail
    /// come first.
    fn variants(&mut self) -> Option<Value> {
        let deciders = |to: usize, but: Option<usize>| -> Vec<usize> {
            (0..to).filter(|at| self.headers[*at].decides.is_some() && Some(*at) != but).collect()
        };
        let all = self.headers.len();
        let mut conditions: Vec<Vec<usize>> = Vec::new();
        if let Some((start, tail)) = self.tail {
            conditions.extend(deciders(all, Some(tail)).into_iter().map(|at| vec![tail, at]));
            conditions.push(vec![tail]);
            conditions.extend(deciders(start, Some(tail)).into_iter().map(|at| vec![at]));
        } else {
            conditions.extend(deciders(all, None).into_iter().map(|at| vec![at]));
        }
        conditions.push(Vec::new());
        if conditions.len() < 2 {
            return None;
        }
        let mut scope = HashSet::new();
        let mut variants = Map::new();
        for condition in conditions {
            let name = self.generator.name_within(35, &mut scope);
            variants.insert(name, self.variant(&condition));
        }
        Some(variants.into())
    }

    fn variant(&mut self, condition: &[usize]) -> Value {
        let mut variant = json!({ "doc": self.text() });
        let mut condition = condition.to_vec();
        self.generator.rng.shuffle(&mut condition);
        if !condition.is_empty() {
            let when = condition.iter().map(|at| {
                let header = &self.headers[*at];
                (header.wire.clone(), Value::from(header.decides))
            });
            variant["when"] = when.collect::<Map<_, _>>().into();
        }
        let present = match self.tail {
            Some((start, decider)) if !condition.contains(&decider) => start,
            _ => self.headers.len(),
        };
        let mut headers = Map::new();
        for index in 0..present {
            if self.once_in(4) {
                let other = self.otherwise(index, condition.contains(&index));
                headers.insert(self.headers[index].wire.clone(), other);
            }
        }
        if !headers.is_empty() {
            variant["headers"] = headers.into();
        }
        if self.has_body && self.once_in(4) {
            variant["body"] = self.body(false);
        }
        variant
    }

    /// What a variant says otherwise about a header.
    fn otherwise(&mut self, index: usize, fixed: bool) -> Value {
        let mut other = json!({});
        if self.generator.rng.bool() {
            other["doc"] = self.text();
        }
        let Header { derived, verified, decides, .. } = self.headers[index];
        if fixed || derived {
            return other;
        }
        if decides.is_none()
            && self.once_in(2)
            && let Some(equals) = self.equal(index)
        {
            other["equals"] = equals.into();
            return other;
        }
        if self.once_in(2) {
            other["field"] = self.field().into();
        }
        if !verified && self.can_verify(index) && self.once_in(2) {
            other["verify"] = "sha512(body)".into();
        }
        other
    }
}

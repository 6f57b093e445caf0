//! Examples from the conformance corpus, for the messages of the built-in schema: what is right about them comes from the
//! reference or from construction, not from this code.

use std::collections::HashMap;

use lonelypsp_schema::Direction;
use serde_json::Value as Json;

/// A selection of the corpus; a test compares it with the whole.
const SELECTED: &str = include_str!("vectors.jsonl");

/// A case of the corpus.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// By protocol, direction, message and variant.
pub(crate) struct Vectors(HashMap<String, Vector>);

impl Vectors {
    pub(crate) fn load() -> Self {
        let vectors = SELECTED.lines().filter_map(|line| {
            let case: Json = serde_json::from_str(line).ok()?;
            let text = |key: &str| case.get(key)?.as_str().map(str::to_owned);
            let vector = Vector { name: text("name")?, bytes: unhex(&text("hex")?)? };
            Some((text("of")?, vector))
        });
        Self(vectors.collect())
    }

    pub(crate) fn of(
        &self,
        protocol: &str,
        direction: Direction,
        message: &str,
        variant: Option<&str>,
    ) -> Option<&Vector> {
        let variant = variant.map(|variant| format!(".{variant}")).unwrap_or_default();
        self.0.get(&format!("{protocol}.{}.{message}{variant}", direction.as_str()))
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

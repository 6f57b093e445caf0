//! Numbers and bytes as JSON can carry them.

use std::fmt;

use serde::{Serialize, Serializer};

/// A number that a value can have: a text of decimal digits, with a `-` before it if it is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub i128);

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Bytes: a text of two lower-case hex digits for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hex<'s>(pub &'s [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Hex<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod described {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Hex, Number};

    impl JsonSchema for Number {
        fn schema_name() -> Cow<'static, str> {
            "Number".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "pattern": "^-?[0-9]+$",
                "description": "A number that a value can have: decimal digits, with a `-` before them if it is negative."
            })
        }
    }

    impl JsonSchema for Hex<'_> {
        fn schema_name() -> Cow<'static, str> {
            "Hex".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "pattern": "^([0-9a-f]{2})*$",
                "description": "Bytes: two lower-case hex digits for each."
            })
        }
    }
}

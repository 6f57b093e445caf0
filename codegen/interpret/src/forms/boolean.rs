//! Truth values.

use std::borrow::Cow;

use lonelypsp_schema::Slot;

use super::{Facts, Held, Value};
use crate::error::Fault;
use crate::json::{Given, Json, Refused};

pub(super) const BOOL: Facts = Facts {
    name: "true or false",
    read: |raw| Ok(Value::Bool(raw == [1])),
    in_json: "true or false",
    from_json: |json| match json {
        Json::Bool(yes) => Ok(Given::Value(Value::Bool(yes))),
        Json::Null | Json::Text(_) => Err(Refused::BadValue),
    },
};

impl Held for bool {
    fn spell(&self, _: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        Ok(Cow::Owned(vec![u8::from(*self)]))
    }

    fn word(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn json(&self) -> Json<Cow<'_, str>> {
        Json::Bool(*self)
    }
}

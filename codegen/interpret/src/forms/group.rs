//! The entries of a group. They are read, written and shown one by one, elsewhere.

use std::borrow::Cow;

use lonelypsp_schema::Slot;

use super::{Facts, Form, Held, Value};
use crate::error::{Fault, Kind, bytes};
use crate::json::Refused;

pub(super) const GROUP: Facts = Facts {
    name: "a list of entries",
    read: |raw| Err(Fault::new(Kind::BadValue, "entries", bytes(raw.len()))),
    in_json: "a list of objects, each with the fields of an entry and no others",
    from_json: |_| Err(Refused::BadValue),
};

impl Held for Vec<Vec<Value<'_>>> {
    fn spell(&self, _: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        Err(Fault::new(Kind::BadValue, Form::Group.as_str(), Form::Group.as_str()))
    }
}

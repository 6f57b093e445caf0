//! How often a template is rendered, and over what.

use minijinja::value::{Value, ValueKind, merge_maps};

/// What a template is rendered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Each {
    /// Once.
    Schema,
    /// For each protocol.
    Protocol,
    /// For each message of each protocol.
    Message,
}

impl Each {
    /// As the names say that the path of a template speaks of.
    pub(crate) fn of(names: impl IntoIterator<Item = String>) -> Self {
        names.into_iter().fold(Self::Schema, |each, name| match (name.as_str(), each) {
            ("message", _) => Self::Message,
            ("protocol", Self::Schema) => Self::Protocol,
            _ => each,
        })
    }

    /// What a template sees, time after time.
    pub(crate) fn contexts(self, root: &Value) -> Vec<Value> {
        let protocols = || list(root, "protocols");
        let with =
            |key: &str, value: &Value, to: Value| merge_maps([Value::from_pairs([(key, value.clone())]), to]);
        let of_protocol = |protocol: &Value| with("protocol", protocol, root.clone());
        match self {
            Self::Schema => vec![root.clone()],
            Self::Protocol => protocols().iter().map(of_protocol).collect(),
            Self::Message => {
                let of_messages = |protocol: &Value| {
                    let context = of_protocol(protocol);
                    let messages = list(protocol, "messages");
                    messages
                        .iter()
                        .map(|message| with("message", message, context.clone()))
                        .collect::<Vec<_>>()
                };
                protocols().iter().flat_map(of_messages).collect()
            }
        }
    }
}

fn list(of: &Value, member: &str) -> Vec<Value> {
    let list = of.get_attr(member).unwrap_or_default();
    if list.kind() == ValueKind::Seq { list.try_iter().into_iter().flatten().collect() } else { Vec::new() }
}
